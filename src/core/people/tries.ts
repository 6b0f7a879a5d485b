// Which tries to sign in count together, so that nobody can guess for long, and nobody who guesses keeps the owner of an
// account out. docs/limits.md says what that comes to.
//
// A password can be guessed at from one address signInTriesMax times in a window, by all strangers together
// signInTriesPerAccountMax times. Browsers that the account was signed in with have as much for themselves, by account
// too: who makes many of them gains nothing. Six digits are guessed at by account alone, wherever from.
import { getAddressKey } from '../limits/rate-limit.ts';
import type { Count } from '../limits/rates.ts';
import type { Vault } from '../vault.ts';
import type { Person } from './person.ts';

interface Where {
  readonly address: string;
  /** What a browser that the account was signed in with, or a session of it, is told apart by. */
  readonly known: string | undefined;
}

/** @param email of the account, which may be nobody's */
export function listPasswordTries(
  { limits }: Vault,
  { email, person }: { email: string; person: Person | undefined },
  { address, known }: Where,
): Count[] {
  const { signInTriesMax, signInTriesPerAccountMax, signInTriesWindowMs: windowMs } = limits;
  const here = { max: signInTriesMax, windowMs };
  const inAll = { max: signInTriesPerAccountMax, windowMs };
  if (person && known !== undefined)
    return [
      { kind: 'sign-in known', key: `${person.id} ${known}`, ...here },
      { kind: 'sign-in known', key: person.id, ...inAll },
    ];
  return [
    { kind: 'sign-in to from', ...fromKey(email, address), ...here },
    { kind: 'sign-in to', key: accountKey(email), isEndless: true, ...inAll },
    fromAddress(limits, 'sign-in', address),
  ];
}

/** Of what is too long to be guessed, each kind by itself: the ways out of a pause are none if they pause with it. */
export function listRecoveryTries({ limits }: Vault, email: string, address: string): Count[] {
  const { signInTriesMax: max, signInTriesWindowMs: windowMs } = limits;
  return [
    { kind: 'recovery code for', ...fromKey(email, address), max, windowMs },
    fromAddress(limits, 'recovery code', address),
  ];
}

export function listPasskeyTries({ limits }: Vault, address: string): Count[] {
  return [fromAddress(limits, 'passkey', address)];
}

/** Wrong codes by account and by nothing else: of three codes in a million one is right, whoever guesses. */
export function listCodeTries(
  { limits }: Vault,
  personId: string,
  isKnown: boolean,
): [hour: Count, day: Count] {
  const kind = isKnown ? 'code known' : 'code to';
  return [
    { kind: `${kind}, hour`, key: personId, max: limits.wrongCodesPerHourMax, windowMs: hourMs },
    { kind: `${kind}, day`, key: personId, max: limits.wrongCodesPerDayMax, windowMs: 24 * hourMs },
  ];
}

const hourMs = 3_600_000;

function fromAddress(limits: Vault['limits'], kind: string, address: string): Count {
  const { signInTriesPerAddressMax: max, signInTriesWindowMs: windowMs } = limits;
  return { kind: `${kind} from`, key: getAddressKey(address), isEndless: true, max, windowMs };
}

function fromKey(email: string, address: string): Pick<Count, 'key' | 'isEndless'> {
  return { key: `${accountKey(email)} ${getAddressKey(address)}`, isEndless: true };
}

function accountKey(email: string): string {
  return email.trim().toLowerCase();
}
