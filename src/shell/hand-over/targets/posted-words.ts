// What is wrong with posted fields, in words.
import type { PostedField, PostedProblem } from '../../../core/healthvault/parked/fields.ts';
import type { Language } from '../../../locales/language.ts';
import { frameWords, postedWords } from '../../../locales/words.ts';

export function sayPostedProblem(name: PostedField, problem: PostedProblem, language: Language): string {
  const { problems, whoMissing } = postedWords(language);
  const label = labelOf(name, language);
  if (problem !== 'missing') return problems[problem](label);
  return name === 'Record.Relationship' ? whoMissing : frameWords(language).missing(label);
}

/** Of a field that nobody can fill in, with its name for whoever made the application. */
export function sayPostedNote(name: PostedField, problem: PostedProblem, language: Language): string {
  const { problems, absent } = postedWords(language);
  const label = labelOf(name, language);
  return `${problem === 'missing' ? absent(label) : problems[problem](label)} (${name})`;
}

function labelOf(name: PostedField, language: Language): string {
  const { labels } = postedWords(language);
  return labels[name.replace(/^\w+\./, '') as keyof typeof labels];
}

/** Which field of the sign-up form shows what; an account keeps nothing of the others. */
export const signUpFieldOf: Readonly<Partial<Record<PostedField, string>>> = {
  'Account.FirstName': 'name',
  'Account.LastName': 'name',
  'Account.BirthDate': 'birth-date',
  'Account.Email': 'email',
  'Account.CountryCode': 'country',
};
