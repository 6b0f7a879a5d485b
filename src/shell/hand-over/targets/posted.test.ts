import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { createPerson } from '../../../core/people/accounts.ts';
import { readProfile } from '../../../core/records/profile.ts';
import type { TestApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { allow, givenWebApp, redirectTo } from '../../testing/apps.ts';
import { Browser, type Page } from '../../testing/browser.ts';
import { givenSignedIn, signInAs } from '../../testing/visitors.ts';

let server: TestServer;
let app: TestApp;
beforeAll(async () => {
  server = await startTestServer();
  server.vault.limits.parkedPerAddressMax = 1000;
  app = await givenWebApp(server);
});
afterAll(() => server.close());

const account = {
  'Account.FirstName': 'Zebulon',
  'Account.LastName': 'Quill',
  'Account.BirthDate': '1980-02-29',
  'Account.PostalCode': '8000',
  'Account.Email': 'zebulon.quill@example.org',
  'Account.CountryCode': 'CH',
  'Account.LanguageCode': 'en',
  'Account.Gender': 'M',
};

const record = {
  'Record.Relationship': '14',
  'Record.FirstName': 'Zeno',
  'Record.LastName': 'Quill',
  'Record.BirthDate': '2015-06-07',
  'Record.Gender': 'M',
  'Record.PostalCode': 'K1A 0B1',
  'Record.CountryCode': 'CA',
  'Record.StateCode': 'ON',
};

const more = {
  'Record.MiddleName': 'van der',
  'Record.StreetAddress1': '1 Long Lane',
  'Record.StreetAddress2': 'Back door',
  'Record.City': 'Ottawa',
  'Record.Email': 'zeno@[192.168.0.1]',
  'Record.PhoneNumber': '+1 613 555 0100',
  'Record.EthnicityCode': '7',
  'Record.LanguageCode': 'fr-CA',
};

type Fields = Record<string, string>;

/** As browsers do: another site's form brings none of the cookies that are here, but leaves some. */
async function post(browser: Browser, target: string, fields: Fields, more: Fields = {}): Promise<Page> {
  const before = new Map(browser.cookies);
  browser.cookies.clear();
  const body = new URLSearchParams({ target, targetqs: `appid=${app.app.id}`, ...more, ...fields });
  const headers = { origin: 'https://app.example' };
  const sent = await browser.send('/redirect.aspx', { method: 'POST', body, headers });
  for (const [name, value] of before) browser.cookies.set(name, value);
  return sent.location === undefined ? sent : browser.open(sent.location);
}

const postRecord = (browser: Browser, fields: Fields = record) =>
  post(browser, 'CREATERECORD', { CreateRecord: 'True', ...fields });

const postAccount = (browser: Browser, fields: Fields = { ...account, ...record }) =>
  post(browser, 'CREATEACCOUNT', { CreateAccountAndRecord: 'true', ...fields });

/** Somebody who signs up now, by whatever way. */
async function signsUp(browser: Browser): Promise<string> {
  const { vault } = server;
  const email = `${vault.ids.guid()}@example.org`;
  const given = {
    email,
    name: 'Zebulon Quill',
    passwordHash: undefined,
    birthDate: '1980-02-29',
    country: 'CH',
  };
  const person = await vault.store.write(db => createPerson(db, vault, given));
  await signInAs(browser, person);
  return person.id;
}

const isWrong = (page: Page, name: string) =>
  page.tag(new RegExp(`id="${name.replace('.', '\\.')}"`))?.['aria-invalid'] === 'true';

describe('posted record data', () => {
  test('fills in the page, becomes the record and its profile, and is gone', async () => {
    const { browser, person } = await givenSignedIn(server);
    const page = await postRecord(browser, { ...record, ...more });
    expect([page.url.pathname, page.status]).toEqual(['/records/add', 200]);
    expect(page.text).toContain('Curves has filled in what it knows.');
    expect(page.form('/records/add')).toMatchObject({ ...record, ...more, 'Record.LanguageCode': 'fr' });
    const consent = await browser.submit(page, '/records/add', { decision: 'create' });
    expect(consent.url.pathname).toBe('/consent');
    const { made, profile, xml } = await server.vault.store.read(async db => {
      const all = await db.records.ofPerson(person.id);
      const made = all.find(({ record }) => record.name === 'Zeno van der Quill')!;
      const grant = await makePersonGrant(db, person.id, made.record.id, server.clock.now());
      const things = await db.things(grant).queryShown({
        filters: [{}],
        currentOnly: true,
        limit: 10,
      });
      return {
        made,
        profile: await readProfile(db, grant),
        xml: things.map(({ dataXml }) => dataXml).join(),
      };
    });
    expect(made.access.relationship).toBe(14);
    expect(profile).toEqual({
      first: 'Zeno',
      middle: 'van der',
      last: 'Quill',
      birthDate: '2015-06-07',
      gender: 'm',
      country: 'CA',
      postcode: 'K1A 0B1',
      city: 'Ottawa',
      state: 'ON',
      street: ['1 Long Lane', 'Back door'],
      email: 'zeno@[192.168.0.1]',
      phone: '+1 613 555 0100',
    });
    expect(xml).toContain('Mixed Race');
    expect(xml).toContain('<value>fr</value>');
    expect(browser.cookies.has('keepwell-parked')).toBe(false);
    const back = await allow(browser, consent, { record: made.record.id });
    expect(back.returned('target')).toBe('AppAuthSuccess');
  });

  const long = 'x'.repeat(101);
  test.each<[string, string | undefined, string]>([
    ['Record.Relationship', undefined, 'Choose who the record is about.'],
    ['Record.Relationship', '99', 'choose one'],
    ['Record.FirstName', undefined, 'Fill in: First name.'],
    ['Record.FirstName', 'x'.repeat(51), 'too long'],
    ['Record.FirstName', '<b>', 'cannot have <'],
    ['Record.FirstName', 'a\u0007b', 'control characters'],
    ['Record.MiddleName', 'x'.repeat(51), 'too long'],
    ['Record.MiddleName', 'a>b', 'cannot have <'],
    ['Record.LastName', undefined, 'Fill in: Last name.'],
    ['Record.LastName', 'x'.repeat(300), 'too long'],
    ['Record.BirthDate', undefined, 'Fill in: Date of birth.'],
    ['Record.BirthDate', '07.06.2015', 'enter a past day'],
    ['Record.BirthDate', '2015-02-30', 'enter a past day'],
    ['Record.BirthDate', '2999-01-01', 'enter a past day'],
    ['Record.Gender', undefined, 'Fill in: Gender.'],
    ['Record.Gender', 'X', 'choose one'],
    ['Record.StreetAddress1', long, 'too long'],
    ['Record.StreetAddress2', long, 'too long'],
    ['Record.City', long, 'too long'],
    ['Record.StateCode', undefined, 'Fill in: State, province'],
    ['Record.StateCode', 'NY', 'no such one in this country'],
    ['Record.PostalCode', undefined, 'Fill in: Postal code.'],
    ['Record.PostalCode', long, 'too long'],
    ['Record.CountryCode', undefined, 'Fill in: Country.'],
    ['Record.CountryCode', 'XX', 'choose one'],
    ['Record.Email', 'a@b', 'enter one such as'],
    ['Record.Email', 'a@b@example.org', 'enter one such as'],
    ['Record.Email', `${'x'.repeat(120)}@example.org`, 'enter one such as'],
    ['Record.PhoneNumber', long, 'too long'],
    ['Record.EthnicityCode', '99', 'choose one'],
    ['Record.LanguageCode', 'xx', 'choose one'],
  ])('%s as %j is shown at its field', async (name, value, words) => {
    const { browser } = await givenSignedIn(server);
    const { [name]: _, ...others } = { ...record, ...more } as Fields;
    const page = await postRecord(browser, value === undefined ? others : { ...others, [name]: value });
    expect(page.status).toBe(422);
    expect(isWrong(page, name)).toBe(true);
    const errors = [...page.html.matchAll(/class="error" id="([^"]*)-error"/g)].map(([, id]) => id);
    expect(errors).toEqual([name]);
    expect(page.text).toContain(words);
    // What is wrong is not accepted from the person either.
    const again = await browser.submit(page, '/records/add', {
      ...page.form('/records/add'),
      ...(value !== undefined && { [name]: value }),
      decision: 'create',
    });
    expect([again.status, isWrong(again, name)]).toEqual([422, true]);
  });

  test.each([
    ['US', undefined, true],
    ['US', 'ny', true],
    ['US', 'ON', false],
    ['CA', 'QC', true],
    ['GB', 'SC', true],
    ['GB', 'NY', false],
    ['GB', undefined, false],
    ['DE', undefined, true],
    ['DE', 'Bayern', true],
    ['de', undefined, true],
  ])('in %s the state %s is fit: %s', async (country, state, fits) => {
    const { browser } = await givenSignedIn(server);
    const { 'Record.StateCode': _, ...others } = record;
    const fields = { ...others, 'Record.CountryCode': country, ...(state && { 'Record.StateCode': state }) };
    const page = await postRecord(browser, fields as Fields);
    expect([page.status, isWrong(page, 'Record.StateCode')]).toEqual(fits ? [200, false] : [422, true]);
  });

  test('is read in any case, and blanks around it do not count', async () => {
    const { browser } = await givenSignedIn(server);
    const fields = Object.fromEntries(
      Object.entries(record).map(([name, value]) => [name.toUpperCase(), ` ${value} `]),
    );
    expect((await postRecord(browser, fields)).form('/records/add')).toMatchObject(record);
  });

  test('waits while the person signs in', async () => {
    const { person } = await givenSignedIn(server);
    const browser = new Browser(server);
    const signIn = await postRecord(browser);
    expect(signIn.url.pathname).toBe('/sign-in');
    await signInAs(browser, person);
    const page = await browser.open(`/go?request=${signIn.url.searchParams.get('request')}`);
    expect(page.form('/records/add')).toMatchObject(record);
  });

  test('is never taken from an address', async () => {
    const { browser } = await givenSignedIn(server);
    const page = await browser.open(
      redirectTo('CREATERECORD', { appid: app.app.id, CreateRecord: 'True', ...record }),
    );
    expect(page.form('/records/add')['Record.FirstName']).toBe('');
    expect(page.status).toBe(200);
  });

  test('becomes a record by a form of this browser alone', async () => {
    const { browser, person } = await givenSignedIn(server);
    const page = await postRecord(browser);
    const values = { ...page.form('/records/add'), decision: 'create' };
    expect((await browser.post('/records/add', values, { origin: 'https://app.example' })).status).toBe(403);
    expect((await browser.post('/records/add', { ...values, form: 'x' })).status).toBe(403);
    expect(await server.vault.store.read(db => db.records.ofPerson(person.id))).toHaveLength(1);
    expect(page.policy).toContain("frame-ancestors 'none'");
  });

  test('must say what it is for', async () => {
    const page = await post(new Browser(server), 'CREATERECORD', record);
    expect(page.status).toBe(400);
    expect(page.text).toContain('neither CreateAccountAndRecord nor CreateRecord is True');
  });

  test('is not kept for an application that is not there', async () => {
    const browser = new Browser(server);
    const more = { targetqs: 'appid=11111111-1111-4111-8111-111111111111' };
    const page = await post(browser, 'CREATERECORD', { CreateRecord: 'True', ...record }, more);
    expect(page.status).toBe(400);
    expect(browser.cookies.has('keepwell-parked')).toBe(false);
  });
});

describe('posted account data', () => {
  test('leads to signing up, then to the record, then to consent, and returns CreateAccountSuccess', async () => {
    const browser = new Browser(server);
    const signUp = await postAccount(browser);
    expect(signUp.url.pathname).toBe('/sign-up');
    const id = await signsUp(browser);
    const page = await browser.open(`/go?request=${signUp.url.searchParams.get('request')}`);
    expect(page.url.pathname).toBe('/records/add');
    expect(page.form('/records/add')).toMatchObject(record);
    const consent = await browser.submit(page, '/records/add', { decision: 'create' });
    const [made] = await server.vault.store.read(db => db.records.ofPerson(id));
    const back = await allow(browser, consent, { record: made!.record.id });
    expect(back.returned('target')).toBe('AppAuthSuccess');
    expect(back.returned('targetdetails')).toBe('CreateAccountSuccess');
  });

  test('fills in the form to sign up', async () => {
    const page = await postAccount(new Browser(server));
    expect(page.form('/sign-up')).toMatchObject({
      name: 'Zebulon Quill',
      email: 'zebulon.quill@example.org',
      'birth-date': '1980-02-29',
      country: 'CH',
    });
    expect(page.tag(/id="record"/)).not.toHaveProperty('checked');
    expect(page.text).toContain('Curves has filled in what it knows about you.');
    expect([...page.html.matchAll(/class="error"/g)]).toHaveLength(0);
  });

  test.each<[string, string | undefined, string]>([
    ['Account.FirstName', undefined, 'name'],
    ['Account.FirstName', 'x'.repeat(51), 'name'],
    ['Account.FirstName', '<i>', 'name'],
    ['Account.LastName', undefined, 'name'],
    ['Account.LastName', 'a\u0000', 'name'],
    ['Account.BirthDate', undefined, 'birth-date'],
    ['Account.BirthDate', '29.2.1980', 'birth-date'],
    ['Account.BirthDate', '1981-02-29', 'birth-date'],
    ['Account.Email', undefined, 'email'],
    ['Account.Email', 'a@b.c', 'email'],
    ['Account.Email', 'zebulon@localhost', 'email'],
    ['Account.Email', `${'x'.repeat(120)}@example.org`, 'email'],
    ['Account.CountryCode', undefined, 'country'],
    ['Account.CountryCode', 'ZZ', 'country'],
  ])('%s as %j is shown at its field of the form to sign up', async (name, value, field) => {
    const { [name]: _, ...others } = { ...account, ...record } as Fields;
    const page = await postAccount(
      new Browser(server),
      value === undefined ? others : { ...others, [name]: value },
    );
    expect(page.url.pathname).toBe('/sign-up');
    expect(isWrong(page, field)).toBe(true);
    expect([...page.html.matchAll(/class="error"/g)]).toHaveLength(1);
  });

  test.each<[string, string | undefined, string]>([
    ['Account.PostalCode', undefined, 'Postal code: missing. (Account.PostalCode)'],
    ['Account.PostalCode', 'x'.repeat(101), 'Postal code: this is too long.'],
    ['Account.LanguageCode', undefined, 'Language: missing.'],
    ['Account.LanguageCode', 'q', 'Language: choose one.'],
    ['Account.Gender', undefined, 'Gender: missing.'],
    ['Account.Gender', 'male', 'Gender: choose one.'],
    ['Account.StateCode', 'NY', ''],
  ])('%s as %j is noted above the form, which has no field for it', async (name, value, words) => {
    const { [name]: _, ...others } = { ...account, ...record } as Fields;
    const page = await postAccount(
      new Browser(server),
      value === undefined ? others : { ...others, [name]: value },
    );
    expect(page.text.includes('Curves left something out')).toBe(words !== '');
    expect(page.text).toContain(words);
  });

  test.each([
    ['US', undefined, true],
    ['US', 'XX', false],
    ['CA', undefined, false],
    ['GB', 'EN', true],
    ['GB', 'E', false],
  ])('of an account in %s the state %s is fit: %s', async (country, state, fits) => {
    const fields = {
      ...account,
      'Account.CountryCode': country,
      ...(state && { 'Account.StateCode': state }),
    };
    const page = await postAccount(new Browser(server), fields as Fields);
    expect(page.text.includes('Curves left something out')).toBe(!fits);
  });

  test('returns AppAuthReject with CreateAccountFailure to who wants no account', async () => {
    const browser = new Browser(server);
    const back = await browser.submit(await postAccount(browser), '/return');
    expect(back.returned('target')).toBe('AppAuthReject');
    expect(back.returned('targetdetails')).toBe('CreateAccountFailure');
  });

  test('returns AppAuthReject with CreateAccountSuccess when the account was made and nothing allowed', async () => {
    const browser = new Browser(server);
    const signUp = await postAccount(browser);
    await signsUp(browser);
    const page = await browser.open(`/go?request=${signUp.url.searchParams.get('request')}`);
    const consent = await browser.submit(page, '/records/add', { decision: 'create' });
    const back = await browser.submit(consent, '/consent', { decision: 'deny' });
    expect(back.returned('target')).toBe('AppAuthReject');
    expect(back.returned('targetdetails')).toBe('CreateAccountSuccess');
  });

  test('goes on without the record that the person does not want, and drops what was posted of it', async () => {
    const browser = new Browser(server);
    const signUp = await postAccount(browser);
    const id = await signsUp(browser);
    const page = await browser.open(`/go?request=${signUp.url.searchParams.get('request')}`);
    const consent = await browser.submit(page, '/records/add', { decision: 'cancel' });
    expect(consent.url.pathname).toBe('/consent');
    expect(browser.cookies.has('keepwell-parked')).toBe(false);
    expect(await server.vault.store.read(db => db.records.ofPerson(id))).toEqual([]);
    expect((await browser.open(page.url.href)).text).toContain('is no longer here');
  });

  test('is dropped for who signs in to an account they had, and CreateAccountFailure is returned', async () => {
    const { person, record: own } = await givenSignedIn(server);
    server.clock.pass(1000);
    const browser = new Browser(server);
    const signUp = await postAccount(browser);
    const request = signUp.url.searchParams.get('request');
    await signInAs(browser, person);
    const consent = await browser.open(`/go?request=${request}`);
    expect(consent.url.pathname).toBe('/consent');
    expect(browser.cookies.has('keepwell-parked')).toBe(false);
    const denied = await browser.submit(consent, '/consent', { decision: 'deny' });
    expect(denied.returned('target')).toBe('AppAuthReject');
    expect(denied.returned('targetdetails')).toBe('CreateAccountFailure');
    const back = await allow(browser, consent, { record: own.id });
    expect(back.returned('target')).toBe('AppAuthSuccess');
    expect(back.returned('targetdetails')).toBe('CreateAccountFailure');
    // Signing up with the same request afterwards finds nothing any more.
    await signsUp(browser);
    expect((await browser.open(`/go?request=${request}`)).url.pathname).toBe('/consent');
  });

  test('is ignored with CreateRecord', async () => {
    const browser = new Browser(server);
    const signUp = await post(browser, 'CREATEACCOUNT', { CreateRecord: 'True', ...account, ...record });
    expect(signUp.html).not.toContain('Zebulon');
    await signsUp(browser);
    const page = await browser.open(`/go?request=${signUp.url.searchParams.get('request')}`);
    expect(page.form('/records/add')).toMatchObject(record);
  });

  test('makes the pages speak its language, where none was asked for', async () => {
    const german = { ...account, 'Account.LanguageCode': 'de' };
    expect((await postAccount(new Browser(server), german)).html).toContain('lang="de"');
    const fallen = { ...account, 'Account.LanguageCode': 'fi' };
    expect((await postAccount(new Browser(server), fallen)).html).toContain('lang="en"');
    const asked = { CreateAccountAndRecord: 'True', ...german };
    const page = await post(new Browser(server), 'CREATEACCOUNT', asked, { culture: 'es-ES' });
    expect(page.html).toContain('lang="es"');
  });
});

describe('what is parked', () => {
  const names = (page: Page) => page.form('/records/add')['Record.FirstName'];

  test('is for the browser it came through alone', async () => {
    const mine = await givenSignedIn(server);
    const page = await postRecord(mine.browser);
    const other = await givenSignedIn(server);
    const theirs = await other.browser.open(page.url.href);
    expect(names(theirs)).toBe('');
    expect(theirs.text).toContain('is no longer here');
    other.browser.cookies.set('keepwell-parked', 'A'.repeat(43));
    expect(names(await other.browser.open(page.url.href))).toBe('');
    expect(names(await mine.browser.open(page.url.href))).toBe('Zeno');
  });

  test('is bound by a cookie that scripts and other sites do not get', async () => {
    const browser = new Browser(server);
    const body = new URLSearchParams({
      target: 'CREATERECORD',
      targetqs: `appid=${app.app.id}`,
      CreateRecord: 'True',
      ...record,
    });
    await browser.send('/redirect.aspx', { method: 'POST', body });
    const line = browser.setCookies.find(text => text.startsWith('keepwell-parked='));
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/);
    expect(line).toMatch(/Max-Age=1800/);
  });

  test('lies sealed, and neither in addresses nor in the log', async () => {
    const { browser } = await givenSignedIn(server);
    const page = await postRecord(browser, { ...record, 'Record.FirstName': 'Nebuchadnezzar' });
    expect(names(page)).toBe('Nebuchadnezzar');
    expect(page.url.href).not.toContain('Nebuchadnezzar');
    expect(server.logged.join()).not.toContain('Nebuchadnezzar');
    const files = readdirSync(server.data).filter(name => /\.db|sqlite/.test(name));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files)
      expect(readFileSync(join(server.data, name)).includes('Nebuchadnezzar')).toBe(false);
  });

  test('is gone after half an hour, and swept away', async () => {
    await using own = await startTestServer();
    const web = await givenWebApp(own);
    const { browser } = await givenSignedIn(own);
    const body = { target: 'CREATERECORD', targetqs: `appid=${web.app.id}`, CreateRecord: 'True', ...record };
    const page = await browser.open('/redirect.aspx', { method: 'POST', body: new URLSearchParams(body) });
    expect(names(page)).toBe('Zeno');
    own.clock.pass(own.vault.limits.parkedTtlMs);
    expect(names(await browser.open(page.url.href))).toBe('');
    const left = () => own.vault.store.read(db => db.parked.count(Buffer.alloc(32), 0));
    expect((await left()).all).toBe(1);
    await own.background.run('sweep parked forms');
    expect((await left()).all).toBe(0);
  });

  test.each(['parkedPerAddressMax', 'parkedMax'] as const)(
    'has its limit %s, past which people type it themselves',
    async name => {
      const { browser } = await givenSignedIn(server);
      const before = server.vault.limits[name];
      server.vault.limits[name] = 0;
      const page = await postRecord(browser);
      server.vault.limits[name] = before;
      expect([page.status, names(page)]).toEqual([200, '']);
    },
  );
});

