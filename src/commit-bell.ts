// Rings after each commit of this process, so that background jobs need not wait for their next turn. Between main.ts and
// background.ts.
import type { Store } from './core/store.ts';

export interface CommitBell {
  /** The same store, with the bell. */
  readonly store: Store;
  /** @param listener is told how long the write took, from being asked for */
  onCommit(listener: (tookMs: number) => void): void;
}

export function addBell(store: Store): CommitBell {
  const listeners: ((tookMs: number) => void)[] = [];
  return {
    store: {
      read: work => store.read(work),
      write: (work, scope) => {
        const askedAt = performance.now();
        return store.write(work, scope).then(value => {
          const tookMs = performance.now() - askedAt;
          for (const listener of listeners) listener(tookMs);
          return value;
        });
      },
      overwriteRemoved: () => store.overwriteRemoved(),
      close: () => store.close(),
    },
    onCommit: listener => void listeners.push(listener),
  };
}
