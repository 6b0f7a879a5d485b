// The key of a vault whose database is elsewhere. That of a vault in its data folder: cli/key.test.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settleSeal } from './core/seals/seals.ts';
import { type Store, StoreUnavailable } from './core/store.ts';
import { openSqlite } from './storage/dialects/sqlite.ts';
import { makeKeys } from './storage/keys.ts';
import { KeyRing } from './storage/sealing/key-ring.ts';
import { tempFolder } from './testing/process.ts';
import { openKeysBeside } from './vault-key.ts';

const settling = { ids: { guid: randomUUID, bytes: randomBytes }, now: 0 };

async function openBeside(store: Store, data: string): Promise<KeyRing> {
  const ring = new KeyRing();
  await openKeysBeside(store, { data, masterKey: { kind: 'file' } }, ring, settling);
  return ring;
}

test('a key that may have sealed the vault stays where it is not known whether it has', async () => {
  const data = tempFolder();
  const store = await openSqlite({ file: join(data, 'elsewhere.db') });
  const forgetful: Store = {
    ...store,
    read: work => store.read(work),
    async write(work, scope) {
      await store.write(work, scope);
      throw new StoreUnavailable('It is not known whether it took what was written.');
    },
  };
  await expect(openBeside(forgetful, data)).rejects.toThrow(StoreUnavailable);
  const keys = await openBeside(store, data);
  expect(await settleSeal(store, keys, settling)).toBeTruthy();
  await store.close();
});

test('a key that another node was faster than goes again', async () => {
  const data = tempFolder();
  const store = await openSqlite({ file: join(data, 'elsewhere.db') });
  let isFirst = true;
  const late: Store = {
    ...store,
    read: async work => {
      const found = await store.read(work);
      if (isFirst) {
        isFirst = false;
        await settleSeal(store, makeKeys(join(data, 'other')), settling);
      }
      return found;
    },
    write: (work, scope) => store.write(work, scope),
  };
  await expect(openBeside(late, data)).rejects.toThrow('Copy it from another node');
  await expect(openBeside(store, data)).rejects.toThrow('Copy it from another node');
  await store.close();
});
