import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareChild } from '../../../core/healthvault/soda/soda.ts';
import { createRecord } from '../../../core/records/create.ts';
import { givenApp, openClient, type TestApp, TestClient } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { aWeight } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { actionUrl, allow, givenVisitor, givenWebApp, redirectTo, rule } from '../../testing/apps.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { logoPicture } from '../../testing/logos.ts';
import { giveStatement } from '../../testing/statements.ts';

let server: TestServer;
let app: TestApp;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenWebApp(server, {
    description: 'Shows how you do.',
    privacyUrl: 'https://app.example/privacy',
    rules: [
      rule(),
      rule({
        name: 'pressure',
        reason: 'To warn you.',
        mode: 'offline',
        permissions: ['Read'],
        targets: [{ typeIds: [typeIds.bloodPressure], from: '2020-01-01T00:00:00' }],
      }),
      rule({
        name: 'height',
        reason: 'For your BMI.',
        targets: [{ typeIds: [typeIds.height] }],
        optional: { displayFirst: true, checkedFirst: false, checkedByDefault: true },
      }),
      rule({
        name: 'hidden',
        reason: 'Only when asked for.',
        targets: [{ typeIds: [typeIds.condition] }],
        optional: { displayFirst: false, checkedFirst: false, checkedByDefault: false },
      }),
    ],
  });
});
afterAll(() => server.close());

const auth = (more: Record<string, string> = {}, by = app) =>
  redirectTo('AUTH', { appid: by.app.id, ...more });
const appAuth = (more: Record<string, string> = {}, by = app) =>
  redirectTo('APPAUTH', { appid: by.app.id, ...more });

async function personInfo(token: string, by = app) {
  const client = await openClient(server, by);
  const answer = await client.call('GetPersonInfo', { userToken: token });
  return { client, answer, recordIds: answer.elements('record').map(at => at.attribute('id')!), token };
}

async function put(token: string, thing: string, by = app) {
  const { client, recordIds } = await personInfo(token, by);
  return (
    await client.call('PutThings', { version: 2, info: thing, userToken: token, recordId: recordIds[0]! })
  ).code;
}

/** What an application has on the visitor's records. */
async function granted(browser: Browser, by = app) {
  const home = await browser.open('/');
  return home.text.split('Apps with access')[1]!.split(by.app.name).length - 1;
}

test('from redirect to first write: sign up, agree, come back with a token that works', async () => {
  const browser = new Browser(server);
  const signIn = await browser.open(auth({ actionqs: '/journal?day=1&x=ü' }));
  expect(signIn.url.pathname).toBe('/sign-in');
  expect(signIn.text).toContain('To go on to Curves');
  const signUp = await browser.open(signIn.html.match(/href="(\/sign-up[^"]*)"/)![1]!);
  const consent = await browser.submit(signUp, '/sign-up', somebody());
  expect(consent.url.pathname).toBe('/consent');
  const back = await allow(browser, consent);
  expect(back.location).toMatch(`${actionUrl}&target=AppAuthSuccess&`);
  expect(back.returned('actionqs')).toBe('/journal?day=1&x=ü');
  expect(back.returned('instanceid')).toBe('1');
  expect(back.location).not.toMatch(/wctoken=[^&]*[+/=]/);
  const token = back.returned('wctoken')!;
  const { answer } = await personInfo(token);
  expect(answer.code).toBe(0);
  expect(answer.texts('name')[0]).toBe('Ada Example');
  expect(await put(token, aWeight())).toBe(0);
});

test('the way back carries no trace: nothing is stored, no referrer is sent', async () => {
  const browser = await givenVisitor(server);
  const back = await allow(browser, await browser.open(auth()));
  expect(back.headers.get('cache-control')).toBe('no-store');
  expect(back.headers.get('referrer-policy')).toBe('no-referrer');
});

