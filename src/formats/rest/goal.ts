// Goals of REST and items of the type Health goal, both ways: what a goal is about is its code among HealthVault's `goal-type`.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import type { HealthGoal } from '../../things/health-goal.ts';
import { Problems } from './model.ts';
import { printApprox, readApprox } from './moments.ts';
import type { Goal, GoalRange, goalTypes, goalWindows } from './more-models.ts';

type GoalType = (typeof goalTypes)[number];
type Window = (typeof goalWindows)[number];
type Range = NonNullable<HealthGoal['targetRange']>;

const codes: ReadonlyMap<GoalType, CodableValue> = new Map([
  ['Steps', makeWcCoded('goal-type', 'walk', 'Steps')],
  // HealthVault has a code for what is eaten alone.
  ['CaloriesBurned', ownCode('calories-burned', 'Calories burned')],
  ['Weight', makeWcCoded('goal-type', 'weight', 'Weight')],
  ['BloodPressureSystolic', makeWcCoded('goal-type', 'bp-sys', 'Blood pressure, systolic')],
  ['BloodPressureDiastolic', makeWcCoded('goal-type', 'bp-dia', 'Blood pressure, diastolic')],
]);

function ownCode(value: string, text: string): CodableValue {
  return { text, code: [{ value, family: 'keepwell', type: 'goal-type', version: '1' }] };
}

const intervals: ReadonlyMap<Window, CodableValue> = new Map([
  ['Daily', makeWcCoded('recurrence-intervals', 'day', 'Day')],
  ['Weekly', makeWcCoded('recurrence-intervals', 'week', 'Week')],
  ['Monthly', makeWcCoded('recurrence-intervals', 'month', 'Month')],
]);

const units: ReadonlyMap<GoalRange['units'], { readonly text: string; readonly isIt: RegExp }> = new Map([
  ['Kilograms', { text: 'kg', isIt: /^(kg|kilograms?)$/i }],
  ['Count', { text: 'count', isIt: /^(count|steps?|1|\[count\])$/i }],
  ['Calories', { text: 'kcal', isIt: /^(k?cal|calories)$/i }],
  ['MillimetersOfMercury', { text: 'mmHg', isIt: /^(mm\[?hg\]?|millimeters of mercury)$/i }],
]);

/** @throws Unreadable @param at where the goal stands in what was sent */
export function writeGoal(sent: Goal, at: string, before?: HealthGoal): HealthGoal {
  const problems = new Problems();
  const place = (name: string) => (at === '' ? name : `${at}.${name}`);
  const { name, description, startDate, endDate, goalType = 'Unknown', range, additionalRanges = [] } = sent;
  const coded = goalType === 'Unknown' ? undefined : codes.get(goalType);
  const text = name?.trim() ? name : coded?.text;
  if (text === undefined) problems.note(place('name'), 'is missing, and there is no goalType either');
  const isSameType = before && readGoalType(before) === goalType;
  const code = isSameType ? before.name.code : coded?.code;
  const ranges = additionalRanges.map((one, i) => {
    const own = { at: place(`additionalRanges[${i}]`), before: before?.goalAdditionalRanges?.[i] };
    return writeRange(one, own, problems);
  });
  const targetRange =
    range && writeRange(range, { at: place('range'), before: before?.targetRange }, problems);
  const recurrence = writeRecurrence(sent, place('recurrenceMetrics.windowType'), before, problems);
  problems.end();
  return {
    name: { text: text ?? '', code },
    ...(description?.trim() && { description }),
    startDate: startDate === undefined ? undefined : readApprox(startDate),
    endDate: endDate === undefined ? undefined : readApprox(endDate),
    associatedTypeInfo: isSameType ? before.associatedTypeInfo : undefined,
    targetRange,
    ...(ranges.length > 0 && { goalAdditionalRanges: ranges }),
    recurrence,
  };
}

function writeRecurrence(
  { recurrenceMetrics: sent }: Goal,
  at: string,
  before: HealthGoal | undefined,
  problems: Problems,
): HealthGoal['recurrence'] {
  if (!sent) return undefined;
  const { windowType = 'Unknown', occurrenceCount = 1 } = sent;
  const kept = before?.recurrence;
  const interval =
    windowType === 'Unknown'
      ? kept && readWindowType(before) === 'Unknown' && kept.interval
      : intervals.get(windowType);
  if (!interval) {
    problems.note(at, 'must be known');
    return undefined;
  }
  return { interval, timesInInterval: occurrenceCount };
}

function writeRange(
  sent: GoalRange,
  { at, before }: { at: string; before: Range | undefined },
  problems: Problems,
): Range {
  const { name, description, minimum, maximum, units: unit = 'Unknown' } = sent;
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    problems.note(`${at}.minimum`, 'must not be more than the maximum');
  const isMeasured = minimum !== undefined || maximum !== undefined;
  const kept = before && unit === readUnits(before) ? findUnits(before) : undefined;
  const own = kept ?? units.get(unit)?.text;
  if (isMeasured && own === undefined) problems.note(`${at}.units`, 'must be known');
  const measure = (value: number): GeneralMeasurement => ({
    display: `${value} ${own}`,
    structured: [{ value, units: { text: own ?? '' } }],
  });
  return {
    name: name?.trim() ? { text: name } : (before?.name ?? { text: 'Target' }),
    ...(description?.trim() && { description }),
    ...(minimum !== undefined && { minimum: measure(minimum) }),
    ...(maximum !== undefined && { maximum: measure(maximum) }),
  };
}

export function readGoal(value: HealthGoal): Omit<Goal, 'id'> {
  const { name, description, startDate, endDate, targetRange, goalAdditionalRanges = [], recurrence } = value;
  return {
    name: name.text,
    description,
    startDate: startDate && inUtc(printApprox(startDate)),
    endDate: endDate && inUtc(printApprox(endDate)),
    goalType: readGoalType(value),
    ...(recurrence && {
      recurrenceMetrics: { windowType: readWindowType(value), occurrenceCount: recurrence.timesInInterval },
    }),
    ...(targetRange && { range: readRange(targetRange) }),
    additionalRanges: goalAdditionalRanges.map(readRange),
  };
}

/** The description has them in UTC. */
function inUtc(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString();
}

export function readGoalType({ name }: HealthGoal): Goal['goalType'] & string {
  for (const [type, { code: own = [] }] of codes)
    if (
      (name.code ?? []).some(({ value, type: list }) =>
        own.some(one => one.value === value && one.type === list),
      )
    )
      return type;
  return 'Unknown';
}

export function readWindowType({ recurrence }: HealthGoal): 'Unknown' | Window {
  const said = [recurrence?.interval.text, ...(recurrence?.interval.code ?? []).map(({ value }) => value)];
  for (const [window, { text, code = [] }] of intervals)
    if (said.some(one => one?.toLowerCase() === text.toLowerCase() || one === code[0]?.value)) return window;
  return 'Unknown';
}

function findUnits({ minimum, maximum }: Range): string | undefined {
  return (minimum ?? maximum)?.structured?.[0]?.units.text;
}

function readUnits(range: Range): NonNullable<GoalRange['units']> {
  const own = findUnits(range);
  return [...units].find(([, { isIt }]) => own !== undefined && isIt.test(own))?.[0] ?? 'Unknown';
}

function readRange(range: Range): GoalRange {
  return {
    name: range.name.text,
    description: range.description,
    minimum: range.minimum?.structured?.[0]?.value,
    maximum: range.maximum?.structured?.[0]?.value,
    units: readUnits(range),
  };
}
