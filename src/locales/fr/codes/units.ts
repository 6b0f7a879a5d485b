// What codes of the lists in vocabularies/wc/units.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const unitsCodes: CodeWords = {
  'duration-units': {
    ns: 'Nanosecondes',
    us: 'Microsecondes',
    ms: 'Millisecondes',
    s: 'Secondes',
    min: 'Minutes',
    h: 'Heures',
    d: 'Jours',
    mo: 'Mois',
    a: 'Années',
  },
};
