// Drops connect requests whose time is over. Run in the background.

import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';

/** Those that nobody used are kept for as long again, so that a person who comes too late is told so. */
export async function sweepConnectRequests({ store, clock, limits }: Vault): Promise<void> {
  const now = clock.now();
  await store.write(
    db =>
      db.connect.sweep({
        createdBefore: now - 2 * limits.connectRequestTtlMs,
        connectedBefore: now - limits.connectedListedMs,
        wrongAnswersMax: limits.connectAnswersMax,
      }),
    ofJob('packages'),
  );
}
