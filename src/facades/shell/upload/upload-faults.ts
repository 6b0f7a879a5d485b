// What stands against a file, in words for the person.
import type { Fault } from '../../../core/errors.ts';
import type { Language } from '../language.ts';
import { uploadWords } from './upload-words.ts';

/** Undefined for what is no matter of the file. */
export function faultInWords({ status }: Fault, language: Language): string | undefined {
  const w = uploadWords(language);
  if (status === 'REQUEST_TOO_LONG') return w.tooLong;
  if (status === 'RECORD_QUOTA_EXCEEDED') return w.full;
  if (status === 'RETRY_LIMIT_EXCEEDED') return w.tooMany;
  if (status === 'ACCESS_DENIED') return w.refused;
  return undefined;
}
