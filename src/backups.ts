// Backs a vault up and proves its backups, as its settings say: for the command line, and for a server by its timetable. What
// came of it is noted in the vault.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdForBackup } from './core/backup/hold.ts';
import type { BackupFacts, BackupRun, DrillFacts, DrillRun } from './core/backup/ports.ts';
import type { Keep } from './core/backup/settings.ts';
import { isTokenId } from './core/seals/master-place.ts';
import { findDamage, sayDamage } from './core/things/damage.ts';
import type { Vault } from './core/vault.ts';
import type { Clock } from './core/world.ts';
import { databaseFile } from './data-folder.ts';
import type { VaultPlace } from './open-store.ts';
import { readRecipient } from './storage/backup/age-keys.ts';
import { drillTarget } from './storage/backup/drill.ts';
import { makeBackup } from './storage/backup/make.ts';
import type { Manifest } from './storage/backup/manifest.ts';
import { openToWrite } from './storage/backup/places.ts';
import { type Pruned, pruneTarget } from './storage/backup/prune.ts';
import { readTargetPlace, sayTargetPlace, type Target } from './storage/backup/target.ts';
import { deriveIdentity } from './storage/backup/vault-keys.ts';
import type { BackupWatcher } from './storage/backup/watcher.ts';
import { readMasterText } from './vault-key.ts';

export interface TargetOrder {
  /** A folder, or `s3://…`. */
  readonly target: string;
  readonly watcher?: BackupWatcher;
}

export interface BackupOrder extends TargetOrder {
  /** `age1…` */
  readonly recipients: readonly string[];
  /** Undefined where all backups are kept. */
  readonly keep: Keep | undefined;
  /** May it begin anew where the backups of before are not there? */
  readonly isAnew?: boolean;
}

/** That of a vault may stand still while the machine sleeps. */
const machineClock: Clock = { now: Date.now };

export interface BackedUp {
  readonly manifest: Manifest;
  readonly facts: BackupFacts;
  readonly pruned: Pruned;
}

/** @throws what stood in the way, in words for the operator; backups that were there are as they were */
export async function backUp(vault: Vault, place: VaultPlace, order: BackupOrder): Promise<BackedUp> {
  const recipients = order.recipients.map(readRecipient);
  const shown = sayTargetPlace(readTargetPlace(order.target));
  const begunAt = vault.clock.now();
  const note = (run: Pick<BackupRun, 'backupId' | 'snapshotAt' | 'problem' | 'facts'>) =>
    vault.store.write(db =>
      db.backups.add({ kind: 'backup', target: shown, begunAt, endedAt: vault.clock.now(), ...run }),
    );
  try {
    const { manifest, written, pruned } = await withTarget(vault, order, async ({ target, demand }) => {
      const drill = await vault.store.read(db => db.backups.last('drill'));
      const made = await makeBackup(await sourceOf(vault, place), {
        target,
        recipients,
        damaged: new Set(drill?.target === shown ? drill.facts?.damagedObjects : []),
        demandHold: demand,
        ...(order.watcher && { watcher: order.watcher }),
      });
      return { ...made, pruned: await pruneTarget(target, order.keep, demand) };
    });
    const { parts, bytes, missing } = manifest.files;
    const facts = {
      rows: countRows(manifest.tables),
      records: manifest.records.count,
      fileParts: parts,
      fileBytes: bytes,
      missingParts: missing,
      writtenBytes: written,
      kept: pruned.kept,
    };
    await note({ backupId: manifest.id, snapshotAt: manifest.snapshotAt, problem: undefined, facts });
    return { manifest, facts, pruned };
  } catch (error) {
    const problem = (error as Error).message;
    await note({ backupId: undefined, snapshotAt: undefined, problem, facts: undefined }).catch(() => {});
    throw error;
  }
}

export interface DrillOutcome {
  readonly backupId: string | undefined;
  readonly snapshotAt: number | undefined;
  readonly facts: DrillFacts;
}

