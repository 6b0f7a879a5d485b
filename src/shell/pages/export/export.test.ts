import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { setSeclusion } from '../../../core/things/custody.ts';
import { payload, putOne, type ThingKey, weightWith } from '../../../testing/blobs.ts';
import { fullRules, givenApp, type Linked, linkApp } from '../../../testing/given.ts';
import { runnable } from '../../../testing/runnable.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenCertificate, signThing, trust } from '../../../testing/signatures.ts';
import { thingXml, weightXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { unzip } from '../../../testing/unzip.ts';
import type { Browser } from '../../testing/browser.ts';
import { askForExport } from '../../testing/exports.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Somebody who may look at another's record. */
async function givenGuest(owner: Visitor, only?: string[]): Promise<Visitor> {
  const guest = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: guest.person, record: owner.record }, 'view', only);
  return guest;
}

async function seclude({ person, record }: Visitor, id: string, personal = true): Promise<void> {
  const own = await server.vault.store.read(db =>
    makePersonGrant(db, person.id, record.id, server.clock.now()),
  );
  const [thing] = await server.vault.store.read(db => db.things(own).byIds([id]));
  await setSeclusion(server.vault, own, thing!, { personal, hiddenInEmergency: false });
}

const height =
  '<height><when><date><y>2026</y><m>1</m><d>1</d></date></when><value><m>1.7</m></value></height>';

const linked = async ({ person, record }: Visitor): Promise<Linked> =>
  linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });

