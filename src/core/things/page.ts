// What of the things found goes into an answer: some in full, more by their keys. Used by read.ts and search.ts.
import { fault } from '../errors.ts';
import type { ThingsReader } from '../ports.ts';
import type { ShownThing, ThingKeyRow, ThingPlace, ThingQuery } from './query.ts';

export interface PageLimits {
  /** Is it to be told who wrote the things? */
  readonly withWriters: boolean;
  readonly fullMax: number;
  readonly keysMax: number;
  readonly bytesMax: number;
}

export interface FoundThings {
  readonly things: readonly ShownThing[];
  /** What is found beyond those, without its data. */
  readonly keys: readonly ThingKeyRow[];
}

/** @throws RESPONSE_TOO_LONG before it is read */
export async function firstPage(
  things: ThingsReader,
  query: ThingQuery,
  limits: PageLimits,
): Promise<FoundThings> {
  const { withWriters, fullMax, keysMax, bytesMax } = limits;
  // Only a record larger than an answer may be can hold too much for one; others need no counting.
  const { bytes, blobBytes } = await things.usage();
  if (bytes - blobBytes > bytesMax)
    checkBytes(await things.queryKeys({ ...query, limit: fullMax }), bytesMax);
  // Among the versions of a thing, its place is told by its time too.
  const inFull = withWriters || !query.currentOnly;
  const asked = { ...query, limit: fullMax };
  const full = fullMax === 0 ? [] : await (inFull ? things.query(asked) : things.queryShown(asked));
  if (keysMax <= 0 || full.length < fullMax) return { things: full, keys: [] };
  const last = full.at(-1);
  const keys = await things.queryKeys({ ...query, limit: keysMax, ...(last && { after: placeOf(last) }) });
  return { things: full, keys };
}

export function checkBytes(things: readonly { size: number }[], bytesMax: number): void {
  const bytes = things.reduce((sum, thing) => sum + thing.size, 0);
  if (bytes > bytesMax) throw fault('RESPONSE_TOO_LONG', 'Ask for fewer full things with max-full.');
}

export function placeOf({ id, effectiveDate, versionStamp, updated }: ShownThing): ThingPlace {
  return { id, effectiveDate, versionStamp, updatedAt: updated?.at ?? 0 };
}

export function keyRowOf(thing: ShownThing): ThingKeyRow {
  const { typeId, updatedEndDate, size } = thing;
  return { ...placeOf(thing), typeId, updatedEndDate, size };
}
