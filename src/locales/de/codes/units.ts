// What codes of the lists in vocabularies/wc/units.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const unitsCodes: CodeWords = {
  'duration-units': {
    ns: 'Nanosekunden',
    us: 'Mikrosekunden',
    ms: 'Millisekunden',
    s: 'Sekunden',
    min: 'Minuten',
    h: 'Stunden',
    d: 'Tage',
    mo: 'Monate',
    a: 'Jahre',
  },
};
