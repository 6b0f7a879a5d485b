// What codes of the lists in vocabularies/wc/immunizations.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const immunizationsCodes: CodeWords = {
  'immunization-anatomic-surface': {
    Buttock: 'Nalga',
    LeftArm: 'Brazo izquierdo',
    LeftThigh: 'Muslo izquierdo',
    Nose: 'Nariz',
    RightArm: 'Brazo derecho',
    RightThigh: 'Muslo derecho',
    Mouth: 'Boca',
  },
};
