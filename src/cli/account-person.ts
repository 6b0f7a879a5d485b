// What an account is made of, as a command line or a line of a file says it.
import { isMailAddress } from '../core/mail/address.ts';
import { isTrialAddress, type NewPerson } from '../core/people/accounts.ts';
import { findLanguage, getCulture, languages } from '../locales/language.ts';

export interface GivenPerson {
  readonly email: string;
  readonly name: string;
  readonly birthDate: string;
  readonly country: string;
  /** A language of ours, or a culture in one. */
  readonly language?: string | undefined;
}

const nameLengthMax = 64;

/** @returns what is wrong, the field by the name that `called` gives it; or the person, without a password */
export function readPerson(
  given: GivenPerson,
  called: (field: keyof GivenPerson) => string,
): NewPerson | string {
  const [email, name] = [given.email.trim(), given.name.trim()];
  const { birthDate, country, language = '' } = given;
  if (!isMailAddress(email)) return `${called('email')} must be an address such as ada@example.org.`;
  if (isTrialAddress(email)) return `${called('email')} is one of those that are made to try a vault.`;
  if (name === '' || name.length > nameLengthMax)
    return `${called('name')} must have from 1 to ${nameLengthMax} characters.`;
  if (!isDayBefore(birthDate, Date.now()))
    return `${called('birthDate')} must be a day in the past, such as 1980-12-31.`;
  if (!/^[A-Z]{2}$/.test(country)) return `${called('country')} must be two capital letters such as US.`;
  const known = findLanguage(language);
  if (language !== '' && (!known || !/^[a-z]{2}(-[A-Z]{2})?$/.test(language)))
    return `${called('language')} must be one of ${languages.join(', ')}, or one with a region such as de-CH.`;
  const culture = known && (language.includes('-') ? language : getCulture(known));
  return { email, name, birthDate, country, passwordHash: undefined, ...(culture && { culture }) };
}

function isDayBefore(text: string, now: number): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && at < now && new Date(at).toISOString().startsWith(text);
}
