import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../core/applications/self-signed.ts';
import { openClient, testKey } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import type { Page } from '../../testing/browser.ts';
import { Browser } from '../../testing/browser.ts';
import { lettersTo } from '../../testing/letters.ts';
import { confirmed, givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer({ limits: { shellSessionIdleMs: 12 * 3_600_000 } });
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server?.close());

const tabs = [
  '',
  '/information',
  '/appearance',
  '/methods',
  '/online',
  '/online/new',
  '/offline',
  '/certificates',
  '/localise',
  '/admins',
  '/organisation',
  '/directory',
  '/misc',
  '/tracing',
  '/trial',
  '/live',
];

async function givenApp(of = dev, name = 'Curves', kind = 'web'): Promise<string> {
  const { browser } = of;
  const page = await browser.submit(await browser.open('/develop/new'), '/develop/new', { name, kind });
  expect(page.status).toBe(200);
  return page.url.pathname.split('/')[2]!;
}

async function send(path: string, values = {}, from = path): Promise<Page> {
  return dev.browser.submit(await dev.browser.open(from), path, values);
}

const stored = (id: string) => server.vault.store.read(async db => (await db.applications.byId(id))!);

/** Uploads as a browser does. */
async function upload(browser: Browser, appId: string, fields: Record<string, string | Blob>): Promise<Page> {
  const page = await browser.open(`/develop/${appId}/certificates`);
  const body = new FormData();
  body.set('form', page.form(`/develop/${appId}/certificates`).form as string);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const { origin } = new URL(server.shellUrl);
  return browser.open(`/develop/${appId}/certificates`, { method: 'POST', body, headers: { origin } });
}

function certificateFor(appId: string): Promise<string> {
  const now = server.clock.now();
  return selfSigned({ commonName: `WildcatApp-${appId}`, key: testKey.privateKey, days: 365, now });
}

/** An application with a rule and the key of the tests. */
async function givenReadyApp(): Promise<string> {
  const id = await givenApp();
  await addRule(id);
  expect((await upload(dev.browser, id, { pem: await certificateFor(id) })).status).toBe(200);
  return id;
}

async function addRule(id: string, values = {}, mode = 'online'): Promise<Page> {
  return send(
    `/develop/${id}/${mode}`,
    {
      name: 'weights',
      reason: 'To draw a curve.',
      permission: ['Read', 'Create'],
      type: [typeIds.weight],
      ...values,
    },
    `/develop/${id}/${mode}/new`,
  );
}

/** Opens a session with the key of the tests. */
async function clientOf(id: string) {
  const app = await stored(id);
  const [certificate] = await server.vault.store.read(db => db.applications.certificates(id));
  return openClient(server, { app, thumbprint: certificate!.thumbprint });
}

