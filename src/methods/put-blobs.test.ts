// Blobs of things, as PutThings and OverwriteThings write them and GetThings tells of them.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BlobParts,
  blobsIn,
  blockHashOf,
  callFor,
  getBlobs,
  payload,
  putOne,
  putThings,
  readAddress,
  type ThingKey,
  upload,
  weightWith,
} from '../testing/blobs.ts';
import { fullRules, givenLinkedApp, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({
    limits: { recordQuotaBytes: 10_000_000, blobsPerThingMax: 5, blobsPerPutMax: 8 },
  });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const codeOf = async (...blobs: BlobParts[]) => (await putThings(app, weightWith(payload(...blobs)))).code;
const names = async (key: { id: string }) =>
  Object.keys(blobsIn(await getBlobs(app, key.id, { as: 'information' })));
/** What a record holds; where its log ends is told by reads as well, which are noted when they are over. */
const usage = async () => {
  const { logEnd: _, ...held } = await server.vault.store.read(db => db.records.usage(app.record.id));
  return held;
};

describe('a thing', () => {
  test('gets blobs that come inside it, by name and without one', async () => {
    const bytes = randomBytes(5000);
    const key = await putOne(
      app,
      weightWith(payload({ data: 'YWJj', type: 'image/png' }, { name: 'scan &amp; co', data: bytes })),
    );
    expect(blobsIn(await getBlobs(app, key.id, { as: 'inline' }))).toEqual({
      '': {
        'content-type': 'image/png',
        'content-length': '3',
        hash: 'T4tCwi3TcptRm6b2jS2nzFstYG0F2u1a1RKMwD5sY1g=',
        base64data: 'YWJj',
      },
      'scan &amp; co': {
        'content-type': 'text/plain',
        'content-length': '5000',
        hash: blockHashOf(bytes),
        base64data: bytes.toString('base64'),
      },
    });
  });

  test('gets a blob that was uploaded, with its hash', async () => {
    const bytes = randomBytes(2_097_152 + 1000);
    const key = await putOne(app, weightWith(payload({ url: await upload(app, bytes) })));
    const { '': blob } = blobsIn(await getBlobs(app, key.id));
    expect(blob).toMatchObject({ hash: blockHashOf(bytes), 'content-length': String(bytes.length) });
    const read = await fetch(await readAddress(app, key.id));
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('may hold a blob without bytes', async () => {
    const key = await putOne(
      app,
      weightWith(payload({ name: 'empty', url: await upload(app, Buffer.of()) })),
    );
    const { empty } = blobsIn(await getBlobs(app, key.id, { as: 'inline' }));
    expect(empty).toMatchObject({ 'content-length': '0', hash: blockHashOf(Buffer.of()) });
    const read = await fetch(await readAddress(app, key.id, 'empty'));
    expect([read.status, await read.text()]).toEqual([200, '']);
  });

  test('keeps its blobs when they are left out, and its data when only blobs come', async () => {
    let key = await putOne(app, weightWith(payload({ name: 'a', data: 'YQ==' })));
    const update = thingXml(typeIds.weight, { data: weightXml(71) }, key);
    key = await putOne(app, update);
    expect(await names(key)).toEqual(['a']);
    key = await putOne(app, weightWith('<tags>t</tags>', key));
    expect(await names(key)).toEqual(['a']);
    await putOne(app, weightWith(payload({ name: 'b', data: 'Yg==' }), key));
    const info = `<group><id>${key.id}</id><format><section>blobpayload</section><xml/></format></group>`;
    const got = await callFor(app, 'GetThings', { version: 3, info });
    expect(got.texts('kg')).toEqual(['71']);
    expect(Object.keys(blobsIn(got))).toEqual(['a', 'b']);
  });

  test('loses by name the blob that comes with length zero and no data, the others stay', async () => {
    let key = await putOne(
      app,
      weightWith(payload({ data: 'YQ==' }, { name: 'b', data: 'Yg==' }, { name: 'c', data: 'Yw==' })),
    );
    key = await putOne(app, weightWith(payload({ name: 'b', length: 0 }), key));
    expect(await names(key)).toEqual(['', 'c']);
    key = await putOne(app, weightWith(payload({ length: 0 }, { name: 'c', length: 0 }), key));
    expect(await names(key)).toEqual([]);
  });

  test('stays as it is beside one that changes', async () => {
    const held = await putOne(app, weightWith(payload({ name: 'a', data: 'YQ==' })));
    const other = await putOne(app, weightWith(payload({ name: 'b', data: 'Yg==' })));
    const answer = await putThings(
      app,
      weightWith('', held) + weightWith(payload({ name: 'c', data: 'Yw==' }), other),
    );
    expect(answer.code).toBe(0);
    expect(answer.elements('thing-id')[0]!.attribute('version-stamp')).toBe(held.stamp);
  });

  test('is unchanged when a blob is removed that it does not have', async () => {
    const key = await putOne(app, weightWith(payload({ name: 'a', data: 'YQ==' })));
    expect(await putOne(app, weightWith(payload({ name: 'z', length: 0 }), key))).toEqual(key);
  });

  test('gets a blob replaced by another of its name', async () => {
    let key = await putOne(app, weightWith(payload({ name: 'a', data: 'YQ==' })));
    key = await putOne(app, weightWith(payload({ name: 'a', data: 'YWJj', type: 'text/css' }), key));
    expect(blobsIn(await getBlobs(app, key.id, { as: 'inline' }))).toMatchObject({
      a: { base64data: 'YWJj', 'content-type': 'text/css' },
    });
  });

  test('keeps what is written back as GetThings told it', async () => {
    const key = await putOne(app, weightWith(payload({ name: 'a', data: 'YWJj' })));
    const told = async (as: 'information' | 'streamed' | 'inline') =>
      /<blob-payload>.*<\/blob-payload>/s.exec((await getBlobs(app, key.id, { as })).xml)![0];
    const before = await usage();
    expect(await putOne(app, weightWith(await told('information'), key))).toEqual(key);
    expect(await putOne(app, weightWith(await told('streamed'), key))).toEqual(key);
    expect((await usage()).blobBytes).toBe(before.blobBytes);
    const renamed = payload(
      { name: 'b', url: await readAddress(app, key.id, 'a') },
      { name: 'a', length: 0 },
    );
    const after = await putOne(app, weightWith(renamed, key));
    expect(blobsIn(await getBlobs(app, after.id, { as: 'inline' }))).toMatchObject({
      b: { base64data: 'YWJj' },
    });
  });

  test('takes no blob by an address to read another thing’s', async () => {
    const key = await putOne(app, weightWith(payload({ name: 'a', data: 'YWJj' })));
    expect(await codeOf({ name: 'a', url: await readAddress(app, key.id, 'a') })).toBe(88);
    const next = await putOne(app, weightWith(payload({ name: 'x', data: 'eA==' })));
    const answer = await putThings(
      app,
      weightWith(payload({ name: 'a', url: await readAddress(app, key.id, 'a') }), next),
    );
    expect(answer.code).toBe(88);
  });

  test('is written by OverwriteThings too', async () => {
    const answer = await callFor(app, 'OverwriteThings', {
      version: 2,
      info: weightWith(payload({ name: 'a', data: 'YQ==' })),
    });
    expect(await names({ id: answer.texts('thing-id')[0]! })).toEqual(['a']);
  });

  test('keeps the blobs of the version before, for those who ask for all versions', async () => {
    const key = await putOne(app, weightWith(payload({ name: 'a', data: 'YWJj' })));
    const address = await readAddress(app, key.id, 'a');
    await putOne(app, weightWith(payload({ name: 'a', length: 0 }), key));
    const info = `<group><id>${key.id}</id><format><section>blobpayload</section></format><current-version-only>false</current-version-only></group>`;
    const got = await callFor(app, 'GetThings', { version: 3, info });
    expect(got.elements('thing')).toHaveLength(2);
    expect(blobsIn(got)).toHaveProperty('a');
    expect(await (await fetch(address)).text()).toBe('abc');
  });

  test('that is immutable keeps its blobs as they are', async () => {
    const key = await putOne(
      app,
      thingXml(typeIds.weight, { data: weightXml(70), flags: 16 }).replace(
        '</data-xml>',
        `</data-xml>${payload({ name: 'a', data: 'YQ==' })}`,
      ),
    ).catch(error => String(error));
    expect(typeof key).not.toBe('string');
    const answer = await putThings(app, weightWith(payload({ name: 'a', data: 'Yg==' }), key as ThingKey));
    expect(answer.code).toBe(154);
  });

  test('has so many blobs and no more', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `n${i}`, data: 'YQ==' }));
    expect(await codeOf(...many(6))).toBe(3);
    expect(await codeOf(...many(5))).toBe(0);
    const two = weightWith(payload(...many(4))) + weightWith(payload(...many(5)));
    expect((await putThings(app, two)).code).toBe(124);
  });
});

