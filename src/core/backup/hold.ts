// One backup of a vault at a time, whichever process makes it; while it lasts, bytes of blobs stay where they are
// (blobs/keep.ts). It is a lease, so it ends with the process that has it.
import { ownRows, type Reader, type Store } from '../store.ts';
import type { Clock } from '../world.ts';

const leaseName = 'backup';
const renewalsPerLease = 4;
/** Its end is seen so much earlier here than in the store. */
const marginPart = 0.1;
const lookAgainMs = 500;

export async function isBackupUnderWay(db: Reader): Promise<boolean> {
  return (await db.leases.held()).some(({ name }) => name === leaseName);
}

export interface BackupHold {
  /** @throws when another may have it by now, as for a process that was held up */
  demand(): void;
  release(): Promise<void>;
}

export interface HoldOptions {
  readonly store: Store;
  readonly leaseMs: number;
  /** The machine's own, which goes on while it sleeps. */
  readonly clock: Clock;
  /** Nobody else's. */
  readonly holder: string;
}

/** Waits for the lease of a process that died. @throws when another process has it */
export async function holdForBackup({ store, leaseMs, clock, holder }: HoldOptions): Promise<BackupHold> {
  const lease = { name: leaseName, holder };
  const take = () => store.write(db => db.leases.take(lease, leaseMs), ownRows);
  const giveUpAt = performance.now() + leaseMs + lookAgainMs;
  let until = makeEnd(clock, leaseMs);
  while (!(await take())) {
    if (performance.now() > giveUpAt) throw new BackupUnderWay();
    await new Promise(resolve => setTimeout(resolve, lookAgainMs));
    until = makeEnd(clock, leaseMs);
  }
  const timer = setInterval(async () => {
    const next = makeEnd(clock, leaseMs);
    // What does not answer is asked again, until the lease is over.
    if (await take().catch(() => false)) until = next;
  }, leaseMs / renewalsPerLease);
  timer.unref();
  return {
    demand() {
      if (until() <= 0)
        throw new Error('The process was held up for so long that another may back up the vault.');
    },
    async release() {
      clearInterval(timer);
      await store.write(db => db.leases.release(holder), ownRows);
    },
  };
}

export class BackupUnderWay extends Error {
  constructor() {
    super('Another process backs this vault up, or proves a backup of it. Wait until it is done.');
  }
}

/** Milliseconds left, by two clocks: one may stand still while the machine sleeps, the other may be set back. */
function makeEnd(clock: Clock, leaseMs: number): () => number {
  const ms = leaseMs * (1 - marginPart);
  const [wall, monotonic] = [clock.now() + ms, performance.now() + ms];
  return () => Math.min(wall - clock.now(), monotonic - performance.now());
}
