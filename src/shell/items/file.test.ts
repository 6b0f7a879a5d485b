// How files of items are shown and handed out: no longer than the access lasts, and nothing is opened that nobody reads.
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { keepFile } from '../../core/records/files.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const pieceBytes = 65_536;

/** The address of a file in somebody's record. */
async function givenFile({ browser, person, record }: Visitor, pieces: number): Promise<string> {
  const { vault, clock } = server;
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, clock.now()));
  const bytes = async function* () {
    for (let i = 0; i < pieces; i++) yield Buffer.alloc(pieceBytes, i);
  };
  const id = await keepFile(vault, grant, { name: 'a.bin', contentType: 'application/zip' }, bytes());
  return (await browser.open(`/items/${id}`)).tag(/href="\/items\/[^"]*\/files\//)!.href!;
}

function asked({ browser }: Visitor, href: string, method = 'GET'): Promise<Response> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(new URL(href, server.shellUrl), { method, headers: { cookie } });
}

const openFiles = '/proc/self/fd';

function openBlobs(): number {
  return readdirSync(openFiles).filter(number => {
    try {
      return readlinkSync(`${openFiles}/${number}`).includes('/blobs/');
    } catch {
      // Closed since.
      return false;
    }
  }).length;
}

test.skipIf(!existsSync(openFiles))('asking for the headers alone opens no file', async () => {
  const ada = await givenSignedIn(server);
  const href = await givenFile(ada, 64);
  for (let i = 0; i < 20; i++) {
    const answer = await asked(ada, href, 'HEAD');
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(64 * pieceBytes)]);
    expect(openBlobs()).toBe(0);
  }
});

test.skipIf(!existsSync(openFiles))('a download that its reader leaves closes the file', async () => {
  const ada = await givenSignedIn(server);
  const answer = await asked(ada, await givenFile(ada, 1024));
  const reader = answer.body!.getReader();
  await reader.read();
  expect(openBlobs()).toBe(1);
  await reader.cancel();
  await expect.poll(openBlobs).toBe(0);
});

test('the size of a file reads as sizes do on other pages', async () => {
  const ada = await givenSignedIn(server);
  const item = (await givenFile(ada, 1)).replace(/\/files\/.*/, '');
  expect((await ada.browser.open(item)).text).toContain('application/zip · 65.5 kB');
});

test('a download breaks off when the access it began with ends', async () => {
  const owner = await givenSignedIn(server);
  const guest = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: guest.person, record: owner.record }, 'view');
  // More than lies between the vault and a browser that does not read.
  const answer = await asked(guest, await givenFile(owner, 512));
  const reader = answer.body!.getReader();
  let bytes = (await reader.read()).value!.length;
  await server.vault.store.write(db => db.records.removeAccess(guest.person.id, owner.record.id));
  const rest = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
  };
  await expect(rest()).rejects.toThrow();
  expect(bytes).toBeLessThan(512 * pieceBytes);
});
