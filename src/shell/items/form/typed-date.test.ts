// Dates as people type them, in each language: what is understood, and what is not.
import { expect, test } from 'vitest';
import type { Language, WholeLanguage } from '../../../locales/language.ts';
import { readTypedDate, type TypedDate } from './typed-date.ts';

/** A Saturday: 28 November 2026, 10:20 in Berlin. */
const now = Date.UTC(2026, 10, 28, 9, 20);
const at = { now, zone: 'Europe/Berlin', looksAhead: false };

/** `2026-11-27 20:00`, as far as it is known. */
function print(read: TypedDate | 'ambiguous' | undefined): string {
  if (read === undefined || read === 'ambiguous') return String(read);
  const { date, time } = read;
  const two = (n: number) => String(n).padStart(2, '0');
  const day = [date.y, date.m, date.d].filter(part => part !== undefined).map(two);
  return [day.join('-'), time && `${two(time.h)}:${two(time.m)}`].filter(Boolean).join(' ');
}

/** A language that is begun may wait. */
const understood: Record<WholeLanguage, Record<string, string>> &
  Partial<Record<Language, Record<string, string>>> = {
  en: {
    now: '2026-11-28 10:20',
    today: '2026-11-28',
    'yesterday 8 pm': '2026-11-27 20:00',
    'Yesterday at 8:30pm': '2026-11-27 20:30',
    'yesterday evening at 7': '2026-11-27 19:00',
    'last night': '2026-11-27',
    'this morning 7:15': '2026-11-28 07:15',
    '8:05': '2026-11-28 08:05',
    'at 6': '2026-11-28 06:00',
    '6 pm': '2026-11-28 18:00',
    '12 am': '2026-11-28 00:00',
    '12 pm': '2026-11-28 12:00',
    'noon yesterday': '2026-11-27 12:00',
    'the day before yesterday': '2026-11-26',
    '3 days ago': '2026-11-25',
    'three days ago at 9 am': '2026-11-25 09:00',
    'a week ago': '2026-11-21',
    '2 hours ago': '2026-11-28 08:20',
    'half an hour ago': '2026-11-28 09:50',
    '90 minutes ago': '2026-11-28 08:50',
    '5 months ago': '2026-06',
    '2 years ago': '2024',
    'last month': '2026-10',
    'last year': '2025',
    Monday: '2026-11-23',
    'on Monday': '2026-11-23',
    'last Saturday': '2026-11-21',
    saturday: '2026-11-28',
    'Mon 9:00': '2026-11-23 09:00',
    '2026-11-27': '2026-11-27',
    '2026-11-27T08:30': '2026-11-27 08:30',
    '2026-11-27 08:30:15': '2026-11-27 08:30',
    '27 November 2026': '2026-11-27',
    'November 27th, 2026 at 8 pm': '2026-11-27 20:00',
    '27 Nov': '2026-11-27',
    '1st of December': '2025-12-01',
    'December 5': '2025-12-05',
    'March 2019': '2019-03',
    March: '2026-03',
    '3/2019': '2019-03',
    '2019-03': '2019-03',
    2019: '2019',
    '27/11/2026': '2026-11-27',
    '11/27/2026': '2026-11-27',
    '5/5/2026': '2026-05-05',
    '27/11/26': '2026-11-27',
    '27/11/84': '1984-11-27',
    '29 February 2024': '2024-02-29',
  },
  de: {
    jetzt: '2026-11-28 10:20',
    heute: '2026-11-28',
    'heute Morgen um 7': '2026-11-28 07:00',
    'heute früh': '2026-11-28',
    'gestern 20 Uhr': '2026-11-27 20:00',
    'gestern um 20:15 Uhr': '2026-11-27 20:15',
    'gestern Abend um 8': '2026-11-27 20:00',
    'gestern abends 8 Uhr 30': '2026-11-27 20:30',
    vorgestern: '2026-11-26',
    'vor 3 Tagen': '2026-11-25',
    'vor einer Woche': '2026-11-21',
    'vor zwei Stunden': '2026-11-28 08:20',
    'letzten Montag': '2026-11-23',
    'am Montag um 9 Uhr': '2026-11-23 09:00',
    'letztes Jahr': '2025',
    '27.11.2026': '2026-11-27',
    '3.4.2026': '2026-04-03',
    '27.11.2026 8:30': '2026-11-27 08:30',
    '27.11.': '2026-11-27',
    '27. November 2026': '2026-11-27',
    '3. März': '2026-03-03',
    'am 3. Mrz': 'undefined',
    'März 2019': '2019-03',
    '3.2019': '2019-03',
    'yesterday 8 pm': '2026-11-27 20:00',
  },
  es: {
    ahora: '2026-11-28 10:20',
    hoy: '2026-11-28',
    'ayer a las 8': '2026-11-27 08:00',
    'ayer a las 8 de la tarde': '2026-11-27 20:00',
    'hoy a las 8 de la mañana': '2026-11-28 08:00',
    'esta mañana a las 7:30': '2026-11-28 07:30',
    anoche: '2026-11-27',
    anteayer: '2026-11-26',
    'hace 3 días': '2026-11-25',
    'hace una semana': '2026-11-21',
    'hace dos horas': '2026-11-28 08:20',
    'el lunes pasado': '2026-11-23',
    'el mes pasado': '2026-10',
    '27/11/2026': '2026-11-27',
    '3/4/2026': '2026-04-03',
    '27 de noviembre de 2026': '2026-11-27',
    '27 de noviembre': '2026-11-27',
    'marzo de 2019': '2019-03',
    '20 h': '2026-11-28 20:00',
  },
  fr: {
    maintenant: '2026-11-28 10:20',
    'aujourd’hui': '2026-11-28',
    "aujourd'hui à 8 h": '2026-11-28 08:00',
    'hier 20 h': '2026-11-27 20:00',
    'hier à 20h15': '2026-11-27 20:15',
    'hier soir à 8 heures': '2026-11-27 20:00',
    'ce matin à 7 h 30': '2026-11-28 07:30',
    'hier à 3 h de l’après-midi': '2026-11-27 15:00',
    'avant-hier': '2026-11-26',
    'il y a 3 jours': '2026-11-25',
    'il y a une semaine': '2026-11-21',
    'il y a deux heures': '2026-11-28 08:20',
    'lundi dernier': '2026-11-23',
    'le mois dernier': '2026-10',
    '27/11/2026': '2026-11-27',
    '3/4/2026': '2026-04-03',
    'le 27 novembre 2026': '2026-11-27',
    '1er mars': '2026-03-01',
    'mars 2019': '2019-03',
    midi: '2026-11-28 12:00',
    'yesterday 8 pm': '2026-11-27 20:00',
  },
};

