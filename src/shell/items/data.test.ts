// The pages about the data of a record: lists, search, items with their history, deletion and coming back, files, charts,
// the timeline and the home page; what others may not see of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { removeThings } from '../../core/things/remove.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { ccdType, clinicalDocument } from '../../testing/clinical-documents.ts';
import { givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { givenCertificate, signThing, trust } from '../../testing/signatures.ts';
import { aWeight } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import allergy from '../../things/allergy.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import fileType from '../../things/file.ts';
import weightType from '../../things/weight.ts';
import { Browser } from '../testing/browser.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

function weighed(kg: number, day: string, note?: string): ThingWrite {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number];
  return makeThing(weightType, { when: { date: { y, m, d } }, value: { kg } }, note);
}

async function put(
  { person, record }: Pick<Visitor, 'person' | 'record'>,
  ...writes: ThingWrite[]
): Promise<string[]> {
  const grant = makeSystemGrant('tests', record.id, person.id);
  return (await writeThings(server.vault, grant, writes, { overwrite: false })).map(({ id }) => id);
}

/** Somebody who reaches another's record. */
async function givenGuest(owner: Visitor, level: 'view' | 'modify', only?: string[]): Promise<Visitor> {
  const guest = await givenSignedIn(server, 'Bo Guest');
  await giveAccess(server, { person: guest.person, record: owner.record }, level, only);
  const form = (await guest.browser.open('/')).form('/records/choose');
  await guest.browser.post('/records/choose', { ...form, record: owner.record.id });
  return { ...guest, record: owner.record };
}

