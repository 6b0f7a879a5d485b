// One process of a data folder at a time tries a PIN: of several who tried a wrong one at once, each would bring the token nearer to
// its lock before the first has noted that it is wrong.
import { setTimeout as pause } from 'node:timers/promises';
import { MasterUnavailable } from '../../core/seals/foreign-key.ts';
import { tokenLockFile } from '../../data-folder.ts';
import { tryLock } from '../file-lock.ts';
import { sealingLimits } from './limits.ts';

const askEveryMs = 20;

/** @param withinMs milliseconds @throws MasterUnavailable where another process is not done by then */
export async function takeTokenTurn<T>(
  data: string,
  work: () => Promise<T>,
  withinMs: number = sealingLimits.tokenTurnMs,
): Promise<T> {
  const begun = performance.now();
  for (;;) {
    const lock = tryLock(tokenLockFile(data));
    if (lock)
      try {
        return await work();
      } finally {
        lock.release();
      }
    if (performance.now() - begun >= withinMs)
      throw new MasterUnavailable(
        `Another process of ${data} has been logging in to the token for ${withinMs / 1000} s. Look whether the token answers.`,
      );
    await pause(askEveryMs);
  }
}
