// What an app needs before it can ask to go live, that the operator is told of it, and that its developers are told a no.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approveApplication } from '../../../core/applications/approval.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { rule } from '../../testing/apps.ts';
import { makeReady } from '../../testing/ready.ts';
import { givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

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

async function givenNew(name: string, kind = 'web'): Promise<string> {
  return (await send('/develop/new', { name, kind })).url.pathname.split('/')[2]!;
}

async function givenAsking(name: string): Promise<string> {
  const id = await givenNew(name);
  await makeReady(server, id);
  await send(`/develop/${id}/live`);
  return id;
}

async function givenApproved(name: string): Promise<string> {
  const { vault } = server;
  const id = await givenNew(name);
  await makeReady(server, id);
  await vault.store.write(db => approveApplication(db, vault, { appId: id, operatorId: undefined }));
  return id;
}

async function refuse(id: string, reason: string) {
  const question = await operator.browser.open(`/operator/apps/${id}/refuse`);
  return operator.browser.submit(question, '/operator/apps/refuse', { reason });
}

const textOf = async (path: string) => (await dev.browser.open(path)).text;
const stored = (id: string) => server.vault.store.read(async db => (await db.applications.byId(id))!);

async function put(id: string, change: object): Promise<void> {
  await server.vault.store.write(async db => db.applications.put({ ...(await stored(id)), ...change }));
}

describe('a refusal', () => {
  test('of an app tells its developers the day and the reason, and they can ask again', async () => {
    const id = await givenNew('Curves');
    await makeReady(server, id);
    expect(await textOf(`/develop/${id}`)).toContain('State Not approved yet');
    expect(await textOf('/develop')).toContain('Curves Web app · Not approved yet');
    await send(`/develop/${id}/live`);
    expect(await textOf(`/develop/${id}`)).toContain('State Waiting for approval');
    expect(await textOf(`/develop/${id}/live`)).toMatch(/You asked for approval\..* Since .*2026/);

    const reason = 'Say in the description who you are.\nAnd <b>why</b>.';
    expect((await refuse(id, reason)).text).toContain('Curves was refused.');
    expect(await textOf(`/develop/${id}`)).toMatch(/State Refused The operator refused it on .*2026/);
    expect(await textOf('/develop')).toContain('Curves Web app · Refused');
    const page = await dev.browser.open(`/develop/${id}/live`);
    expect(page.text).toMatch(/The operator refused the app on .*2026/);
    expect(page.text).toContain('Why: Say in the description who you are.');
    expect(page.html).toContain('&lt;b&gt;');
    expect((await operator.browser.open(`/operator/apps/${id}`)).text).toContain('Why: Say in the');

    await dev.browser.submit(page, `/develop/${id}/live`);
    const asked = await textOf(`/develop/${id}/live`);
    expect(asked).toContain('You asked for approval.');
    expect(asked).not.toContain('refused');
    await operator.browser.submit(
      await operator.browser.open(`/operator/apps/${id}`),
      '/operator/apps/approve',
      { app: id },
    );
    const approved = await textOf(`/develop/${id}/live`);
    expect(approved).toContain('The operator approved the app.');
    expect(approved).not.toContain('refused');
    expect(await textOf(`/develop/${id}`)).toContain('State Active');
  });

  test('of changes is told with what was refused, until others wait', async () => {
    const id = await givenApproved('Live');
    await send(`/develop/${id}/information`, { name: 'The State', description: 'Draws.' });
    await send(`/develop/${id}/methods`, { group: ['eventing'] });
    await refuse(id, 'You are not the State.');
    const { text } = await dev.browser.open(`/develop/${id}/live`);
    expect(text).toContain('The operator approved the app.');
    expect(text).toMatch(/The operator refused the changes on .*2026 Why: You are not the State\./);
    expect(text).toContain('Name Live The State');
    expect(text).toContain('Methods it asked for: Being told when records change');
    expect((await stored(id)).name).toBe('Live');
    await send(`/develop/${id}/information`, { name: 'A Town' });
    const waiting = await textOf(`/develop/${id}/live`);
    expect(waiting).toContain('Waiting for the operator');
    expect(waiting).not.toContain('refused');
  });

  test('says why, in characters that can be seen', async () => {
    const id = await givenAsking('Reasons');
    for (const reason of ['', ' \n ', 'turned \u202e', 'x'.repeat(2001)]) {
      const page = await refuse(id, reason);
      expect([page.status, page.form('/operator/apps/refuse').app]).toEqual([422, id]);
    }
    expect((await refuse(id, '')).text).toContain('Why');
    expect(await textOf(`/develop/${id}`)).toContain('Waiting for approval');
  });
});

describe('asking to go live', () => {
  test('is refused in words without a rule or a certificate that holds', async () => {
    const id = await givenNew('Empty');
    const page = await send(`/develop/${id}/live`);
    expect(page.status).toBe(422);
    expect(page.text).toContain('say in a rule what the app asks people for');
    expect(page.text).toContain('add a certificate that has not ended');
    for (const [, target] of page.html.matchAll(/<li><a href="#([^"]+)"/g))
      expect(page.html).toContain(`id="${target}"`);
    expect(await textOf(`/develop/${id}`)).toContain('Not approved yet');
    expect((await operator.browser.open('/operator/apps')).html).not.toContain('Look at it: Empty');

    await makeReady(server, id);
    server.clock.pass(366 * 24 * 3_600_000);
    await sessionsAnew();
    const ended = await send(`/develop/${id}/live`);
    expect(ended.text).toContain('add a certificate that has not ended');
    expect(ended.text).not.toContain('say in a rule');
  });

  test('needs no certificate of an app on devices', async () => {
    const id = await givenNew('Scale', 'soda-master');
    expect((await send(`/develop/${id}/live`)).text).not.toContain('certificate that has not ended');
    await put(id, { rules: [rule({ mode: 'offline' })] });
    expect((await send(`/develop/${id}/live`)).text).toContain('You asked for approval.');
  });
});

/** Those of before have ended with the year. */
async function sessionsAnew() {
  for (const { browser, person } of [operator, dev]) await signInAs(browser, person);
}

test('what is to be approved is judged by the checklist, for its developers and the operator', async () => {
  const id = await givenApproved('Judged');
  const reach = 'No rule asks for every kind of item';
  expect(await textOf(`/develop/${id}/live`)).toContain(`${reach} ✓ Done`);
  const everything = { reason: 'To draw.', permission: ['Read'], reach: 'all', name: 'everything' };
  await send(`/develop/${id}/online`, everything, `/develop/${id}/online/new`);
  await send(`/develop/${id}/organisation`, {
    organisation: 'Makers',
    website: 'https://a.example/',
    contact: '',
  });
  expect((await stored(id)).rules).toHaveLength(1);
  const own = await textOf(`/develop/${id}/live`);
  expect(own).toContain(`${reach} ○ Open`);
  expect(own).toContain('It says who is behind it, and how to reach them ✓ Done');
  const { text, html } = await operator.browser.open(`/operator/apps/${id}`);
  expect(text).toContain(`${reach} ○ Open`);
  expect(text).toContain('It has a second admin ○ Open');
  expect(html).not.toContain(`href="/develop/${id}`);
});

test('the operator sees the certificates of what is to be approved, and an answer is to those', async () => {
  const id = await givenAsking('Signed');
  const page = await operator.browser.open(`/operator/apps/${id}`);
  const [certificate] = await server.vault.store.read(db => db.applications.certificates(id));
  expect(page.text).toContain(certificate!.thumbprint);
  expect(page.text).toContain(`CN=WildcatApp-${id}`);
  expect(page.text).toMatch(/Valid from Ends .*2027 .*2028/);
  await server.vault.store.write(db => db.applications.removeCertificates(id));
  const done = await operator.browser.submit(page, '/operator/apps/approve', { app: id });
  expect(done.text).toContain('Nothing was decided.');
  expect(done.text).toContain('It has no certificate.');
});

test('how many apps wait is on the overview and the tab of the operator', async () => {
  await using quiet = await startTestServer({ mode: 'production' });
  const olga = await givenSignedIn(quiet, 'Olga First');
  const before = await olga.browser.open('/operator');
  expect(before.text).toContain('Overview People Apps State');
  expect(before.text).not.toContain('wait for you');
  const { vault } = quiet;
  const page = await olga.browser.submit(await olga.browser.open('/develop/new'), '/develop/new', {
    name: 'Waits',
    kind: 'web',
  });
  const id = page.url.pathname.split('/')[2]!;
  await vault.store.write(async db =>
    db.appAdmins.putEntry(id, { ...(await db.appAdmins.entry(id)), approvalAskedAt: vault.clock.now() }),
  );
  const after = await olga.browser.open('/operator');
  expect(after.text).toContain('Overview People Apps (1) State of the vault');
  expect(after.text).toContain('Of these, wait for you 1');
  expect(after.html).toContain('<a href="/operator/apps">1</a>');
});
