// What `keepwell doctor` finds out about backups: whether there is a good one that is recent enough, whether it was proven, and
// whether the target still has it.
import type { Config } from '../config.ts';
import { isOverdue } from '../core/backup/schedule.ts';
import type { BackupSettings } from '../core/backup/settings.ts';
import type { BackupState } from '../core/backup/state.ts';
import { Note } from './doctor-check.ts';
import type { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';

/** @throws Failure when the vault could not be brought back as the settings want */
export async function checkBackups({ backup: settings }: Config, look: VaultLook): Promise<string | Note> {
  const db = await look.db();
  if (!db) return 'not looked at, as the database cannot be read';
  const { readBackupState } = await import('../core/backup/state.ts');
  const state = await readBackupState(db);
  if (!settings) return new Note(sayUnset(state));
  demandGood(settings, state, await db.leases.now());
  return `${sayLast(state)}, ${sayProof(state)}${await lookAtTarget(settings, state, await look.vaultId())}`;
}

function sayUnset(state: BackupState): string {
  const unset =
    'The settings name no place for backups: see that they are made otherwise, or set backup in keepwell.json';
  return state.goodBackup ? `${sayLast(state)}. ${unset}.` : `${unset}.`;
}

function demandGood(settings: BackupSettings, state: BackupState, now: number): void {
  const { backup, goodBackup, drill } = state;
  if (backup?.problem !== undefined)
    throw new Failure(
      `The last one failed at ${time(backup.endedAt)}: ${backup.problem} (${sayLast(state)})`,
    );
  if (!goodBackup) throw new Failure('None was made yet. Make one: keepwell backup');
  if (isOverdue(settings, goodBackup, now))
    throw new Failure(
      `${sayLast(state)}, longer ago than the settings want. Look whether a server runs, and into its log.`,
    );
  if (drill?.problem !== undefined)
    throw new Failure(
      `Restoring ${drill.backupId ?? 'the last'} for a trial at ${time(drill.endedAt)} found: ${drill.problem}`,
    );
}

function sayLast({ goodBackup }: BackupState): string {
  return goodBackup ? `the last good one is of ${time(goodBackup.begunAt)}` : 'there is no good one';
}

function sayProof({ goodDrill }: BackupState): string {
  return goodDrill ? `one was proven at ${time(goodDrill.endedAt)}` : 'none was restored for a trial yet';
}

/** Is what the vault remembers still there? @throws Failure */
async function lookAtTarget(
  { target: setting }: BackupSettings,
  { goodBackup }: BackupState,
  vaultId: string | undefined,
): Promise<string> {
  const { openToRead } = await import('../storage/backup/places.ts');
  const { listBackups } = await import('../storage/backup/manifest.ts');
  const opened = await openToRead(setting).catch((error: Error) => {
    throw new Failure(`What was backed up cannot be reached. ${error.message}`);
  });
  if (vaultId !== undefined && opened.vaultId !== vaultId)
    throw new Failure(`${opened.target.place} holds the backups of another vault.`);
  const ids = await listBackups(opened.target);
  if (ids.length === 0) throw new Failure(`There are no backups in ${opened.target.place} any more.`);
  if (goodBackup?.backupId !== undefined && ids.every(id => id < (goodBackup.backupId ?? '')))
    throw new Failure(
      `The backup ${goodBackup.backupId} is in ${opened.target.place} no more, nor one that is newer.`,
    );
  return `; ${ids.length} in ${opened.target.place}`;
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
