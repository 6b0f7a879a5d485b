// The time of a vault that several nodes serve: that of its database, carried on by the machine's own count of milliseconds,
// so that clocks of nodes may be set as they like. Made by main.ts.
import type { Store } from '../store.ts';
import type { Clock } from '../world.ts';

/** Two machines count apart by less than a millisecond in this time. */
const askedEveryMs = 10_000;
/** An answer that took longer says too little of when it was given. */
const askedWithinMs = 1000;

export async function followDatabaseClock(store: Store): Promise<Clock> {
  let { offset } = await ask(store);
  let askedAt = performance.now();
  const askAgain = async () => {
    askedAt = performance.now();
    // While the store does not answer it goes on as it went.
    const answer = await ask(store).catch(() => undefined);
    if (answer && answer.tookMs < askedWithinMs) offset = answer.offset;
  };
  return {
    now() {
      if (performance.now() - askedAt > askedEveryMs) void askAgain();
      return Math.floor(performance.now() + offset);
    },
  };
}

/** Half of what it takes to ask has passed since the database looked. */
async function ask(store: Store): Promise<{ offset: number; tookMs: number }> {
  const before = performance.now();
  const now = await store.read(db => db.leases.now());
  const after = performance.now();
  return { offset: now - (before + after) / 2, tookMs: after - before };
}
