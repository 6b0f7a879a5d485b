// How a server and its vault stand at a moment, as metrics tell it: looked at once for all of them.
import { setTimeout } from 'node:timers/promises';
import { type BackupState, readBackupState } from '../core/backup/state.ts';
import type { DatabaseUse, Machine } from '../core/operator/ports.ts';
import { type Queues, readQueues } from '../core/operator/standing.ts';
import type { Vault } from '../core/vault.ts';

export interface Standing {
  readonly machine: Machine;
  /** Undefined while the database cannot be asked, as are the next two. */
  readonly database: DatabaseUse | undefined;
  readonly queues: Queues | undefined;
  readonly backups: BackupState | undefined;
  /** Do the settings name a place for backups? */
  readonly areBackupsWanted: boolean;
  /** Does what keeps the bytes of files answer? */
  readonly areFilesReachable: boolean;
  readonly isReady: boolean;
  readonly jobsHeld: number;
}

/** Who asks again so soon gets what was found. */
const keptMs = 5000;

export interface StandingOptions {
  readonly vault: Pick<Vault, 'store' | 'backups' | 'blobs'>;
  readonly lookAtMachine: () => Promise<Machine>;
  readonly isReady: () => Promise<boolean>;
  readonly countJobsHeld: () => number;
}

export function makeStanding(options: StandingOptions): () => Promise<Standing> {
  let last: { readonly at: number; readonly found: Promise<Standing> } | undefined;
  return () => {
    const now = performance.now();
    if (!last || now - last.at >= keptMs) last = { at: now, found: look(options) };
    return last.found;
  };
}

async function look({ vault, lookAtMachine, isReady, countJobsHeld }: StandingOptions): Promise<Standing> {
  const stored = await readStored(vault).catch(() => undefined);
  return {
    machine: await lookAtMachine(),
    database: stored?.database,
    queues: stored?.queues,
    backups: stored?.backups,
    areBackupsWanted: vault.backups !== undefined,
    areFilesReachable: await canReachFiles(vault),
    isReady: await isReady(),
    jobsHeld: countJobsHeld(),
  };
}

async function readStored({ store }: Pick<Vault, 'store'>) {
  return store.read(async db => ({
    database: await db.operators.database(),
    queues: await readQueues(db),
    backups: await readBackupState(db),
  }));
}

/** Files that answer later than this are out of reach. */
const filesWithinMs = 2000;

/** Asks for a part that is not there. */
async function canReachFiles({ blobs }: Pick<Vault, 'blobs'>): Promise<boolean> {
  return Promise.race([
    blobs.has('00000000-0000-0000-0000-000000000000', '0').then(
      () => true,
      () => false,
    ),
    setTimeout(filesWithinMs, false, { ref: false }),
  ]);
}
