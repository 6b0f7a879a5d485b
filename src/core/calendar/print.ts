// A calendar as RFC 5545 has it, written by ical.js: it escapes texts and folds lines.
import ICAL from 'ical.js';
import type { WallTime } from './appointments.ts';
import type { CalendarEntry } from './entries.ts';

export interface PrintedCalendar {
  readonly name: string;
  readonly zone: string;
  readonly language: string;
  readonly entries: readonly CalendarEntry[];
}

/**
 * Times float: they are what the clock shows where the appointment is, which is how items keep them. A TZID would say more
 * than anybody wrote down, and be wrong for whoever is treated away from home. Programs that must have a zone for such times
 * take it from X-WR-TIMEZONE.
 */
export function printCalendar({ name, zone, language, entries }: PrintedCalendar): string {
  const calendar = new ICAL.Component('vcalendar');
  const put = (property: string, value: string) => calendar.addPropertyWithValue(property, clean(value));
  put('version', '2.0');
  put('prodid', `-//Keepwell//Calendar//${language.toUpperCase()}`);
  put('calscale', 'GREGORIAN');
  put('name', name);
  put('x-wr-calname', name);
  put('x-wr-timezone', zone);
  put('x-published-ttl', 'PT1H');
  const refresh = new ICAL.Property('refresh-interval');
  refresh.resetType('duration');
  refresh.setValue(ICAL.Duration.fromString('PT1H'));
  calendar.addProperty(refresh);
  for (const entry of entries) calendar.addSubcomponent(makeEvent(entry));
  return `${calendar.toString()}\r\n`;
}

function makeEvent(entry: CalendarEntry): ICAL.Component {
  const event = new ICAL.Component('vevent');
  const { uid, changedAt, begins, ends, summary, place, isBusy, everyDays, until } = entry;
  event.addPropertyWithValue('uid', uid);
  // Without METHOD it is when the entry was last changed, so that a calendar that says the same is the same text.
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(changedAt), true));
  event.addPropertyWithValue('dtstart', toTime(begins));
  if (ends) event.addPropertyWithValue('dtend', toTime(afterLastDay(ends)));
  if (everyDays !== undefined) {
    const rule = {
      freq: 'DAILY',
      interval: everyDays,
      ...(until && { until: toTime(toEnd(until, begins)) }),
    };
    event.addPropertyWithValue('rrule', new ICAL.Recur(rule as ConstructorParameters<typeof ICAL.Recur>[0]));
  }
  event.addPropertyWithValue('summary', clean(summary));
  if (place !== undefined) event.addPropertyWithValue('location', clean(place));
  event.addPropertyWithValue('transp', isBusy ? 'OPAQUE' : 'TRANSPARENT');
  return event;
}

/** Of the kind that DTSTART is. */
function toEnd(day: string, { time }: WallTime): WallTime {
  return { day, time: time && '23:59:59' };
}

/** Neither items nor calendars have days after it. */
const lastDay = '9999-12-31';

/** The end of whole days is not one of them. */
function afterLastDay({ day, time }: WallTime): WallTime {
  if (time !== undefined || day === lastDay) return { day, time };
  return { day: new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10), time };
}

function toTime({ day, time }: WallTime): ICAL.Time {
  return time === undefined ? ICAL.Time.fromDateString(day) : ICAL.Time.fromDateTimeString(`${day}T${time}`);
}

/** RFC 5545 has no place for control characters. */
function clean(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
