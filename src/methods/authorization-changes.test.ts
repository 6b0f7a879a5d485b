// What becomes of an application's access when its rules change, when a person's own access changes, and when either
// takes it away: as applications and people see it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import { giveConsent, revoke } from '../core/authorization/consent.ts';
import { permissions, type Rule } from '../core/authorization/rules.ts';
import { createRecord } from '../core/records/create.ts';
import type { RecordAccess } from '../core/records/record.ts';
import { actionUrl, allow, givenVisitor, givenWebApp, redirectTo } from '../shell/testing/apps.ts';
import {
  type Answer,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
  openClient,
  TestClient,
} from '../testing/given.ts';
import { sessionRequest } from '../testing/matrix/probes.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, thingXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const { weight, height, bloodPressure, medication1, medication2 } = typeIds;

function rule(given: Partial<Rule> = {}): Rule {
  return {
    name: 'r',
    reason: 'testing',
    mode: 'online',
    permissions,
    targets: [{ typeIds: [weight] }],
    exceptions: [],
    optional: undefined,
    ...given,
  };
}
const both = (...ids: string[]): Rule[] => [
  rule({ targets: [{ typeIds: ids }] }),
  rule({ mode: 'offline', targets: [{ typeIds: ids }] }),
];
const optional = { displayFirst: false, checkedFirst: false, checkedByDefault: false };

async function change(app: Application, to: Partial<Application>): Promise<Application> {
  const changed = { ...app, ...to };
  await server.vault.store.write(db => db.applications.put(changed));
  return changed;
}

/** What the three methods that tell of records say of the linked one: the same. */
async function action({ client, recordId, userToken }: Linked): Promise<string | undefined> {
  const answers = [
    await client.call('GetPersonInfo', { userToken }),
    await client.call('GetAuthorizedRecords', { userToken, info: `<id>${recordId}</id>` }),
    await client.call('GetAuthorizedPeople', { info: '<parameters/>' }),
  ];
  const told = answers.map(answer => actions(answer).get(recordId));
  expect(new Set(told).size).toBe(1);
  return told[0];
}

function actions(answer: Answer): Map<string, string> {
  return new Map(
    answer
      .elements('record')
      .map(at => [at.attribute('id')!, at.attribute('app-record-auth-action')!] as const),
  );
}

async function rights(
  { client, recordId, userToken, personId }: Linked,
  typeId: string,
  mode: 'online' | 'offline' = 'online',
): Promise<string[]> {
  const who = mode === 'online' ? { userToken } : { personId };
  const info = `<thing-type-id>${typeId}</thing-type-id>`;
  const answer = await client.call('QueryPermissions', { recordId, info, ...who });
  expect(answer.code).toBe(0);
  return (
    answer
      .elements(`${mode}-access-permissions`)[0]
      ?.outerXml()
      .match(/>(\w+)<\/permission>/g) ?? []
  ).map(text => /\w+/.exec(text)![0]);
}

function put(
  { client, recordId, userToken, personId }: Linked,
  thing: string,
  mode: 'online' | 'offline' = 'online',
) {
  return client
    .call('PutThings', {
      version: 2,
      recordId,
      info: thing,
      ...(mode === 'online' ? { userToken } : { personId }),
    })
    .then(({ code }) => code);
}

const aHeight = () =>
  thingXml(height, {
    data: `<height><when><date><y>2026</y><m>1</m><d>2</d></date></when><value><m>1.7</m></value></height>`,
  });

const setAccess = ({ person, record }: Linked, to: Partial<RecordAccess>) =>
  server.vault.store.write(async db => {
    const access = (await db.records.access(person.id, record.id))!;
    await db.records.putAccess({ ...access, ...to });
  });

