// Looks whether the keys of a vault were changed, by a command or on another node, so that what follows is sealed with the new
// ones, and notes that this process has them: who rotates keys waits for that.
import type { Logger } from 'pino';
import { noteKeys } from './core/audit/noters.ts';
import { ForeignKey, MasterUnavailable } from './core/seals/foreign-key.ts';
import type { VaultKeyRow } from './core/seals/ports.ts';
import type { Vault } from './core/vault.ts';
import type { KeyRing } from './storage/sealing/key-ring.ts';
import { sealingLimits } from './storage/sealing/limits.ts';
import type { MasterKey } from './storage/sealing/master.ts';

export interface KeyWatch {
  /** Why this process cannot take the keys that the vault has by now; undefined where it has them. */
  readonly trouble: string | undefined;
  stop(): void;
}

/** @param readMasters the master keys that are at hand by now */
export function watchKeys(
  vault: Pick<Vault, 'store' | 'memory'>,
  ring: KeyRing,
  { log, readMasters }: { readonly log: Logger; readonly readMasters: () => AsyncIterable<MasterKey> },
): KeyWatch {
  const { store } = vault;
  let trouble: string | undefined;
  let noted: number | undefined;
  const take = async (change: number) => {
    const rows = await store.read(db => db.seals.vaultKeys());
    try {
      await ring.unlock(rows, change);
    } catch (error) {
      if (!(error instanceof ForeignKey || error instanceof MasterUnavailable)) throw error;
      // The master key was changed since this process began, and wraps a key that it does not know; or its token is gone.
      await takeOther(rows, change);
    }
  };
  const takeOther = async (rows: readonly VaultKeyRow[], change: number) => {
    for await (const master of readMasters()) {
      ring.setMaster(master);
      try {
        return await ring.unlock(rows, change);
      } catch (error) {
        if (!(error instanceof ForeignKey)) throw error;
      }
    }
    throw new ForeignKey();
  };
  const follow = async (change: number) => {
    try {
      await take(change);
      if (trouble !== undefined) log.info('the keys of the vault are known again');
      trouble = undefined;
    } catch (error) {
      if (trouble === undefined)
        log.error(
          { err: error },
          'the keys of the vault were changed, and this process cannot take the new ones',
        );
      trouble = error instanceof ForeignKey ? 'the master key is another' : String(error);
    }
  };
  const look = async () => {
    try {
      const change = await store.read(db => db.seals.keyChange());
      if (change !== ring.change) await follow(change);
      const taken = ring.change;
      if (noted !== taken && (await noteKeys(vault, taken))) noted = taken;
    } catch (error) {
      log.warn({ err: error }, 'the keys of the vault could not be looked at');
    }
  };
  const timer = setInterval(look, sealingLimits.keyLookMs).unref();
  return {
    get trouble() {
      return trouble;
    },
    stop: () => clearInterval(timer),
  };
}
