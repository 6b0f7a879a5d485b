// The mail of a reminder: that there is something and when; what and where only for who chose that.
import { type Language, makeOnceEach } from '../../locales/language.ts';
import { remindersWords } from '../../locales/words.ts';
import { getDayThere } from '../../things/common/zones.ts';
import type { WallTime } from '../calendar/appointments.ts';
import { makeQuotable } from '../mail/address.ts';
import type { HealthRecord } from '../records/record.ts';
import type { Vault } from '../vault.ts';
import type { ReminderChoice } from './choice.ts';
import { makeOffLink } from './off.ts';

interface DueAny {
  /** By which it is noted that somebody was reminded of it: ids and times. */
  readonly what: string;
  /** When that may be forgotten, in milliseconds. */
  readonly until: number;
}

export type Due = DueAny &
  (
    | {
        readonly kind: 'appointment';
        readonly begins: WallTime;
        readonly summary: string;
        readonly place: string | undefined;
      }
    | { readonly kind: 'vaccine'; readonly name: string; readonly number: number }
    | { readonly kind: 'dose'; readonly begins: WallTime; readonly name: string }
    | {
        readonly kind: 'supply';
        /** The last day there is some for. */
        readonly lastsTo: string;
        readonly name: string;
      }
  );

interface Told {
  readonly choice: ReminderChoice;
  readonly personId: string;
  readonly record: HealthRecord;
  readonly language: Language;
  readonly due: readonly Due[];
}

export function writeReminder(vault: Vault, told: Told): { subject: string; text: string } {
  const { choice, personId, record, language, due } = told;
  const w = remindersWords(language);
  const { shellUrl } = vault.instance;
  const today = getDayThere(vault.clock.now(), choice.zone);
  const name = makeQuotable(record.name);
  const lines = due.map(one => sayDue(one, { choice, name, today, language }));
  const off = w.mailOff(makeOffLink(vault, { personId, recordId: record.id }));
  const text = [...new Set(lines), w.mailSee(shellUrl), off].join('\n\n');
  return { subject: w.mailSubject(name), text };
}

interface Saying {
  readonly choice: ReminderChoice;
  /** Of the record. */
  readonly name: string;
  readonly today: string;
  readonly language: Language;
}

function sayDue(one: Due, { choice: { saysAll }, name, today, language }: Saying): string {
  const w = remindersWords(language);
  if (one.kind === 'vaccine')
    return saysAll ? w.mailVaccineNamed(name, one.name, one.number) : w.mailVaccine(name);
  if (one.kind === 'supply') {
    const day = sayWhen({ day: one.lastsTo, time: undefined }, today, language);
    return saysAll ? w.mailSupplyNamed(name, makeQuotable(one.name), day) : w.mailSupply(name, day);
  }
  const when = sayWhen(one.begins, today, language);
  if (one.kind === 'dose')
    return saysAll ? w.mailDoseNamed(name, makeQuotable(one.name), when) : w.mailDose(name, when);
  const line = w.mailAppointment(name, when);
  const more = [one.summary, one.place].flatMap(text => (text ? makeQuotable(text) : []));
  return saysAll ? [line, ...more].join('\n') : line;
}

function sayWhen({ day, time }: WallTime, today: string, language: Language): string {
  const w = remindersWords(language);
  const at = new Date(`${day}T${time ?? '00:00:00'}Z`);
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
  const date = dayFormat(language).format(at);
  return w.when(days, date, time && timeFormat(language).format(at));
}

const dayFormat = makeOnceEach(
  locale =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }),
);
const timeFormat = makeOnceEach(
  locale => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }),
);
