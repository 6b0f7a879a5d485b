// What codes of the lists in vocabularies/wc/immunizations.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const immunizationsCodes: CodeWords = {
  'immunization-anatomic-surface': {
    Buttock: 'Fesse',
    LeftArm: 'Bras gauche',
    LeftThigh: 'Cuisse gauche',
    Nose: 'Nez',
    RightArm: 'Bras droit',
    RightThigh: 'Cuisse droite',
    Mouth: 'Bouche',
  },
};
