// What codes of the lists in vocabularies/wc/places-and-times.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const placesAndTimesCodes: CodeWords = {
  'recurrence-intervals': {
    second: 'Segundo',
    minute: 'Minuto',
    hour: 'Hora',
    day: 'Día',
    week: 'Semana',
    month: 'Mes',
    year: 'Año',
    decade: 'Década',
    century: 'Siglo',
  },
};
