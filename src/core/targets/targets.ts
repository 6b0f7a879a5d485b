// Between what somebody means to keep a value: health goals about what charts are drawn of, whoever set them, a person by the
// page of the chart or an application.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import { getEarliest } from '../../things/common/dates.ts';
import type { Bounds } from '../../things/common/marks.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import { findUcumOfText, ucumOfBase } from '../../things/common/unit-names.ts';
import { readValue } from '../../things/data.ts';
import healthGoal, { type HealthGoal } from '../../things/health-goal.ts';
import { currentVersion, type Series, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay, getLatestDay } from '../days.ts';
import type { Reader } from '../store.ts';
import { buildQuery } from '../things/list.ts';
import { findContextKey } from '../things/series.ts';

/** In the unit of its series. */
export interface Target extends Bounds {
  /** Of the goal. */
  readonly id: string;
  /** Which line of the chart it is about, from 0. */
  readonly of: number;
  /** The key of the circumstances; undefined where it holds in all. */
  readonly context: string | undefined;
}

/** More goals at once than anybody follows, and more than they say. */
const goalsMax = 100;
const goalBytesMax = 256 * 1024;

/** What holds today about a type, the newest first. What the grant does not open is not known. */
export async function readTargets(
  db: Reader,
  grant: Grant,
  type: Pick<ThingType, 'chart' | 'versions'>,
  now: number,
): Promise<Target[]> {
  const found = await readGoals(db, grant, now);
  const targets = await Promise.all(found.map(goal => readTarget(goal, type)));
  return targets.flatMap(target => target ?? []);
}

export interface Goal {
  readonly id: string;
  readonly value: HealthGoal;
}

/** The goals that hold today. */
export async function readGoals(db: Reader, grant: Grant, now: number): Promise<Goal[]> {
  const { filters, ...asked } = buildQuery({ typeIds: healthGoal.versions.map(({ id }) => id) });
  const holding = filters.map(filter => ({ ...filter, endMin: getEarliestDay(now) }));
  let bytes = 0;
  const fits = (size: number) => {
    bytes += size;
    return bytes <= goalBytesMax;
  };
  const things = await db.things(grant).queryShown({ ...asked, filters: holding, limit: goalsMax }, fits);
  return things.flatMap(thing => {
    const value = readValue(healthGoal, thing);
    const start = value.startDate && getEarliest(value.startDate);
    return start !== undefined && start.slice(0, 10) > getLatestDay(now) ? [] : [{ id: thing.id, value }];
  });
}

/** The first that is about such a value; one for its circumstances before one for all. */
export function findTarget(
  targets: readonly Target[],
  of: number,
  context: string | undefined,
): Target | undefined {
  const own = targets.filter(target => target.of === of);
  return own.find(target => target.context === context) ?? own.find(target => target.context === undefined);
}

/** Undefined for a goal about something else, or about how often, or in a unit that cannot be told. */
export async function readTarget(
  { id, value }: Goal,
  { chart, versions }: Pick<ThingType, 'chart' | 'versions'>,
): Promise<Target | undefined> {
  const { targetRange, recurrence } = value;
  const of = findLine(value, chart, versions);
  const series = of === undefined ? undefined : chart[of];
  if (of === undefined || !series || !targetRange || recurrence) return undefined;
  const bounds = [targetRange.minimum, targetRange.maximum];
  const [min, max] = await Promise.all(bounds.map(bound => bound && readNumber(bound, series)));
  if (min === undefined && max === undefined) return undefined;
  const key = findContextKey(targetRange.name);
  const context = series.context && key !== everywhere ? key : undefined;
  return { id, of, context, min, max };
}

/** By its code among goals; else by the type that it names and what the line is called. */
function findLine(
  { name, associatedTypeInfo }: HealthGoal,
  chart: readonly Series[],
  versions: ThingType['versions'],
): number | undefined {
  const codes = (name.code ?? []).map(({ value }) => value);
  const coded = chart.findIndex(({ goal }) => goal !== undefined && codes.includes(goal));
  if (coded >= 0) return coded;
  if (!versions.some(({ id }) => id === associatedTypeInfo?.thingTypeVersionId)) return undefined;
  const named = chart.findIndex(({ label }) => label === name.text);
  if (named >= 0) return named;
  return chart.length === 1 ? 0 : undefined;
}

async function readNumber(
  measurement: GeneralMeasurement,
  { unit, measured }: Series,
): Promise<number | undefined> {
  const [only, ...others] = measurement.structured ?? [];
  if (!only || others.length > 0) return undefined;
  if (only.units.text === unit) return only.value;
  const { convertMeasurement, displayInBase } = await import('../../things/common/units.ts');
  if (measured?.base === 'mmol-per-mol')
    return displayInBase({ value: only.value, units: only.units.text }, measured.base);
  const to = measured ? ucumOfBase[measured.base] : findUcumOfText(unit);
  return to === undefined ? undefined : convertMeasurement(measurement, to, measured?.substance)?.[0];
}

/** What a range is called that holds whatever the circumstances. In English, as applications know it. */
const everywhere = 'target';

export interface TargetTyped extends Bounds {
  readonly of: number;
  /** As items say it; undefined for all. */
  readonly context: CodableValue | undefined;
  /** As it was typed. */
  readonly unit: string;
}

/** A goal for a line of a chart; what another one says besides stays. */
export function makeGoal(type: ThingType, typed: TargetTyped, before?: HealthGoal): HealthGoal {
  const { goal, label } = type.chart[typed.of] as Series;
  const name = goal === undefined ? { text: label } : makeWcCoded('goal-type', goal, label);
  const measured = (value: number): GeneralMeasurement => {
    const code = findUcumOfText(typed.unit);
    const units = { text: typed.unit, ...(code !== undefined && { code: [{ value: code, type: 'ucum' }] }) };
    return { display: `${value} ${typed.unit}`, structured: [{ value, units }] };
  };
  return {
    ...(before ?? { name, associatedTypeInfo: { thingTypeVersionId: currentVersion(type).id } }),
    targetRange: {
      name: typed.context ?? { text: 'Target' },
      ...(typed.min !== undefined && { minimum: measured(typed.min) }),
      ...(typed.max !== undefined && { maximum: measured(typed.max) }),
    },
  };
}
