// Basic demographic information: the little that most applications may see.
import type { Infer } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { int, limitedString, oneOf, string } from '../schema/text.ts';
import { type CodableValue, codable, words } from './common/codable.ts';
import { language } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

const gender = oneOf('m', 'f');
const birthyear = int({ min: 1000, max: 3000 });
const countryCode = limitedString({
  pattern: { xsd: '[a-zA-Z][a-zA-Z]', test: /^[a-zA-Z][a-zA-Z]$/, problem: 'must be two letters' },
});
const firstdow = int({ min: 1, max: 7 });

export const basic1 = seq({
  gender: optional(gender),
  birthyear: optional(birthyear),
  country: optional(countryCode),
  postcode: optional(string),
  city: optional(string),
  state: optional(string),
  firstdow: optional(firstdow),
  language: many(language),
});
export type Basic1 = Infer<typeof basic1>;

export const basic = seq({
  gender: optional(gender),
  birthyear: optional(birthyear),
  country: optional(codable('iso:iso3166')),
  postcode: optional(string),
  city: optional(string),
  state: optional(codable()),
  firstdow: optional(firstdow),
  language: many(language),
});
export type Basic = Infer<typeof basic>;

const common = { root: 'basic', namespace: 'urn:com.microsoft.wc.thing.basic' };

export default thingType({
  name: 'Basic demographic information',
  description: 'Gender, year of birth, place and language: little enough to share with most applications.',
  group: 'profile',
  singleton: true,
  allowsReadOnly: false,
  versions: [
    thingVersion({
      ...common,
      id: 'bf516a61-5252-4c28-a979-27f45f62f78d',
      number: 1,
      schema: basic1,
    }),
    thingVersion({
      ...common,
      id: '3b3e6b16-eb69-483c-8d7e-dfe116ae6092',
      number: 2,
      schema: basic,
      up,
      down,
      loses: { down: 'a country without a two-letter code; codes of country and state' },
    }),
  ],
  labels: {
    birthyear: 'Year of birth',
    firstdow: 'First day of the week (1 is Sunday)',
    postcode: 'Postal code',
    state: 'State or province',
  },
  summary: ({ gender, birthyear, city, country }: Basic, say) =>
    [
      gender && say({ m: 'Male', f: 'Female' }[gender]),
      birthyear && say('born {0}', birthyear),
      city,
      country?.text,
    ]
      .filter(Boolean)
      .join(', '),
});

function up(older: Basic1): Basic {
  const { country, state } = older;
  return {
    ...older,
    country: country === undefined ? undefined : isoCountry(country),
    state: words(state),
  };
}

function down(newer: Basic): Basic1 {
  return { ...newer, country: readCountryCode(newer.country), state: newer.state?.text };
}

function isoCountry(code: string): CodableValue {
  return { text: code, code: [{ value: code, family: 'iso', type: 'iso3166', version: '1.0' }] };
}

/** The two letters, from the codes or from the text itself. */
export function readCountryCode(country: CodableValue | undefined): string | undefined {
  if (!country) return undefined;
  const codes = (country.code ?? []).filter(({ type }) => type === 'iso3166').map(({ value }) => value);
  return [...codes, country.text].find(code => /^[a-zA-Z]{2}$/.test(code));
}