describe('when a required rule gains types', () => {
  test('the person is asked for, old grants go on working, and what was gained is refused until then', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    expect(await action(linked)).toBe('NoActionRequired');
    const app = await change(linked.app, { rules: both(weight, height) });
    expect(await action(linked)).toBe('ReauthorizationRequired');
    for (const mode of ['online', 'offline'] as const) {
      expect(await put(linked, aWeight(), mode)).toBe(0);
      expect(await put(linked, aHeight(), mode)).toBe(11);
      expect(await rights(linked, height, mode)).toEqual([]);
    }
    server.clock.pass(60_000);
    const again = await linkApp(server, { ...linked, app }, linked);
    expect([again.personId, again.recordId]).toEqual([linked.personId, linked.recordId]);
    expect(await action(linked)).toBe('NoActionRequired');
    for (const mode of ['online', 'offline'] as const) expect(await put(linked, aHeight(), mode)).toBe(0);
    const record = (await linked.client.call('GetPersonInfo', linked)).elements('record')[0]!;
    const created = Date.parse(record.attribute('record-app-auth-created-date')!);
    expect(Date.parse(record.attribute('date-updated')!) - created).toBeGreaterThanOrEqual(60_000);
  });

  test('AUTH leads to the consent page once more, and then straight back', async () => {
    const browser = await givenVisitor(server);
    const { app, thumbprint } = await givenWebApp(server, { rules: [rule()] });
    const auth = redirectTo('AUTH', { appid: app.id });
    await allow(browser, await browser.open(auth));
    expect((await browser.open(auth)).location).toMatch(actionUrl);
    await change(app, { rules: [rule({ targets: [{ typeIds: [weight, height] }] })] });
    const page = await browser.open(auth);
    expect(page.url.pathname).toBe('/consent');
    expect(page.text).toContain('Height');
    const userToken = (await allow(browser, page)).returned('wctoken')!;
    expect((await browser.open(auth)).location).toMatch(actionUrl);
    const client = await openClient(server, { app, thumbprint });
    expect([...actions(await client.call('GetPersonInfo', { userToken })).values()]).toEqual([
      'NoActionRequired',
    ]);
  });

  test('an application for several records gets its token when any of them has all, and sees which', async () => {
    const { app, thumbprint } = await givenWebApp(server, { rules: [rule()], multiRecord: true });
    const browser = await givenVisitor(server);
    const auth = redirectTo('AUTH', { appid: app.id });
    const userToken = (await allow(browser, await browser.open(auth))).returned('wctoken')!;
    const client = await openClient(server, { app, thumbprint });
    const alias = client.call('GetPersonInfo', { userToken }).then(answer => answer.texts('person-id')[0]!);
    const personId = (await server.vault.store.read(async db => db.aliases.person(app.id, await alias)))!;
    await server.vault.store.write(async db => {
      const { id } = await createRecord(db, server.vault, { personId, name: 'Kid', relationship: 8 });
      await giveConsent(db, server.vault, {
        app: { ...app, rules: [] },
        personId,
        recordId: id,
        optionalRules: [],
      });
    });
    expect((await browser.open(auth)).location).toMatch(actionUrl);
    const told = [...actions(await client.call('GetPersonInfo', { userToken })).values()];
    expect(told.toSorted()).toEqual(['NoActionRequired', 'ReauthorizationRequired']);
  });
});

describe('nobody is asked again when', () => {
  test.each<[string, Rule[], Rule[]]>([
    ['a required rule loses types', both(weight, height), both(weight)],
    [
      'a rule is split, renamed and reordered',
      both(weight, height),
      [...both(height), ...both(weight)].map((r, n) => ({ ...r, name: `r${n}` })),
    ],
    ['another version of a type is named', both(medication1), both(medication2)],
    [
      'an optional rule comes up, or gains types',
      both(weight),
      [...both(weight), rule({ name: 'o', optional, targets: [{ typeIds: 'all' }] })],
    ],
    [
      'dates get narrower',
      both(weight),
      [rule({ targets: [{ typeIds: [weight], from: '2020-01-01T00:00:00' }] })],
    ],
    ['a required rule becomes optional', both(weight), both(weight).map(r => ({ ...r, optional }))],
  ])('%s; and what was granted stays', async (_, before, after) => {
    const linked = await givenLinkedApp(server, { rules: before });
    const [type] = before[0]!.targets[0]!.typeIds as string[];
    await change(linked.app, { rules: after });
    expect(await action(linked)).toBe('NoActionRequired');
    for (const mode of ['online', 'offline'] as const)
      expect(await rights(linked, type!, mode)).toHaveLength(permissions.length);
  });

  test('a session of the application is opened, in which nobody’s record is in question', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    await change(linked.app, { rules: both(weight, height) });
    for (const version of [1, 2]) {
      const info = sessionRequest({ ...linked, now: server.clock.now() }, version);
      const client = new TestClient(server, linked.app.id);
      const answer = await client.call('CreateAuthenticatedSessionToken', { version, info });
      expect(answer.elements('token')[0]!.attribute('app-record-auth-action')).toBe('NoActionRequired');
    }
  });
});

