import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revoke } from '../core/authorization/consent.ts';
import {
  type Answer,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
  type TestApp,
} from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let testApp: TestApp;
let people: Linked[];
beforeAll(async () => {
  server = await startTestServer({ limits: { authorizedPeopleMax: 4 } });
  testApp = await givenApp(server.vault);
  people = [];
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    people.push(await linkApp(server, testApp, await givenPerson(server.vault, name)));
    server.clock.pass(60_000);
  }
});
afterAll(() => server.close());

const ask = (parameters = '', by = people[0]!) =>
  by.client.call('GetAuthorizedPeople', { info: `<parameters>${parameters}</parameters>` });
const names = (answer: Answer) => answer.texts('name');

/** As clients do: from the last person seen, until there are no more. */
async function pages(size?: number): Promise<string[][]> {
  const found: string[][] = [];
  let cursor: string | undefined;
  for (let more = true; more; ) {
    const answer = await ask(
      (cursor === undefined ? '' : `<person-id-cursor>${cursor}</person-id-cursor>`) +
        (size === undefined ? '' : `<num-results>${size}</num-results>`),
    );
    found.push(names(answer));
    cursor = answer.texts('person-id').at(-1);
    more = answer.texts('more-results')[0] === 'true';
  }
  return found;
}

describe('GetAuthorizedPeople', () => {
  test('gives every person once, over pages of any size', async () => {
    for (const size of [1, 2, 4]) {
      const found = await pages(size);
      expect(found.flat().sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
      expect(found.slice(0, -1).every(page => page.length === size)).toBe(true);
    }
  });

  test('the page is the server’s own when the size is left out, zero or beyond it', async () => {
    for (const size of [undefined, 0, 1000])
      expect((await pages(size)).map(page => page.length)).toEqual([4, 1]);
  });

  test('a full last page says that there is no more', async () => {
    expect((await ask('<num-results>4</num-results>')).texts('more-results')).toEqual(['true']);
    const since = `<authorizations-created-since>${new Date(server.clock.now() - 4 * 60_000).toISOString()}</authorizations-created-since>`;
    const answer = await ask(`${since}<num-results>4</num-results>`);
    expect(names(answer).sort()).toEqual(['B', 'C', 'D', 'E']);
    expect(answer.texts('more-results')).toEqual(['false']);
  });

  test('an empty since is none, and a cursor in upper case or after the last person is good', async () => {
    expect(names(await ask('<authorizations-created-since/>'))).toHaveLength(4);
    expect(
      names(await ask('<person-id-cursor>FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF</person-id-cursor>')),
    ).toEqual([]);
  });

  test('people by the ids of the application, with what GetPersonInfo tells of them', async () => {
    const answer = await ask();
    const listed = answer.texts('person-id');
    for (const id of listed) expect(people.map(({ personId }) => personId)).toContain(id);
    const first = people.find(({ personId }) => personId === listed[0])!;
    const own = await first.client.call('GetPersonInfo', { userToken: first.userToken });
    expect(answer.xml).toContain(/<person-info>.*<\/person-info>/.exec(own.xml)![0]);
  });

  test('an offline person in the header changes nothing', async () => {
    const [first] = people;
    const answer = await first!.client.call('GetAuthorizedPeople', {
      info: '<parameters/>',
      personId: first!.personId,
    });
    expect(names(answer)).toHaveLength(4);
  });

  test('leaves out who gave nothing any more and who is suspended, and fills the page all the same', async () => {
    const otherApp = await givenApp(server.vault);
    const all: Linked[] = [];
    for (const name of ['A', 'B', 'C', 'D'])
      all.push(await linkApp(server, otherApp, await givenPerson(server.vault, name)));
    all.sort((a, b) => (a.personId < b.personId ? -1 : 1));
    const [first, second, third] = all as [Linked, Linked, Linked];
    await server.vault.store.write(async db => {
      await revoke(db, server.vault, {
        appId: first.app.id,
        personId: first.person.id,
        recordId: first.record.id,
      });
      await db.people.update({ ...second.person, state: 'suspended' });
    });
    const page = await ask('<num-results>1</num-results>', third);
    expect(page.texts('person-id')).toEqual([third.personId]);
    expect(page.texts('more-results')).toEqual(['true']);
  });

  test('tells an application of its own people only', async () => {
    const other = await givenLinkedApp(server);
    expect(names(await ask('', other))).toEqual(['Ada Test']);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-getauthorizedpeople', await ask())).toEqual([]);
  });
});
