// The numbers of a kind of item over time, as its definition says which: what charts are drawn of.
import type { ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Vault } from '../vault.ts';
import { queryOf } from './list.ts';
import { placeOf } from './page.ts';
import type { ThingQuery } from './query.ts';
import { storedValue } from './typed.ts';

export interface Reading {
  readonly id: string;
  /** A local date-time. */
  readonly at: string;
  /** One for each line of the type's chart; undefined where the item has no such number. */
  readonly values: readonly (number | undefined)[];
}

export interface Readings {
  /** Newest first. */
  readonly readings: readonly Reading[];
  /** Are there older ones that were not read? */
  readonly more: boolean;
}

const pageMax = 500;

/** @param from the first day, `2026-11-25`; undefined for all */
export async function readSeries(
  vault: Vault,
  grant: Grant,
  type: ThingType,
  from: string | undefined,
): Promise<Readings> {
  const query = queryOf(grant, { typeIds: type.versions.map(({ id }) => id), from });
  const readings: Reading[] = [];
  const { chartReadingsMax } = vault.limits;
  const pageSize = Math.min(pageMax, chartReadingsMax);
  if (!query) return { readings, more: false };
  for (let after: ThingQuery['after']; ; ) {
    const next: ThingQuery = { ...query, limit: pageSize, ...(after && { after }) };
    const page = await vault.store.read(db => db.things(grant).queryShown(next));
    for (const thing of page) {
      const value = storedValue(type, thing);
      const values = type.chart.map(series => series.value(value));
      if (values.some(one => one !== undefined))
        readings.push({ id: thing.id, at: thing.effectiveDate, values });
    }
    if (page.length < pageSize) return { readings, more: false };
    if (readings.length >= chartReadingsMax) return { readings, more: true };
    after = placeOf(page.at(-1)!);
    // Others get their turn between pages.
    await new Promise(setImmediate);
  }
}
