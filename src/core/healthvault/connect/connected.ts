// Which people followed an application's connect requests. A master application sees those of its children too.
import type { Application } from '../../applications/application.ts';
import type { Vault } from '../../vault.ts';
import { demandMayInvite } from './connect-state.ts';
import type { Connected } from './ports.ts';

/** The latest use of each request, the oldest first, for ninety days after it. */
export async function listConnectedRequests(vault: Vault, app: Application, since = 0): Promise<Connected[]> {
  demandMayInvite(app);
  const { store, clock, limits } = vault;
  const from = Math.max(since, clock.now() - limits.connectedListedMs + 1);
  return store.read(db => db.connect.connected(app.id, from));
}
