// What codes of the lists in vocabularies/wc/immunizations.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const immunizationsCodes: CodeWords = {
  'immunization-anatomic-surface': {
    Buttock: 'Gesäß',
    LeftArm: 'Linker Arm',
    LeftThigh: 'Linker Oberschenkel',
    Nose: 'Nase',
    RightArm: 'Rechter Arm',
    RightThigh: 'Rechter Oberschenkel',
    Mouth: 'Mund',
  },
};
