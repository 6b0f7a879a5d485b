// What a value means: one function says it for every page, for the summary and for FHIR. A number is judged by the range that came
// with it, else by the flag that came with it, else by the person's target, else by what is usual for the age and the
// circumstances. Where none of these is known for certain there is no mark.
import { sayLabel } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import {
  type ChartedAs,
  type Degree,
  findOutside,
  type Graded,
  hasBound,
  type JudgedBy,
  readFlag,
  takeStronger,
  type Valued,
} from '../../things/common/marks.ts';
import { readItem } from '../../things/data.ts';
import { currentVersion, everyType, type Series, type ThingType, transform } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { type About, adultAt, countDays, isKnownToBe, readAbout } from '../growth/about.ts';
import type { Reader } from '../store.ts';
import { findContextKey } from '../things/series.ts';
import { makeShortForm, type ShortForm } from '../things/short-form.ts';
import type { StoredThing } from '../things/thing.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { findTarget, type Goal, readGoals, readTarget, type Target } from './targets.ts';
import { listValues } from './values.ts';

/** What has to be known beside an item. What the grant does not open is not known. */
export interface Beside {
  readonly about: About;
  /** By the name of the type whose chart they are for. */
  readonly targets: ReadonlyMap<string, readonly Target[]>;
}

export async function readBeside(db: Reader, grant: Grant, now: number): Promise<Beside> {
  const about = await readAbout(db, grant);
  return { about, targets: await readTargetsOfAll(await readGoals(db, grant, now)) };
}

async function readTargetsOfAll(goals: readonly Goal[]): Promise<Map<string, readonly Target[]>> {
  const targets = new Map<string, readonly Target[]>();
  if (goals.length === 0) return targets;
  for (const type of everyType().filter(({ chart }) => chart.length > 0)) {
    const own = await Promise.all(goals.map(goal => readTarget(goal, type)));
    targets.set(
      type.name,
      own.flatMap(target => target ?? []),
    );
  }
  return targets;
}

/** A number that stands out, and the line that says so. */
export interface Verdict {
  readonly is: Degree;
  readonly by: JudgedBy;
  /** In `unit`; undefined for a flag. */
  readonly bounds: Graded | undefined;
  readonly unit: string;
  /** In which the value was written. */
  readonly typedUnit: string;
  /** Who published what is usual. */
  readonly source: string | undefined;
  readonly ofAdults: boolean;
  /** The chart that the line is drawn in, where there is one. */
  readonly line: { readonly kind: string; readonly of: number } | undefined;
}

/**
 * The one place that judges a number.
 * @param day of the measurement, `2026-11-25`; undefined where nobody knows it, and then not how old the person was
 */
export function judgeValue(
  { value, unit, said, ranges, as }: Valued,
  beside: Beside,
  day: string | undefined,
  series = as && findLineSeries(as),
): Verdict | undefined {
  const line = as && { kind: as.kind, of: as.of };
  const none = { source: undefined, ofAdults: false, typedUnit: unit, line };
  const flag = readFlag(said);
  const own = value === undefined ? [] : ranges.filter(hasBound);
  const outside = value === undefined ? undefined : findOutside(value, own);
  if (outside)
    return { ...none, is: takeStronger(outside.is, flag), by: 'range', bounds: outside.range, unit };
  // Numbers are rounded, and ranges kept without their signs: what a laboratory flagged is told though it seems to lie within.
  if (flag !== undefined && flag !== 'normal')
    return { ...none, is: flag, by: 'flag', bounds: undefined, unit };
  if (own.length > 0 || flag === 'normal' || !as || !series) return undefined;
  const context = findContextKey(as.context);
  const target = findTarget(beside.targets.get(as.kind) ?? [], as.of, context);
  const usual = target ? undefined : findUsual(series, context, beside.about, day);
  const bounds = target ?? usual;
  const found = bounds && findOutside(as.value, [bounds]);
  if (!found) return undefined;
  const { source, ofAdults = false } = usual ?? {};
  const by = target ? 'target' : 'usual';
  return { ...none, is: found.is, by, bounds: found.range, unit: series.unit, source, ofAdults };
}

export function findLineSeries({ kind, of }: Pick<ChartedAs, 'kind' | 'of'>): Series | undefined {
  kinds ??= new Map(everyType().map(type => [type.name, type.chart]));
  return kinds.get(kind)?.[of];
}

let kinds: ReadonlyMap<string, readonly Series[]> | undefined;

/**
 * In the unit of the series; undefined where it is not known for somebody of that age.
 * @param day `2026-11-25`, on which they were of that age
 */
export function findUsual(
  { reference }: Pick<Series, 'reference'>,
  context: string | undefined,
  about: About,
  day: string | undefined,
) {
  const ageDays =
    about.born === undefined || day === undefined ? undefined : Math.max(0, countDays(about.born, day));
  const usual = reference?.(context, ageDays);
  const isKnown = !usual?.ofAdults || (day !== undefined && isKnownToBe(adultAt, about, day));
  return isKnown ? usual : undefined;
}

export interface Mark extends Verdict {
  /** What was measured, in the language of the reader; empty for the only number of its kind. */
  readonly what: string;
}

export interface JudgedForm extends ShortForm {
  /** What in it is not as it should be. */
  readonly marks: readonly Mark[];
}

type Judged = Pick<StoredThing, 'typeId' | 'dataXml' | 'commonXml' | 'effectiveDate'>;

/** An item in one line, with what stands out in it. */
export function makeJudgedForm(thing: Judged, language: Language, beside: Beside): JudgedForm {
  const short = makeShortForm(thing, language);
  const { type, version, value } = readItem(thing);
  const current = transform(type, value, version, currentVersion(type)) as never;
  const day = dayOf(thing, short);
  return { ...short, marks: markValues(type, current, { beside, day, language }) };
}

/** What has no date of its own stands under the moment it came. */
export function dayOf(
  { effectiveDate }: Pick<StoredThing, 'effectiveDate'>,
  { datedTo }: Pick<ShortForm, 'datedTo'>,
): string | undefined {
  return datedTo && effectiveDate.slice(0, 10);
}

/** @param current a value of the current version */
function markValues(
  type: ThingType,
  current: never,
  { beside, day, language }: { beside: Beside; day: string | undefined; language: Language },
): Mark[] {
  const values = listValues(type, current);
  const verdicts = values.map(one => judgeValue(one, beside, day));
  if (verdicts.every(verdict => verdict === undefined)) return [];
  const names = listValues(type, localiseValue(current, language) as never).map(({ what }) =>
    sayLabel(what, [type.name], language),
  );
  return verdicts.flatMap((verdict, place) => (verdict ? [{ ...verdict, what: names[place] ?? '' }] : []));
}