describe('the list', () => {
  test('shows items newest first, by kind, group and date, and leads to each', async () => {
    const user = await givenSignedIn(server);
    const [id] = await put(user, weighed(71, '2026-03-01'), weighed(72, '2026-04-01'));
    await put(user, makeThing(allergy, { name: { text: 'Peanuts' } } as never));
    const all = await user.browser.open('/items');
    expect(all.text).toMatch(/Peanuts.*72 kg.*71 kg/);
    expect(all.html).toContain(`href="/items/${id}"`);
    expect((await user.browser.open('/items?group=conditions')).text).not.toContain('72 kg');
    expect((await user.browser.open('/items?kind=weight')).text).not.toContain('Peanuts');
    const may = await user.browser.open('/items?kind=weight&to=2026-03-31');
    expect(may.text).toContain('71 kg');
    expect(may.text).not.toContain('72 kg');
    expect((await user.browser.open('/items?kind=nonsense')).status).toBe(404);
  });

  test('finds words in what is shown and in notes, whatever their case and accents, and keeps them out of the address', async () => {
    const user = await givenSignedIn(server);
    await put(
      user,
      weighed(71, '2026-03-01', 'After the Café'),
      weighed(72, '2026-04-01'),
      makeThing(allergy, { name: { text: 'Peanuts' } } as never),
    );
    const list = await user.browser.open('/items');
    const notes = await user.browser.submit(list, '/items/find', { words: 'CAFE after' });
    expect(notes.text).toContain('71 kg');
    expect(notes.text).not.toContain('72 kg');
    expect(notes.url.href).not.toMatch(/cafe/i);
    const names = await user.browser.submit(list, '/items/find', { words: 'peanut' });
    expect(names.text).toMatch(/Newest first.*Peanuts/);
    const none = await user.browser.submit(list, '/items/find', { words: 'plutonium' });
    expect(none.text).toContain('Nothing fits');
  });

  test('tells items by the app they came from', async () => {
    const user = await givenSignedIn(server);
    const app = await givenApp(server.vault, { name: 'Scale App' });
    const { client, recordId, userToken } = await linkApp(server, app, user);
    await client.call('PutThings', { version: 2, info: aWeight(65), recordId, userToken });
    await put(user, weighed(90, '2026-01-01'));
    const list = await user.browser.open('/items');
    expect(list.html).toContain(`<option value="${app.app.id}">Scale App</option>`);
    const fromApp = await user.browser.submit(list, '/items/find', { source: app.app.id });
    expect([fromApp.text.includes('65 kg'), fromApp.text.includes('90 kg')]).toEqual([true, false]);
    const byHand = await user.browser.submit(list, '/items/find', { source: 'here' });
    expect([byHand.text.includes('65 kg'), byHand.text.includes('90 kg')]).toEqual([false, true]);
  });

  test('goes on from a place, not from a count, and from no place but its own', async () => {
    const user = await givenSignedIn(server);
    const writes = Array.from({ length: 27 }, (_, i) =>
      weighed(60 + i, `2020-01-${String(i + 1).padStart(2, '0')}`),
    );
    await put(user, ...writes);
    const first = await user.browser.open('/items?kind=weight');
    expect([...first.html.matchAll(/<th scope="row">/g)]).toHaveLength(25);
    const href = first.tag(/after=/)!.href!;
    expect(href).not.toContain('2020');
    // Something new does not move the pages.
    await put(user, weighed(99, '2026-01-01'));
    const older = await user.browser.open(href);
    expect(older.text).toMatch(/61 kg.*60 kg/);
    expect([...older.html.matchAll(/<th scope="row">/g)]).toHaveLength(2);
    expect((await user.browser.open('/items?after=x')).status).toBe(404);
  });

  test('says what to do where there is nothing', async () => {
    const { browser } = await givenSignedIn(server);
    const empty = await browser.open('/items');
    expect(empty.text).toContain('The record of Ada Example holds no health data yet');
    expect(empty.html).toContain('href="/items/add"');
    expect((await browser.open('/timeline')).html).toContain('href="/items/add"');
  });

  test('shows a guest what is shared, nothing personal, nothing deleted, and no way to change it', async () => {
    const owner = await givenSignedIn(server);
    const [id] = await put(
      owner,
      weighed(71, '2026-03-01'),
      makeThing(allergy, { name: { text: 'Peanuts' } } as never),
    );
    const guest = await givenGuest(owner, 'view', [typeIds.weight]);
    const list = await guest.browser.open('/items');
    expect(list.text).toContain('71 kg');
    expect(list.text).not.toContain('Peanuts');
    expect(list.html).not.toContain('name="do"');
    expect(list.html).not.toContain('/items/add');
    const { form } = (await guest.browser.open('/')).form('/sign-out');
    const item = await owner.browser.open(`/items/${id}`);
    const values = item.form('/items/chosen');
    const tried = await guest.browser.post('/items/chosen', { ...values, form, do: 'delete' });
    expect(tried.status).toBe(403);
    await owner.browser.submit(item, `/items/${id}/who`, { personal: 'yes' });
    expect((await guest.browser.open('/items')).text).not.toContain('71 kg');
    expect((await guest.browser.open(`/items/${id}`)).status).toBe(404);
    expect((await guest.browser.open('/items?state=deleted')).text).toContain('Nothing here yet');
  });
});

