import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  approveApplication,
  blockApplication,
  listWaitingApplications,
} from '../../../core/applications/approval.ts';
import { findTraces, startTracing, traceCall } from '../../../core/healthvault/tracing/traces.ts';
import { listContractNames } from '../../../methods/names.ts';
import { givenApp as givenRegistered } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { makeMark } from '../../kit/meanwhile.tsx';
import { rule } from '../../testing/apps.ts';
import { Browser } from '../../testing/browser.ts';
import { makeReady } from '../../testing/ready.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server?.close());

async function send(path: string, values = {}, from = path) {
  return dev.browser.submit(await dev.browser.open(from), path, values);
}

const stored = (id: string) => server.vault.store.read(async db => (await db.applications.byId(id))!);

async function givenApp(name = 'Curves', kind = 'web'): Promise<string> {
  const page = await send('/develop/new', { name, kind });
  return page.url.pathname.split('/')[2]!;
}

async function givenApproved(name: string, kind = 'web'): Promise<string> {
  const { vault } = server;
  const id = await givenApp(name, kind);
  await vault.store.write(db => approveApplication(db, vault, { appId: id, operatorId: undefined }));
  return id;
}

test('in production a new app waits until the operator approves it, with the groups it asked for', async () => {
  const { vault } = server;
  const id = await givenApp();
  expect((await stored(id)).state).toBe('pending');
  await send(`/develop/${id}/methods`, { group: ['eventing', 'e-mail'] });
  expect((await stored(id)).methodGroups).toEqual(['basic']);
  expect((await dev.browser.open(`/develop/${id}/methods`)).text).toContain('waits for the operator');
  // Disabling and enabling is no way around.
  await send(`/develop/${id}/state`, {}, `/develop/${id}/disable`);
  await send(`/develop/${id}/state`, { enabled: 'yes' }, `/develop/${id}`);
  expect((await stored(id)).state).toBe('pending');
  await makeReady(server, id);
  await send(`/develop/${id}/live`);
  expect((await dev.browser.open(`/develop/${id}/live`)).text).toContain('You asked for approval.');
  const waiting = await vault.store.read(listWaitingApplications);
  expect(waiting.map(({ app, entry }) => [app.id, entry.askedGroups])).toEqual([
    [id, ['e-mail', 'eventing'].sort().reverse()],
  ]);
  await vault.store.write(db =>
    approveApplication(db, vault, { appId: id, operatorId: dev.person.id, groups: ['eventing'] }),
  );
  expect(await stored(id)).toMatchObject({ state: 'active', methodGroups: ['basic', 'eventing'] });
  expect(await vault.store.read(listWaitingApplications)).toEqual([]);
  await send(`/develop/${id}/state`, {}, `/develop/${id}/disable`);
  await send(`/develop/${id}/state`, { enabled: 'yes' }, `/develop/${id}`);
  expect((await stored(id)).state).toBe('active');
});

test('an app that the operator blocked stays so, even where its admins had disabled it before', async () => {
  const { vault } = server;
  const id = await givenApproved('Blocked');
  const { form } = (await dev.browser.open(`/develop/${id}/misc`)).form(`/develop/${id}/misc`);
  await send(`/develop/${id}/state`, {}, `/develop/${id}/disable`);
  await vault.store.write(db => blockApplication(db, vault, { appId: id, operatorId: undefined }));
  expect((await dev.browser.post(`/develop/${id}/state`, { form, enabled: 'yes' })).status).toBe(403);
  expect((await stored(id)).state).toBe('disabled');
  const approving = vault.store.write(db =>
    approveApplication(db, vault, { appId: id, operatorId: undefined }),
  );
  await expect(approving).rejects.toMatchObject({ reason: 'appStateFixed' });
});

test('a child of a master asks for nothing that its master may not ask for any more', async () => {
  const { vault } = server;
  const both = [rule(), rule({ name: 'heights', targets: [{ typeIds: [typeIds.height] }] })];
  const master = await givenRegistered(vault, { kind: 'master', rules: both });
  const child = await givenRegistered(vault, { kind: 'child', masterId: master.app.id, rules: both });
  const asked = async () => {
    const targetqs = encodeURIComponent(`appid=${child.app.id}`);
    return (await dev.browser.open(`/redirect.aspx?target=APPAUTH&targetqs=${targetqs}`)).text;
  };
  expect(await asked()).toMatch(/Weight.*Height/);
  await vault.store.write(db => db.applications.put({ ...master.app, rules: [rule()] }));
  expect(await asked()).toContain('Weight');
  expect(await asked()).not.toContain('Height');
});

