// Counts tries by key in the memory of the vault, so that nobody can guess or flood without end.
// Used by sign-in and by the calls that need no session.

import { isIPv6 } from 'node:net';
import { Fault } from '../faults.ts';
import type { Vault } from '../vault.ts';
import type { Allowance, Count } from './rates.ts';

type Limiter = Pick<Vault, 'memory' | 'clock'>;

const minuteMs = 60_000;

/** Counts a try. False when the window's allowance was used up before it. */
export function countTry(
  { memory, clock }: Limiter,
  kind: string,
  key: string,
  allowance: Allowance,
): boolean {
  return memory.rates.take([{ kind, key, ...allowance }], clock.now()) === 0;
}

/** Takes back one try that turned out well. */
export function takeBackTry({ memory }: Limiter, kind: string, key: string): void {
  memory.rates.giveBack([{ kind, key }]);
}

/** The allowance is used up; it says when there is one again. */
export class TooManyTries extends Fault {
  readonly waitMs: number;
  constructor(waitMs: number) {
    super(
      'limitReached',
      waitMs <= minuteMs ? 'Wait a minute.' : `Wait ${Math.ceil(waitMs / minuteMs)} minutes.`,
    );
    this.waitMs = waitMs;
  }
}

/**
 * Counts a try in all of them, before it is looked at, so that many at once get no further than one after the other.
 * What is refused counts in none: nobody who waits makes the wait longer, nor uses up what others share.
 * @throws TooManyTries
 */
export function countTries({ memory, clock }: Limiter, counts: readonly Count[]): void {
  const waitMs = memory.rates.take(counts, clock.now());
  if (waitMs > 0) throw new TooManyTries(waitMs);
}

/** Takes back a try that turned out well. */
export function takeBackTries({ memory }: Limiter, counts: readonly Count[]): void {
  memory.rates.giveBack(counts);
}

/** How long until all of them have room for a try; 0 where they have. */
export function findLongestWait({ memory, clock }: Limiter, counts: readonly Count[]): number {
  return memory.rates.waitFor(counts, clock.now());
}

/**
 * Counts a call that needs no session, by the caller's address.
 * @throws limitReached
 */
export function countAnonymousCall(
  { vault, address }: { vault: Vault; address: string },
  kind: string,
): void {
  const max = vault.limits.anonymousCallsPerMinuteMax;
  countTries(vault, [{ kind, key: getAddressKey(address), max, windowMs: minuteMs }]);
}

/**
 * Before work for a call whose sender proves nothing.
 * @throws limitReached when such calls of the address have taken all the time they may
 */
export function demandAnonymousWork({ vault, address }: { vault: Vault; address: string }): void {
  const allowance = { max: vault.limits.anonymousWorkMs, windowMs: minuteMs };
  const waitMs = findLongestWait(vault, [{ kind: workKind, key: getAddressKey(address), ...allowance }]);
  if (waitMs > 0) throw new TooManyTries(waitMs);
}

/** After it. */
export function noteAnonymousWork(
  { vault, address }: { vault: Vault; address: string },
  tookMs: number,
): void {
  const count = {
    kind: workKind,
    key: getAddressKey(address),
    max: Number.POSITIVE_INFINITY,
    windowMs: minuteMs,
  };
  vault.memory.rates.add(count, 1 + tookMs, vault.clock.now());
}

const workKind = 'anonymous work';

/** What an address counts as: somebody with one IPv6 address has the whole /64 around it. */
export function getAddressKey(address: string): string {
  if (!address.includes(':') || !isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const filled =
    tail === undefined ? first : [...first, ...Array(8 - first.length - last.length).fill('0'), ...last];
  return `${filled
    .slice(0, 4)
    .map(part => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}
