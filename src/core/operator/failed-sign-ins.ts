// Tries to sign in that failed, for the operator's page: written by a job every few seconds, by hour, way, outcome and address,
// so that who guesses much writes little. Whose account was tried is not kept.
import { dayMs, hourMs } from '../limits/durations.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { elsewhere } from './failed-sign-in-counts.ts';

const keptMs = 7 * dayMs;

/** Run by background.ts in each process. */
export async function writeFailedSignIns({ memory, store, clock, limits }: Vault): Promise<void> {
  const all = memory.failedSignIns.takeAll();
  if (all.length === 0) return;
  const now = clock.now();
  const hour = Math.floor(now / hourMs) * hourMs;
  try {
    await store.write(async db => {
      const there = await db.operators.countFailedSignInRows(hour);
      for (const [place, one] of all.entries()) {
        const isRoom = there + place < limits.failedSignInAddressesMax;
        await db.operators.noteFailedSignIn({
          ...one,
          ...(!isRoom && { address: elsewhere }),
          hour,
          lastAt: now,
        });
      }
    }, ofJob('failed sign-ins'));
  } catch (error) {
    memory.failedSignIns.putBack(all);
    throw error;
  }
}

export async function sweepFailedSignIns({ store, clock }: Vault): Promise<void> {
  await store.write(db => db.operators.sweepFailedSignIns(clock.now() - keptMs), ofJob('sweeps'));
}