test.skipIf(!hasReference)('answers are by the published schemas (needs KEEPWELL_REFERENCE)', async () => {
  const blobs = [
    { data: 'YWJj', legacy: 'base64' },
    { name: 'b', url: await upload(app, Buffer.of()) },
  ];
  const key = await putOne(app, weightWith(payload(...blobs)));
  for (const as of ['information', 'inline', 'streamed'] as const)
    expect(problemsBy('response-getthings3', await getBlobs(app, key.id, { as }))).toEqual([]);
  const info = `<group><id>${key.id}</id><format><section>core</section><section>otherdata</section></format></group>`;
  for (const version of [1, 2]) {
    const answer = await callFor(app, 'GetThings', { version, info });
    expect(answer.texts('data-other')).toEqual(['YWJj']);
    expect(problemsBy('response-getthings', answer)).toEqual([]);
  }
});

describe('a blob is refused', () => {
  test.each<[string, number, BlobParts[]]>([
    ['that has the name of another in the thing', 100, [{ data: 'YQ==' }, { data: 'Yg==' }]],
    ['that is not base64', 3, [{ data: '%' }]],
    ['whose length is not what it says', 3, [{ data: 'YWJj', length: 4 }]],
    ['without data and length', 3, [{}]],
    ['without data of a thing that has no such blob', 3, [{ length: 5 }]],
    ['whose hash is wrong', 111, [{ data: 'YWJj', hash: blockHashOf(Buffer.from('abd')) }]],
    ['whose hash is none', 111, [{ data: 'YWJj', hash: 'no' }]],
    ['hashed by what nobody knows', 106, [{ data: 'YWJj', hash: 'x', algorithm: 'CRC' }]],
    ['hashed in other blocks', 107, [{ data: 'YWJj', hash: 'x', blockSize: 262_144 }]],
    ['in an encoding that nobody knows', 91, [{ data: 'YWJj', current: 'br' }]],
    ['in the same encoding twice', 91, [{ data: 'YWJj', current: 'gzip,gzip' }]],
    ['that is not in the encoding it claims', 92, [{ data: 'YWJj', current: 'gzip' }]],
    ['that is not the text it claims', 92, [{ data: Buffer.from('%%%'), current: 'base64' }]],
    ['with a line break in its name', 3, [{ name: 'a&#10;b', data: 'YQ==' }]],
    ['with a name that is too long', 3, [{ name: 'n'.repeat(256), data: 'YQ==' }]],
  ])('%s', async (_, code, blobs) => {
    expect(await codeOf(...blobs)).toBe(code);
  });

  test.each<[string, number, (bytes: Buffer) => BlobParts]>([
    ['whose length is not what was uploaded', 3, () => ({ length: 4 })],
    ['whose hash is not that of what was uploaded', 111, () => ({ hash: blockHashOf(Buffer.from('x')) })],
    ['whose hash is by another algorithm', 108, () => ({ hash: 'x', algorithm: 'SHA-256' })],
    ['whose hash is by no algorithm', 106, () => ({ hash: 'x', algorithm: 'CRC' })],
    ['whose hash is of other blocks', 109, bytes => ({ hash: blockHashOf(bytes), blockSize: 262_144 })],
    ['that is not in the encoding it claims', 92, () => ({ current: 'gzip' })],
  ])('that was uploaded: %s', async (_, code, given) => {
    const bytes = Buffer.from('abc');
    const url = await upload(app, bytes);
    expect(await codeOf({ url, ...given(bytes) })).toBe(code);
    // What was refused can still be put right.
    expect(await codeOf({ url, hash: blockHashOf(bytes), blockSize: 2_097_152, length: 3 })).toBe(0);
  });

  test('with all that came with it: nothing of a refused request is kept', async () => {
    const before = await usage();
    const answer = await putThings(
      app,
      weightWith(payload({ name: 'a', data: randomBytes(1000) })) +
        weightWith(payload({ name: 'b', data: 'YQ==' }), {
          id: '7d47e12b-5b0d-4e2f-9a53-8f5a1a1c7a11',
          stamp: '7d47e12b-5b0d-4e2f-9a53-8f5a1a1c7a11',
        }),
    );
    expect(answer.code).toBe(13);
    expect(await usage()).toEqual(before);
    expect(await server.vault.store.read(db => db.blobs.unattached(app.app.id))).toMatchObject({
      bytes: expect.any(Number),
    });
    const left = await server.vault.store.read(db => db.blobs.overdue(Number.MAX_SAFE_INTEGER, 100));
    expect(left.filter(({ tokenHash }) => tokenHash === undefined)).toEqual([]);
  });

  test('of a thing the application may not write', async () => {
    const writer = await givenLinkedApp(server, { rules: fullRules([typeIds.weight]) });
    const reader = await linkApp(
      server,
      await givenLinkedApp(server, {
        rules: fullRules([typeIds.weight]).map(rule => ({ ...rule, permissions: ['Read'] as const })),
      }),
      writer,
    );
    const key = await putOne(writer, weightWith(payload({ name: 'a', data: 'YQ==' })));
    const url = await upload(reader, Buffer.from('abc'));
    const change = (blob: BlobParts) => putThings(reader, weightWith(payload(blob), key));
    expect((await change({ name: 'a', url })).code).toBe(11);
    expect((await change({ name: 'a', length: 0 })).code).toBe(11);
    expect((await change({ name: 'a', data: 'Yg==' })).code).toBe(11);
  });
});

