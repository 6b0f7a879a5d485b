// Identity codes: what a clinic hands to a person, for a connect request or a package. Five groups of four letters,
// kept only as their hash: they are as good as random keys, so nobody finds one from its hash.
import { getAt } from '../../../assume.ts';
import { hashSha256 } from '../../secrets.ts';
import type { Ids } from '../../world.ts';

/** Without vowels, so that no words come about, and without the L that looks like an I: 86 bits in twenty letters. */
const alphabet = 'BCDFGHJKMNPQRSTVWXYZ';
const lettersInGroup = 4;
const groups = 5;
const letters = lettersInGroup * groups;

/** A new code, as people are given it: `JKYZ-QNMN-VHRX-ZGNR-GZNH`. */
export function makeIdentityCode(ids: Ids): string {
  let code = '';
  while (code.length < letters) {
    for (const byte of ids.bytes(letters * 2)) {
      // Bytes past the last multiple would make some letters likelier.
      if (byte < fair && code.length < letters) code += getAt(alphabet, byte % alphabet.length);
    }
  }
  return grouped(code);
}

const fair = 256 - (256 % alphabet.length);

/** A code as it was typed, with or without dashes and in any case, as it was given; undefined when it cannot be one. */
export function readIdentityCode(typed: string): string | undefined {
  const code = typed.replace(/[\s\p{Pd}]+/gu, '').toUpperCase();
  return /^[A-Z]{20}$/.test(code) ? grouped(code) : undefined;
}

/** What a code is found by. */
export function hashIdentityCode(code: string): Buffer {
  return hashSha256(`identity code ${code}`);
}

function grouped(code: string): string {
  return code.replace(/(.{4})(?!$)/g, '$1-');
}
