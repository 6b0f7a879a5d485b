// Writes that come a second time, as clients send them that got no answer (`Keepwell-Once: 1`): done once, answered twice.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
} from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const weightOf = (kg: number, clientId?: string) =>
  `<type-id>${typeIds.weight}</type-id><data-xml><weight><when><date><y>2026</y><m>11</m><d>2</d></date></when>` +
  `<value><kg>${kg}</kg></value></weight>${clientId === undefined ? '' : `<common><client-thing-id>${clientId}</client-thing-id></common>`}</data-xml>`;
const aNew = (kg: number, clientId?: string) => `<thing>${weightOf(kg, clientId)}</thing>`;
const next = ({ id, stamp }: Key, kg: number, clientId?: string) =>
  `<thing><thing-id version-stamp="${stamp}">${id}</thing-id>${weightOf(kg, clientId)}</thing>`;

interface Key {
  readonly id: string;
  readonly stamp: string;
}

const call = (method: string, info: string, { by = app, once = true } = {}) =>
  by.client.call(method, {
    version: method === 'PutThings' ? 2 : 1,
    info,
    recordId: by.recordId,
    personId: by.personId,
    headers: once ? { 'keepwell-once': '1' } : {},
  });
const put = (things: string, given = {}) => call('PutThings', things, given);
const keysIn = (answer: Answer): Key[] =>
  answer.elements('thing-id').map(at => ({ stamp: at.attribute('version-stamp')!, id: at.text() }));
const remove = ({ id, stamp }: Key, given = {}) =>
  call('RemoveThings', `<thing-id version-stamp="${stamp}">${id}</thing-id>`, given);
const wanted = ({ id }: Key) => `<group><id>${id}</id><format><section>core</section><xml/></format></group>`;
/** What was done to a thing, by the log of the record. */
async function doneTo({ id }: Key): Promise<string[]> {
  const info = '<record-operation-sequence-number>0</record-operation-sequence-number>';
  const answer = await call('GetRecordOperations', info, { once: false });
  return answer
    .elements('record-operation')
    .filter(at => at.outerXml().includes(id))
    .map(at => /<operation>(\w+)/.exec(at.outerXml())![1]!);
}

