// What stands against a file, in words for the person.
import type { Fault } from '../../../core/faults.ts';
import type { Language } from '../../../locales/language.ts';
import { uploadWords } from '../../../locales/words.ts';
import { Problem } from '../../web/problem.ts';

/**
 * Undefined for what is no matter of the file.
 * @param misfit what is told of one that is not as it must be: there is nothing in it, or not what was told beforehand
 */
export function sayUploadFault(
  { reason }: Fault,
  language: Language,
  misfit: 'empty' | 'broken',
): string | undefined {
  const w = uploadWords(language);
  if (reason === 'tooLarge') return w.tooLong;
  if (reason === 'recordFull') return w.full;
  if (reason === 'limitReached') return w.tooMany;
  if (reason === 'accessDenied') return w.refused;
  if (reason === 'invalid') return w[misfit];
  if (reason === 'blobIncomplete' || reason === 'blobTaken') return w.broken;
  return undefined;
}

/** An upload that was stopped, or waited too long for its next part. */
export function makeLapsed(): Problem {
  const told = (language: Language) => ({
    title: uploadWords(language).file,
    text: uploadWords(language).lapsed,
  });
  return new Problem(404, told('en').title, told('en').text, undefined, told);
}
