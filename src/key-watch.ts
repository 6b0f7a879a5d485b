// Looks whether the keys of a vault were changed, by a command or on another node, so that what follows is sealed with the new
// ones. Who rotates keys waits for longer than this.
import type { Logger } from 'pino';
import { ForeignKey } from './core/seals/foreign-key.ts';
import type { Store } from './core/store.ts';
import type { KeyRing } from './storage/sealing/key-ring.ts';
import { sealingLimits } from './storage/sealing/limits.ts';
import type { MasterKey } from './storage/sealing/master.ts';

/** @param readMaster the master key as it is on disk by now */
export function watchKeys(
  store: Store,
  ring: KeyRing,
  { log, readMaster }: { readonly log: Logger; readonly readMaster: () => MasterKey },
): { stop(): void } {
  const take = async (change: number) => {
    const rows = await store.read(db => db.seals.vaultKeys());
    try {
      await ring.unlock(rows, change);
    } catch (error) {
      if (!(error instanceof ForeignKey)) throw error;
      // The master key was changed since this process began, and wraps a key that it does not know.
      ring.setMaster(readMaster());
      await ring.unlock(rows, change);
    }
  };
  const look = async () => {
    try {
      const change = await store.read(db => db.seals.keyChange());
      if (change !== ring.change) await take(change);
    } catch (error) {
      log.warn({ err: error }, 'the keys of the vault could not be looked at');
    }
  };
  const timer = setInterval(look, sealingLimits.keyLookMs).unref();
  return { stop: () => clearInterval(timer) };
}
