// What backups ask of the store: what came of those that were made and proven.
import type { Awaitable } from '../awaitable.ts';

export interface BackupFacts {
  readonly rows: number;
  readonly records: number;
  readonly fileParts: number;
  readonly fileBytes: number;
  /** Parts of files that the vault itself has lost. */
  readonly missingParts: number;
  /** Bytes that were new. */
  readonly writtenBytes: number;
  /** How many backups there are now. */
  readonly kept: number;
}

export interface DrillFacts {
  /** Was the backup restored, and each table and record compared? */
  readonly isRestored: boolean;
  readonly records: number;
  /** Records that did not come back as was promised, with their files. */
  readonly wrongRecords: readonly string[];
  /** Objects that were read, and those of them that are damaged or missing. */
  readonly objects: number;
  readonly damagedObjects: readonly string[];
  /** What was found, in words for the operator. */
  readonly findings: readonly string[];
}

interface Run {
  readonly target: string;
  /** Undefined where there was none. */
  readonly backupId: string | undefined;
  /** The moment of which the backup is. */
  readonly snapshotAt: number | undefined;
  readonly begunAt: number;
  readonly endedAt: number;
  /** What went wrong, in words for the operator. */
  readonly problem: string | undefined;
}

export type BackupRun = Run & { readonly kind: 'backup'; readonly facts: BackupFacts | undefined };
export type DrillRun = Run & { readonly kind: 'drill'; readonly facts: DrillFacts | undefined };

export interface BackupsReader {
  last(kind: 'backup', outcome?: 'good'): Awaitable<BackupRun | undefined>;
  last(kind: 'drill', outcome?: 'good'): Awaitable<DrillRun | undefined>;
  /** Was a backup made there, of this vault? */
  isUsed(target: string): Awaitable<boolean>;
  /** When somebody last asked for one. */
  askedAt(): Awaitable<number | undefined>;
}

export interface BackupsWriter {
  /** The oldest are forgotten. */
  add(run: BackupRun | DrillRun): Awaitable<void>;
  ask(at: number): Awaitable<void>;
}
