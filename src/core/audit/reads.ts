// What applications read, by kind of item: counted in memory as they read, so that reading costs no commit, and written
// by a background job every few seconds and when the server stops. A crash loses the last seconds of it, nothing else.
// Shown to the person on the application's page.
import type { Grant } from '../authorization/grant.ts';
import type { Awaitable, Store } from '../ports.ts';
import type { Vault } from '../vault.ts';

/** What an application has read of one kind of item in a record, through one person. */
export interface ReadCount {
  readonly appId: string;
  readonly personId: string;
  readonly recordId: string;
  /** Version-type-id. */
  readonly typeId: string;
  /** Items given out, those given out again included. */
  readonly items: number;
  readonly lastAt: number;
}

export interface ReadsReader {
  /** Of one authorisation, the latest read first. */
  of(key: Pick<ReadCount, 'appId' | 'personId' | 'recordId'>): Awaitable<ReadCount[]>;
  /** Of a record, or what went through one person of it, the latest read first. */
  ofRecord(key: { recordId: string; personId: string | undefined }): Awaitable<ReadCount[]>;
}
export interface ReadsWriter {
  /** Adds to what is there. */
  add(count: ReadCount): Awaitable<void>;
}

const waiting = new WeakMap<Store, Map<string, ReadCount>>();

/** Notes that an application was given these things. */
export function noteRead(vault: Vault, grant: Grant, things: readonly { readonly typeId: string }[]): void {
  if (!grant.app || things.length === 0) return;
  const { personId, recordId } = grant;
  const appId = grant.app.id;
  let counts = waiting.get(vault.store);
  if (!counts) {
    counts = new Map();
    waiting.set(vault.store, counts);
  }
  const lastAt = vault.clock.now();
  for (const { typeId } of things) {
    const key = `${appId} ${personId} ${recordId} ${typeId}`;
    const items = (counts.get(key)?.items ?? 0) + 1;
    counts.set(key, { appId, personId, recordId, typeId, items, lastAt });
  }
}

/** Writes what was noted since the last time. What cannot be written waits on. */
export async function writeReads(vault: Vault): Promise<void> {
  const counts = waiting.get(vault.store);
  if (!counts || counts.size === 0) return;
  waiting.delete(vault.store);
  try {
    await vault.store.write(async db => {
      for (const count of counts.values()) await db.reads.add(count);
    });
  } catch (error) {
    for (const count of waiting.get(vault.store)?.values() ?? []) merge(counts, count);
    waiting.set(vault.store, counts);
    throw error;
  }
}

function merge(counts: Map<string, ReadCount>, count: ReadCount): void {
  const key = `${count.appId} ${count.personId} ${count.recordId} ${count.typeId}`;
  const items = (counts.get(key)?.items ?? 0) + count.items;
  counts.set(key, { ...count, items });
}
