// What is done with all that a list finds, on its other pages too.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';
import height from '../../things/height.ts';
import weight from '../../things/weight.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { thingsPerPutMax: 130 } });
});
afterAll(() => server.close());

const when = (day: number) => ({ date: { y: 2026, m: 3, d: 1 + (day % 28) } });

async function put({ person, record }: Visitor, weights: number, note = 'scale'): Promise<void> {
  const grant = makeSystemGrant('tests', record.id, person.id);
  const things = Array.from({ length: weights }, (_, i) =>
    makeThing(weight, { when: when(i), value: { kg: 60 + i } }, note),
  );
  await writeThings(server.vault, grant, things, { overwrite: false });
}

async function given(weights: number): Promise<Visitor> {
  const ada = await givenSignedIn(server);
  const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
  const tall = makeThing(height, { when: when(0), value: { m: 1.7 } });
  await writeThings(server.vault, grant, [tall], { overwrite: false });
  await put(ada, weights);
  return ada;
}

async function active({ person, record }: Visitor): Promise<number> {
  const grant = makeSystemGrant('tests', record.id, person.id);
  const found = await server.vault.store.read(db => db.things(grant).ofTypes([typeIds.weight], 1000));
  return found.length;
}

describe('all that was found', () => {
  test('is deleted after a question that counts it, and comes back by one undo', async () => {
    const ada = await given(120);
    const list = await ada.browser.open('/items?kind=weight&choose=yes');
    const question = await ada.browser.submit(list, '/items/all', { do: 'delete' });
    expect(question.text).toContain('Delete all that was found?');
    expect(question.text).toContain('Ada Example · Weight');
    expect(question.text).toContain('It is 120 items.');
    expect(await active(ada)).toBe(120);
    const deleted = await ada.browser.submit(question, '/items/all');
    expect(deleted.text).toContain('120 items are deleted.');
    expect(await active(ada)).toBe(0);
    expect((await ada.browser.open('/items?kind=height')).text).toContain('1.7 m');
    const undone = await ada.browser.submit(deleted, '/items/restore');
    expect(undone.text).toContain('120 items are back.');
    expect(await active(ada)).toBe(120);
  });

  test('by words is what these words find', async () => {
    const ada = await given(40);
    await put(ada, 30, 'neighbour');
    const list = await ada.browser.open('/items');
    const found = await ada.browser.submit(list, '/items/find', { words: 'neighbour' });
    const choosing = await ada.browser.open(found.tag(/choose=yes/)!.href!);
    const question = await ada.browser.submit(choosing, '/items/all', { do: 'delete' });
    expect(question.text).toContain('Words: neighbour');
    expect(question.text).toContain('It is 30 items.');
    await ada.browser.submit(question, '/items/all');
    expect(await active(ada)).toBe(40);
  });

  test('is asked about again where it has changed meanwhile', async () => {
    const ada = await given(30);
    const list = await ada.browser.open('/items?kind=weight&choose=yes');
    const question = await ada.browser.submit(list, '/items/all', { do: 'delete' });
    await put(ada, 1);
    const again = await ada.browser.submit(question, '/items/all');
    expect(again.text).toContain('has changed meanwhile');
    expect(again.text).toContain('It is 31 items.');
    expect(await active(ada)).toBe(31);
    await ada.browser.submit(again, '/items/all');
    expect(await active(ada)).toBe(0);
  });

  test('goes as far as one request may change, and says so', async () => {
    const ada = await given(130);
    await put(ada, 20);
    const list = await ada.browser.open('/items?kind=weight&choose=yes');
    const question = await ada.browser.submit(list, '/items/all', { do: 'delete' });
    expect(question.text).toContain('takes the newest 130 of what fits');
    await ada.browser.submit(question, '/items/all');
    expect(await active(ada)).toBe(20);
  });

  test.each(['restore', 'purge'] as const)('of what was deleted: %s', async way => {
    const ada = await given(40);
    const question = await ada.browser.submit(
      await ada.browser.open('/items?kind=weight&choose=yes'),
      '/items/all',
      {
        do: 'delete',
      },
    );
    await ada.browser.submit(question, '/items/all');
    const list = await ada.browser.open('/items?kind=weight&state=deleted');
    await ada.browser.submit(await ada.browser.submit(list, '/items/all', { do: way }), '/items/all');
    expect(await active(ada)).toBe(way === 'restore' ? 40 : 0);
    const left = (await ada.browser.open('/items?kind=weight&state=deleted')).text;
    expect(left).toContain('Nothing here yet');
  });

  test('is offered where there is another page, to whoever may delete', async () => {
    const ada = await given(40);
    expect((await ada.browser.open('/items?kind=height&choose=yes')).html).not.toContain(
      'action="/items/all"',
    );
    expect((await ada.browser.open('/items?choose=yes')).html).toContain('action="/items/all"');
    const { browser, person } = await givenSignedIn(server, 'Bo Guest');
    await giveAccess(server, { person, record: ada.record }, 'view');
    await signInAs(browser, person);
    await browser.open(`/records/${ada.record.id}`);
    const list = await browser.open('/items?choose=yes');
    expect(list.html).not.toContain('action="/items/all"');
    const { form } = list.form('/sign-out');
    const values = { form, record: ada.record.id, back: '/items', do: 'delete' };
    const page = await browser.post('/items/all', values);
    await browser.submit(page, '/items/all');
    expect(await active(ada)).toBe(40);
  });

  test('is nothing at an address that finds something else, or by words of another list', async () => {
    const [ada, eve] = [await given(30), await given(30)];
    const list = await ada.browser.open('/items?choose=yes');
    const { form, record } = list.form('/items/all');
    const found = await eve.browser.submit(await eve.browser.open('/items'), '/items/find', { words: '61' });
    const theirs = found.url.pathname + found.url.search;
    const odd: [string, string][] = [
      ['/timeline', 'delete'],
      ['/items/add', 'delete'],
      ['/items', 'purge'],
      ['/items?state=deleted', 'delete'],
      ['/items', 'all'],
      [theirs, 'delete'],
    ];
    for (const [back, way] of odd)
      expect([back, (await ada.browser.post('/items/all', { form, record, back, do: way })).status]).toEqual([
        back,
        404,
      ]);
    expect((await ada.browser.post('/items/all', { record, back: '/items', do: 'delete' })).status).toBe(403);
    expect(await active(ada)).toBe(30);
  });
});

