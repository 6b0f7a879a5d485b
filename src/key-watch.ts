// Looks whether the keys of a vault were changed, by a command or on another node, so that what follows is sealed with the new
// ones. Who rotates keys waits for longer than this.
import type { Logger } from 'pino';
import type { Store } from './core/store.ts';
import type { KeyRing } from './storage/sealing/key-ring.ts';
import { sealingLimits } from './storage/sealing/limits.ts';

export function watchKeys(store: Store, ring: KeyRing, log: Logger): { stop(): void } {
  const look = async () => {
    try {
      const change = await store.read(db => db.seals.keyChange());
      if (change !== ring.change) await ring.unlock(await store.read(db => db.seals.vaultKeys()), change);
    } catch (error) {
      log.warn({ err: error }, 'the keys of the vault could not be looked at');
    }
  };
  const timer = setInterval(look, sealingLimits.keyLookMs).unref();
  return { stop: () => clearInterval(timer) };
}
