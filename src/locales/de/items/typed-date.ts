// Die Wörter eines Datums, das jemand tippt.
import type { typedDateWords as english } from '../../en/items/typed-date.ts';

export const typedDateWords: typeof english = {
  now: 'jetzt, gerade, gerade eben, soeben',
  today: 'heute, heute Morgen=am, heute früh=am, heute Abend=pm, heute Nacht=pm',
  yesterday: 'gestern, gestern Morgen=am, gestern früh=am, gestern Abend=pm, gestern Nacht=pm',
  dayBeforeYesterday: 'vorgestern',
  tomorrow: 'morgen',
  dayAfterTomorrow: 'übermorgen',
  ago: 'vor #',
  ahead: 'in #',
  last: 'letzten, letzter, letzte, letztes, vergangenen, vorigen',
  next: 'nächsten, nächster, nächste, nächstes, kommenden',
  numbers:
    'ein=1, eine=1, einem=1, einer=1, einen=1, zwei=2, drei=3, vier=4, fünf=5, sechs=6, sieben=7, acht=8, neun=9, zehn=10, elf=11, zwölf=12, einer halben=0.5',
  ordinals: 'ter, ten',
  minutes: 'Minute, Minuten, Min',
  hours: 'Stunde, Stunden, Std, h',
  days: 'Tag, Tage, Tagen',
  weeks: 'Woche, Wochen',
  months: 'Monat, Monate, Monaten',
  years: 'Jahr, Jahre, Jahren',
  before: 'früh, morgens, vormittags, vormittag, am Morgen, am Vormittag',
  after: 'nachmittags, nachmittag, abends, abend, am Abend, am Nachmittag, nachts',
  noon: 'mittags, mittag, am Mittag',
  midnight: 'Mitternacht, um Mitternacht',
  clock: 'Uhr, h',
  at: 'um, gegen',
  fill: 'am, den, der, im, vom',
};
