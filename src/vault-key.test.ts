// The key of a vault whose database is elsewhere. That of a vault in its data folder: cli/key.test.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settleSeal } from './core/seals/seals.ts';
import { type Store, StoreUnavailable } from './core/store.ts';
import { openSqlite } from './storage/dialects/sqlite.ts';
import { makeKeys } from './storage/keys.ts';
import { tempFolder } from './testing/process.ts';
import { openKeysBeside } from './vault-key.ts';

const ids = { guid: randomUUID, bytes: randomBytes };

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
  await expect(openKeysBeside(forgetful, data, ids)).rejects.toThrow(StoreUnavailable);
  const keys = await openKeysBeside(store, data, ids);
  expect(await settleSeal(store, keys, ids)).toBeTruthy();
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
        await settleSeal(store, makeKeys(join(data, 'other')), ids);
      }
      return found;
    },
    write: (work, scope) => store.write(work, scope),
  };
  await expect(openKeysBeside(late, data, ids)).rejects.toThrow('Copy it from another node');
  await expect(openKeysBeside(store, data, ids)).rejects.toThrow('Copy it from another node');
  await store.close();
});
