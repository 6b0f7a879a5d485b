// That an application called at all, for its developers: noted once, when it opens its first session.
import { ofApp } from '../turns.ts';
import type { Vault } from '../vault.ts';

export async function noteFirstCall(vault: Vault, appId: string): Promise<void> {
  const { firstCalledAt } = await vault.store.read(db => db.appAdmins.entry(appId));
  if (firstCalledAt !== undefined) return;
  await vault.store.write(async db => {
    const entry = await db.appAdmins.entry(appId);
    if (entry.firstCalledAt === undefined)
      await db.appAdmins.putEntry(appId, { ...entry, firstCalledAt: vault.clock.now() });
  }, ofApp(appId));
}
