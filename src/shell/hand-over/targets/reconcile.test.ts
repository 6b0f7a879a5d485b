// RECONCILE: an application puts a clinical document, its person chooses from it, and the application sees what came of it; or
// all that is new comes at once, where those who look after the record want that.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import type { Rule } from '../../../core/authorization/rules.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { givenPerson, linkApp } from '../../../testing/given.ts';
import { Reading } from '../../../testing/reading.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml } from '../../../testing/things.ts';
import allergyType, { type Allergy } from '../../../things/allergy.ts';
import ccrType from '../../../things/ccr.ts';
import conditionType from '../../../things/condition.ts';
import { readValue } from '../../../things/data.ts';
import { currentVersion, type ThingType } from '../../../things/index.ts';
import statusType, { type Status } from '../../../things/status.ts';
import { givenWebApp, redirectTo, rule } from '../../testing/apps.ts';
import type { Page } from '../../testing/browser.ts';
import { authorizeApp, giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let appId: string;
beforeAll(async () => {
  server = await startTestServer();
  appId = (await givenWebApp(server)).app.id;
});
afterAll(() => server.close());

const problem = (id: string, name: string) =>
  `<Problem><CCRDataObjectID>${id}</CCRDataObjectID><Description><Text>${name}</Text></Description></Problem>`;
const alert = (id: string, name: string, reaction: string) =>
  `<Alert><CCRDataObjectID>${id}</CCRDataObjectID><Type><Text>Allergy</Text></Type><Description><Text>${name}</Text></Description><Reaction><Description><Text>${reaction}</Text></Description></Reaction></Alert>`;
const printCcr = (id: string, problems: string, alerts = '') =>
  `<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"><CCRDocumentObjectID>${id}</CCRDocumentObjectID><Language><Text>English</Text></Language><Version>V1.0</Version><DateTime><ExactDateTime>2026-02-01T10:00:00Z</ExactDateTime></DateTime><Patient><ActorID>A1</ActorID></Patient><From><ActorLink><ActorID>A1</ActorID></ActorLink></From><Body><Problems>${problems}</Problems>${alerts && `<Alerts>${alerts}</Alerts>`}</Body><Actors/></ContinuityOfCareRecord>`;

type Owner = Pick<Visitor, 'person' | 'record'>;

async function put({ record, person }: Owner, ...writes: ThingWrite[]): Promise<string> {
  const grant = makeSystemGrant('tests', record.id, person.id);
  const [key] = await writeThings(server.vault, grant, writes, { overwrite: false });
  return key!.id;
}

/** @returns the id of the document */
const putDocument = (owner: Owner, xml: string, flags?: number) =>
  put(owner, { ...makeThing(ccrType, xml), ...(flags !== undefined && { flags }) });

async function send({ browser, ...owner }: Visitor, thingid: string): Promise<Page> {
  const alias = await authorizeApp(
    server,
    (await server.vault.store.read(db => db.applications.byId(appId)))!,
    owner,
  );
  const asked = await browser.open(
    redirectTo('RECONCILE', { appid: appId, extrecordid: alias, thingid, actionqs: 'q' }),
  );
  if (asked.html.includes('action="/imports/document"')) await browser.submit(asked, '/imports/document');
  await server.background.run('imports');
  return browser.open(redirectTo('RECONCILE', { appid: appId, extrecordid: alias, thingid, actionqs: 'q' }));
}

async function press(
  { browser }: Visitor,
  page: Page,
  values: Record<string, string | string[]>,
): Promise<Page> {
  const sent = await browser.submit(page, page.url.pathname, values);
  await server.background.run('imports');
  return sent;
}

async function listThings<Value>({ record, person }: Owner, type: ThingType<Value>) {
  const grant = makeSystemGrant('tests', record.id, person.id);
  const things = await server.vault.store.read(db =>
    db.things(grant).ofTypes([currentVersion(type as ThingType).id], 99),
  );
  return things.map(thing => ({ thing, value: readValue(type, thing) as Value }));
}

const namesOf = async (owner: Owner, type: ThingType<never>) =>
  (await listThings(owner, type as ThingType))
    .map(({ value }) => (value as { name: { text: string } }).name.text)
    .sort();

test('what is in a document is chosen from, one by one, and the application hears when it is done', async () => {
  const ada = await givenSignedIn(server);
  const before = await put(ada, makeThing(allergyType, { name: { text: 'Penicillin' } }, 'As a child'));
  await put(ada, makeThing(allergyType, { name: { text: 'Latex' } }));
  const alerts = alert('A1', 'penicillin', 'Hives') + alert('A2', 'Latex', 'Itching');
  const document = await putDocument(
    ada,
    printCcr('d1', problem('P1', 'Asthma') + problem('P2', 'Gout'), alerts),
  );
  const preview = await send(ada, document);
  expect(preview.text).toContain('Clinical record (CCR): what is in it');
  expect(preview.text).toContain('In the record: Penicillin');
  const form = preview.form(preview.url.pathname) as { line: string[]; kind: string[] };
  const asked = Object.fromEntries(
    [...preview.html.matchAll(/<select id="(similar-[\d.]+)"/g)].map(([, name], i) => [
      name!,
      i === 0 ? 'replace' : 'keep',
    ]),
  );
  expect(Object.keys(asked)).toHaveLength(2);
  const writing = await press(ada, preview, { ...form, ...asked, line: form.line.slice(0, 1), do: 'write' });
  const done = await ada.browser.open(writing.url.pathname + writing.url.search);
  expect(done.text).toContain('1 item added');
  expect(done.text).toContain('1 item changed');
  expect(done.text).toContain('1 item there already');
  expect(done.text).toContain('1 item left out, as you chose');
  expect(await namesOf(ada, conditionType)).toEqual(['Asthma']);
  const allergies = await listThings<Allergy>(ada, allergyType);
  expect(allergies.map(({ value }) => [value.name.text, value.reaction?.text]).sort()).toEqual([
    ['Latex', undefined],
    ['penicillin', 'Hives'],
  ]);
  expect(allergies.find(({ value }) => value.name.text === 'penicillin')!.thing.id).toBe(before);
  const [asthma] = await listThings(ada, conditionType as ThingType);
  expect(asthma!.thing.clientId).toBe('P1');
  expect(asthma!.thing.commonXml).toContain(`<thing-id>${document}</thing-id>`);
  const [status] = await listThings<Status>(ada, statusType);
  expect(status!.value.statusType.code?.[0]?.value).toBe('ReconcileComplete');
  expect(status!.thing.commonXml).toContain(document);
  const back = await ada.browser.submit(done, done.url.pathname, { do: 'back' });
  expect([back.returned('target'), back.returned('actionqs')]).toEqual(['ReconcileComplete', 'q']);
  // Undone, it is as it was.
  const question = await ada.browser.open(`${done.url.pathname}/undo`);
  await ada.browser.submit(question, done.url.pathname, { do: 'undo' });
  await server.background.run('imports');
  expect(await namesOf(ada, conditionType)).toEqual([]);
  expect(await namesOf(ada, allergyType)).toEqual(['Latex', 'Penicillin']);
  expect(await listThings(ada, statusType as ThingType)).toEqual([]);
});

test('who goes back without choosing has canceled, and who puts it away too; nothing comes of it', async () => {
  const ada = await givenSignedIn(server);
  const preview = await send(ada, await putDocument(ada, printCcr('d1', problem('P1', 'Asthma'))));
  const back = await ada.browser.submit(preview, preview.url.pathname, { do: 'back' });
  expect(back.returned('target')).toBe('ReconcileCanceled');
  const away = await ada.browser.submit(preview, preview.url.pathname, { do: 'drop' });
  expect(away.returned('target')).toBe('ReconcileCanceled');
  expect(await namesOf(ada, conditionType)).toEqual([]);
});

test('what comes of a read-only document is read-only; a document of another clinic has ids of its own', async () => {
  const ada = await givenSignedIn(server);
  for (const [id, name] of [
    ['d1', 'Asthma'],
    ['d2', 'Gout'],
  ] as const) {
    const preview = await send(ada, await putDocument(ada, printCcr(id, problem('P1', name)), 16));
    await press(ada, preview, { ...preview.form(preview.url.pathname), do: 'write' });
  }
  const conditions = await listThings(ada, conditionType as ThingType);
  expect(await namesOf(ada, conditionType)).toEqual(['Asthma', 'Gout']);
  expect(conditions.map(({ thing }) => thing.flags)).toEqual([16, 16]);
  // An id that something bears already is not given twice.
  expect(conditions.map(({ thing }) => thing.clientId).sort()).toEqual(['P1', undefined]);
});

test('where it is wanted, all that is new comes at once, and RECONCILE shows what came', async () => {
  const ada = await givenSignedIn(server);
  await put(ada, makeThing(conditionType, { name: { text: 'Gout' } }));
  const settings = await ada.browser.open(`/records/${ada.record.id}`);
  await ada.browser.submit(settings, '/records/documents', { taken: 'yes' });
  expect((await ada.browser.open(`/records/${ada.record.id}`)).text).toContain('is added at once');
  const document = await putDocument(ada, printCcr('d1', problem('P1', 'Asthma')));
  await server.background.run('imports');
  expect(await namesOf(ada, conditionType)).toEqual(['Asthma', 'Gout']);
  const [status] = await listThings<Status>(ada, statusType);
  expect(status!.value.statusType.code?.[0]?.value).toBe('AutoReconcileComplete');
  const page = await send(ada, document);
  expect(page.text).toContain('1 item added');
  const back = await ada.browser.submit(page, page.url.pathname, { do: 'back' });
  expect(back.returned('target')).toBe('ReconcileComplete');
  expect((await ada.browser.open(`/items/${document}`)).text).toContain('See what was taken over');
});

test('to look at the address begins nothing; one that cannot be read is read again by its person alone', async () => {
  const ada = await givenSignedIn(server);
  const { browser } = ada;
  const thingid = await putDocument(ada, printCcr('d1', ''));
  const alias = await authorizeApp(
    server,
    (await server.vault.store.read(db => db.applications.byId(appId)))!,
    ada,
  );
  const address = redirectTo('RECONCILE', { appid: appId, extrecordid: alias, thingid, actionqs: 'q' });
  const list = () => server.vault.store.read(db => db.imports.ofRecord(ada.record.id, 99));
  const asked = await browser.open(address);
  await browser.open(address);
  expect(asked.text).toContain('Take over into the record');
  expect(await list()).toEqual([]);
  const back = await browser.submit(asked, '/return', { declined: '' });
  expect([back.returned('target'), back.returned('actionqs')]).toEqual(['ReconcileCanceled', 'q']);
  await browser.submit(await browser.open(address), '/imports/document');
  await server.background.run('imports');
  for (let times = 0; times < 2; times++) {
    const failed = await browser.open(address);
    expect(failed.text).toContain('There is nothing in the file');
    expect(await list()).toMatchObject([{ state: 'failed' }]);
  }
  const failed = await browser.open(address);
  const told = await browser.submit(failed, failed.url.pathname, { do: 'back' });
  expect(told.returned('target')).toBe('ReconcileFailure');
  await browser.submit(failed, '/imports/document');
  expect((await list()).map(({ state }) => state).sort()).toEqual(['failed', 'waiting']);
});

describe('where it is wanted at once, what the application may not add', () => {
  const putByApp = async (ada: Visitor, rules: Rule[], xml: string) => {
    const app = await givenWebApp(server, { rules });
    const linked = await linkApp(server, app, ada);
    const reading = new Reading(linked);
    const settings = await ada.browser.open(`/records/${ada.record.id}`);
    await ada.browser.submit(settings, '/records/documents', { taken: 'yes' });
    const { id } = await reading.putOne(thingXml(ccrId, { data: xml }));
    await server.background.run('imports');
    return { id, app: app.app, alias: linked.recordId };
  };
  const ccrId = currentVersion(ccrType as ThingType<unknown> as ThingType).id;
  const conditionId = currentVersion(conditionType as ThingType).id;
  const mayAdd = (...typeIds: string[]) =>
    rule({ name: 'documents', permissions: ['Read', 'Create'], targets: [{ typeIds }] });
  const both = printCcr('d1', problem('P1', 'Asthma'), alert('A1', 'Latex', 'Hives'));

  test('is left for the person to choose, from the address that the application sends them to', async () => {
    const ada = await givenSignedIn(server);
    const { id, app, alias } = await putByApp(ada, [mayAdd(ccrId, conditionId)], both);
    expect(await namesOf(ada, conditionType)).toEqual(['Asthma']);
    expect(await namesOf(ada, allergyType)).toEqual([]);
    const [status] = await listThings<Status>(ada, statusType);
    expect(status!.value.statusType.code?.[0]?.value).toBe('AutoReconcileComplete');
    const parameters = { appid: app.id, extrecordid: alias, thingid: id };
    const page = await ada.browser.open(redirectTo('RECONCILE', parameters));
    expect(page.text).toContain('1 item added');
    expect(page.text).toContain('1 item left for you to choose');
    await ada.browser.submit(page, '/imports/document');
    await server.background.run('imports');
    const preview = await ada.browser.open(redirectTo('RECONCILE', parameters));
    await press(ada, preview, { ...preview.form(preview.url.pathname), do: 'write' });
    expect(await namesOf(ada, conditionType)).toEqual(['Asthma']);
    expect(await namesOf(ada, allergyType)).toEqual(['Latex']);
  });

  test('is all of it where it may add nothing else, and then nothing says that it was taken over', async () => {
    const ada = await givenSignedIn(server);
    const { id } = await putByApp(ada, [mayAdd(ccrId)], both);
    expect(await listThings(ada, conditionType as ThingType)).toEqual([]);
    expect(await listThings(ada, statusType as ThingType)).toEqual([]);
    expect((await ada.browser.open(`/items/${id}`)).text).toContain('See what was taken over');
  });

  test('is what it may add only in the other mode', async () => {
    const ada = await givenSignedIn(server);
    const offline = { ...mayAdd(ccrId, conditionId), mode: 'offline' as const };
    await putByApp(ada, [mayAdd(ccrId), offline], both);
    // It wrote while the person was there, which this rule is not for.
    expect(await listThings(ada, conditionType as ThingType)).toEqual([]);
  });
});

test('a document that comes as a file is kept whole, once, and what comes of it names it', async () => {
  const ada = await givenSignedIn(server);
  const xml = printCcr('d1', problem('P1', 'Asthma'));
  for (let times = 0; times < 2; times++) {
    const { form } = (await ada.browser.open('/imports')).form('/imports') as { form: string };
    const body = new FormData();
    body.append('form', form);
    body.append('record', ada.record.id);
    body.append('file', new Blob([xml]), 'ccr.xml');
    const sent = await ada.browser.send('/imports', { method: 'POST', body });
    await server.background.run('imports');
    const preview = await ada.browser.open(sent.location!);
    if (times === 0) await press(ada, preview, { ...preview.form(preview.url.pathname), do: 'write' });
    else expect(preview.text).toContain('Everything in this file is in the record already.');
  }
  const [document, ...others] = await listThings(ada, ccrType as ThingType<unknown>);
  expect(others).toEqual([]);
  expect(document!.thing.dataXml).toBe(xml);
  const [asthma] = await listThings(ada, conditionType as ThingType);
  expect(asthma!.thing.commonXml).toContain(`<thing-id>${document!.thing.id}</thing-id>`);
  // It is taken over already: to begin with it again shows what came.
  expect((await ada.browser.open(`/items/${document!.thing.id}`)).text).toContain('See what was taken over');
});

test('a document about somebody else is told of before anything of it is added', async () => {
  const ada = await givenSignedIn(server);
  const of = (name: string) =>
    printCcr('d1', problem('P1', 'Asthma')).replace(
      '<Actors/>',
      `<Actors><Actor><ActorObjectID>A1</ActorObjectID><Person><Name><CurrentName><Given>${name}</Given><Family>Turner</Family></CurrentName></Name></Person></Actor></Actors>`,
    );
  const told = 'Look whether it belongs here before you add it.';
  expect((await send(ada, await putDocument(ada, of('Susan')))).text).toContain(
    `about Susan Turner. This is the record of`,
  );
  const [first = ''] = ada.record.name.split(' ');
  expect((await send(ada, await putDocument(ada, of(first)))).text).not.toContain(told);
});

test('who may only look takes nothing over, and what is not shared is not there', async () => {
  const ada = await givenSignedIn(server);
  const owner = await givenPerson(server.vault, 'Bo Owner');
  const document = await putDocument(owner, printCcr('d1', problem('P1', 'Asthma')));
  await giveAccess(server, { person: ada.person, record: owner.record }, 'view');
  const alias = await authorizeApp(
    server,
    (await server.vault.store.read(db => db.applications.byId(appId)))!,
    {
      person: ada.person,
      record: owner.record,
    },
  );
  const page = await ada.browser.open(
    redirectTo('RECONCILE', { appid: appId, extrecordid: alias, thingid: document }),
  );
  expect(page.text).toContain('You cannot take over this document');
  const own = await ada.browser.open('/imports');
  const { form } = own.form('/imports') as { form: string };
  const foreign = await ada.browser.post('/imports/document', {
    form,
    record: ada.record.id,
    thing: document,
  });
  expect(foreign.status).toBe(404);
});
