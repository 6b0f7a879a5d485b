import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { setSeclusion } from '../../../core/things/custody.ts';
import { putOne } from '../../../testing/blobs.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml } from '../../../testing/things.ts';
import { giveAccess, givenSignedIn, signInAs } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const types = {
  allergy: '52bf9104-2c5e-4f1f-a66d-552ebcc53df7',
  condition: '7ea7a1f9-880b-4bd4-b593-f5660f20eda8',
  medication: '30cafccc-047d-4288-94ef-643571f7919d',
  contact: '25c94a9f-9d3d-4576-96dc-6791178a8143',
  device: 'ef9cf8d5-6c0b-4292-997f-4047240bc7be',
  personal: '92ba621e-66b3-4a01-bd73-74844aed4f5b',
};
const named = (name: string) => `<name><text>${name}</text></name>`;
const allergy = (name: string, more = '') => `<allergy>${named(name)}${more}</allergy>`;
const condition = (name: string, more = '') => `<condition>${named(name)}${more}</condition>`;
const medication = (name: string, until = '') =>
  `<medication>${named(name)}${until && `<date-discontinued><structured><date>${until}</date></structured></date-discontinued>`}</medication>`;

test('what somebody said that there is none of is told, by whom and when', async () => {
  const ada = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
  const denied =
    '<first-observed><structured><date><y>2024</y><m>3</m><d>5</d></date></structured></first-observed><is-negated>true</is-negated>';
  const common = '<common><source>Clinic of Dr Novak</source></common>';
  await putOne(app, thingXml(types.allergy, { data: allergy('No known allergies', denied), common }));
  const { text } = await ada.browser.open('/emergency');
  expect(text).toContain('Allergies No known allergies (said by Clinic of Dr Novak on 5 Mar 2024)');
  expect(text).not.toContain('no allergy');
  const summary = (await ada.browser.open('/summary')).text;
  expect(summary).toContain('No known allergies (said by Clinic of Dr Novak) 5 Mar 2024');
  const list = (await ada.browser.open('/items?kind=allergy')).text;
  expect(list).toContain('No known allergies');
  expect(list).not.toContain('no allergy');
  await putOne(app, thingXml(types.allergy, { data: allergy('Nuts', '<is-negated>true</is-negated>') }));
  expect((await ada.browser.open('/summary')).text).toMatch(/Nuts, no allergy \(said by .+\)/);
  expect((await ada.browser.open('/emergency')).text).not.toContain('Nuts');
});

test('the emergency page has what helpers need, on one sheet', async () => {
  const ada = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
  const put = (type: keyof typeof types, data: string) => putOne(app, thingXml(types[type], { data }));
  await put('allergy', allergy('Penicillin', '<reaction><text>Shock</text></reaction>'));
  await put('allergy', allergy('Nuts', '<is-negated>true</is-negated>'));
  await put('condition', condition('Asthma'));
  await put(
    'condition',
    condition('Flu', '<stop-date><structured><date><y>2020</y></date></structured></stop-date>'),
  );
  await put(
    'condition',
    condition(
      'Measles',
      '<status><text>Past</text><code><value>inactive</value><type>condition-occurrence</type></code></status>',
    ),
  );
  await put('medication', medication('Salbutamol'));
  await put('medication', medication('Oldicillin', '<y>2021</y>'));
  await put('medication', medication('Newicillin', '<y>2999</y>'));
  await put(
    'contact',
    '<person><name><full>Bo Example</full></name><contact><phone><number>+41 44 123</number></phone></contact></person>',
  );
  await put(
    'device',
    '<device><when><date><y>2026</y><m>1</m><d>1</d></date></when><device-name>Pacemaker</device-name></device>',
  );
  await put(
    'personal',
    '<personal><birthdate><date><y>1980</y><m>5</m><d>1</d></date></birthdate><blood-type><text>0 negative</text></blood-type></personal>',
  );
  const hidden = await put('allergy', allergy('Hidden pollen'));
  const personal = await put('medication', medication('Private pill'));
  const own = await server.vault.store.read(db =>
    makePersonGrant(db, ada.person.id, ada.record.id, server.clock.now()),
  );
  const secluded = (
    { id, stamp }: { id: string; stamp: string },
    how: { personal: boolean; hiddenInEmergency: boolean },
  ) => setSeclusion(server.vault, own, { id, versionStamp: stamp }, how);
  await secluded(hidden, { personal: false, hiddenInEmergency: true });
  await secluded(personal, { personal: true, hiddenInEmergency: false });
  const page = await ada.browser.open('/emergency');
  expect(page.status).toBe(200);
  expect(page.text).toContain('Born 1 May 1980');
  expect(page.text).toContain('Blood type 0 negative');
  expect(page.text).toContain('Penicillin · Shock');
  expect(page.text).toContain('Asthma');
  expect(page.text).toContain('Salbutamol');
  expect(page.text).toContain('Newicillin');
  expect(page.text).toContain('Pacemaker');
  expect(page.text).toContain('Bo Example · +41 44 123');
  expect(page.html).not.toMatch(/Nuts|Flu|Measles|Oldicillin|Hidden pollen|Private pill/);
});

