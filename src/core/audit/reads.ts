// What applications read, by kind of item: counted in memory as they read, so that reading costs no commit, and written
// by a background job every few seconds and when the server stops. A crash loses the last seconds of it, nothing else.
// Shown to the person on the application's page.
import type { Grant } from '../authorization/grant.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';

/** Notes that an application was given these things. */
export function noteRead(vault: Vault, grant: Grant, things: readonly { readonly typeId: string }[]): void {
  if (!grant.app || things.length === 0) return;
  const kinds = vault.memory.reads.kindsOf({
    appId: grant.app.id,
    personId: grant.personId,
    recordId: grant.recordId,
  });
  const lastAt = vault.clock.now();
  for (const { typeId } of things) {
    const kind = kinds.get(typeId);
    if (kind) {
      kind.items++;
      kind.lastAt = lastAt;
    } else kinds.set(typeId, { items: 1, lastAt });
  }
}

/** Writes what was noted since the last time. What cannot be written waits on. */
export async function writeReads({ memory, store }: Vault): Promise<void> {
  if (memory.reads.isEmpty) return;
  const counts = memory.reads.takeAll();
  try {
    await store.write(async db => {
      for (const { key, kinds } of counts)
        for (const [typeId, count] of kinds) await db.reads.add({ ...key, typeId, ...count });
    }, ofJob('reads'));
  } catch (error) {
    for (const count of counts) memory.reads.putBack(count);
    throw error;
  }
}
