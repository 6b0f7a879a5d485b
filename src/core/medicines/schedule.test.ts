// How often a medicine is taken, as people write it.
import { expect, test } from 'vitest';
import { readSchedule } from './schedule.ts';

test.each([
  ['en', '1-0-1', 2],
  ['en', '1-0-0', 1],
  ['en', '½-0-0-1', 2],
  ['en', '1 – 1 – 1', 3],
  ['en', 'once a day', 1],
  ['en', 'Twice daily', 2],
  ['en', '3 times a day', 3],
  ['en', '3x daily', 3],
  ['en', 'daily', 1],
  ['en', 'every 8 hours', 3],
  ['en', 'every second day', 0.5],
  ['en', 'every other day', 0.5],
  ['en', 'every 3 days', 1 / 3],
  ['en', 'once a week', 1 / 7],
  ['en', 'twice a week', 2 / 7],
  ['en', 'in the morning and in the evening', 2],
  ['en', 'at bedtime', 1],
  ['de', 'zweimal täglich', 2],
  ['de', '2 x täglich', 2],
  ['de', 'dreimal am Tag', 3],
  ['de', 'alle 8 Stunden', 3],
  ['de', 'jeden zweiten Tag', 0.5],
  ['de', 'einmal pro Woche', 1 / 7],
  ['de', 'morgens und abends', 2],
  ['de', 'twice a day', 2],
  ['es', 'dos veces al día', 2],
  ['es', 'cada 8 horas', 3],
  ['es', 'un día sí y otro no', 0.5],
  ['es', 'una vez a la semana', 1 / 7],
  ['es', 'por la mañana y por la noche', 2],
  ['fr', 'deux fois par jour', 2],
  ['fr', '3 fois par jour', 3],
  ['fr', 'toutes les 8 heures', 3],
  ['fr', 'un jour sur deux', 0.5],
  ['fr', 'une fois par semaine', 1 / 7],
  ['fr', 'le matin et le soir', 2],
] as const)('%s: “%s” is %d doses a day', (language, written, doses) => {
  const read = readSchedule(written, language);
  expect(read.dosesADay).toBeCloseTo(doses, 6);
  expect(read.isAsNeeded).toBe(false);
});

test.each([
  ['en', 'as needed'],
  ['en', 'up to 3 times a day as needed'],
  ['de', 'bei Bedarf'],
  ['es', 'si es necesario'],
  ['fr', 'si besoin'],
  ['fr', 'jusqu’à 3 fois par jour si besoin'],
] as const)('%s: “%s” is taken as needed', (language, written) => {
  expect(readSchedule(written, language).isAsNeeded).toBe(true);
});

test.each([undefined, '', 'with food', '0-0-0', '2026-11-28'])('“%s” says no schedule', written => {
  expect(readSchedule(written, 'en')).toEqual({ dosesADay: undefined, parts: undefined, isAsNeeded: false });
});
