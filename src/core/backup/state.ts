// What is told of a vault's backups: to its operator, and to those whose records are in it.
import { hourMs } from '../limits/durations.ts';
import type { HealthRecord } from '../records/record.ts';
import type { Reader } from '../store.ts';
import { isBackupUnderWay } from './hold.ts';
import type { DrillRun } from './ports.ts';
import type { LastRuns } from './schedule.ts';

export interface BackupState extends LastRuns {
  readonly goodDrill: DrillRun | undefined;
  readonly isUnderWay: boolean;
}

export async function readLastRuns(db: Reader): Promise<LastRuns> {
  return {
    backup: await db.backups.last('backup'),
    goodBackup: await db.backups.last('backup', 'good'),
    drill: await db.backups.last('drill'),
    askedAt: await db.backups.askedAt(),
  };
}

export async function readBackupState(db: Reader): Promise<BackupState> {
  return {
    ...(await readLastRuns(db)),
    goodDrill: await db.backups.last('drill', 'good'),
    isUnderWay: await isBackupUnderWay(db),
  };
}

export interface Proof {
  /** The moment of which the backup is. */
  readonly snapshotAt: number;
  /** When it was restored for a trial, and this record was the same. */
  readonly provenAt: number;
}

/** A record that was made right before may have been committed after the moment of a backup. */
const commitWithinMs = hourMs;

/**
 * The last proof that a backup has this record as it was, with its files: undefined where the last drill has none. Whoever may
 * see the record may know it.
 */
export async function findProof(db: Reader, record: HealthRecord): Promise<Proof | undefined> {
  const drill = await db.backups.last('drill');
  if (!drill?.facts?.isRestored || drill.snapshotAt === undefined) return undefined;
  if (record.createdAt + commitWithinMs > drill.snapshotAt) return undefined;
  if (drill.facts.wrongRecords.includes(record.id)) return undefined;
  return { snapshotAt: drill.snapshotAt, provenAt: drill.endedAt };
}
