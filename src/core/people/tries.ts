// Counts the tries to sign in, so that nobody can guess for long, and nobody who guesses keeps the owner of an account out.
//
// The bound: in each window of signInTriesWindowMs a password can be guessed at signInTriesMax times by all strangers
// together, and as often from each session and each browser that the account itself was signed in with, wherever that is now.
// Nobody comes by such a browser without having signed in to that very account, or set its password by a mailed link.
import { fault } from '../errors.ts';
import { addressKey, countTry, uncountTry } from '../limits/rate-limit.ts';
import { sha256 } from '../secrets.ts';
import type { Vault } from '../vault.ts';
import type { Person } from './person.ts';

/** Kinds and keys. */
export type Tries = readonly (readonly [kind: string, key: string])[];

/** A browser and the people who signed in with it before. */
export interface KnownBrowser {
  readonly mark: string;
  readonly personIds: readonly string[];
}

/** Of what is too long to be guessed, each kind by itself: the ways out of a pause are none if they pause with it. */
export function triesFrom(address: string, kind: 'passkey' | 'recovery code'): Tries {
  return [[`${kind} from`, addressKey(address)]];
}

/** @param account what names it: an e-mail address that may be nobody's */
export function triesOn(
  account: string,
  person: Person | undefined,
  { address, known }: { address: string; known: KnownBrowser | undefined },
): Tries {
  if (person && known?.personIds.includes(person.id)) return [['sign-in by', `${known.mark} ${person.id}`]];
  return [
    ['sign-in from', addressKey(address)],
    ['sign-in to', sha256(account.trim().toLowerCase()).toString('base64')],
  ];
}

/**
 * Counts a try before it is looked at, so that many at once get no further than one after the other.
 * @throws RETRY_LIMIT_EXCEEDED after too many
 */
export function countTries(vault: Vault, tries: Tries): void {
  const { signInTriesMax: max, signInTriesWindowMs: windowMs } = vault.limits;
  if (!tries.every(([kind, key]) => countTry(vault, kind, key, { max, windowMs })))
    throw fault('RETRY_LIMIT_EXCEEDED');
}

/** Takes back a try that turned out well. */
export function uncountTries(vault: Vault, tries: Tries): void {
  for (const [kind, key] of tries) uncountTry(vault, kind, key);
}
