// What happened to the resources of a kind, or of all kinds, the last first: by the log of the record, so that what is written meanwhile
// moves no page.
import { takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import type { LogPlace } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { demandScope, type FhirAccess } from './access.ts';
import { type LineVersion, readLines } from './lines.ts';
import { isOpen } from './resources.ts';
import type { Resource } from './values.ts';

/** A line of the log, and how many of its resources were told. */
export interface HistoryPlace extends LogPlace {
  readonly told: number;
}

export interface HistoryAsked {
  /** A kind of resource; nothing for all. */
  readonly type: string;
  /** Milliseconds, UTC. */
  readonly since: number;
  readonly count: number;
  readonly after?: HistoryPlace | undefined;
}

export interface HistoryPage {
  readonly versions: readonly LineVersion[];
  readonly next: HistoryPlace | undefined;
}

/** @throws FhirProblem 403 */
export async function readHistoryOf(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { type, since, count, after }: HistoryAsked,
): Promise<HistoryPage> {
  if (type !== '') demandScope(access, type, 's');
  const { fhirLookedAtMax, pageBytesMax } = vault.limits;
  const now = vault.clock.now();
  const takes = (resource: Resource) =>
    (type === '' || resource.resourceType === type) && isOpen(resource, access, 's', now);
  const versions: LineVersion[] = [];
  const takeBreak = takeBreaks();
  let before: LogPlace | undefined = after && { ...after, position: after.position + 1 };
  let told = after?.told ?? 0;
  let bytes = 0;
  for (let looked = 0; looked < fhirLookedAtMax && bytes <= pageBytesMax; looked += linesAtOnce) {
    const { operations, last, isFull } = await db.things(access.grant).operationsBefore(before, linesAtOnce);
    const found = await readLines(db, access, operations, takes, now);
    await takeBreak();
    for (const [i, { at, sequence, position }] of operations.entries()) {
      if (at < since) return { versions, next: undefined };
      const all = found[i] ?? [];
      const taken = all.slice(told, told + count - versions.length);
      versions.push(...taken);
      told += taken.length;
      if (told < all.length) return { versions, next: { sequence, position, told } };
      told = 0;
      bytes += all[0]?.thing.size ?? 0;
    }
    if (!isFull || !last) return { versions, next: undefined };
    before = last;
  }
  return { versions, next: before && { ...before, position: before.position - 1, told: 0 } };
}

/** Lines of the log that are looked at together. */
const linesAtOnce = 20;