describe('a page', () => {
  test('has a hundred items where that is chosen, a search keeps it, and its deletion is undone', async () => {
    const ada = await given(120);
    const first = await ada.browser.open('/items?choose=yes');
    expect(first.html.match(/name="thing"/g)).toHaveLength(25);
    const href = /href="(\/items\?[^"]*size=100)"/.exec(first.html)![1]!;
    const large = await ada.browser.open(`${href}&choose=yes`);
    const stamps = [...large.html.matchAll(/name="thing" value="([^"]+)"/g)].map(([, value]) => value!);
    expect(stamps).toHaveLength(100);
    const found = await ada.browser.submit(large, '/items/find', { from: '2026-03-01' });
    expect(found.url.search).toContain('size=100');
    expect(found.html).toContain('>Show 25 on a page<');
    const deleted = await ada.browser.submit(large, '/items/chosen', { thing: stamps, do: 'delete' });
    expect(deleted.text).toContain('100 items are deleted.');
    const undone = await ada.browser.submit(deleted, '/items/restore');
    expect(undone.text).toContain('100 items are back.');
    expect(await active(ada)).toBe(120);
  });
});

test('an undo that names another operation brings back nothing that was not deleted by it', async () => {
  const ada = await given(30);
  const question = await ada.browser.submit(
    await ada.browser.open('/items?kind=weight&choose=yes'),
    '/items/all',
    {
      do: 'delete',
    },
  );
  const deleted = await ada.browser.submit(question, '/items/all');
  for (const operation of ['1', '99', '-1', 'x']) {
    const values = { ...deleted.form('/items/restore'), operation };
    expect((await ada.browser.post('/items/restore', values)).text).toContain('nothing was done');
  }
  expect(await active(ada)).toBe(0);
});
