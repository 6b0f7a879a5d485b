import { expect, test } from 'vitest';
import { document } from './document.ts';
import { fromJson, toJson } from './json.ts';
import { checked, type Schema } from './schema.ts';
import { any, choice, group, many, oneElement, optional, rawElement, seq } from './sequence.ts';
import { boolean, decimal, double, int, limitedString, string, textWithAttributes } from './text.ts';
import { XmlFault } from './xml-reader.ts';

const mended = <T>(schema: Schema<T>, value: T) =>
  fromJson(schema, JSON.parse(JSON.stringify(toJson(value))), 'x');
const fault = (schema: Schema<unknown>, json: unknown): string => {
  try {
    fromJson(schema, json, 'x');
  } catch (error) {
    if (error instanceof XmlFault) return error.message;
    throw error;
  }
  return 'none';
};

test('numbers that JSON cannot write are strings', () => {
  const schema = seq({ n: many(double()) });
  const n = [0.1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  expect(toJson({ n })).toEqual({ n: [0.1, 'INF', '-INF', 'NaN'] });
  expect(mended(schema, { n })).toEqual({ n });
});

test('what only looks like such a number stays a text', () => {
  expect(mended(seq({ s: string, d: decimal }), { s: 'INF', d: '0.10' })).toEqual({ s: 'INF', d: '0.10' });
});

test('attributes, choices, groups and free content are whole', () => {
  const schema = seq(
    {
      shown: textWithAttributes(double(), { units: string, text: { optional: string } }),
      when: oneElement({ day: int(), words: string }),
      how: choice({ once: boolean, often: group({ every: int(), unit: optional(string) }) }),
      raw: rawElement,
      rest: any(),
    },
    { name: { optional: string } },
  );
  const value = {
    name: 'n',
    shown: { value: Number.NaN, units: 'kg' },
    when: { words: 'soon' },
    how: { often: { every: 2 } },
    raw: '<raw a="1">&lt;<b/></raw>',
    rest: ['<c xmlns="urn:c"/>', '<d>1</d>'],
  };
  expect(mended(schema, value)).toEqual(value);
});

test('a document is its characters', () => {
  const schema = document('d', 'urn:d');
  expect(mended(schema, '<d xmlns="urn:d"> <e/></d>')).toBe('<d xmlns="urn:d"> <e/></d>');
  expect(fault(schema, '<!-- --><d xmlns="urn:d"/>')).toBe('x: must be one element alone');
  expect(fault(schema, '<d/>')).toMatch(/^d: must be d, in the namespace/);
});

const small = limitedString({ maxLength: 2 });
const even = checked(int(), 'date', n => (n % 2 === 0 ? undefined : 'must be even'));
test.each([
  ['x: must be an object', seq({}), []],
  ['x: must be an object', seq({}), null],
  ['x: has a field that does not belong there', seq({}), { a: 1 }],
  ['x/a: is missing', seq({ a: string }), {}],
  ['x/a: must be a string', seq({ a: string }), { a: null }],
  ['x/a-b: must have at most 2 characters', seq({ 'a-b': small }), { aB: 'abc' }],
  ['x/a: must not have characters that XML has not', seq({ a: string }), { a: '\u0000' }],
  ['x/a: must not have characters that XML has not', seq({ a: string }), { a: '\ud800' }],
  ['x/a: must be a number', seq({ a: double() }), { a: '1' }],
  ['x/a: must be a number', seq({ a: int() }), { a: 'INF' }],
  ['x/a: must be a whole number', seq({ a: int() }), { a: 1.5 }],
  ['x/a: must be ≥ 0', seq({ a: double({ min: 0 }) }), { a: '-INF' }],
  ['x/a: must be a boolean', seq({ a: boolean }), { a: 0 }],
  ['x/a: must be even', seq({ a: even }), { a: 1 }],
  ['x/a: must be a list', seq({ a: many(int()) }), { a: 1 }],
  ['x/a: must not be an empty list', seq({ a: many(int()) }), { a: [] }],
  ['x/a: must not be more than 1', seq({ a: many(int(), { max: 1 }) }), { a: [1, 2] }],
  ['x: must have one of a, b', oneElement({ a: int(), b: int() }), {}],
  ['x: must have one of a, b', oneElement({ a: int(), b: int() }), { a: 1, b: 2 }],
  ['x/c: is missing', seq({ c: choice({ a: int() }) }), {}],
  ['x/r: must be an element r', seq({ r: rawElement }), { r: '<s/>' }],
  ['x/r: must be XML that is well-formed', seq({ r: rawElement }), { r: '<r>' }],
  ['x/rest: must be one element alone', seq({ rest: any() }), { rest: ['<r/> '] }],
  ['x/rest: must be a string of XML', seq({ rest: any() }), { rest: [1] }],
  ['x/units: is missing', textWithAttributes(double(), { units: string }), { value: 1 }],
  ['x/value: is missing', textWithAttributes(double(), {}), {}],
])('%s', (message, schema, json) => {
  expect(fault(schema as Schema<unknown>, json)).toBe(message);
});
