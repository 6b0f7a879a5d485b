// What codes of the lists in vocabularies/wc/labs.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const labsCodes: CodeWords = {
  'lab-result-flag': { N: 'Normal', C: 'Critique', H: 'Haut', L: 'Bas', A: 'Anormal', I: 'Indéterminé' },
  'lab-status': {
    C: 'Terminé',
    P: 'En attente',
    R: 'Analyse refusée',
    QNS: 'Quantité insuffisante',
  },
};
