import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishLog } from '../../../core/audit/publish.ts';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { purgeThings } from '../../../core/things/custody.ts';
import { removeThings } from '../../../core/things/remove.ts';
import { callFor, putOne } from '../../../testing/blobs.ts';
import { fullRules, givenApp, type Linked, linkApp } from '../../../testing/given.ts';
import { keepLog, loadVerifier } from '../../../testing/log.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { aWeight, bloodPressureXml, thingXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const linked = async ({ person, record }: Visitor, name = 'Curves'): Promise<Linked> =>
  linkApp(server, await givenApp(server.vault, { rules: fullRules(), name }), { person, record });

async function shared(owner: Visitor, level: 'view' | 'modify' | 'custodian', name = 'Bo Example') {
  const bo = await givenSignedIn(server, name);
  const access = {
    personId: bo.person.id,
    recordId: owner.record.id,
    level,
    relationship: 2,
    typeIds: undefined,
    createdAt: server.clock.now(),
    expiresAt: undefined,
  };
  await server.vault.store.write(db => db.records.putAccess(access));
  bo.browser.cookies.set('keepwell-record', owner.record.id);
  return bo;
}

const rowsOf = (html: string) =>
  [...html.matchAll(/<tr><th scope="row">([\s\S]*?)<\/tr>/g)].map(([, row]) =>
    row!
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

describe('the activity of a record', () => {
  test('tells who did what, with which app, online or offline', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    await putOne(app, aWeight());
    const offline = await app.client.call('PutThings', {
      version: 2,
      info: aWeight() + aWeight(71),
      recordId: app.recordId,
      personId: app.personId,
    });
    expect(offline.code).toBe(0);
    const page = await ada.browser.open('/activity');
    expect(page.status).toBe(200);
    expect(page.html.match(/UTC/g)).toHaveLength(1);
    const rows = rowsOf(page.html);
    expect(rows[0]).toMatch(/Added or changed items 2 items: Weight Ada Example Curves on its own$/);
    expect(rows[1]).toMatch(/Added or changed items 1 item: Weight Ada Example Curves while signed in$/);
    expect(rows[2]).toMatch(/Let an app in Ada Example Curves/);
    expect(rows[3]).toMatch(/Created the record Ada Example Keepwell$/);
  });

  test('says in words what people do by the pages, many items at once as one', async () => {
    const ada = await givenSignedIn(server);
    const { browser } = ada;
    const app = await linked(ada);
    const keys = [await putOne(app, aWeight(70)), await putOne(app, aWeight(71))];
    const form = (await browser.open('/account')).form('/sign-out').form as string;
    const things = keys.map(({ id, stamp }) => `${id} ${stamp}`);
    const deleted = await browser.post('/items/chosen', {
      form,
      thing: things,
      do: 'delete',
      back: '/items',
    });
    await browser.submit(deleted, '/items/restore');
    const item = await browser.open(`/items/${keys[0]!.id}`);
    await browser.submit(item, `/items/${keys[0]!.id}/who`, { hidden: 'yes' });
    const page = await browser.open('/items/new/weight');
    await browser.submit(page, '/items/new/weight', { 'v.value.value': '72' });
    const rows = rowsOf((await browser.open('/activity?kind=data')).html);
    expect(rows.map(row => row.replace(/^\d\d:\d\d /, ''))).toEqual([
      'Added items 1 item: Weight Ada Example Keepwell',
      'Changed who sees items 1 item: Weight Ada Example Keepwell',
      'Brought deleted items back 2 items: Weight Ada Example Keepwell',
      'Deleted items 2 items: Weight Ada Example Keepwell',
      'Added or changed items 1 item: Weight Ada Example Curves while signed in',
      'Added or changed items 1 item: Weight Ada Example Curves while signed in',
    ]);
  });

  test('leads to an item that is there, and names no kind of what is removed for good', async () => {
    const ada = await givenSignedIn(server);
    const { id } = await putOne(await linked(ada), aWeight());
    const href = `href="/items/${id}"`;
    expect((await ada.browser.open('/activity?kind=data')).html).toContain(`1 item: <a ${href}>Weight</a>`);
    const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
    const [thing] = await server.vault.store.read(db => db.things(grant).byIds([id]));
    await removeThings(server.vault, grant, [thing!]);
    await purgeThings(server.vault, grant, [id]);
    const { html } = await ada.browser.open('/activity?kind=data');
    expect(rowsOf(html).map(row => row.replace(/^\d\d:\d\d /, ''))).toContainEqual(
      expect.stringMatching(/^Added or changed items 1 item Ada Example/),
    );
    expect(html).not.toContain(href);
  });

  test('names the kinds of many items, but no kind or item that the reader may not see', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const pressure = thingXml(typeIds.bloodPressure, { data: bloodPressureXml(128, 82) });
    await callFor(app, 'PutThings', { version: 2, info: aWeight() + pressure });
    expect((await ada.browser.open('/activity?kind=data')).text).toContain('2 items: Weight, Blood pressure');
    // What somebody did and may not see any more.
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
    const bos = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), {
      person: bo.person,
      record: ada.record,
    });
    const { id } = await putOne(bos, aWeight());
    await giveAccess(server, { person: bo.person, record: ada.record }, 'modify', [typeIds.bloodPressure]);
    bo.browser.cookies.set('keepwell-record', ada.record.id);
    const { html } = await bo.browser.open('/activity?kind=data');
    expect(html).toContain('1 item</span>');
    expect(html).not.toContain(id);
  });

  test('tells apps as much of it as before: items changed, and which', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const keys = [await putOne(app, aWeight(70)), await putOne(app, aWeight(71))];
    const form = (await ada.browser.open('/account')).form('/sign-out').form as string;
    const things = keys.map(({ id, stamp }) => `${id} ${stamp}`);
    const deleted = await ada.browser.post('/items/chosen', {
      form,
      thing: things,
      do: 'delete',
      back: '/items',
    });
    await ada.browser.submit(deleted, '/items/restore');
    const answer = await callFor(app, 'GetRecordOperations', {
      info: '<record-operation-sequence-number>0</record-operation-sequence-number>',
    });
    expect(answer.code).toBe(0);
    expect(answer.texts('operation')).toEqual(['Create', 'Create', 'Delete', 'Delete', 'Update', 'Update']);
  });

  test('counts what apps have read, to the last second', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    await putOne(app, aWeight());
    const info = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`;
    for (let i = 0; i < 3; i++) await callFor(app, 'GetThings', { version: 3, info });
    const page = await ada.browser.open('/activity');
    expect(page.text).toMatch(/Curves through Ada Example Weight 3/);
  });

  test('is filtered by kind, app, person and day', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada, 'First app');
    const second = await linked(ada, 'Second app');
    await putOne(app, aWeight());
    await putOne(second, aWeight());
    const bo = await shared(ada, 'modify');
    const bos = await linkApp(
      server,
      await givenApp(server.vault, { rules: fullRules(), name: 'Third app' }),
      {
        person: bo.person,
        record: ada.record,
      },
    );
    await putOne(bos, aWeight());
    const found = async (query: string) => rowsOf((await ada.browser.open(`/activity?${query}`)).html);
    const changes = (rows: string[]) => rows.filter(row => row.includes('Added or changed'));
    expect(changes(await found('kind=data'))).toHaveLength(3);
    expect((await found('kind=apps')).filter(row => row.includes('Let an app in'))).toHaveLength(3);
    expect(changes(await found('kind=apps'))).toHaveLength(0);
    expect(changes(await found(`app=${app.app.id}`))).toHaveLength(1);
    expect((await found('app=none')).some(row => row.includes('Created the record'))).toBe(true);
    expect(changes(await found(`person=${bo.person.id}`))[0]).toContain('Third app');
    const today = new Date(server.clock.now()).toISOString().slice(0, 10);
    expect(changes(await found(`from=${today}&to=${today}`))).toHaveLength(3);
    expect(changes(await found('to=2001-01-01'))).toHaveLength(0);
    const wrong = await ada.browser.open('/activity?from=yesterday');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Enter a day');
    const odd = await ada.browser.open("/activity?kind=constructor&app=' OR 1=1&person=%00&before=-1e9");
    expect(odd.status).toBe(200);
  });

  test('goes on by place, so that what happens meanwhile moves nothing', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    for (let i = 0; i < 110; i++) await putOne(app, aWeight());
    const first = await ada.browser.open('/activity?kind=data');
    expect(rowsOf(first.html).filter(row => row.includes('Added or changed'))).toHaveLength(100);
    const next = first.tag(/href="\/activity\?[^"]*before=/)!.href!;
    await putOne(app, aWeight());
    const second = await ada.browser.open(next);
    expect(rowsOf(second.html)).toHaveLength(10);
  });

  test('is seen in full by those who look after the record; others see what is theirs', async () => {
    const ada = await givenSignedIn(server);
    await putOne(await linked(ada, 'Private app'), aWeight());
    const bo = await shared(ada, 'modify');
    const cy = await shared(ada, 'custodian', 'Cy Example');
    const bos = await linkApp(
      server,
      await givenApp(server.vault, { rules: fullRules(), name: 'Bo’s app' }),
      {
        person: bo.person,
        record: ada.record,
      },
    );
    await putOne(bos, aWeight());
    const own = await bo.browser.open('/activity');
    expect(own.text).toContain('Bo’s app');
    expect(own.html).not.toContain('Private app');
    expect(own.html).not.toContain(ada.person.id);
    const asked = await bo.browser.open(`/activity?person=${ada.person.id}`);
    expect(asked.text).toContain('Nothing to show');
    expect((await cy.browser.open('/activity')).text).toContain('Private app');
  });

  test('of records of others is out of reach, and nobody signed out sees any', async () => {
    const [ada, eve] = [await givenSignedIn(server), await givenSignedIn(server, 'Eve Example')];
    await putOne(await linked(ada, 'Private app'), aWeight());
    eve.browser.cookies.set('keepwell-record', ada.record.id);
    const page = await eve.browser.open('/activity');
    expect(page.html).not.toContain('Private app');
    eve.browser.cookies.clear();
    expect((await eve.browser.open('/activity')).url.pathname).toBe('/sign-in');
  });

  test('tells the owner who looked at what by the pages, and who was refused; not what they looked at themselves', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const { id } = await putOne(app, aWeight());
    const bo = await shared(ada, 'view');
    await bo.browser.open('/items');
    await bo.browser.open(`/items/${id}`);
    await bo.browser.open(`/items/${id}`);
    const eve = await givenSignedIn(server, 'Eve Example');
    expect((await eve.browser.open(`/records/${ada.record.id}`)).status).toBe(404);
    await ada.browser.open('/items');
    const page = await ada.browser.open('/activity');
    const said = rowsOf(page.html).map(row => row.replace(/^\d\d:\d\d /, ''));
    const looks = said.filter(row => row.startsWith('Looked at'));
    // What was opened within a moment stands in no order.
    for (const told of ['the list of items', 'an item (2 times)', '1 item: Weight Bo Example Keepwell'])
      expect(looks.join('; ')).toContain(told);
    expect(looks.join()).not.toContain('Ada Example');
    expect(said).toContainEqual(
      expect.stringMatching(/^Was refused a page about the record Eve Example Keepwell/),
    );
    expect(page.text).toContain('What you looked at yourself is left out here');
    const seen = rowsOf((await ada.browser.open('/activity?kind=looked')).html);
    expect(seen.some(row => /Looked at the record .*the list of items.* Ada Example/.test(row))).toBe(true);
    expect(rowsOf((await ada.browser.open('/activity?kind=refused')).html)).toHaveLength(1);
  });

  test('tells others who looked only where those who look after the record want it, and nothing else of others', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada, 'Private app');
    const { id } = await putOne(app, aWeight());
    const bo = await shared(ada, 'view');
    await ada.browser.open(`/items/${id}`);
    expect((await bo.browser.open('/activity')).html).not.toContain('Ada Example</td>');
    expect((await bo.browser.open(`/records/${ada.record.id}`)).html).not.toContain('/records/looks');
    const { form } = (await bo.browser.open('/account')).form('/sign-out');
    const tried = await bo.browser.post('/records/looks', { form, record: ada.record.id, told: 'yes' });
    expect(tried.status).toBe(403);
    const settings = await ada.browser.open(`/records/${ada.record.id}`);
    expect(settings.text).toContain('Only those who look after the record are told');
    const told = await ada.browser.submit(settings, '/records/looks', { told: 'yes' });
    expect(told.text).toContain('All who may read the record are told');
    const looks = rowsOf((await bo.browser.open('/activity')).html);
    expect(looks.some(row => /Looked at the record .*an item.* Ada Example Keepwell/.test(row))).toBe(true);
    for (const query of ['', `?person=${ada.person.id}`, '?kind=data', '?kind=apps']) {
      const { html } = await bo.browser.open(`/activity${query}`);
      expect(html).not.toContain('Private app');
      expect(rowsOf(html).filter(row => !row.includes('Looked at') && row.includes('Ada'))).toEqual([]);
    }
    expect(rowsOf((await ada.browser.open('/activity?kind=people')).html).join()).toContain(
      'Had all readers told who looked Ada Example',
    );
    await ada.browser.submit(await ada.browser.open(`/records/${ada.record.id}`), '/records/looks', {
      told: 'no',
    });
    expect(rowsOf((await bo.browser.open('/activity')).html).join()).not.toContain('Ada Example');
    const asked = await bo.browser.open(`/activity?person=${ada.person.id}`);
    expect(asked.text).toContain('Nothing to show');
  });

  test('tells ten looks at a page in a day as one line, day by day', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const { id } = await putOne(app, aWeight());
    const bo = await shared(ada, 'view');
    for (let i = 0; i < 10; i++) {
      await bo.browser.open(`/items/${id}`);
      await server.background.run('write reads');
      if (i === 4) await putOne(app, aWeight());
    }
    const { html } = await ada.browser.open('/activity');
    const looks = rowsOf(html).filter(row => row.includes('Looked at'));
    expect(looks).toHaveLength(1);
    expect(looks[0]).toMatch(/Looked at the record an item \(10 times\) 1 item: Weight Bo Example/);
    expect(html.match(/scope="rowgroup"/g)).toHaveLength(1);
  });

  test('is taken along as a table and for who checks it, by those who see all of it, and the log says so', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada, 'x;=Formula');
    await putOne(app, aWeight());
    await publishLog(server.vault, true);
    const table = (await ada.browser.open('/activity/log.csv')).html;
    expect(table).toMatch(/^\ufeff?,When \(UTC\),What,,Who,App\r\n1,/);
    expect(table).toContain(`Ada Example,x;'=Formula\r\n`);
    const lines = (await ada.browser.open('/activity/log.jsonl')).html;
    const kept = await keepLog(server, ada.record.id);
    const judge = await loadVerifier();
    expect(judge({ ...kept, log: lines })).toMatchObject({ problems: [], last: { number: 3 } });
    const page = await ada.browser.open('/activity');
    expect(page.text).toContain('Up to its entry 3 this log was published');
    expect(rowsOf(page.html).filter(row => row.includes('Took the log along'))).toHaveLength(2);
    const bo = await shared(ada, 'view');
    for (const address of ['/activity/log.csv', '/activity/log.jsonl'])
      expect((await bo.browser.open(address)).status).toBe(404);
  });

  test('is published for anybody, file by file, with the key that signed it', async () => {
    const { browser } = await givenSignedIn(server);
    browser.cookies.clear();
    await publishLog(server.vault, true);
    const page = await browser.open('/log');
    const { keys } = await keepLog(server, undefined);
    const last = await server.vault.store.read(db => db.log.lastHeads());
    const number = last?.number ?? 0;
    expect((await browser.open('/log/latest')).html).toBe(last?.text);
    expect((await browser.open(`/log/consistency?from=1&to=${last?.size}`)).html).toMatch(
      /^([0-9a-f]{64}\n)+$/,
    );
    expect(page.text).toContain(keys[0]);
    expect(page.text).toContain(`Checkpoint ${number}`);
    expect((await browser.open(`/log/${number}`)).html).toBe(last?.text);
    for (const odd of ['0', 'x', '99999', '1e3'])
      expect((await browser.open(`/log/${odd}`)).status).toBe(404);
  });
});
