// Strings with limits, as the two shared schemas name them.
import { named } from '../../schema/schema.ts';
import { guidAsWritten, limitedString, type StringFacets } from '../../schema/text.ts';
import { base, types } from './namespaces.ts';

const inBase = (name: string, facets: StringFacets) => named(base, name, limitedString(facets));
const inTypes = (name: string, facets: StringFacets) => named(types, name, limitedString(facets));

export const stringnz = inBase('stringnz', { minLength: 1 });
export const stringnznw = inBase('stringnznw', { minLength: 1, nonBlank: true });
export const string128 = inBase('string128', { minLength: 1, maxLength: 128 });
export const string255 = inBase('string255', { minLength: 1, maxLength: 255 });
export const guid = named(base, 'guid', guidAsWritten);

/** What somebody wrote, for lists: without its line breaks, and only so much of it. */
export function putInOneLine(text: string, lengthMax = 100): string {
  const line = text.replace(/[\s\u0085]+/g, ' ').trim();
  if (line.length <= lengthMax) return line;
  const characters = [...line];
  return characters.length <= lengthMax
    ? line
    : `${characters
        .slice(0, lengthMax - 1)
        .join('')
        .trimEnd()}…`;
}

/** The names of a length: `string255` not empty, `stringz255` may be empty, `string255nw` not blank. */
const nonEmpty = (length: number) => inTypes(`string${length}`, { minLength: 1, maxLength: length });
const maybeEmpty = (length: number) => inTypes(`stringz${length}`, { minLength: 0, maxLength: length });
const nonBlank = (length: number) =>
  inTypes(`string${length}nw`, { minLength: 1, maxLength: length, nonBlank: true });
const nonEmptyNz = (length: number) => inTypes(`stringnz${length}`, { minLength: 1, maxLength: length });

/** The ladder of the platform's own schema, by name. */
export const platformStrings = {
  string16: nonEmpty(16),
  string32: nonEmpty(32),
  string64: nonEmpty(64),
  string128: nonEmpty(128),
  string255: nonEmpty(255),
  string512: nonEmpty(512),
  string1024: nonEmpty(1024),
  stringz16: maybeEmpty(16),
  stringz32: maybeEmpty(32),
  stringz64: maybeEmpty(64),
  stringz128: maybeEmpty(128),
  stringz255: maybeEmpty(255),
  stringz512: maybeEmpty(512),
  stringz1024: maybeEmpty(1024),
  string1nw: nonBlank(1),
  string3nw: nonBlank(3),
  string10nw: nonBlank(10),
  string20nw: nonBlank(20),
  string25nw: nonBlank(25),
  string32nw: nonBlank(32),
  string50nw: nonBlank(50),
  string128nw: nonBlank(128),
  string255nw: nonBlank(255),
  string300nw: nonBlank(300),
  string1024nw: nonBlank(1024),
  string2048nw: nonBlank(2048),
  stringnz: inTypes('stringnz', { minLength: 1 }),
  stringnznw: inTypes('stringnznw', { minLength: 1, nonBlank: true }),
  stringnz256: nonEmptyNz(256),
  stringnz512: nonEmptyNz(512),
  stringnz1024: nonEmptyNz(1024),
  stringnwz64: inTypes('stringnwz64', { maxLength: 64, nonBlank: true }),
  Url: inTypes('Url', { minLength: 1, maxLength: 1024 }),
  EmailAddress: inTypes('EmailAddress', { minLength: 6, maxLength: 128 }),
  guid: named(types, 'guid', guidAsWritten),
};
