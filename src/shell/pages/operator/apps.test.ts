// What the operator is shown of apps that wait, and that an answer is to what was shown.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockApplication, enableApplication } from '../../../core/applications/approval.ts';
import { closeAccount } from '../../../core/people/closing.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { rule } from '../../testing/apps.ts';
import { makeReady } from '../../testing/ready.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let operator: Visitor;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  operator = await givenSignedIn(server, 'Olga First');
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server?.close());

async function send(path: string, values = {}, from = path) {
  return dev.browser.submit(await dev.browser.open(from), path, values);
}

const stored = (id: string) => server.vault.store.read(async db => (await db.applications.byId(id))!);

async function put(id: string, change: object): Promise<void> {
  await server.vault.store.write(async db => db.applications.put({ ...(await stored(id)), ...change }));
}

async function givenAsking(name: string): Promise<string> {
  const page = await send('/develop/new', { name, kind: 'web' });
  const id = page.url.pathname.split('/')[2]!;
  await send(`/develop/${id}/information`, { description: 'Draws.', actionUrl: 'https://a.example/x' });
  await put(id, { rules: [rule(), rule({ name: 'heights', optional: optionally, permissions: ['Read'] })] });
  await send(`/develop/${id}/methods`, { group: ['eventing'] });
  await makeReady(server, id);
  await send(`/develop/${id}/live`);
  return id;
}

const optionally = { displayFirst: true, checkedFirst: false, checkedByDefault: false };

async function givenApproved(name: string): Promise<string> {
  const id = await givenAsking(name);
  await approve(await operator.browser.open(`/operator/apps/${id}`));
  expect((await stored(id)).state).toBe('active');
  return id;
}

type Page = Awaited<ReturnType<Visitor['browser']['open']>>;
const approve = (page: Page) =>
  operator.browser.submit(page, '/operator/apps/approve', { app: page.url.pathname.split('/')[3]! });

/** As the list of those that wait has them. */
const waitingNames = async () =>
  [...(await operator.browser.open('/operator/apps')).html.matchAll(/aria-label="Look at it: ([^"]+)"/g)].map(
    ([, name]) => name,
  );

const audited = async (action: string, appId: string) =>
  (await server.vault.store.read(db => db.audit.withoutRecord({ actions: [action], limit: 50 }))).filter(
    row => row.appId === appId,
  );

const newRule = {
  reason: 'To draw.',
  permission: ['Read'],
  reach: 'all',
};

