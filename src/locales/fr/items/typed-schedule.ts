// The words of how often a medicine is taken, with commas between; `#` stands for a number, `=` is followed by what a word means.
import type { Begun } from '../../areas.ts';
import type { typedScheduleWords as english } from '../../en/items/typed-schedule.ts';

export const typedScheduleWords: Begun<typeof english> = {
  asNeeded: 'si besoin, au besoin, si nécessaire, en cas de besoin, à la demande',
  numbers:
    'une fois=1, deux fois=2, trois fois=3, quatre fois=4, un=1, une=1, deux=2, trois=3, quatre=4, cinq=5, six=6',
  times: 'fois, x, ×',
  aDay: 'par jour, chaque jour, tous les jours, quotidien, quotidienne, quotidiennement',
  aWeek: 'par semaine, chaque semaine, toutes les semaines, hebdomadaire',
  everyHours: 'toutes les # heures, toutes les # h',
  everyDays: 'tous les # jours, un jour sur #',
  parts:
    'le matin, à midi, le midi, le soir, la nuit, au coucher, avant de dormir, matin, midi, soir, nuit, coucher',
};
