// Die Wörter dafür, wie oft ein Arzneimittel genommen wird.
import type { typedScheduleWords as english } from '../../en/items/typed-schedule.ts';

export const typedScheduleWords: typeof english = {
  asNeeded: 'bei Bedarf, nach Bedarf, wenn nötig',
  numbers:
    'einmal=1, zweimal=2, dreimal=3, viermal=4, ein=1, zwei=2, drei=3, vier=4, fünf=5, sechs=6, zweiten=2, dritten=3, zweite=2, dritte=3',
  times: 'mal, x, ×',
  aDay: 'am Tag, pro Tag, täglich, jeden Tag',
  aWeek: 'pro Woche, in der Woche, die Woche, wöchentlich, jede Woche',
  everyHours: 'alle # Stunden, alle # Std, alle # h',
  everyDays: 'alle # Tage, jeden # Tag',
  parts:
    'morgens, mittags, abends, nachts, zur Nacht, vor dem Schlafen, am Morgen, am Mittag, am Abend, früh',
};
