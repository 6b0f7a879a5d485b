// Whether all that things hold can be read: every version of every thing is opened, those that nobody asks for too. For the
// doctor, and for the drill of backups, which carry bytes as they are.
import type { Awaitable } from '../awaitable.ts';
import { Fault } from '../faults.ts';

export interface VersionPlace {
  readonly recordId: string;
  readonly id: string;
  readonly versionStamp: string;
}

export interface DamageReader {
  /** Opens some versions, from the first or after a place: those that are current, then those before them. */
  openSome(after: OpenedSome['next']): Awaitable<OpenedSome>;
}

export interface OpenedSome {
  readonly opened: number;
  readonly damaged: readonly VersionPlace[];
  /** Undefined after the last. */
  readonly next: (VersionPlace & { readonly isCurrent: boolean }) | undefined;
}

export interface Damage {
  /** Versions that were opened, whole or not. */
  readonly opened: number;
  readonly damaged: readonly VersionPlace[];
}

/** Does an error say that one item cannot be opened? */
export function isDamage(error: unknown): boolean {
  return error instanceof Fault && error.reason === 'thingDamaged';
}

/** @param goOn asked between some and the next. @throws what it throws */
export async function findDamage(
  openSome: DamageReader['openSome'],
  goOn: () => void = () => {},
): Promise<Damage> {
  const damaged: VersionPlace[] = [];
  let opened = 0;
  for (let next: OpenedSome['next']; ; ) {
    const some = await openSome(next);
    opened += some.opened;
    damaged.push(...some.damaged);
    next = some.next;
    if (!next) return { opened, damaged };
    goOn();
    // Others get their turn.
    await new Promise(setImmediate);
  }
}

const namedMax = 5;

/** In words for the operator; undefined where nothing is damaged. */
export function sayDamage({ damaged }: Damage): string | undefined {
  if (damaged.length === 0) return undefined;
  const named = damaged
    .slice(0, namedMax)
    .map(({ recordId, id, versionStamp }) => `thing ${id} of record ${recordId}, version ${versionStamp}`);
  const more = damaged.length > namedMax ? `, and ${damaged.length - namedMax} more` : '';
  return `${damaged.length} versions of things are damaged in the database: ${named.join('; ')}${more}. An earlier backup may have them whole.`;
}
