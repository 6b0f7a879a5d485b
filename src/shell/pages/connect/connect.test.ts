import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../../core/limits/limits.ts';
import { startCpuClock } from '../../../testing/cpu.ts';
import { openClient, type TestApp, type TestClient } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { aWeight } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { givenVisitor, givenWebApp, rule } from '../../testing/apps.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { giveStatement } from '../../testing/statements.ts';

let server: TestServer;
let clinic: TestApp;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer({ limits: { connectTriesMax: 1000 } });
  clinic = await givenWebApp(server, {
    name: 'Lakeside Clinic',
    methodGroups: ['basic', 'connect-package'],
    connectMessage: 'Thank you.\nWe send your results by <Friday>.',
    rules: [
      rule(),
      rule({ name: 'offline', mode: 'offline' }),
      rule({
        name: 'height',
        reason: 'For your BMI.',
        targets: [{ typeIds: [typeIds.height] }],
        optional: { displayFirst: true, checkedFirst: false, checkedByDefault: true },
      }),
    ],
  });
  client = await openClient(server, clinic);
  await giveStatement(server, clinic.app.id, { kind: 'terms-of-use', texts: { '': 'Be kind.' } });
});
afterAll(() => server.close());

let count = 0;

interface Invitation {
  readonly code: string;
  readonly externalId: string;
}

async function invite({ friendlyName = 'Ada', by = client } = {}): Promise<Invitation> {
  const externalId = `patient ${count++}`;
  const answer = await by.call('CreateConnectRequest', {
    info:
      `<friendly-name>${friendlyName}</friendly-name><question>Which street did you grow up in?</question>` +
      `<answer>Mill Road</answer><external-id>${externalId}</external-id>`,
  });
  expect(answer.code).toBe(0);
  return { code: answer.texts('identity-code')[0]!, externalId };
}

const connectAddress = (code?: string) =>
  `/redirect.aspx?target=CONNECT${code === undefined ? '' : `&targetqs=${encodeURIComponent(`packageid=${code}`)}`}`;

const enter = (browser: Browser, page: Page, code: string) => browser.submit(page, '/connect', { code });
const answer = (browser: Browser, page: Page, text = 'Mill Road') =>
  browser.submit(page, '/connect', { answer: text });
const decide = (browser: Browser, page: Page, values: Record<string, string> = {}) =>
  browser.submit(page, '/connect', { decision: 'allow', ...values });

/** From a fresh invitation to the end. */
async function connect(browser: Browser, { code }: Invitation): Promise<Page> {
  return decide(browser, await answer(browser, await browser.open(connectAddress(code))));
}

async function listed({ externalId }: Invitation) {
  const answer = await client.call('GetAuthorizedConnectRequests');
  const place = answer.texts('external-id').indexOf(externalId);
  if (place < 0) return undefined;
  return { personId: answer.texts('person-id')[place]!, recordId: answer.texts('record-id')[place]! };
}

const write = (ids: { personId: string; recordId: string }) =>
  client.call('PutThings', { version: 2, info: aWeight(), ...ids });

test('signed out, from the code to the success message: sign up on the way, and the clinic writes', async () => {
  const invitation = await invite();
  const browser = new Browser(server);
  const first = await browser.open(connectAddress());
  expect(first.url.pathname).toBe('/connect');
  const signIn = await enter(browser, first, invitation.code.replaceAll('-', '').toLowerCase());
  expect(signIn.url.pathname).toBe('/sign-in');
  const signUp = await browser.open(signIn.html.match(/href="(\/sign-up[^"]*)"/)![1]!);
  const question = await browser.submit(signUp, '/sign-up', somebody());
  expect(question.text).toContain('Lakeside Clinic asks this to be sure that it is you:');
  expect(question.text).toContain('Which street did you grow up in?');
  const consent = await answer(browser, question, 'mill ROAD');
  expect(consent.text).toContain('Lakeside Clinic asks to use health data');
  expect(consent.text).toContain('The invitation is for: Ada');
  expect(consent.text).toContain('See and add: Weight');
  expect(consent.html).toContain(`/app-statements/${clinic.app.id}/terms"`);
  const done = await decide(browser, consent);
  expect(done.status).toBe(200);
  expect(done.text).toContain('You are connected');
  expect(done.text).toContain('Lakeside Clinic can now use the record of Ada Example.');
  expect(done.text).toContain('Thank you. We send your results by <Friday>.');

  expect((await write((await listed(invitation))!)).code).toBe(0);
});