describe('the consent page', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await givenVisitor(server);
    page = await browser.open(auth());
  });

  test('names the application, its words and links, and who is asked', () => {
    expect(page.text).toContain('Curves asks to use health data');
    expect(page.text).toContain('You are signed in as Ada Example');
    expect(page.text).toContain('Shows how you do.');
    expect(page.tag(/href="https:\/\/app.example\/privacy"/)).toMatchObject({ rel: 'noopener noreferrer' });
  });

  test('tells every rule in words: rights, types, dates, why; online and offline apart', () => {
    const [online, offline] = page.text.split('At any time, also when you are away');
    expect(online).toContain('While you use it See and add: Weight');
    expect(online).toContain('Why: To draw your weight as a curve.');
    expect(offline).toContain('See: Blood pressure dated 1 January 2020 or later');
    expect(offline).toContain('Why: To warn you.');
    expect(page.text).toContain('all of it or none');
  });

  test('offers optional rules one by one: those for a first meeting, ticked as the application wishes', () => {
    expect(page.text).toContain('For your BMI.');
    expect(page.text).not.toContain('Only when asked for.');
    expect(page.tag(/value="0:online:height"/)).not.toHaveProperty('checked');
  });

  test('lets its form lead to the application and nowhere else', () => {
    expect(page.policy).toContain("form-action 'self' https://app.example;");
    expect(page.policy).not.toContain('script-src');
  });

  test('a long list of types can be opened, and all types are called so', async () => {
    const all = await givenWebApp(server, { name: 'All', rules: [rule({ targets: [{ typeIds: 'all' }] })] });
    expect((await browser.open(auth({}, all))).text).toContain('See and add: every kind of item');
    const many = Object.values(typeIds);
    const long = await givenWebApp(server, {
      name: 'Long',
      rules: [rule({ targets: [{ typeIds: [...many, 'c3353437-7a5e-46be-8e1a-f93dac872a68'] }] })],
    });
    expect((await browser.open(auth({}, long))).html).toMatch(
      /<details[\s\S]*kinds of item[\s\S]*<li>Weight<\/li>/,
    );
  });

  test('names what a rule leaves out', async () => {
    const exceptions = [{ typeIds: [typeIds.weight], to: '2019-12-31T23:59:59' }];
    const by = await givenWebApp(server, { rules: [rule({ targets: [{ typeIds: 'all' }], exceptions })] });
    expect((await browser.open(auth({}, by))).text).toContain(
      'Not Weight dated 31 December 2019 or earlier.',
    );
  });

  test('shows names as text, whatever is in them', async () => {
    const by = await givenWebApp(server, {
      name: '<img src=x onerror=alert(1)>',
      privacyUrl: 'javascript:alert(1)',
    });
    const { html } = await browser.open(auth({}, by));
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('javascript:');
  });
});

