// A request whose rest comes late: what it may do is judged when it is there, not when it began.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Writer } from '../../core/store.ts';
import { Answer, givenLinkedApp, type Linked } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight, thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Sends a part that is longer than what is read of somebody unknown, and the rest when something was done meanwhile. */
async function sendInTwo(body: string, meanwhile: () => unknown): Promise<Answer> {
  const bytes = Buffer.from(body);
  const sending = request(server.platformUrl, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', 'content-length': bytes.length },
  });
  const answered = new Promise<Answer>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', async response =>
      resolve(new Answer(response.statusCode ?? 0, await text(response), new Headers())),
    );
  });
  const first = server.vault.limits.anonymousRequestBytesMax + 10_000;
  sending.write(bytes.subarray(0, first));
  await new Promise(resolve => setTimeout(resolve, 300));
  await meanwhile();
  sending.end(bytes.subarray(first));
  return answered;
}

function putLarge({ client, recordId, userToken }: Linked, meanwhile: () => unknown): Promise<Answer> {
  const data = `${weightXml(70)}<common><note>${'a long night; '.repeat(10_000)}</note></common>`;
  const info = thingXml(typeIds.weight, { data });
  return sendInTwo(client.body('PutThings', { version: 2, info, recordId, userToken }), meanwhile);
}

const change = (work: (db: Writer) => unknown) => server.vault.store.write(async db => void (await work(db)));

describe('a request whose rest comes late', () => {
  test('is taken', async () => {
    expect(await putLarge(await givenLinkedApp(server), () => undefined)).toMatchObject({ code: 0 });
  });

  test.each<[string, (db: Writer, app: Linked) => unknown]>([
    [
      'the authorisation',
      (db, { app, person, record }) => db.authorizations.remove(app.id, person.id, record.id),
    ],
    ['the access', (db, { person, record }) => db.records.removeAccess(person.id, record.id)],
    ['the record', (db, { record }) => db.records.update({ ...record, state: 'deleted', deletedAt: 1 })],
    ['the account', (db, { person }) => db.people.update({ ...person, state: 'suspended' })],
    ['the certificate', (db, { app, thumbprint }) => db.applications.removeCertificate(app.id, thumbprint)],
  ])('is refused as any other is by then, when %s went meanwhile', async (_, remove) => {
    const linked = await givenLinkedApp(server);
    const late = await putLarge(linked, () => change(db => remove(db, linked)));
    const { client, recordId, userToken } = linked;
    const after = await client.call('PutThings', { version: 2, info: aWeight(70), recordId, userToken });
    expect(late.code).toBe(after.code);
    expect(late.code).not.toBe(0);
  });
});
