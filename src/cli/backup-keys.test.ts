// Backups of a vault whose master key was changed: its key file opens them, those parts too that were written before.
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { backUp } from '../backups.ts';
import { readConfig } from '../config.ts';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { keyFile } from '../data-folder.ts';
import { openVault } from '../main.ts';
import { givenLinkedApp } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';
import { storedThing } from '../testing/stored-thing.ts';

async function givenTarget(): Promise<{ target: string; recipient: string }> {
  const out = join(tempFolder(), 'identity.txt');
  const made = await keepwell(['backup', 'keygen', '--out', out, '--json']);
  return { target: tempFolder(), recipient: JSON.parse(made.out).recipient };
}

const rotate = async (data: string) =>
  expect(await keepwell(['keys', 'rotate', '--master', '--data', data])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Run `keepwell backup` now'),
  });

test('the key file that took the place of another opens what was backed up before and is of use still', async () => {
  const { target, recipient } = await givenTarget();
  const data = tempFolder();
  await (await startTestServer({ data, database: undefined }, 1)).close();
  const to = ['--data', data, '--to', target];
  const made = () => keepwell(['backup', ...to, '--recipient', recipient]);
  expect(await made()).toMatchObject({ code: 0, err: '' });
  await rotate(data);
  expect(await made()).toMatchObject({ code: 0, err: '' });
  expect(await keepwell(['backup', 'verify', ...to])).toMatchObject({ code: 0, err: '' });
  const into = join(tempFolder(), 'vault');
  const restored = await keepwell(['restore', '--from', target, '--identity', keyFile(data), '--into', into]);
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(keyFile(into), 'utf8')).toBe(readFileSync(keyFile(data), 'utf8'));
});

test('who has a master key of before makes no backup: it would take the keys of those that are there', async () => {
  const { target, recipient } = await givenTarget();
  await using server = await startTestServer({ database: undefined }, 1);
  const { data, vault } = server;
  const before = join(tempFolder(), 'old.key');
  copyFileSync(keyFile(data), before);
  const made = () =>
    backUp(
      vault,
      { data, database: undefined, masterKey: { kind: 'file' as const } },
      { target, recipients: [recipient], keep: undefined },
    );
  await made();
  await rotate(data);
  copyFileSync(before, keyFile(data));
  const keys = readFileSync(join(target, 'keys.age'));
  await expect(made()).rejects.toThrow('The master key was changed');
  expect(readFileSync(join(target, 'keys.age')).equals(keys)).toBe(true);
});

test('what is written into a record that was brought back is sealed with the keys that came back with it', async () => {
  const { target, recipient } = await givenTarget();
  const data = tempFolder();
  await using server = await startTestServer({ data, database: undefined }, 1);
  const { record, person } = await givenLinkedApp(server);
  const grant = makeSystemGrant('tests', record.id, person.id);
  const put = async (id: string) =>
    server.vault.store.write(db => db.things(grant).putVersion(storedThing({ id }), undefined), grant);
  const run = async (...args: string[]) => expect(await keepwell(args)).toMatchObject({ code: 0, err: '' });
  await run('backup', '--data', data, '--to', target, '--recipient', recipient);
  await run('keys', 'rotate', '--record', record.id, '--data', data);
  // From here on the server knows the newest key.
  await put(server.vault.ids.guid());
  const elsewhere = () => openVault(readConfig({ data, logLevel: 'silent' }, {}));
  const other = await elsewhere();
  await other.store.write(db => db.records.purge(record.id));
  await other.store.close();
  await run('restore', '--from', target, '--identity', keyFile(data), '--record', record.id, '--into', data);
  await setTimeout(1500);
  const id = server.vault.ids.guid();
  await put(id);
  const fresh = await elsewhere();
  expect(await fresh.store.read(db => db.things(grant).byIds([id]))).toMatchObject([{ id }]);
  await fresh.store.close();
});