describe('CREATEACCOUNT', () => {
  const address = (parameters: Fields = {}) =>
    redirectTo('CREATEACCOUNT', { appid: app.app.id, ...parameters });

  test('signs up with nothing posted, and returns CreateAccountSuccess', async () => {
    const browser = new Browser(server);
    const consent = await browser.signUp(await browser.open(address({ actionqs: 'q' })));
    expect(consent.url.pathname).toBe('/consent');
    const back = await allow(browser, consent);
    expect(back.returned('target')).toBe('AppAuthSuccess');
    expect(back.returned('targetdetails')).toBe('CreateAccountSuccess');
    expect(back.returned('actionqs')).toBe('q');
    expect(back.returned('wctoken')).toMatch(/^AiAAA/);
  });

  test.each([
    ['EPREP', 'emergency'],
    ['WMgmt', 'your weight'],
  ])('says what the account is for with flow=%s', async (flow, words) => {
    expect((await new Browser(server).open(address({ flow }))).text).toContain(words);
  });

  test('refuses another flow', async () => {
    const page = await new Browser(server).open(address({ flow: 'other' }));
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('There is no such flow')]);
  });

  test.each([
    ['true', false],
    ['false', true],
  ])('with daddrec=%s a further record is offered: %s', async (daddrec, isOffered) => {
    const browser = new Browser(server);
    const consent = await browser.signUp(await browser.open(address({ daddrec })));
    expect(consent.html.includes('/records/new?request=')).toBe(isOffered);
  });

  test('fills in the code to sign up with', async () => {
    await using own = await startTestServer({ signUp: 'code' });
    const web = await givenWebApp(own);
    const page = await new Browser(own).open(
      redirectTo('CREATEACCOUNT', { appid: web.app.id, SignupCode: '1234-5678' }),
    );
    expect(page.form('/sign-up')['signup-code']).toBe('1234-5678');
  });
});
