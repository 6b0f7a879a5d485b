// A store that runs each work twice, the first time undone: what runs on it bears that a work may run more than once.
import type { Store } from '../core/store.ts';

export function runTwice(store: Store): Store {
  return {
    read: work => store.read(work),
    async write(work, scope) {
      const undone = new Error('undone');
      await store
        .write(async db => {
          await work(db);
          throw undone;
        }, scope)
        .catch(() => undefined);
      return store.write(work, scope);
    },
    overwriteRemoved: () => store.overwriteRemoved(),
    close: () => store.close(),
  };
}