describe('the answer', () => {
  test('Don’t allow grants nothing and tells the application', async () => {
    const browser = await givenVisitor(server);
    const consent = await browser.open(auth({ actionqs: 'a=1' }));
    const back = await browser.submit(consent, '/consent', { decision: 'deny' });
    expect(back.returned('target')).toBe('AppAuthReject');
    expect(back.returned('actionqs')).toBe('a=1');
    expect(back.returned('wctoken')).toBeNull();
    expect(await granted(browser)).toBe(0);
  });

  test('Allow grants the required rules, and of the optional ones those that were ticked', async () => {
    const browser = await givenVisitor(server);
    const height = `<thing><type-id>${typeIds.height}</type-id><data-xml><height><when><date><y>2026</y><m>1</m><d>2</d></date></when><value><m>1.7</m></value></height></data-xml></thing>`;
    const without = await allow(browser, await browser.open(auth()));
    expect(await put(without.returned('wctoken')!, aWeight())).toBe(0);
    expect(await put(without.returned('wctoken')!, height)).toBe(11);
    const again = await browser.open(appAuth({ onopt1: 'height' }));
    expect(again.tag(/value="0:online:height"/)).toHaveProperty('checked');
    const withHeight = await allow(browser, again);
    expect(await put(withHeight.returned('wctoken')!, height)).toBe(0);
  });

  test('optional rules that were granted stay so when the application asks for something else', async () => {
    const browser = await givenVisitor(server);
    await allow(browser, await browser.open(auth()), { optional: '0:online:height' });
    const page = await browser.open(appAuth({ onopt1: 'hidden' }));
    expect(page.text).toContain('Only when asked for.');
    expect(page.tag(/value="0:online:height"/)).toHaveProperty('checked');
    expect(page.tag(/value="0:online:hidden"/)).not.toHaveProperty('checked');
  });

  test('a record of somebody else is not for the taking', async () => {
    const other = await givenVisitor(server);
    const theirs = (await other.open(auth())).form('/consent').record as string;
    const browser = await givenVisitor(server);
    const page = await allow(browser, await browser.open(auth()), { record: theirs });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Choose a record.');
    expect(await granted(browser)).toBe(0);
  });

  test('counts only for what was shown', async () => {
    const by = await givenWebApp(server, { name: 'Changing' });
    const browser = await givenVisitor(server);
    const page = await browser.open(auth({}, by));
    await server.vault.store.write(db =>
      db.applications.put({ ...by.app, rules: [rule({ permissions: ['Read', 'Delete'] })] }),
    );
    const again = await allow(browser, page);
    expect(again.status).toBe(422);
    expect(again.text).toContain('has changed while this page was open');
    expect(again.text).toContain('See and delete');
    expect(await granted(browser, by)).toBe(0);
    expect((await allow(browser, again)).returned('target')).toBe('AppAuthSuccess');
  });

  test('from a form of another site is refused', async () => {
    const browser = await givenVisitor(server);
    const page = await browser.open(auth());
    const values = { ...page.form('/consent'), decision: 'allow' };
    expect((await browser.post('/consent', { ...values, form: undefined })).status).toBe(403);
    expect((await browser.post('/consent', values, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await granted(browser)).toBe(0);
  });

  test('after the session has ended leads to sign-in and back to the question', async () => {
    const browser = new Browser(server);
    const someone = somebody();
    await browser.signUp(undefined, someone);
    const page = await browser.open(auth());
    browser.cookies.clear();
    const signIn = await allow(browser, page);
    expect(signIn.url.pathname).toBe('/sign-in');
    const consent = await browser.submit(signIn, '/sign-in', {
      email: someone.email,
      password: someone.password,
    });
    expect(consent.url.pathname).toBe('/consent');
  });

  test('may be left to somebody else: sign out leads back to the question for whoever signs in then', async () => {
    const other = somebody();
    await new Browser(server).signUp(undefined, { ...other, name: 'Eve Example' });
    const browser = await givenVisitor(server);
    const signIn = await browser.submit(await browser.open(auth()), '/sign-out');
    expect(signIn.text).toContain('To go on to Curves');
    const consent = await browser.submit(signIn, '/sign-in', {
      email: other.email,
      password: other.password,
    });
    expect(consent.text).toContain('You are signed in as Eve Example');
  });

  test('waits for a record when the person has none', async () => {
    const browser = new Browser(server);
    await browser.signUp(undefined, { record: undefined });
    const page = await browser.open(auth());
    expect(page.text).toContain('You have no health record yet');
    const create = await browser.open(page.html.match(/href="(\/records\/new[^"]*)"/)![1]!);
    const consent = await browser.submit(create, '/records/new', { name: 'Ben', relationship: '5' });
    expect(consent.url.pathname).toBe('/consent');
    expect((await allow(browser, consent)).returned('target')).toBe('AppAuthSuccess');
  });
});

describe('AUTH', () => {
  test('of an authorised application comes back at once, unless consent is forced', async () => {
    const browser = await givenVisitor(server);
    await allow(browser, await browser.open(auth()));
    const back = await browser.send(auth());
    expect(back.status).toBe(302);
    expect(back.returned('target')).toBe('AppAuthSuccess');
    expect(back.returned('wctoken')).toMatch(/^AiAAA/);
    for (const name of ['forceappauth', 'foreceappauth']) {
      expect((await browser.open(auth({ [name]: 'true' }))).url.pathname).toBe('/consent');
    }
  });

  test('asks again when a required rule has gained a type, not when one has lost some', async () => {
    const by = await givenWebApp(server, {
      rules: [rule({ targets: [{ typeIds: [typeIds.weight, typeIds.height] }] })],
    });
    const browser = await givenVisitor(server);
    await allow(browser, await browser.open(auth({}, by)));
    const change = (ids: string[]) =>
      server.vault.store.write(db =>
        db.applications.put({ ...by.app, rules: [rule({ targets: [{ typeIds: ids }] })] }),
      );
    await change([typeIds.weight]);
    expect((await browser.open(auth({}, by))).returned('target')).toBe('AppAuthSuccess');
    await change([typeIds.weight, typeIds.condition]);
    expect((await browser.open(auth({}, by))).url.pathname).toBe('/consent');
  });

  test('asks again after the person took the access back', async () => {
    const browser = await givenVisitor(server);
    const token = (await allow(browser, await browser.open(auth()))).returned('wctoken')!;
    const home = await browser.open('/');
    expect(home.text).toContain('Works with the record of Ada Example');
    const details = await browser.open(/href="(\/apps\/[^"]+)"/.exec(home.html)![1]!);
    const asked = await browser.open(/href="(\/apps\/[^"]+\/remove)"/.exec(details.html)![1]!);
    const after = await browser.submit(asked, '/apps/remove');
    expect(after.text).toContain('No app has access yet');
    expect((await personInfo(token)).answer.code).toBe(11);
    expect((await browser.open(auth())).url.pathname).toBe('/consent');
  });

  test('takes away only one’s own authorisations', async () => {
    const victim = await givenVisitor(server);
    await allow(victim, await victim.open(auth()));
    const [, appId, record] = /href="\/apps\/([^"/]+)\/([^"/]+)"/.exec((await victim.open('/')).html)!;
    const browser = await givenVisitor(server);
    const { form } = (await browser.open('/')).form('/sign-out');
    await browser.post('/apps/remove', { form, app: appId, record });
    expect(await granted(victim)).toBe(1);
    expect((await browser.open(`/apps/${appId}/${record}`)).status).toBe(404);
  });
});

