// The picture signs of the groups that kinds of item belong to. Each stands beside words that say the same.
import { getVersion, type ThingGroup, type ThingType } from '../../things/index.ts';

/** Drawn with one stroke in a field of 24 by 24. */
const strokes: Readonly<Record<ThingGroup | 'sleep', string>> = {
  // A heart, and its beat.
  vitals:
    'M12 20C6 16 3.5 12.7 3.5 9.3 3.5 6.5 5.6 4.5 8 4.5c1.7 0 3.1.9 4 2.4.9-1.5 2.3-2.4 4-2.4 2.4 0 4.5 2 4.5 4.8 0 3.4-2.5 6.7-8.5 10.7ZM4.5 12H8l1.5-3 2.5 5.5 1.5-2.5h3',
  // A capsule, half full.
  medications: 'M7.5 7.5h9a4.5 4.5 0 0 1 0 9h-9a4.5 4.5 0 0 1 0-9ZM12 7.5v9M7 12h2M5.5 10h.01',
  // A sheet on a board, with a cross.
  conditions: 'M9 5H5.5v15.5h13V5H15M9 3.5h6v3H9ZM12 10.5v6M9 13.5h6',
  // A glass for samples.
  labs: 'M7.5 3.5h9M9 3.5V17a3 3 0 0 0 6 0V3.5M9 11.5h6M12 15.5h.01',
  // A dumb-bell.
  fitness: 'M8 12h8M8 6.5v11M5 8.5v7M2.5 11v2M16 6.5v11M19 8.5v7M21.5 11v2',
  // The moon.
  sleep: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10ZM15.5 4.5h4l-4 4.5h4',
  // A page with a folded corner.
  documents: 'M13.5 3.5H6v17h12V8ZM13.5 3.5V8H18M9 12.5h6M9 16h4',
  // A leaf of a calendar.
  plans: 'M4 5.5h16v15H4ZM4 10h16M8.5 3v4.5M15.5 3v4.5M8.5 15.5l2.5 2 4.5-4',
  // Head and shoulders.
  profile: 'M12 11.5a4 4 0 1 0-.01 0ZM4.5 20.5c.8-4 3.6-6 7.5-6s6.7 2 7.5 6',
  // Tiles.
  apps: 'M4.5 4.5h6v6h-6ZM13.5 4.5h6v6h-6ZM4.5 13.5h6v6h-6ZM16.5 13.5v6M13.5 16.5h6',
};

export function Sign({ of }: { of: ThingGroup }) {
  return <Drawn group={of} stroke={strokes[of]} />;
}

/** Of its group. Sleep is in the group of exercise and has a sign of its own. */
export function SignOfKind({ of: { name, group } }: { of: Pick<ThingType, 'name' | 'group'> }) {
  return <Drawn group={group} stroke={strokes[name.startsWith('Sleep') ? 'sleep' : group]} />;
}

function Drawn({ group, stroke }: { group: ThingGroup; stroke: string }) {
  return (
    <svg class={`sign of-${group}`} viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">
      <path d={stroke} />
    </svg>
  );
}

/** @param typeId of any version */
export function SignOf({ typeId }: { typeId: string }) {
  return <SignOfKind of={getVersion(typeId).type} />;
}
