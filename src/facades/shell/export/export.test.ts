import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantForPerson } from '../../../core/authorization/authorize.ts';
import { setSeclusion } from '../../../core/things/custody.ts';
import { payload, putOne, weightWith } from '../../../testing/blobs.ts';
import { fullRules, givenApp, type Linked, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml, weightXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { unzip } from '../../../testing/unzip.ts';
import type { Browser } from '../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const linked = async ({ person, record }: Visitor): Promise<Linked> =>
  linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });

async function sent(browser: Browser, record: string, form?: string): Promise<Response> {
  const token = form ?? ((await browser.open('/export')).form('/export').form as string);
  const { origin } = new URL(server.shellUrl);
  return fetch(new URL('/export', server.shellUrl), {
    method: 'POST',
    body: new URLSearchParams({ form: token, record }),
    headers: { origin, cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    redirect: 'manual',
  });
}

async function exported(browser: Browser, record: string) {
  const answer = await sent(browser, record);
  expect(answer.status).toBe(200);
  return { answer, files: unzip(Buffer.from(await answer.arrayBuffer())) };
}

const progress = async (browser: Browser, record: string) =>
  JSON.parse((await browser.send(`/export/progress?record=${record}`)).html);

describe('an export', () => {
  test('holds every item as XML, JSON and CSV, its blobs, and a page that lists them', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const image = randomBytes(5000);
    const first = await putOne(
      app,
      weightWith(payload({ name: 'a/../scan.png', type: 'image/png', data: image })),
    );
    const note = '<common><note>=HYPERLINK("evil", "a, b")</note></common>';
    await putOne(app, thingXml(typeIds.weight, { data: weightXml(81) + note }));
    const { answer, files } = await exported(ada.browser, ada.record.id);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="keepwell-record-\d{4}-\d\d-\d\d\.zip"$/,
    );
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const names = [...files.keys()];
    const xml = names.filter(name => name.startsWith('xml/weight/'));
    expect(xml).toHaveLength(2);
    expect(files.get(xml.find(name => name.includes(first.id))!)!.toString()).toContain('<kg>70</kg>');
    const blob = names.find(name => name.startsWith(`files/weight/${first.id}/`))!;
    expect(files.get(blob)!.equals(image)).toBe(true);
    expect(blob).not.toMatch(/\.\.\/|\/\.\./);
    const json = JSON.parse(files.get('json/weight.json')!.toString());
    expect(json).toHaveLength(2);
    const withFile = json.find(({ id }: { id: string }) => id === first.id);
    expect(withFile.value.value.kg).toBe(70);
    expect(withFile.files).toEqual([
      { name: 'a/../scan.png', contentType: 'image/png', bytes: 5000, path: blob },
    ]);
    const csv = files.get('csv/weight.csv')!.toString();
    expect(csv.split('\r\n')[0]).toContain('id,date,summary,note,when.date.y');
    // What somebody wrote is no formula.
    expect(csv).toContain(`"'=HYPERLINK(""evil"", ""a, b"")"`);
    expect(csv).toMatch(/,81\r\n/);
    const index = files.get('index.html')!.toString();
    expect(index).toContain('href="csv/weight.csv"');
    expect(names.at(-1)).toBe('index.html');
    expect(await progress(ada.browser, ada.record.id)).toEqual({ state: 'done', done: 2, total: 2 });
  });

  test('of an empty record says so', async () => {
    const { browser, record } = await givenSignedIn(server);
    const { files } = await exported(browser, record.id);
    expect([...files.keys()]).toEqual(['index.html']);
    expect(files.get('index.html')!.toString()).toContain('There was nothing in the record.');
  });

  test('goes over many pages of items', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const things = Array.from({ length: 250 }, (_, i) =>
      thingXml(typeIds.weight, { data: weightXml(50 + i) }),
    );
    await app.client.call('PutThings', {
      version: 2,
      info: things.join(''),
      recordId: app.recordId,
      userToken: app.userToken,
    });
    const { files } = await exported(ada.browser, ada.record.id);
    expect([...files.keys()].filter(name => name.startsWith('xml/weight/'))).toHaveLength(250);
    expect(JSON.parse(files.get('json/weight.json')!.toString())).toHaveLength(250);
    expect(files.get('csv/weight.csv')!.toString().trim().split('\r\n')).toHaveLength(251);
  });

  test('is noted with who took it', async () => {
    const { browser, person, record } = await givenSignedIn(server);
    await exported(browser, record.id);
    const rows = await server.vault.store.read(db => db.audit.ofRecord({ recordId: record.id, limit: 10 }));
    expect(rows[0]).toMatchObject({ action: 'ExportRecord', personId: person.id });
  });

  test('holds what the access opens: some kinds only, and nothing personal for others than custodians', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    const app = await linked(ada);
    await putOne(app, thingXml(typeIds.weight, { data: weightXml(70) }));
    const personal = await putOne(app, thingXml(typeIds.weight, { data: weightXml(71) }));
    const own = await server.vault.store.read(db =>
      grantForPerson(db, ada.person.id, ada.record.id, server.clock.now()),
    );
    const seclusion = { personal: true, hiddenInEmergency: false };
    await setSeclusion(server.vault, own, { id: personal.id, versionStamp: personal.stamp }, seclusion);
    await putOne(
      app,
      thingXml(typeIds.height, {
        data: '<height><when><date><y>2026</y><m>1</m><d>1</d></date></when><value><m>1.7</m></value></height>',
      }),
    );
    await server.vault.store.write(db =>
      db.records.putAccess({
        personId: bo.person.id,
        recordId: ada.record.id,
        level: 'view',
        relationship: 2,
        typeIds: [typeIds.weight],
        createdAt: server.clock.now(),
        expiresAt: undefined,
      }),
    );
    const { files } = await exported(bo.browser, ada.record.id);
    expect([...files.keys()].some(name => name.includes('height'))).toBe(false);
    expect(JSON.parse(files.get('json/weight.json')!.toString())).toHaveLength(1);
    const all = await exported(ada.browser, ada.record.id);
    expect(JSON.parse(all.files.get('json/weight.json')!.toString())).toHaveLength(2);
  });

  test('is refused for records of others, without the token of this browser, and by GET', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    expect((await sent(ada.browser, bo.record.id)).status).toBe(404);
    expect((await sent(ada.browser, ada.record.id, 'forged')).status).toBe(403);
    expect((await ada.browser.send(`/export/progress?record=${bo.record.id}`)).status).toBe(404);
    const rows = await server.vault.store.read(db =>
      db.audit.ofRecord({ recordId: bo.record.id, limit: 10 }),
    );
    expect(rows.map(({ action }) => action)).not.toContain('ExportRecord');
  });

  test('that nobody takes ends, and a person may have two under way', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    await putOne(app, weightWith(payload({ name: 'big', type: 'video/mp4', data: randomBytes(6_000_000) })));
    const held = [await sent(ada.browser, ada.record.id), await sent(ada.browser, ada.record.id)];
    expect((await sent(ada.browser, ada.record.id)).status).toBe(429);
    for (const answer of held) await answer.body!.cancel();
    const isFree = async () => (await progress(ada.browser, ada.record.id)).state !== 'running';
    for (let tries = 0; tries < 100 && !(await isFree()); tries++) await new Promise(r => setTimeout(r, 20));
    expect(await progress(ada.browser, ada.record.id)).toMatchObject({ state: 'failed' });
    await exported(ada.browser, ada.record.id);
    expect(server.logged.filter(line => line.includes('request failed'))).toEqual([]);
  });
});
