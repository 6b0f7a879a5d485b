import { afterEach, describe, expect, test } from 'vitest';
import { moment, momentOrEmpty } from './moments.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('a moment', () => {
  test.each([
    ['2012-03-05T19:50:44Z', '2012-03-05T19:50:44.000Z'],
    ['2012-03-05T11:50:44-08:00', '2012-03-05T19:50:44.000Z'],
    [' 2012-03-05T19:50:44.1239999Z\n', '2012-03-05T19:50:44.123Z'],
    ['2012-03-05T24:00:00Z', '2012-03-06T00:00:00.000Z'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.9999999', '9999-12-31T23:59:59.999Z'],
  ])('%j is %s', (written, printed) => {
    expect(moment.toText(moment.fromText(written))).toBe(printed);
  });

  test('without a zone is UTC, wherever the server stands', () => {
    process.env.TZ = 'America/New_York';
    expect(moment.fromText('2012-03-05T19:50:44')).toBe(Date.UTC(2012, 2, 5, 19, 50, 44));
  });

  test.each(['', '2012-03-05', '2012-02-30T00:00:00Z', '12012-01-01T00:00:00Z', 'now'])(
    '%j is none',
    written => {
      expect(() => moment.fromText(written)).toThrow();
    },
  );

  test('may be left empty where that means none', () => {
    expect(momentOrEmpty.fromText(' ')).toBeUndefined();
    expect(momentOrEmpty.fromText('1970-01-01T00:00:01Z')).toBe(1000);
  });
});
