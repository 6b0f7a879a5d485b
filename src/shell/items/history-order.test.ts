// The history of an item follows when its versions were made, whatever their own dates, and tells of everything they hold.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callFor, putOne, type ThingKey } from '../../testing/blobs.ts';
import { fullRules, givenApp, type Linked, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { versionsCountedMax: 3 } });
});
afterAll(() => server?.close());

async function given() {
  const user = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), user);
  return { user, app };
}

type Parts = Parameters<typeof thingXml>[1];

async function change(app: Linked, key: ThingKey, parts: Parts, after = 60_000): Promise<ThingKey> {
  server.clock.pass(after);
  const answer = await callFor(app, 'PutThings', { version: 2, info: thingXml(typeIds.weight, parts, key) });
  return { id: key.id, stamp: answer.elements('thing-id')[0]!.attribute('version-stamp')! };
}

test('the newest versions come first whatever their own dates are, and more than are counted are told of', async () => {
  const { user, app } = await given();
  let key = await putOne(app, thingXml(typeIds.weight, { data: weightXml(68, '2026-03-08') }));
  for (const day of ['10', '07', '09'])
    key = await change(app, key, { data: weightXml(60 + Number(day), `2026-03-${day}`) });
  const { text } = await user.browser.open(`/items/${key.id}/history`);
  expect(text).toContain('The newest 3 versions are shown. More than 3 versions, all kept.');
  expect(text).toMatch(
    /Version of 25 November 2026 at 12:03 \(now\).*67 kg 69 kg.*Version of 25 November 2026 at 12:02.*70 kg 67 kg/,
  );
  expect(text).not.toContain('The first version');
  expect((await user.browser.open(`/items/${key.id}`)).text).toContain('More than 3 versions, all kept');
});

test('versions made within one millisecond, or after the clock was set back, stand as they were made', async () => {
  const { user, app } = await given();
  let key = await putOne(app, thingXml(typeIds.weight, { data: weightXml(70) }));
  for (const [kg, after] of Object.entries({ 71: 0, 72: 0, 73: 0, 74: -5, 75: 0 }))
    key = await change(app, key, { data: weightXml(Number(kg)) }, after);
  const { text } = await user.browser.open(`/items/${key.id}/history`);
  expect([...text.matchAll(/(\d+) kg (\d+) kg/g)].map(([changed]) => changed)).toEqual([
    '74 kg 75 kg',
    '73 kg 74 kg',
  ]);
});

test('who may see an item, and whether helpers do, is told in words that say which is which', async () => {
  const { user, app } = await given();
  const { id } = await putOne(app, thingXml(typeIds.weight, { data: weightXml(70) }));
  const tick = async (values: Record<string, string>) =>
    user.browser.submit(await user.browser.open(`/items/${id}`), `/items/${id}/who`, values);
  await tick({ hidden: 'yes' });
  await tick({ hidden: 'yes', personal: 'yes' });
  const told = async (language: string) => {
    user.browser.cookies.set('keepwell-language', language);
    return (await user.browser.open(`/items/${id}/history`)).text;
  };
  const en = await told('en');
  expect(en).toContain('Emergency page shown left out');
  expect(en).toContain('For whom all who share the record only those who look after it');
  expect(await told('es')).toContain('Página de emergencia se muestra no se incluye');
  expect(await told('de')).toContain('Notfallblatt zu sehen weggelassen');
});

test('what changed in what apps added and in related items is told', async () => {
  const { user, app } = await given();
  const common = (value: number, client: string) =>
    `<common><extension source="urn:scale"><fat>${value}</fat></extension><related-thing><client-thing-id>${client}</client-thing-id><relationship-type>follows</relationship-type></related-thing></common>`;
  const data = weightXml(70);
  const first = await putOne(app, thingXml(typeIds.weight, { data, common: common(20, 'a') }));
  const second = await change(app, first, { data, common: common(21, 'b') });
  const { text } = await user.browser.open(`/items/${second.id}/history`);
  expect(text).not.toContain('Nothing in its fields changed');
  expect(text).toMatch(/Related items follows: a follows: b/);
  expect(text).toMatch(/More, added by apps .*20.*21/);
});