test('an empty one says what is not recorded and leads to the forms, and others cannot open it', async () => {
  const ada = await givenSignedIn(server);
  const page = await ada.browser.open('/emergency');
  expect(page.text).toContain('Blood type not given');
  expect(page.text.match(/None listed\. Add/g)).toHaveLength(5);
  const forms = [...page.html.matchAll(/href="(\/items\/new\/[^"]+)"/g)].map(([, href]) => href!);
  expect(new Set(forms).size).toBe(6);
  for (const form of forms) expect((await ada.browser.open(form)).status).toBe(200);
  ada.browser.cookies.clear();
  expect((await ada.browser.open('/emergency')).url.pathname).toBe('/sign-in');
});

test('a list that somebody may not see is told so, and printed with what may be missing', async () => {
  const ada = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
  await putOne(app, thingXml(types.allergy, { data: allergy('Penicillin') }));
  await putOne(app, thingXml(types.condition, { data: condition('Asthma') }));
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view', [types.condition]);
  await bo.browser.open(`/records/${ada.record.id}/items`);
  const page = await bo.browser.open('/emergency');
  expect(page.text).toContain('Allergies Not shown to you. Conditions Asthma');
  expect(page.text).toContain('Blood type Not shown to you.');
  expect(page.text).not.toContain('None listed');
  const printed = page.html.replace(/<(\w+)[^>]*class="[^"]*not-printed[^"]*".*?<\/\1>/gs, '');
  expect(printed).toContain('This page may be incomplete');
  expect(printed).not.toContain('That is chosen on the page');
});

test('what is taken or lasts until today is there until the day is over everywhere', async () => {
  await using own = await startTestServer();
  const ada = await givenSignedIn(own);
  const app = await linkApp(own, await givenApp(own.vault, { rules: fullRules() }), ada);
  const [yesterday, today] = ['<y>2026</y><m>11</m><d>24</d>', '<y>2026</y><m>11</m><d>25</d>'];
  const until = (date: string) => `<stop-date><structured><date>${date}</date></structured></stop-date>`;
  await putOne(app, thingXml(types.medication, { data: medication('Warfarin', today) }));
  await putOne(app, thingXml(types.medication, { data: medication('Oldicillin', yesterday) }));
  await putOne(app, thingXml(types.condition, { data: condition('Flu', until(today)) }));
  const seen = async (hours: number): Promise<string[]> => {
    own.clock.pass(hours * 3_600_000);
    await signInAs(ada.browser, ada.person);
    const { text } = await ada.browser.open('/emergency');
    expect(text).toContain('Medicines taken now');
    return ['Warfarin', 'Flu', 'Oldicillin'].filter(name => text.includes(name));
  };
  // It is noon in UTC on the 25th: the 24th has just ended where days end last.
  expect(await seen(0)).toEqual(['Warfarin', 'Flu']);
  expect(await seen(23)).toEqual(['Warfarin', 'Flu']);
  expect(await seen(1)).toEqual([]);
});
