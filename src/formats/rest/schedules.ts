// When a task is to be done: the days and time of REST, and the schedules of items, each of which begins on a day and comes
// again. Schedules of one entry of REST share a group.
import type { DateTime } from '../../things/common/dates.ts';
import type { Task } from '../../things/task.ts';
import type { Problems } from './model.ts';
import { type Schedule, weekdays } from './models.ts';
import { printDay, readMoment } from './moments.ts';

type Kept = NonNullable<Task['schedules']>['schedule'];

const minutesBefore = new Map<Schedule['reminderState'], number>([
  ['OnTime', 0],
  ['Before5Minutes', 5],
  ['Before10Minutes', 10],
  ['Before15Minutes', 15],
  ['Before30Minutes', 30],
  ['Before1Hour', 60],
  ['Before2Hours', 120],
  ['Before4Hours', 240],
  ['Before8Hours', 480],
]);

const dayMs = 86_400_000;

function getWeekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The first day of a weekday, from a day on. */
function findFirst(from: string, weekday: number): string {
  const ahead = (weekday - getWeekday(from) + 7) % 7;
  return new Date(Date.parse(`${from}T00:00:00Z`) + ahead * dayMs).toISOString().slice(0, 10);
}

/** @param started when the task was begun */
export function writeSchedules(sent: readonly Schedule[], started: DateTime, problems: Problems): Kept {
  const from = printDay(started.date);
  return sent.flatMap((schedule, place) => {
    const at = `schedules[${place}]`;
    const { reminderState, scheduledDays = [], scheduledTime } = schedule;
    if (reminderState === 'Unknown') problems.note(`${at}.reminderState`, 'must be known');
    if (scheduledDays.includes('Unknown')) problems.note(`${at}.scheduledDays`, 'must be known');
    const days = [...new Set(scheduledDays)];
    const starts: { day: string; recurrenceType: 'Daily' | 'Weekly' | 'None' }[] =
      days.length === 0
        ? [{ day: from, recurrenceType: 'None' }]
        : days.includes('Everyday')
          ? [{ day: from, recurrenceType: 'Daily' }]
          : days.map(day => ({
              day: findFirst(from, weekdays.indexOf(day as (typeof weekdays)[number])),
              recurrenceType: 'Weekly',
            }));
    const { hours, minutes } = scheduledTime ?? {};
    if (scheduledTime && hours === undefined) problems.note(`${at}.scheduledTime.hours`, 'is missing');
    const before = minutesBefore.get(reminderState);
    return starts.map(({ day, recurrenceType }) => ({
      startDateTime: {
        ...readMoment(day),
        ...(hours !== undefined && { time: { h: hours, m: minutes ?? 0 } }),
      },
      scheduleType:
        hours !== undefined
          ? ('Local' as const)
          : days.length > 0
            ? ('Anytime' as const)
            : ('Unscheduled' as const),
      recurrenceType,
      groupId: String(place + 1),
      ...(recurrenceType !== 'None' && { multiple: 1 }),
      ...(before !== undefined && { minutesToRemindBefore: before }),
    }));
  });
}

export function readSchedules(kept: Kept): Schedule[] {
  const groups = new Map<string, Kept[number][]>();
  kept.forEach((schedule, place) => {
    const key = schedule.groupId === undefined ? `alone ${place}` : `group ${schedule.groupId}`;
    groups.set(key, [...(groups.get(key) ?? []), schedule]);
  });
  return [...groups.values()].map(group => {
    const [first] = group;
    const days = group.flatMap(({ recurrenceType, startDateTime }) => {
      if (recurrenceType === 'Daily') return ['Everyday' as const];
      if (recurrenceType === 'Weekly') return weekdays[getWeekday(printDay(startDateTime.date))] ?? [];
      return [];
    });
    const time = hasTime(first) ? first?.startDateTime.time : undefined;
    return {
      reminderState: findReminder(first?.minutesToRemindBefore),
      scheduledDays: [...new Set(days)],
      ...(time && { scheduledTime: { hours: time.h, minutes: time.m } }),
    };
  });
}

function hasTime(schedule: Kept[number] | undefined): boolean {
  return schedule?.scheduleType === 'Local' || schedule?.scheduleType === 'Zoned';
}

function findReminder(minutes: number | undefined): Schedule['reminderState'] {
  if (minutes === undefined) return 'Off';
  return [...minutesBefore].find(([, before]) => before === minutes)?.[0] ?? 'Unknown';
}

/** Do they say the same? */
export function areSameSchedules(sent: readonly Schedule[], kept: Kept): boolean {
  const simplify = (all: readonly Schedule[]) =>
    JSON.stringify(
      all.map(({ reminderState, scheduledDays = [], scheduledTime }) => [
        reminderState,
        scheduledDays,
        scheduledTime?.hours,
        scheduledTime && (scheduledTime.minutes ?? 0),
      ]),
    );
  return simplify(sent) === simplify(readSchedules(kept));
}
