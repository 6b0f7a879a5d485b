import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import { allow, givenVisitor, redirectTo, rule } from '../shell/testing/apps.ts';
import type { Browser, Page } from '../shell/testing/browser.ts';
import { givenApp, TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let master: Application;
beforeAll(async () => {
  server = await startTestServer();
  const rules = [
    rule({ name: 'device', mode: 'offline', reason: 'To keep what the scale weighs.' }),
    rule({
      name: 'online',
      mode: 'online',
      reason: 'A device is never online.',
      targets: [{ typeIds: [typeIds.height] }],
    }),
  ];
  master = (await givenApp(server.vault, { name: 'Scale', kind: 'soda-master', rules })).app;
});
afterAll(() => server.close());

interface Creation {
  readonly appId: string;
  readonly secret: string;
  readonly token: string;
}

const ask = (appId: string, by = server) => new TestClient(by, appId).call('NewApplicationCreationInfo');

async function creation(): Promise<Creation> {
  const answer = await ask(master.id);
  expect(answer.code).toBe(0);
  const [appId, secret, token] = ['app-id', 'shared-secret', 'app-token'].map(name => answer.texts(name)[0]!);
  return { appId: appId!, secret: secret!, token: token! };
}

const creating = ({ token }: Creation, more: Record<string, string> = {}) =>
  redirectTo('CREATEAPPLICATION', {
    appid: master.id,
    appCreationToken: token,
    instanceName: 'Kitchen scale',
    ismra: 'true',
    ...more,
  });

/** Opens a session as a device does: with its secret. */
async function openSession({ appId, secret }: Pick<Creation, 'appId' | 'secret'>) {
  const client = new TestClient(server, appId);
  server.clock.pass(1);
  const time = new Date(server.clock.now()).toISOString();
  const content = `<content><app-id>${appId}</app-id><hmac>HMACSHA256</hmac><signing-time>${time}</signing-time></content>`;
  const hmac = createHmac('sha256', Buffer.from(secret, 'base64')).update(content).digest('base64');
  const answer = await client.call('CreateAuthenticatedSessionToken', {
    version: 2,
    info: `<auth-info><app-id>${appId}</app-id><credential><appserver2><hmacSig algName="HMACSHA256">${hmac}</hmacSig>${content}</appserver2></credential></auth-info>`,
  });
  if (answer.code === 0) client.useSession(answer.texts('token')[0]!, answer.texts('shared-secret')[0]!);
  return { client, code: answer.code };
}

async function linked(given?: Browser): Promise<{ browser: Browser; made: Creation; page: Page }> {
  const browser = given ?? (await givenVisitor(server));
  const made = await creation();
  return { browser, made, page: await allow(browser, await browser.open(creating(made))) };
}

describe('NewApplicationCreationInfo', () => {
  test('answers with a child id, a secret of 32 bytes and a token that is short enough', async () => {
    const { appId, secret, token } = await creation();
    expect(appId).toMatch(/^[0-9a-f-]{36}$/);
    expect(Buffer.from(secret, 'base64')).toHaveLength(32);
    expect(token.length).toBeLessThanOrEqual(1024);
    expect(Buffer.from(token, 'base64url').includes(Buffer.from(appId))).toBe(false);
  });

  test('every call makes another child, and stores nothing', async () => {
    const [one, other] = [await creation(), await creation()];
    expect(one.appId).not.toBe(other.appId);
    expect(await server.vault.store.read(db => db.applications.byId(one.appId))).toBeUndefined();
  });

  test('is for active SODA masters alone', async () => {
    const web = await givenApp(server.vault);
    expect((await ask(web.app.id)).code).toBe(6);
    expect((await ask('11111111-1111-4111-8111-111111111111')).code).toBe(6);
    const disabled = await givenApp(server.vault, { kind: 'soda-master', state: 'disabled' });
    expect((await ask(disabled.app.id)).code).toBe(6);
  });

  test('takes so many calls of an address in a minute', async () => {
    await using other = await startTestServer({ limits: { anonymousCallsPerMinuteMax: 2 } });
    const { app } = await givenApp(other.vault, { kind: 'soda-master' });
    expect((await ask(app.id, other)).code).toBe(0);
    expect((await ask(app.id, other)).code).toBe(0);
    expect((await ask(app.id, other)).code).toBe(75);
    other.clock.pass(60_000);
    expect((await ask(app.id, other)).code).toBe(0);
  });
});

describe('the device flow', () => {
  test('asks with the master’s words and offline rules, for the device by its name', async () => {
    const browser = await givenVisitor(server);
    const page = await browser.open(creating(await creation()));
    expect(page.text).toContain('Scale asks to use health data');
    expect(page.text).toContain(
      'A device, or an app on a phone or computer, wants to be connected. It is made for Scale.',
    );
    expect(page.text).toContain('It calls itself “Kitchen scale”');
    expect(page.text).toContain('If somebody sent you a link to this page, don’t allow it');
    expect(page.text).toContain('To keep what the scale weighs.');
    expect(page.text).not.toContain('A device is never online.');
    expect(page.url.href).not.toContain('appCreationToken');
  });

  test('an id in place of a device name is not shown', async () => {
    const browser = await givenVisitor(server);
    const made = await creation();
    expect((await browser.open(creating(made, { instanceName: made.appId }))).text).toMatch(/^Scale asks/);
  });

  test('what cannot be seen or printed is left out of a device name', async () => {
    const browser = await givenVisitor(server);
    const instanceName = 'Kitchen\t\u0001\u202e\uffff scale\u0000';
    const page = await browser.open(creating(await creation(), { instanceName }));
    expect(page.text).toContain('It calls itself “Kitchen scale”');
  });

  test.each(['Scale”, checked. “', 'Scale", checked. "', 'Scale“, checked. „', 'Scale», checked. «'])(
    'a device name does not end the quotation it stands in: %s',
    async instanceName => {
      const browser = await givenVisitor(server);
      const page = await browser.open(creating(await creation(), { instanceName }));
      expect(page.text).toContain("It calls itself “Scale', checked. '”");
    },
  );

  test.each(['update, see https://evil.example', 'www.evil.example', '\u200b\u2060', '\u3164\u2800'])(
    'words of a link that no name may hold are not shown: %s',
    async instanceName => {
      const browser = await givenVisitor(server);
      const page = await browser.open(creating(await creation(), { instanceName }));
      expect(page.text).toContain('A device, or an app');
      expect(page.text).not.toContain('It calls itself');
      expect(page.text).not.toContain('evil');
    },
  );

  test('a name is short, and the link ends soon', async () => {
    const browser = await givenVisitor(server);
    const made = await creation();
    const page = await browser.open(creating(made, { instanceName: 'x'.repeat(60) }));
    expect(page.text).toContain(`“${'x'.repeat(40)}”`);
    server.clock.pass(16 * 60_000);
    expect((await browser.open(creating(made))).status).toBe(400);
  });

  test('before the person agrees there is no session for the child, after it there is, and it works offline', async () => {
    const browser = await givenVisitor(server);
    const made = await creation();
    expect((await openSession(made)).code).toBe(6);
    const page = await allow(browser, await browser.open(creating(made)));
    expect(page.url.pathname).toBe('/application/complete');
    expect(page.url.search).toMatch(`?appid=${made.appId}&target=AppAuthSuccess&instanceid=1`);
    expect(page.url.searchParams.get('wctoken')).toBeNull();
    const { client, code } = await openSession(made);
    expect(code).toBe(0);
    const people = await client.call('GetAuthorizedPeople', { info: '<parameters/>' });
    const personId = people.texts('person-id')[0]!;
    const recordId = people.elements('record')[0]!.attribute('id')!;
    const put = await client.call('PutThings', { version: 2, info: aWeight(), personId, recordId });
    expect(put.code).toBe(0);
    const height = `<thing><type-id>${typeIds.height}</type-id><data-xml><height/></data-xml></thing>`;
    expect((await client.call('PutThings', { version: 2, info: height, personId, recordId })).code).not.toBe(
      0,
    );
  });

  test('the secret is kept sealed', async () => {
    const { made } = await linked();
    const sealed = await server.vault.store.read(db => db.applications.sharedSecret(made.appId));
    expect(sealed!.includes(Buffer.from(made.secret, 'base64'))).toBe(false);
  });

  test('another secret than the child’s opens nothing', async () => {
    const { made } = await linked();
    const other = await creation();
    expect((await openSession({ appId: made.appId, secret: other.secret })).code).toBe(4);
  });

  test('declining leaves no application behind', async () => {
    const browser = await givenVisitor(server);
    const made = await creation();
    const page = await browser.submit(await browser.open(creating(made)), '/consent', { decision: 'deny' });
    expect(page.url.searchParams.get('target')).toBe('AppAuthReject');
    expect((await openSession(made)).code).toBe(6);
  });

  test('more records come by APPAUTH with the child’s id, with the rules the master has then', async () => {
    const { browser, made } = await linked();
    await browser.submit(await browser.open('/records/new'), '/records/new', {
      name: 'Ben',
      relationship: '14',
    });
    const added = [
      ...master.rules,
      rule({
        name: 'more',
        mode: 'offline',
        reason: 'New: pressure.',
        targets: [{ typeIds: [typeIds.bloodPressure] }],
      }),
    ];
    await server.vault.store.write(db => db.applications.put({ ...master, rules: added }));
    const page = await browser.open(redirectTo('APPAUTH', { appid: made.appId, ismra: 'true' }));
    await server.vault.store.write(db => db.applications.put(master));
    expect(page.text).toContain('Scale (Kitchen scale) asks');
    expect(page.text).toContain('New: pressure.');
    const again = await browser.open(redirectTo('APPAUTH', { appid: made.appId, ismra: 'true' }));
    const records = [...again.html.matchAll(/name="record" value="([^"]+)"/g)].map(([, id]) => id!);
    await allow(browser, again, { record: records });
    const { client } = await openSession(made);
    expect(
      (await client.call('GetAuthorizedPeople', { info: '<parameters/>' })).elements('record'),
    ).toHaveLength(2);
  });
});

describe('a creation token', () => {
  test('works once', async () => {
    const { browser, made } = await linked();
    const page = await browser.open(creating(made));
    expect(page.status).toBe(400);
    expect(page.text).toContain('This link no longer works');
    expect(page.text).toContain('135');
  });

  test('works once, also for two who read the page at the same time', async () => {
    const made = await creation();
    const [one, other] = [await givenVisitor(server), await givenVisitor(server)];
    const pages = [await one.open(creating(made)), await other.open(creating(made))];
    const ends = await Promise.all([allow(one, pages[0]!), allow(other, pages[1]!)]);
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 400]);
    const { client } = await openSession(made);
    expect(
      (await client.call('GetAuthorizedPeople', { info: '<parameters/>' })).texts('person-id'),
    ).toHaveLength(1);
  });

  test('is over after an hour, also on a page that is open', async () => {
    const browser = await givenVisitor(server);
    const made = await creation();
    const page = await browser.open(creating(made));
    server.clock.pass(3_600_000);
    expect((await allow(browser, page)).status).toBe(400);
    expect((await browser.open(creating(made))).text).toContain('This link no longer works');
    expect((await openSession(made)).code).toBe(6);
  });

  test('is for its own master, and cannot be made up', async () => {
    const browser = await givenVisitor(server);
    const made = await creation();
    const other = await givenApp(server.vault, { kind: 'soda-master' });
    expect((await browser.open(creating(made, { appid: other.app.id }))).status).toBe(400);
    expect((await browser.open(creating({ ...made, token: 'AAAA' }))).status).toBe(400);
    const sealedElsewhere = server.vault.keys
      .seal(Buffer.from('{"kind":"shell-request"}'))
      .toString('base64url');
    expect((await browser.open(creating({ ...made, token: sealedElsewhere }))).status).toBe(400);
    expect((await browser.open(redirectTo('CREATEAPPLICATION', { appid: master.id }))).text).toContain(
      'appCreationToken is missing',
    );
  });
});

test('a SODA master itself is not authorised', async () => {
  const browser = await givenVisitor(server);
  const page = await browser.open(redirectTo('APPAUTH', { appid: master.id }));
  expect(page.status).toBe(400);
  expect(page.text).toContain('is a SODA master');
});