const cases = Object.entries(understood).flatMap(([language, all]) =>
  Object.entries(all).map(([typed, date]) => [language as Language, typed, date] as const),
);

test.each(cases)('%s: “%s” is %s', (language, typed, date) => {
  expect(print(readTypedDate(typed, at, language))).toBe(date);
});

test.each([
  ['en', 'Monday', '2026-11-30'],
  ['en', 'next Saturday', '2026-12-05'],
  ['en', 'tomorrow 10:30', '2026-11-29 10:30'],
  ['en', 'in 3 weeks', '2026-12-19'],
  ['en', '5 January', '2027-01-05'],
  ['en', 'last Monday', '2026-11-23'],
  ['de', 'morgen um 10', '2026-11-29 10:00'],
  ['de', 'morgen früh um 8', '2026-11-29 08:00'],
  ['de', 'in 2 Wochen', '2026-12-12'],
  ['de', '5.1.', '2027-01-05'],
  ['es', 'mañana por la mañana a las 9', '2026-11-29 09:00'],
  ['es', 'pasado mañana', '2026-11-30'],
  ['es', 'dentro de 3 días', '2026-12-01'],
  ['fr', 'demain à 10 h', '2026-11-29 10:00'],
  ['fr', 'après-demain matin à 9 h', '2026-11-30 09:00'],
  ['fr', 'dans 2 semaines', '2026-12-12'],
  ['fr', 'le 5 janvier', '2027-01-05'],
] as const)('%s, of what is to come: “%s” is %s', (language, typed, date) => {
  expect(print(readTypedDate(typed, { ...at, looksAhead: true }, language))).toBe(date);
});

test.each(['3/4/2026', '11/3'])('in English nobody can tell day and month of %s', typed => {
  expect(readTypedDate(typed, at, 'en')).toBe('ambiguous');
});

test.each([
  '',
  'yesterdy',
  'soon',
  'last summer',
  '30 February 2026',
  '2026-02-30 08:30',
  '31.4.2026',
  'yesterday at',
  'yesterday 25:00',
  'yesterday 8:77',
  'March 8 pm',
  '8 pm 9 pm',
  'today tomorrow',
  'yesterday 8 pm or so',
  '99',
  '0999-01-01',
  `yesterday ${'x'.repeat(200)}`,
])('“%s” is no date', typed => {
  for (const language of ['en', 'de', 'es', 'fr'] as const)
    expect(readTypedDate(typed, at, language)).toBeUndefined();
});

test('a day is that of the clock of whoever types', () => {
  const late = Date.UTC(2026, 10, 28, 23, 30);
  expect(print(readTypedDate('today', { ...at, now: late }, 'en'))).toBe('2026-11-29');
  expect(print(readTypedDate('now', { ...at, now: late, zone: 'America/New_York' }, 'en'))).toBe(
    '2026-11-28 18:30',
  );
});
