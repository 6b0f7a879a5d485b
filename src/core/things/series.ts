// The numbers of a kind of item over time, as its definition says which: what charts are drawn of.
import type { Language } from '../../locales/language.ts';
import type { DisplayValue } from '../../things/common/measurements.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { buildQuery, readPageFrom } from './list.ts';
import type { ThingPlace } from './query.ts';
import { findDatedTo } from './short-form.ts';

export interface Reading {
  readonly id: string;
  /** A local date-time. */
  readonly at: string;
  /** One for each line of the type's chart; undefined where the item has no such number. */
  readonly values: readonly (number | undefined)[];
  /** What people saw or typed, beside each. */
  readonly displays: readonly (DisplayValue | undefined)[];
  /** Under which circumstances each was measured, in the language that was asked for. */
  readonly contexts: readonly (string | undefined)[];
}

export interface Readings {
  /** Newest first. */
  readonly readings: readonly Reading[];
  /** How many have words for a date, or none: when they were measured nobody knows, so they are not among the readings. */
  readonly undated: number;
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
  language: Language = 'en',
): Promise<Readings> {
  const query = buildQuery({ typeIds: type.versions.map(({ id }) => id), from });
  const readings: Reading[] = [];
  let undated = 0;
  const { chartReadingsMax } = vault.limits;
  const pageSize = Math.min(pageMax, chartReadingsMax);
  // Neither items without a number nor large ones make it go on for ever.
  const pagesMax = Math.ceil(chartReadingsMax / pageSize);
  let after: ThingPlace | undefined;
  for (let pages = 0; pages < pagesMax; pages++) {
    const { things, next } = await readPageFrom(vault, grant, query, { after, limit: pageSize });
    for (const thing of things) {
      const value = readValue(type, thing);
      const values = type.chart.map(series => series.value(value));
      if (values.every(one => one === undefined)) continue;
      if (findDatedTo(currentVersion(type), value))
        readings.push({
          id: thing.id,
          at: thing.effectiveDate,
          values,
          displays: type.chart.map(({ measured }) => measured?.display(value)),
          contexts: readContexts(type, value, language),
        });
      else undated++;
    }
    if (!next) return { readings, undated, more: false };
    after = next;
    // Others get their turn between pages.
    await new Promise(setImmediate);
  }
  return { readings, undated, more: true };
}

function readContexts({ chart }: ThingType, value: unknown, language: Language): (string | undefined)[] {
  if (!chart.some(({ context }) => context)) return chart.map(() => undefined);
  const told = localiseValue(value, language) as never;
  return chart.map(({ context }) => context?.(told));
}