describe('an app that asks to go live', () => {
  test('is shown with all that approval is about', async () => {
    const id = await givenAsking('Curves');
    const list = await operator.browser.open('/operator/apps');
    expect(list.text).toContain('asks to go live, asks for more methods');
    const { text } = await operator.browser.open(`/operator/apps/${id}`);
    for (const part of [
      'Web app',
      'https://a.example/x',
      'Methods it asks for Being told when records change',
      `Dev Example (${dev.person.email})`,
      'weights · While you use it see and add: Weight Why: To draw your weight as a curve.',
      'heights · While you use it · optional see: Weight',
    ])
      expect(text.toLowerCase()).toContain(part.toLowerCase());
  });

  test('is shown with all that people will see of it', async () => {
    const id = await givenAsking('Whole');
    await send(`/develop/${id}/information`, {
      privacyUrl: 'https://a.example/privacy',
      termsUrl: 'https://a.example/terms',
    });
    const organisation = { organisation: 'Makers', website: 'https://a.example/', contact: 'a@a.example' };
    await send(`/develop/${id}/organisation`, organisation);
    await send(`/develop/${id}/misc`, { multiRecord: 'yes', connectMessage: 'You are connected.' });
    await send(`/develop/${id}/directory`, { category: 'weight', listed: 'yes' });
    const translation = { language: 'de', name: 'Ganz', description: 'Zeichnet.' };
    await send(`/develop/${id}/localise`, translation);
    const { text } = await operator.browser.open(`/operator/apps/${id}`);
    for (const part of [
      'Privacy statement https://a.example/privacy',
      'Terms https://a.example/terms',
      'Organisation Makers',
      'Website https://a.example/',
      'Questions go to a@a.example',
      'Category Weight',
      'Message after connecting You are connected.',
      'Records it works with several of a person at once',
      'Name (de) Ganz',
      'Description (de) Zeichnet.',
    ])
      expect(text).toContain(part);
  });

  test('is shown to have nobody who configures it, once they are on the way out', async () => {
    const leaver = await givenSignedIn(server, 'Len Leaver');
    const { browser, person } = leaver;
    const page = await browser.submit(await browser.open('/develop/new'), '/develop/new', {
      name: 'Left behind',
      kind: 'web',
    });
    const id = page.url.pathname.split('/')[2]!;
    await makeReady(server, id);
    await browser.submit(await browser.open(`/develop/${id}/live`), `/develop/${id}/live`);
    await server.vault.store.write(db => closeAccount(db, server.vault, person));
    const shown = await operator.browser.open(`/operator/apps/${id}`);
    expect(shown.text).toContain('Who configures it nobody any more');
    const list = await approve(shown);
    expect(list.text).toMatch(/Apps that nobody configures .* Left behind/);
  });

  test('is approved as it was shown, and not when it asks for something else by now', async () => {
    const id = await givenAsking('Shifty');
    const shown = await operator.browser.open(`/operator/apps/${id}`);
    await put(id, { rules: [rule({ permissions: ['Read', 'Create', 'Delete'] })] });
    const changed = await approve(shown);
    expect(changed.text).toContain('has changed since you looked at it. Nothing was decided.');
    expect(changed.text).toMatch(/see, add and delete: Weight/i);
    expect((await stored(id)).state).toBe('pending');
    expect((await approve(changed)).text).toContain('Shifty was approved.');
    expect(await stored(id)).toMatchObject({ state: 'active', methodGroups: ['basic', 'eventing'] });
    expect(await audited('ApproveApplication', id)).toMatchObject([{ personId: operator.person.id }]);
    expect((await approve(changed)).text).toContain('Nothing was decided.');
    expect(await audited('ApproveApplication', id)).toHaveLength(1);
  });

  test('is refused after a question, unless it asks for something else by now', async () => {
    const id = await givenAsking('Spies');
    const question = await operator.browser.open(`/operator/apps/${id}/refuse`);
    await send(`/develop/${id}/methods`, { group: ['eventing', 'e-mail'] });
    const reason = 'Say who you are.';
    const changed = await operator.browser.submit(question, '/operator/apps/refuse', { reason });
    expect(changed.text).toContain('Nothing was decided.');
    const again = await operator.browser.open(`/operator/apps/${id}/refuse`);
    const done = await operator.browser.submit(again, '/operator/apps/refuse', { reason });
    expect(done.text).toContain('Spies was refused.');
    expect((await stored(id)).state).toBe('pending');
    expect(await audited('RefuseApplication', id)).toHaveLength(1);
    expect((await operator.browser.open(`/operator/apps/${id}/refuse`)).status).toBe(404);
  });

  test('does not do so by asking for methods', async () => {
    const page = await send('/develop/new', { name: 'Quiet', kind: 'web' });
    const id = page.url.pathname.split('/')[2]!;
    await send(`/develop/${id}/methods`, { group: ['eventing'] });
    expect(await waitingNames()).not.toContain('Quiet');
  });
});

