// Direct messages that applications send: by whose leave, with what, how often, and what they are told of them. A real name
// server says where certificates and mail servers are, and `openssl cms` opens what came.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { revoke } from '../core/authorization/consent.ts';
import { makePersonGrant } from '../core/authorization/grants.ts';
import { isKnownSender } from '../core/direct/inbox/senders.ts';
import { sendDirect } from '../core/direct/outbox/compose.ts';
import { listSent, stopSent } from '../core/direct/outbox/sent.ts';
import { payload, upload, weightWith } from '../testing/blobs.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse, letAppSendDirect } from '../testing/direct.ts';
import { startNameServer, type TestNameServer } from '../testing/dns.ts';
import { fullRules, givenApp, givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { ownHand } from '../testing/own-hand.ts';
import { Reading } from '../testing/reading.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { OpensslCms } from '../testing/smime.ts';
import { startMailServer, type TestMailServer } from '../testing/smtp.ts';
import { aWeight, thingXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';
import ccd from '../things/ccd.ts';
import { currentVersion } from '../things/index.ts';

const to = 'doc@theirs.example';
const methodGroups = ['basic', 'direct'] as const;
const document =
  '<ClinicalDocument xmlns="urn:hl7-org:v3"><templateId root="2.16.840.1.113883.10.20.22.1.2"/><title>Of the hospital</title><recordTarget><patientRole><id root="1.2.3" extension="4"/></patientRole></recordTarget></ClinicalDocument>';

let names: TestNameServer;
let theirs: TestMailServer;
let server: TestServer;
let [ourHouse, theirHouse]: DirectHouse[] = [];
let ada: Linked;
let address: string;

beforeAll(async () => {
  names = await startNameServer();
  const now = Date.parse('2026-11-25T12:00:00Z');
  ourHouse = await givenDirectHouse('ours.example', now, names);
  theirHouse = await givenDirectHouse('theirs.example', now, names);
});
afterAll(() => names.close());
beforeEach(async () => {
  theirs = await startMailServer();
  await start();
});
afterEach(async () => {
  await server.close();
  await theirs.close();
});

async function start(limits = {}): Promise<void> {
  server = await startTestServer({
    directDomain: 'ours.example',
    directResolver: `127.0.0.1:${names.port}`,
    directExchangePort: theirs.port,
    privateNetworks: 'allow',
    limits,
  });
  await giveVaultHouse(server.vault, ourHouse!, [theirHouse!.authority]);
  ada = await givenLinkedApp(server, { methodGroups, name: 'Diary' });
  address = await letAppSendDirect(server.vault, ada);
}

interface Wish {
  readonly to?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly along?: string;
  readonly by?: Linked;
  readonly isOffline?: boolean;
}

const infoOf = ({ to: all = [to], subject = 'Hello', text = 'Dear doctor', along = '' }: Wish) =>
  `${all.map(one => `<to>${one}</to>`).join('')}<subject>${subject}</subject><text-body>${text}</text-body>${along}`;
const whoOf = ({ recordId, userToken, personId }: Linked, isOffline = false) => ({
  recordId,
  ...(isOffline ? { personId } : { userToken }),
});
const send = (wish: Wish = {}) => {
  const { by = ada, isOffline } = wish;
  return by.client.call('SendDirectMessage', { info: infoOf(wish), ...whoOf(by, isOffline) });
};
const idOf = async (wish: Wish = {}) => {
  const answer = await send(wish);
  expect([answer.code, answer.message]).toEqual([0, undefined]);
  return answer.texts('message-id')[0]!;
};
const ask = (ids: readonly string[], by = ada) =>
  by.client.call('GetDirectMessageStatus', {
    info: ids.map(id => `<message-id>${id}</message-id>`).join(''),
    ...whoOf(by),
  });
const asThing = ({ id }: { id: string }) => `<thing-id>${id}</thing-id>`;
const deliver = () => server.background.run('send Direct messages');
const listOf = async ({ person } = ada) =>
  (await listSent(server.vault, person.id, { after: undefined, limit: 50 })).messages;

/** What the receiver reads, by a program that shares no code with the vault. */
async function open(): Promise<string> {
  await deliver();
  const cms = new OpensslCms();
  try {
    const { cert, key } = cms.keep(theirHouse!.certified);
    const anchor = cms.keep(ourHouse!.authority).cert;
    const raw = Buffer.from(theirs.received.at(-1)!.raw, 'latin1');
    const signed = cms.run(['-decrypt', '-recip', cert, '-inkey', key], raw);
    const at = String(Math.floor(server.clock.now() / 1000));
    return cms.run(['-verify', '-CAfile', anchor, '-purpose', 'any', '-attime', at], signed).toString();
  } finally {
    cms.end();
  }
}

describe.each([
  ['while the person is there', false],
  ['while they are away', true],
])('a message %s', (_, isOffline) => {
  test('is the person’s, with what was named, signed and encrypted', async () => {
    const reading = new Reading(ada);
    const thing = await reading.putOne(aWeight(82.5));
    const paper = await reading.putOne(thingXml(currentVersion(ccd as never).id, { data: document }));
    const id = await idOf({ along: asThing(thing) + asThing(paper), isOffline });
    const mail = await open();
    expect(theirs.received).toHaveLength(1);
    expect(theirs.received[0]).toMatchObject({ from: address, to: [to] });
    for (const there of [`From: <${address}>`, 'Subject: Hello', 'Dear doctor', 'items.xml', 'document.xml'])
      expect(mail).toContain(there);
    expect(decodeParts(mail)).toContain('Of the hospital');
    expect(decodeParts(mail)).toContain('82.5');
    const { vault } = server;
    const { record, person } = ada;
    expect(await vault.store.read(db => db.meaningfulUse.actionCount(record.id, 'transmit'))).toBe(1);
    const rows = await vault.store.read(db => db.audit.ofRecord({ recordId: record.id, limit: 5 }));
    expect(rows[0]).toMatchObject({
      ...{ action: 'SendDirect', personId: person.id, appId: ada.app.id },
      ...{ avenue: isOffline ? 'Offline' : 'Online', details: { recipients: 1, files: 2 } },
    });
    expect(await listOf()).toMatchObject([{ id, appName: 'Diary', to: [to], subject: 'Hello' }]);
  });
});

/** With what is in base64 as text. */
function decodeParts(mail: string): string {
  const files = mail.matchAll(/(?:^[A-Za-z0-9+/]{60,76}={0,2}\r?\n)+(?:^[A-Za-z0-9+/]{1,76}={0,2}\r?\n)?/gm);
  return [mail, ...[...files].map(([file]) => Buffer.from(file, 'base64').toString())].join('\n');
}

test('a summary has what the application may read, and no more', async () => {
  const own = new Reading(ada);
  await own.putOne(aWeight(82.5));
  const heights = await givenApp(server.vault, { methodGroups, rules: fullRules([typeIds.height]) });
  const by = await linkApp(server, heights, ada);
  await letAppSendDirect(server.vault, by);
  await idOf({ by, along: '<summary>ccda</summary>' });
  expect(decodeParts(await open())).not.toContain('82.5');
  await idOf({ along: '<summary>ccda</summary><summary>pdf</summary>' });
  const mail = await open();
  expect(decodeParts(mail)).toContain('82.5');
  expect(mail).toContain('summary.pdf');
  expect(decodeParts(mail)).toContain('%PDF-1.');
  expect((await listOf())[0]?.copies).toHaveLength(1);
});

test('files are counted together before they are read: 39', async () => {
  await server.close();
  await start({ directMessageBytesMax: 1000 });
  const reading = new Reading(ada);
  const files: string[] = [];
  for (let n = 0; n < 3; n++) {
    const url = await upload(ada, Buffer.alloc(400));
    files.push(asThing(await reading.putOne(weightWith(payload({ name: '', url })))));
  }
  expect((await send({ along: files.join('') })).code).toBe(39);
  await idOf({ along: files.slice(1).join('') });
});

describe('is refused', () => {
  const refusal = async (wish: Wish) => {
    const { code, message = '' } = await send(wish);
    expect(await listOf()).toEqual([]);
    return [code, message] as const;
  };
  const told = (words: string) => expect.stringContaining(words);

  test('11 without the person’s leave, which is for one record, and ends with the access', async () => {
    const { vault } = server;
    const { app, person, record } = ada;
    await vault.store.write(db => db.authorizations.putMaySendDirect(app.id, person.id, record.id, false));
    for (const isOffline of [false, true])
      expect(await refusal({ isOffline })).toEqual([11, told('does not let this application send Direct')]);
    await letAppSendDirect(vault, ada);
    await vault.store.write(db =>
      revoke(db, vault, { appId: app.id, personId: person.id, recordId: record.id }),
    );
    const again = await linkApp(server, ada, ada);
    expect(await refusal({ by: again })).toEqual([11, told('does not let this application')]);
  });

  test('11 where the person granted nothing for when they are away', async () => {
    const online = await givenApp(server.vault, { methodGroups, rules: fullRules().slice(0, 1) });
    const by = await linkApp(server, online, ada);
    await letAppSendDirect(server.vault, by);
    expect(await refusal({ by, isOffline: true })).toEqual([11, told('does not let')]);
    await idOf({ by });
  });

  test('11 without the operator’s leave, and of a person who has no address', async () => {
    const by = await linkApp(server, await givenApp(server.vault), ada);
    await letAppSendDirect(server.vault, by);
    expect(await refusal({ by })).toEqual([11, told('method group')]);
    const none = await givenLinkedApp(server, { methodGroups });
    await server.vault.store.write(db =>
      db.authorizations.putMaySendDirect(none.app.id, none.person.id, none.record.id, true),
    );
    expect(await refusal({ by: none })).toEqual([11, told('Direct address')]);
  });

  test('13 with what the application may not read, what is personal and what is gone', async () => {
    const reading = new Reading(ada);
    const { id } = await reading.putOne(aWeight());
    const heights = await givenApp(server.vault, { methodGroups, rules: fullRules([typeIds.height]) });
    const by = await linkApp(server, heights, ada);
    await letAppSendDirect(server.vault, by);
    expect((await refusal({ by, along: asThing({ id }) }))[0]).toBe(13);
    await (await ownHand(server, ada)).seclude(id, true);
    expect((await refusal({ along: asThing({ id }) }))[0]).toBe(13);
    expect((await refusal({ along: asThing({ id: server.vault.ids.guid() }) }))[0]).toBe(13);
  });

  test('45, 70 and 3 for whom it cannot go to, by name, and nobody gets anything', async () => {
    for (const bad of ['doc', 'médecin@theirs.example', 'a@b@c', ' '])
      expect((await refusal({ to: [to, bad] }))[0]).toBe(45);
    for (const own of ['newuser@ours.example', 'Postmaster@OURS.example'])
      expect(await refusal({ to: [to, own] })).toEqual([45, told('of this vault')]);
    expect(await refusal({ to: [to, 'x@nobody.example'] })).toEqual([
      70,
      told('No certificate for x@nobody.example is published.'),
    ]);
    expect((await refusal({ to: [] }))[0]).toBe(3);
  });

  test('3 where the client’s id stands for another message', async () => {
    const along = '<client-message-id>visit 7</client-message-id>';
    await idOf({ along });
    const { id } = await new Reading(ada).putOne(aWeight());
    for (const other of [
      ...[{ subject: 'Other' }, { text: 'Other' }, { to: ['other@theirs.example'] }],
      ...[{ along: asThing({ id }) + along }, { along: `<summary>ccda</summary>${along}` }],
    ])
      expect(await send({ along, ...other })).toMatchObject({ code: 3, message: told('client-message-id') });
    expect(await listOf()).toHaveLength(1);
  });
});

test('it is sent once by the id that the client gives, and each application has ids of its own', async () => {
  const along = '<client-message-id>visit 7</client-message-id>';
  const all = await Promise.all([idOf({ along }), idOf({ along }), idOf({ along })]);
  expect(new Set(all).size).toBe(1);
  expect(await idOf({ along, to: [` ${to.toUpperCase()}`], isOffline: true })).toBe(all[0]);
  const by = await linkApp(server, await givenApp(server.vault, { methodGroups }), ada);
  await letAppSendDirect(server.vault, by);
  expect(await idOf({ along, by })).not.toBe(all[0]);
  await deliver();
  expect(theirs.received).toHaveLength(2);
});

test('things and summaries are the same in any order, and of what was sent before they were noted, the words decide', async () => {
  const reading = new Reading(ada);
  const [one, two] = [await reading.putOne(aWeight()), await reading.putOne(aWeight(70))];
  const clientId = '<client-message-id>visit 7</client-message-id>';
  const summaries = '<summary>ccda</summary><summary>pdf</summary>';
  const id = await idOf({ along: asThing(one) + asThing(two) + summaries + clientId });
  const turned = '<summary>pdf</summary><summary>ccda</summary>';
  expect(await idOf({ along: asThing(two) + asThing(one) + turned + clientId })).toBe(id);
  expect((await send({ along: asThing(one) + summaries + clientId })).code).toBe(3);
  await deliver();
  const { vault } = server;
  const { person, record } = ada;
  await vault.store.write(db => db.directOutbox.drop(id));
  const own = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
  await sendDirect(vault, own, { id, to: [to], subject: 'Hello', text: 'Dear doctor' });
  expect(await idOf({ along: asThing(one) + clientId })).toBe(id);
  expect((await send({ subject: 'Other', along: clientId })).code).toBe(3);
});

test('who is asked anew for leave once the operator took the group and gives it again', async () => {
  const { vault } = server;
  const registered = (await vault.store.read(db => db.applications.byId(ada.app.id)))!;
  await vault.store.write(db => db.applications.put({ ...registered, methodGroups: ['basic'] }));
  await vault.store.write(db => db.applications.put(registered));
  expect(await send()).toMatchObject({ code: 11, message: expect.stringContaining('does not let this') });
  await letAppSendDirect(vault, ada);
  await idOf();
});

test('an application, and all of a person’s, may send so much in a day, which leaves the person their own', async () => {
  await server.close();
  await start({
    ...{ directCopiesOfAppsPerPersonPerDayMax: 2, directCopiesPerAppPerDayMax: 3, directStatusesMax: 2 },
    ...{ directItemsMax: 1, directTextBytesMax: 100, directRecipientsPerMessageMax: 2 },
  });
  const [a, b, c] = ['a@theirs.example', 'b@theirs.example', 'c@theirs.example'] as const;
  const { vault } = server;
  const two = [vault.ids.guid(), vault.ids.guid()];
  expect((await send({ to: [a, b, c] })).code).toBe(148);
  expect((await send({ text: 'x'.repeat(101) })).code).toBe(39);
  expect((await send({ along: two.map(id => asThing({ id })).join('') })).code).toBe(124);
  expect((await ask([...two, vault.ids.guid()])).code).toBe(124);
  await idOf({ to: [a, b] });
  const told = (words: string) =>
    expect.objectContaining({ code: 148, message: expect.stringContaining(words) });
  expect(await send()).toEqual(told('in the name of one person'));
  const bob = await linkApp(server, ada, await givenPerson(vault));
  await letAppSendDirect(vault, bob);
  await idOf({ by: bob });
  expect(await send({ by: bob })).toEqual(told('An application may send'));
  const { person, record } = ada;
  const own = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
  await sendDirect(vault, own, { to: [a, b], subject: 'Mine', text: '' });
  server.clock.pass(86_400_001);
  const later = await linkApp(server, ada, ada);
  await idOf({ by: later });
});

test('nobody waits while somebody is looked for, and what applications look up is not counted as the person’s', async () => {
  await server.close();
  await start({ directLookUpsPerPersonPerHourMax: 2, directLookUpMs: 1500 });
  names.oddities.set('slow.example', 'silence');
  let isOver = false;
  const slow = send({ to: ['x@slow.example'] }).finally(() => {
    isOver = true;
  });
  await expect.poll(() => names.asked.join()).toContain('slow.example');
  await idOf();
  expect(isOver).toBe(false);
  expect((await slow).code).toBe(70);
  expect((await send({ to: ['y@theirs.example'] })).code).toBe(75);
  const { person, record } = ada;
  const { vault } = server;
  const own = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
  await sendDirect(vault, own, { to: ['y@theirs.example'], subject: 'Mine', text: '' });
});

test('whom an application wrote to is no sender that the person knows', async () => {
  await idOf();
  const { person, record } = ada;
  const ids = { personId: person.id, recordId: record.id, isOwnRecord: true };
  const { vault } = server;
  expect(await vault.store.read(db => isKnownSender(db, vault, ids, to))).toBe(false);
});

describe('how far it got', () => {
  const statesOf = async (ids: readonly string[], by = ada) => {
    const answer = await ask(ids, by);
    expect(answer.code).toBe(0);
    return [answer.texts('message-id'), answer.texts('state'), answer.texts('problem')];
  };

  test('is told step by step, with why not', async () => {
    const nobody = 'nobody@theirs.example';
    for (const one of [to, nobody]) theirs.refusals.set(one, 451);
    const id = await idOf({ to: [to, nobody] });
    await deliver();
    expect(await statesOf([id])).toEqual([[id], ['queued', 'queued', 'queued'], ['put-off', 'put-off']]);
    theirs.refusals.delete(to);
    theirs.refusals.set(nobody, 550);
    server.clock.pass(60_001);
    await deliver();
    const answer = await ask([id]);
    expect(answer.texts('state').toSorted()).toEqual(['failed', 'failed', 'sent']);
    expect(answer.texts('problem')).toEqual(['refused']);
    expect(answer.texts('address').toSorted()).toEqual([to, nobody]);
  });

  test('says that the person stopped it', async () => {
    theirs.refusals.set(to, 451);
    const id = await idOf();
    await stopSent(server.vault, ada.person.id, id);
    expect(await statesOf([id])).toEqual([[id], ['failed', 'failed'], ['stopped']]);
  });

  test('goes no further once the person lets the application no more', async () => {
    const { vault } = server;
    const { app, person, record } = ada;
    theirs.refusals.set(to, 451);
    const id = await idOf();
    await deliver();
    const other = await idOf();
    await vault.store.write(db => db.authorizations.putMaySendDirect(app.id, person.id, record.id, false));
    theirs.refusals.clear();
    server.clock.pass(600_000);
    await deliver();
    expect(theirs.received).toEqual([]);
    for (const one of await listOf()) expect(one).toMatchObject({ state: 'failed', why: 'stopped' });
    expect(await statesOf([id, other])).toMatchObject([[id, other], {}, ['stopped', 'stopped']]);
  });

  test('goes no further once the operator disables the application, or takes the group from it', async () => {
    const { vault } = server;
    const registered = (await vault.store.read(db => db.applications.byId(ada.app.id)))!;
    for (const change of [{ state: 'disabled' as const }, { methodGroups: ['basic' as const] }]) {
      await vault.store.write(db => db.applications.put(registered));
      await letAppSendDirect(vault, ada);
      const id = await idOf();
      await vault.store.write(db => db.applications.put({ ...registered, ...change }));
      await deliver();
      expect(theirs.received).toEqual([]);
      const sent = (await listOf()).find(one => one.id === id);
      expect(sent).toMatchObject({ state: 'failed', why: 'stopped' });
    }
  });

  test('is told to the application that sent it alone, and of what it sent with that record', async () => {
    const id = await idOf();
    const other = await linkApp(server, await givenApp(server.vault, { methodGroups }), ada);
    const strangers = await givenLinkedApp(server, { methodGroups });
    for (const by of [other, strangers]) expect(await statesOf([id], by)).toEqual([[], [], []]);
    const [ids] = await statesOf([id, server.vault.ids.guid(), id]);
    expect(ids).toEqual([id]);
  });
});
