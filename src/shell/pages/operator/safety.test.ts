// What keeps a vault in the hands of those who run it: they show who they are before they change something, one of them
// always stays, and the trail tells how each came to it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addOperator,
  hastenMail,
  mendDelivery,
  removeOperator,
  setSuspended,
} from '../../../core/operator/operator.ts';
import { askToChangeEmail } from '../../../core/people/change.ts';
import { closeAccount } from '../../../core/people/closing.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, goodPassword } from '../../testing/browser.ts';
import { confirmed, givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const operatorIds = async () =>
  (await server.vault.store.read(db => db.operators.all())).map(({ personId }) => personId);

/** Makes these the operators, and nobody else. */
async function givenOperators(...visitors: Visitor[]) {
  const { vault, clock } = server;
  await vault.store.write(async db => {
    for (const { personId } of await db.operators.all()) await db.operators.remove(personId);
    for (const { person } of visitors)
      await db.operators.add({ personId: person.id, addedAt: clock.now(), addedBy: undefined });
  });
}

/** As pages carry it. */
const tokenOf = async (browser: Browser) => (await browser.open('/account')).form('/sign-out').form as string;

describe('what an operator changes', () => {
  async function givenStaleOperator() {
    const browser = new Browser(server);
    const email = `olga${server.clock.now()}@example.org`;
    await browser.signUp(undefined, { name: 'Olga Operator', email });
    const person = (await server.vault.store.read(db => db.people.byEmail(email)))!;
    await givenOperators({ browser, person } as Visitor);
    const other = await confirmed(await givenSignedIn(server, 'Ada Example'));
    server.clock.pass(server.vault.limits.reauthenticateMs);
    return { browser, person, other };
  }

  test('asks first who they are, in a session that lay open, and comes back to the page', async () => {
    const { browser, person, other } = await givenStaleOperator();
    const asked = await browser.open('/operator/operators');
    expect(asked.text).toContain('Is it you?');
    expect(asked.text).toContain('This changes how the vault is run');
    const wrong = await browser.submit(asked, '/account/prove', { password: 'guess' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('This changes how the vault is run');
    const proved = await browser.submit(wrong, '/account/prove', { password: goodPassword });
    expect(proved.url.pathname).toBe('/operator/operators');
    const added = await browser.submit(proved, '/operator/operators/add', { email: other.person.email });
    expect(added.text).toContain('Ada Example is an operator now.');
    expect(await operatorIds()).toContain(person.id);
  });

  test('is not done by a form that was open all the while', async () => {
    const { browser, other } = await givenStaleOperator();
    const form = await tokenOf(browser);
    const id = other.person.id;
    for (const [address, page] of [
      ['/operator/operators/add', '/operator/operators'],
      ['/operator/operators/remove', '/operator/operators'],
      ['/operator/people/suspend', '/operator/people'],
      ['/operator/people/reactivate', '/operator/people'],
      ['/operator/apps/approve', '/operator/apps'],
      ['/operator/apps/refuse', '/operator/apps'],
      ['/operator/apps/disable', '/operator/apps'],
      ['/operator/apps/enable', '/operator/apps'],
      ['/operator/health/retry', '/operator/health'],
      ['/operator/health/drop', '/operator/health'],
      ['/operator/health/mail', '/operator/health'],
    ] as const) {
      const refused = await browser.post(address, { form, person: id, email: other.person.email });
      expect([refused.status, refused.form('/account/prove').next], address).toEqual([403, page]);
    }
    expect((await server.vault.store.read(db => db.people.byId(id)))!.state).toBe('active');
    expect(await operatorIds()).not.toContain(id);
    const question = await browser.open(`/operator/people/${id}/suspend`);
    const proved = await browser.submit(question, '/account/prove', { password: goodPassword });
    expect(proved.text).toContain('Suspend the account of Ada Example?');
  });

  test('leads to no page elsewhere, and looking needs nothing more', async () => {
    const { browser } = await givenStaleOperator();
    for (const address of ['/operator', '/operator/people', '/operator/apps', '/operator/health'])
      expect((await browser.open(address)).text).not.toContain('Is it you?');
    const found = await browser.submit(await browser.open('/operator/people'), '/operator/people', {
      beginning: 'Olga',
    });
    expect(found.text).toContain('Olga Operator');
    for (const next of ['//evil.example', '/operator/../sign-out', 'https://evil.example/operator']) {
      const asked = await browser.open('/operator/operators');
      const proved = await browser.submit(asked, '/account/prove', { password: goodPassword, next });
      expect(proved.url.pathname).toBe('/account');
      server.clock.pass(server.vault.limits.reauthenticateMs);
    }
  });
});

describe('the last operator', () => {
  test('cannot delete their account, is told what to do, and can once another is there', async () => {
    const olga = await givenSignedIn(server, 'Olga First');
    const ada = await givenSignedIn(server, 'Ada Example');
    await givenOperators(olga);
    const page = await olga.browser.open('/account/delete');
    expect(page.text).toContain('Name another operator first');
    expect(page.tag(/href="\/operator\/operators"/)).toBeDefined();
    const form = await tokenOf(olga.browser);
    const refused = await olga.browser.post('/account/delete', { form });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Name another operator first');
    expect((await olga.browser.open('/operator')).status).toBe(200);
    await givenOperators(olga, ada);
    expect((await olga.browser.post('/account/delete', { form })).text).toContain('will be deleted');
    expect((await ada.browser.open('/account/delete')).text).toContain('Name another operator first');
  });

  test('may go when nobody else is there to need one', async () => {
    await using lonely = await startTestServer();
    const olga = await givenSignedIn(lonely, 'Olga First');
    const page = await olga.browser.open('/account/delete');
    const gone = await olga.browser.submit(page, '/account/delete');
    expect(gone.text).toContain('will be deleted');
  });

  test('is whoever is left when the others are suspended', async () => {
    const olga = await givenSignedIn(server, 'Olga First');
    const ada = await givenSignedIn(server, 'Ada Example');
    await givenOperators(olga, ada);
    await server.vault.store.write(db => db.people.update({ ...ada.person, state: 'suspended' }));
    await givenSignedIn(server, 'Eve Example');
    const form = await tokenOf(olga.browser);
    expect((await olga.browser.post('/account/delete', { form })).status).toBe(409);
    const bo = await givenSignedIn(server, 'Bo Example');
    await server.vault.store.write(db => db.people.update({ ...bo.person, state: 'suspended' }));
    const page = await olga.browser.open('/operator/operators');
    const added = await olga.browser.submit(page, '/operator/operators/add', { email: bo.person.email });
    expect(added.status).toBe(422);
    expect(await operatorIds()).not.toContain(bo.person.id);
  });

  test('stays when two take it from each other, or go, at the same time', async () => {
    const [olga, ada] = [
      await givenSignedIn(server, 'Olga First'),
      await givenSignedIn(server, 'Ada Example'),
    ];
    await givenOperators(olga, ada);
    const [form, adas] = [await tokenOf(olga.browser), await tokenOf(ada.browser)];
    const remove = '/operator/operators/remove';
    await Promise.all([
      olga.browser.post(remove, { form, person: ada.person.id }),
      ada.browser.post(remove, { form: adas, person: olga.person.id }),
    ]);
    expect(await operatorIds()).toHaveLength(1);
    await givenOperators(olga, ada);
    const { vault } = server;
    const closings = await Promise.allSettled(
      [olga, ada].map(({ person }) => vault.store.write(db => closeAccount(db, vault, person))),
    );
    expect(closings.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('once they closed their account changes nothing any more', async () => {
    const [olga, ada] = [
      await givenSignedIn(server, 'Olga First'),
      await givenSignedIn(server, 'Ada Example'),
    ];
    await givenOperators(olga, ada);
    const { vault } = server;
    await vault.store.write(db => closeAccount(db, vault, olga.person));
    const [by, personId] = [olga.person.id, ada.person.id];
    for (const act of [
      vault.store.write(db => removeOperator(db, vault, by, personId)),
      vault.store.write(db => addOperator(db, vault, { email: ada.person.email, by })),
      vault.store.write(db => setSuspended(db, vault, { by, personId, suspended: true })),
      vault.store.write(db => mendDelivery(db, vault, { by, id: vault.ids.guid(), how: 'drop' })),
      vault.store.write(db => hastenMail(db, vault, by)),
    ])
      await expect(act).rejects.toMatchObject({ reason: 'accessDenied' });
    expect(await operatorIds()).toContain(ada.person.id);
  });
});

test('the trail tells how the first operator came to it, who ended sessions and who asked for another address', async () => {
  await using fresh = await startTestServer();
  const { browser, person } = await givenSignedIn(fresh, 'Olga First');
  await givenSignedIn(fresh, 'Ada Second');
  expect((await browser.open('/operator')).text).toContain('Opened the first account, and so runs the vault');
  const trail = async (actions: string[]) =>
    (await fresh.vault.store.read(db => db.audit.withoutRecord({ actions, limit: 10 }))).map(
      ({ personId }) => personId,
    );
  expect(await trail(['FirstOperator'])).toEqual([person.id]);
  await signInAs(new Browser(fresh), person);
  await browser.submit(await browser.open('/account'), '/account/sessions/end-others');
  await browser.submit(await browser.open('/account'), '/account/sessions/end-others').catch(() => {});
  expect(await trail(['EndSessions'])).toEqual([person.id]);
  const email = 'olga.elsewhere@example.org';
  await browser.submit(await browser.open('/account/email'), '/account/email', { email });
  expect(await trail(['AskToChangeEmail'])).toEqual([person.id]);
});

test('nobody takes an address by which accounts are known that only try the vault', async () => {
  const browser = new Browser(server);
  const email = `trial${server.clock.now()}@example.org`;
  await browser.signUp(undefined, { email });
  const form = await browser.open('/account/email');
  const page = await browser.submit(form, '/account/email', { email: 'ada@Keepwell.invalid' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('only try the vault');
  const { vault } = server;
  const person = (await vault.store.read(db => db.people.byEmail(email)))!;
  const asked = { email: 'ada@Keepwell.invalid', mark: 'the mark of a browser' };
  const changing = vault.store.write(db => askToChangeEmail(db, vault, person, asked));
  await expect(changing).rejects.toMatchObject({ reason: 'emailInvalid' });
});
