// The account and record data an application may post with CREATEACCOUNT and CREATERECORD, and the rule of each field.
// Pure. The Shell puts the problems into words; record.ts makes a record of what passed.
import { assume, getFirst } from '../../../assume.ts';
import { listVocabularies, pickVocabulary } from '../../../vocabularies/index.ts';
import { isPastDay } from '../../days.ts';
import { isPrintable } from '../../printable.ts';
import { findMissingParts } from '../../records/address.ts';

/** By wire name; what was not posted is absent. */
export type PostedFields = Readonly<Partial<Record<PostedField, string>>>;
export type PostedField = (typeof postedFieldNames)[number];

/**
 * What is wrong with a field. `state` is one that the country does not have, `code` one that is in no list, `address` is what
 * a street lacks.
 */
export type PostedProblem =
  | 'missing'
  | 'length'
  | 'characters'
  | 'date'
  | 'email'
  | 'country'
  | 'language'
  | 'gender'
  | 'state'
  | 'code'
  | 'address';

const accountFieldNames = [
  'Account.FirstName',
  'Account.LastName',
  'Account.BirthDate',
  'Account.PostalCode',
  'Account.Email',
  'Account.CountryCode',
  'Account.LanguageCode',
  'Account.Gender',
  'Account.StateCode',
] as const;

export const recordFieldNames = [
  'Record.Relationship',
  'Record.FirstName',
  'Record.MiddleName',
  'Record.LastName',
  'Record.BirthDate',
  'Record.Gender',
  'Record.StreetAddress1',
  'Record.StreetAddress2',
  'Record.City',
  'Record.StateCode',
  'Record.PostalCode',
  'Record.CountryCode',
  'Record.Email',
  'Record.PhoneNumber',
  'Record.EthnicityCode',
  'Record.LanguageCode',
] as const;

export const postedFieldNames = [...accountFieldNames, ...recordFieldNames];

/** More than any field may have, so that what is too long is still seen to be. */
export const parkedFieldLengthMax = 256;

const nameMax = 50;
const lineMax = 100;

interface Rule {
  readonly required?: boolean;
  check(value: string, of: Facts): PostedProblem | undefined;
}

interface Facts {
  readonly now: number;
  /** Upper case; empty when there is none. */
  readonly country: string;
}

const name: Rule = { required: true, check: value => textOf(nameMax)(value) ?? angled(value) };
const line: Rule = { check: textOf(lineMax) };
const day: Rule = {
  required: true,
  check: (value, { now }) => (isPastDay(value, now) ? undefined : 'date'),
};
const postal: Rule = { required: true, check: textOf(lineMax) };
const email: Rule = { check: value => (isEmail(value) ? undefined : 'email') };
const country: Rule = {
  required: true,
  check: value => (isCode('iso3166', 'iso', value.toUpperCase()) ? undefined : 'country'),
};
const language: Rule = {
  check: value => (isCode('iso639-1', 'iso', languagePart(value)) ? undefined : 'language'),
};
const gender: Rule = {
  required: true,
  check: value => (/^(f|m|unsp)$/i.test(value) ? undefined : 'gender'),
};
const state: Rule = { check: (value, { country }) => (isState(value, country) ? undefined : 'state') };

const rules: Readonly<Record<PostedField, Rule>> = {
  'Account.FirstName': name,
  'Account.LastName': name,
  'Account.BirthDate': day,
  'Account.PostalCode': postal,
  'Account.Email': { ...email, required: true },
  'Account.CountryCode': country,
  'Account.LanguageCode': { ...language, required: true },
  'Account.Gender': gender,
  'Account.StateCode': state,
  'Record.Relationship': { required: true, check: coded('relationship-types') },
  'Record.FirstName': name,
  'Record.MiddleName': { ...name, required: false },
  'Record.LastName': name,
  'Record.BirthDate': day,
  'Record.Gender': gender,
  'Record.StreetAddress1': line,
  'Record.StreetAddress2': line,
  'Record.City': line,
  'Record.StateCode': state,
  'Record.PostalCode': postal,
  'Record.CountryCode': country,
  'Record.Email': email,
  'Record.PhoneNumber': line,
  'Record.EthnicityCode': { check: coded('ethnicity-types') },
  'Record.LanguageCode': language,
};