describe('the quota of a record', () => {
  test('counts the bytes of each blob once, as long as any version has it', async () => {
    const before = await usage();
    let key = await putOne(app, weightWith(payload({ name: 'a', data: randomBytes(1000) })));
    const one = await usage();
    expect(one.blobBytes - before.blobBytes).toBe(1000);
    expect(one.bytes - before.bytes).toBe(1000 + weightXml(70).length);
    key = await putOne(app, weightWith('<tags>t</tags>', key));
    key = await putOne(app, weightWith(payload({ name: 'b', data: randomBytes(10) }), key));
    expect((await usage()).blobBytes - before.blobBytes).toBe(1010);
    key = await putOne(app, weightWith(payload({ name: 'a', length: 0 }), key));
    const remove = `<thing-id version-stamp="${key.stamp}">${key.id}</thing-id>`;
    expect((await callFor(app, 'RemoveThings', { info: remove })).code).toBe(0);
    expect((await usage()).blobBytes - before.blobBytes).toBe(1010);
  });

  test('refuses a blob that does not fit, which can be put where it does', async () => {
    const owner = await givenLinkedApp(server);
    const six = Buffer.alloc(6_000_000, 1);
    await putOne(owner, weightWith(payload({ name: 'a', url: await upload(owner, six) })));
    const { client, userToken } = owner;
    const begun = await client.call('BeginPutBlob', { userToken, recordId: owner.recordId });
    expect(begun.code).toBe(0);
    const url = await upload(owner, six);
    expect((await putThings(owner, weightWith(payload({ url })))).code).toBe(68);
    expect((await putThings(owner, weightWith(payload({ data: six })))).code).toBe(68);
  });
});

