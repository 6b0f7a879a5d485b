// Goals of REST and items of the type Health goal, both ways: what a goal is about is its code among HealthVault's `goal-type`.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import type { ApproxDateTime } from '../../things/common/dates.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import type { HealthGoal } from '../../things/health-goal.ts';
import { Problems } from './model.ts';
import { printApprox, readApprox } from './moments.ts';
import type { Goal, GoalRange, goalTypes, goalWindows } from './more-models.ts';
import { asFinite, saysSame } from './same.ts';

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
  const told = before && readGoal(before);
  const coded = goalType === 'Unknown' ? undefined : codes.get(goalType);
  const isSameName = told !== undefined && told.name === name;
  const text = isSameName || name?.trim() ? name : coded?.text;
  if (text === undefined) problems.note(place('name'), 'is missing, and there is no goalType either');
  const isSameType = told?.goalType === goalType;
  const code = isSameType ? before?.name.code : coded?.code;
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
    ...((description?.trim() || description === told?.description) && { description }),
    startDate: writeDate(startDate, before?.startDate),
    endDate: writeDate(endDate, before?.endDate),
    associatedTypeInfo: isSameType ? before?.associatedTypeInfo : undefined,
    targetRange,
    ...(ranges.length > 0 && { goalAdditionalRanges: ranges }),
    recurrence,
  };
}

/** One that says less than a moment stays while it is told as it was. */
function writeDate(sent: string | undefined, before: ApproxDateTime | undefined): ApproxDateTime | undefined {
  const date = sent === undefined ? undefined : readApprox(sent);
  return before && readDate(before) === readDate(date) ? before : date;
}

/** The description has them in UTC. */
function readDate(date: ApproxDateTime | undefined): string | undefined {
  const printed = date && printApprox(date);
  return printed === undefined ? undefined : new Date(printed).toISOString();
}

function writeRecurrence(
  { recurrenceMetrics: sent }: Goal,
  at: string,
  before: HealthGoal | undefined,
  problems: Problems,
): HealthGoal['recurrence'] {
  if (!sent) return undefined;
  const { windowType = 'Unknown', occurrenceCount = 1 } = sent;
  const kept = before && readWindowType(before) === windowType ? before.recurrence?.interval : undefined;
  const interval = kept ?? (windowType === 'Unknown' ? undefined : intervals.get(windowType));
  if (interval) return { interval, timesInInterval: occurrenceCount };
  return problems.note(at, 'must be known');
}

function writeRange(
  sent: GoalRange,
  { at, before }: { at: string; before: Range | undefined },
  problems: Problems,
): Range {
  const { name, description, minimum, maximum, units: unit = 'Unknown' } = sent;
  if (before && saysSame(readRange(before), sent)) return before;
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
  const isSameName = name === undefined || name.trim() === '' || name === before?.name.text;
  return {
    name: isSameName ? (before?.name ?? { text: 'Target' }) : { text: name },
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
    startDate: readDate(startDate),
    endDate: readDate(endDate),
    goalType: readGoalType(value),
    ...(recurrence && {
      recurrenceMetrics: { windowType: readWindowType(value), occurrenceCount: recurrence.timesInInterval },
    }),
    ...(targetRange && { range: readRange(targetRange) }),
    additionalRanges: goalAdditionalRanges.map(readRange),
  };
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
    minimum: asFinite(range.minimum?.structured?.[0]?.value),
    maximum: asFinite(range.maximum?.structured?.[0]?.value),
    units: readUnits(range),
  };
}
