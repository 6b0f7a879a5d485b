import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putOne } from '../../../testing/blobs.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { aWeight } from '../../../testing/things.ts';
import { Browser, goodPassword } from '../../testing/browser.ts';
import { confirmed, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let operator: Visitor;
let other: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  operator = await givenSignedIn(server, 'Olga First');
  other = await givenSignedIn(server, 'Ada Example');
});
afterAll(() => server.close());

const audited = async (action: string) =>
  (await server.vault.store.read(db => db.audit.withoutRecord({ actions: [action], limit: 10 }))).map(
    ({ personId, appId, details }) => ({ personId, appId, details }),
  );

const pages = ['/operator', '/operator/people', '/operator/apps', '/operator/health', '/operator/operators'];
const forms = [
  '/operator/people',
  '/operator/people/code',
  '/operator/people/suspend',
  '/operator/people/reactivate',
  '/operator/apps/approve',
  '/operator/apps/refuse',
  '/operator/apps/disable',
  '/operator/apps/enable',
  '/operator/health/retry',
  '/operator/health/drop',
  '/operator/health/mail',
  '/operator/operators/add',
  '/operator/operators/remove',
];

describe('who runs the vault', () => {
  test('is whoever came first, and nobody who came later', async () => {
    const all = await server.vault.store.read(db => db.operators.all());
    expect(all.map(({ personId }) => personId)).toEqual([operator.person.id]);
    for (const address of pages) expect((await operator.browser.open(address)).status).toBe(200);
  });

  test('is not told to others: every page and form is as good as missing, signed in or not', async () => {
    const token = (await other.browser.open('/account')).form('/sign-out').form as string;
    for (const browser of [other.browser, new Browser(server)]) {
      for (const address of [...pages, `/operator/people/${other.person.id}/suspend`])
        expect((await browser.open(address)).status, address).toBe(404);
      for (const address of forms)
        expect(
          (await browser.post(address, { form: token, person: operator.person.id })).status,
          address,
        ).toBe(404);
    }
    expect((await other.browser.open('/account')).html).not.toContain('/operator');
    expect((await operator.browser.open('/account')).html).toContain('href="/operator"');
  });

  test('needs a form of its own browser', async () => {
    for (const address of forms)
      expect((await operator.browser.post(address, { form: 'forged' })).status, address).toBe(403);
  });

  test('can be named and taken back, but not by oneself', async () => {
    const { person, browser } = await givenSignedIn(server, 'Bo Example');
    const page = await operator.browser.open('/operator/operators');
    const missing = await operator.browser.submit(page, '/operator/operators/add', {
      email: 'nobody@example.org',
    });
    expect(missing.status).toBe(422);
    const add = () => operator.browser.submit(page, '/operator/operators/add', { email: person.email });
    const unconfirmed = await add();
    expect([unconfirmed.status, unconfirmed.text]).toEqual([
      422,
      expect.stringContaining('it is not confirmed'),
    ]);
    await confirmed({ browser, person });
    const added = await add();
    expect(added.text).toContain('Bo Example is an operator now.');
    expect((await browser.open('/operator')).status).toBe(200);
    const form = page.form('/operator/operators/add').form as string;
    const own = await operator.browser.post('/operator/operators/remove', {
      form,
      person: operator.person.id,
    });
    expect(own.status).toBe(403);
    await operator.browser.post('/operator/operators/remove', { form, person: person.id });
    expect((await browser.open('/operator')).status).toBe(404);
    expect(await audited('AddOperator')).toEqual([
      { personId: operator.person.id, appId: undefined, details: { of: person.id } },
    ]);
    expect(await audited('RemoveOperator')).toHaveLength(1);
  });
});

describe('the overview', () => {
  test('tells what is set and how much is used, and no secret', async () => {
    const page = await operator.browser.open('/operator');
    expect(page.text).toContain('sandbox, for developers');
    expect(page.text).toContain('4.29 GB');
    expect(page.html).not.toContain('keepwell.key');
  });
});