describe('a new thing', () => {
  test('that comes twice under a client id is put once, and answered with the same key', async () => {
    const first = await put(aNew(70, 'a'));
    const again = await put(aNew(70, 'a'));
    expect(keysIn(again)).toEqual(keysIn(first));
    expect(await doneTo(keysIn(first)[0]!)).toEqual(['Create']);
    // Who does not ask for it gets what HealthVault's applications always got.
    const plain = await put(aNew(70, 'a'), { once: false });
    expect(keysIn(plain)[0]!.id).not.toBe(keysIn(first)[0]!.id);
  });

  test('is put once when both come together', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(aNew(71, 'together'))));
    expect(new Set(answers.map(answer => keysIn(answer)[0]!.id)).size).toBe(1);
  });

  test('that was changed meanwhile is answered as it was put: an update by that key is outdated', async () => {
    const [key] = keysIn(await put(aNew(72, 'b')));
    await put(next(key!, 73, 'b'));
    await put(next(keysIn(await call('GetThings', wanted(key!), { once: false }))[0]!, 74, 'b'));
    const again = await put(aNew(72, 'b'));
    expect(keysIn(again)).toEqual([key]);
    expect((await put(next(keysIn(again)[0]!, 75, 'b'))).code).toBe(61);
    expect(await doneTo(key!)).toEqual(['Create', 'Update', 'Update']);
  });

  test('of other data is refused also where the thing was changed meanwhile, even into the same', async () => {
    const [key] = keysIn(await put(aNew(72, 'changed')));
    await put(next(key!, 73, 'changed'));
    for (const kg of [73, 74]) expect((await put(aNew(kg, 'changed'))).code).toBe(60);
  });

  test('is found however many another application has under the same client id', async () => {
    const [key] = keysIn(await put(aNew(72, 'crowded')));
    const other = await linkApp(server, await givenApp(server.vault), app);
    for (let i = 0; i < 3; i++) {
      const crowd = Array.from({ length: 400 }, () => aNew(73, 'crowded')).join('');
      expect((await put(crowd, { by: other, once: false })).code).toBe(0);
    }
    expect(keysIn(await put(aNew(72, 'crowded')))).toEqual([key]);
  });

  test('is known for the person that put it: another of the same application has client ids of their own', async () => {
    const other = await givenPerson(server.vault);
    await server.vault.store.write(async db => {
      const access = (await db.records.access(app.person.id, app.record.id))!;
      await db.records.putAccess({ ...access, personId: other.person.id });
    });
    const theirs = await linkApp(server, app, { person: other.person, record: app.record });
    const [mine] = keysIn(await put(aNew(80, 'scale')));
    const [first] = keysIn(await put(aNew(81, 'scale'), { by: theirs }));
    expect(first!.id).not.toBe(mine!.id);
    expect(keysIn(await put(aNew(81, 'scale'), { by: theirs }))).toEqual([first]);
    expect(keysIn(await put(aNew(80, 'scale')))).toEqual([mine]);
  });

  test('that bears the client id of another in the same request is refused', async () => {
    const answer = await put(aNew(82, 'twice') + aNew(82, 'twice'));
    expect(answer.code).toBe(60);
    expect(answer.message).toContain('Thing 2 of 2. Another new thing of this request has this client id');
    expect((await put(aNew(82, 'twice') + aNew(82, 'twice'), { once: false })).code).toBe(0);
  });

  test('of other data under the same client id is refused: nothing is lost without a word', async () => {
    await put(aNew(74, 'c'));
    const answer = await put(aNew(75, 'c'));
    expect(answer.code).toBe(60);
    expect(answer.message).toContain('Thing 1 of 1. Another thing was put under this client id before');
  });

  test('that was removed meanwhile does not come back', async () => {
    const [key] = keysIn(await put(aNew(76, 'd')));
    await remove(key!);
    const answer = await put(aNew(76, 'd'));
    expect(answer.code).toBe(13);
    expect(answer.message).toContain('is there no more');
  });

  test('is known for the application that put it, and in the record that it is in', async () => {
    const other = await linkApp(server, await givenLinkedApp(server), app);
    const [mine] = keysIn(await put(aNew(77, 'e')));
    const [theirs] = keysIn(await put(aNew(77, 'e'), { by: other }));
    expect(theirs!.id).not.toBe(mine!.id);
  });

  test('without a client id is new each time', async () => {
    const keys = [await put(aNew(78)), await put(aNew(78))].map(answer => keysIn(answer)[0]!.id);
    expect(new Set(keys).size).toBe(2);
  });
});

test('several things together are put once, and keep their order', async () => {
  const [old] = keysIn(await put(aNew(60, 'f')));
  const things = aNew(61, 'g') + next(old!, 62, 'f') + aNew(63, 'h');
  const first = await put(things);
  expect(first.code).toBe(0);
  expect(keysIn(await put(things))).toEqual(keysIn(first));
  expect(await doneTo(old!)).toEqual(['Create', 'Update']);
});

test('a new version that comes twice is made once; another than the one there is refused', async () => {
  const [key] = keysIn(await put(aNew(50, 'i')));
  const first = keysIn(await put(next(key!, 51, 'i')));
  expect(keysIn(await put(next(key!, 51, 'i')))).toEqual(first);
  expect((await put(next(key!, 52, 'i'))).code).toBe(61);
  expect((await put(next(key!, 51, 'i'), { once: false })).code).toBe(61);
  expect(await doneTo(key!)).toEqual(['Create', 'Update']);
});

test('a removal that comes twice is done once', async () => {
  const [key] = keysIn(await put(aNew(40, 'j')));
  expect((await remove(key!)).code).toBe(0);
  expect((await remove(key!)).code).toBe(0);
  expect((await remove(key!, { once: false })).code).toBe(13);
  expect(await doneTo(key!)).toEqual(['Create', 'Delete']);
});
