// A clock that tests set, and ids as the real ones.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Ids } from '../core/world.ts';

export interface TestClock extends Clock {
  /** Moves time on by milliseconds. */
  pass(milliseconds: number): void;
  /** Moves time to the machine's, for a test with another process or a certificate of today. */
  meetToday(): void;
}

/** Stands still at a moment until it is moved. */
export function testClock(start = '2026-11-25T12:00:00Z'): TestClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    pass(milliseconds) {
      now += milliseconds;
    },
    meetToday() {
      now = Date.now();
    },
  };
}

export const testIds: Ids = { guid: () => randomUUID(), bytes: count => randomBytes(count) };
