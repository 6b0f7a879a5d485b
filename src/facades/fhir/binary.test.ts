// Binary: bytes that are sent, become a part of a resource, and are read with the rights of what holds them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endAuthorizations } from '../../core/authorization/end.ts';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { defaultLimits } from '../../core/limits/limits.ts';
import { readAround } from '../../testing/blobs.ts';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { givenPerson } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255]);

async function sendBytes(
  client: FhirClient,
  bytes: Buffer = picture,
  contentType = 'image/png',
): Promise<string> {
  const reply = await fetch(`${client.base}/Binary`, {
    method: 'POST',
    headers: { ...client.headers, 'content-type': contentType },
    body: new Uint8Array(bytes),
  });
  expect(reply.status).toBe(201);
  return reply.headers.get('location')?.split('/').pop() ?? '';
}

const readBytes = (client: FhirClient, id: string, headers: Record<string, string> = {}) =>
  fetch(`${client.base}/Binary/${id}`, { headers: { ...client.headers, ...headers } });

const bytesOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer());

const makeDocument = (client: FhirClient, ...attachments: object[]) => ({
  ...{ resourceType: 'DocumentReference', status: 'current', subject: client.patient },
  type: { coding: [{ system: 'http://loinc.org', code: '34108-1' }] },
  content: attachments.map(attachment => ({ attachment })),
});

test('what was sent is a part of the resource that names it, and is read as it was', async () => {
  const client = await givenFhirClient(server);
  const id = await sendBytes(client);
  expect(await bytesOf(await readBytes(client, id))).toEqual(picture);
  const made = await client.add(makeDocument(client, { title: 'Knee', url: `${client.base}/Binary/${id}` }));
  expect(made.content).toEqual([
    { attachment: { contentType: 'image/png', size: picture.length, title: 'Knee', url: `Binary/${id}` } },
  ]);
  const read = await readBytes(client, id);
  expect(await bytesOf(read)).toEqual(picture);
  expect(Object.fromEntries(read.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringContaining('attachment'),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
    'accept-ranges': 'bytes',
  });
  const range = await readBytes(client, id, { range: 'bytes=1-3' });
  expect([range.status, (await bytesOf(range)).toString()]).toEqual([206, 'PNG']);
  const any = await readBytes(client, id, { accept: 'image/*' });
  expect(any.status).toBe(200);
  const wrapped = await client.get(`Binary/${id}`, { accept: 'application/fhir+json' });
  expect(wrapped.body).toEqual({
    resourceType: 'Binary',
    id,
    contentType: 'image/png',
    data: picture.toString('base64'),
  });
  // The file is seen by who speaks no FHIR.
  const [thing] = await server.vault.store.read(db => db.things(grantOf(client)).byIds([made.id]));
  expect(thing?.dataXml).toContain('<name>Knee</name>');
});

const grantOf = (client: FhirClient) => makeSystemGrant('tests', client.record.id, client.person.id);

test('a file that goes out of its resource is gone', async () => {
  const client = await givenFhirClient(server);
  const ids = [await sendBytes(client), await sendBytes(client, Buffer.from('words'), 'text/plain')];
  const attachments = ids.map((id, i) => ({ title: `file ${i}`, url: `Binary/${id}` }));
  const made = await client.add(makeDocument(client, ...attachments));
  const same = await client.send('PUT', `DocumentReference/${made.id}`, made);
  expect(same.body.content).toEqual(made.content);
  const put = await client.send('PUT', `DocumentReference/${made.id}`, {
    ...made,
    content: [made.content[0]],
  });
  expect(put.body.content).toEqual([made.content[0]]);
  expect((await readBytes(client, ids[0] ?? '')).status).toBe(200);
  expect((await readBytes(client, ids[1] ?? '')).status).toBe(404);
});

test('what any resource has as an attachment is kept with it', async () => {
  const client = await givenFhirClient(server);
  const id = await sendBytes(client, Buffer.from('%PDF-1.7'), 'application/pdf');
  const media = {
    ...{ resourceType: 'Media', status: 'completed', subject: client.patient },
    content: { contentType: 'application/pdf', url: `Binary/${id}`, title: 'Scan' },
  };
  const made = await client.add(media);
  expect(made.content.url).toBe(`Binary/${id}`);
  server.clock.pass(defaultLimits.blobWriteTokenTtlMs + 1);
  await server.background.run('sweep blobs');
  const again = await givenFhirClient(server, { of: client, isOf: client.app });
  expect(await bytesOf(await readBytes(again, id))).toEqual(Buffer.from('%PDF-1.7'));
});

test('what nothing holds after a day is gone', async () => {
  const client = await givenFhirClient(server);
  const id = await sendBytes(client);
  server.clock.pass(defaultLimits.blobWriteTokenTtlMs + 1);
  const again = await givenFhirClient(server, { of: client, isOf: client.app });
  expect((await readBytes(again, id)).status).toBe(404);
  const made = await again.add(makeDocument(again, { title: 'Late', url: `Binary/${id}` }));
  expect(made.content[0].attachment.size).toBeUndefined();
});

