// What happens while instances are on their way, in or out: it is cut off, breaks off, or what was granted ends.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { revoke } from '../../core/authorization/consent.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { studyTypeIds } from '../../core/imaging/study-type.ts';
import { makeDicom } from '../../testing/dicom-files.ts';
import { fullRules } from '../../testing/given.ts';
import { givenSmartToken, type SmartToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const given = () => givenSmartToken(server, { scopes: 'patient/ImagingStudy.cruds' });

const contentType = 'multipart/related; type="application/dicom"; boundary=x';

const printParts = (files: readonly Buffer[]) =>
  Buffer.concat([
    ...files.flatMap(file => [Buffer.from('--x\r\nA: b\r\n\r\n'), file, Buffer.from('\r\n')]),
    Buffer.from('--x--\r\n'),
  ]);

/** Of a request whose body is still to come. */
function begin({ headers }: SmartToken) {
  return request(`${server.shellUrl}/dicomweb/studies`, {
    method: 'POST',
    headers: { ...headers, 'content-type': contentType },
  });
}

const endGrant = ({ app, person, record }: SmartToken) =>
  server.vault.store.write(db =>
    revoke(db, server.vault, { appId: app.id, personId: person.id, recordId: record.id }),
  );

const countUploads = ({ app }: SmartToken) =>
  server.vault.store.read(async db => (await db.blobs.unattached(app.id)).count);

async function findStudies({ headers }: SmartToken): Promise<unknown> {
  const answer = await fetch(`${server.shellUrl}/dicomweb/studies`, { headers });
  return answer.json();
}

test('cut off at any place it is refused in words, and nothing of it stays', async () => {
  const token = await given();
  const [one, other] = [1, 2].map(number => makeDicom({ study: '1.2.50', number })) as [Buffer, Buffer];
  const whole = printParts([one, other]);
  const places = [0, 1, 4, 5, 12, 13, 14, 200, whole.indexOf('--x', 5) - 1, whole.indexOf('--x', 5) + 5];
  for (const place of [...places, whole.length - 60, whole.length - 8, whole.length - 4]) {
    const answer = await fetch(`${server.shellUrl}/dicomweb/studies`, {
      method: 'POST',
      headers: { ...token.headers, 'content-type': contentType },
      body: Uint8Array.from(whole.subarray(0, place)),
    });
    expect([place, answer.status]).toEqual([place, 400]);
  }
  expect([await findStudies(token), await countUploads(token)]).toEqual([[], 0]);
});

test('whose sender goes away leaves nothing behind', async () => {
  const token = await given();
  const sending = begin(token);
  sending.on('error', () => {});
  const whole = printParts([makeDicom({ study: '1.2.51', rows: 1500, columns: 1500 })]);
  sending.write(whole.subarray(0, 3_000_000));
  await vi.waitFor(async () => expect(await countUploads(token)).toBe(1), { timeout: 10_000 });
  sending.destroy();
  await vi.waitFor(async () => expect(await countUploads(token)).toBe(0), { timeout: 10_000 });
});

test('is judged by what is granted when it has come', async () => {
  const token = await given();
  const { person, record } = token;
  const sending = begin(token);
  const whole = printParts([makeDicom({ study: '1.2.52' })]);
  sending.write(whole.subarray(0, 300));
  await vi.waitFor(async () => expect(await countUploads(token)).toBe(1));
  await endGrant(token);
  sending.end(whole.subarray(300));
  const [answer] = await once(sending, 'response');
  answer.resume();
  expect([answer.statusCode, answer.headers.warning]).toEqual([409, expect.stringContaining('not allowed')]);
  const again = await givenSmartToken(server, {
    scopes: 'patient/ImagingStudy.cruds',
    of: { person, record },
  });
  expect(await findStudies(again)).toEqual([]);
});

const store = ({ headers }: SmartToken, files: readonly Buffer[]) =>
  fetch(`${server.shellUrl}/dicomweb/studies`, {
    method: 'POST',
    headers: { ...headers, 'content-type': contentType },
    body: Uint8Array.from(printParts(files)),
  });

test.each(['application/zip', 'multipart/related; type="application/dicom"; transfer-syntax=*'])(
  'what goes out as %s breaks off when what was granted ends',
  async accept => {
    const token = await given();
    const pixels = randomBytes(8_000_000);
    const files = [1, 2, 3, 4].map(number =>
      makeDicom({ study: '1.2.53', number, rows: 2000, columns: 2000, pixels }),
    );
    expect((await store(token, files)).status).toBe(200);
    const asking = request(`${server.shellUrl}/dicomweb/studies/1.2.53`, {
      headers: { ...token.headers, accept },
    }).end();
    const [answer] = await once(asking, 'response');
    await once(answer, 'readable');
    // Nobody takes more of it until there is nothing more to take.
    await setTimeout(200);
    await endGrant(token);
    const reading = async () => {
      for await (const _ of answer);
    };
    await expect(reading()).rejects.toThrow('aborted');
  },
);

test('a study that is there twice, as who could not see it may have stored it, is retrieved as one', async () => {
  const token = await given();
  const { person, record } = token;
  const of = { person, record };
  expect((await store(token, [makeDicom({ study: '1.2.54', date: '20200101' })])).status).toBe(200);
  const targets = [{ typeIds: [...studyTypeIds], from: '2025-01-01' }];
  const rules = [{ ...(fullRules()[0] as Rule), targets }];
  const late = await givenSmartToken(server, { scopes: 'patient/ImagingStudy.cruds', of, rules });
  expect((await store(late, [makeDicom({ study: '1.2.54', number: 2 })])).status).toBe(200);
  const metadata = await fetch(`${server.shellUrl}/dicomweb/studies/1.2.54/metadata`, {
    headers: token.headers,
  });
  expect(await metadata.json()).toHaveLength(2);
});
