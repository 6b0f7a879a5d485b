// What developers are told of the certificates they add, and who may add one.
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../core/applications/self-signed.ts';
import { testKey } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, goodPassword, type Page } from '../../testing/browser.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  browser = new Browser(server);
  await browser.signUp();
});
afterAll(() => server?.close());

async function givenApp(kind = 'web'): Promise<string> {
  const values = { name: `Curves ${randomUUID().slice(0, 8)}`, kind };
  const page = await browser.submit(await browser.open('/develop/new'), '/develop/new', values);
  return page.url.pathname.split('/')[2]!;
}

const dayMs = 86_400_000;

/** From a day before `from`, which counts from now as `days` does from `from`. */
function certificate({ key = testKey.privateKey as KeyObject, from = 0, days = 365 } = {}): Promise<string> {
  return selfSigned({ commonName: 'Curves', key, days, now: server.clock.now() + from * dayMs });
}

const add = (page: Page, pem: string) => {
  const { form } = page.form(page.url.pathname) as { form: string };
  const body = new FormData();
  body.set('form', form);
  body.set('pem', pem);
  const { origin } = new URL(server.shellUrl);
  return browser.open(page.url.pathname, { method: 'POST', body, headers: { origin } });
};

const certificatesOf = (id: string) => browser.open(`/develop/${id}/certificates`);
const kept = (id: string) => server.vault.store.read(db => db.applications.certificates(id));

describe('a certificate', () => {
  test('that ended, or begins later, is added and told to be so', async () => {
    const page = await certificatesOf(await givenApp());
    const ended = await add(page, await certificate({ from: -800 }));
    expect(ended.text).toMatch(/The certificate is added\. It ended on .* 2025/);
    const early = await add(page, await certificate({ from: 40 }));
    expect(early.text).toMatch(/The certificate is added\. It is valid only from .* 2027/);
    const good = await add(page, await certificate());
    expect(good.text).not.toMatch(/It ended|valid only/);
  });

  test('that is there is told to be, and stays as it was', async () => {
    const id = await givenApp();
    const page = await certificatesOf(id);
    const pem = await certificate();
    expect((await add(page, pem)).text).toContain('The certificate is added.');
    const [before] = await kept(id);
    server.clock.pass(1000);
    const again = await add(page, pem);
    expect(again.text).toContain('This certificate was here already.');
    expect(again.text).not.toContain('The certificate is added.');
    expect(await kept(id)).toEqual([before]);
  });

  test('is one, whatever is written around it', async () => {
    const id = await givenApp();
    const page = await certificatesOf(id);
    const [one, two] = [await certificate(), await certificate()];
    for (const several of [
      `${one}${two}`,
      `${one}-----BEGIN X-----\nAAAA\n-----END X-----\n`,
      one.slice(0, -40),
    ])
      expect((await add(page, several)).text).toContain('not one X.509 certificate');
    expect(await kept(id)).toEqual([]);
    expect((await add(page, `subject=CN = Curves\n${one}ours\n`)).text).toContain(
      'The certificate is added.',
    );
    expect((await kept(id)).map(({ pem }) => pem.trim())).toEqual([one.trim()]);
  });

  test('with a short key is refused, with how long it is', async () => {
    const id = await givenApp();
    const page = await certificatesOf(id);
    const key = generateKeyPairSync('rsa', { modulusLength: 768 }).privateKey;
    const short = await add(page, await certificate({ key }));
    expect(short.status).toBe(422);
    expect(short.text).toContain('Its RSA key has 768 bits. It needs 1024 or more');
    expect(await kept(id)).toEqual([]);
  });

  test('is not missed by an app on devices', async () => {
    const { text } = await certificatesOf(await givenApp('soda-master'));
    expect(text).toContain('An app on devices needs none');
    expect(text).not.toContain('No certificate yet');
  });
});

