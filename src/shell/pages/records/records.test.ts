import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revoke } from '../../../core/authorization/consent.ts';
import { emptyBin, putRecordInBin, takeRecordOutOfBin } from '../../../core/records/bin.ts';
import { beginUpload, payload, putThings, sendChunk, weightWith } from '../../../testing/blobs.ts';
import { fullRules, givenApp, givenLinkedApp, type Linked, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, type Values } from '../../testing/browser.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function signedUp(name = 'Ada Example') {
  const browser = new Browser(server);
  const email = `person-${Math.round(performance.now() * 1000)}@example.org`;
  await browser.signUp(undefined, { name, email });
  const { person, record } = await server.vault.store.read(async db => {
    const person = (await db.people.byEmail(email))!;
    return { person, record: (await db.records.ofPerson(person.id))[0]!.record };
  });
  return { browser, person, record };
}

const profile: Values = {
  first: 'Ada',
  middle: '',
  last: 'Lovelace',
  relationship: '1',
  'birth-date': '1985-12-10',
  gender: 'f',
  street: '12 St James’s Square',
  postcode: 'SW1Y 4JH',
  city: 'London',
  state: '',
  country: 'GB',
  phone: '+44 20 7946 0000',
  email: 'ada@example.org',
  decision: 'save',
};

async function edited(browser: Browser, recordId: string, values: Values) {
  const page = await browser.open(`/records/${recordId}/edit`);
  return browser.submit(page, '/records/edit', values);
}

const getThings = (app: Linked, typeId: string) =>
  app.client.call('GetThings', {
    version: 3,
    info: `<group><filter><type-id>${typeId}</type-id></filter><format><section>core</section><xml/></format></group>`,
    recordId: app.recordId,
    personId: app.personId,
  });

describe('the details of a record', () => {
  test('are kept as items that applications read', async () => {
    const { browser, person, record } = await signedUp();
    const page = await edited(browser, record.id, profile);
    expect(page.url.pathname).toBe(`/records/${record.id}`);
    expect(page.text).toContain('10 December 1985');
    expect(page.text).toContain('Ada Lovelace');
    const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), {
      person,
      record,
    });
    const personal = (await getThings(app, '92ba621e-66b3-4a01-bd73-74844aed4f5b')).xml;
    expect(personal).toContain('<full>Ada Lovelace</full>');
    expect(personal).toContain('<y>1985</y><m>12</m><d>10</d>');
    const basic = (await getThings(app, '3b3e6b16-eb69-483c-8d7e-dfe116ae6092')).xml;
    expect(basic).toContain('<gender>f</gender>');
    expect(basic).toContain('<value>GB</value>');
    const contact = (await getThings(app, '162dd12d-9859-4a66-b75f-96760d67072b')).xml;
    expect(contact).toContain('<street>12 St James’s Square</street>');
  });

  test('come back into the form, and what an application wrote beside them stays', async () => {
    const { browser, person, record } = await signedUp();
    await edited(browser, record.id, profile);
    const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), {
      person,
      record,
    });
    const type = '92ba621e-66b3-4a01-bd73-74844aed4f5b';
    const found = await getThings(app, type);
    const [id] = found.elements('thing-id');
    await app.client.call('PutThings', {
      version: 2,
      info: `<thing><thing-id version-stamp="${id!.attributes.find(({ name }) => name === 'version-stamp')!.value}">${found.texts('thing-id')[0]}</thing-id><type-id>${type}</type-id><data-xml><personal><name><full>Ada Lovelace</full><first>Ada</first><last>Lovelace</last></name><religion><text>Unitarian</text></religion></personal></data-xml></thing>`,
      recordId: app.recordId,
      personId: app.personId,
    });
    const page = await browser.open(`/records/${record.id}/edit`);
    expect(page.form('/records/edit')).toMatchObject({ first: 'Ada', city: 'London', country: 'GB' });
    await browser.submit(page, '/records/edit', { last: 'King' });
    const after = (await getThings(app, type)).xml;
    expect(after).toContain('Unitarian');
    expect(after).toContain('<full>Ada King</full>');
  });

  const wrong: Record<string, [Values, string]> = {
    'no name': [{ first: '' }, 'Fill in: First name.'],
    'a name with markup': [{ last: 'L<b>' }, 'without &lt; and &gt;'],
    'a day to come': [{ 'birth-date': '2999-01-01' }, 'not in the future'],
    'a country that is none': [{ country: 'XX' }, 'Fill in: Country.'],
    'an address that cannot get mail': [{ email: 'nobody' }, 'Enter an e-mail address'],
  };
  test.each(Object.entries(wrong))('with %s are refused at the field', async (_, [values, words]) => {
    const { browser, record } = await signedUp();
    const page = await edited(browser, record.id, { ...profile, ...values });
    expect(page.status).toBe(422);
    expect(page.html).toContain(words);
  });
});

