// Where the parts of a signed mail end, and that no mail takes its reader for ever.
import { expect, test } from 'vitest';
import { defaultLimits } from '../../limits/limits.ts';
import { cutSigned, makeCanonical, readEntity } from './entity.ts';

const signed = (body: string) =>
  readEntity(Buffer.from(`Content-Type: multipart/signed; boundary="b"\r\n\r\n${body}`), defaultLimits);
const cut = (body: string) => cutSigned(signed(body)).map(part => part.toString());

test('is cut where lines of delimiters are, with blanks at their ends, and nowhere within a line', () => {
  expect(cut('before\r\n--b \t\r\none --b\r\n--bc\r\n\r\n--b\r\ntwo\r\n--b--\r\n \r\n')).toEqual([
    'one --b\r\n--bc\r\n',
    'two',
  ]);
  expect(cut('--b\none\n--b\ntwo\n--b-- ')).toEqual(['one', 'two']);
  for (const body of [
    '--b\r\none\r\n--b\r\ntwo',
    '--b\r\none\r\n--b--\r\n',
    '--b\r\n--b\r\n--b\r\n--b--',
    '--b -\r\n',
    '--b\r\none\r\n--b\r\ntwo\r\n--b--\r\nafter',
  ])
    expect(() => cut(body)).toThrow(expect.objectContaining({ reason: 'malformed' }));
});

test('what is made of nothing but delimiters, or line breaks, is gone through once', () => {
  for (const part of ['--b', '\r\n--b--x', '\r\n--b      x', '\r\n'])
    expect(() => cut(part.repeat(2_000_000))).toThrow(expect.objectContaining({ reason: 'malformed' }));
  const breaks = makeCanonical(Buffer.from('\n'.repeat(2_000_000)));
  expect(breaks.equals(Buffer.from('\r\n'.repeat(2_000_000)))).toBe(true);
});
