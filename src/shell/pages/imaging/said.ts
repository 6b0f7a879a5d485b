// What is in the way of pictures, in words.
import type { Fault } from '../../../core/faults.ts';
import type { Language } from '../../../locales/language.ts';
import { picturesWords } from '../../../locales/words.ts';

/** Undefined for what is told as any problem. */
export function sayPicturesFault({ reason }: Fault, language: Language): string | undefined {
  const w = picturesWords(language).bring;
  switch (reason) {
    case 'recordFull':
      return w.full;
    case 'tooLarge':
      return w.tooLarge;
    case 'limitReached':
      return w.tooMany;
    case 'accessDenied':
      return w.refusedToAdd;
    case 'thingNotFound':
      return w.lapsed;
    case 'blobIncomplete':
      return w.unfinished;
    case 'invalid':
      return w.noZip;
    default:
      return undefined;
  }
}