test('the clinic speaks the language of the person where it has texts in it, on every page', async () => {
  const { vault } = server;
  const { app } = clinic;
  const texts = (
    kind: 'name' | 'description' | 'rule-reason',
    item: string,
    original: string,
    german: string,
  ) =>
    vault.store.write(db =>
      db.applicationTexts.replace(app.id, kind, [
        { kind, item, language: '', contentType: undefined, content: Buffer.from(original) },
        { kind, item, language: 'de', contentType: undefined, content: Buffer.from(german) },
      ]),
    );
  await texts('name', '', app.name, 'Klinik am See');
  await texts('description', '', app.description, 'Für Ihre Befunde.');
  await texts('rule-reason', 'online:height', 'For your BMI.', 'Für Ihren BMI.');
  const invitation = await invite();
  const browser = await givenVisitor(server);
  browser.cookies.set('keepwell-language', 'de');
  const question = await browser.open(connectAddress(invitation.code));
  const consent = await answer(browser, question);
  for (const page of [question, consent]) {
    expect(page.text).toContain('Klinik am See');
    expect(page.text).not.toContain('Lakeside Clinic');
  }
  expect(consent.text).toContain('Für Ihre Befunde.');
  expect(consent.text).toContain('Für Ihren BMI.');
  expect((await decide(browser, consent)).text).toContain('Klinik am See');
  const used = await browser.open(connectAddress(invitation.code));
  expect(used.text).toContain('Klinik am See');
  for (const kind of ['name', 'description', 'rule-reason'] as const)
    await vault.store.write(db => db.applicationTexts.replace(app.id, kind, []));
});

test('with the code in the address it goes straight to the question, and the way to the page holds no code', async () => {
  const { code } = await invite();
  const browser = await givenVisitor(server);
  const question = await browser.open(connectAddress(code.toLowerCase()));
  expect(question.text).toContain('Which street did you grow up in?');
  expect(question.url.href.toUpperCase()).not.toContain(code);
  expect(question.url.href.toUpperCase()).not.toContain(code.replaceAll('-', ''));
});

test('target and parameter are read in any case, the code with or without dashes and blanks', async () => {
  const { code } = await invite();
  const browser = await givenVisitor(server);
  const query = `?PackageId=${encodeURIComponent(` ${code.replaceAll('-', ' ')} `)}`;
  const page = await browser.open(`/REDIRECT.aspx?TARGET=connect&TargetQS=${encodeURIComponent(query)}`);
  expect(page.text).toContain('Which street did you grow up in?');
});

test('nothing is connected, authorised or listed before the person allows it; no leaves the code as it was', async () => {
  const invitation = await invite();
  const browser = await givenVisitor(server);
  const consent = await answer(browser, await browser.open(connectAddress(invitation.code)));
  expect(await listed(invitation)).toBeUndefined();
  const denied = await decide(browser, consent, { decision: 'deny' });
  expect(denied.text).toContain('Nothing was shared');
  expect(await listed(invitation)).toBeUndefined();
  expect((await browser.open('/')).text).not.toContain('Lakeside Clinic');
  expect((await connect(browser, invitation)).text).toContain('You are connected');
  expect(await listed(invitation)).toBeDefined();
});

