// Opening packages takes time and memory, so only a few are opened at once; the others wait for their turn.

import type { Store } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

const lines = new WeakMap<Store, Line>();

/** Half of the threads node has for such work, so that files and names are still looked up. */
const atOnce = 2;
const waitingMax = 50;

/** @throws RETRY_LIMIT_EXCEEDED when too many wait already */
export async function inTurn<T>({ store }: Vault, work: () => Promise<T>): Promise<T> {
  const line = lines.get(store) ?? { running: 0, waiting: [] };
  lines.set(store, line);
  if (line.running >= atOnce) {
    if (line.waiting.length >= waitingMax) throw fault('RETRY_LIMIT_EXCEEDED', 'Try again in a minute.');
    await new Promise<void>(resolve => line.waiting.push(resolve));
  } else line.running += 1;
  try {
    return await work();
  } finally {
    // Who waits first goes on in this one's place.
    const next = line.waiting.shift();
    if (next) next();
    else line.running -= 1;
  }
}
