// How often a task is to be done, in words; days and times as the reader's language has them.
import { dayOf, isScheduled, wallOf } from '../../../core/plans/slots.ts';
import { type Language, makeOnceEach } from '../../../locales/language.ts';
import { plansWords } from '../../../locales/words.ts';
import type { Task } from '../../../things/task.ts';
import { list, sayLocalDay } from '../../kit/words.ts';

function teller(format: Intl.DateTimeFormatOptions): (wall: string, language: Language) => string {
  const formats = makeOnceEach(locale => new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' }));
  return (wall, language) => formats(language).format(Date.parse(`${wall}Z`));
}

/** `08:30`. @param wall `2026-11-25T08:30:00` */
export const sayTime = teller({ timeStyle: 'short' });
/** `Wed 25 Nov`. */
const shortDay = teller({ weekday: 'short', day: 'numeric', month: 'short' });
const weekday = teller({ weekday: 'long' });
const weekdayShort = teller({ weekday: 'short' });

/** @param day `2026-11-25` */
export const sayShortDay = (day: string, language: Language) => shortDay(`${day}T00:00:00`, language);
export const sayWeekday = (day: string, language: Language) => weekday(`${day}T00:00:00`, language);
export const sayWeekdayShort = (day: string, language: Language) => weekdayShort(`${day}T00:00:00`, language);

export function sayHowOften(task: Task, language: Language): string {
  const w = plansWords(language);
  if (!isScheduled(task)) {
    const { recurrenceType = 'None', occurrenceCount = 1 } = task.trackingPolicy?.completionMetrics ?? {};
    const often: Partial<Record<string, (count: number) => string>> = w.often;
    return (often[recurrenceType] ?? w.often.Daily)(occurrenceCount);
  }
  const schedules = task.schedules?.schedule ?? [];
  const days = new Set(schedules.map(one => sayDays(one, language)));
  const timed = schedules.filter(({ scheduleType }) => scheduleType === 'Local' || scheduleType === 'Zoned');
  const times = new Set(
    timed.flatMap(({ startDateTime }) =>
      startDateTime.time ? sayTime(wallOf(startDateTime), language) : [],
    ),
  );
  const at = times.size > 0 ? [w.at(list([...times].sort(), language))] : [];
  return [list([...days], language), ...at].join(' ');
}

type Schedule = NonNullable<Task['schedules']>['schedule'][number];

function sayDays({ startDateTime, recurrenceType, multiple = 1 }: Schedule, language: Language): string {
  const w = plansWords(language);
  const day = dayOf(startDateTime);
  const every = (once: string, unit: keyof typeof w.everyNth) =>
    multiple > 1 ? w.everyNth[unit](multiple) : once;
  switch (recurrenceType) {
    case 'None':
      return sayLocalDay(day, language);
    case 'Weekly':
      return [sayWeekday(day, language), ...(multiple > 1 ? [w.everyNth.Weekly(multiple)] : [])].join(', ');
    case 'Monthly':
      return every(w.everyMonth, 'Monthly');
    case 'Yearly':
      return every(w.everyYear, 'Yearly');
    case 'Daily':
      return every(w.everyDay, 'Daily');
    default:
      // Every few minutes or hours: the day is what counts.
      return w.everyDay;
  }
}
