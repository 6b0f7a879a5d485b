// What of the things found goes into an answer: some in full, more by their keys. Used by read.ts and search.ts.
// And how the vault itself goes through things, a page at a time, of which none is more than it can hold.

import type { NameDamaged } from '../authorization/grant.ts';
import { type Awaitable, after } from '../awaitable.ts';
import { type Fault, fault } from '../faults.ts';
import { isDamage } from './damage.ts';
import type { ThingsReader } from './ports.ts';
import type { ShownThing, ThingKeyRow, ThingPlace, ThingQuery } from './query.ts';

export interface PageLimits {
  /** Is it to be told who wrote the things? */
  readonly withWriters: boolean;
  readonly fullMax: number;
  readonly keysMax: number;
  /** Of the things in full; what does not fit is told by its key. */
  readonly bytesMax: number;
  /** What there is room for at this moment; more is refused. */
  readonly room: number;
}

export interface FoundThings {
  readonly things: readonly ShownThing[];
  /** What is found beyond those, without its data. */
  readonly keys: readonly ThingKeyRow[];
}

/** @throws answerTooLarge before it is read */
export function readFirstPage(
  things: ThingsReader,
  query: ThingQuery,
  limits: PageLimits,
): Awaitable<FoundThings> {
  const { withWriters, fullMax, bytesMax, room } = limits;
  let bytes = 0;
  let isCut = false;
  const fits = (size: number) => {
    bytes += countPrintedBytes({ size });
    isCut = bytes > bytesMax;
    if (!isCut && bytes > room) throw makeTooLong();
    return !isCut;
  };
  // Among the versions of a thing, its place is told by its time too.
  const inFull = withWriters || !query.currentOnly;
  const asked = query.limit === fullMax ? query : { ...query, limit: fullMax };
  const found: Awaitable<readonly ShownThing[]> =
    fullMax === 0 ? [] : inFull ? things.query(asked, fits) : things.queryShown(asked, fits);
  return after(found, full => {
    const keysMax = Math.max(0, limits.keysMax) + (isCut ? fullMax - full.length : 0);
    if (keysMax === 0 || (full.length < fullMax && !isCut)) return { things: full, keys: [] };
    const last = full.at(-1);
    const beyond = { ...query, limit: keysMax, ...(last && { after: getPlace(last) }) };
    return after(things.queryKeys(beyond), keys => ({ things: full, keys }));
  });
}

/**
 * As readFirstPage, one thing at a time: what is damaged is told by its key, as what does not fit is.
 * @throws thingDamaged where nothing else is found
 */
export async function readAroundDamage(
  things: ThingsReader,
  query: ThingQuery,
  limits: PageLimits,
): Promise<FoundThings> {
  const rows = await things.queryKeys({ ...query, limit: limits.fullMax + Math.max(0, limits.keysMax) });
  const full: ShownThing[] = [];
  const keys: ThingKeyRow[] = [];
  let damage: unknown;
  let left = limits.bytesMax;
  for (const row of rows) {
    const bytes = countPrintedBytes(row);
    if (full.length + keys.length >= limits.fullMax || bytes > left) {
      keys.push(row);
      continue;
    }
    try {
      const asked = { keys: [row], filters: [], currentOnly: query.currentOnly, limit: 1 };
      full.push(...(await things.query(asked)));
      left -= bytes;
    } catch (error) {
      if (!isDamage(error)) throw error;
      damage = error;
      keys.push(row);
    }
  }
  if (damage && full.length === 0) throw damage;
  return { things: takeFitting(full, limits), keys };
}

export interface ThingPage {
  readonly things: readonly ShownThing[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: ThingPlace | undefined;
}

/**
 * The next page of what a query finds: as many as it asks for, or fewer where these are large.
 * @param onDamaged is told of each item that cannot be opened; of one between two pages it is told twice
 * @throws thingDamaged where nobody is to be told
 */
export async function readBoundedPage(
  things: ThingsReader,
  query: ThingQuery,
  { withWriters, bytesMax }: Pick<PageLimits, 'withWriters' | 'bytesMax'>,
  onDamaged?: NameDamaged,
): Promise<ThingPage> {
  const { limit, currentOnly } = query;
  const oneMore = { ...query, limit: limit + 1 };
  let bytes = 0;
  let count = 0;
  const fits = (size: number) => {
    bytes += size;
    count += 1;
    return bytes <= bytesMax || count === 1;
  };
  // Among the versions of a thing, its place is told by its time too.
  const inFull = withWriters || !currentOnly;
  const damaged: ThingKeyRow[] = [];
  const tell = onDamaged && ((item: ThingKeyRow) => void damaged.push(item));
  const found = await (inFull ? things.query(oneMore, fits, tell) : things.queryShown(oneMore, fits, tell));
  for (const item of damaged) onDamaged?.(item);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const hasMore = count > Math.min(limit, found.length + damaged.length);
  return { things: page, next: hasMore ? (last ? getPlace(last) : damaged.at(-1)) : undefined };
}

/** What is printed around a thing: its ids, dates, and who wrote it. */
const aroundBytes = 1024;

/**
 * The first ones that fit into an answer in full.
 * @throws answerTooLarge when there is no room for these
 */
export function takeFitting<Sized extends { readonly size: number }>(
  things: readonly Sized[],
  { bytesMax, room }: Pick<PageLimits, 'bytesMax' | 'room'>,
): Sized[] {
  let bytes = 0;
  let count = 0;
  for (const thing of things) {
    if (bytes + countPrintedBytes(thing) > bytesMax) break;
    bytes += countPrintedBytes(thing);
    count += 1;
  }
  if (bytes > room) throw makeTooLong();
  return things.slice(0, count);
}

export function makeTooLong(): Fault {
  return fault('thingsTooLarge');
}

/** Of an answer, for things in full; the rest is for keys. */
export function countFullBytes(answerBytesMax: number): number {
  return answerBytesMax * 0.9;
}

/** How much of it a thing takes. */
export function countPrintedBytes({ size }: { readonly size: number }): number {
  return size + aroundBytes;
}

export function getPlace({ ordinal, effectiveDate, versionStamp, updated }: ShownThing): ThingPlace {
  return { ordinal, effectiveDate, versionStamp, updatedAt: updated?.at ?? 0 };
}

export function getKeyRow(thing: ShownThing): ThingKeyRow {
  const { id, typeId, updatedEndDate, size } = thing;
  return { ...getPlace(thing), id, typeId, updatedEndDate, size };
}
