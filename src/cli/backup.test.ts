// `keepwell backup` and `keepwell restore` as an operator meets them.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { databaseFile, keyFile } from '../data-folder.ts';
import { payload, putOne, readAddress, upload, weightWith } from '../testing/blobs.ts';
import { givenLinkedApp, type Linked, TestClient } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';

const items = '<group><filter></filter><format><section>core</section><xml/></format></group>';

interface Key {
  readonly file: string;
  readonly recipient: string;
}

async function keygen(): Promise<Key> {
  const file = join(tempFolder(), 'identity.txt');
  const { code, out } = await keepwell(['backup', 'keygen', '--out', file, '--json']);
  expect(code).toBe(0);
  return { file, recipient: JSON.parse(out).recipient };
}

function newTarget(): string {
  const folder = join(tempFolder(), 'backups');
  mkdirSync(folder);
  return folder;
}

async function ask(app: Linked, client: TestClient, method: string, info: string): Promise<string> {
  const { recordId, userToken } = app;
  const answer = await client.call(method, {
    info,
    recordId,
    userToken,
    version: method === 'GetThings' ? 3 : 2,
  });
  expect(answer.code).toBe(0);
  return answer.texts('kg').join();
}

/** The same application, to another server of the same vault. */
function clientOf(app: Linked, server: TestServer): TestClient {
  const client = new TestClient(server, app.app.id);
  client.token = app.client.token;
  client.secret = app.client.secret;
  return client;
}

describe('a vault that is backed up while it is served', () => {
  let key: Key;
  let target: string;
  beforeAll(async () => {
    key = await keygen();
    target = newTarget();
  });

  test('comes back whole: database, key and files', async () => {
    await using server = await startTestServer({ database: undefined, limits: { blobChunkBytes: 1000 } });
    const app = await givenLinkedApp(server);
    const bytes = randomBytes(2500);
    const url = await upload(app, bytes, 1000);
    const { id } = await putOne(app, weightWith(payload({ name: 'x', url })));
    await ask(app, app.client, 'PutThings', aWeight(71));
    const answer = await ask(app, app.client, 'GetThings', items);
    const backup = () =>
      keepwell(['backup', '--data', server.data, '--to', target, '--recipient', key.recipient, '--json']);

    const first = await backup();
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(first.out)).toMatchObject({
      records: 1,
      fileParts: 3,
      fileBytes: 2500,
      missingParts: 0,
    });
    const second = JSON.parse((await backup()).out);
    expect(second.writtenBytes).toBeLessThan(JSON.parse(first.out).writtenBytes / 2);

    const folder = join(tempFolder(), 'vault');
    const { code, out, err } = await keepwell([
      'restore',
      '--from',
      target,
      '--identity',
      key.file,
      '--into',
      folder,
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Restored ${second.id}, the vault as it was at `);
    expect(readFileSync(keyFile(folder))).toEqual(readFileSync(keyFile(server.data)));
    const verified = await keepwell([
      'db',
      'verify',
      '--from',
      databaseFile(server.data),
      '--to',
      databaseFile(folder),
    ]);
    // The lease of the backup is in it.
    expect(verified.err).toMatch(/^(keepwell: The databases differ in lease\.\n)?$/);

    await using restored = await startTestServer({ data: folder, database: undefined });
    const client = clientOf(app, restored);
    expect(await ask(app, client, 'GetThings', items)).toBe(answer);
    const read = await fetch(await readAddress({ ...app, client, server: restored } as Linked, id, 'x'));
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
  });
});