describe('an item', () => {
  test('is drawn with labels and units, its note, and who wrote it with which app', async () => {
    const user = await givenSignedIn(server);
    const app = await givenApp(server.vault, { name: 'Pressure App' });
    const { client, recordId, userToken } = await linkApp(server, app, user);
    const data =
      '<blood-pressure><when><date><y>2026</y><m>5</m><d>4</d></date><time><h>7</h><m>30</m></time></when><systolic>128</systolic><diastolic>82</diastolic><pulse>64</pulse></blood-pressure>';
    const common =
      '<common><source>Cuff</source><note>Sitting &amp; calm</note><tags>morning</tags><extension source="x.app"><mood>fine</mood></extension></common>';
    const put = await client.call('PutThings', {
      version: 2,
      info: `<thing><type-id>${typeIds.bloodPressure}</type-id><data-xml>${data}${common}</data-xml></thing>`,
      recordId,
      userToken,
    });
    const page = await user.browser.open(`/items/${put.texts('thing-id')[0]}`);
    expect(page.text).toContain('Systolic 128 mmHg');
    expect(page.text).toContain('4 May 2026, 07:30');
    for (const part of ['Sitting & calm', 'Cuff', 'morning', 'Mood', 'fine', 'with Pressure App'])
      expect(page.text).toContain(part);
    // What is so of nearly all is not said.
    expect(page.text).not.toMatch(/signature|versions/i);
    expect(page.html).not.toContain('&lt;');
  });

  test('is hidden from everybody but custodians where it says so, for nobody else to change', async () => {
    const owner = await givenSignedIn(server);
    const [id] = await put(owner, weighed(71, '2026-03-01'));
    const guest = await givenGuest(owner, 'modify');
    const seen = await guest.browser.open(`/items/${id}`);
    expect(seen.html).not.toContain('name="personal"');
    const tried = await guest.browser.submit(seen, `/items/${id}/who`, { personal: 'yes' });
    expect(tried.status).toBe(403);
    const changed = await guest.browser.submit(seen, `/items/${id}/who`, { hidden: 'yes' });
    expect(changed.text).toContain('Saved.');
    const stale = await guest.browser.submit(seen, `/items/${id}/who`, {});
    expect(stale.text).toContain('Somebody changed this item meanwhile');
  });

  test('tells its versions and what each changed, field by field', async () => {
    const user = await givenSignedIn(server);
    const { vault } = server;
    const grant = makeSystemGrant('tests', user.record.id, user.person.id);
    const value = { when: { date: { y: 2026, m: 5, d: 4 } }, systolic: 128, diastolic: 82 };
    const [first] = await writeThings(vault, grant, [makeThing(bloodPressure, value)], { overwrite: false });
    const next = makeThing(bloodPressure, { ...value, systolic: 140, pulse: 61 }, 'Again');
    await writeThings(vault, grant, [{ ...next, ...{ id: first!.id, versionStamp: first!.versionStamp } }], {
      overwrite: false,
    });
    const page = await user.browser.open(`/items/${first!.id}/history`);
    expect(page.text).toMatch(
      /Version 2.*Systolic 128 mmHg 140 mmHg.*Pulse – 61 \/min.*Note – Again.*Version 1/,
    );
    expect(page.text).not.toContain('Diastolic 82');
  });

  test('is deleted with an undo, restored, and removed for good after a question', async () => {
    const user = await givenSignedIn(server);
    const [id] = await put(user, weighed(71, '2026-03-01'));
    const item = await user.browser.open(`/items/${id}`);
    const deleted = await user.browser.submit(item, '/items/chosen', { do: 'delete' });
    expect(deleted.text).toContain('One item is deleted.');
    expect(deleted.text).not.toContain('71 kg');
    const undone = await user.browser.submit(deleted, '/items/restore');
    expect(undone.text).toContain('71 kg');
    const again = await user.browser.open(`/items/${id}`);
    await user.browser.submit(again, '/items/chosen', { do: 'delete' });
    expect((await user.browser.open('/items?state=deleted')).text).toContain('71 kg');
    const gone = await user.browser.open(`/items/${id}`);
    expect(gone.text).toContain('This item is deleted');
    const question = await user.browser.open(`/items/${id}/purge`);
    expect(question.text).toContain('Nothing can bring it back');
    const purged = await user.browser.submit(question, '/items/purge');
    expect(purged.text).toContain('gone for good');
    expect((await user.browser.open(`/items/${id}`)).status).toBe(404);
    const usage = await server.vault.store.read(db => db.records.usage(user.record.id));
    expect(usage.bytes).toBe(0);
  });

  test('that is there cannot be removed for good, nor by who does not look after the record', async () => {
    const owner = await givenSignedIn(server);
    const [id] = await put(owner, weighed(71, '2026-03-01'));
    const { form } = (await owner.browser.open('/')).form('/sign-out');
    const refused = await owner.browser.post('/items/purge', { form, things: id! });
    expect(refused.text).toMatch(/nothing was done.*71 kg/);
    const guest = await givenGuest(owner, 'modify');
    const item = await guest.browser.open(`/items/${id}`);
    const deleted = await guest.browser.submit(item, '/items/chosen', { do: 'delete' });
    const own = (await guest.browser.open('/')).form('/sign-out').form!;
    expect((await guest.browser.post('/items/purge', { form: own, things: id! })).status).toBe(403);
    // Whoever deleted it by hand can take that back.
    expect((await guest.browser.submit(deleted, '/items/restore')).text).toContain('71 kg');
  });

  test('several are deleted at once, all or none', async () => {
    const user = await givenSignedIn(server);
    const ids = await put(
      user,
      weighed(71, '2026-03-01'),
      weighed(72, '2026-03-02'),
      weighed(73, '2026-03-03'),
    );
    const list = await user.browser.open((await user.browser.open('/items')).tag(/choose=yes/)!.href!);
    const stamps = [...list.html.matchAll(/name="thing" value="([^"]+)"/g)].map(([, value]) => value!);
    const two = stamps.filter(stamp => !stamp.startsWith(ids[0]!));
    const values = { ...list.form('/items/chosen'), do: 'delete' };
    const none = await user.browser.post('/items/chosen', { ...values, thing: [] });
    expect(none.text).toContain('Choose items first.');
    const deleted = await user.browser.post('/items/chosen', { ...values, thing: two });
    expect(deleted.text).toContain('2 items are deleted.');
    expect(deleted.text).toContain('71 kg');
    const stale = await user.browser.post('/items/chosen', { ...values, thing: stamps });
    expect(stale.text).toContain('nothing was done');
    expect(stale.text).toContain('71 kg');
    const undone = await user.browser.submit(deleted, '/items/restore');
    expect(undone.text).toMatch(/73 kg.*72 kg.*71 kg/);
  });

  test('needs a form of this browser, and leads nowhere else', async () => {
    const user = await givenSignedIn(server);
    const [id] = await put(user, weighed(71, '2026-03-01'));
    for (const action of [
      '/items/chosen',
      '/items/restore',
      '/items/purge',
      '/items/find',
      `/items/${id}/who`,
    ])
      expect((await user.browser.post(action, { things: id!, do: 'delete' })).status).toBe(403);
    const list = await user.browser.open('/items?choose=yes');
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', '/sign-out']) {
      const values = { ...list.form('/items/chosen'), thing: [], do: 'delete', back };
      expect((await user.browser.post('/items/chosen', values)).url.pathname).toBe('/items');
    }
  });

  test('is nobody else’s, and asks who is not signed in to sign in', async () => {
    const user = await givenSignedIn(server);
    const [id] = await put(user, weighed(71, '2026-03-01'));
    const other = await givenSignedIn(server, 'Eve Else');
    for (const path of [`/items/${id}`, `/items/${id}/history`, `/items/${id}/purge`, `/items/${id}/files/x`])
      expect((await other.browser.open(path)).status).toBe(404);
    for (const path of ['/items', '/timeline', '/charts/weight', `/items/${id}`])
      expect((await new Browser(server).open(path)).url.pathname).toBe('/sign-in');
  });
});

