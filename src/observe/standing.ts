// How a server and its vault stand at a moment, as metrics tell it: looked at once for all of them.
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
  readonly isReady: boolean;
  readonly jobsHeld: number;
}

/** Who asks again so soon gets what was found. */
const keptMs = 5000;

export interface StandingOptions {
  readonly vault: Pick<Vault, 'store'>;
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
