import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveConsent, revoke } from '../../../core/authorization/consent.ts';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { writePhoto } from '../../../core/records/photo.ts';
import { emptyProfile, writeProfile } from '../../../core/records/profile.ts';
import { giveAccess } from '../../../core/sharing/access.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, goodPassword, type Page, type Values } from '../../testing/browser.ts';
import { subjectsTo } from '../../testing/letters.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { mailsPerReceiverPerDayMax: 1000 } });
});
afterAll(() => server.close());

interface Somebody {
  readonly browser: Browser;
  readonly personId: string;
  readonly recordId: string;
}

async function somebody(name: string, withRecord = true): Promise<Somebody> {
  const browser = new Browser(server);
  const email = `${name.toLowerCase()}-${Math.round(performance.now() * 1000)}@example.org`;
  await browser.signUp(undefined, { name, email, record: withRecord ? 'yes' : undefined });
  const { person, records } = await server.vault.store.read(async db => {
    const person = (await db.people.byEmail(email))!;
    return { person, records: await db.records.ofPerson(person.id) };
  });
  return { browser, personId: person.id, recordId: records[0]?.record.id ?? '' };
}

/** Invites, and answers with the PIN that was shown and the link that was mailed. */
async function invited(
  { browser, recordId }: Somebody,
  values: Values = {},
): Promise<{ page: Page; pin: string; link: string }> {
  // The newest mail is the first one in the mailbox.
  server.clock.pass(1);
  const sharing = await browser.open(`/records/${recordId}/sharing`);
  const page = await browser.submit(sharing, '/records/sharing', {
    email: 'friend@example.org',
    level: 'view',
    decision: 'send',
    ...values,
  });
  const pin = /class="pin">(\d{6})</.exec(page.html)?.[1] ?? '';
  const mailbox = await browser.open('/mailbox');
  const first = /href="(\/mailbox\/[^"]+)"/.exec(mailbox.html)?.[1];
  const mail = first === undefined ? mailbox : await browser.open(first);
  const link = /\/invitations\/[0-9a-f]{64}/.exec(mail.html)?.[0] ?? '';
  return { page, pin, link };
}

const lettersOf = async ({ personId }: Somebody) => {
  const person = await server.vault.store.read(db => db.people.byId(personId));
  return subjectsTo(server, person!.email);
};

const accept = (pin: string): Values => ({ pin, relationship: '8', decision: 'accept' });