describe('version 1', () => {
  const asText = (inside: string, encoding?: string, type = 'text/csv') =>
    `<data-other content-type="${type}"${encoding ? ` content-encoding="${encoding}"` : ''}>${inside}</data-other>`;
  const old = { version: 1 };
  const otherData = (key: { id: string }, version = 2) =>
    callFor(app, 'GetThings', {
      version,
      info: `<group><id>${key.id}</id><format><section>otherdata</section></format></group>`,
    });
  const shown = async (key: { id: string }, version?: number) =>
    /<data-other.*<\/data-other>/s.exec((await otherData(key, version)).xml)?.[0];

  test('writes the blob without a name as data-other, and versions 1 and 2 read it so', async () => {
    const key = await putOne(app, weightWith(asText('YWJj', 'base64')), old);
    expect(await shown(key, 1)).toBe(
      '<data-other content-type="text/csv" content-encoding="base64">YWJj</data-other>',
    );
    expect(await shown(key, 2)).toBe(await shown(key, 1));
    expect(blobsIn(await getBlobs(app, key.id, { as: 'inline' }))['']).toMatchObject({
      base64data: 'YWJj',
      'content-type': 'text/csv',
      'legacy-content-encoding': 'base64',
    });
  });

  test('text without an encoding comes back in base64', async () => {
    const key = await putOne(app, weightWith(asText('Zucker &amp; Öl')), old);
    const base64 = Buffer.from('Zucker & Öl').toString('base64');
    expect(await shown(key)).toBe(
      `<data-other content-type="text/csv" content-encoding="base64">${base64}</data-other>`,
    );
  });

  test('text in several encodings stays as it is', async () => {
    const text = gzipSync('abc').toString('base64');
    const key = await putOne(app, weightWith(asText(text, 'gzip,base64')), old);
    expect(await shown(key)).toBe(
      `<data-other content-type="text/csv" content-encoding="gzip,base64">${text}</data-other>`,
    );
    expect(blobsIn(await getBlobs(app, key.id, { as: 'inline' }))['']).toMatchObject({
      base64data: Buffer.from(text).toString('base64'),
      'legacy-content-encoding': 'gzip,base64',
      'current-content-encoding': 'gzip,base64',
    });
  });

  test.each([
    ['%%%', 'base64', 92],
    ['YWJj', 'gzip,base64', 92],
    ['YWJj', 'gzip', 92],
    ['YWJj', 'rot13', 91],
  ])('%s in %s is refused', async (text, encoding, code) => {
    expect((await putThings(app, weightWith(asText(text, encoding)), old)).code).toBe(code);
  });

  test('bytes in an encoding of their own come with base64 as the last', async () => {
    const bytes = gzipSync('abc');
    const key = await putOne(app, weightWith(payload({ data: bytes, current: 'gzip', type: '' })));
    expect(await shown(key)).toBe(
      `<data-other content-encoding="gzip,base64">${bytes.toString('base64')}</data-other>`,
    );
  });

  test('shows no blob that has a name, and no other data where there is none', async () => {
    const key = await putOne(app, weightWith(payload({ name: 'a', data: 'YQ==' })));
    const answer = await otherData(key);
    expect(answer.code).toBe(0);
    expect(answer.xml).not.toContain('data-other');
  });

  test('cannot read data that was streamed', async () => {
    const key = await putOne(app, weightWith(payload({ url: await upload(app, Buffer.from('abc')) })));
    expect((await otherData(key)).code).toBe(89);
  });

  test('changes and removes the blob without a name, and keeps it when it is left out', async () => {
    let key = await putOne(app, weightWith(asText('YWJj', 'base64')), old);
    key = await putOne(app, thingXml(typeIds.weight, { data: weightXml(71) }, key), old);
    expect(await shown(key)).toContain('YWJj');
    key = await putOne(app, weightWith(asText('YQ==', 'base64'), key), old);
    expect(await shown(key)).toContain('YQ==');
    key = await putOne(app, weightWith('<data-other/>', key), old);
    expect(await shown(key)).toBeUndefined();
  });

  test('may not change a thing whose blobs it cannot see', async () => {
    const key = await putOne(app, weightWith(payload({ data: 'YQ==' }, { name: 'b', data: 'Yg==' })));
    for (const method of ['PutThings', 'OverwriteThings']) {
      const info = thingXml(typeIds.weight, { data: weightXml(71) }, key);
      expect((await callFor(app, method, { version: 1, info })).code).toBe(104);
    }
    const without = await putOne(app, weightWith(payload({ name: 'b', length: 0 }), key));
    expect(await putOne(app, weightWith('<tags>x</tags>', without), old)).toBeTruthy();
  });

  test('has no blob-payload, and version 2 no data-other', async () => {
    expect((await putThings(app, weightWith(payload({ data: 'YQ==' })), old)).code).toBe(3);
    expect((await putThings(app, weightWith(asText('a')))).code).toBe(3);
  });
});
