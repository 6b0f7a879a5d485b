// The emergency page by its code: what it opens, to whom it is told, and how it ends.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { writePhoto } from '../../../core/records/photo.ts';
import { changeAccess } from '../../../core/sharing/access.ts';
import { setSeclusion } from '../../../core/things/custody.ts';
import { findReadableSingleton, makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import allergy from '../../../things/allergy.ts';
import condition from '../../../things/condition.ts';
import personalImage from '../../../things/personal-image.ts';
import { Browser, type Page, type Values } from '../../testing/browser.ts';
import { grantOf } from '../../testing/items.ts';
import { lettersTo } from '../../testing/letters.ts';
import { logoPicture } from '../../testing/logos.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function givenIll(on: TestServer): Promise<Visitor> {
  const ada = await givenSignedIn(on);
  const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
  const items = [
    makeThing(allergy, { name: { text: 'Penicillin' } }),
    makeThing(condition, { name: { text: 'Asthma' } }),
  ];
  await writeThings(on.vault, grant, items, { overwrite: false });
  return ada;
}

/** Turns it on; @returns its address. */
async function turnedOn({ browser }: Visitor, values: Values = {}): Promise<string> {
  const page = await browser.submit(await browser.open('/emergency/code'), '/emergency/code', values);
  expect(page.status).toBe(200);
  return codeOn(page.html);
}

const codeOn = (html: string) => /href="[^"]*(\/e\/[0-9a-f]{40})"/.exec(html)![1]!;

const opened = (address: string, on = server) =>
  new Browser(on).send(address, { headers: { 'user-agent': 'Mozilla/5.0 (Android 14) Firefox/130.0' } });

test('whoever has the code sees what was chosen for it, and its owner is told', async () => {
  const ada = await givenIll(server);
  const address = await turnedOn(ada, { parts: ['allergies', 'bloodType'] });
  const page = await opened(address);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Emergency page of Ada Example');
  expect(page.text).toContain('Penicillin');
  expect(page.text).not.toMatch(/Asthma|Conditions|Born/);
  expect(page.html).not.toContain(ada.record.id);
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect((await ada.browser.open('/activity')).text).toContain(
    'The emergency page was opened by its code Somebody with the emergency code Keepwell',
  );
  const [mail] = await lettersTo(server, ada.person.email);
  expect(mail!.subject).toBe('The emergency page of “Ada Example” was opened');
  expect(mail!.text).toContain('127.0.0.1');
  expect(mail!.text).not.toContain('Penicillin');
});

test('the card carries the code and what matters, and the emergency page has the code on it', async () => {
  const ada = await givenIll(server);
  const address = await turnedOn(ada);
  const { html } = await ada.browser.open('/emergency/code');
  const card = /<div class="wallet-card">[\s\S]*?<\/svg>/.exec(html)![0];
  expect(card).toContain('Penicillin');
  expect(card).toContain('Asthma');
  expect((await ada.browser.open('/emergency')).html).toContain('class="qr"');
  // Turning it on twice makes one.
  expect(await turnedOnAgain(ada)).toBe(address);
});

async function turnedOnAgain({ browser }: Visitor): Promise<string> {
  const { form } = (await browser.open('/')).form('/language');
  return codeOn((await browser.post('/emergency/code', { form, parts: 'allergies' })).html);
}

test('the photo is there only where it was chosen', async () => {
  const ada = await givenIll(server);
  const bytes = await logoPicture();
  await writePhoto(server.vault, await grantOf(server, ada), { contentType: 'image/png', bytes });
  expect((await ada.browser.open('/emergency')).html).toContain('class="sheet-photo"');
  const address = await turnedOn(ada, { parts: ['allergies', 'photo'] });
  const shown = photoOn(await opened(address));
  expect(shown).toContain(`${address}/photo`);
  expect((await opened(shown!)).headers.get('content-type')).toBe('image/png');
  const page = await ada.browser.open('/emergency/code');
  const id = /name="address" value="([^"]+)"/.exec(page.html)![1]!;
  await ada.browser.submit(page, '/emergency/code/end', { address: id });
  const other = await turnedOn(ada, { parts: ['allergies'] });
  expect(photoOn(await opened(other))).toBeUndefined();
  expect((await opened(shown!.replace(address, other))).status).toBe(404);
});

const photoOn = ({ html }: Page) => /src="(\/e\/[^"]+)"/.exec(html)?.[1];

test('the photo is shown on the page alone, whose opening is in the log', async () => {
  await using own = await startTestServer();
  const ada = await givenIll(own);
  const bytes = await logoPicture();
  await writePhoto(own.vault, await grantOf(own, ada), { contentType: 'image/png', bytes });
  const address = await turnedOn(ada);
  expect((await opened(`${address}/photo`, own)).status).toBe(404);
  const shown = photoOn(await opened(address, own))!;
  expect((await opened(shown, own)).status).toBe(200);
  own.clock.pass(11 * 60_000);
  expect((await opened(shown, own)).status).toBe(404);
  // Nor is there another way to write the address.
  expect((await opened(`${address}00`, own)).status).toBe(404);
  expect((await opened(`${address}zz`, own)).status).toBe(404);
});