describe('optional rules', () => {
  const app = () =>
    givenWebApp(server, {
      rules: [
        rule(),
        rule({ name: 'extra', targets: [{ typeIds: [height] }], optional }),
        rule({ name: 'extra', mode: 'offline', targets: [{ typeIds: [bloodPressure] }], optional }),
        rule({ name: 'other', mode: 'offline', targets: [{ typeIds: [weight] }], optional }),
      ],
    });

  test('are asked for by name, online and offline apart, granted one by one, and kept when asked again', async () => {
    const testApp = await app();
    const browser = await givenVisitor(server);
    const ask = (more: Record<string, string>) =>
      browser.open(redirectTo('APPAUTH', { appid: testApp.app.id, ...more }));
    const first = await allow(browser, await browser.open(redirectTo('AUTH', { appid: testApp.app.id })));
    const client = await openClient(server, testApp);
    const has = async (userToken: string) => {
      const info = await client.call('GetPersonInfo', { userToken });
      expect([...actions(info).values()]).toEqual(['NoActionRequired']);
      const recordId = info.elements('record')[0]!.attribute('id')!;
      const asked = [height, bloodPressure, weight]
        .map(id => `<thing-type-id>${id}</thing-type-id>`)
        .join('');
      const answer = await client.call('QueryPermissions', { userToken, recordId, info: asked });
      return answer
        .elements('thing-type-permission')
        .map(at => at.outerXml())
        .flatMap(xml => {
          const id = [height, bloodPressure, weight].find(id => xml.includes(id))!;
          const modes = ['online', 'offline'].filter(mode => xml.includes(`${mode}-access-permissions`));
          return modes.map(mode => `${mode} ${id}`);
        })
        .toSorted();
    };
    const named = (...those: string[]) => those.toSorted();
    const basic = `online ${weight}`;
    expect(await has(first.returned('wctoken')!)).toEqual([basic]);
    const online = await ask({ onopt1: 'extra' });
    expect(online.html).not.toContain('value="0:offline:extra"');
    const second = await allow(browser, online, { optional: ['0:online:extra'] });
    expect(await has(second.returned('wctoken')!)).toEqual(named(basic, `online ${height}`));
    const third = await allow(browser, await ask({ offopt1: 'extra', offopt2: 'other' }), {
      optional: ['0:online:extra', '0:offline:extra', '0:offline:other'],
    });
    const all = named(basic, `online ${height}`, `offline ${bloodPressure}`, `offline ${weight}`);
    expect(await has(third.returned('wctoken')!)).toEqual(all);
    // What is left unticked is taken back, one by one.
    const fourth = await allow(browser, await ask({}), { optional: ['0:online:extra', '0:offline:other'] });
    expect(await has(fourth.returned('wctoken')!)).toEqual(
      named(basic, `online ${height}`, `offline ${weight}`),
    );
  });

  test('are not taken from the record when the application changes them, until it asks', async () => {
    const testApp = await givenApp(server.vault, { rules: [rule({ name: 'extra', optional })] });
    const linked = await linkApp(server, testApp, await givenPerson(server.vault), ['extra']);
    expect(await put(linked, aWeight())).toBe(0);
    await change(testApp.app, {
      rules: [rule({ name: 'extra', optional, targets: [{ typeIds: [height] }] })],
    });
    expect(await action(linked)).toBe('NoActionRequired');
    expect(await put(linked, aWeight())).toBe(0);
    expect(await put(linked, aHeight())).toBe(11);
  });
});