describe('what stands beside an item', () => {
  test('tells who signed it, and that what was signed is gone once it is changed', async () => {
    const user = await givenSignedIn(server);
    const now = server.clock.now();
    const root = await givenCertificate({ name: 'Root', now, isAuthority: true });
    const signer = await givenCertificate({ name: 'Lakeside Clinic', now, issuer: root });
    trust(server, root);
    const app = await givenApp(server.vault);
    const { client, recordId, userToken } = await linkApp(server, app, user);
    const other = await givenCertificate({ name: 'Dr Good', now, issuer: root });
    const put = await client.call('PutThings', {
      version: 2,
      info: signThing(aWeight(71), signer, { chain: [other] }),
      recordId,
      userToken,
    });
    const page = await user.browser.open(`/items/${put.texts('thing-id')[0]}`);
    expect(page.text).toContain('Signed by Lakeside Clinic.');
  });

  test('leads to related items, and tells nothing of those that one may not see', async () => {
    const user = await givenSignedIn(server);
    const [other] = await put(user, weighed(71, '2026-03-01'));
    const related = (id: string) =>
      `<related-thing><thing-id>${id}</thing-id><relationship-type>before</relationship-type></related-thing>`;
    const write = weighed(72, '2026-03-02');
    const commonXml = `<common>${related(other!)}${related(user.person.id)}</common>`;
    const [id] = await put(user, { ...write, data: { ...write.data!, commonXml } });
    const page = await user.browser.open(`/items/${id}`);
    expect(page.html).toContain(`<a href="/items/${other}">Weight: 71 kg</a>`);
    expect(page.text).toContain('An item that is not here, or that you may not see');
  });

  test('a clinical document is told as a text, and counted as shown', async () => {
    const user = await givenSignedIn(server);
    const xml = clinicalDocument({}).replace(
      '</ClinicalDocument>',
      '<component><structuredBody><component><section><title>Allergies</title><text><list><item>Penicillin</item></list></text></section></component></structuredBody></component></ClinicalDocument>',
    );
    const data = { xml, commonXml: '', clientId: undefined, effectiveDate: undefined, endDate: undefined };
    const [id] = await put(user, { typeId: ccdType, data });
    const shown = () => server.vault.store.read(db => db.meaningfulUse.actionCount(user.record.id, 'view'));
    expect(await shown()).toBe(0);
    const page = await user.browser.open(`/items/${id}`);
    expect(page.html).toContain('<h2>Allergies</h2>');
    expect(page.html).toContain('<li>Penicillin</li>');
    expect(page.html).not.toContain('&lt;');
    expect(await shown()).toBe(1);
  });
});

