// Backs a vault up, as its settings say: for the command line, and for a server by its timetable.
import type { Config } from './config.ts';
import { holdForBackup } from './core/backup/hold.ts';
import type { Vault } from './core/vault.ts';
import type { Clock } from './core/world.ts';
import { databaseFile, keyFile } from './data-folder.ts';
import { readRecipient } from './storage/backup/age-keys.ts';
import { type Made, makeBackup } from './storage/backup/make.ts';
import { openToWrite } from './storage/backup/places.ts';
import type { BackupWatcher } from './storage/backup/watcher.ts';
import { readKeyText } from './storage/keys.ts';

export interface BackupOrder {
  /** A folder, or `s3://…`. */
  readonly to: string;
  /** `age1…` */
  readonly recipients: readonly string[];
  readonly watcher?: BackupWatcher;
}

/** That of a vault may stand still while the machine sleeps. */
const machineClock: Clock = { now: Date.now };

/** @throws what stood in the way, in words for the operator; the target is as it was, but for what the next finds again */
export async function backUp(vault: Vault, config: Config, order: BackupOrder): Promise<Made> {
  const recipients = order.recipients.map(readRecipient);
  const { store, blobs, keys, id: vaultId, version } = vault;
  const token = vault.ids.guid();
  const hold = await holdForBackup({
    store,
    leaseMs: vault.limits.leaseMs,
    clock: machineClock,
    holder: `backup ${token}`,
  });
  try {
    const place = await openToWrite(order.to, {
      vaultId,
      isUsed: false,
      locker: { token, clock: machineClock },
    });
    try {
      return await makeBackup(
        {
          place: placeOf(config),
          store,
          blobs,
          keys,
          keyText: readKeyText(keyFile(config.data)),
          vaultId,
          version,
        },
        {
          target: place.target,
          recipients,
          damaged: new Set(),
          async demandHold() {
            hold.demand();
            await place.demand();
          },
          ...(order.watcher && { watcher: order.watcher }),
        },
      );
    } finally {
      await place.release();
    }
  } finally {
    await hold.release();
  }
}

function placeOf({ data, database }: Config) {
  return database === undefined ? { file: databaseFile(data) } : { url: database };
}
