// What the details of a record take: days of families anywhere on earth, and addresses that are whole.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, type Page, type Values } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

// It is noon in UTC on 25 November 2026.
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const details: Values = { first: 'Ada', last: 'Lovelace', relationship: '1', decision: 'save' };
const address: Values = { street: '12 St James’s Square', city: 'London', state: 'Kent', country: 'GB' };

const formOf = ({ browser, record }: Visitor) => browser.open(`/records/${record.id}/edit`);

async function saved(visitor: Visitor, values: Values): Promise<Page> {
  return visitor.browser.submit(await formOf(visitor), '/records/edit', { ...details, ...values });
}

const kept = async (visitor: Visitor): Promise<Values> => (await formOf(visitor)).form('/records/edit');

const errorsOf = (page: Page) =>
  [...page.html.matchAll(/class="error" id="([^"]*)-error"/g)].map(([, name]) => name);

describe('a day of birth', () => {
  test('is today’s wherever it has begun: a child is born in Auckland', async () => {
    const ada = await givenSignedIn(server);
    expect((await formOf(ada)).tag(/id="birth-date"/)?.max).toBe('2026-11-26');
    expect((await saved(ada, { 'birth-date': '2026-11-26' })).text).toContain('26 November 2026');
  });

  test('that has begun nowhere is refused', async () => {
    const page = await saved(await givenSignedIn(server), { 'birth-date': '2026-11-27' });
    expect([page.status, errorsOf(page)]).toEqual([422, ['birth-date']]);
  });
});

test('who the record is about to somebody is noted when it changes, and only then', async () => {
  const ada = await givenSignedIn(server);
  const noted = async () => {
    const rows = await server.vault.store.read(db =>
      db.audit.ofRecord({ recordId: ada.record.id, limit: 10 }),
    );
    return rows.filter(({ action }) => action === 'ChangeRelationship').map(({ personId }) => personId);
  };
  await saved(ada, { relationship: '1' });
  expect(await noted()).toEqual([]);
  await saved(ada, { relationship: '14' });
  expect((await kept(ada)).relationship).toBe('14');
  expect(await noted()).toEqual([ada.person.id]);
  expect((await ada.browser.open('/activity')).text).toContain('Changed their relationship to the person');
});

describe('an address', () => {
  test.each<[Values, string[]]>([
    [{ city: '', country: '' }, ['city', 'country']],
    [{ city: '' }, ['city']],
    [{ country: '' }, ['country']],
  ])(
    'with a street and %j is refused at what it lacks, and what was kept stays',
    async (emptied, lacking) => {
      const ada = await givenSignedIn(server);
      await saved(ada, address);
      const page = await saved(ada, { ...address, street: '1 Long Lane', ...emptied });
      expect([page.status, errorsOf(page)]).toEqual([422, lacking]);
      expect(page.text).toContain('A street is kept with its city and country only.');
      expect(page.form('/records/edit').street).toBe('1 Long Lane');
      expect(await kept(ada)).toMatchObject(address);
    },
  );

  test('may do without a street, and goes when its street is emptied', async () => {
    const ada = await givenSignedIn(server);
    await saved(ada, { city: '', country: 'GB' });
    expect(await kept(ada)).toMatchObject({ street: '', city: '', country: 'GB' });
    await saved(ada, address);
    await saved(ada, { ...address, street: '' });
    expect(await kept(ada)).toMatchObject({ ...address, street: '' });
  });
});

