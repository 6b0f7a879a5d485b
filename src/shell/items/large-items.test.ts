// Pages of a record whose items are large: they are cut by what is held in memory at once, and nothing is lost on the way
// from one page to the next.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { setSeclusion } from '../../core/things/custody.ts';
import { listThings } from '../../core/things/list.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import type { ThingPlace } from '../../core/things/query.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import allergy from '../../things/allergy.ts';
import message from '../../things/message.ts';
import weightType from '../../things/weight.ts';
import type { Browser, Page } from '../testing/browser.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../testing/visitors.ts';

const pageBytesMax = 5000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { pageBytesMax } });
});
afterAll(() => server.close());

const day = (d: number) => ({ date: { y: 2026, m: 3, d } });
const weighed = (kg: number, note: string): ThingWrite =>
  makeThing(weightType, { when: day(kg - 60), value: { kg } }, note);

async function put({ person, record }: Visitor, ...writes: ThingWrite[]): Promise<string[]> {
  const grant = makeSystemGrant('tests', record.id, person.id);
  return (await writeThings(server.vault, grant, writes, { overwrite: false })).map(({ id }) => id);
}

const itemsOn = ({ html }: Page) => [
  ...new Set([...html.matchAll(/href="\/items\/([0-9a-f-]{36})"/g)].map(([, id]) => id!)),
];

/** The items of each page, as a person goes on from the first. */
async function walked(browser: Browser, first: Page): Promise<string[][]> {
  const pages = [itemsOn(first)];
  for (let page = first; pages.length < 30; ) {
    const on = page.tag(/href="[^"]*after=/)?.href;
    if (on === undefined) return pages;
    page = await browser.open(on);
    pages.push(itemsOn(page));
  }
  throw new Error('the pages have no end');
}

/** Nine items of some 2 kB, and one that is larger than a page. */
async function givenLarge(): Promise<Visitor & { ids: string[] }> {
  const user = await givenSignedIn(server);
  const notes = Array.from({ length: 10 }, (_, i) => (i === 4 ? 'huge '.repeat(2000) : 'large '.repeat(330)));
  const writes = notes.map((note, i) => weighed(61 + i, `${note} ${i % 5 === 4 ? 'rare' : ''}`));
  return { ...user, ids: await put(user, ...writes) };
}

