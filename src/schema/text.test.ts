import { describe, expect, test } from 'vitest';
import type { Schema } from './schema.ts';
import {
  boolean,
  dateTimeText,
  decimal,
  double,
  guid,
  int,
  limitedString,
  oneOf,
  positiveInteger,
  string,
  textWithAttributes,
} from './text.ts';
import { readXml, XmlFault } from './xml-reader.ts';

const read = <T>(schema: Schema<T>, content: string, attributes = '') =>
  schema.parse(readXml(`<x${attributes}>${content}</x>`).root());

/** The value, or the problem. */
const result = (schema: Schema<unknown>, content: string, attributes?: string): unknown => {
  try {
    return read(schema, content, attributes);
  } catch (fault) {
    if (fault instanceof XmlFault) return fault.message;
    throw fault;
  }
};

test.each<[string, Schema<unknown>, string, unknown]>([
  ['int', int(), ' +007\n', 7],
  ['int', int(), '-0', 0],
  ['int', int(), '2147483648', 'x: must be ≤ 2147483647'],
  ['int', int({ max: 7 }), '8', 'x: must be ≤ 7'],
  ['int', int(), '1.0', 'x: must be a whole number'],
  ['int', int(), '', 'x: must be a whole number'],
  ['int', int(), '1 2', 'x: must be a whole number'],
  ['int', int(), '١', 'x: must be a whole number'],
  ['positiveInteger', positiveInteger(), '0', 'x: must be ≥ 1'],
  ['positiveInteger', positiveInteger(), '9007199254740993', 9007199254740992],
  ['double', double(), '-1.5E-3', -0.0015],
  ['double', double(), '.5', 0.5],
  ['double', double(), '5.', 5],
  ['double', double(), '-0', 0],
  ['double', double(), 'INF', Number.POSITIVE_INFINITY],
  ['double', double(), 'NaN', Number.NaN],
  ['double', double(), 'Infinity', 'x: must be a number'],
  ['double', double(), '1e', 'x: must be a number'],
  ['double', double(), '0x10', 'x: must be a number'],
  ['double', double({ min: 0 }), 'NaN', 'x: must be ≥ 0'],
  ['double', double({ above: 0 }), '0', 'x: must be > 0'],
  ['decimal', decimal, ' 0.1234567890123456789012345 ', '0.1234567890123456789012345'],
  ['decimal', decimal, '1e3', 'x: must be a decimal number'],
  ['boolean', boolean, ' 1 ', true],
  ['boolean', boolean, 'TRUE', 'x: must be true, false, 1 or 0'],
  ['oneOf', oneOf('m', 'f'), 'm', 'm'],
  ['oneOf', oneOf('m', 'f'), ' m', 'x: must be one of m, f'],
  ['string', string, ' a\tb ', ' a\tb '],
  ['maxLength counts characters', limitedString({ maxLength: 2 }), '😀😀', '😀😀'],
  [
    'maxLength counts characters',
    limitedString({ maxLength: 2 }),
    '😀😀a',
    'x: must have at most 2 characters',
  ],
  [
    'minLength counts characters',
    limitedString({ minLength: 2 }),
    '😀',
    'x: must have at least 2 characters',
  ],
  ['minLength', limitedString({ minLength: 1 }), '', 'x: must not be empty'],
  ['nonBlank', limitedString({ nonBlank: true }), ' \t\r\n', 'x: must not be blank'],
  ['nonBlank: a hard blank is a character', limitedString({ nonBlank: true }), '\u00a0', '\u00a0'],
  ['guid', guid, 'A5033C9D-08CF-4204-9BD3-CB412CE39FC0', 'a5033c9d-08cf-4204-9bd3-cb412ce39fc0'],
  ['guid', guid, 'a5033c9d', 'x: must be a GUID'],
  ['dateTime', dateTimeText, '2024-02-29T23:59:59.1234+14:00', '2024-02-29T23:59:59.1234+14:00'],
  ['dateTime', dateTimeText, '2023-02-29T00:00:00', 'x: must be a date and time such as 2026-11-25T08:30:00'],
  ['dateTime', dateTimeText, '2023-02-28 00:00:00', 'x: must be a date and time such as 2026-11-25T08:30:00'],
  ['dateTime', dateTimeText, '2023-02-28T24:00:01', 'x: must be a date and time such as 2026-11-25T08:30:00'],
])('%s reads %#', (_, schema, content, expected) => {
  expect(result(schema, content)).toEqual(expected);
});

test('a pattern speaks of the whole text: a line break at the end belongs to it', () => {
  const pattern = { xsd: '[a-z]+', test: /^[a-z]+$/, problem: 'must be letters' };
  expect(result(limitedString({ pattern }), 'abc')).toBe('abc');
  expect(result(limitedString({ pattern }), 'abc\n')).toBe('x: must be letters');
  expect(result(limitedString({ pattern }), '^abc$')).toBe('x: must be letters');
});

test('numbers print in a form that reads back, however large', () => {
  for (const value of [1e21, 1e-7, 123456789.123, Number.POSITIVE_INFINITY, Number.NaN]) {
    expect(double().fromText(double().toText(value))).toBe(value);
  }
  expect(positiveInteger().toText(1e21)).toBe('1000000000000000000000');
});

describe('attributes', () => {
  const marked = textWithAttributes(double(), {
    units: string,
    'units-code': { optional: string, key: 'code' },
  });

  test('are read with the text', () => {
    expect(result(marked, '1', ' units-code="kg" units="kilo"')).toEqual({
      value: 1,
      units: 'kilo',
      code: 'kg',
    });
    expect(marked.print('x', { value: 1, units: 'a "b"' })).toBe('<x units="a &quot;b&quot;">1</x>');
  });

  test('must be there, and declared', () => {
    expect(result(marked, '1')).toBe('x: attribute units is missing');
    expect(result(marked, '1', ' units="" more=""')).toBe('x: unexpected attribute');
    expect(result(marked, '1', ' units="" xml:lang="en"')).toBe('x: unexpected attribute');
    expect(result(string, '1', ' more=""')).toBe('x: unexpected attribute');
  });

  test('problems in one never quote it', () => {
    expect(result(textWithAttributes(string, { n: int() }), '', ' n="secret"')).toBe(
      'x: attribute n must be a whole number',
    );
  });
});
