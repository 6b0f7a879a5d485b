// Who changes keys waits here until every process that serves the vault has taken them, as each notes.
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../core/store.ts';
import { sealingLimits } from './limits.ts';

const askEveryMs = 200;

/**
 * Processes that say nothing of keys are given time to look, three times.
 * @param withinMs milliseconds
 * @throws where one that serves the vault has not taken them by then
 */
export async function waitForFollowers(
  store: Pick<Store, 'read'>,
  withinMs: number = sealingLimits.keysFollowedMs,
): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const { behind, silent } = await findBehind(store);
    const waited = performance.now() - begun;
    if (behind.length === 0 && (silent === 0 || waited >= 3 * sealingLimits.keyLookMs)) return;
    if (waited >= withinMs)
      throw new Error(
        `${behind.length} processes that serve the vault cannot take the keys: ${behind.join(', ')}. Their logs say why. ` +
          'Start them again with the master key of now, then give the command again, which goes on.',
      );
    await pause(askEveryMs);
  }
}

async function findBehind(store: Pick<Store, 'read'>): Promise<{ behind: string[]; silent: number }> {
  return store.read(async db => {
    const change = await db.seals.keyChange();
    const held = new Set((await db.leases.held()).map(({ name }) => name));
    const noters = await db.log.noters();
    // One that is alone has no lease.
    const areSeveral = [...held].some(name => name.startsWith('node '));
    const alive = noters.filter(({ name }) => !areSeveral || held.has(`node ${name}`));
    const behind = alive.filter(({ keyChange }) => keyChange !== undefined && keyChange < change);
    const silent = alive.length === 0 ? 1 : alive.filter(({ keyChange }) => keyChange === undefined).length;
    return { behind: behind.map(({ name }) => name), silent };
  });
}
