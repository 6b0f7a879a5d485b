// What stands against a file, in words for the person.
import type { Fault } from '../../../core/errors.ts';
import type { Language } from '../../../locales/language.ts';
import { uploadWords } from '../../../locales/words.ts';
import { Problem } from '../../web/problem.ts';

/**
 * Undefined for what is no matter of the file.
 * @param misfit what is told of one that is not as it must be: there is nothing in it, or not what was told beforehand
 */
export function faultInWords(
  { status }: Fault,
  language: Language,
  misfit: 'empty' | 'broken',
): string | undefined {
  const w = uploadWords(language);
  if (status === 'REQUEST_TOO_LONG') return w.tooLong;
  if (status === 'RECORD_QUOTA_EXCEEDED') return w.full;
  if (status === 'RETRY_LIMIT_EXCEEDED') return w.tooMany;
  if (status === 'ACCESS_DENIED') return w.refused;
  if (status === 'INVALID_XML') return w[misfit];
  if (status === 'BLOB_TOKEN_NOT_COMPLETED' || status === 'BLOB_TOKEN_COMMITTED') return w.broken;
  return undefined;
}

/** An upload that was stopped, or waited too long for its next part. */
export function lapsed(): Problem {
  const told = (language: Language) => ({
    title: uploadWords(language).file,
    text: uploadWords(language).lapsed,
  });
  return new Problem(404, told('en').title, told('en').text, undefined, told);
}