describe('when the person', () => {
  test('may do less than before, the application may do no more, and asking again is of no use', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    await setAccess(linked, { level: 'view' });
    expect(await rights(linked, weight)).toEqual(['Read']);
    for (const mode of ['online', 'offline'] as const) expect(await put(linked, aWeight(), mode)).toBe(11);
    expect(await action(linked)).toBe('ReauthorizationNotPossible');
    await setAccess(linked, { level: 'custodian', typeIds: [height] });
    expect(await rights(linked, weight)).toEqual([]);
    expect(await action(linked)).toBe('ReauthorizationNotPossible');
    await setAccess(linked, { typeIds: undefined });
    expect(await action(linked)).toBe('NoActionRequired');
    expect(await put(linked, aWeight())).toBe(0);
  });

  test('cannot give what a rule gained, asking again is not possible, and old grants go on working', async () => {
    const readOnly = both(weight).map(r => ({ ...r, permissions: ['Read'] as const }));
    const linked = await givenLinkedApp(server, { rules: readOnly });
    await setAccess(linked, { level: 'view' });
    expect(await action(linked)).toBe('NoActionRequired');
    await change(linked.app, { rules: both(weight) });
    expect(await action(linked)).toBe('ReauthorizationNotPossible');
    expect(await rights(linked, weight, 'offline')).toEqual(['Read']);
  });

  test('loses the record, the application loses it through that person, and through no other', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    const parent = await givenPerson(server.vault, 'Parent');
    await server.vault.store.write(async db => {
      const access = (await db.records.access(linked.person.id, linked.record.id))!;
      await db.records.putAccess({ ...access, personId: parent.person.id });
    });
    const throughParent = await linkApp(server, linked, { person: parent.person, record: linked.record });
    await server.vault.store.write(db => db.records.removeAccess(linked.person.id, linked.record.id));
    for (const mode of ['online', 'offline'] as const) {
      expect(await put(linked, aWeight(), mode)).toBe(11);
      expect(await put(throughParent, aWeight(), mode)).toBe(0);
    }
    const { client, userToken, personId } = linked;
    expect((await client.call('GetPersonInfo', { userToken })).code).toBe(11);
    expect((await client.call('GetPersonInfo', { personId })).code).toBe(11);
    const people = await client.call('GetAuthorizedPeople', { info: '<parameters/>' });
    expect(people.texts('person-id')).toEqual([throughParent.personId]);
    expect((await client.call('GetUpdatedRecordsForApplication', { version: 2 })).xml).not.toContain(
      linked.recordId,
    );
  });

  test('has access until a moment, the application has it as long', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    const ends = server.clock.now() + 60_000;
    await setAccess(linked, { expiresAt: ends });
    const info = await linked.client.call('GetPersonInfo', { userToken: linked.userToken });
    expect(Date.parse(info.elements('record')[0]!.attribute('auth-expires')!)).toBe(ends);
    expect(await put(linked, aWeight())).toBe(0);
    server.clock.pass(60_001);
    expect(await put(linked, aWeight())).toBe(11);
    expect((await linked.client.call('GetPersonInfo', { userToken: linked.userToken })).code).toBe(11);
  });
});

describe('when records are revoked', () => {
  test('one by one, GetPersonInfo tells of those that are left, and answers 11 when there are none', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    const second = await server.vault.store.write(async db => {
      const record = await createRecord(db, server.vault, {
        personId: linked.person.id,
        name: 'Kid',
        relationship: 8,
      });
      return record;
    });
    const kid = await linkApp(server, linked, { person: linked.person, record: second });
    const { client, userToken } = linked;
    const ids = async () =>
      (await client.call('GetPersonInfo', { userToken })).elements('record').map(at => at.attribute('id'));
    expect((await ids()).toSorted()).toEqual([linked.recordId, kid.recordId].toSorted());
    const remove = (recordId: string) =>
      client.call('RemoveApplicationRecordAuthorization', { userToken, recordId });
    expect((await remove(linked.recordId)).code).toBe(0);
    expect(await ids()).toEqual([kid.recordId]);
    expect((await remove(linked.recordId)).code).toBe(11);
    const authorized = await client.call('GetAuthorizedRecords', {
      userToken,
      info: `<id>${linked.recordId}</id>`,
    });
    expect([authorized.code, authorized.elements('record').length]).toEqual([0, 0]);
    await server.vault.store.write(db =>
      revoke(db, server.vault, { appId: linked.app.id, personId: linked.person.id, recordId: second.id }),
    );
    expect((await client.call('GetPersonInfo', { userToken })).code).toBe(11);
    expect(
      (await client.call('GetAuthorizedPeople', { info: '<parameters/>' })).elements('person-info'),
    ).toEqual([]);
  });

  test('and authorised again, they have the ids they had', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    const { client, userToken, recordId } = linked;
    await client.call('RemoveApplicationRecordAuthorization', { userToken, recordId });
    const again = await linkApp(server, linked, linked);
    expect([again.personId, again.recordId]).toEqual([linked.personId, recordId]);
    expect(await put(again, aWeight())).toBe(0);
  });
});

describe('where an application does not serve the country of the person', () => {
  test('its records say so, and what was granted before goes on working', async () => {
    const linked = await givenLinkedApp(server, { rules: both(weight) });
    await change(linked.app, { recordLocations: [{ country: 'CA' }] });
    expect(await action(linked)).toBe('RecordLocationNotSupported');
    expect(await put(linked, aWeight())).toBe(0);
    await change(linked.app, { recordLocations: [{ country: 'CA' }, { country: 'us' }] });
    expect(await action(linked)).toBe('NoActionRequired');
  });

  test('nobody can authorise it: 147', async () => {
    const { app } = await givenWebApp(server, { rules: [rule()], recordLocations: [{ country: 'CA' }] });
    const browser = await givenVisitor(server);
    const page = await allow(browser, await browser.open(redirectTo('AUTH', { appid: app.id })));
    expect(page.status).toBe(400);
    expect(page.text).toContain('147');
  });
});