describe('APPAUTH', () => {
  async function withTwoRecords() {
    const browser = await givenVisitor(server);
    server.clock.pass(1);
    await browser.submit(await browser.open('/records/new'), '/records/new', {
      name: 'Ben',
      relationship: '14',
    });
    const page = await browser.open(auth());
    const ids = [...page.html.matchAll(/name="record" value="([^"]+)"/g)].map(([, id]) => id!);
    return { browser, page, ids };
  }

  test('choosing another record is told as SelectedRecordChanged, and that record is selected', async () => {
    const { browser, page, ids } = await withTwoRecords();
    expect((await allow(browser, page, { record: ids[0] })).returned('target')).toBe('AppAuthSuccess');
    const back = await allow(browser, await browser.open(appAuth()), { record: ids[1] });
    expect(back.returned('target')).toBe('SelectedRecordChanged');
    const { answer } = await personInfo(back.returned('wctoken')!);
    const selected = answer.texts('selected-record-id')[0];
    expect(
      answer
        .elements('record')
        .find(at => at.attribute('id') === selected)!
        .text(),
    ).toBe('Ben');
    expect((await allow(browser, await browser.open(appAuth()))).returned('target')).toBe('AppAuthSuccess');
  });

  test('a multi-record application gets several at once, others one', async () => {
    const { browser, page, ids } = await withTwoRecords();
    expect((await allow(browser, page, { record: ids })).status).toBe(400);
    const many = await browser.open(appAuth({ ismra: 'true' }));
    expect(many.tag(/name="record"/)!.type).toBe('checkbox');
    const back = await allow(browser, many, { record: ids });
    expect(back.returned('target')).toBe('AppAuthSuccess');
    expect((await personInfo(back.returned('wctoken')!)).recordIds).toHaveLength(2);
  });

  test('extrecordid presets the record meant; a wrong one is told', async () => {
    const { browser, page, ids } = await withTwoRecords();
    const first = await allow(browser, page, { record: ids[0] });
    const { recordIds } = await personInfo(first.returned('wctoken')!);
    await allow(browser, await browser.open(appAuth()), { record: ids[1] });
    const meant = await browser.open(appAuth({ extrecordid: recordIds[0]!.toUpperCase() }));
    expect(meant.form('/consent').record).toBe(ids[0]);
    const stranger = await givenVisitor(server);
    for (const extrecordid of [recordIds[0]!, 'nonsense']) {
      expect((await stranger.open(appAuth({ extrecordid }))).returned('target')).toBe('AppAuthInvalidRecord');
    }
  });

  test('several applications are asked for together and granted together', async () => {
    const second = await givenWebApp(server, {
      name: 'Second',
      rules: [
        rule({
          reason: 'Because.',
          optional: { displayFirst: true, checkedFirst: true, checkedByDefault: true },
        }),
      ],
    });
    const browser = await givenVisitor(server);
    const page = await browser.open(redirectTo('APPAUTH', { appid: `${app.app.id},${second.app.id}` }));
    expect(page.text).toContain('Curves and Second ask to use health data');
    expect(page.tag(/value="1:online:weights"/)).toHaveProperty('checked');
    const back = await allow(browser, page);
    expect(back.location).toMatch(/^https:\/\/app\.example/);
    expect(await granted(browser)).toBe(1);
    expect(await granted(browser, second)).toBe(1);
  });

  test('presets one’s own record before the application has any', async () => {
    const { page, ids } = await withTwoRecords();
    const own = /value="([^"]+)"[^>]*>\s*<label for="record-\d"><strong>Ada Example/.exec(page.html)?.[1];
    expect(ids).toContain(own);
    expect(page.form('/consent').record).toBe(own);
  });

  test('whoever can only look at a record is told that the application cannot do more', async () => {
    const browser = new Browser(server);
    const someone = somebody();
    await browser.signUp(undefined, { ...someone, record: undefined });
    await server.vault.store.write(async db => {
      const person = (await db.people.byEmail(someone.email))!;
      const record = await createRecord(db, server.vault, {
        personId: person.id,
        name: 'Grandma',
        relationship: 8,
      });
      const access = (await db.records.access(person.id, record.id))!;
      await db.records.putAccess({ ...access, level: 'view' });
    });
    const page = await browser.open(auth());
    expect(page.text).toContain(
      'You can only look at this record. The app gets no more than you have yourself.',
    );
    const back = await allow(browser, page);
    expect(await put(back.returned('wctoken')!, aWeight())).toBe(11);
  });
});

