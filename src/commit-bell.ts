// Rings after each commit of this process, so that background jobs need not wait for their next turn. Between main.ts and
// background.ts.
import type { Store } from './core/store.ts';

export interface CommitBell {
  /** The same store, with the bell. */
  readonly store: Store;
  onCommit(listener: () => void): void;
}

export function addBell(store: Store): CommitBell {
  const listeners: (() => void)[] = [];
  return {
    store: {
      read: work => store.read(work),
      write: (work, scope) =>
        store.write(work, scope).then(value => {
          for (const listener of listeners) listener();
          return value;
        }),
      close: () => store.close(),
    },
    onCommit: listener => void listeners.push(listener),
  };
}
