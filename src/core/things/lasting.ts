// What holds now of the kinds that last until they end: illnesses, allergies, medicines; and what is planned. All of it, or how
// much more there is.
import type { ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay } from '../days.ts';
import type { Reader } from '../store.ts';
import { makeJudgedForm } from '../targets/judge.ts';
import { buildQuery } from './list.ts';
import type { Newest, ShownTo } from './newest.ts';
import type { ThingFilter, ThingQuery } from './query.ts';
import { isThingOver } from './short-form.ts';

export interface Lasting {
  readonly type: ThingType;
  readonly items: readonly Newest[];
  /** How many hold besides. */
  readonly more: number;
  /** Might there be others yet, which were not looked at? */
  readonly isCut: boolean;
}

/** Of how many of a kind it is looked up whether they hold. */
const lookedAtMax = 100;

interface Shown extends ShownTo {
  readonly shownMax: number;
}

/** What holds of each of these types, the newest first; a type of which nothing holds has no items. */
export function listLasting(
  db: Reader,
  grant: Grant,
  types: readonly ThingType[],
  shown: Shown,
): Promise<Lasting[]> {
  return listEach(db, grant, types, shown, { endMin: getEarliestDay(shown.now) }, 'newest first');
}

/** What is planned of each of these types, the next first. Today's is not over yet. */
export function listAhead(
  db: Reader,
  grant: Grant,
  types: readonly ThingType[],
  shown: Shown,
): Promise<Lasting[]> {
  return listEach(db, grant, types, shown, { effectiveMin: getEarliestDay(shown.now) }, 'oldest first');
}

async function listEach(
  db: Reader,
  grant: Grant,
  types: readonly ThingType[],
  { shownMax, bytesMax, language, beside }: Shown,
  by: ThingFilter,
  order: NonNullable<ThingQuery['order']>,
): Promise<Lasting[]> {
  const things = db.things(grant);
  const found: Lasting[] = [];
  let bytes = 0;
  for (const type of types) {
    const { filters, ...asked } = buildQuery({ typeIds: type.versions.map(({ id }) => id) });
    const narrowed = filters.map(filter => ({ ...filter, ...by }));
    let isFull = false;
    const fits = (size: number) => {
      isFull ||= bytes + size > bytesMax;
      if (!isFull) bytes += size;
      return !isFull;
    };
    const query = { ...asked, filters: narrowed, order, limit: lookedAtMax + 1 };
    const rows = await things.queryShown(query, fits);
    const holding = rows.slice(0, lookedAtMax).filter(thing => !isThingOver(thing));
    const items = holding.slice(0, shownMax).map((thing): Newest => {
      const { kind, summary, datedTo, marks } = makeJudgedForm(thing, language, beside);
      const { id, effectiveDate } = thing;
      return { type, kind, id, effectiveDate, summary, datedTo, marks };
    });
    found.push({
      type,
      items,
      more: holding.length - items.length,
      isCut: isFull || rows.length > lookedAtMax,
    });
  }
  return found;
}