describe('an application of one’s own', () => {
  test('is made with a name and a kind, is in the list, and has settings to copy', async () => {
    const id = await givenApp(dev, 'Weight diary');
    const app = await stored(id);
    expect(app).toMatchObject({
      name: 'Weight diary',
      kind: 'web',
      state: 'active',
      methodGroups: ['basic'],
    });
    expect((await dev.browser.open('/develop')).text).toContain('Weight diary');
    const page = await dev.browser.open(`/develop/${id}`);
    for (const part of [id, server.platformUrl, 'ApplicationId', '@keepwell/client', 'curl'])
      expect(page.text).toContain(part);
  });

  test('needs a name and a known kind, and there are as many as may be', async () => {
    const { browser } = dev;
    const page = await browser.open('/develop/new');
    const nameless = await browser.submit(page, '/develop/new', { name: ' ', kind: 'child' });
    expect(nameless.status).toBe(422);
    expect(nameless.text).toContain('Fill in: Name.');
    expect(nameless.text).toContain('Fill in: Kind.');
    const { limits } = server.vault;
    const before = limits.ownAppsMax;
    limits.ownAppsMax = (await server.vault.store.read(db => db.appAdmins.appsOf(dev.person.id))).length;
    try {
      const full = await browser.submit(page, '/develop/new', { name: 'One more', kind: 'web' });
      expect(full.status).toBe(422);
      expect(full.text).toContain('as many as one person may have');
    } finally {
      limits.ownAppsMax = before;
    }
  });

  test('every part of it opens, for who is signed in and configures it', async () => {
    const id = await givenApp();
    for (const tab of tabs) {
      const page = await dev.browser.open(`/develop/${id}${tab}`);
      expect([tab, page.status]).toEqual([tab, 200]);
    }
    const guest = new Browser(server);
    expect((await guest.send('/develop')).location).toContain('/sign-in');
    expect((await guest.send(`/develop/${id}/misc`)).location).toContain('/sign-in');
  });

  test('nobody else can tell that it is there, nor change it', async () => {
    const id = await givenReadyApp();
    const other = await givenSignedIn(server, 'Mallory');
    for (const tab of [...tabs, '/disable', '/online/rule?name=weights'])
      expect([tab, (await other.browser.open(`/develop/${id}${tab}`)).status]).toEqual([tab, 404]);
    const own = await givenApp(other);
    const { form } = (await other.browser.open(`/develop/${own}/misc`)).form(`/develop/${own}/misc`);
    const before = await stored(id);
    for (const path of [
      '/information',
      '/misc',
      '/methods',
      '/state',
      '/online',
      '/online/remove',
      '/localise',
      '/admins',
      '/admins/remove',
      '/organisation',
      '/directory',
      '/tracing',
      '/trial',
      '/live',
      '/certificates/remove',
    ]) {
      const page = await other.browser.post(`/develop/${id}${path}`, { form, name: 'Stolen', enabled: 'no' });
      expect([path, page.status]).toEqual([path, 404]);
    }
    const body = new FormData();
    body.set('form', form as string);
    body.set('pem', await certificateFor(id));
    const { origin } = new URL(server.shellUrl);
    const page = await other.browser.open(`/develop/${id}/certificates`, {
      method: 'POST',
      body,
      headers: { origin },
    });
    expect(page.status).toBe(404);
    expect(await stored(id)).toEqual(before);
  });

  test('forms of other sites change nothing', async () => {
    const id = await givenApp();
    const values = dev.browser;
    const form = (await values.open(`/develop/${id}/misc`)).form(`/develop/${id}/misc`);
    const foreign = await dev.browser.post(
      `/develop/${id}/misc`,
      { ...form, multiRecord: 'yes' },
      { origin: 'https://evil.example' },
    );
    expect(foreign.status).toBe(403);
    const without = await dev.browser.post(`/develop/${id}/state`, { enabled: 'no' });
    expect(without.status).toBe(403);
    const body = new FormData();
    body.set('pem', await certificateFor(id));
    expect((await dev.browser.open(`/develop/${id}/certificates`, { method: 'POST', body })).status).toBe(
      403,
    );
    expect(await stored(id)).toMatchObject({ multiRecord: false, state: 'active' });
    const page = await dev.browser.open(`/develop/${id}/tracing`);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the parts that are forms', () => {
  test('keep what is typed, checked at the field, and audit it', async () => {
    const id = await givenApp();
    const path = `/develop/${id}/information`;
    const wrong = await send(path, { name: 'Curves', actionUrl: 'javascript:alert(1)', termsUrl: 'ftp://x' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('id="actionUrl-error"');
    expect(wrong.html).toContain('javascript:alert(1)');
    const good = {
      name: 'Curves 2',
      description: 'Draws.',
      actionUrl: 'https://a.example/x',
      privacyUrl: '',
      termsUrl: '',
    };
    expect((await send(path, good)).status).toBe(200);
    expect(await stored(id)).toMatchObject({
      name: 'Curves 2',
      description: 'Draws.',
      actionUrl: 'https://a.example/x',
    });
    const misc = await send(`/develop/${id}/misc`, {
      redirectHosts: 'https://dev.example/',
      ipPrefixes: 'here',
    });
    expect(misc.status).toBe(422);
    expect(misc.html).toContain('id="redirectHosts-error"');
    expect(misc.html).toContain('id="ipPrefixes-error"');
    for (const host of ['x.example:99999', 'x.example:0', 'x'.repeat(300), 'x..example', '-x.example']) {
      const page = await send(`/develop/${id}/misc`, { redirectHosts: host });
      expect([host.slice(0, 20), page.status]).toEqual([host.slice(0, 20), 422]);
      expect(page.html).toContain('id="redirectHosts-error"');
    }
    await send(`/develop/${id}/misc`, {
      multiRecord: 'yes',
      redirectHosts: 'dev.example\nlocalhost:8080',
      ipPrefixes: '10.0.\n192.168.0.0/16',
      connectMessage: 'Thanks.',
      domainName: 'mail.example.com',
    });
    expect(await stored(id)).toMatchObject({
      multiRecord: true,
      redirectHosts: ['dev.example', 'localhost:8080'],
      ipPrefixes: ['10.0.', '192.168.0.0/16'],
      connectMessage: 'Thanks.',
      domainName: 'mail.example.com',
    });
    expect((await send(`/develop/${id}/misc`, { domainName: 'not a domain' })).html).toContain(
      'id="domainName-error"',
    );
    await send(`/develop/${id}/misc`, { domainName: '' });
    expect((await stored(id)).domainName).toBeUndefined();
  });

  test('every change is audited, with who made it and what changed', async () => {
    const id = await givenReadyApp();
    await send(`/develop/${id}/methods`, { group: ['eventing'] });
    await send(`/develop/${id}/directory`, { category: 'weight' });
    const actions = ['ConfigureApplication', 'AddCertificate', 'ChooseMethodGroups'];
    const rows = await server.vault.store.read(db => db.audit.withoutRecord({ actions, limit: 100 }));
    const ofApp = rows.filter(({ appId }) => appId === id);
    expect(ofApp.every(({ personId }) => personId === dev.person.id)).toBe(true);
    expect(ofApp.map(({ action, details }) => [action, details.changed ?? details.created])).toEqual([
      ['ConfigureApplication', ['category', 'isListed']],
      ['ChooseMethodGroups', undefined],
      ['AddCertificate', undefined],
      ['ConfigureApplication', ['rules']],
      ['ConfigureApplication', 'web'],
    ]);
  });

  test('method groups are given at once in a sandbox, and only those that there are', async () => {
    const id = await givenApp();
    await send(`/develop/${id}/methods`, { group: ['eventing', 'e-mail', 'everything'] });
    expect((await stored(id)).methodGroups).toEqual(['basic', 'eventing', 'e-mail']);
    await send(`/develop/${id}/methods`, { group: [] });
    expect((await stored(id)).methodGroups).toEqual(['basic']);
  });

  test('the app is disabled after a question, and enabled again, but not where the operator disabled it', async () => {
    const id = await givenReadyApp();
    const client = await clientOf(id);
    await send(`/develop/${id}/state`, {}, `/develop/${id}/disable`);
    expect((await stored(id)).state).toBe('disabled');
    expect((await client.call('GetServiceDefinition', { version: 2 })).code).toBe(6);
    await send(`/develop/${id}/state`, { enabled: 'yes' }, `/develop/${id}`);
    expect((await stored(id)).state).toBe('active');
    await server.vault.store.write(async db =>
      db.applications.put({ ...(await stored(id)), state: 'disabled' }),
    );
    expect((await dev.browser.open(`/develop/${id}`)).text).toContain(
      'The operator of this vault disabled the app.',
    );
    const { form } = (await dev.browser.open(`/develop/${id}/misc`)).form(`/develop/${id}/misc`);
    const page = await dev.browser.post(`/develop/${id}/state`, { form, enabled: 'yes' });
    expect(page.status).toBe(403);
    expect((await stored(id)).state).toBe('disabled');
  });

  test('take no text that is not what is seen of it', async () => {
    const turned = 'Bank\u202e';
    const { browser } = dev;
    const nameless = { name: '\u200b\u202e', kind: 'web' };
    const made = await browser.submit(await browser.open('/develop/new'), '/develop/new', nameless);
    expect(made.status).toBe(422);
    const id = await givenReadyApp();
    const refused: [string, string, string, string?][] = [
      ['information', 'name', turned],
      ['information', 'description', turned],
      ['organisation', 'organisation', turned],
      ['misc', 'connectMessage', turned],
      ['localise', 'name', turned, 'localise?language=de'],
    ];
    for (const [tab, field, value, from = tab] of refused) {
      const page = await send(`/develop/${id}/${tab}`, { [field]: value }, `/develop/${id}/${from}`);
      expect([tab, page.status]).toEqual([tab, 422]);
      expect(page.html).toContain(`id="${field}-error"`);
      expect(page.html).toContain(turned);
    }
    for (const field of ['name', 'reason'])
      expect((await addRule(id, { name: 'other', [field]: turned })).html).toContain(`id="${field}-error"`);
  });

  test('texts of other languages reach the consent page, and follow the original', async () => {
    const id = await givenReadyApp();
    const path = `/develop/${id}/localise`;
    expect((await send(path, { language: 'not a tag' })).status).toBe(422);
    const reason = (await dev.browser.open(path)).fieldOf('Why rule “weights” asks');
    await send(path, { language: 'de', name: 'Kurven', [reason]: 'Um eine Kurve zu zeichnen.' });
    expect((await dev.browser.open(path)).text).toContain('de');
    const consent = await dev.browser.open(
      `/redirect.aspx?target=APPAUTH&targetqs=${encodeURIComponent(`appid=${id}&culture=de-DE`)}`,
    );
    expect(consent.text).toContain('Kurven');
    expect(consent.text).toContain('Um eine Kurve zu zeichnen.');
    dev.browser.cookies.delete('keepwell-language');
    const information = await dev.browser.open(`/develop/${id}/information`);
    await dev.browser.submit(information, `/develop/${id}/information`, { name: 'Curves renamed' });
    const english = await dev.browser.open(
      `/redirect.aspx?target=APPAUTH&targetqs=${encodeURIComponent(`appid=${id}`)}`,
    );
    expect(english.text).toContain('Curves renamed');
    await send(path, { name: '', [reason]: '' }, `${path}?language=de`);
    expect((await dev.browser.open(path)).text).toContain('There are no translations yet.');
  });
});

describe('rules', () => {
  test('are added, changed, and removed with undo', async () => {
    const id = await givenApp();
    await addRule(id, { from: '2026-01-01', to: '2026-02-01', optional: 'yes', checkedFirst: 'yes' });
    const rule = {
      name: 'weights',
      reason: 'To draw a curve.',
      permissions: ['Read', 'Create'],
      targets: [{ typeIds: [typeIds.weight], from: '2026-01-01', to: '2026-02-01T23:59:59.999' }],
      exceptions: [],
      mode: 'online',
      optional: { displayFirst: false, checkedFirst: true, checkedByDefault: false },
    };
    expect((await stored(id)).rules).toEqual([rule]);
    const edit = `/develop/${id}/online/rule?name=weights`;
    const form = await dev.browser.open(edit);
    expect(form.form(`/develop/${id}/online`)).toMatchObject({
      name: 'weights',
      type: [typeIds.weight],
      from: '2026-01-01',
    });
    await send(`/develop/${id}/online`, { reason: 'Why.', reach: 'all', permission: ['Read'] }, edit);
    expect((await stored(id)).rules[0]).toMatchObject({
      permissions: ['Read'],
      targets: [{ typeIds: 'all' }],
    });
    const removed = await send(`/develop/${id}/online/remove`, { name: 'weights' }, edit);
    expect((await stored(id)).rules).toEqual([]);
    await dev.browser.submit(removed, `/develop/${id}/online/restore`);
    expect((await stored(id)).rules).toMatchObject([{ name: 'weights', permissions: ['Read'] }]);
  });

  test('are checked at the field', async () => {
    const id = await givenApp();
    const empty = await addRule(id, { name: '', reason: '', permission: [], type: [] });
    expect(empty.status).toBe(422);
    for (const field of ['name', 'reason', 'permission', 'kinds'])
      expect(empty.html).toContain(`id="${field}-error"`);
    expect((await addRule(id, { type: [randomUUID()] })).html).toContain('id="kinds-error"');
    expect((await addRule(id, { from: '2026-02-01', to: '2026-01-01' })).html).toContain('id="from-error"');
    expect((await addRule(id, { name: 'seventeen letters' })).html).toContain('id="name-error"');
    await addRule(id);
    expect((await addRule(id)).text).toContain('There is a rule of this name already.');
    expect((await stored(id)).rules).toHaveLength(1);
  });

  test('of an app on devices are offline, and there are as many as may be', async () => {
    const id = await givenApp(dev, 'Scale', 'soda-master');
    expect((await addRule(id)).status).toBe(422);
    const { limits } = server.vault;
    const before = limits.appRulesMax;
    limits.appRulesMax = 1;
    try {
      await addRule(id, {}, 'offline');
      expect((await addRule(id, { name: 'second' }, 'offline')).status).toBe(422);
    } finally {
      limits.appRulesMax = before;
    }
    expect((await stored(id)).rules).toMatchObject([{ mode: 'offline' }]);
  });
});

describe('certificates', () => {
  test('are uploaded in PEM and DER, open a session, and are removed one by one', async () => {
    const id = await givenApp();
    const pem = await certificateFor(id);
    expect((await upload(dev.browser, id, { pem })).text).toContain('The certificate is added.');
    const client = await clientOf(id);
    expect((await client.call('GetServiceDefinition', { version: 2 })).code).toBe(0);
    const der = Buffer.from((await certificateFor(id)).replace(/-----[^-]+-----|\s/g, ''), 'base64');
    await upload(dev.browser, id, { file: new Blob([der]) });
    const all = await server.vault.store.read(db => db.applications.certificates(id));
    expect(all).toHaveLength(2);
    const { thumbprint } = all[0]!;
    const question = `/develop/${id}/certificates/${thumbprint}/remove`;
    await send(`/develop/${id}/certificates/remove`, {}, question);
    const left = await server.vault.store.read(db => db.applications.certificates(id));
    expect(left.map(other => other.thumbprint)).toEqual([all[1]!.thumbprint]);
    expect((await dev.browser.open(question)).status).toBe(404);
  });

  test('what is none is refused, and a private key is not kept', async () => {
    const id = await givenApp();
    const key = testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const sent = await upload(dev.browser, id, { pem: key });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('a key that was sent is no longer secret');
    expect(sent.html).not.toContain(key.slice(40, 100));
    expect((await upload(dev.browser, id, { pem: 'nonsense' })).status).toBe(422);
    expect((await upload(dev.browser, id, {})).status).toBe(422);
    expect(await server.vault.store.read(db => db.applications.certificates(id))).toEqual([]);
    expect(server.logged.join('')).not.toContain('PRIVATE KEY');
  });
});

describe('admins', () => {
  test('are invited by e-mail, accept, and remove each other, but never the last', async () => {
    const id = await givenApp(dev, 'LOCKED: call 0900 123 456');
    const friend = await confirmed(await givenSignedIn(server, 'Fran Friend'));
    const path = `/develop/${id}/admins`;
    const letters = async () => (await lettersTo(server, friend.person.email)).length;
    const known = await send(path, { email: friend.person.email.toUpperCase() });
    const unknown = await send(path, { email: 'nobody@example.org' });
    // Nobody learns who has an account.
    expect(known.text).toContain('Invited, if there is an account with this address.');
    expect(unknown.text).toContain('Invited, if there is an account with this address.');
    expect((await friend.browser.open(`/develop/${id}`)).status).toBe(404);
    expect(await letters()).toBe(1);
    const [letter] = await lettersTo(server, friend.person.email);
    expect(letter).toMatchObject({ subject: 'You are invited to configure an app' });
    expect(JSON.stringify(letter)).not.toContain('0900');
    await send(path, { email: friend.person.email });
    expect(await letters()).toBe(1);
    const stranger = await givenSignedIn(server, 'Stan Stranger');
    const own = (await stranger.browser.open('/develop/new')).form('/develop/new');
    const stolen = await stranger.browser.post('/develop/invitation', {
      form: own.form,
      app: id,
      decision: 'accept',
    });
    expect(stolen.status).toBe(404);
    const invited = await friend.browser.open('/develop');
    await friend.browser.submit(invited, '/develop/invitation', { decision: 'accept' });
    expect((await friend.browser.open(`/develop/${id}`)).status).toBe(200);
    await send(`${path}/withdraw`, { email: 'nobody@example.org' }, path);
    expect((await dev.browser.open(path)).text).not.toContain('nobody@example.org');
    const question = await friend.browser.open(`${path}/${dev.person.id}/remove`);
    await friend.browser.submit(question, `${path}/remove`);
    expect((await dev.browser.open(`/develop/${id}`)).status).toBe(404);
    const { form } = (await friend.browser.open(path)).form(path);
    const last = await friend.browser.post(`${path}/remove`, { form, person: friend.person.id });
    expect(last.status).toBe(422);
    expect((await friend.browser.open(`/develop/${id}`)).status).toBe(200);
  });

  test('leave certificates behind: shown with who gave them, and removed with the admin where that is chosen', async () => {
    const id = await givenApp();
    const friend = await confirmed(await givenSignedIn(server, 'Fran Friend'));
    const path = `/develop/${id}/admins`;
    await send(path, { email: friend.person.email });
    const invited = await friend.browser.open('/develop');
    await friend.browser.submit(invited, '/develop/invitation', { decision: 'accept' });
    for (const browser of [dev.browser, friend.browser, friend.browser])
      await upload(browser, id, { pem: await certificateFor(id) });
    const kept = () => server.vault.store.read(db => db.applications.certificates(id));
    const [own, ...theirs] = (await kept()).toSorted((a, b) =>
      a.addedBy === b.addedBy ? 0 : a.addedBy === dev.person.id ? -1 : 1,
    );
    const list = await dev.browser.open(`/develop/${id}/certificates`);
    expect(list.text).toContain('by Dev Example');
    expect(list.text.match(/by Fran Friend/g)).toHaveLength(2);
    const question = await dev.browser.open(`${path}/${friend.person.id}/remove`);
    expect(question.text).toContain('Certificates that Fran Friend added');
    for (const { thumbprint } of theirs) expect(question.text).toContain(thumbprint);
    expect(question.text).not.toContain(own!.thumbprint);
    expect(question.form(`${path}/remove`).certificate).toBeUndefined();
    const chosen = [theirs[0]!.thumbprint];
    const done = await dev.browser.submit(question, `${path}/remove`, { certificate: chosen });
    expect(done.text).toContain('the certificates you chose are removed');
    const left = [own, theirs[1]].map(certificate => certificate!.thumbprint);
    expect((await kept()).map(({ thumbprint }) => thumbprint).toSorted()).toEqual(left.toSorted());
    const after = await dev.browser.open(`/develop/${id}/certificates`);
    expect(after.text).toContain('by Fran Friend, who is no admin any more');
  });

  test('are as many as may be, invited ones too', async () => {
    const id = await givenApp();
    const { limits } = server.vault;
    const before = limits.appAdminsMax;
    limits.appAdminsMax = 2;
    try {
      await send(`/develop/${id}/admins`, { email: 'one@example.org' });
      const full = await send(`/develop/${id}/admins`, { email: 'two@example.org' });
      expect(full.status).toBe(422);
      expect(full.text).toContain('at most 2 admins');
    } finally {
      limits.appAdminsMax = before;
    }
  });
});

describe('tracing', () => {
  const start = (id: string) => send(`/develop/${id}/tracing`, { tracing: 'start' });
  /** What is traced is masked when the answer has gone. */
  const traced = async (id: string) => {
    await new Promise(resolve => setImmediate(resolve));
    return dev.browser.open(`/develop/${id}/tracing`);
  };
  const first = async (id: string) => {
    const link = /href="(\/develop\/[^"]+\/tracing\/[^"]+)"/.exec((await traced(id)).html)![1]!;
    return dev.browser.open(link);
  };

  test('shows a failing call, what it means and how to mend it', async () => {
    const id = await givenReadyApp();
    await start(id);
    const client = await clientOf(id);
    expect((await client.call('GetThings', { version: 3 })).code).toBe(9);
    const list = await traced(id);
    expect(list.text).toContain('GetThings 3');
    expect(list.text).toContain('9 INVALID_PERSON');
    expect(list.text).toContain('CreateAuthenticatedSessionToken 2');
    const page = await first(id);
    expect(page.text).toContain('No such person for this application, or the account is not active.');
    expect(page.text).toContain('This method needs a person: user-auth-token, or offline-person-info.');
    expect(page.html).toContain('&lt;method&gt;GetThings&lt;/method&gt;');
    expect(page.text).not.toContain('Nothing proves that it came from your app');
  });

  test('never shows secrets, and shows values of a sandbox', async () => {
    const id = await givenReadyApp();
    await start(id);
    const client = await clientOf(id);
    const info = `<thing><type-id>${typeIds.weight}</type-id><data-xml><weight><when><date><y>2026</y><m>1</m><d>2</d></date></when><value><kg>71.25</kg></value></weight><common/></data-xml></thing>`;
    await client.call('PutThings', { version: 2, info, userToken: client.token!.replace('ASAAA', 'AiAAA') });
    const list = await traced(id);
    const secrets = [client.token!.slice(10, 60), client.secret!.toString('base64')];
    const links = [...list.html.matchAll(/href="(\/develop\/[^"]+\/tracing\/[^"]+)"/g)].map(
      ([, href]) => href!,
    );
    expect(links).toHaveLength(2);
    let all = '';
    for (const link of links) all += (await dev.browser.open(link)).html;
    for (const secret of secrets) expect(all).not.toContain(secret);
    for (const name of ['auth-token', 'user-auth-token', 'hmac-data', 'token', 'shared-secret', 'sig'])
      expect(all).toMatch(new RegExp(`&lt;${name}[^•]*•••&lt;/${name}&gt;`));
    expect(all).toContain('&lt;kg&gt;71.25&lt;/kg&gt;');
  });

  test('is off unless it was turned on, for an hour, and forgets when it is stopped', async () => {
    const id = await givenReadyApp();
    const client = await clientOf(id);
    expect((await traced(id)).text).toContain('Tracing is off');
    await start(id);
    await client.call('GetServiceDefinition', { version: 2 });
    expect((await traced(id)).text).toContain('GetServiceDefinition');
    await send(`/develop/${id}/tracing`, { tracing: 'stop' });
    await start(id);
    expect((await traced(id)).text).toContain('Nothing was asked yet');
    server.clock.pass(server.vault.limits.traceForMs);
    expect((await traced(id)).text).toContain('Tracing is off');
    await signInAs(dev.browser, dev.person);
  });

  test('is bounded, and what others send under the app’s id cannot push out its own calls', async () => {
    const id = await givenReadyApp();
    await start(id);
    const client = await clientOf(id);
    const { limits } = server.vault;
    const before = { ...limits };
    limits.tracesPerAppMax = 3;
    limits.traceBodyBytesMax = 2000;
    try {
      await client.call('GetThings', { version: 3 });
      const stranger = await clientOf(id);
      stranger.token = undefined;
      stranger.secret = undefined;
      for (let i = 0; i < 6; i++)
        await stranger.call('GetServiceDefinition', {
          version: 2,
          info: `<a>${'x'.repeat(i === 5 ? 3000 : 1)}</a>`,
        });
      const list = await traced(id);
      expect(list.text).toContain('GetThings 3');
      expect(list.text.match(/GetServiceDefinition 2/g)).toHaveLength(3);
      const page = await first(id);
      expect(page.text).toContain('Nothing proves that it came from your app');
      expect(page.text).toContain('Not kept: it is larger than is kept');
      limits.tracedAppsMax = 1;
      const next = await givenApp();
      expect((await start(next)).status).toBe(429);
    } finally {
      Object.assign(limits, before);
    }
  });

  test('tells what the Shell said of a wrong redirect, without what is secret in it', async () => {
    const id = await givenReadyApp();
    await start(id);
    const query = new URLSearchParams({
      appid: id,
      redirect: 'https://elsewhere.example/back?state=hush-hush',
      actionqs: 'hush-hush',
      credtoken: 'hush-hush',
    });
    const page = await dev.browser.open(
      `/redirect.aspx?${new URLSearchParams({ target: 'AUTH', targetqs: String(query) })}`,
    );
    expect(page.status).toBe(400);
    expect((await traced(id)).text).toContain('To the Shell: AUTH');
    const trace = await first(id);
    expect(trace.text).toContain(
      'The parameter redirect must lead to this computer or to a host that is registered',
    );
    expect(trace.text).toContain('redirect=https://elsewhere.example/back');
    expect(trace.html).not.toContain('hush-hush');
  });
});

describe('trying it', () => {
  test('a person with two years of data is made by one click, who authorised the app', async () => {
    const id = await givenReadyApp();
    await addRule(id, { name: 'nightly' }, 'offline');
    const made = await send(`/develop/${id}/trial`);
    expect(made.status).toBe(200);
    const values = [...made.html.matchAll(/<dd><code>([^<]*)<\/code>/g)].map(([, value]) => value!);
    const [email, password, personId, records, userToken] = values as [
      string,
      string,
      string,
      string,
      string,
    ];
    const client = await clientOf(id);
    const recordId = records.split(', ')[0]!;
    const answer = await client.call('GetThings', {
      version: 3,
      recordId,
      personId,
      info: `<group max="5"><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`,
    });
    expect(answer.code).toBe(0);
    expect(answer.texts('thing-id').length).toBeGreaterThan(1);
    expect((await client.call('GetPersonInfo', { userToken })).texts('name')).toContain('Maria Lindgren');
    const browser = new Browser(server);
    const home = await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password });
    expect(home.text).toContain('Maria Lindgren');
    const { limits } = server.vault;
    const before = limits.sandboxPeoplePerHourMax;
    limits.sandboxPeoplePerHourMax = 1;
    try {
      expect((await send(`/develop/${id}/trial`)).status).toBe(429);
    } finally {
      limits.sandboxPeoplePerHourMax = before;
    }
  }, 20_000);
});
