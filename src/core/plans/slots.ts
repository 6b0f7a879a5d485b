// When a task is to be done: the windows of time in which so many times are meant, by its schedules or by how often. All of it in
// the time that clocks show, as items say it. Pure.
import type { DateTime } from '../../things/common/dates.ts';
import type { Task } from '../../things/task.ts';

/** A window; times as `2026-11-25T08:30:00`, which sort as text. */
export interface Slot {
  readonly from: string;
  /** Not in it any more. */
  readonly to: string;
  /** When exactly, where a schedule says so. */
  readonly at: string | undefined;
  readonly needed: number;
}

/** Days as `2026-11-25`; `to` is not among them any more. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function countDays({ from, to }: Span): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The first day of the week that a day is in. @param first 0 where weeks begin on Sunday */
export function getWeekStart(day: string, first: number): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday - first + 7) % 7));
}

/** Of two times or days. */
export function getLater(one: string, other: string): string {
  return [one, other].sort()[1] ?? one;
}

export function getEarlier(one: string, other: string): string {
  return [one, other].sort()[0] ?? one;
}

function pad(value: number, places = 2): string {
  return String(value).padStart(places, '0');
}

export function dayOf({ date: { y, m, d } }: DateTime): string {
  return `${pad(y, 4)}-${pad(m)}-${pad(d)}`;
}

export function wallOf(at: DateTime): string {
  const { h = 0, m = 0, s = 0 } = at.time ?? {};
  return `${dayOf(at)}T${pad(h)}:${pad(m)}:${pad(s)}`;
}

function addMinutes(wall: string, minutes: number): string {
  return new Date(Date.parse(`${wall}Z`) + minutes * minuteMs).toISOString().slice(0, 19);
}

export interface SlotsAsked {
  readonly span: Span;
  /** The day that weeks begin with: 0 is Sunday. */
  readonly firstDay: number;
  /** The day on which the task ended, which counts still. */
  readonly ended?: string | undefined;
}

type Schedule = NonNullable<Task['schedules']>['schedule'][number];

/** Is it done at times of its own, and not so often in a day or week? */
export function isScheduled({ trackingPolicy, schedules }: Task): boolean {
  const completion = trackingPolicy?.completionMetrics.completionType;
  return completion === 'Scheduled' || (completion === undefined && schedules !== undefined);
}

/** What overlaps the span, the earliest first. */
export function listSlots(task: Task, asked: SlotsAsked): Slot[] {
  const life = findLife(task, asked);
  const slots = isScheduled(task)
    ? (task.schedules?.schedule ?? []).flatMap(schedule => listOfSchedule(schedule, life))
    : listOfFrequency(task, life, asked);
  return slots.sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The part of the span in which the task is there. */
function findLife(task: Task, { span, ended }: SlotsAsked): Span {
  const started = dayOf(task.dateStarted);
  const over = ended === undefined ? span.to : addDays(ended, 1);
  return { from: getLater(started, span.from), to: getEarlier(over, span.to) };
}

function listOfSchedule(schedule: Schedule, life: Span): Slot[] {
  const { startDateTime, endDateTime, recurrenceType, multiple = 1 } = schedule;
  const first = dayOf(startDateTime);
  const last = endDateTime && dayOf(endDateTime);
  const isTimed = schedule.scheduleType === 'Local' || schedule.scheduleType === 'Zoned';
  const slots: Slot[] = [];
  for (let day = getLater(life.from, first); day < life.to; day = addDays(day, 1)) {
    if (last !== undefined && day > last) break;
    if (!comesOn(day, first, recurrenceType, multiple)) continue;
    const at = isTimed && startDateTime.time ? `${day}T${wallOf(startDateTime).slice(11)}` : undefined;
    const around = at === undefined ? undefined : readAround(schedule);
    slots.push({
      from: at !== undefined && around !== undefined ? addMinutes(at, -around) : `${day}T00:00:00`,
      to:
        at !== undefined && around !== undefined ? addMinutes(at, around + 1) : `${addDays(day, 1)}T00:00:00`,
      at,
      needed: 1,
    });
  }
  return slots;
}

const aroundMax = 366 * 1440;

/** Minutes around its time in which it may be done; no more than a year, whatever an item says. */
export function readAround({ adherenceWindowInMinutes: around }: Schedule): number | undefined {
  return around === undefined || Number.isNaN(around) ? undefined : Math.min(around, aroundMax);
}

function comesOn(day: string, first: string, recurrence: Schedule['recurrenceType'], every: number): boolean {
  const days = countDays({ from: first, to: day });
  switch (recurrence) {
    case 'Daily':
      return days % every === 0;
    case 'Weekly':
      return days % (7 * every) === 0;
    case 'Monthly':
      return day.slice(8) === first.slice(8) && countMonths(first, day) % every === 0;
    case 'Yearly':
      return day.slice(5) === first.slice(5) && (countMonths(first, day) / 12) % every === 0;
    case 'None':
      return days === 0;
    default:
      // Every few minutes or hours of each day: the day is what is counted.
      return true;
  }
}

function countMonths(from: string, to: string): number {
  const [a = 0, b = 0] = [from, to].map(day => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
  return b - a;
}

function listOfFrequency(task: Task, life: Span, { firstDay }: SlotsAsked): Slot[] {
  const { recurrenceType = 'None', occurrenceCount = 1 } = task.trackingPolicy?.completionMetrics ?? {};
  const make = (from: string, to: string): Slot => ({
    from: `${from}T00:00:00`,
    to: `${to}T00:00:00`,
    at: undefined,
    needed: occurrenceCount,
  });
  if (life.from >= life.to) return [];
  // Once: it is meant from its beginning on, until it is done.
  if (recurrenceType === 'None') return [make(dayOf(task.dateStarted), '9999-12-31')];
  const slots: Slot[] = [];
  let from = findWindow(life.from, recurrenceType, firstDay);
  while (from < life.to) {
    const to = findNextWindow(from, recurrenceType);
    slots.push(make(from, to));
    from = to;
  }
  return slots;
}

function findWindow(day: string, recurrence: Schedule['recurrenceType'], firstDay: number): string {
  if (recurrence === 'Weekly') return getWeekStart(day, firstDay);
  if (recurrence === 'Monthly') return `${day.slice(0, 8)}01`;
  return recurrence === 'Yearly' ? `${day.slice(0, 5)}01-01` : day;
}

function findNextWindow(from: string, recurrence: Schedule['recurrenceType']): string {
  if (recurrence === 'Weekly') return addDays(from, 7);
  if (recurrence === 'Monthly') return `${addDays(from, 31).slice(0, 8)}01`;
  return recurrence === 'Yearly' ? `${Number(from.slice(0, 4)) + 1}-01-01` : addDays(from, 1);
}