test.each([
  ['personal', { personal: true, hiddenInEmergency: false }],
  ['hidden from the page', { personal: false, hiddenInEmergency: true }],
])('a photo that is %s is not on it', async (_, secluded) => {
  const ada = await givenIll(server);
  const grant = await grantOf(server, ada);
  await writePhoto(server.vault, grant, { contentType: 'image/png', bytes: await logoPicture() });
  const address = await turnedOn(ada);
  const shown = photoOn(await opened(address))!;
  const { stored } = (await server.vault.store.read(db => findReadableSingleton(db, grant, personalImage)))!;
  await setSeclusion(server.vault, grant, stored, secluded);
  expect(photoOn(await opened(address))).toBeUndefined();
  expect((await opened(shown)).status).toBe(404);
  expect((await ada.browser.open('/emergency')).html).not.toContain('class="sheet-photo"');
});

test('a code that is renewed or turned off opens nothing', async () => {
  const ada = await givenIll(server);
  const first = await turnedOn(ada);
  const page = await ada.browser.open('/emergency/code');
  const id = /name="address" value="([^"]+)"/.exec(page.html)![1]!;
  const second = codeOn((await ada.browser.submit(page, '/emergency/code/renew', { address: id })).html);
  expect([(await opened(first)).status, (await opened(second)).status]).toEqual([404, 200]);
  await ada.browser.submit(await ada.browser.open('/emergency/code'), '/emergency/code/end', { address: id });
  expect((await opened(second)).status).toBe(404);
  expect((await opened(`/e/${'ab'.repeat(20)}`)).status).toBe(404);
});

test('two forms at once make one code, and what is refused is told to a person', async () => {
  const ada = await givenIll(server);
  const { form } = (await ada.browser.open('/')).form('/language');
  const post = () => ada.browser.post('/emergency/code', { form, parts: 'allergies' });
  await Promise.all([post(), post(), post()]);
  const made = () => server.vault.store.read(db => db.secretAddresses.ofRecord('emergency', ada.record.id));
  expect(await made()).toHaveLength(1);
  const refused = await ada.browser.post('/emergency/code/renew', { form, address: 'none' });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('You may not do this');
  expect(refused.text).not.toContain('application');
});

test('only who looks after the record turns it on, and it ends with that', async () => {
  const ada = await givenIll(server);
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
  await bo.browser.open(`/records/${ada.record.id}/items`);
  expect((await bo.browser.open('/emergency/code')).status).toBe(403);
  const { form } = (await bo.browser.open('/')).form('/language');
  const record = ada.record.id;
  expect((await bo.browser.post('/emergency/code', { form, record, parts: 'allergies' })).status).toBe(403);
  await giveAccess(server, { person: bo.person, record: ada.record }, 'custodian');
  const address = await turnedOn(bo);
  expect((await opened(address)).status).toBe(200);
  // The other custodian sees that there is one, and may end it.
  const page = await ada.browser.open('/emergency/code');
  expect(page.text).toContain('Codes of others');
  expect(page.html).not.toContain(address);
  const access = { personId: bo.person.id, recordId: ada.record.id };
  const change = (level: 'view' | 'custodian') =>
    server.vault.store.write(db =>
      changeAccess(db, server.vault, ada.person.id, access, {
        level,
        typeIds: undefined,
        expiresAt: undefined,
      }),
    );
  await change('view');
  expect((await opened(address)).status).toBe(404);
  // Nor is it there again once they look after it again.
  await change('custodian');
  expect((await opened(address)).status).toBe(404);
});

test('one network address cannot use up the openings of all, and nobody is told whether it is there without one', async () => {
  await using own = await startTestServer({
    trustedProxies: ['127.0.0.1'],
    limits: { emergencyOpeningsPerHourMax: 4, emergencyOpeningsPerAddressPerHourMax: 2 },
  });
  const ada = await givenIll(own);
  const address = await turnedOn(ada);
  const from = async (network: string, method = 'GET') =>
    (await new Browser(own).send(address, { method, headers: { 'x-forwarded-for': network } })).status;
  const made = new Browser(own).send(`/e/${'0'.repeat(40)}`, { method: 'HEAD' });
  expect([await from('192.0.2.1', 'HEAD'), (await made).status]).toEqual([405, 405]);
  expect([await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]).toEqual([
    200, 200, 429,
  ]);
  expect(await from('192.0.2.2')).toBe(200);
  const { text } = await ada.browser.open('/activity');
  expect(text.match(/The emergency page was opened by its code/g)).toHaveLength(3);
  expect(await from('192.0.2.3')).toBe(200);
  expect(await from('192.0.2.4')).toBe(429);
});

test('it is opened so often in an hour, and so many of these are mailed', async () => {
  await using strict = await startTestServer({
    limits: { emergencyOpeningsPerHourMax: 3, emergencyMailsPerHourMax: 2 },
  });
  const ada = await givenIll(strict);
  const address = await turnedOn(ada);
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await opened(address, strict)).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect(await lettersTo(strict, ada.person.email)).toHaveLength(2);
  const { text } = await ada.browser.open('/activity');
  expect(text.match(/The emergency page was opened by its code/g)).toHaveLength(3);
});