test('in production there are no people to try an app with, and values are masked in traces', async () => {
  const { vault } = server;
  const id = await givenApp();
  expect((await dev.browser.open(`/develop/${id}/trial`)).text).toContain(
    'In production there are only real people.',
  );
  const { form } = (await dev.browser.open(`/develop/${id}/misc`)).form(`/develop/${id}/misc`);
  expect((await dev.browser.post(`/develop/${id}/trial`, { form })).status).toBe(403);
  await startTracing(vault, dev.person.id, id);
  traceCall(vault, {
    app: await stored(id),
    claimedAppId: undefined,
    method: 'PutThings',
    version: 2,
    request: `<r><header><method>PutThings</method><auth-token>sesame-sesame</auth-token></header><info><thing><type-id>${typeIds.weight}</type-id><data-xml><kg>71.25</kg></data-xml></thing></info></r>`,
    reply:
      '<response><status><code>0</code></status><wc:info xmlns:wc="urn:x"><name>Ada Lovelace</name></wc:info></response>',
    tookMs: 3,
    names: listContractNames(),
  });
  const [trace] = (await findTraces(vault, id))!.traces;
  const page = await dev.browser.open(`/develop/${id}/tracing/${trace!.id}`);
  expect(page.text).toContain('<method>PutThings</method>');
  expect(page.text).toContain(typeIds.weight);
  for (const value of ['sesame-sesame', '71.25', 'Ada Lovelace']) expect(page.html).not.toContain(value);
});

test('the checklist says what is left to do, and where', async () => {
  const id = await givenApp();
  const before = await dev.browser.open(`/develop/${id}/live`);
  expect(before.text).toContain('It says what it does ○ Open Information');
  await send(`/develop/${id}/information`, {
    name: 'Curves',
    description: 'Draws curves.',
    actionUrl: 'https://a.example/x',
    privacyUrl: 'https://a.example/p',
    termsUrl: 'https://a.example/t',
  });
  await send(`/develop/${id}/organisation`, {
    organisation: 'Curve Makers',
    website: 'https://a.example/',
    contact: 'help@a.example',
  });
  const { text } = await dev.browser.open(`/develop/${id}/live`);
  expect(text).toContain('It has a privacy statement and terms ✓ Done');
  expect(text).toContain('It says what it does ✓ Done');
  expect(text).toContain('It says who is behind it, and how to reach them ✓ Done');
  expect(text).toContain('It has a second admin ○ Open Admins');
});

test('a statement that is kept here is as good as an address', async () => {
  const id = await givenApp();
  const check = async () =>
    /It has a privacy statement and terms (\S)/.exec(
      (await dev.browser.open(`/develop/${id}/live`)).text,
    )![1];
  const say = (kind: string) => {
    const values = { kind, [kind]: 'We keep nothing.', [`drawn.${kind}`]: makeMark('') };
    return send(`/develop/${id}/statement`, values, `/develop/${id}/appearance`);
  };
  await say('privacy-statement');
  expect(await check()).toBe('○');
  await say('terms-of-use');
  expect(await check()).toBe('✓');
});

test('the directory shows what is listed and works, by category, with what it asks for', async () => {
  const id = await givenApp('Night scale', 'soda-master');
  await send(`/develop/${id}/organisation`, {
    organisation: 'Scale Makers',
    website: 'https://a.example/',
    contact: '',
  });
  const { vault } = server;
  await vault.store.write(db => approveApplication(db, vault, { appId: id, operatorId: undefined }));
  const guest = new Browser(server);
  expect((await guest.open('/directory')).text).toContain('The directory is empty');
  expect((await send(`/develop/${id}/directory`, { category: 'nonsense', listed: 'yes' })).status).toBe(422);
  await send(`/develop/${id}/directory`, { category: 'weight', listed: 'yes' });
  expect((await send(`/develop/${id}/organisation`, { website: 'javascript:alert(1)' })).status).toBe(422);
  await server.vault.store.write(async db =>
    db.applications.put({ ...(await stored(id)), rules: [rule({ mode: 'offline' })] }),
  );
  const other = await givenApproved('Sugar book');
  const waiting = await givenApp('Not yet');
  await send(`/develop/${waiting}/directory`, { category: 'diabetes', listed: 'yes' });
  await send(`/develop/${other}/directory`, { category: 'diabetes', listed: 'yes' });
  const page = await guest.open('/directory');
  for (const part of [
    'Weight',
    'Night scale',
    'by Scale Makers',
    'For devices',
    'To draw your weight as a curve.',
    'Sugar book',
  ])
    expect(page.text).toContain(part);
  expect(page.text).not.toContain('Not yet');
  expect(page.html).toContain('href="https://a.example/"');
  expect((await guest.open('/directory?category=weight')).text).not.toContain('Sugar book');
  await send(`/develop/${other}/state`, {}, `/develop/${other}/disable`);
  expect((await guest.open('/directory')).text).not.toContain('Sugar book');
  await send(`/develop/${id}/directory`, { category: 'weight', listed: undefined });
  expect((await guest.open('/directory')).text).toContain('The directory is empty');
});
