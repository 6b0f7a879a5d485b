// Recovery codes: ten at a time, each good once, to print and keep for the day that a phone is lost.
import { hashSha256 } from '../secrets.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import { tell } from './letters.ts';
import type { Person } from './person.ts';

const recoveryCodesCount = 10;

/** Without what is easily mistaken for something else; 32, so that each letter is five random bits. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const length = 24;

/** New ones in place of those before. They are shown once: what is kept is their hashes. */
export async function replaceRecoveryCodes(db: Writer, vault: Vault, person: Person): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodesCount }, () => randomCode(vault));
  await db.credentials.putRecoveryCodes(person.id, codes.map(hashRecoveryCode), vault.clock.now());
  await noteAction(db, vault, 'NewRecoveryCodes', person.id);
  await tell(db, vault, person, 'recoveryMade');
  return codes;
}

function randomCode({ ids }: Vault): string {
  const letters = [...ids.bytes(length)].map(byte => alphabet[byte & 31]).join('');
  return letters.replace(/(....)(?=.)/g, '$1-');
}

/** So many random bits, 120, need no slow hash. People type codes in any case, with and without hyphens. */
export function hashRecoveryCode(code: string): Buffer {
  return hashSha256(`recovery ${code.replace(/[^A-Za-z0-9]/g, '').toUpperCase()}`);
}