describe('what is not filled in yet', () => {
  test('is what was said at sign-up', async () => {
    const browser = new Browser(server);
    await browser.signUp(undefined, { name: 'Ada King Lovelace' });
    const [, id] = /href="\/records\/([0-9a-f-]{36})"/.exec((await browser.open('/records')).html)!;
    const form = await browser.open(`/records/${id}/edit`);
    const said = { first: 'Ada King', last: 'Lovelace', 'birth-date': '1984-05-31', country: 'CH' };
    expect(form.form('/records/edit')).toMatchObject(said);
    expect((await browser.open('/emergency')).text).toContain('31 May 1984');
    expect((await browser.open(`/records/${id}`)).text).toContain('Switzerland');
  });

  test('of a record without such items is offered as account and record have it, and kept once it is saved', async () => {
    const { browser, record } = await givenSignedIn(server, 'Ada King Lovelace');
    const form = await browser.open(`/records/${record.id}/edit`);
    const offered = { first: 'Ada King', last: 'Lovelace', 'birth-date': '1980-05-01', country: 'US' };
    expect(form.form('/records/edit')).toMatchObject(offered);
    expect((await browser.open('/emergency')).text).not.toContain('1 May 1980');
    await browser.submit(form, '/records/edit', { decision: 'save' });
    expect((await browser.open('/emergency')).text).toContain('1 May 1980');
  });

  test('has nothing of the account where the record is of somebody else, and nothing that was emptied', async () => {
    const { browser, person, record } = await givenSignedIn(server, 'Emil');
    await giveAccess(server, { person, record }, 'custodian');
    const form = await browser.open(`/records/${record.id}/edit`);
    expect(form.form('/records/edit')).toMatchObject({
      first: 'Emil',
      last: '',
      'birth-date': '',
      country: '',
    });
    const ada = await givenSignedIn(server);
    await saved(ada, { 'birth-date': '', country: '' });
    expect(await kept(ada)).toMatchObject({ first: 'Ada', 'birth-date': '', country: '' });
  });
});

test.each([
  ['en', 'Details', 'Address', 'United Kingdom'],
  ['es', 'Datos personales', 'Dirección', 'Reino Unido'],
  ['de', 'Angaben', 'Adresse', 'Vereinigtes Königreich'],
])(
  'the page of a record tells the address as people write it (%s)',
  async (language, details, label, country) => {
    const ada = await givenSignedIn(server);
    await saved(ada, address);
    ada.browser.cookies.set('keepwell-language', language);
    const { text, html } = await ada.browser.open(`/records/${ada.record.id}`);
    expect(html).toContain(`<h2>${details}</h2>`);
    expect(text).toContain(`${label} 12 St James’s Square, London, Kent, ${country}`);
  },
);

describe('a form that was open while somebody else saved', () => {
  async function givenTwo() {
    const ada = await givenSignedIn(server);
    await saved(ada, { ...address, phone: '1' });
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'custodian');
    const form = await bo.browser.open(`/records/${ada.record.id}/edit`);
    const save = (page: Page, values: Values) =>
      bo.browser.submit(page, '/records/edit', { ...values, decision: 'save' });
    return { ada, form, save };
  }

  test('changes what was changed in it, and no more', async () => {
    const { ada, form, save } = await givenTwo();
    await saved(ada, { ...address, street: '1 Long Lane', phone: '1', email: 'ada@example.org' });
    expect((await save(form, { phone: '2' })).text).toContain('Saved.');
    expect(await kept(ada)).toMatchObject({
      street: '1 Long Lane',
      phone: '2',
      email: 'ada@example.org',
      relationship: '1',
    });
  });

  test('asks again where both changed the same, and saves when told again', async () => {
    const { ada, form, save } = await givenTwo();
    await saved(ada, { ...address, phone: '2', email: 'ada@example.org' });
    const asked = await save(form, { phone: '3' });
    expect([asked.status, errorsOf(asked)]).toEqual([422, ['phone']]);
    expect(asked.text).toContain('Somebody changed this since you opened the page, to “2”.');
    expect((await kept(ada)).phone).toBe('2');
    expect((await save(asked, {})).text).toContain('Saved.');
    expect(await kept(ada)).toMatchObject({ phone: '3', email: 'ada@example.org' });
  });

  test('puts no street back without the city that went meanwhile', async () => {
    const { ada, form, save } = await givenTwo();
    await saved(ada, { phone: '1', street: '', city: '', country: '', state: '' });
    const asked = await save(form, { street: '1 Long Lane' });
    expect([asked.status, errorsOf(asked)]).toEqual([422, ['street', 'city', 'country']]);
    const again = await save(asked, {});
    expect([again.status, errorsOf(again)]).toEqual([422, ['city', 'country']]);
  });
});