/** Codes as their lists have them. */
export function normaliseFields(fields: PostedFields): PostedFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (/(CountryCode|Gender)$/.test(name)) return [name, value.toUpperCase()];
      return [name, name.endsWith('LanguageCode') ? languagePart(value) : value];
    }),
  );
}

/** What is wrong with the fields of an account or of a record, in the order of their list. */
export function findPostedProblems(
  part: 'Account' | 'Record',
  fields: PostedFields,
  now: number,
): ReadonlyMap<PostedField, PostedProblem> {
  const names = part === 'Account' ? accountFieldNames : recordFieldNames;
  const facts = {
    now,
    country: (fields[`${part}.CountryCode`] ?? '').toUpperCase(),
  };
  const lacking = part === 'Record' ? lackingWithStreet(fields) : [];
  const problems = new Map<PostedField, PostedProblem>();
  for (const name of names) {
    const problem = lacking.includes(name) ? 'address' : findPostedProblem(name, fields[name] ?? '', facts);
    if (problem) problems.set(name, problem);
  }
  return problems;
}

function lackingWithStreet(fields: PostedFields): PostedField[] {
  const text = (name: PostedField) => fields[name] ?? '';
  const lacking = findMissingParts({
    street: text('Record.StreetAddress1') + text('Record.StreetAddress2'),
    city: text('Record.City'),
    country: text('Record.CountryCode'),
  });
  return lacking.map(part => (part === 'city' ? 'Record.City' : 'Record.CountryCode'));
}

export function findPostedProblem(name: PostedField, value: string, facts: Facts): PostedProblem | undefined {
  const { required, check } = rules[name];
  if (value !== '') return check(value, facts);
  if (name.endsWith('StateCode')) return needsState(facts.country) ? 'missing' : undefined;
  return required ? 'missing' : undefined;
}

function textOf(max: number) {
  return (value: string): PostedProblem | undefined =>
    [...value].length > max ? 'length' : isPrintable(value) ? undefined : 'characters';
}

function angled(value: string): PostedProblem | undefined {
  return /[<>]/.test(value) ? 'characters' : undefined;
}

const emailMin = 6;
const emailMax = 128;
const emailForm = /^[^@\s<>[\]]+@(([\p{L}\p{N}-]+\.)+[\p{L}]{2,48}|\[\d{1,3}(\.\d{1,3}){3}\])$/u;

function isEmail(text: string): boolean {
  return text.length >= emailMin && text.length <= emailMax && isPrintable(text) && emailForm.test(text);
}

/** `en` of `en-US`. */
function languagePart(text: string): string {
  return getFirst(text.toLowerCase().split(/[-_]/, 1));
}

function coded(vocabulary: string) {
  return (value: string): PostedProblem | undefined => (isCode(vocabulary, 'wc', value) ? undefined : 'code');
}

function isCode(vocabulary: string, family: string, code: string): boolean {
  return codesOf(vocabulary, family).has(code);
}

const known = new Map<string, ReadonlySet<string>>();

function codesOf(name: string, family: string): ReadonlySet<string> {
  const key = `${family} ${name}`;
  const codes =
    known.get(key) ??
    new Set(
      assume(pickVocabulary(listVocabularies(), { name, family }), 'this vocabulary')
        .items()
        .map(({ code }) => code),
    );
  known.set(key, codes);
  return codes;
}

/** The list of wc.constituentcountries was never published; these are the parts there are. */
const constituentCountries = new Set(['EN', 'NI', 'SC', 'WA']);

function needsState(country: string): boolean {
  return country === 'CA' || country === 'GB';
}

/** Elsewhere nothing is known of states, so any text will do. */
function isState(value: string, country: string): boolean {
  const code = value.toUpperCase();
  if (country === 'US') return isCode('states', 'wc', code);
  if (country === 'CA') return isCode('provinces', 'wc', code);
  if (country === 'GB') return constituentCountries.has(code);
  return textOf(lineMax)(value) === undefined;
}
