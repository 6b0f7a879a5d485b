// Counts the tries to sign in, by address and by account, so that nobody can guess for long.
import { fault } from '../errors.ts';
import { addressKey, countTry, uncountTry } from '../limits/rate-limit.ts';
import { sha256 } from '../secrets.ts';
import type { Vault } from '../vault.ts';

/** Kinds and keys. */
export type Tries = readonly (readonly [kind: string, key: string])[];

export function triesFrom(address: string): Tries {
  return [['sign-in from', addressKey(address)]];
}

export function triesOn(address: string, email: string): Tries {
  return [...triesFrom(address), ['sign-in to', sha256(email.trim().toLowerCase()).toString('base64')]];
}

/**
 * Counts a try before it is looked at, so that many at once get no further than one after the other.
 * @throws RETRY_LIMIT_EXCEEDED after too many from the address or on the account
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
