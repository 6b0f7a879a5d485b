// The numbers of a kind of item over time, as its definition says which: what charts are drawn of.
import type { Language } from '../../locales/language.ts';
import { foldText } from '../../spelling.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import type { Valued } from '../../things/common/marks.ts';
import type { DisplayValue } from '../../things/common/measurements.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion, getVersion, type Series, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { listValues } from '../targets/values.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { buildQuery, readPageFrom } from './list.ts';
import type { ThingPlace } from './query.ts';
import { findDatedTo } from './short-form.ts';

/** What a chart is drawn of: a type as it is, or some of the numbers in its items. */
export interface Charted {
  /** In English, as the type or one of its labels. */
  readonly name: string;
  readonly versions: ThingType['versions'];
  readonly chart: readonly Series[];
}

/** What can only be compared with itself. */
export interface Context {
  /** The same for the same circumstances, however they were written. */
  readonly key: string;
  /** In the language that was asked for. */
  readonly text: string;
  /** As the item has it. */
  readonly said: CodableValue;
}

export interface Reading {
  readonly id: string;
  /** A local date-time. */
  readonly at: string;
  /** One for each line of the type's chart; undefined where the item has no such number. */
  readonly values: readonly (number | undefined)[];
  /** What people saw or typed, beside each. */
  readonly displays: readonly (DisplayValue | undefined)[];
  /** Under which circumstances each was measured. */
  readonly contexts: readonly (Context | undefined)[];
  /** As each is judged. */
  readonly valued: readonly (Valued | undefined)[];
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

/** Days, both included; undefined for no bound. */
export interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** @param asked with `limit`, the newest so many items are looked at; fewer than that where these are large */
export async function readSeries(
  vault: Vault,
  grant: Grant,
  charted: Charted,
  { from, to, limit = vault.limits.chartReadingsMax }: Days & { readonly limit?: number },
  language: Language = 'en',
): Promise<Readings> {
  const query = buildQuery({ typeIds: charted.versions.map(({ id }) => id), from, to });
  const readings: Reading[] = [];
  let undated = 0;
  const pageSize = Math.min(pageMax, limit);
  // Neither items without a number nor large ones make it go on for ever.
  const pagesMax = Math.ceil(limit / pageSize);
  let after: ThingPlace | undefined;
  for (let pages = 0; pages < pagesMax; pages++) {
    const { things, next } = await readPageFrom(vault, grant, query, { after, limit: pageSize });
    for (const thing of things) {
      const { type } = getVersion(thing.typeId);
      const value = readValue(type, thing);
      const values = charted.chart.map(series => series.value(value));
      if (values.every(one => one === undefined)) continue;
      if (findDatedTo(currentVersion(type), value))
        readings.push({
          id: thing.id,
          at: thing.effectiveDate,
          values,
          displays: charted.chart.map(({ measured }) => measured?.display(value)),
          contexts: readContexts(charted, value, language),
          valued: readValued(charted, type, value),
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

function readValued({ name, chart }: Charted, type: ThingType, value: never): (Valued | undefined)[] {
  const all = listValues(type, value);
  return chart.map((_, of) => all.find(({ as }) => as?.kind === name && as.of === of));
}

function readContexts({ chart }: Charted, value: unknown, language: Language): (Context | undefined)[] {
  if (!chart.some(({ context }) => context)) return chart.map(() => undefined);
  const told = localiseValue(value, language) as never;
  return chart.map(({ context }) => {
    const said = context?.(value as never);
    const key = findContextKey(said);
    const text = context?.(told)?.text;
    return said && key !== undefined && text !== undefined ? { key, text, said } : undefined;
  });
}

/** Coded circumstances and the same in words are the same. */
export function findContextKey(context: CodableValue | undefined): string | undefined {
  if (!context) return undefined;
  const word = context.code?.[0]?.value ?? context.text;
  return foldText(word).replace(/[^\p{L}\p{N}]+/gu, '');
}