describe('the photo of a record', () => {
  async function upload(browser: Browser, recordId: string, file: Blob) {
    const page = await browser.open(`/records/${recordId}/photo`);
    const body = new FormData();
    body.set('form', page.form('/records/photo').form as string);
    body.set('record', recordId);
    body.set('file', file, 'me.jpg');
    const { origin } = new URL(server.shellUrl);
    return browser.open('/records/photo', { method: 'POST', body, headers: { origin } });
  }
  /** With a place in its EXIF data. */
  const picture = async () => {
    const { default: sharp } = await import('sharp');
    const image = sharp({ create: { width: 800, height: 600, channels: 3, background: '#a33' } });
    const bytes = await image
      .withExif({ IFD0: { Copyright: 'someone' }, IFD3: { GPSLatitude: '47/1 22/1 0/1' } })
      .jpeg()
      .toBuffer();
    return new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' });
  };

  test('is drawn anew without where it was taken, shown, and an item that applications read', async () => {
    const { browser, person, record } = await signedUp();
    const page = await upload(browser, record.id, await picture());
    expect(page.text).toContain('The photo is saved.');
    const { default: sharp } = await import('sharp');
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const image = await fetch(new URL(`/records/${record.id}/photo/image`, server.shellUrl), {
      headers: { cookie },
    });
    expect(image.headers.get('content-type')).toBe('image/jpeg');
    expect(image.headers.get('x-content-type-options')).toBe('nosniff');
    const { width, height, exif } = await sharp(Buffer.from(await image.arrayBuffer())).metadata();
    expect({ width, height, exif }).toEqual({ width: 512, height: 512, exif: undefined });
    const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), {
      person,
      record,
    });
    expect((await getThings(app, 'a5294488-f865-4ce3-92fa-187cd3b58930')).elements('thing')).toHaveLength(1);
    const removed = await browser.submit(
      await browser.open(`/records/${record.id}/photo`),
      '/records/photo/remove',
      {
        record: record.id,
      },
    );
    expect(removed.text).toContain('The photo is removed.');
    expect((await browser.open(`/records/${record.id}/photo/image`)).status).toBe(404);
  });

  test('that is no picture is refused at the field', async () => {
    const { browser, record } = await signedUp();
    const page = await upload(
      browser,
      record.id,
      new Blob(['<svg onload="alert(1)"/>'], { type: 'image/png' }),
    );
    expect(page.status).toBe(422);
    expect(page.text).toContain('This is no picture that can be read.');
  });

  test('of a kind that is drawn by a program, or of more pixels than memory is for, is refused', async () => {
    const { browser, record } = await signedUp();
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    const { default: sharp } = await import('sharp');
    const wide = sharp({ create: { width: 5001, height: 5000, channels: 3, background: '#a33' } });
    const png = new Uint8Array(await wide.png({ compressionLevel: 1 }).toBuffer());
    expect(png.length).toBeLessThan(1_000_000);
    for (const file of [new Blob([svg], { type: 'image/jpeg' }), new Blob([png], { type: 'image/png' })]) {
      const page = await upload(browser, record.id, file);
      expect([page.status, page.text.includes('no picture that can be read')]).toEqual([422, true]);
    }
  });

  test('is not taken from another site’s form', async () => {
    const { browser, record } = await signedUp();
    const body = new FormData();
    body.set('record', record.id);
    body.set('file', await picture(), 'me.jpg');
    expect((await browser.open('/records/photo', { method: 'POST', body })).status).toBe(403);
  });

  test('is nobody else’s to see or change', async () => {
    const { browser, record } = await signedUp();
    await upload(browser, record.id, await picture());
    const other = await signedUp();
    expect((await other.browser.open(`/records/${record.id}/photo/image`)).status).toBe(404);
    expect((await other.browser.open(`/records/${record.id}/photo`)).status).toBe(404);
  });
});