describe('an invitation', () => {
  test('to oneself is not sent', async () => {
    const ada = await somebody('Ada');
    const { email } = (await server.vault.store.read(db => db.people.byId(ada.personId)))!;
    const { page } = await invited(ada, { email: email.toUpperCase() });
    expect(page.status).toBe(422);
    expect(page.text).toContain('This is your own address');
    const waiting = await server.vault.store.read(db => db.sharing.invitations(ada.recordId));
    expect(waiting).toEqual([]);
  });

  test('gives what was chosen to whoever has the link and the PIN', async () => {
    const ada = await somebody('Ada');
    const bo = await somebody('Bo', false);
    const { pin, link } = await invited(ada);
    const offer = await bo.browser.open(link);
    expect(offer.text).toContain('Ada shares a health record with you');
    expect(offer.text).toContain('May look');
    const signUp = await new Browser(server).open(`/sign-up?invitation=${link.split('/').at(-1)}`);
    const { email, record } = signUp.form('/sign-up');
    expect({ email, record }).toEqual({ email: 'friend@example.org' });
    const page = await bo.browser.submit(offer, '/invitations/answer', accept(pin));
    expect(page.url.pathname).toBe(`/records/${ada.recordId}/health`);
    expect(page.text).toContain('You now have access to the record of Ada.');
    expect((await bo.browser.open(`/records/${ada.recordId}`)).text).toContain('My parent');
    expect((await ada.browser.open(`/records/${ada.recordId}/sharing`)).text).toContain('Bo');
    expect(await lettersOf(ada)).toContain('Bo now has access to the record of “Ada”');
    expect((await ada.browser.open('/')).text).toMatch(/New since you last looked Accepted an invitation Bo/);
  });

  test('shows the PIN to custodians while it waits, and never in the mail', async () => {
    const ada = await somebody('Ada');
    const { pin, link } = await invited(ada);
    expect(pin).toMatch(/^\d{6}$/);
    expect((await ada.browser.open(`/records/${ada.recordId}/sharing`)).text).toContain(pin);
    expect((await new Browser(server).open('/mailbox')).html).not.toContain(pin);
    expect((await new Browser(server).open(link)).html).not.toContain(pin);
  });

  test('works once', async () => {
    const ada = await somebody('Ada');
    const bo = await somebody('Bo');
    const { pin, link } = await invited(ada);
    await bo.browser.submit(await bo.browser.open(link), '/invitations/answer', accept(pin));
    const again = await (await somebody('Cy')).browser.open(link);
    expect(again.status).toBe(404);
    expect(again.text).toContain('no longer open');
  });

  test('ends after five wrong PINs, whoever tries', async () => {
    const ada = await somebody('Ada');
    const bo = await somebody('Bo');
    const { pin, link } = await invited(ada);
    const wrong = pin === '000000' ? '000001' : '000000';
    const offer = await bo.browser.open(link);
    for (const left of [4, 3, 2]) {
      const page = await bo.browser.submit(offer, '/invitations/answer', accept(wrong));
      expect(page.status).toBe(422);
      expect(page.text).toContain(`${left} tries are left`);
    }
    await bo.browser.submit(offer, '/invitations/answer', accept(wrong));
    const last = await bo.browser.submit(offer, '/invitations/answer', accept(wrong));
    expect(last.status).toBe(403);
    expect((await bo.browser.submit(offer, '/invitations/answer', accept(pin))).status).toBe(403);
    expect((await ada.browser.open(`/records/${ada.recordId}/sharing`)).text).toContain('wrong too often');
    expect((await bo.browser.open(`/records/${ada.recordId}`)).status).toBe(404);
  });

  test('can be declined without an account, and withdrawn', async () => {
    const ada = await somebody('Ada');
    const one = await invited(ada);
    const stranger = new Browser(server);
    const declined = await stranger.submit(await stranger.open(one.link), '/invitations/answer', {
      decision: 'decline',
    });
    expect(declined.text).toContain('You declined');
    expect(await lettersOf(ada)).toContain('An invitation to the record of “Ada” was declined');
    expect((await stranger.open(one.link)).status).toBe(404);
    const two = await invited(ada);
    const sharing = await ada.browser.open(`/records/${ada.recordId}/sharing`);
    const id = /name="invitation" value="([^"]+)"/.exec(sharing.html)![1]!;
    await ada.browser.submit(sharing, '/records/sharing/withdraw', { invitation: id });
    expect((await stranger.open(two.link)).status).toBe(404);
  });

  test('ends with the access of the custodian who sent it', async () => {
    const ada = await somebody('Ada');
    const bo = await somebody('Bo', false);
    const first = await invited(ada, { level: 'custodian' });
    await bo.browser.submit(await bo.browser.open(first.link), '/invitations/answer', accept(first.pin));
    const second = await invited({ ...bo, recordId: ada.recordId }, { level: 'custodian' });
    const stranger = new Browser(server);
    expect((await stranger.open(second.link)).status).toBe(200);
    const question = await ada.browser.open(`/records/${ada.recordId}/sharing/${bo.personId}/end`);
    await ada.browser.submit(question, '/records/sharing/end');
    expect((await stranger.open(second.link)).status).toBe(404);
  });

  test('waits with so many others of the record only, and goes out so often a day, withdrawn ones counted', async () => {
    await using own = await startTestServer({
      limits: { mailsPerPersonPerDayMax: 2, invitationsPerRecordMax: 1 },
    });
    const browser = new Browser(own);
    const email = 'ada-mails@example.org';
    await browser.signUp(undefined, { email });
    const recordId = await own.vault.store.read(
      async db => (await db.records.ofPerson((await db.people.byEmail(email))!.id))[0]!.record.id,
    );
    const send = async () => {
      const page = await browser.open(`/records/${recordId}/sharing`);
      const values = { email: 'friend@example.org', level: 'view', decision: 'send' };
      return browser.submit(page, '/records/sharing', values);
    };
    for (let i = 0; i < 2; i++) {
      expect((await send()).status).toBe(200);
      const second = await send();
      expect(second.status).toBe(422);
      expect(second.text).toContain('Too many invitations of this record wait');
      const sharing = await browser.open(`/records/${recordId}/sharing`);
      const invitation = /name="invitation" value="([^"]+)"/.exec(sharing.html)![1]!;
      await browser.submit(sharing, '/records/sharing/withdraw', { invitation });
    }
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('2 a day for one person');
    own.clock.pass(24 * 3_600_000);
    await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password: goodPassword });
    expect((await send()).status).toBe(200);
  });

  test('waits two weeks', async () => {
    await using later = await startTestServer({ limits: { invitationTtlMs: 1000 } });
    const browser = new Browser(later);
    const email = 'ada-waits@example.org';
    await browser.signUp(undefined, { email });
    const { record } = await later.vault.store.read(async db => {
      const [own] = await db.records.ofPerson((await db.people.byEmail(email))!.id);
      return own!;
    });
    const sharing = await browser.open(`/records/${record.id}/sharing`);
    await browser.submit(sharing, '/records/sharing', {
      email: 'friend@example.org',
      level: 'view',
      decision: 'send',
    });
    expect((await browser.open(`/records/${record.id}/sharing`)).text).toContain('friend@example.org');
    later.clock.pass(1001);
    expect((await browser.open(`/records/${record.id}/sharing`)).text).not.toContain('friend@example.org');
  });

  const wrong: Record<string, [Values, string]> = {
    'no address': [{ email: '' }, 'Enter an e-mail address'],
    'no level': [{ level: undefined }, 'Choose what they may do'],
    'some kinds, and none ticked': [{ reach: 'some' }, 'Tick at least one kind'],
    'a day that is over': [{ end: '2001-01-01' }, 'Enter a day in the future'],
    'a custodian with an end': [{ level: 'custodian', end: '2999-01-01' }, 'sees everything, without an end'],
  };
  test.each(Object.entries(wrong))('with %s is refused at its field', async (_, [values, words]) => {
    const ada = await somebody('Ada');
    const { page } = await invited(ada, values);
    expect(page.status).toBe(422);
    expect(page.text).toContain(words);
  });
});

