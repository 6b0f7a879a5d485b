// The published samples of every type, as a client would send them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenApp, givenPerson, type Linked, linkApp, type TestApp } from '../testing/given.ts';
import { hasReference, sampleXml } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml } from '../testing/things.ts';
import { everyType, findVersion } from '../things/index.ts';

/** What stands around an item is not the item's. */
const outside = /^(\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->)+/;

describe.skipIf(!hasReference)('published samples (needs KEEPWELL_REFERENCE)', () => {
  let server: TestServer;
  let app: TestApp;
  let record: Linked;
  beforeAll(async () => {
    server = await startTestServer();
    app = await givenApp(server.vault);
    record = await linkApp(server, app, await givenPerson(server.vault));
  });
  afterAll(() => server.close());

  const versions = everyType().flatMap(type => type.versions);
  const samples = versions.flatMap(({ id }) => {
    const sample = hasReference ? sampleXml(id) : undefined;
    return sample === undefined ? [] : [{ id, item: sample.replace(outside, '').trim() }];
  });

  test.each(samples)('$id goes in through PutThings and comes back byte for byte', async ({ id, item }) => {
    // A record has one thing of a singleton type, and a sample for each version.
    const isSingleton = findVersion(id)!.type.singleton;
    const { client, recordId, userToken } = isSingleton
      ? await linkApp(server, app, await givenPerson(server.vault))
      : record;
    const put = await client.call('PutThings', {
      version: 2,
      info: thingXml(id, { data: item }),
      recordId,
      userToken,
    });
    expect(put.message).toBeUndefined();
    const [thingId] = put.texts('thing-id');
    const info = `<group><id>${thingId}</id><format><section>core</section><xml/><type-version-format>${id}</type-version-format></format></group>`;
    const got = await client.call('GetThings', { version: 3, info, recordId, userToken });
    expect(got.xml).toContain(`<data-xml>${item}</data-xml>`);
  });

  /** Documents of these two, once written, stay as they are. */
  const immutable = samples.filter(({ id }) => findVersion(id)!.type.immutable).map(({ id }) => id);

  test.each(samples)(
    '$id sent back as an update is accepted, unless its type may not change',
    async ({ id, item }) => {
      const { client, recordId, userToken } = findVersion(id)!.type.singleton
        ? await linkApp(server, app, await givenPerson(server.vault))
        : record;
      const call = (method: string, version: number, info: string) =>
        client.call(method, { version, info, recordId, userToken });
      const put = await call('PutThings', 2, thingXml(id, { data: item }));
      const info = `<group><id>${put.texts('thing-id')[0]}</id><format><section>core</section><xml/><type-version-format>${id}</type-version-format></format></group>`;
      const got = await call('GetThings', 3, info);
      const update = await call('PutThings', 2, /<thing>.*<\/thing>/s.exec(got.xml)![0]);
      expect(update.code).toBe(immutable.includes(id) ? 20 : 0);
      if (update.code === 0) expect(update.texts('thing-id')).toEqual(put.texts('thing-id'));
    },
  );

  test('the two that may not change are the CCR and the CCD', () => {
    expect(immutable.sort()).toEqual([
      '1e1ccbfc-a55d-4d91-8940-fa2fbf73c195',
      '9c48a2b8-952c-4f5a-935d-f3292326bf54',
    ]);
  });

  test('there are 92 of them', () => {
    expect(samples).toHaveLength(92);
  });
});