describe('a page of large items', () => {
  test.each([
    ['/items', [2, 2, 1, 1, 2, 2]],
    ['/items?kind=weight', [2, 2, 1, 1, 2, 2]],
    // Whether the day goes on is read too.
    ['/timeline', [1, 1, 1, 1, 1, 1, 1, 1, 2]],
  ])('%s ends early, and the pages hold all', async (path, lengths) => {
    const { browser, ids } = await givenLarge();
    const pages = await walked(browser, await browser.open(path));
    // The newest is first.
    expect(pages.flat()).toEqual(ids.toReversed());
    expect(pages.map(({ length }) => length)).toEqual(lengths);
  });

  test('of a search holds what was found, and the next goes on from there', async () => {
    const { browser, ids } = await givenLarge();
    const search = async (words: string) =>
      walked(browser, await browser.submit(await browser.open('/items'), '/items/find', { words }));
    expect((await search('rare')).flat()).toEqual([ids[9], ids[4]]);
    const pages = await search('kg');
    expect(pages.flat()).toEqual(ids.toReversed());
    for (const { length } of pages) expect(length).toBeLessThanOrEqual(3);
  });

  test('shows the beginning of a note, and the page of the item all of it', async () => {
    const { browser, ids } = await givenLarge();
    const list = await browser.open('/items');
    expect(list.text).toContain('large large');
    expect(list.html.length).toBeLessThan(20_000);
    expect((await browser.open(`/items/${ids[4]}`)).text).toContain('huge '.repeat(1999));
  });

  test('of messages ends early, and tells a line of each', async () => {
    const user = await givenSignedIn(server);
    const mails = Array.from({ length: 4 }, (_, i) =>
      makeThing(message, {
        when: { ...day(i + 1), time: { h: 8, m: 0 } },
        headers: [{ name: 'Subject', value: `Mail ${i} ${'very '.repeat(500)}end` }],
        size: 1,
        attachments: [],
      } as never),
    );
    const ids = await put(user, ...mails);
    const first = await user.browser.open('/messages');
    expect(first.text).toContain('Mail 3 very');
    expect(first.text).not.toContain('end');
    const messagesOn = ({ html }: Page) =>
      [...html.matchAll(/href="\/messages\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
    expect(messagesOn(first)).toEqual([ids[3]]);
    const second = await user.browser.open(first.tag(/href="[^"]*after=/)!.href!);
    expect(messagesOn(second)).toEqual([ids[2]]);
  });
});

test('a chart is drawn of large items too, and says when it read a part of them only', async () => {
  const { browser } = await givenLarge();
  const chart = await browser.open('/charts/weight?range=all');
  for (let kg = 61; kg <= 70; kg++)
    expect(chart.text).toMatch(new RegExp(`${kg - 60} March 2026.* ${kg}\\b`));
  expect(chart.text).not.toContain('readings are drawn');
  const user = await givenSignedIn(server);
  const many = Array.from({ length: 15 }, (_, i) => weighed(61 + i, 'huge '.repeat(2000)));
  await put(user, ...many);
  const cut = await user.browser.open('/charts/weight?range=all');
  expect(cut.text).toContain('The newest 10 readings are drawn');
});

test('the home page tells the newest of each kind, and the last changes, as far as there is room', async () => {
  const user = await givenSignedIn(server);
  const app = await givenApp(server.vault, { name: 'Scale App' });
  const { client, recordId, userToken } = await linkApp(server, app, user);
  await user.browser.open('/');
  const note = `<common><note>${'large '.repeat(330)}</note></common>`;
  const things = [71, 72, 73, 74].map(kg =>
    thingXml(typeIds.weight, { data: weightXml(kg, `2026-11-${kg - 70}`) + note }),
  );
  for (const info of things) await client.call('PutThings', { version: 2, info, recordId, userToken });
  await put(user, makeThing(allergy, { name: { text: 'Pollen' } }, 'huge '.repeat(2000)));
  const home = await user.browser.open('/');
  expect(home.status).toBe(200);
  // The item that would not fit is not passed over in silence.
  expect(home.text).toContain('Allergy and perhaps more');
  expect(home.html).toMatch(/class="tile-value"[^>]*>\s*74 kg/);
  expect(home.text).toMatch(/74 kg Added by Scale App.*73 kg Added by Scale App.*And more: see the timeline/);
  expect(home.text).not.toContain('72 kg');
});

test('who does not look after a record is not told of changes to personal items', async () => {
  const owner = await givenSignedIn(server);
  const guest = await givenSignedIn(server, 'Bo Guest');
  await giveAccess(server, { person: guest.person, record: owner.record }, 'view');
  await signInAs(guest.browser, guest.person);
  const form = (await guest.browser.open('/')).form('/records/choose');
  await guest.browser.post('/records/choose', { ...form, record: owner.record.id });
  await guest.browser.open('/');
  const [, personal] = await put(owner, weighed(80, ''), weighed(81, ''));
  const own = makeSystemGrant('tests', owner.record.id, owner.person.id);
  const { versionStamp } = (await server.vault.store.read(db => db.things(own).byIds([personal!])))[0]!;
  await setSeclusion(
    server.vault,
    own,
    { id: personal!, versionStamp },
    { personal: true, hiddenInEmergency: false },
  );
  const home = await guest.browser.open('/');
  expect(home.text).toContain('80 kg');
  expect(home.text).not.toContain('81 kg');
});

test('the emergency page reads large items too, tells a line of each, and says when there are more', async () => {
  const user = await givenSignedIn(server);
  const named = (text: string, note: string) => makeThing(allergy, { name: { text } }, note);
  await put(
    user,
    named('Pollen', 'large '.repeat(500)),
    named(`Nuts ${'very '.repeat(300)}end`, ''),
    named('Wasps', 'huge '.repeat(2000)),
  );
  const page = await user.browser.open('/emergency');
  for (const name of ['Pollen', 'Nuts very', 'Wasps']) expect(page.text).toContain(name);
  expect(page.text).not.toContain('end');
  expect(page.text).not.toContain('There is more in the record');
  await put(user, ...Array.from({ length: 12 }, (_, i) => named(`Thing ${i}`, 'huge '.repeat(2000))));
  expect((await user.browser.open('/emergency')).text).toContain('There is more in the record');
});

test('the page of an item names related ones, and says of each what it has room to read', async () => {
  const user = await givenSignedIn(server);
  const ids = await put(
    user,
    weighed(71, 'large '.repeat(330)),
    weighed(72, 'huge '.repeat(2000)),
    weighed(73, ''),
  );
  const named = ids.map(id => `<related-thing><thing-id>${id}</thing-id></related-thing>`).join('');
  const write = weighed(74, '');
  const [id] = await put(user, {
    ...write,
    data: { ...write.data!, commonXml: `<common>${named}</common>` },
  });
  const { html } = await user.browser.open(`/items/${id}`);
  const texts = ids.map(one => new RegExp(`href="/items/${one}">([^<]*)<`).exec(html)?.[1]?.trim());
  expect(texts).toEqual(['Weight: 71 kg', 'Weight', 'Weight: 73 kg']);
});

test('pages are as long as asked for where all of it fits', async () => {
  const user = await givenSignedIn(server);
  await put(user, ...Array.from({ length: 5 }, (_, i) => weighed(61 + i, '')));
  const grant = makeSystemGrant('tests', user.record.id, user.person.id);
  const lengths: number[] = [];
  let after: ThingPlace | undefined;
  do {
    const page = await listThings(server.vault, grant, { after, limit: 2 });
    lengths.push(page.things.length);
    after = page.next;
  } while (after);
  expect(lengths).toEqual([2, 2, 1]);
});
