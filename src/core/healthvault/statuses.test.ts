import { describe, expect, test } from 'vitest';
import { hasReference, referenceFile } from '../../testing/reference.ts';
import { fault as coreFault } from '../faults.ts';
import { fault, statusOf } from './status-fault.ts';
import { status, statusNames } from './statuses.ts';

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

  test('what the core refuses is told in the words of the schemas', () => {
    const { code, message } = statusOf(coreFault('dataMissing').at('Thing 2 of 3.'));
    const meant = `${status('INVALID_XML').message} Thing 2 of 3. A new thing needs its data-xml.`;
    expect([code, message]).toEqual([3, meant]);
    expect(statusOf(coreFault('invalid', 'must be UTF-8', 'small-logo:')).message).toBe(
      `${status('INVALID_XML').message} small-logo: must be UTF-8`,
    );
    expect(coreFault('dataMissing').message).toBe('A new thing needs its data.');
  });

  test('a status is the reason that the core has for it, if it has one', () => {
    expect(fault('ACCESS_DENIED').reason).toBe('accessDenied');
    expect(fault('BAD_METHOD').reason).toBe('refusedByProtocol');
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