describe('files', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  async function withFile(contentType: string, bytes: Buffer, name = 'scan "1"/ä.png') {
    const user = await givenSignedIn(server);
    const write = makeThing(fileType, {
      name: 'A scan',
      size: bytes.length,
      contentType: { text: contentType },
    } as never);
    const [id] = await put(user, { ...write, blobs: [{ name, contentType, bytes }] });
    const page = await user.browser.open(`/items/${id}`);
    const href = page.tag(new RegExp(`href="/items/${id}/files/[^"?]+"`))!.href!;
    return { user, page, href, id: id! };
  }

  test('pictures stand on the page, and come with headers that let nothing in them run', async () => {
    const { user, page, href } = await withFile('image/png', png);
    expect(page.html).toContain(`<img class="shown" src="${href}?show"`);
    const shown = await user.browser.send(`${href}?show`);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.policy).toContain("default-src 'none'; sandbox");
    const loaded = await user.browser.send(href);
    expect(loaded.headers.get('content-type')).toBe('application/octet-stream');
    expect(loaded.headers.get('content-disposition')).toMatch(/^attachment; filename="scan _1_/);
    expect(loaded.headers.get('content-length')).toBe(String(png.length));
  });

  test.each(['text/html', 'image/svg+xml', 'text/xml'])('%s is for downloading alone', async type => {
    const { user, page, href } = await withFile(type, Buffer.from('<script>alert(1)</script>'), 'x');
    expect(page.html).not.toContain('?show');
    const tried = await user.browser.send(`${href}?show`);
    expect(tried.headers.get('content-type')).toBe('application/octet-stream');
    expect(tried.headers.get('content-disposition')).toContain('attachment');
  });

  test('a PDF opens in the browser', async () => {
    const { user, href } = await withFile('application/pdf', Buffer.from('%PDF-1.4'), 'letter.pdf');
    const shown = await user.browser.send(`${href}?show`);
    expect(shown.headers.get('content-disposition')).toContain('inline; filename="letter.pdf"');
    expect(shown.policy).toContain('sandbox');
  });

  test('go with their item when it is removed for good', async () => {
    const { user, href, id } = await withFile('image/png', png);
    await user.browser.submit(await user.browser.open(`/items/${id}`), '/items/chosen', { do: 'delete' });
    await user.browser.submit(await user.browser.open(`/items/${id}/purge`), '/items/purge');
    expect((await user.browser.open(href)).status).toBe(404);
    const blobId = href.split('/').at(-1)!;
    expect((await server.vault.store.read(db => db.blobs.byId(blobId)))?.state).toBe('dropped');
    const grant = makeSystemGrant('tests', user.record.id, user.person.id);
    expect(await server.vault.store.read(db => db.records.usage(grant.recordId))).toMatchObject({
      bytes: 0,
      blobBytes: 0,
    });
  });
});

