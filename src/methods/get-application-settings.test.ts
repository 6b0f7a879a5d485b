import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revoke } from '../core/authorization/consent.ts';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { appSettingsBytesMax: 1000 } });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const set = (info: string, by: Linked = app) =>
  by.client.call('SetApplicationSettings', { info, userToken: by.userToken });
const get = (by: Linked = app) => by.client.call('GetApplicationSettings', { userToken: by.userToken });

const settings =
  '<app-settings>\n <a b=\'1\'>x &amp; <![CDATA[<y>]]></a><!-- kept -->\n <n:c xmlns:n="urn:n"/></app-settings>';

describe('application settings', () => {
  test.each(['constructor', '__proto__', 'toString', 'nothing'])(
    'may not claim to be of the type xs:%s',
    async name => {
      const spaces =
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"';
      expect((await set(`<app-settings ${spaces} xsi:type="xs:${name}"><a/></app-settings>`)).code).toBe(3);
      expect((await set(`<app-settings ${spaces} xsi:type="xs:anyType"><a/></app-settings>`)).code).toBe(0);
    },
  );

  test('come back to the byte, here and in GetPersonInfo', async () => {
    expect((await set(settings)).code).toBe(0);
    expect((await get()).xml).toContain(
      `${settings}<selected-record-id>${app.recordId}</selected-record-id>`,
    );
    expect((await app.client.call('GetPersonInfo', { userToken: app.userToken })).xml).toContain(settings);
  });

  test('keep a namespace that was declared around them', async () => {
    const tamper = '<app-settings xmlns:o="urn:outer"><o:a/></app-settings>';
    expect((await set(tamper)).code).toBe(0);
    expect((await get()).elements('a')[0]!.uri).toBe('urn:outer');
  });

  test('are nothing before the first time and after they were cleared', async () => {
    const by = await givenLinkedApp(server);
    expect((await get(by)).texts('app-settings')).toEqual([]);
    await set('<app-settings><a/></app-settings>', by);
    expect((await get(by)).elements('app-settings')).toHaveLength(1);
    await set('', by);
    expect((await get(by)).elements('app-settings')).toHaveLength(0);
  });

  test('leave the selected record as it was', async () => {
    const { store } = server.vault;
    await store.write(db =>
      db.settings.put(app.app.id, app.person.id, { xml: '', selectedRecordId: app.record.id }),
    );
    await set(settings);
    const kept = await store.read(db => db.settings.get(app.app.id, app.person.id));
    expect(kept?.selectedRecordId).toBe(app.record.id);
  });

  test('belong to one application and one person', async () => {
    const other = await givenLinkedApp(server);
    await set(settings);
    expect((await get(other)).elements('app-settings')).toHaveLength(0);
  });

  test('can be set offline too', async () => {
    const by = await givenLinkedApp(server);
    const info = '<app-settings><offline/></app-settings>';
    expect((await by.client.call('SetApplicationSettings', { info, personId: by.personId })).code).toBe(0);
    expect((await get(by)).xml).toContain(info);
  });

  test('are XML elements within the limit', async () => {
    expect((await set('<app-settings>text</app-settings>')).code).toBe(3);
    expect((await set('<app-settings a="1"/>')).code).toBe(3);
    expect((await set('<settings/>')).code).toBe(3);
    const full = `<app-settings><a>${'é'.repeat(482)}</a></app-settings>`;
    expect((await set(full)).code).toBe(0);
    expect((await set(full.replace('<a>', '<a>é'))).code).toBe(39);
    expect((await get()).xml).toContain(full);
  });

  test('are out of reach once nothing is authorised any more', async () => {
    const by = await givenLinkedApp(server);
    const { vault } = server;
    await vault.store.write(db =>
      revoke(db, vault, { appId: by.app.id, personId: by.person.id, recordId: by.record.id }),
    );
    expect([(await get(by)).code, (await set(settings, by)).code]).toEqual([11, 11]);
  });

  test.skipIf(!hasReference)('answer by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    await set(settings);
    expect(problemsBy('response-getapplicationsettings', await get())).toEqual([]);
  });
});
