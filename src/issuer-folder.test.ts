// Issuers of health cards that an operator trusts: what is there is read, and what is wrong stops the start with words that help.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIssuers } from './issuer-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepwell-issuers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = { kty: 'EC', crv: 'P-256', kid: 'k', x: 'AA', y: 'AA', use: 'sig' };
const clinic = { issuer: 'https://clinic.example/cards', name: 'Clinic', keys: [key] };
const list = { kid: 'k', method: 'rid', ctr: 1, rids: ['abc', 'abd.1640995200'] };
const write = (content: unknown, name = 'clinic.json') =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

test('without a folder nobody is trusted', () => {
  expect(readIssuers(join(folder, 'nothing'))).toEqual([]);
});

test('those that are there are', () => {
  write(clinic);
  write('no issuer', 'README');
  expect(readIssuers(folder)).toEqual([clinic]);
});

test('what they took back is read beside their keys', () => {
  write({ ...clinic, revoked: [list] });
  expect(readIssuers(folder)).toEqual([{ ...clinic, revoked: [list] }]);
});

test.each([
  ['{', 'it is no JSON'],
  [{ ...clinic, issuer: 'http://clinic.example' }, 'issuer must be'],
  [{ ...clinic, name: '' }, 'name must be'],
  [{ ...clinic, keys: [] }, 'keys must be'],
  [{ ...clinic, keys: [{ ...key, crv: 'P-384' }] }, 'keys must be'],
  [{ ...clinic, keys: [{ ...key, d: 'AA' }] }, 'keys must be'],
  [{ ...clinic, revoked: [{ ...list, method: 'hash' }] }, 'revoked must be'],
  [{ ...clinic, revoked: [{ ...list, rids: ['a b'] }] }, 'revoked must be'],
  [{ ...clinic, revoked: {} }, 'revoked must be'],
  ['null', 'issuer must be'],
])('%j stops the start', (content, words) => {
  write(content);
  expect(() => readIssuers(folder)).toThrow(words);
});

test('two of one issuer stop the start', () => {
  write(clinic);
  write(clinic, 'other.json');
  expect(() => readIssuers(folder)).toThrow('two files are of the issuer');
});