describe('people', () => {
  test('are listed with state and room, but not with what is in their records', async () => {
    const cy = await givenSignedIn(server, 'Cy Example');
    await server.vault.store.write(db => db.records.update({ ...cy.record, name: 'Secret child' }));
    const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), cy);
    await putOne(app, aWeight(77));
    const page = await operator.browser.open('/operator/people');
    expect(page.text).toContain('Cy Example');
    expect(page.text).toMatch(/\d+ bytes in 1 record/);
    expect(page.html).not.toContain('Secret child');
    expect(page.html).not.toMatch(/Weight|77 kg/);
    expect(page.html).not.toContain(cy.record.id);
  });

  test('are found by the beginning of the name, whose signs mean themselves', async () => {
    const page = await operator.browser.open('/operator/people');
    const found = await operator.browser.submit(page, '/operator/people', { beginning: 'olga' });
    expect(found.text).toContain('Olga First');
    expect(found.text).not.toContain('Ada Example');
    const none = await operator.browser.submit(page, '/operator/people', { beginning: '%' });
    expect(none.text).toContain('Nobody found');
  });

  test('who are suspended are out at once, cannot come in, and lose nothing', async () => {
    const browser = new Browser(server);
    const email = 'dee@example.org';
    await browser.signUp(undefined, { name: 'Dee Example', email });
    const person = (await server.vault.store.read(db => db.people.byEmail(email)))!;
    const record = (await server.vault.store.read(db => db.records.ofPerson(person.id)))[0]!.record;
    const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), {
      person,
      record,
    });
    const get = () =>
      app.client.call('GetThings', {
        version: 3,
        info: '<group><filter/><format><section>core</section><xml/></format></group>',
        recordId: app.recordId,
        userToken: app.userToken,
      });
    expect((await get()).code).toBe(0);
    const asked = await operator.browser.open(`/operator/people/${person.id}/suspend`);
    expect(asked.text).toContain('Suspend the account of Dee Example?');
    const done = await operator.browser.submit(asked, '/operator/people/suspend');
    expect(done.text).toContain('The account of Dee Example is suspended.');
    expect((await browser.open('/account')).url.pathname).toBe('/sign-in');
    const page = await browser.open('/sign-in');
    const refused = await browser.submit(page, '/sign-in', { email, password: goodPassword });
    expect(refused.url.pathname).toBe('/sign-in');
    expect((await get()).code).not.toBe(0);
    await operator.browser.submit(
      await operator.browser.open('/operator/people'),
      '/operator/people/reactivate',
      {
        person: person.id,
      },
    );
    const again = await browser.submit(await browser.open('/sign-in'), '/sign-in', {
      email,
      password: goodPassword,
    });
    expect(again.url.pathname).toBe('/');
    expect(await audited('SuspendPerson')).toEqual([
      { personId: operator.person.id, appId: undefined, details: { of: person.id } },
    ]);
    expect(await audited('ReactivatePerson')).toHaveLength(1);
  });

  test('who run the vault, or are not there, cannot be suspended', async () => {
    const form = (await operator.browser.open('/operator/people')).form('/operator/people').form as string;
    const suspend = (person: string) => operator.browser.post('/operator/people/suspend', { form, person });
    expect((await suspend(operator.person.id)).status).toBe(403);
    expect((await suspend('nobody')).status).toBe(404);
  });
});

describe('deliveries and mail', () => {
  test('that failed are shown without their secrets and tried again', async () => {
    const { app } = await givenApp(server.vault, { name: 'Listener' });
    const { vault, clock } = server;
    const now = clock.now();
    const id = vault.ids.guid();
    await vault.store.write(async db => {
      await db.events.insert({
        id,
        appId: app.id,
        url: 'https://listener.example/hook?secret=abc',
        sealedKey: vault.keys.seal(Buffer.from('key')),
        keyVersion: '1',
        filters: [],
        createdAt: now,
        updatedAt: now,
      });
      await db.events.owe(id, other.record.id, 3, now);
      await db.events.park({ subscriptionId: id, recordId: other.record.id, told: 0, latest: 3 }, 3, now);
      await db.events.failed(id, { heldUntil: now + 60_000, reason: 'HTTP 500' });
    });
    const page = await operator.browser.open('/operator/health');
    expect(page.text).toContain('Listener listener.example');
    expect(page.text).toContain('HTTP 500');
    expect(page.html).not.toContain('secret=abc');
    expect(page.html).not.toContain(other.record.id);
    const done = await operator.browser.submit(page, '/operator/health/retry', { subscription: id });
    expect(done.text).toContain('It is tried again at once.');
    expect(await vault.store.read(db => db.events.parked(id))).toEqual([]);
    expect((await audited('RetryDeliveries'))[0]).toMatchObject({ details: { of: id } });
    const asked = await operator.browser.open(`/operator/health/${id}/drop`);
    expect((await operator.browser.submit(asked, '/operator/health/drop')).text).toContain('is forgotten');
    const form = page.form('/operator/health/retry').form as string;
    expect((await operator.browser.post('/operator/health/retry', { form, subscription: 'x' })).status).toBe(
      404,
    );
  });
});
