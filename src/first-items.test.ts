// Every record holds its demographic items from the beginning, by whichever door it was made; and they, the details in the
// pages and the country that answers name are one thing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from './core/applications/self-signed.ts';
import type { Person } from './core/people/person.ts';
import type { HealthRecord } from './core/records/record.ts';
import { createSandbox } from './core/sandbox.ts';
import { demoSignIn, loadDemo } from './demo/load.ts';
import { givenWebApp } from './shell/testing/apps.ts';
import { Browser } from './shell/testing/browser.ts';
import { type Answer, fullRules, givenApp, type Linked, linkApp, testKey } from './testing/given.ts';
import { Reading } from './testing/reading.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { typeIds } from './testing/type-ids.ts';
import basicType from './things/basic.ts';
import { currentVersion } from './things/index.ts';
import personalType from './things/personal.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const basic = currentVersion(basicType).id;
const personal = currentVersion(personalType).id;

interface Owned {
  readonly person: Person;
  readonly record: HealthRecord;
}

/** Somebody's records, the last one first. */
/** Their own comes last. */
async function recordsOf(email: string): Promise<Owned[]> {
  return server.vault.store.read(async db => {
    const person = (await db.people.byEmail(email))!;
    const isOwn = ({ record }: Owned) => Number(record.name === person.name);
    const all = (await db.records.ofPerson(person.id)).map(({ record }) => ({ person, record }));
    return all.sort((a, b) => isOwn(a) - isOwn(b));
  });
}

const linkedTo = async (owned: Owned, types: readonly string[] | 'all' = 'all'): Promise<Linked> =>
  linkApp(server, await givenApp(server.vault, { rules: fullRules(types) }), owned);

function call({ client, recordId, userToken }: Linked, method: string, info: string, version = 1) {
  return client.call(method, { version, info, recordId, userToken });
}

const get = (app: Linked, ...ids: string[]): Promise<Answer> =>
  call(
    app,
    'GetThings',
    `<group><filter>${ids.map(id => `<type-id>${id}</type-id>`).join('')}</filter><format><section>core</section><section>audits</section><xml/></format></group>`,
    3,
  );

const put = (app: Linked, typeId: string, xml: string, thingId = '') =>
  call(
    app,
    'PutThings',
    `<thing>${thingId}<type-id>${typeId}</type-id><data-xml>${xml}</data-xml></thing>`,
    2,
  );

const countryOf = async (app: Linked) =>
  (await call(app, 'GetPersonInfo', '')).elements('record')[0]!.attribute('location-country');

async function signedUp(values: Record<string, string> = {}) {
  const browser = new Browser(server);
  const email = `${crypto.randomUUID()}@example.org`;
  await browser.signUp(undefined, { email, ...values });
  return { browser, email };
}

const doors: Record<string, () => Promise<Owned[]>> = {
  'sign-up': async () => recordsOf((await signedUp()).email),
  'the page that adds a record': async () => {
    const { browser, email } = await signedUp();
    await addChild(browser);
    return recordsOf(email);
  },
  'an application’s CREATERECORD': async () => {
    const { browser, email } = await signedUp();
    const { app } = await givenWebApp(server);
    const target = `/redirect.aspx?target=CREATERECORD&targetqs=${encodeURIComponent(`appid=${app.id}`)}`;
    const fields = { 'Record.Relationship': '14', 'Record.FirstName': 'Zeno', 'Record.LastName': 'Quill' };
    await browser.submit(await browser.open(target), '/records/add', { ...fields, decision: 'create' });
    return recordsOf(email);
  },
  'sandbox create': async () => {
    const commonName = `WildcatApp-${crypto.randomUUID()}`;
    const now = server.clock.now();
    const certificatePem = await selfSigned({ commonName, key: testKey.privateKey, days: 3, now });
    const { appId, personId } = await createSandbox(server.vault, { certificatePem });
    const email = await server.vault.store.read(async db => {
      const id = await db.aliases.person(appId, personId);
      return (await db.people.byId(id!))!.email;
    });
    return recordsOf(email);
  },
  'the demo': async () => {
    await loadDemo(server.vault, '');
    return recordsOf(demoSignIn.email);
  },
};

async function addChild(browser: Browser): Promise<void> {
  const page = await browser.open('/records/new');
  await browser.submit(page, '/records/new', { name: 'Emil', relationship: '14' });
}