/** Restores the last backup for a trial, and reads all there is. @throws when it could not be carried out */
export async function drill(vault: Vault, place: VaultPlace, order: TargetOrder): Promise<DrillOutcome> {
  const shown = sayTargetPlace(readTargetPlace(order.target));
  const begunAt = vault.clock.now();
  const note = (run: Pick<DrillRun, 'backupId' | 'snapshotAt' | 'problem' | 'facts'>) =>
    vault.store.write(db =>
      db.backups.add({ kind: 'drill', target: shown, begunAt, endedAt: vault.clock.now(), ...run }),
    );
  try {
    const keyText = await readKeptText(vault, place);
    const { manifest, facts: drilled } = await withTarget(vault, order, ({ target }) =>
      inScratch(place.data, scratch =>
        drillTarget(target, scratch, {
          vaultId: vault.id,
          identities: [deriveIdentity(vault.keys)],
          keyText,
          watcher: order.watcher ?? {},
        }),
      ),
    );
    // A backup carries the bytes of the database as they are.
    const damage = sayDamage(
      await findDamage(after => vault.store.read(db => db.damage.openSome(after)), order.watcher?.goOn),
    );
    const facts = damage === undefined ? drilled : { ...drilled, findings: [...drilled.findings, damage] };
    const problem = facts.findings.length > 0 ? facts.findings.slice(0, findingsNoted).join(' ') : undefined;
    const { id: backupId, snapshotAt } = manifest ?? {};
    await note({ backupId, snapshotAt, problem, facts });
    return { backupId, snapshotAt, facts };
  } catch (error) {
    const problem = `It could not be carried out. ${(error as Error).message}`;
    await note({ backupId: undefined, snapshotAt: undefined, problem, facts: undefined }).catch(() => {});
    throw error;
  }
}

const findingsNoted = 3;

/** Removes backups that are not to stay. @throws as backUp does */
export async function prune(vault: Vault, order: TargetOrder & { keep: Keep }): Promise<Pruned> {
  return withTarget(vault, order, ({ target, demand }) => pruneTarget(target, order.keep, demand));
}

interface HeldTarget {
  readonly target: Target;
  /** @throws when another process may have begun a backup */
  demand(): Promise<void>;
}

/** While this process alone backs the vault up, and alone writes into the target. */
async function withTarget<T>(
  vault: Vault,
  order: TargetOrder & { readonly isAnew?: boolean },
  work: (held: HeldTarget) => Promise<T>,
): Promise<T> {
  const { store, id: vaultId } = vault;
  const token = vault.ids.guid();
  const shown = sayTargetPlace(readTargetPlace(order.target));
  const hold = await holdForBackup({
    store,
    leaseMs: vault.limits.leaseMs,
    clock: machineClock,
    holder: `backup ${token}`,
  });
  try {
    const opened = await openToWrite(order.target, {
      vaultId,
      isUsed: !order.isAnew && (await store.read(db => db.backups.isUsed(shown))),
      locker: { token, clock: machineClock },
    });
    try {
      return await work({
        target: opened.target,
        async demand() {
          hold.demand();
          await opened.demand();
        },
      });
    } finally {
      await opened.release().catch(() => {});
    }
  } finally {
    await hold.release();
  }
}

/** What stands in the key file; undefined where the master key is in a token, which does not give it. */
async function readKeptText({ store }: Vault, place: VaultPlace): Promise<string | undefined> {
  const rows = await store.read(db => db.seals.vaultKeys());
  return rows.some(({ masterId }) => isTokenId(masterId)) ? undefined : readMasterText(place);
}

async function sourceOf(vault: Vault, where: VaultPlace) {
  const { data, database } = where;
  const { store, blobs, keys, id: vaultId, version } = vault;
  return {
    place: database === undefined ? { file: databaseFile(data) } : { url: database },
    store,
    blobs: blobs.kept ?? blobs,
    keys,
    keyText: await readKeptText(vault, where),
    vaultId,
    version,
  };
}

const scratchName = 'drill-';

/** A database for a while, in the data folder: what is in it is as much to be guarded as the vault. */
async function inScratch<T>(data: string, work: (file: string) => Promise<T>): Promise<T> {
  // One drill at a time: these were left by one that was killed.
  for (const name of readdirSync(data).filter(name => name.startsWith(scratchName)))
    rmSync(join(data, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(data, scratchName));
  try {
    return await work(join(folder, 'keepwell.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countRows(tables: readonly { readonly rows: number }[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
