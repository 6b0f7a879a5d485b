// What codes of the lists in vocabularies/wc/units.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const unitsCodes: CodeWords = {
  'duration-units': {
    ns: 'nanosegundos',
    us: 'microsegundos',
    ms: 'milisegundos',
    s: 'segundos',
    min: 'minutos',
    h: 'horas',
    d: 'días',
    mo: 'meses',
    a: 'años',
  },
};
