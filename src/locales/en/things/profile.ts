// The words for personal details, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const profileThings: ThingWords = {
  values: {
    m: 'Male',
    f: 'Female',
  },
};
