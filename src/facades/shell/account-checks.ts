// What is wrong with what somebody typed into a form about people, in words for them.
import { passwordProblem } from '../../core/people/password.ts';
import { isPrintable } from '../../core/printable.ts';
import { isDay } from '../../schema/text.ts';
import { isCountry } from './countries.ts';
import type { FieldErrors } from './fields.tsx';

export interface SignUpValues {
  readonly name: string;
  readonly email: string;
  readonly 'birth-date': string;
  readonly country: string;
  readonly record: boolean;
}

/** In the order of the fields. */
export function signUpErrors(values: SignUpValues, password: string): FieldErrors {
  const errors: Record<string, string | undefined> = {
    name: nameProblem(values.name, 'Enter your name.'),
    email: emailProblem(values.email),
    password: password === '' ? 'Choose a password.' : passwordProblem(password, values),
    'birth-date': birthDateProblem(values['birth-date']),
    country: isCountry(values.country) ? undefined : 'Choose the country you live in.',
  };
  return Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const nameCharactersMax = 100;

export function nameProblem(name: string, missing: string): string | undefined {
  if (name === '') return missing;
  if ([...name].length > nameCharactersMax) return `Use at most ${nameCharactersMax} characters.`;
  return /[<>]/.test(name) || !isPrintable(name)
    ? 'A name cannot have < or > or control characters in it.'
    : undefined;
}

function emailProblem(email: string): string | undefined {
  if (email === '') return 'Enter your e-mail address.';
  const looksRight =
    /^[^@\s<>]+@([^@\s.<>[\]]+\.)+[^@\s.<>[\]]{2,}$/.test(email) && email.length >= 6 && email.length <= 128;
  return looksRight ? undefined : 'Enter an e-mail address such as name@example.org.';
}

function birthDateProblem(date: string): string | undefined {
  if (date === '') return 'Enter the day you were born.';
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const isPossible =
    year !== undefined && Number(year) >= 1880 && isDay(Number(year), Number(month), Number(day));
  return isPossible ? undefined : 'Enter a date such as 1984-05-31.';
}