async function exported(browser: Browser, record: string) {
  const answer = await askForExport(browser, record);
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
    expect(runnable(answer)).toEqual([]);
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
    // Spreadsheets take it for UTF-8 by that.
    expect(csv.startsWith('\ufeff')).toBe(true);
    expect((await ada.browser.open('/export')).text).toContain('open them with Data > From Text/CSV');
    expect(csv.split('\r\n')[0]).toContain('id,date,summary,note,tags,when.date.y');
    // What somebody wrote is no formula.
    expect(csv).toContain(`"'=HYPERLINK(""evil"", ""a, b"")"`);
    expect(csv).toMatch(/,81,\d{4}-/);
    const index = files.get('index.html')!.toString();
    expect(index).toContain('href="csv/weight.csv"');
    expect(names.at(-1)).toBe('index.html');
    expect(await progress(ada.browser, ada.record.id)).toEqual({ state: 'done', done: 2, total: 2 });
  });

  test('tells of each item its tags, its end, its signature, and who wrote it with which app and when', async () => {
    const ada = await givenSignedIn(server);
    const app = await linkApp(server, await givenApp(server.vault, { name: 'Scale App' }), ada);
    const now = server.clock.now();
    const root = await givenCertificate({ name: 'Root', now, isAuthority: true });
    const signer = await givenCertificate({ name: 'Clinic', now, issuer: root });
    trust(server, root);
    const put = async (info: string) => {
      const { client, recordId, userToken } = app;
      const answer = await client.call('PutThings', { version: 2, info, recordId, userToken });
      expect(answer.message).toBeUndefined();
    };
    await put(
      thingXml(typeIds.weight, { data: weightXml(70), tags: 'a &amp; b', end: '2027-01-02T03:04:05' }),
    );
    await put(signThing(thingXml(typeIds.height, { data: height }), signer));
    const { files } = await exported(ada.browser, ada.record.id);
    const xml = (kind: string) => {
      const [, file] = [...files].find(([name]) => name.startsWith(`xml/${kind}/`))!;
      return file.toString();
    };
    const at = new Date(now).toISOString();
    expect(xml('weight')).toContain('<tags>a &amp; b</tags>');
    expect(xml('weight')).toContain('<updated-end-date>2027-01-02T03:04:05</updated-end-date>');
    for (const name of ['created', 'updated'])
      expect(xml('weight')).toMatch(
        new RegExp(`<${name}><timestamp>${at}</timestamp><app-id name="Scale App">.*name="Ada Example"`),
      );
    expect(xml('height')).toMatch(/<signature-info><sig-data>.*<SignatureValue>/s);
    const stamp = { at, by: 'Ada Example', with: 'Scale App' };
    const [item] = JSON.parse(files.get('json/weight.json')!.toString());
    expect(item).toMatchObject({
      tags: 'a & b',
      endDate: '2027-01-02T03:04:05',
      created: stamp,
      updated: stamp,
    });
    const [head, row] = files.get('csv/weight.csv')!.toString().split('\r\n');
    expect(head).toContain('note,tags,');
    expect(head).toMatch(/,created,created by,created with,updated,updated by,updated with$/);
    expect(row).toMatch(new RegExp(`,a & b,.*,${at},Ada Example,Scale App,${at},Ada Example,Scale App$`));
  });

  test('has no size for those who may not see everything', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenGuest(ada);
    await bo.browser.open(`/records/${ada.record.id}/items`);
    expect((await bo.browser.open('/export')).text).not.toContain('The record takes about');
    expect((await ada.browser.open('/export')).text).toContain('The record takes about');
  });

  test('calls a file that was uploaded by its name', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const data = '<file><name>Arztbrief März.docx</name><size>4</size></file>';
    const item = thingXml('bd0403c5-4ae2-4b0e-a8db-1888678e4528', { data });
    const { id } = await putOne(
      app,
      item.replace('</thing>', `${payload({ name: '', data: Buffer.from('text') })}</thing>`),
    );
    const { files } = await exported(ada.browser, ada.record.id);
    const path = `files/file/${id}/Arztbrief März.docx`;
    expect(files.get(path)!.toString()).toBe('text');
    const [{ files: told }] = JSON.parse(files.get('json/file.json')!.toString());
    expect(told).toMatchObject([{ name: 'Arztbrief März.docx', path }]);
  });

  test('says in the CSV and in the list what has no column', async () => {
    const own = await startTestServer({ limits: { exportColumnsMax: 4 } });
    try {
      const ada = await givenSignedIn(own);
      const app = await linkApp(own, await givenApp(own.vault, { rules: fullRules() }), ada);
      await putOne(app, thingXml(typeIds.weight, { data: weightXml(70) }));
      await putOne(
        app,
        thingXml(typeIds.condition, { data: '<condition><name><text>Asthma</text></name></condition>' }),
      );
      const shown =
        '<weight><when><date><y>2026</y><m>1</m><d>1</d></date></when><value><kg>70</kg><display units="lb">154</display></value></weight>';
      await putOne(app, thingXml(typeIds.weight, { data: shown }));
      const { files } = await exported(ada.browser, ada.record.id);
      const rows = files.get('csv/weight.csv')!.toString().trim().split('\r\n');
      expect(rows[0]).toMatch(
        /note,tags,when\.date\.y,.*,value\.kg,created,.*,values that have no column here$/,
      );
      expect(
        rows
          .slice(1)
          .map(row => row.split(',').at(-1))
          .sort(),
      ).toEqual(['0', '2']);
      expect(files.get('csv/condition.csv')!.toString()).not.toContain('no column');
      const index = files.get('index.html')!.toString();
      expect(index.match(/columns for the first 4 values only/g)).toHaveLength(1);
    } finally {
      await own.close();
    }
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
    const ada = await givenSignedIn(server);
    const bo = await givenGuest(ada, [typeIds.weight]);
    const app = await linked(ada);
    await putOne(app, thingXml(typeIds.weight, { data: weightXml(70) }));
    await seclude(ada, (await putOne(app, thingXml(typeIds.weight, { data: weightXml(71) }))).id);
    await putOne(app, thingXml(typeIds.height, { data: height }));
    const { files } = await exported(bo.browser, ada.record.id);
    expect([...files.keys()].some(name => name.includes('height'))).toBe(false);
    expect(JSON.parse(files.get('json/weight.json')!.toString())).toHaveLength(1);
    const all = await exported(ada.browser, ada.record.id);
    expect(JSON.parse(all.files.get('json/weight.json')!.toString())).toHaveLength(2);
  });

  test('is refused for records of others, without the token of this browser, and by GET', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    expect((await askForExport(ada.browser, bo.record.id)).status).toBe(404);
    expect((await askForExport(ada.browser, ada.record.id, 'forged')).status).toBe(403);
    expect((await ada.browser.send(`/export/progress?record=${bo.record.id}`)).status).toBe(404);
    const rows = await server.vault.store.read(db =>
      db.audit.ofRecord({ recordId: bo.record.id, limit: 10 }),
    );
    expect(rows.map(({ action }) => action)).not.toContain('ExportRecord');
  });

  test('holds what items were before, with the files of then, as far as the access opens it', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenGuest(ada);
    const app = await linked(ada);
    const [old, kept, other] = [randomBytes(100), randomBytes(100), randomBytes(100)];
    const file = (name: string, data: Buffer) => ({ name, type: 'image/png', data });
    const first = await putOne(app, weightWith(payload(file('a.png', old), file('kept.png', kept))));
    const change = thingXml(typeIds.weight, { data: weightXml(90) }, first);
    await putOne(app, change.replace('</thing>', `${payload(file('a.png', other))}</thing>`));
    const secret = await putOne(app, thingXml(typeIds.weight, { data: weightXml(55) }));
    await seclude(ada, secret.id);
    const opened = await putOne(app, thingXml(typeIds.weight, { data: weightXml(56) }));
    await seclude(ada, opened.id);
    await seclude(ada, opened.id, false);
    const { files } = await exported(ada.browser, ada.record.id);
    const before = [...files.keys()].filter(name => name.startsWith(`xml/weight/history/${first.id}/`));
    expect(before).toHaveLength(1);
    expect(before[0]).toMatch(new RegExp(`/\\d{4}-\\d\\d-\\d\\dT\\d{6}-${first.stamp}\\.xml$`));
    expect(files.get(before[0]!)!.toString()).toContain('<kg>70</kg>');
    const now = [...files.keys()].find(name => name.startsWith('xml/weight/2') && name.includes(first.id))!;
    expect(files.get(now)!.toString()).toContain('<kg>90</kg>');
    // A file that is there still is not there twice.
    const folder = before[0]!.replace(/^xml/, 'files').replace(/\.xml$/, '');
    expect([...files.keys()].filter(name => name.startsWith('files/')).sort()).toEqual(
      [`files/weight/${first.id}/a.png`, `files/weight/${first.id}/kept.png`, `${folder}/a.png`].sort(),
    );
    expect(files.get(`${folder}/a.png`)!.equals(old)).toBe(true);
    expect(files.get(`files/weight/${first.id}/a.png`)!.equals(other)).toBe(true);
    // What is personal is not for others, nor what it was before it became so, nor a time when it was.
    const count = (of: Map<string, Buffer>, { id }: ThingKey) =>
      [...of.keys()].filter(name => name.includes(id)).length;
    expect(count(files, secret)).toBe(2);
    expect(count(files, opened)).toBe(3);
    const guests = (await exported(bo.browser, ada.record.id)).files;
    expect(count(guests, secret)).toBe(0);
    expect(count(guests, opened)).toBe(2);
    expect(guests.has(before[0]!)).toBe(true);
  });

  test('gives files of like names different paths, the same in the JSON', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const names = ['a/b', 'a_b', '', 'file', 'A.txt', 'a.txt', 'nul', 'dot.'];
    const data = names.map(name => Buffer.from(`this is ${name}`));
    const blobs = names.map((name, index) => ({ name, data: data[index]! }));
    const { id } = await putOne(app, weightWith(payload(...blobs)));
    const { files } = await exported(ada.browser, ada.record.id);
    const [item] = JSON.parse(files.get('json/weight.json')!.toString());
    const paths = new Map<string, string>(
      item.files.map((file: { name: string; path: string }) => [file.name, file.path]),
    );
    expect(paths.size).toBe(names.length);
    for (const [index, name] of names.entries())
      expect(files.get(paths.get(name)!)?.toString(), name).toBe(data[index]!.toString());
    const lower = [...files.keys()].filter(path => path.includes(id)).map(path => path.toLowerCase());
    expect(new Set(lower).size).toBe(names.length + 1);
  });

  test.each([
    [
      'the access is taken away',
      (guest: Visitor, owner: Visitor) =>
        server.vault.store.write(db => db.records.removeAccess(guest.person.id, owner.record.id)),
    ],
    [
      'the access opens less',
      (guest: Visitor, owner: Visitor) =>
        giveAccess(server, { person: guest.person, record: owner.record }, 'view', [typeIds.weight]),
    ],
    [
      'the record is deleted',
      (_: Visitor, { record }: Visitor) =>
        server.vault.store.write(db =>
          db.records.update({ ...record, state: 'deleted', deletedAt: server.clock.now() } as typeof record),
        ),
    ],
    [
      'the account is suspended',
      ({ person }: Visitor) =>
        server.vault.store.write(db => db.people.update({ ...person, state: 'suspended' } as typeof person)),
    ],
  ])('breaks off when %s', async (_, end) => {
    const owner = await givenSignedIn(server);
    const guest = await givenGuest(owner);
    const app = await linked(owner);
    // More than lies between the vault and a browser that does not read.
    for (let i = 0; i < 4; i++)
      await putOne(
        app,
        weightWith(payload({ name: 'big', type: 'video/mp4', data: randomBytes(6_000_000) })),
      );
    const printed = vi.spyOn(console, 'error');
    server.logged.length = 0;
    const answer = await askForExport(guest.browser, owner.record.id);
    const reader = answer.body!.getReader();
    let bytes = (await reader.read()).value!.length;
    await end(guest, owner);
    const rest = async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        bytes += value.length;
      }
    };
    await expect(rest()).rejects.toThrow();
    expect(bytes).toBeLessThan(24_000_000);
    // One line, without a stack, a message or a name; the adapter prints nothing of its own.
    const lines = server.logged.map(line => JSON.parse(line)).filter(({ msg }) => msg !== 'request');
    const told = { method: 'POST', path: '/export', status: 'ACCESS_DENIED', msg: 'answer broke off' };
    expect(lines).toEqual([{ level: 30, time: expect.any(Number), request: expect.any(String), ...told }]);
    expect(printed).not.toHaveBeenCalled();
  });

  test('whose files cannot be read breaks off, which is logged as our fault', async () => {
    const own = await startTestServer();
    try {
      const ada = await givenSignedIn(own);
      const app = await linkApp(own, await givenApp(own.vault, { rules: fullRules() }), ada);
      await putOne(app, weightWith(payload({ name: 'a', data: randomBytes(100_000) })));
      rmSync(join(own.data, 'blobs'), { recursive: true });
      const printed = vi.spyOn(console, 'error');
      const answer = await askForExport(ada.browser, ada.record.id);
      await expect(answer.arrayBuffer()).rejects.toThrow();
      const failures = own.logged.map(line => JSON.parse(line)).filter(({ level }) => level >= 50);
      expect(failures).toMatchObject([{ level: 50, method: 'POST', path: '/export', msg: 'request failed' }]);
      expect(printed).not.toHaveBeenCalled();
    } finally {
      await own.close();
    }
  });

  test('of large items reads few at a time, and holds them all', async () => {
    const own = await startTestServer({ limits: { pageBytesMax: 5000 } });
    try {
      const ada = await givenSignedIn(own);
      const app = await linkApp(own, await givenApp(own.vault, { rules: fullRules() }), ada);
      const note = (i: number) =>
        `<common><note>${`large ${i} `.repeat(i === 3 ? 2000 : 200)}</note></common>`;
      for (let i = 0; i < 8; i++)
        await putOne(app, thingXml(typeIds.weight, { data: weightXml(60 + i) + note(i) }));
      const { files } = await exported(ada.browser, ada.record.id);
      expect([...files.keys()].filter(name => name.startsWith('xml/weight/'))).toHaveLength(8);
      const items: { value: { value: { kg: number } }; note: string }[] = JSON.parse(
        files.get('json/weight.json')!.toString(),
      );
      expect(items.map(({ value }) => value.value.kg).sort()).toEqual([60, 61, 62, 63, 64, 65, 66, 67]);
      expect(Math.max(...items.map(item => item.note.length))).toBe('large 3 '.length * 2000 - 1);
    } finally {
      await own.close();
    }
  });

  test('that nobody takes ends, and a person may have two under way', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    await putOne(app, weightWith(payload({ name: 'big', type: 'video/mp4', data: randomBytes(6_000_000) })));
    const held = [
      await askForExport(ada.browser, ada.record.id),
      await askForExport(ada.browser, ada.record.id),
    ];
    expect((await askForExport(ada.browser, ada.record.id)).status).toBe(429);
    for (const answer of held) await answer.body!.cancel();
    const isFree = async () => (await progress(ada.browser, ada.record.id)).state !== 'running';
    for (let tries = 0; tries < 100 && !(await isFree()); tries++) await new Promise(r => setTimeout(r, 20));
    expect(await progress(ada.browser, ada.record.id)).toMatchObject({ state: 'failed' });
    await exported(ada.browser, ada.record.id);
    expect(server.logged.filter(line => line.includes('request failed'))).toEqual([]);
  });

  test('that has ended is told of for an hour, then forgotten as others begin theirs', async () => {
    await using own = await startTestServer();
    const [ada, bo] = [await givenSignedIn(own), await givenSignedIn(own, 'Bo Example')];
    await exported(ada.browser, ada.record.id);
    own.clock.pass(59 * 60_000);
    await exported(bo.browser, bo.record.id);
    expect(await progress(ada.browser, ada.record.id)).toMatchObject({ state: 'done' });
    own.clock.pass(60_000);
    await exported(bo.browser, bo.record.id);
    expect(await progress(ada.browser, ada.record.id)).toMatchObject({ state: 'none' });
    expect(await progress(bo.browser, bo.record.id)).toMatchObject({ state: 'done' });
  });
});
