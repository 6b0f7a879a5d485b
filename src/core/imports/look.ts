// What a preview shows of an import: lines of it, by their places.
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Import, KindFound, Staged } from './import.ts';

export interface Line extends Staged {
  /** `slice.place`, by which it is unticked. */
  readonly name: string;
  /** What the record has of the same name, as far as the grant opens it. */
  readonly similar?: StoredThing;
}

/** May each of a kind be left out by itself? */
export function isListed({ counts, lines }: KindFound): boolean {
  return counts.new + counts.changed <= lines.length;
}

/** Of a kind that is too many, the first ones. */
const examplesMax = 3;

/** The lines of all kinds, each slice opened once. */
export async function readLines(db: Reader, grant: Grant, one: Import): Promise<Map<KindFound, Line[]>> {
  const slices = new Map<number, readonly Staged[]>();
  const shown = new Map<KindFound, Line[]>();
  for (const kind of one.about.found?.kinds ?? []) {
    const lines: Line[] = [];
    for (const [slice, place] of isListed(kind) ? kind.lines : kind.lines.slice(0, examplesMax)) {
      if (!slices.has(slice)) slices.set(slice, (await db.imports.slice(one, slice)) ?? []);
      const staged = slices.get(slice)?.[place];
      if (staged) lines.push({ ...staged, name: `${slice}.${place}` });
    }
    shown.set(kind, isListed(kind) ? await addSimilar(db, grant, lines) : lines);
  }
  return shown;
}

async function addSimilar(db: Reader, grant: Grant, lines: readonly Line[]): Promise<Line[]> {
  const ids = lines.flatMap(({ similarId }) => similarId ?? []);
  if (ids.length === 0) return [...lines];
  const byId = new Map((await db.things(grant).byIds(ids)).map(thing => [thing.id, thing]));
  return lines.map(line => {
    const similar = byId.get(line.similarId ?? '');
    return similar?.state === 'Active' ? { ...line, similar } : line;
  });
}

/** Those of which there is something to be written. */
export function listWanted({ about: { found } }: Import): KindFound[] {
  return (found?.kinds ?? []).filter(({ counts }) => counts.new + counts.changed > 0);
}
