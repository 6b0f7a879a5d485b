// One process writes into a target at a time, of whichever vault and machine: a lock object there, which ends with its owner.
import { hostname } from 'node:os';
import type { Clock } from '../../core/world.ts';
import type { Target } from './target.ts';

const lockName = 'lock.json';
/** Longer than clocks of machines differ, and than a target may be without an answer. */
const lockMs = 10 * 60_000;
const renewedEveryMs = 60_000;
/** Of two that took it at the same time, one sees the other's by then. */
const settledAfterMs = 250;

interface Lock {
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since 1970, UTC. */
  readonly until: number;
}

export interface TargetLock {
  /** @throws when another has it by now */
  demand(): Promise<void>;
  release(): Promise<void>;
}

/** Who locks. */
export interface Locker {
  /** Nobody else's. */
  readonly token: string;
  /** The machine's own. */
  readonly clock: Clock;
}

/** @throws when another has it */
export async function lockTarget(target: Target, { token, clock }: Locker): Promise<TargetLock> {
  const write = () => {
    const lock: Lock = { token, host: hostname(), pid: process.pid, until: clock.now() + lockMs };
    return Buffer.from(`${JSON.stringify(lock)}\n`);
  };
  const isOurs = async () => (await readLock(target))?.token === token;
  if (!(await target.putIfAbsent(lockName, write()))) {
    const other = await readLock(target);
    if (other && !hasEnded(other, clock.now())) throw new Error(sayTaken(target, other));
    await target.put(lockName, write());
  }
  await new Promise(resolve => setTimeout(resolve, settledAfterMs));
  if (!(await isOurs())) throw new Error(sayTaken(target, await readLock(target)));
  const timer = setInterval(() => {
    // A target that does not answer for a while is asked again; what is written at last is preceded by demand().
    void isOurs()
      .then(ours => (ours ? target.put(lockName, write()) : undefined))
      .catch(() => {});
  }, renewedEveryMs);
  timer.unref();
  return {
    async demand() {
      if (!(await isOurs())) throw new Error(sayTaken(target, await readLock(target)));
    },
    async release() {
      clearInterval(timer);
      if (await isOurs().catch(() => false)) await target.remove(lockName);
    },
  };
}

async function readLock(target: Target): Promise<Lock | undefined> {
  const bytes = await target.get(lockName);
  try {
    return bytes && (JSON.parse(bytes.toString()) as Lock);
  } catch {
    // One that was damaged is nobody's.
    return undefined;
  }
}

function hasEnded({ host, pid, until }: Lock, now: number): boolean {
  return !(until > now) || until > now + 2 * lockMs || (host === hostname() && !isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function sayTaken({ place }: Target, lock: Lock | undefined): string {
  const who = lock ? `process ${lock.pid} of ${lock.host}` : 'another process';
  return `Backups in ${place} are being changed by ${who}. Wait until it is done; where it died, for ten minutes.`;
}
