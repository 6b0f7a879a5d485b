// What of the things found goes into an answer: some in full, more by their keys. Used by read.ts and search.ts.
import { fault } from '../errors.ts';
import type { ThingsReader } from '../ports.ts';
import type { ThingKeyRow, ThingPlace, ThingQuery } from './query.ts';
import type { StoredThing } from './thing.ts';

export interface PageLimits {
  readonly fullMax: number;
  readonly keysMax: number;
  readonly bytesMax: number;
}

export interface FoundThings {
  readonly things: readonly StoredThing[];
  /** What is found beyond those, without its data. */
  readonly keys: readonly ThingKeyRow[];
}

/** @throws RESPONSE_TOO_LONG before it is read */
export async function firstPage(
  things: ThingsReader,
  query: ThingQuery,
  limits: PageLimits,
): Promise<FoundThings> {
  const { fullMax, keysMax, bytesMax } = limits;
  // Only a record larger than an answer may be can hold too much for one; others need no counting.
  if ((await things.usage()).bytes > bytesMax)
    checkBytes(await things.queryKeys({ ...query, limit: fullMax }), bytesMax);
  const full = fullMax > 0 ? await things.query({ ...query, limit: fullMax }) : [];
  if (keysMax <= 0 || full.length < fullMax) return { things: full, keys: [] };
  const last = full.at(-1);
  const keys = await things.queryKeys({ ...query, limit: keysMax, ...(last && { after: placeOf(last) }) });
  return { things: full, keys };
}

export function checkBytes(things: readonly { size: number }[], bytesMax: number): void {
  const bytes = things.reduce((sum, thing) => sum + thing.size, 0);
  if (bytes > bytesMax) throw fault('RESPONSE_TOO_LONG', 'Ask for fewer full things with max-full.');
}

export function placeOf({ id, effectiveDate, versionStamp, updated }: StoredThing): ThingPlace {
  return { id, effectiveDate, versionStamp, updatedAt: updated.at };
}

export function keyRowOf(thing: StoredThing): ThingKeyRow {
  const { typeId, updatedEndDate, size } = thing;
  return { ...placeOf(thing), typeId, updatedEndDate, size };
}