describe('a record', () => {
  test.each(Object.entries(doors))('by %s holds one of each item', async (_, made) => {
    const all = await made();
    expect(all.length).toBeGreaterThan(0);
    for (const owned of all) {
      const found = await get(await linkedTo(owned), basic, personal);
      expect(found.texts('type-id').toSorted()).toEqual([basic, personal].toSorted());
      expect([owned.record.name, found.texts('full')]).toEqual([owned.record.name, [owned.record.name]]);
    }
  });

  test('of one’s own says what was said at sign-up, by the hand of the person, in one operation', async () => {
    const app = await linkedTo((await recordsOf((await signedUp()).email))[0]!);
    const found = await get(app, basic, personal);
    expect(found.xml).toContain('<name><full>Ada Example</full></name>');
    expect(found.xml).toContain('<birthdate><date><y>1984</y><m>5</m><d>31</d></date></birthdate>');
    expect(found.xml).toContain('<birthyear>1984</birthyear>');
    expect(found.xml).toContain('<country><text>Switzerland</text><code><value>CH</value>');
    expect(found.xml).not.toContain('<gender>');
    expect(found.elements('common')).toHaveLength(2);
    expect(found.texts('person-id')).toEqual(Array(4).fill(app.personId));
    const operations = await call(
      app,
      'GetRecordOperations',
      '<record-operation-sequence-number>0</record-operation-sequence-number>',
    );
    expect([operations.texts('operation'), operations.texts('sequence-number')]).toEqual([
      ['Create', 'Create'],
      ['1', '1'],
    ]);
  });

  test('of somebody else says their name and no more, and is told of under its maker’s country', async () => {
    const { browser, email } = await signedUp();
    await addChild(browser);
    const [child] = await recordsOf(email);
    const app = await linkedTo(child!);
    const found = await get(app, basic, personal);
    expect(found.xml).toContain('<personal><name><full>Emil</full></name></personal>');
    expect(found.xml).toContain('<basic/>');
    expect(await countryOf(app)).toBe('CH');
    const form = (await browser.open(`/records/${child!.record.id}/edit`)).form('/records/edit');
    expect(form).toMatchObject({ first: 'Emil', last: '', 'birth-date': '', country: '' });
  });

  test('shows nothing of them to an application for other kinds', async () => {
    const app = await linkedTo((await recordsOf((await signedUp()).email))[0]!, [typeIds.weight]);
    expect((await get(app, basic, personal)).elements('thing')).toEqual([]);
  });

  test('that holds nothing else still begins with first steps', async () => {
    const { browser } = await signedUp();
    const home = await browser.open('/');
    expect(home.text).toContain('The record of Ada Example holds no health data yet');
    expect(home.text).not.toContain('born 31 May 1984');
    const list = await browser.open('/items');
    expect(list.text).toContain('born 31 May 1984');
  });
});

describe('the details of a record', () => {
  test('are the items: what an application writes is in the form, and the other way', async () => {
    const { browser, email } = await signedUp();
    const [owned] = await recordsOf(email);
    const app = await linkedTo(owned!);
    const [basicKey, personalKey] = await keysOf(app);
    expect((await put(app, basic, '<basic><gender>f</gender><birthyear>1985</birthyear></basic>')).code).toBe(
      60,
    );
    const written = await put(
      app,
      basic,
      '<basic><gender>f</gender><birthyear>1985</birthyear><country><text>Austria</text><code><value>AT</value><family>iso</family><type>iso3166</type><version>1.0</version></code></country><postcode>1010</postcode></basic>',
      basicKey,
    );
    expect(written.message).toBeUndefined();
    await put(
      app,
      personal,
      '<personal><name><full>Ada Lovelace</full><first>Ada</first><last>Lovelace</last></name></personal>',
      personalKey,
    );
    const address = `/records/${owned!.record.id}/edit`;
    const page = await browser.open(address);
    expect(page.form('/records/edit')).toMatchObject({
      first: 'Ada',
      last: 'Lovelace',
      gender: 'f',
      country: 'AT',
      postcode: '1010',
    });
    expect(await countryOf(app)).toBe('AT');
    // The record goes by its own name until somebody saves another.
    expect(page.text).toContain('Ada Example');
    await browser.submit(page, '/records/edit', {
      country: 'DE',
      'birth-date': '1986-01-02',
      decision: 'save',
    });
    const after = await get(app, basic, personal);
    expect(after.xml).toContain('<country><text>Germany</text><code><value>DE</value>');
    expect([after.texts('birthyear'), after.texts('y')]).toEqual([['1986'], ['1986']]);
    const told = (await call(app, 'GetPersonInfo', '')).elements('record')[0]!;
    expect([told.attribute('location-country'), told.text()]).toEqual(['DE', 'Ada Lovelace']);
  });

  test('that are kept from applications tell no new country', async () => {
    const { browser, email } = await signedUp();
    const [owned] = await recordsOf(email);
    const app = await linkedTo(owned!);
    const [basicKey] = await keysOf(app);
    const id = />([^<]+)</.exec(basicKey!)![1]!;
    await new Reading(app).makePersonal(server, { id, stamp: '' });
    const page = await browser.open(`/records/${owned!.record.id}/edit`);
    await browser.submit(page, '/records/edit', {
      first: 'Ada',
      last: 'Example',
      country: 'FR',
      decision: 'save',
    });
    expect((await browser.open(`/records/${owned!.record.id}/edit`)).form('/records/edit').country).toBe(
      'FR',
    );
    expect(await countryOf(app)).toBe('CH');
  });
});

test('every answer that holds a record names its country', async () => {
  const app = await linkedTo((await recordsOf((await signedUp()).email))[0]!);
  const answers = [
    await call(app, 'GetPersonInfo', ''),
    await call(app, 'GetAuthorizedRecords', `<id>${app.recordId}</id>`),
    await app.client.call('GetAuthorizedPeople', { info: '<parameters/>' }),
  ];
  for (const answer of answers)
    expect(answer.elements('record').map(at => at.attribute('location-country'))).toEqual(['CH']);
});

/** The thing-id elements of Basic and Personal. */
async function keysOf(app: Linked): Promise<string[]> {
  const of = async (typeId: string) => (await get(app, typeId)).elements('thing-id')[0]!.outerXml();
  return [await of(basic), await of(personal)];
}
