// What is wrong with what somebody typed into a form about people, in words for them.
import { countTries, getAddressKey } from '../../../core/limits/rate-limit.ts';
import { isMailAddress } from '../../../core/mail/address.ts';
import { isTrialAddress } from '../../../core/people/accounts.ts';
import { passwordRule } from '../../../core/people/password.ts';
import { findLengthProblem, findPasswordWeakness } from '../../../core/people/strength.ts';
import { isVisible } from '../../../core/printable.ts';
import { hasWebAddress } from '../../../core/web-address.ts';
import { isCountry } from '../../../locales/countries.ts';
import type { Language } from '../../../locales/language.ts';
import { checkWords } from '../../../locales/words.ts';
import { isDay } from '../../../schema/text.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import type { ShellContext } from '../../web/visit.ts';

export interface SignUpValues {
  readonly name: string;
  readonly email: string;
  readonly 'birth-date': string;
  readonly country: string;
  readonly record: boolean;
  readonly 'signup-code': string;
}

/** In the order of the fields. */
export function signUpErrors(values: SignUpValues, language: Language): FieldErrors {
  const w = checkWords(language);
  const errors: Record<string, string | undefined> = {
    name: findNameProblem(values.name, w.noName, language),
    email: findNewEmailProblem(values.email, language),
    'birth-date': birthDateProblem(values['birth-date'], language),
    country: isCountry(values.country) ? undefined : w.noCountry,
  };
  return Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const nameCharactersMax = 100;

export function findNameProblem(
  name: string,
  missing: string,
  language: Language = 'en',
): string | undefined {
  const w = checkWords(language);
  if (name === '') return missing;
  if ([...name].length > nameCharactersMax) return w.longName(nameCharactersMax);
  if (/[<>]/.test(name) || !isVisible(name)) return w.badName;
  // Mail to others quotes it.
  return hasWebAddress(name) ? w.addressInName : undefined;
}

export function findEmailProblem(email: string, language: Language): string | undefined {
  const w = checkWords(language);
  if (email === '') return w.noEmail;
  return isMailAddress(email) ? undefined : w.badEmail;
}

/** Of an address that an account is to have. */
export function findNewEmailProblem(email: string, language: Language): string | undefined {
  return (
    findEmailProblem(email, language) ?? (isTrialAddress(email) ? checkWords(language).trialEmail : undefined)
  );
}

/**
 * What is wrong with a new password. Its length is looked at first, then the try is counted, then it is judged, which
 * takes its time.
 * @param others were there mistakes in other fields? Then it is judged when those are mended
 * @throws TooManyTries
 */
export async function explainPassword(
  c: ShellContext,
  password: string,
  of: { email: string; name: string },
  others = false,
): Promise<string | undefined> {
  const { vault, address, language } = c.var.visit;
  const w = checkWords(language);
  const length = findLengthProblem(password);
  if (length === 'missing') return w.noPassword;
  if (length === 'short') return w.shortPassword(passwordRule.charactersMin);
  if (length === 'long') return w.longPassword(passwordRule.charactersMax);
  if (others) return undefined;
  const { passwordsJudgedPerAddressMax: max, signInTriesWindowMs: windowMs } = vault.limits;
  const key = getAddressKey(address);
  await countTries(vault, [{ kind: 'password judged from', key, isEndless: true, max, windowMs }]);
  const weakness = await findPasswordWeakness(password, of);
  return weakness && `${w.weak[weakness]} ${w.better}`;
}

function birthDateProblem(date: string, language: Language): string | undefined {
  const w = checkWords(language);
  if (date === '') return w.noBirthDate;
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const isPossible =
    year !== undefined && Number(year) >= 1880 && isDay(Number(year), Number(month), Number(day));
  return isPossible ? undefined : w.badBirthDate;
}