describe('a code that does not work says why, at its field', () => {
  const reasons = async (code: string, browser = new Browser(server)) => {
    const page = await enter(browser, await browser.open('/connect'), code);
    expect(page.status).toBe(422);
    expect(page.tag(/name="code"/)).toMatchObject({ 'aria-invalid': 'true', value: code });
    return page.text;
  };

  test('missing, malformed, unknown', async () => {
    expect(await reasons('')).toContain('Enter the code you were given.');
    expect(await reasons('JKYZ-QNMN')).toContain('A code has twenty letters.');
    expect(await reasons('JKYZ-QNMN-VHRX-ZGNR-GZNH')).toContain('There is no such code here.');
  });

  test('expired', async () => {
    const { code } = await invite();
    server.clock.pass(28 * 24 * 3_600_000);
    client = await openClient(server, clinic);
    expect(await reasons(code)).toContain('This code has expired. Ask Lakeside Clinic for a new one.');
    const byLink = await new Browser(server).open(connectAddress(code));
    expect(byLink.text).toContain('This code has expired.');
  });

  test('withdrawn by the clinic', async () => {
    const { code, externalId } = await invite();
    await client.call('DeletePendingConnectRequest', { info: `<external-id>${externalId}</external-id>` });
    expect(await reasons(code)).toContain('it may also have been withdrawn');
  });

  test('used up by three wrong answers, which the person is counted down to', async () => {
    const { code } = await invite();
    const browser = await givenVisitor(server);
    let page = await browser.open(connectAddress(code));
    for (const left of ['You have 2 more tries.', 'You have one more try.']) {
      page = await answer(browser, page, 'Hill Road');
      expect(page.status).toBe(422);
      expect(page.text).toContain(`That is not the answer. ${left}`);
      expect(page.tag(/name="answer"/)).not.toHaveProperty('value');
    }
    page = await answer(browser, page, 'mill  road');
    expect(page.text).toContain('This code no longer works');
    expect(page.text).toContain('Ask Lakeside Clinic for a new one.');
    expect(await reasons(code)).toContain('answered wrongly too often');
  });

  test('of an application that was disabled', async () => {
    const closed = await givenWebApp(server, { methodGroups: ['basic', 'connect-package'] });
    const { code } = await invite({ by: await openClient(server, closed) });
    const { app } = closed;
    await server.vault.store.write(db => db.applications.put({ ...app, state: 'disabled' }));
    expect(await reasons(code)).toContain('There is no such code here.');
  });
});

test('an empty answer is no try', async () => {
  const { code } = await invite();
  const browser = await givenVisitor(server);
  let page = await browser.open(connectAddress(code));
  for (let i = 0; i < 4; i++) page = await answer(browser, page, '');
  expect(page.text).toContain('Enter your answer.');
  expect((await answer(browser, page)).text).toContain('asks to use health data');
});

describe('the record', () => {
  async function visitorWith(...names: string[]) {
    const browser = await givenVisitor(server);
    for (const name of names) {
      const form = await browser.open('/records/new');
      await browser.submit(form, '/records/new', { name, relationship: '14' });
    }
    return browser;
  }
  const ticked = (page: Page) =>
    page.html.match(/<input[^>]*name="record"[^>]*>/g)!.filter(input => / checked/.test(input)).length;

  test('is ticked when it bears the friendly name; else the person chooses, and is told to', async () => {
    const browser = await visitorWith('Bo', 'Cy');
    const forBo = await answer(
      browser,
      await browser.open(connectAddress((await invite({ friendlyName: 'bo' })).code)),
    );
    expect(ticked(forBo)).toBe(1);
    expect(forBo.html).toMatch(/ checked[^>]*>\s*<label[^>]*>Bo/);
    const invitation = await invite({ friendlyName: 'my patient' });
    const open = await answer(browser, await browser.open(connectAddress(invitation.code)));
    expect(ticked(open)).toBe(0);
    const again = await decide(browser, open);
    expect(again.status).toBe(422);
    expect(again.text).toContain('Choose a record.');
    expect(await listed(invitation)).toBeUndefined();
  });

  test('can be made on the way, without answering anew', async () => {
    const { code } = await invite();
    const browser = new Browser(server);
    const signIn = await browser.open(connectAddress(code));
    const signUp = await browser.open(signIn.html.match(/href="(\/sign-up[^"]*)"/)![1]!);
    const question = await browser.submit(signUp, '/sign-up', { ...somebody(), record: undefined });
    const none = await answer(browser, question);
    expect(none.text).toContain('You have no health record yet.');
    const form = await browser.open(none.html.match(/href="(\/records\/new[^"]*)"/)![1]!);
    const consent = await browser.submit(form, '/records/new', { name: 'Ada', relationship: '1' });
    expect((await decide(browser, consent)).text).toContain('You are connected');
  });

  test('of somebody else is refused', async () => {
    const invitation = await invite();
    const [mine, theirs] = [await givenVisitor(server), await givenVisitor(server)];
    const recordOf = async (browser: Browser) => {
      const { code } = await invite();
      return (await answer(browser, await browser.open(connectAddress(code)))).form('/connect')
        .record as string;
    };
    const record = await recordOf(theirs);
    const page = await answer(mine, await mine.open(connectAddress(invitation.code)));
    expect((await decide(mine, page, { record })).text).toContain('Choose a record.');
    expect(await listed(invitation)).toBeUndefined();
  });
});

