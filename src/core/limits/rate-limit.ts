// Counts tries by kind and key, so that nobody can guess or flood without end. Tries that guard secrets and mail are counted
// in the store, before they are looked at, so that they hold whichever process answers, and after a restart; requests that
// need no session, in the memory of the process that answers them, which tells the others.

import { isIPv6 } from 'node:net';
import { getAt } from '../../assume.ts';
import { Fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import { ofJob, ofTries } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { TryCount } from './ports.ts';
import type { Allowance, Count, Told } from './rates.ts';

type Limiter = Pick<Vault, 'store' | 'clock' | 'keys' | 'limits'>;

const minuteMs = 60_000;

/** Counts a try with what is written. False when the window's allowance was used up before it. */
export async function countTry(db: Writer, limiter: Omit<Limiter, 'store'>, count: Count): Promise<boolean> {
  return (await db.tries.take([toStored(limiter, count)], limiter.clock.now())) === 0;
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
export async function countTries(limiter: Limiter, counts: readonly Count[]): Promise<void> {
  const stored = counts.map(count => toStored(limiter, count));
  const now = limiter.clock.now();
  // A flood of what is refused writes nothing.
  const waitMs =
    (await limiter.store.read(db => db.tries.waitFor(stored, now))) ||
    (await limiter.store.write(db => db.tries.take(stored, now), ofTries(stored)));
  if (waitMs > 0) throw new TooManyTries(waitMs);
}

/** Takes back a try that turned out well. */
export async function takeBackTries(limiter: Limiter, counts: readonly Count[]): Promise<void> {
  const stored = counts.map(count => toStored(limiter, count));
  if (stored.length > 0) await limiter.store.write(db => db.tries.giveBack(stored), ofTries(stored));
}

/** How long until all of them have room for a try; 0 where they have. */
export async function findLongestWait(limiter: Limiter, counts: readonly Count[]): Promise<number> {
  const stored = counts.map(count => toStored(limiter, count));
  return limiter.store.read(db => db.tries.waitFor(stored, limiter.clock.now()));
}

const idBytes = 16;

/**
 * What a count is kept as. Keys that anybody can think up share so many places: two that meet there have one allowance
 * between them, and nobody can find one that meets another's.
 */
function toStored(
  { keys, limits }: Omit<Limiter, 'store'>,
  { kind, key, isEndless, max, windowMs }: Count,
): TryCount {
  const hash = keys.hash(`${kind}\n${key}`);
  const place = hash.readUInt32BE() % Math.max(1, limits.triesOfKindMax);
  const id = isEndless ? keys.hash(`${kind}\n${place}`) : hash;
  return { id: id.subarray(0, idBytes), max, windowMs };
}

const sweptAtOnce = 2000;

/** Forgets counts whose window is over. Run by background.ts. */
export async function sweepTries({ store, clock }: Vault, stopping?: AbortSignal): Promise<void> {
  let swept = sweptAtOnce;
  while (swept === sweptAtOnce && !stopping?.aborted)
    swept = await store.write(db => db.tries.sweep(clock.now(), sweptAtOnce), ofJob('sweeps'));
}

/**
 * Counts a call that needs no session, by the caller's address.
 * @throws limitReached
 */
export function countAnonymousCall(
  { vault, address }: { vault: Vault; address: string },
  kind: string,
): void {
  countByAddress({ vault, address }, kind, callAllowance(vault).max);
}

/**
 * Counts a request by the caller's address, of a kind with an allowance of its own for a minute.
 * @throws limitReached
 */
export function countByAddress(
  { vault, address }: { vault: Vault; address: string },
  kind: string,
  max: number,
): void {
  countHere(vault, { kind, key: getAddressKey(address), isEndless: true, max, windowMs: minuteMs });
}

/**
 * Counts what an application that is known asks for at once, of a kind with an allowance of its own, for a minute unless it says else.
 * @throws limitReached
 */
export function countOfApp(
  { vault, appId }: { vault: Vault; appId: string },
  kind: string,
  { amount = 1, ...allowance }: Partial<Allowance> & { readonly max: number; readonly amount?: number },
): void {
  countHere(vault, { kind, key: appId, windowMs: minuteMs, ...allowance }, amount);
}

function countHere(vault: Vault, count: Count, amount = 1): void {
  const waitMs = vault.memory.rates.take(count, vault.clock.now(), amount);
  tellWhenDue(vault);
  if (waitMs > 0) throw new TooManyTries(waitMs);
}

function callAllowance({ limits }: Vault): Allowance {
  return { max: limits.anonymousCallsPerMinuteMax, windowMs: minuteMs };
}

/**
 * Before work for a call whose sender proves nothing.
 * @throws limitReached when such calls of the address have taken all the time they may
 */
export function demandAnonymousWork({ vault, address }: { vault: Vault; address: string }): void {
  const waitMs = vault.memory.rates.waitFor(workCount(vault, address), vault.clock.now());
  if (waitMs > 0) throw new TooManyTries(waitMs);
}

/** After it. */
export function noteAnonymousWork(
  { vault, address }: { vault: Vault; address: string },
  tookMs: number,
): void {
  vault.memory.rates.add(workCount(vault, address), 1 + tookMs, vault.clock.now());
  tellWhenDue(vault);
}

export interface AppWork {
  readonly vault: Vault;
  readonly appId: string;
  readonly kind: string;
  /** Of a minute. */
  readonly maxMs: number;
}

/**
 * Before work for an application whose work of a kind has an allowance of its own.
 * @throws limitReached when it has taken all the time it may
 */
export function demandAppWork(work: AppWork): void {
  const waitMs = work.vault.memory.rates.waitFor(countOfWork(work), work.vault.clock.now());
  if (waitMs > 0) throw new TooManyTries(waitMs);
}

/** After it, or after a part of it. */
export function noteAppWork(work: AppWork, tookMs: number): void {
  work.vault.memory.rates.add(countOfWork(work), tookMs, work.vault.clock.now());
  tellWhenDue(work.vault);
}

function countOfWork({ appId, kind, maxMs }: AppWork): Count {
  return { kind, key: appId, max: maxMs, windowMs: minuteMs };
}

function workCount({ limits }: Vault, address: string): Count {
  const allowance = { max: limits.anonymousWorkMs, windowMs: minuteMs };
  return { kind: 'anonymous work', key: getAddressKey(address), isEndless: true, ...allowance };
}

/** Nobody waits for it; what cannot be told counts here all the same. */
function tellWhenDue(vault: Vault): void {
  const { rates } = vault.memory;
  if (!rates.isDue || rates.isBeingTold) return;
  rates.isBeingTold = true;
  void tellRates(vault)
    .catch(() => {})
    .finally(() => {
      rates.isBeingTold = false;
      tellWhenDue(vault);
    });
}

/** Tells other processes what was counted here, and learns what they have told. */
async function tellRates(vault: Vault): Promise<void> {
  const { memory, store, clock } = vault;
  const now = clock.now();
  const untold = memory.rates.takeUntold(now).map(one => ({ ...one, stored: toStored(vault, one.count) }));
  if (untold.length === 0) return;
  const totals = await store.write(
    async db => {
      const found: Told[] = [];
      for (const { stored, amount } of untold) found.push(await db.tries.add(stored, Math.ceil(amount), now));
      return found;
    },
    ofTries(untold.map(({ stored }) => stored)),
  );
  for (const [place, { count }] of untold.entries())
    memory.rates.learn(count, getAt(totals, place), clock.now());
}

/** What an address counts as: somebody with one IPv6 address has the whole /64 around it. */
export function getAddressKey(address: string): string {
  return cutIPv6(address, 4);
}

/** What a whole network counts as: a connection at home or a rented server has up to a /48 of IPv6. */
export function getNetworkKey(address: string): string {
  return cutIPv6(address, 3);
}

/** @param groups of 16 bits that are kept */
function cutIPv6(address: string, groups: number): string {
  if (!address.includes(':') || !isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const filled =
    tail === undefined ? first : [...first, ...Array(8 - first.length - last.length).fill('0'), ...last];
  return `${filled
    .slice(0, groups)
    .map(part => Number.parseInt(part, 16).toString(16))
    .join(':')}::/${16 * groups}`;
}
