// What codes of the lists in vocabularies/wc/places-and-times.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const placesAndTimesCodes: CodeWords = {
  'recurrence-intervals': {
    second: 'Seconde',
    minute: 'Minute',
    hour: 'Heure',
    day: 'Jour',
    week: 'Semaine',
    month: 'Mois',
    year: 'Année',
    decade: 'Décennie',
    century: 'Siècle',
  },
};
