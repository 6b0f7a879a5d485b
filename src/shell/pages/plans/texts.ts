// What is wrong with a text that somebody typed for a plan or a task.
import { isVisible } from '../../../core/printable.ts';
import type { Language } from '../../../locales/language.ts';
import { frameWords, plansWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';

export function findTextProblem(
  field: string,
  label: string,
  text: string,
  { max, language, isOptional }: { max: number; language: Language; isOptional?: boolean },
): FieldErrors {
  const f = frameWords(language);
  if (text === '') return isOptional ? {} : { [field]: f.missing(label) };
  if ([...text].length > max) return { [field]: f.tooLong(label, max) };
  return isVisible(text) ? {} : { [field]: plansWords(language).badText };
}
