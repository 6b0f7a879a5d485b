// What codes of the lists in vocabularies/wc/labs.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const labsCodes: CodeWords = {
  'lab-result-flag': { N: 'Normal', C: 'Kritisch', H: 'Hoch', L: 'Niedrig', A: 'Auffällig', I: 'Unbestimmt' },
  'lab-status': {
    C: 'Abgeschlossen',
    P: 'Ausstehend',
    R: 'Untersuchung abgelehnt',
    QNS: 'Menge reicht nicht',
  },
};
