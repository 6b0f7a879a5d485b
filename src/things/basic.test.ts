import { expect, test } from 'vitest';
import basicType, { type Basic, type Basic1 } from './basic.ts';
import { transform } from './index.ts';

const [version1, version2] = basicType.versions;
const up = (value: Basic1) => transform(basicType, value, version1!, version2!) as Basic;
const down = (value: Basic) => transform(basicType, value, version2!, version1!) as Basic1;

const older: Basic1 = {
  gender: 'f',
  birthyear: 1980,
  country: 'DE',
  state: 'Hesse',
  city: 'Fulda',
  firstdow: 2,
};

test('country and state become codable and come back', () => {
  const newer = up(older);
  expect(newer.country).toMatchObject({
    text: 'DE',
    code: [{ value: 'DE', family: 'iso', type: 'iso3166' }],
  });
  expect(newer.state).toEqual({ text: 'Hesse' });
  expect(down(newer)).toEqual(older);
});

test('a country without a code of two letters is lost on the way down', () => {
  expect(down({ country: { text: 'Germany' } })).toEqual({});
  expect(down({ country: { text: 'Germany', code: [{ value: 'DE', type: 'iso3166' }] } })).toEqual({
    country: 'DE',
  });
  expect(down({ country: { text: 'us' } })).toEqual({ country: 'us' });
});

test('tells the little it holds', () => {
  expect(basicType.summary(up(older) as never)).toBe('Female, born 1980, Fulda, DE');
});