test('a Binary comes in its resource, too, and in a transaction with what names it', async () => {
  const client = await givenFhirClient(server);
  const binary = {
    resourceType: 'Binary',
    contentType: 'text/plain',
    data: Buffer.from('Hello').toString('base64'),
  };
  const { id } = await client.add(binary);
  expect((await bytesOf(await readBytes(client, id))).toString()).toBe('Hello');
  const name = 'urn:uuid:0c3201bd-1cbf-4d64-b04d-cd9187a4c6e0';
  const bundle = await client.send('POST', '', {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        resource: makeDocument(client, { contentType: 'text/plain', url: name }),
        request: { method: 'POST', url: 'DocumentReference' },
      },
      { fullUrl: name, resource: binary, request: { method: 'POST', url: 'Binary' } },
    ],
  });
  expect(bundle.status).toBe(200);
  const { url } = bundle.body.entry[0].resource.content[0].attachment;
  expect(url).toMatch(/^Binary\//);
  expect((await bytesOf(await readBytes(client, url.split('/').pop()))).toString()).toBe('Hello');
});

test('bytes that are being read end with the access', async () => {
  const client = await givenFhirClient(server);
  const bytes = Buffer.alloc(32_000_000, 'x');
  const id = await sendBytes(client, bytes, 'application/pdf');
  await client.add(makeDocument(client, { title: 'Scan', url: `Binary/${id}` }));
  const read = (meanwhile: () => Promise<unknown>) =>
    readAround(`${client.base}/Binary/${id}`, client.headers, meanwhile);
  expect(await read(async () => server.clock.pass(3000))).toBe(bytes.length);
  const came = await read(async () => {
    await server.vault.store.write(db => endAuthorizations(db, { personId: client.person.id }));
    server.clock.pass(3000);
  });
  expect(came).toBeLessThan(bytes.length);
});

describe('rights', () => {
  test('are those of what holds it', async () => {
    const of = await givenFhirClient(server);
    const id = await sendBytes(of);
    await of.add(makeDocument(of, { title: 'Knee', url: `Binary/${id}` }));
    const status = async (scopes: string) =>
      (await readBytes(await givenFhirClient(server, { of, scopes }), id)).status;
    expect(await status('patient/DocumentReference.rs')).toBe(200);
    expect(await status('patient/Observation.rs')).toBe(404);
    expect(await status('patient/DocumentReference.rs?type=http://loinc.org|1-8')).toBe(404);
    const stranger = await givenFhirClient(server);
    expect((await readBytes(stranger, id)).status).toBe(404);
  });

  test('of what was sent are its sender’s alone, for the record it was sent for', async () => {
    const client = await givenFhirClient(server);
    const id = await sendBytes(client);
    const other = await givenFhirClient(server, { of: client });
    expect((await readBytes(other, id)).status).toBe(404);
    const taken: AnyResource = await other.add(makeDocument(other, { title: 'Mine', url: `Binary/${id}` }));
    expect(taken.content[0].attachment.size).toBeUndefined();
    expect((await readBytes(client, id)).status).toBe(200);
  });

  test('of what was sent are of the person who sent it, by a token that may send', async () => {
    const client = await givenFhirClient(server);
    const id = await sendBytes(client);
    const again = (scopes: string) => givenFhirClient(server, { of: client, isOf: client.app, scopes });
    expect((await readBytes(await again('patient/*.rs'), id)).status).toBe(404);
    expect((await readBytes(await again('patient/Media.c'), id)).status).toBe(200);
    const { person } = await givenPerson(server.vault);
    await server.vault.store.write(db =>
      db.records.putAccess({
        ...{ recordId: client.record.id, personId: person.id, level: 'custodian', relationship: 2 },
        ...{ typeIds: undefined, createdAt: server.clock.now(), expiresAt: undefined },
      }),
    );
    const other = await givenFhirClient(server, {
      of: { person, record: client.record },
      isOf: client.app,
    });
    expect((await readBytes(other, id)).status).toBe(404);
    const taken: AnyResource = await other.add(makeDocument(other, { title: 'Mine', url: `Binary/${id}` }));
    expect(taken.content[0].attachment.size).toBeUndefined();
  });

  test('to send are those to make what it is a part of', async () => {
    const client = await givenFhirClient(server, { scopes: 'patient/*.rs' });
    const reply = await fetch(`${client.base}/Binary`, {
      method: 'POST',
      headers: { ...client.headers, 'content-type': 'image/png' },
      body: new Uint8Array(picture),
    });
    expect(reply.status).toBe(403);
  });
});

test('what is no file, or empty, is refused', async () => {
  const client = await givenFhirClient(server);
  const weight = await client.add(makeWeight('2026-03-01'));
  expect((await readBytes(client, weight.id)).status).toBe(404);
  expect((await readBytes(client, 'x')).status).toBe(404);
  const reply = await fetch(`${client.base}/Binary`, {
    method: 'POST',
    headers: { ...client.headers, 'content-type': 'image/png' },
    body: new Uint8Array(),
  });
  expect(reply.status).toBe(400);
  const encoded = { ...client.headers, 'content-type': 'image/png', 'content-encoding': 'gzip' };
  const zipped = await fetch(`${client.base}/Binary`, {
    method: 'POST',
    headers: encoded,
    body: new Uint8Array(picture),
  });
  expect(zipped.status).toBe(415);
});
