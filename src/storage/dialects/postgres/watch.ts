// Looks after connections: reads that take too long are broken off, and a connection that is silent is given up where the
// database cannot be reached by another, or is elsewhere by now. A network that swallows everything tells nobody.
import type { Connection } from './connection.ts';
import { isFull } from './faults.ts';
import { postgresLimits } from './limits.ts';
import type { Source } from './source.ts';

const { readMs, writeMs, silentMs, connectMs } = postgresLimits;

const lookMs = 500;
/** How long the database may take to break off a statement. */
const cancelMs = 5_000;

export interface Watched {
  readonly reading: readonly Connection[];
  readonly writing: readonly Connection[];
}

/** @returns what ends it */
export function watchConnections(source: Source, connections: () => Watched): () => void {
  let isProbing = false;
  const probe = async () => {
    isProbing = true;
    let found: Connection | undefined;
    let isThere = false;
    try {
      found = await source.open(connectMs);
    } catch (error) {
      isThere = error instanceof Error && isFull(error.cause);
    }
    const { reading, writing } = connections();
    for (const one of isThere ? [] : [...reading, ...writing])
      if (one.silentFor(performance.now()) > silentMs && one.host !== found?.host) one.end();
    await found?.close();
    // Whoever waits for a lock is silent, too.
    setTimeout(() => {
      isProbing = false;
    }, silentMs).unref();
  };
  const look = () => {
    const now = performance.now();
    const { reading, writing } = connections();
    for (const one of reading) {
      if (one.silentFor(now) > readMs + cancelMs) one.end();
      else if (one.silentFor(now) > readMs) one.cancel().catch(() => {});
    }
    for (const one of writing) if (one.silentFor(now) > writeMs) one.end();
    if (!isProbing && [...reading, ...writing].some(one => one.silentFor(now) > silentMs)) void probe();
  };
  const timer = setInterval(look, lookMs).unref();
  return () => clearInterval(timer);
}