describe('an approved app whose developers want changes', () => {
  test('is shown before and after, and changes when the operator accepts', async () => {
    const id = await givenApproved('Curves two');
    await send(`/develop/${id}/information`, {
      name: 'National Health',
      description: 'Draws.',
      actionUrl: 'https://b.example/y',
    });
    await send(`/develop/${id}/localise`, { language: 'de', name: 'Kurven', description: 'Zeichnet.' });
    await send(`/develop/${id}/organisation`, { organisation: 'The State' });
    const page = await operator.browser.open(`/operator/apps/${id}`);
    expect(page.text).toContain('asks for changes');
    for (const part of [
      'Name Curves two National Health',
      'Action URL https://a.example/x https://b.example/y',
      'Name (de) none Kurven',
      'Organisation none The State',
    ])
      expect(page.text).toContain(part);
    expect(await stored(id)).toMatchObject({ name: 'Curves two', actionUrl: 'https://a.example/x' });
    const texts = () =>
      server.vault.store.read(async db =>
        (await db.applicationTexts.of(id, ['name', 'description', 'organization'])).map(text => [
          text.kind,
          text.language,
          text.content.toString(),
        ]),
      );
    expect(await texts()).toEqual([
      ['description', '', 'Draws.'],
      ['description', 'de', 'Zeichnet.'],
    ]);
    expect((await approve(page)).text).toContain('National Health was approved.');
    expect(await stored(id)).toMatchObject({ name: 'National Health', actionUrl: 'https://b.example/y' });
    expect(await texts()).toEqual(
      expect.arrayContaining([
        ['name', '', 'National Health'],
        ['name', 'de', 'Kurven'],
        ['description', 'de', 'Zeichnet.'],
        ['organization', '', 'The State'],
      ]),
    );
    expect((await dev.browser.open(`/develop/${id}/live`)).text).not.toContain('Waiting for the operator');
  });

  test('stays what it was when they are refused, or taken back meanwhile', async () => {
    const id = await givenApproved('Curves three');
    await send(`/develop/${id}/information`, { name: 'Other' });
    const shown = await operator.browser.open(`/operator/apps/${id}`);
    await send(`/develop/${id}/live/withdraw`, {}, `/develop/${id}/live`);
    expect((await approve(shown)).text).toContain('Nothing was decided.');
    await send(`/develop/${id}/information`, { name: 'Other' });
    const question = await operator.browser.open(`/operator/apps/${id}/refuse`);
    await operator.browser.submit(question, '/operator/apps/refuse', { reason: 'Too near to another.' });
    expect(await stored(id)).toMatchObject({ name: 'Curves three', state: 'active' });
    expect((await dev.browser.open(`/develop/${id}/information`)).html).toContain('value="Curves three"');
  });

  test('shows rules that reach further beside what they were', async () => {
    const id = await givenApproved('Curves four');
    const path = `/develop/${id}/online`;
    const form = `${path}/rule?name=weights`;
    const { reason } = rule();
    await send(path, { reason, permission: ['Read', 'Create', 'Delete'] }, form);
    const { text } = await operator.browser.open(`/operator/apps/${id}`);
    expect(text).toMatch(
      /Now weights .* see and add: Weight .* Proposed weights .* see, add and delete: Weight/i,
    );
    expect((await stored(id)).rules[0]!.permissions).toEqual(['Read', 'Create']);
    const own = await dev.browser.open(path);
    expect(own.text).toContain('See, add and delete');
    expect(own.text).toContain('Changes wait for the operator.');
    await send(`${path}/remove`, { name: 'heights' }, `${path}/rule?name=heights`);
    expect((await stored(id)).rules).toHaveLength(2);
    await send(path, { reason, permission: ['Read'] }, form);
    expect((await stored(id)).rules).toMatchObject([{ name: 'weights', permissions: ['Read'] }]);
    expect((await dev.browser.open(path)).text).not.toContain('Changes wait for the operator.');
    await send(path, { reason: 'To sell it.', permission: ['Read'] }, form);
    await send(path, { ...newRule, name: 'heights' }, `${path}/new`);
    expect((await stored(id)).rules).toMatchObject([{ name: 'weights', reason }]);
  });

  test('changes at once what limits or explains it, and what it takes away', async () => {
    const id = await givenApproved('Curves five');
    await put(id, { redirectHosts: ['a.example', 'b.example'], domainName: 'mail.a.example' });
    const misc = {
      redirectHosts: 'a.example',
      domainName: '',
      ipPrefixes: '10.0.\n10.2.0.0/16',
      connectMessage: 'Thank you.',
    };
    await send(`/develop/${id}/misc`, misc);
    await send(`/develop/${id}/information`, { description: 'Draws well.', actionUrl: '' });
    expect(await stored(id)).toMatchObject({
      redirectHosts: ['a.example'],
      ipPrefixes: ['10.0.', '10.2.0.0/16'],
      connectMessage: 'Thank you.',
      description: 'Draws well.',
    });
    const { domainName, actionUrl } = await stored(id);
    expect([domainName, actionUrl]).toEqual([undefined, undefined]);
    expect(await waitingNames()).not.toContain('Curves five');
    await send(`/develop/${id}/misc`, {
      ...misc,
      redirectHosts: 'a.example c.example',
      domainName: 'b.example',
    });
    expect(await stored(id)).toMatchObject({ redirectHosts: ['a.example'] });
    expect((await stored(id)).domainName).toBeUndefined();
  });

  test('is not loosened before the operator looked at it: where it calls from, and how many records at once', async () => {
    const id = await givenApproved('Curves eight');
    const narrow = { ipPrefixes: '10.0.0.0/8\n192.168.1.', multiRecord: undefined };
    await send(`/develop/${id}/misc`, narrow);
    expect((await stored(id)).ipPrefixes).toEqual(['10.0.0.0/8', '192.168.1.']);
    await send(`/develop/${id}/misc`, { ipPrefixes: '', multiRecord: 'yes' });
    expect(await stored(id)).toMatchObject({ ipPrefixes: ['10.0.0.0/8', '192.168.1.'], multiRecord: false });
    const misc = await dev.browser.open(`/develop/${id}/misc`);
    expect(misc.text).toContain('Changes wait for the operator.');
    const page = await operator.browser.open(`/operator/apps/${id}`);
    for (const part of [
      'Addresses it calls from 10.0.0.0/8, 192.168.1. any',
      'Records it works with one at a time several of a person at once',
    ])
      expect(page.text).toContain(part);
    // Less is at once, and nothing waits any more.
    await send(`/develop/${id}/misc`, { ipPrefixes: '10.7.0.0/16', multiRecord: undefined });
    expect((await stored(id)).ipPrefixes).toEqual(['10.7.0.0/16']);
    expect(await waitingNames()).not.toContain('Curves eight');
    await send(`/develop/${id}/misc`, { ipPrefixes: '10.0.0.0/8', multiRecord: 'yes' });
    await approve(await operator.browser.open(`/operator/apps/${id}`));
    expect(await stored(id)).toMatchObject({ ipPrefixes: ['10.0.0.0/8'], multiRecord: true });
    await send(`/develop/${id}/misc`, { ipPrefixes: '10.0.0.0/8', multiRecord: undefined });
    expect((await stored(id)).multiRecord).toBe(false);
  });

  test('leads people to no other address before the operator looked at it', async () => {
    const id = await givenApproved('Curves seven');
    const urls = { privacyUrl: 'https://b.example/privacy', termsUrl: 'https://b.example/terms' };
    const website = 'https://b.example/';
    const entry = () => server.vault.store.read(db => db.appAdmins.entry(id));
    await send(`/develop/${id}/information`, urls);
    await send(`/develop/${id}/organisation`, { website, contact: 'a@b.example' });
    // Another change leaves the website waiting.
    await send(`/develop/${id}/information`, { description: 'Draws well.' });
    const { privacyUrl, termsUrl } = await stored(id);
    expect([privacyUrl, termsUrl]).toEqual([undefined, undefined]);
    const waiting = await entry();
    expect(waiting).toMatchObject({
      contactEmail: 'a@b.example',
      proposed: { change: { ...urls, website } },
    });
    expect(waiting.website).toBeUndefined();
    expect((await dev.browser.open(`/develop/${id}/organisation`)).html).toContain(`value="${website}"`);
    const page = await operator.browser.open(`/operator/apps/${id}`);
    for (const part of [
      'Address of the privacy statement none https://b.example/privacy',
      'Address of the terms of use none https://b.example/terms',
      'Website none https://b.example/ ',
    ])
      expect(page.text).toContain(part);
    await approve(page);
    expect(await stored(id)).toMatchObject(urls);
    expect(await entry()).toMatchObject({ website });
    expect((await entry()).proposed).toBeUndefined();
    await send(`/develop/${id}/organisation`, { website: 'https://c.example/' });
    await send(`/develop/${id}/organisation`, { website: '' });
    await send(`/develop/${id}/information`, { privacyUrl: '', termsUrl: '' });
    expect(await entry()).toMatchObject({ website: '' });
    expect((await entry()).proposed).toBeUndefined();
    expect((await stored(id)).privacyUrl).toBeUndefined();
  });

  test('has the reasons of its rules in other languages looked at', async () => {
    const id = await givenApproved('Curves six');
    const path = `/develop/${id}/localise`;
    const reason = (await dev.browser.open(path)).fieldOf('Why rule “weights” asks');
    await send(path, { language: 'de', [reason]: 'Um zu heilen.' });
    const before = await server.vault.store.read(db => db.applicationTexts.of(id, ['rule-reason']));
    expect(before).toEqual([]);
    const page = await operator.browser.open(`/operator/apps/${id}`);
    expect(page.text).toContain('Why it asks: weights (de) none Um zu heilen.');
    await approve(page);
    const after = await server.vault.store.read(db => db.applicationTexts.of(id, ['rule-reason']));
    expect(after.map(({ language, content }) => [language, content.toString()])).toEqual([
      ['', rule().reason],
      ['de', 'Um zu heilen.'],
    ]);
  });
});

test('what an app changes while it is blocked waits as before, until the operator lets it work again', async () => {
  const { vault } = server;
  const id = await givenApproved('Blocked');
  await vault.store.write(db => blockApplication(db, vault, { appId: id, operatorId: undefined }));
  await send(`/develop/${id}/information`, { name: 'Harmless' });
  expect((await stored(id)).name).toBe('Blocked');
  expect(await waitingNames()).not.toContain('Blocked');
  await vault.store.write(db => enableApplication(db, vault, { appId: id, operatorId: undefined }));
  expect(await stored(id)).toMatchObject({ name: 'Blocked', state: 'active' });
  expect(await waitingNames()).toContain('Blocked');
  expect(await audited('BlockApplication', id)).toHaveLength(1);
  expect((await operator.browser.open('/operator')).text).toContain('Blocked an app');
});
