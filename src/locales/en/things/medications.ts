// The words for medicines, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const medicationsThings: ThingWords = {
  values: {
    Control: 'Control',
    Rescue: 'Rescue',
    Combination: 'Combination',
  },
};
