// Counts tries by key in memory, so that nobody can guess or flood without end. Each process counts for itself.
// Used by sign-in and by the calls that need no session.

import { isIPv6 } from 'node:net';
import { getOf } from '../../assume.ts';
import { Fault } from '../faults.ts';
import type { Store } from '../store.ts';
import type { Vault } from '../vault.ts';

export interface Allowance {
  readonly max: number;
  readonly windowMs: number;
}

interface Window {
  count: number;
  readonly endsAt: number;
}

interface Windows {
  /** By kind and key. */
  readonly all: Map<string, Window>;
  /** With so many, those that ended are cleared away. */
  sweepAt: number;
}

/** They live as long as the store they guard. */
const windowsOf = new WeakMap<Store, Windows>();

const sweepFrom = 10_000;

const minuteMs = 60_000;

/** Counts a try. False when the window's allowance was used up before it. */
export function countTry(vault: Vault, kind: string, key: string, { max, windowMs }: Allowance): boolean {
  const windows = windowsFor(vault);
  const now = vault.clock.now();
  const name = `${kind} ${key}`;
  const open = windows.all.get(name);
  if (open && open.endsAt > now) {
    if (open.count >= max) return false;
    open.count++;
    return true;
  }
  if (windows.all.size >= windows.sweepAt) sweep(windows, now);
  windows.all.set(name, { count: 1, endsAt: now + windowMs });
  return max > 0;
}

/** Takes back one try that turned out well. */
export function uncountTry(vault: Vault, kind: string, key: string): void {
  const open = windowsFor(vault).all.get(`${kind} ${key}`);
  if (open && open.count > 0) open.count--;
}

/** One of the allowances that a try uses. */
export interface Count extends Allowance {
  readonly kind: string;
  readonly key: string;
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
export function countTries(vault: Vault, counts: readonly Count[]): void {
  const waitMs = longestWait(vault, counts);
  if (waitMs > 0) throw new TooManyTries(waitMs);
  for (const count of counts) countTry(vault, count.kind, count.key, count);
}

/** Takes back a try that turned out well. */
export function uncountTries(vault: Vault, counts: readonly Count[]): void {
  for (const { kind, key } of counts) uncountTry(vault, kind, key);
}

/** How long until all of them have room for a try; 0 where they have. */
export function longestWait(vault: Vault, counts: readonly Count[]): number {
  return Math.max(0, ...counts.map(count => waitFor(vault, count)));
}

/** How long until there is room for a try; 0 where there is. */
function waitFor(vault: Vault, { kind, key, max, windowMs }: Count): number {
  const now = vault.clock.now();
  const open = windowsFor(vault).all.get(`${kind} ${key}`);
  if (!open || open.endsAt <= now) return max > 0 ? 0 : windowMs;
  return open.count < max ? 0 : open.endsAt - now;
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
  countTries(vault, [{ kind, key: addressKey(address), max, windowMs: minuteMs }]);
}

/**
 * Before work for a call whose sender proves nothing.
 * @throws limitReached when such calls of the address have taken all the time they may
 */
export function demandAnonymousWork({ vault, address }: { vault: Vault; address: string }): void {
  const allowance = { max: vault.limits.anonymousWorkMs, windowMs: minuteMs };
  const waitMs = longestWait(vault, [{ kind: workKind, key: addressKey(address), ...allowance }]);
  if (waitMs > 0) throw new TooManyTries(waitMs);
}

/** After it. */
export function noteAnonymousWork(
  { vault, address }: { vault: Vault; address: string },
  tookMs: number,
): void {
  const key = addressKey(address);
  // Opens the window where there is none.
  countTry(vault, workKind, key, { max: Number.POSITIVE_INFINITY, windowMs: minuteMs });
  getOf(windowsFor(vault).all, `${workKind} ${key}`).count += tookMs;
}

const workKind = 'anonymous work';

/** What an address counts as: somebody with one IPv6 address has the whole /64 around it. */
export function addressKey(address: string): string {
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

function windowsFor({ store }: Vault): Windows {
  const windows = windowsOf.get(store) ?? { all: new Map(), sweepAt: sweepFrom };
  windowsOf.set(store, windows);
  return windows;
}

/** Looks at all of them, so not again before there are twice as many: else each call of a flood would look at all. */
function sweep(windows: Windows, now: number): void {
  for (const [name, window] of windows.all) if (window.endsAt <= now) windows.all.delete(name);
  windows.sweepAt = Math.max(sweepFrom, 2 * windows.all.size);
}
