// The words of a date that somebody types, such as “yesterday at 8 pm”: several ways to say a thing are parted by commas;
// `#` stands for a number with its unit, and `=` is followed by what a word means: a number, or a half of the day.
import type { Begun } from '../../areas.ts';
import type { typedDateWords as english } from '../../en/items/typed-date.ts';

export const typedDateWords: Begun<typeof english> = {
  now: 'maintenant, à l’instant',
  today: "aujourd'hui, aujourd’hui, ce matin=am, cet après-midi=pm, ce soir=pm, cette nuit=pm",
  yesterday: 'hier, hier soir=pm, la nuit dernière=pm',
  dayBeforeYesterday: 'avant-hier, avant hier',
  tomorrow: 'demain',
  dayAfterTomorrow: 'après-demain, après demain',
  ago: 'il y a #, voici #',
  ahead: 'dans #, d’ici #',
  last: 'dernier, dernière, passé, passée',
  next: 'prochain, prochaine',
  numbers:
    'un=1, une=1, deux=2, trois=3, quatre=4, cinq=5, six=6, sept=7, huit=8, neuf=9, dix=10, onze=11, douze=12, une demi=0.5',
  ordinals: 'er',
  minutes: 'minute, minutes, min, mn',
  hours: 'heure, heures, h, demi-heure=0.5',
  days: 'jour, jours',
  weeks: 'semaine, semaines',
  months: 'mois',
  years: 'an, ans, année, années',
  before: 'a.m., am, du matin, le matin, au matin, matin',
  after: 'p.m., pm, de l’après-midi, l’après-midi, après-midi, du soir, le soir, au soir, soir, la nuit',
  noon: 'midi, à midi',
  midnight: 'minuit, à minuit',
  clock: 'h, heures, heure',
  at: 'à, vers',
  fill: 'le, la, de, du, en, au, l’',
};