describe('used again', () => {
  test('after the person took the access back: the same ids work again', async () => {
    const invitation = await invite();
    const browser = await givenVisitor(server);
    await connect(browser, invitation);
    const before = (await listed(invitation))!;
    await client.call('RemoveApplicationRecordAuthorization', before);
    expect((await write(before)).code).toBe(11);
    expect((await connect(browser, invitation)).text).toContain('You are connected');
    expect(await listed(invitation)).toEqual(before);
    expect((await write(before)).code).toBe(0);
  });

  test('by another person, it connects nothing, and the first one stays connected', async () => {
    const invitation = await invite();
    await connect(await givenVisitor(server), invitation);
    const before = (await listed(invitation))!;
    const refused = await connect(await givenVisitor(server), invitation);
    expect(refused.text).not.toContain('You are connected');
    expect(refused.status).toBeLessThan(500);
    expect(await listed(invitation)).toEqual(before);
  });

  test('with the page of before: what was answered holds for that person alone', async () => {
    const invitation = await invite();
    const ada = await givenVisitor(server);
    const consent = await answer(ada, await ada.open(connectAddress(invitation.code)));
    const request = consent.form('/connect').request as string;
    const bo = await givenVisitor(server);
    const asked = await bo.open(`/connect?request=${request}`);
    expect(asked.text).toContain('Which street did you grow up in?');
    const own = await bo.submit(asked, '/connect', { step: 'record', decision: 'allow', request });
    expect(own.text).toContain('Which street did you grow up in?');
    expect(await listed(invitation)).toBeUndefined();
  });
});

test('optional rules are granted as ticked', async () => {
  const invitation = await invite();
  const browser = await givenVisitor(server);
  const consent = await answer(browser, await browser.open(connectAddress(invitation.code)));
  expect(consent.tag(/value="0:online:height"/)).not.toHaveProperty('checked');
  await decide(browser, consent, { optional: '0:online:height' });
  const { personId, recordId } = (await listed(invitation))!;
  const rules = await server.vault.store.read(async db => {
    const { recordId: id, personId: person } = (await db.aliases.record(clinic.app.id, recordId))!;
    return (await db.authorizations.find(clinic.app.id, person, id))!.rules;
  });
  expect(personId).toBeDefined();
  expect(rules.map(({ name }) => name).sort()).toEqual(['height', 'offline', 'weights']);
});

test('an application that asks for more meanwhile is shown anew before anything is granted', async () => {
  const growing = await givenWebApp(server, { methodGroups: ['basic', 'connect-package'] });
  const { code } = await invite({ by: await openClient(server, growing) });
  const browser = await givenVisitor(server);
  const consent = await answer(browser, await browser.open(connectAddress(code)));
  const { app } = growing;
  const rules = [...app.rules, rule({ name: 'more', targets: [{ typeIds: [typeIds.height] }] })];
  await server.vault.store.write(db => db.applications.put({ ...app, rules }));
  const again = await decide(browser, consent);
  expect(again.status).toBe(422);
  expect(again.text).toContain('has changed while this page was open');
  expect((await decide(browser, again)).text).toContain('You are connected');
});

test('whom an application does not admit, or does not serve where they live, is told so and not connected', async () => {
  const groups = { methodGroups: ['basic', 'connect-package'] as const };
  const closed = await givenWebApp(server, { name: 'Members', restrictsUsers: true, ...groups });
  const far = await givenWebApp(server, { name: 'Far', recordLocations: [{ country: 'NZ' }], ...groups });
  const browser = await givenVisitor(server);
  const [byClosed, byFar] = [await openClient(server, closed), await openClient(server, far)];
  const open = async (by: TestClient) =>
    answer(browser, await browser.open(connectAddress((await invite({ by })).code)));
  const refused = await open(byClosed);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('Members');
  const page = await decide(browser, await open(byFar));
  expect(page.status).toBe(400);
  expect((await byFar.call('GetAuthorizedConnectRequests')).texts('external-id')).toEqual([]);
});

