// AuthorizeApplication, and applications that restrict their users, up to the consent page.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser, somebody } from '../shell/testing/browser.ts';
import { fullRules, givenApp, givenLinkedApp, givenPerson, linkApp, openClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const admitting = (appId: string) => ({ info: `<app-id>${appId}</app-id>` });

/** A master that a person authorised, and a child of it that restricts its users. */
async function family() {
  const master = await givenLinkedApp(server, { kind: 'master', name: 'Clinic' });
  const child = await givenApp(server.vault, {
    kind: 'child',
    masterId: master.app.id,
    restrictsUsers: true,
    name: 'Ward',
    actionUrl: 'https://ward.example/hv',
  });
  return { master, child };
}

describe('AuthorizeApplication', () => {
  test('admits a person to a child, which can then be authorised; others are refused', async () => {
    const { master, child } = await family();
    await expect(linkApp(server, child, master)).rejects.toThrow(
      expect.objectContaining({ reason: 'accessDenied' }),
    );
    for (const as of [{ userToken: master.userToken }, { personId: master.personId }]) {
      const answer = await master.client.call('AuthorizeApplication', {
        ...admitting(child.app.id.toUpperCase()),
        ...as,
      });
      expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
    }
    const linked = await linkApp(server, child, master);
    expect((await linked.client.call('GetPersonInfo', { userToken: linked.userToken })).code).toBe(0);
    await expect(linkApp(server, child, await givenPerson(server.vault))).rejects.toThrow('not admitted');
  });

  test('admits to the calling application itself', async () => {
    const app = await givenLinkedApp(server);
    const call = { ...admitting(app.app.id), userToken: app.userToken };
    expect((await app.client.call('AuthorizeApplication', call)).code).toBe(0);
    const restricted = { ...app, app: { ...app.app, restrictsUsers: true } };
    await server.vault.store.write(db => db.applications.put(restricted.app));
    await linkApp(server, restricted, app);
  });

  test('keeps those who authorised the application before it restricted its users', async () => {
    const app = await givenLinkedApp(server);
    const restricted = { ...app, app: { ...app.app, restrictsUsers: true } };
    await server.vault.store.write(db => db.applications.put(restricted.app));
    await linkApp(server, restricted, app);
  });

  test('answers 6 for an application that is neither the caller nor its child, 9 without a person', async () => {
    const { master, child } = await family();
    const stranger = await givenLinkedApp(server);
    for (const id of [child.app.id, master.app.id, randomUUID()]) {
      const call = { ...admitting(id), userToken: stranger.userToken };
      expect((await stranger.client.call('AuthorizeApplication', call)).code).toBe(6);
    }
    expect((await master.client.call('AuthorizeApplication', admitting(child.app.id))).code).toBe(9);
    const wrong = { info: '<app-id>x</app-id>', userToken: master.userToken };
    expect((await master.client.call('AuthorizeApplication', wrong)).code).toBe(3);
  });

  test('is what restrict-app-users of GetApplicationInfo speaks of', async () => {
    const { child, master } = await family();
    const told = async (app: typeof child) =>
      (await (await openClient(server, app)).call('GetApplicationInfo', { version: 2 })).texts(
        'restrict-app-users',
      );
    expect(await told(child)).toEqual(['true']);
    expect(await told(master)).toEqual(['false']);
  });
});

describe('the consent page of an application that restricts its users', () => {
  const ask = (appId: string) =>
    `/redirect.aspx?target=AUTH&targetqs=${encodeURIComponent(`?appid=${appId}`)}`;

  test('is not shown to who was not admitted, in their language', async () => {
    const { child } = await family();
    const browser = new Browser(server);
    await browser.signUp();
    const page = await browser.open(ask(child.app.id), { headers: { 'accept-language': 'es' } });
    expect(page.status).toBe(403);
    expect(page.text).toMatch(/Ward (chooses who may use it|elige quién puede usarla)/);
    expect(page.html).not.toContain('name="decision"');
  });

  test('is shown to who was admitted, by way of the master', async () => {
    const { master, child } = await family();
    const browser = new Browser(server);
    const someone = somebody();
    await browser.signUp(undefined, someone);
    const person = (await server.vault.store.read(db => db.people.byEmail(someone.email)))!;
    await server.vault.store.write(async db => {
      const [record] = await db.records.ofPerson(person.id);
      await db.authorizations.put({
        appId: master.app.id,
        personId: person.id,
        recordId: record!.record.id,
        rules: fullRules(),
        createdAt: 0,
        updatedAt: 0,
      });
      await db.aliases.putPerson(master.app.id, person.id, '6e7ce6e0-0000-4000-8000-000000000001');
    });
    const call = { ...admitting(child.app.id), personId: '6e7ce6e0-0000-4000-8000-000000000001' };
    expect((await master.client.call('AuthorizeApplication', call)).code).toBe(0);
    const page = await browser.open(ask(child.app.id));
    expect(page.status).toBe(200);
    expect(page.html).toContain('name="decision"');
  });

  test('counts a device by its master', async () => {
    const master = await givenApp(server.vault, { kind: 'soda-master', restrictsUsers: true });
    const child = await givenApp(server.vault, {
      kind: 'soda-child',
      masterId: master.app.id,
      restrictsUsers: true,
    });
    const owner = await givenPerson(server.vault);
    await expect(linkApp(server, child, owner)).rejects.toThrow('not admitted');
    await server.vault.store.write(db => db.admissions.add(master.app.id, owner.person.id, 0));
    await linkApp(server, child, owner);
  });
});
