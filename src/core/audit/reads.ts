// What applications read, by kind of item: counted in memory as they read, so that reading costs no commit, and written
// by a background job every few seconds and when the server stops. A crash loses the last seconds of it, nothing else.
// Shown to the person on the application's page.
import type { Grant } from '../authorization/grant.ts';
import type { Store } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { ReadCount } from './read-count.ts';

/** By authorisation, then by version-type-id. */
type Waiting = Map<
  string,
  { readonly key: Key; readonly kinds: Map<string, { items: number; lastAt: number }> }
>;
type Key = Pick<ReadCount, 'appId' | 'personId' | 'recordId'>;

const waiting = new WeakMap<Store, Waiting>();

/** Notes that an application was given these things. */
export function noteRead(vault: Vault, grant: Grant, things: readonly { readonly typeId: string }[]): void {
  if (!grant.app || things.length === 0) return;
  const kinds = kindsOf(vault.store, {
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

function kindsOf(store: Store, key: Key): Map<string, { items: number; lastAt: number }> {
  let counts = waiting.get(store);
  if (!counts) {
    counts = new Map();
    waiting.set(store, counts);
  }
  const name = `${key.appId} ${key.personId} ${key.recordId}`;
  let found = counts.get(name);
  if (!found) {
    found = { key, kinds: new Map() };
    counts.set(name, found);
  }
  return found.kinds;
}

/** Writes what was noted since the last time. What cannot be written waits on. */
export async function writeReads(vault: Vault): Promise<void> {
  const counts = waiting.get(vault.store);
  if (!counts || counts.size === 0) return;
  waiting.delete(vault.store);
  try {
    await vault.store.write(async db => {
      for (const { key, kinds } of counts.values())
        for (const [typeId, count] of kinds) await db.reads.add({ ...key, typeId, ...count });
    });
  } catch (error) {
    for (const { key, kinds } of counts.values()) putBack(vault.store, key, kinds);
    throw error;
  }
}

function putBack(
  store: Store,
  key: Key,
  kinds: ReadonlyMap<string, { items: number; lastAt: number }>,
): void {
  const now = kindsOf(store, key);
  for (const [typeId, { items, lastAt }] of kinds) {
    const later = now.get(typeId);
    now.set(typeId, later ? { ...later, items: later.items + items } : { items, lastAt });
  }
}