describe('a record that is deleted', () => {
  test('is out of everybody’s reach at once, and back with one click', async () => {
    const { browser, person, record } = await signedUp();
    const app = await linkApp(server, await givenApp(server.vault), { person, record });
    const asked = await browser.open(`/records/${record.id}/delete`);
    const deleted = await browser.submit(asked, '/records/delete');
    expect(deleted.text).toContain('is in the bin');
    expect((await browser.open(`/records/${record.id}`)).status).toBe(404);
    const refused = await getThings(app, '3d34d87e-7fc1-4153-800f-f56592cb0d17');
    expect(refused.code).toBe(11);
    const restored = await browser.submit(deleted, '/records/restore');
    expect(restored.text).toContain('is back');
    expect((await getThings(app, '3d34d87e-7fc1-4153-800f-f56592cb0d17')).code).toBe(0);
  });

  test('comes back without the application that its person removed meanwhile, by an undo of before too', async () => {
    const { browser, person, record } = await signedUp();
    const app = await linkApp(server, await givenApp(server.vault), { person, record });
    const remove = async () =>
      browser.submit(await browser.open(`/records/${record.id}/delete`), '/records/delete');
    const deleted = await remove();
    await browser.submit(deleted, '/records/restore');
    server.clock.pass(1000);
    const of = { appId: app.app.id, personId: person.id, recordId: record.id };
    await server.vault.store.write(db => revoke(db, server.vault, of));
    await remove();
    await browser.submit(deleted, '/records/restore');
    expect((await browser.open(`/records/${record.id}`)).status).toBe(200);
    expect((await getThings(app, '3d34d87e-7fc1-4153-800f-f56592cb0d17')).code).toBe(11);
  });

  test('lies in the bin for thirty days, then nothing of it is left', async () => {
    await using own = await startTestServer();
    const browser = new Browser(own);
    const email = 'bin@example.org';
    await browser.signUp(undefined, { email });
    const id = await own.vault.store.read(async db => {
      const person = (await db.people.byEmail(email))!;
      return (await db.records.ofPerson(person.id))[0]!.record.id;
    });
    await edited(browser, id, profile);
    await browser.submit(await browser.open(`/records/${id}/delete`), '/records/delete');
    expect((await browser.open('/records/bin')).text).toContain('Ada Lovelace');
    own.clock.pass(29 * 24 * 3_600_000);
    await own.background.run('empty the bin');
    expect(await own.vault.store.read(db => db.records.byId(id))).toBeDefined();
    own.clock.pass(2 * 24 * 3_600_000);
    await own.background.run('empty the bin');
    expect(await own.vault.store.read(db => db.records.byId(id))).toBeUndefined();
  });

  test('takes its blobs along, bytes and all', async () => {
    await using own = await startTestServer();
    const { vault, clock, background } = own;
    const app = await givenLinkedApp(own);
    const { record, person } = app;
    expect((await putThings(app, weightWith(payload({ name: 'scan', data: 'YQ==' })))).code).toBe(0);
    expect((await sendChunk(await beginUpload(app), Buffer.from('half'), { from: 0 })).ok).toBe(true);
    const files = () =>
      readdirSync(join(own.data, 'blobs'), { recursive: true, withFileTypes: true }).filter(e => e.isFile());
    expect(files()).not.toHaveLength(0);
    await vault.store.write(db => putRecordInBin(db, vault, person.id, record.id));
    clock.pass(31 * 24 * 3_600_000);
    await background.run('empty the bin');
    await background.run('sweep blobs');
    expect(files()).toHaveLength(0);
  });

  test('that is taken out while the bin is emptied stays', async () => {
    const { browser, record } = await signedUp();
    await browser.submit(await browser.open(`/records/${record.id}/delete`), '/records/delete');
    server.clock.pass(31 * 24 * 3_600_000);
    const { vault } = server;
    const [person] = await vault.store.read(db => db.records.accessesTo(record.id));
    const taken = vault.store.write(db => takeRecordOutOfBin(db, vault, person!.personId, record.id));
    await Promise.all([taken, emptyBin(vault)]);
    expect((await vault.store.read(db => db.records.byId(record.id)))?.state).toBe('active');
  });

  test('counts among the records of its person as long as it can come back', async () => {
    await using own = await startTestServer({ limits: { recordsPerPersonMax: 1 } });
    const browser = new Browser(own);
    await browser.signUp(undefined, { email: 'many@example.org' });
    const [, id] = /href="\/records\/([0-9a-f-]{36})"/.exec((await browser.open('/records')).html)!;
    await browser.submit(await browser.open(`/records/${id}/delete`), '/records/delete');
    const page = await browser.open('/records/new');
    const refused = await browser.submit(page, '/records/new', { name: 'Another', relationship: '1' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('those in the bin included');
  });

  test('is not all that can be deleted: the bin leads to the deleted items of the record at hand', async () => {
    const { browser } = await signedUp();
    await browser.submit(await browser.open('/records/new'), '/records/new', {
      name: 'Emil Example',
      relationship: '14',
    });
    const bin = await browser.open('/records/bin');
    expect(bin.text).toContain('Deleted items of Emil Example');
    const { href } = bin.tag(/href="\/items\?[^"]*"/)!;
    expect((await browser.open(href!)).text).toContain('Nothing was deleted');
  });

  test('can be neither seen nor taken out of the bin by others', async () => {
    const { browser, record } = await signedUp();
    const other = await signedUp();
    await browser.submit(await browser.open(`/records/${record.id}/delete`), '/records/delete');
    const { form } = (await other.browser.open('/records/bin')).form('/sign-out');
    const tried = await other.browser.post('/records/restore', { form, record: record.id });
    expect(tried.status).toBe(400);
    expect((await browser.open('/records/bin')).text).toContain('Restore');
  });
});

describe('the frame', () => {
  test('shows whose record the pages are about, the one just made, and switches', async () => {
    const { browser, record } = await signedUp();
    const form = await browser.open('/records/new');
    const home = await browser.submit(form, '/records/new', { name: 'Emil Example', relationship: '14' });
    expect(home.html).toContain('<summary aria-label="Record: Emil Example.');
    const adding = await browser.open('/items/new/weight');
    expect(adding.html).toContain('<summary aria-label="Record: Emil Example.');
    expect(adding.form('/items/new/weight').record).not.toBe(record.id);
    const ada = /value="([^"]+)"[^>]*>Ada Example</.exec(home.html)![1]!;
    const switched = await browser.submit(home, '/records/choose', { record: ada });
    expect(switched.html).toContain('<summary aria-label="Record: Ada Example.');
  });

  test('speaks the language that was chosen, else the browser’s', async () => {
    const browser = new Browser(server);
    const german = await browser.send('/', { headers: { 'accept-language': 'de-AT,de;q=0.9' } });
    expect(german.html).toContain('<html lang="de">');
    const chosen = await browser.submit(german, '/language', { language: 'es' });
    expect(chosen.html).toContain('<html lang="es">');
    expect(chosen.text).toContain('Iniciar sesión');
  });

  test('tells what was done once', async () => {
    const { browser } = await signedUp();
    const form = await browser.open('/records/new');
    const told = await browser.submit(form, '/records/new', { name: 'Ida', relationship: '15' });
    expect(told.text).toContain('The record of Ida is there.');
    expect((await browser.open('/')).text).not.toContain('The record of Ida is there.');
  });

  test('has help in every language, and the operator’s own text in its place', async () => {
    const browser = new Browser(server);
    expect((await browser.open('/help/privacy')).text).toContain('What is kept');
    const { mkdirSync, writeFileSync } = await import('node:fs');
    mkdirSync(`${server.data}/help`);
    writeFileSync(`${server.data}/help/privacy.md`, '# Our privacy\n\nWe <b>care</b>.\n');
    const own = await browser.open('/help/privacy');
    expect(own.text).toContain('Our privacy');
    expect(own.html).toContain('&lt;b>');
    expect((await browser.open('/help/../keepwell.key')).status).toBe(404);
  });
});