describe('trm=post', () => {
  test('returns a form with a button, allowed to lead to that address only', async () => {
    const browser = await givenVisitor(server);
    const page = await allow(browser, await browser.open(auth({ trm: 'POST', actionqs: '<"&>' })));
    expect(page.status).toBe(200);
    const form = page.form(actionUrl);
    expect(form).toMatchObject({ target: 'AppAuthSuccess', instanceid: '1', actionqs: '<"&>' });
    expect(form.wctoken).toMatch(/^AiAAA/);
    expect(page.text).toContain('Continue to Curves');
    expect(page.policy).toContain('form-action https://app.example/action;');
    expect(page.policy).toContain("script-src 'self';");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.html).toMatch(/<script src="\/assets\/submit-[0-9a-f]{12}\.js" defer(="")?><\/script>/);
  });

  test('may stand beside targetqs', async () => {
    const browser = await givenVisitor(server);
    const page = await allow(
      browser,
      await browser.open(redirectTo('AUTH', { appid: app.app.id }, { trm: 'post' })),
    );
    expect(page.form(actionUrl).target).toBe('AppAuthSuccess');
  });
});

test('an app that a device is about to make has the logo and the statements of its master', async () => {
  const { vault } = server;
  const master = (await givenApp(vault, { kind: 'soda-master', actionUrl: undefined, name: 'Phone' })).app.id;
  await giveStatement(server, master, { kind: 'terms-of-use', texts: { '': 'Be kind.' } });
  const logo = { kind: 'small-logo', item: '', language: '', contentType: 'image/png' } as const;
  const content = await logoPicture();
  await vault.store.write(db => db.applicationTexts.replace(master, 'small-logo', [{ ...logo, content }]));
  const { creationToken } = await prepareChild(vault, master);
  const browser = await givenVisitor(server);
  const parameters = { appid: master, appCreationToken: creationToken, instanceName: 'Phone' };
  const { html } = await browser.open(redirectTo('CREATEAPPLICATION', parameters));
  for (const part of [`src="/app-logo/${master}"`, `/app-statements/${master}/terms"`])
    expect(html).toContain(part);
});

describe('APPSIGNOUT', () => {
  test.each(['credtoken', 'cred_token', 'credToken'])(
    'with %s ends the token and the session, and tells so',
    async name => {
      const browser = await givenVisitor(server);
      const token = (await allow(browser, await browser.open(auth()))).returned('wctoken')!;
      const client = new TestClient(server, app.app.id);
      const { client: session } = await personInfo(token);
      client.useSession(session.token!, session.secret!.toString('base64'));
      // From another browser: it is the token that must end, not the session it came of.
      const other = new Browser(server);
      const back = await other.open(redirectTo('APPSIGNOUT', { appid: app.app.id, [name]: token }));
      expect(back.returned('target')).toBe('SignOut');
      expect(back.location).toContain(actionUrl);
      expect((await client.call('GetPersonInfo', { userToken: token })).code).toBe(7);
      expect((await browser.open('/')).text).toContain('Hello');
    },
  );

  test('signs the browser out, and the tokens of its session with it', async () => {
    const browser = await givenVisitor(server);
    const token = (await allow(browser, await browser.open(auth()))).returned('wctoken')!;
    const newer = (await browser.open(auth())).returned('wctoken')!;
    await browser.open(redirectTo('APPSIGNOUT', { appid: app.app.id, credtoken: token }));
    expect((await browser.open('/')).text).not.toContain('Hello');
    expect((await personInfo(newer)).answer.code).toBe(7);
  });
});