describe('charts', () => {
  test('draw every line, describe themselves, and repeat their numbers in a table', async () => {
    const user = await givenSignedIn(server);
    const today = new Date(server.clock.now());
    const at = (months: number) => {
      const date = new Date(today);
      date.setUTCMonth(date.getUTCMonth() - months, 1);
      return { date: { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: 1 } };
    };
    const reading = (months: number, systolic: number, diastolic: number) =>
      makeThing(bloodPressure, { when: at(months), systolic, diastolic });
    await put(user, reading(1, 128, 82), reading(2, 131, 84), reading(20, 150, 95));
    const page = await user.browser.open('/charts/blood-pressure');
    // Two lines, for wide windows and for narrow ones.
    expect(page.html.match(/<path class="chart-path"/g)).toHaveLength(4);
    expect(page.html).toContain('role="img"');
    expect(page.html).not.toContain('style=');
    expect(page.text).toContain('2 readings from');
    expect(page.text).toContain('Systolic: between 128 and 131 mmHg, last 128 mmHg.');
    expect(page.text).toMatch(/The numbers.*128 82.*131 84/);
    expect(page.text).not.toContain('150');
    expect((await user.browser.open('/charts/blood-pressure?range=all')).text).toContain('150');
    const month = await user.browser.open('/charts/blood-pressure?range=month');
    expect(month.text).not.toContain('131');
  });

  test('gather many readings into averages with their lowest and highest', async () => {
    const user = await givenSignedIn(server);
    const day = new Date(server.clock.now() - 40 * 86_400_000);
    const writes = Array.from({ length: 300 }, (_, i) => {
      const date = new Date(day.getTime() + Math.floor(i / 10) * 86_400_000).toISOString().slice(0, 10);
      return weighed(70 + (i % 10), date);
    });
    await put(user, ...writes);
    const page = await user.browser.open('/charts/weight');
    expect(page.text).toContain('Averages of a day');
    expect(page.text).toContain('74.5 70 to 79');
    expect(page.html).toContain('class="chart-band"');
  });

  test('are of kinds with numbers only', async () => {
    const { browser } = await givenSignedIn(server);
    expect((await browser.open('/charts/weight')).text).toContain('Nothing to draw yet');
    for (const kind of ['allergy', 'nonsense'])
      expect((await browser.open(`/charts/${kind}`)).status).toBe(404);
  });
});

test('the timeline shows everything by day, from a day back', async () => {
  const user = await givenSignedIn(server);
  await put(
    user,
    weighed(71, '2026-03-01'),
    weighed(72, '2026-03-02'),
    makeThing(bloodPressure, { when: { date: { y: 2026, m: 3, d: 2 } }, systolic: 128, diastolic: 82 }),
  );
  const page = await user.browser.open('/timeline');
  expect([...page.html.matchAll(/<section class="day">/g)]).toHaveLength(2);
  expect(page.text).toMatch(/2 March 2026.*1 March 2026.*71 kg/);
  expect((await user.browser.open('/timeline?to=2026-03-01')).text).not.toContain('72 kg');
});

