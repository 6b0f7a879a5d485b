// The time of a vault that several nodes serve: that of its database, carried on by the machine's own count of milliseconds,
// so that clocks of nodes may be set as they like. Made by main.ts.
import type { Store } from '../store.ts';
import type { Clock } from '../world.ts';

/** Two machines count apart by less than a millisecond in this time. */
const askedEveryMs = 10_000;

export async function followDatabaseClock(store: Store): Promise<Clock> {
  let offset = await ask(store);
  let askedAt = performance.now();
  const askAgain = async () => {
    askedAt = performance.now();
    // While the store does not answer it goes on as it went.
    offset = await ask(store).catch(() => offset);
  };
  return {
    now() {
      if (performance.now() - askedAt > askedEveryMs) void askAgain();
      return Math.floor(performance.now() + offset);
    },
  };
}

/** Half of what it takes to ask has passed since the database looked. */
async function ask(store: Store): Promise<number> {
  const before = performance.now();
  const now = await store.read(db => db.leases.now());
  return now - (before + performance.now()) / 2;
}
