// What codes of the lists in vocabularies/wc/places-and-times.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const placesAndTimesCodes: CodeWords = {
  'recurrence-intervals': {
    second: 'Sekunde',
    minute: 'Minute',
    hour: 'Stunde',
    day: 'Tag',
    week: 'Woche',
    month: 'Monat',
    year: 'Jahr',
    decade: 'Jahrzehnt',
    century: 'Jahrhundert',
  },
};