test('the code of a package leads to where packages are picked up', async () => {
  const reserved = await client.call('AllocatePackageId');
  const [code = ''] = reserved.texts('identity-code');
  const browser = new Browser(server);
  const typed = await enter(browser, await browser.open(connectAddress()), code);
  expect(typed.url.pathname).toBe('/pick-up');
  expect((await browser.open(connectAddress(code))).url.pathname).toBe('/pick-up');
});

test('a form of another site, and a sealed request that was touched, change nothing', async () => {
  const { code } = await invite();
  const browser = await givenVisitor(server);
  const question = await browser.open(connectAddress(code));
  const form = question.form('/connect');
  expect((await browser.post('/connect', { ...form, form: 'x', answer: 'Mill Road' })).status).toBe(403);
  const touched = `${(form.request as string).slice(0, -4)}AAAA`;
  const page = await browser.post('/connect', { ...form, request: touched, answer: 'Mill Road' });
  expect(page.status).toBe(400);
  expect(page.text).toContain('This page is too old');
});

test('a session that ended on the way is opened again, and the way goes on', async () => {
  const { code } = await invite();
  const browser = await givenVisitor(server);
  const question = await browser.open(connectAddress(code));
  browser.cookies.clear();
  const signIn = await answer(browser, question);
  expect(signIn.url.pathname).toBe('/sign-in');
});

test('pages come in the language of the browser', async () => {
  const browser = await givenVisitor(server);
  const inLanguage = async (accept: string) =>
    (await new Browser(server).send('/connect', { headers: { 'accept-language': accept } })).text;
  expect(await inLanguage('es-MX,es')).toContain('Conectar un historial');
  expect(await inLanguage('de-CH')).toContain('Eine Akte verbinden');
  expect((await browser.open('/connect')).text).toContain('Connect a record');
});

test('the success message that a master registered comes in the person’s language, as plain text', async () => {
  const { vault } = server;
  const text = (language: string, content: string) => ({
    kind: 'dtc-success-message' as const,
    item: '',
    language,
    contentType: 'text/html',
    content: Buffer.from(content),
  });
  const spoken = await givenWebApp(server, {
    methodGroups: ['basic', 'connect-package'],
    connectMessage: 'Plain',
  });
  await vault.store.write(db =>
    db.applicationTexts.replace(spoken.app.id, 'dtc-success-message', [
      text('', '<p>Welcome &amp; thanks</p><script>alert(1)</script>'),
      text('es-mx', '<p>Bienvenida</p>'),
    ]),
  );
  const { code } = await invite({ by: await openClient(server, spoken) });
  const browser = await givenVisitor(server);
  const done = await connect(browser, { code, externalId: '' });
  expect(done.text).toContain('Welcome & thanks');
  expect(done.text).not.toContain('alert');
  browser.cookies.set('keepwell-language', 'es');
  const spanish = await browser.open(done.url.href);
  expect(spanish.text).toContain('Bienvenida');
  expect(spanish.text).not.toContain('Welcome');
});

test('a success message of broken mark-up is shown at once', async () => {
  const { vault } = server;
  const spoken = await givenWebApp(server, { methodGroups: ['basic', 'connect-package'] });
  const { code } = await invite({ by: await openClient(server, spoken) });
  const browser = await givenVisitor(server);
  const done = await connect(browser, { code, externalId: '' });
  for (const piece of ['<', '<br', '<script>', '<style></script>']) {
    const content = Buffer.from(piece.repeat(defaultLimits.appStatementBytesMax / piece.length));
    const text = {
      kind: 'dtc-success-message',
      item: '',
      language: '',
      contentType: 'text/html',
      content,
    } as const;
    await vault.store.write(db => db.applicationTexts.replace(spoken.app.id, 'dtc-success-message', [text]));
    const cpuMs = startCpuClock();
    expect((await browser.open(done.url.href)).status).toBe(200);
    expect(cpuMs()).toBeLessThan(1500);
  }
});
