// That an application called at all, for its developers: noted once, when it opens its first session. Those that people's devices
// made of one have no developers.
import { ofApp } from '../turns.ts';
import type { Vault } from '../vault.ts';

export async function noteFirstCall(vault: Vault, appId: string): Promise<void> {
  const isKnown = await vault.store.read(async db => {
    const { firstCalledAt } = await db.appAdmins.entry(appId);
    return firstCalledAt !== undefined || (await db.applications.byId(appId))?.masterId !== undefined;
  });
  if (isKnown) return;
  await vault.store.write(async db => {
    const entry = await db.appAdmins.entry(appId);
    if (entry.firstCalledAt === undefined)
      await db.appAdmins.putEntry(appId, { ...entry, firstCalledAt: vault.clock.now() });
  }, ofApp(appId));
}