describe('an access', () => {
  async function shared(values: Values = {}): Promise<{ ada: Somebody; bo: Somebody }> {
    const ada = await somebody('Ada');
    const bo = await somebody('Bo');
    const { pin, link } = await invited(ada, values);
    await bo.browser.submit(await bo.browser.open(link), '/invitations/answer', accept(pin));
    return { ada, bo };
  }

  test('that lets only look gives no way to share, edit or delete', async () => {
    const { ada, bo } = await shared();
    const page = await bo.browser.open(`/records/${ada.recordId}`);
    expect(page.html).not.toContain('/delete');
    expect(page.html).not.toContain(`${ada.recordId}/edit`);
    expect((await bo.browser.open(`/records/${ada.recordId}/sharing`)).status).toBe(403);
    expect((await bo.browser.open(`/records/${ada.recordId}/edit`)).status).toBe(403);
    const form = page.form('/sign-out').form as string;
    const tried = await bo.browser.post('/records/delete', { form, record: ada.recordId });
    expect(tried.status).toBe(403);
    const granted = await bo.browser.post('/records/sharing/change', {
      form,
      record: ada.recordId,
      person: bo.personId,
      level: 'custodian',
    });
    expect(granted.status).toBe(403);
  });

  test('to some kinds of items shows neither the details nor the photo of whom the record is about', async () => {
    const weight = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
    const { ada, bo } = await shared({ reach: 'some', type: weight });
    const { vault } = server;
    const grant = await vault.store.read(db =>
      makePersonGrant(db, ada.personId, ada.recordId, vault.clock.now()),
    );
    const profile = { ...emptyProfile, first: 'Ada', last: 'Test', city: 'Winterthur' };
    await vault.store.write(db => writeProfile(db, vault, grant, profile));
    await writePhoto(vault, grant, { contentType: 'image/jpeg', bytes: Buffer.from('a picture') });
    const seen = async ({ browser }: Somebody) => {
      const page = await browser.open(`/records/${ada.recordId}`);
      const image = await browser.open(`/records/${ada.recordId}/photo/image`);
      return [page.text.includes('Winterthur'), page.html.includes('/photo/image'), image.status];
    };
    expect(await seen(ada)).toEqual([true, true, 200]);
    expect(await seen(bo)).toEqual([false, false, 404]);
  });

  test('ends by itself when its day is over', async () => {
    const day = new Date(server.clock.now() + 3 * 24 * 3_600_000).toISOString().slice(0, 10);
    const { ada, bo } = await shared({ end: day });
    expect((await bo.browser.open(`/records/${ada.recordId}`)).status).toBe(200);
    server.clock.pass(5 * 24 * 3_600_000);
    const back = new Browser(server);
    const email = (await server.vault.store.read(db => db.people.byId(bo.personId)))!.email;
    await back.submit(await back.open('/sign-in'), '/sign-in', { email, password: 'tin kettle over moss' });
    expect((await back.open(`/records/${ada.recordId}`)).status).toBe(404);
  });

  test('is changed and ended by a custodian, and given back with one click', async () => {
    const { ada, bo } = await shared();
    const page = await ada.browser.open(`/records/${ada.recordId}/sharing/${bo.personId}`);
    await ada.browser.submit(page, '/records/sharing/change', { level: 'modify' });
    expect((await bo.browser.open(`/records/${ada.recordId}/edit`)).status).toBe(200);
    const asked = await ada.browser.open(`/records/${ada.recordId}/sharing/${bo.personId}/end`);
    const ended = await ada.browser.submit(asked, '/records/sharing/end');
    expect(ended.text).toContain('Bo has no access any more.');
    const closed = await bo.browser.open(`/records/${ada.recordId}`);
    expect([closed.status, closed.text]).toEqual([404, expect.stringContaining('Your access has ended')]);
    const strangers = await (await somebody('Cy')).browser.open(`/records/${ada.recordId}`);
    expect([strangers.status, strangers.text]).toEqual([404, expect.stringContaining('Page not found')]);
    expect(await lettersOf(bo)).toContain('Your access to the record of “Ada” has ended');
    const undone = await ada.browser.submit(ended, '/records/sharing/give-back');
    expect(undone.text).toContain('Bo has access again.');
    expect((await bo.browser.open(`/records/${ada.recordId}`)).status).toBe(200);
  });

  test('is given back without the application that its holder removed meanwhile, however often that is sent', async () => {
    const { ada, bo } = await shared();
    const { vault } = server;
    const { app } = await givenApp(vault);
    const of = { appId: app.id, personId: bo.personId, recordId: ada.recordId };
    await vault.store.write(db => giveConsent(db, vault, { app, ...of, optionalRules: [] }));
    const find = () => vault.store.read(db => db.authorizations.find(app.id, bo.personId, ada.recordId));
    const asked = await ada.browser.open(`/records/${ada.recordId}/sharing/${bo.personId}/end`);
    const ended = await ada.browser.submit(asked, '/records/sharing/end');
    expect(await find()).toBeUndefined();
    await ada.browser.submit(ended, '/records/sharing/give-back');
    expect(await find()).toBeDefined();
    server.clock.pass(1000);
    await vault.store.write(db => revoke(db, vault, of));
    await ada.browser.submit(ended, '/records/sharing/give-back');
    expect(await find()).toBeUndefined();
  });

  test('is given back once by an undo, and not after the next end', async () => {
    const { ada, bo } = await shared();
    const end = async () => {
      const asked = await ada.browser.open(`/records/${ada.recordId}/sharing/${bo.personId}/end`);
      return ada.browser.submit(asked, '/records/sharing/end');
    };
    const first = await end();
    await ada.browser.submit(first, '/records/sharing/give-back');
    await end();
    const { access } = first.form('/records/sharing/give-back');
    for (const spelled of [access, `${access}=`, ` ${access}`]) {
      const again = await ada.browser.submit(first, '/records/sharing/give-back', { access: spelled });
      expect(again.text).not.toContain('Bo has access again.');
    }
    expect((await bo.browser.open(`/records/${ada.recordId}`)).status).toBe(404);
  });

  describe('that was given anew after its end', () => {
    async function givenAnew() {
      const { ada, bo } = await shared();
      const end = async (browser: Browser) => {
        const asked = await browser.open(`/records/${ada.recordId}/sharing/${bo.personId}/end`);
        return browser.submit(asked, '/records/sharing/end');
      };
      const ended = await end(ada.browser);
      server.clock.pass(1000);
      const of = { personId: bo.personId, recordId: ada.recordId };
      const terms = { level: 'modify' as const, typeIds: undefined, expiresAt: undefined };
      const access = { ...of, ...terms, relationship: 2, createdAt: server.clock.now() };
      await server.vault.store.write(db => giveAccess(db, server.vault, access));
      server.clock.pass(1000);
      const undo = () => ada.browser.submit(ended, '/records/sharing/give-back');
      const find = () => server.vault.store.read(db => db.records.access(of.personId, of.recordId));
      return { leave: () => end(bo.browser), undo, find };
    }

    test('stays as it is when the end before it is undone', async () => {
      const { undo, find } = await givenAnew();
      expect((await undo()).text).not.toContain('Bo has access again.');
      expect(await find()).toMatchObject({ level: 'modify' });
    });

    test('and that its person gave up does not come back with an undo', async () => {
      const { leave, undo, find } = await givenAnew();
      await leave();
      expect((await undo()).text).not.toContain('Bo has access again.');
      expect(await find()).toBeUndefined();
    });
  });

  test('to look or add leads to no page that deletes the record', async () => {
    const { ada, bo } = await shared();
    expect((await bo.browser.open(`/records/${ada.recordId}/delete`)).status).toBe(403);
    expect((await ada.browser.open(`/records/${ada.recordId}/delete`)).status).toBe(200);
  });

  test('that somebody gives up themselves is gone', async () => {
    const { ada, bo } = await shared();
    const asked = await bo.browser.open(`/records/${ada.recordId}/sharing/${bo.personId}/end`);
    const left = await bo.browser.submit(asked, '/records/sharing/end');
    expect(left.text).toContain('You have given up your access to the record of Ada.');
    expect((await bo.browser.open(`/records/${ada.recordId}`)).status).toBe(404);
  });

  test('of the last custodian cannot be ended or narrowed', async () => {
    const { ada } = await shared();
    const own = await ada.browser.open(`/records/${ada.recordId}/sharing/${ada.personId}`);
    const narrowed = await ada.browser.submit(own, '/records/sharing/change', { level: 'view' });
    expect(narrowed.status).toBe(422);
    expect(narrowed.text).toContain('needs somebody who looks after it');
    const asked = await ada.browser.open(`/records/${ada.recordId}/sharing/${ada.personId}/end`);
    expect((await ada.browser.submit(asked, '/records/sharing/end')).status).toBe(400);
    expect((await ada.browser.open(`/records/${ada.recordId}`)).status).toBe(200);
  });

  test('takes the applications that came through it along', async () => {
    const { ada, bo } = await shared();
    const testApp = await givenApp(server.vault, { rules: fullRules() });
    const { person, record } = await server.vault.store.read(async db => ({
      person: (await db.people.byId(bo.personId))!,
      record: (await db.records.byId(ada.recordId))!,
    }));
    const linked = await linkApp(server, testApp, { person, record });
    const query = {
      version: 3,
      info: '<group><filter><thing-state>Active</thing-state></filter><format><section>core</section></format></group>',
      recordId: linked.recordId,
      personId: linked.personId,
    };
    expect((await linked.client.call('GetThings', query)).code).toBe(0);
    const asked = await ada.browser.open(`/records/${ada.recordId}/sharing/${bo.personId}/end`);
    await ada.browser.submit(asked, '/records/sharing/end');
    expect((await linked.client.call('GetThings', query)).code).toBe(11);
  });
});
