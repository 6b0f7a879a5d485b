import { describe, expect, test } from 'vitest';
import { hasReference, referenceFile } from '../testing/reference.ts';
import { fault, status, statusNames } from './errors.ts';

const table = statusNames().map(name => ({ name, ...status(name) }));

describe('the status table', () => {
  test('has each number once, in order, with a sentence', () => {
    const codes = table.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
    expect(table.filter(({ message }) => !/^[A-Z].*\.$/.test(message))).toEqual([]);
  });

  test('a fault says the status, and what is wrong in this case', () => {
    const found = fault('INVALID_RECORD', 'The header has no record-id.');
    expect(found.code).toBe(10);
    expect(found.message).toBe(`${status('INVALID_RECORD').message} The header has no record-id.`);
  });

  test.skipIf(!hasReference)('has the published numbers and names (needs KEEPWELL_REFERENCE)', () => {
    interface Published {
      code: number;
      name: string | null;
      sdkNames: string[];
    }
    const published: Published[] = JSON.parse(referenceFile('data/status-codes.json').toString());
    expect(table.map(({ code }) => code)).toEqual(published.map(({ code }) => code));
    const strangers = table.filter(({ code, name }) => {
      const { name: documented, sdkNames } = published.find(p => p.code === code)!;
      const inSdk = sdkNames.map(n => n.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase());
      return name !== documented && !inSdk.includes(name);
    });
    expect(strangers).toEqual([]);
  });
});