describe('the home page', () => {
  test('tells who comes new what to do first', async () => {
    const { browser } = await givenSignedIn(server);
    const home = await browser.open('/');
    expect(home.text).toContain('Write down a first item');
  });

  test('shows the newest of each kind', async () => {
    const user = await givenSignedIn(server);
    await put(user, weighed(71, '2026-03-01'), weighed(72, '2026-04-01'));
    await put(user, makeThing(allergy, { name: { text: 'Peanuts' } } as never));
    const home = await user.browser.open('/');
    expect(home.text).toContain('Weight 72 kg 1 Apr 2026');
    expect(home.text).toContain('Peanuts');
    expect(home.text).not.toContain('71 kg');
  });

  test('tells what others changed since the visit before, as long as the visit lasts', async () => {
    const own = await startTestServer({ limits: { shellSessionIdleMs: 3 * 3_600_000 } });
    try {
      const user = await givenSignedIn(own);
      const app = await givenApp(own.vault, { name: 'Scale App' });
      const { client, recordId, userToken } = await linkApp(own, app, user);
      const add = (kg: number) =>
        client.call('PutThings', { version: 2, info: aWeight(kg), recordId, userToken });
      await add(60);
      expect((await user.browser.open('/')).text).not.toContain('New since');
      await add(61);
      expect((await user.browser.open('/')).text).toMatch(
        /New since you last looked Weight : 61 kg Added by Scale App/,
      );
      expect((await user.browser.open('/')).text).toContain('New since you last looked');
      own.clock.pass(2 * 3_600_000);
      expect((await user.browser.open('/')).text).toContain('Nothing was changed by others');
      // One's own hand is no news.
      const grant = makeSystemGrant('tests', user.record.id, user.person.id);
      const [thing] = await own.vault.store.read(db => db.things(grant).ofTypes([typeIds.weight], 1));
      await removeThings(own.vault, grant, [thing!]);
      expect((await user.browser.open('/')).text).toContain('Nothing was changed by others');
    } finally {
      await own.close();
    }
  });
});

test('an item of another record of the person makes that record the one at hand', async () => {
  const owner = await givenSignedIn(server, 'Cleo Owner');
  const [id] = await put(owner, weighed(71, '2026-03-01'));
  const guest = await givenGuest(owner, 'view');
  const browser = new Browser(server);
  await signInAs(browser, guest.person);
  expect((await browser.open('/')).html).toContain('Record: Bo Guest');
  expect((await browser.open(`/items/${id}`)).html).toContain('Record: Cleo Owner');
});

test('a search and a chart look at so many items and say when there are more', async () => {
  const own = await startTestServer({ limits: { itemsSearchedMax: 2, chartReadingsMax: 2 } });
  try {
    const user = await givenSignedIn(own);
    const grant = makeSystemGrant('tests', user.record.id, user.person.id);
    const writes = [
      weighed(71, '2026-03-01', 'far back'),
      weighed(72, '2026-03-02'),
      weighed(73, '2026-03-03'),
    ];
    await writeThings(own.vault, grant, writes, { overwrite: false });
    const found = await user.browser.submit(await user.browser.open('/items'), '/items/find', {
      words: 'back',
    });
    expect(found.text).toContain('The search went through a part of the items only');
    const on = await user.browser.open(found.tag(/after=/)!.href!);
    expect(on.text).toContain('far back');
    const chart = await user.browser.open('/charts/weight?range=all');
    expect(chart.text).toContain('The newest 2 readings are drawn');
    expect(chart.text).not.toContain('1 March 2026');
  } finally {
    await own.close();
  }
});