describe('a session that lay open', () => {
  const lie = () => server.clock.pass(server.vault.limits.reauthenticateMs);
  const prove = (page: Page) => browser.submit(page, '/account/prove', { password: goodPassword });

  test('shows the certificates, and adds one only when who is there showed who they are', async () => {
    const id = await givenApp();
    const open = await certificatesOf(id);
    lie();
    const pem = await certificate();
    const refused = await add(open, pem);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Is it you?');
    expect(refused.text).toContain('This changes who can act for the app.');
    expect(await kept(id)).toEqual([]);
    const looked = await certificatesOf(id);
    expect(looked.text).not.toContain('Is it you?');
    const asked = await browser.open(looked.tag(/\/certificates\/add"/)!.href!);
    const proved = await prove(asked);
    expect(proved.url.pathname).toBe(`/develop/${id}/certificates`);
    expect((await add(proved, pem)).text).toContain('The certificate is added.');
    expect(await kept(id)).toHaveLength(1);
  });

  test('invites nobody to configure the app before that', async () => {
    const id = await givenApp();
    const path = `/develop/${id}/admins`;
    const open = await browser.open(path);
    lie();
    const refused = await browser.submit(open, path, { email: 'bo@example.org' });
    expect([refused.status, refused.form('/account/prove').next]).toEqual([403, path]);
    const invitations = () => server.vault.store.read(db => db.appAdmins.invitations(id));
    expect(await invitations()).toEqual([]);
    const asked = await browser.open((await browser.open(path)).tag(/\/admins\/add"/)!.href!);
    const proved = await prove(asked);
    expect(proved.url.pathname).toBe(path);
    await browser.submit(proved, path, { email: 'bo@example.org' });
    expect(await invitations()).toMatchObject([{ email: 'bo@example.org' }]);
  });

  test('gives the app no other secret, keys or addresses, takes no certificate away and deletes nothing before that', async () => {
    const id = await givenApp();
    await add(await certificatesOf(id), await certificate());
    const path = `/develop/${id}/smart`;
    const wanted = {
      clientType: 'confidential-symmetric',
      scopes: 'patient/*.rs',
      redirectUris: 'https://app.example/',
    };
    const open = await browser.submit(await browser.open(path), path, wanted);
    const secretOf = async () =>
      (await server.vault.store.read(db => db.applications.byId(id)))?.smart?.secretHash;
    await browser.submit(open, `${path}/secret`);
    const before = await secretOf();
    expect(before).toBeDefined();
    const [{ thumbprint } = { thumbprint: '' }] = await kept(id);
    const removing = await browser.open(`/develop/${id}/certificates/${thumbprint}/remove`);
    const deleting = await browser.open(`/develop/${id}/delete`);
    const misc = await browser.open(`/develop/${id}/misc`);
    const information = await browser.open(`/develop/${id}/information`);
    const disabling = await browser.open(`/develop/${id}/disable`);
    lie();
    const asked = [
      await browser.submit(open, path, { ...wanted, redirectUris: 'https://evil.example/' }),
      await browser.submit(open, `${path}/secret`),
      await browser.submit(removing, `/develop/${id}/certificates/remove`),
      await browser.submit(deleting, `/develop/${id}/delete`),
      await browser.submit(misc, `/develop/${id}/misc`, { redirectHosts: 'evil.example' }),
      await browser.submit(information, `/develop/${id}/information`, { actionUrl: 'https://evil.example/' }),
      await browser.submit(disabling, `/develop/${id}/state`),
    ];
    expect(asked.map(({ status, text }) => [status, text.includes('Is it you?')])).toEqual(
      Array(7).fill([403, true]),
    );
    expect(await secretOf()).toBe(before);
    expect(await kept(id)).toHaveLength(1);
    const shut = await browser.open(path);
    expect(shut.text).toContain('https://app.example/');
    const proved = await prove(await browser.open(shut.tag(/\/smart\/add"/)!.href!));
    expect(proved.url.pathname).toBe(path);
    await browser.submit(proved, `${path}/secret`);
    expect(await secretOf()).not.toBe(before);
    await browser.submit(await browser.open(`/develop/${id}/delete`), `/develop/${id}/delete`);
    expect(await server.vault.store.read(db => db.applications.byId(id))).toBeUndefined();
  });

  test('is led to no page elsewhere', async () => {
    const id = await givenApp();
    for (const next of [`/develop/${id}/../../sign-out`, `//evil.example/develop/${id}/admins`]) {
      lie();
      const asked = await browser.open(`/develop/${id}/admins/add`);
      const proved = await browser.submit(asked, '/account/prove', { password: goodPassword, next });
      expect(proved.url.pathname).toBe('/account');
    }
  });
});
