import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../core/applications/self-signed.ts';
import { giveConsent } from '../core/authorization/consent.ts';
import { createChild, readChildToBe } from '../core/healthvault/soda/soda.ts';
import {
  fullRules,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
  testKey,
} from '../testing/given.ts';
import { sdkFor } from '../testing/sdk.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';
import bloodPressure from '../things/blood-pressure.ts';
import medication from '../things/medication.ts';
import weight from '../things/weight.ts';
import {
  type App,
  type ConnectOptions,
  connect,
  createApplicationUrl,
  HealthVaultError,
  InvalidValueError,
  shellUrl,
  UnreachableError,
} from './index.ts';

const privateKey = testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const on = (day: number, month = 11) => ({ date: { y: 2026, m: month, d: day } });

let server: TestServer;
let linked: Linked;
let app: App;
beforeAll(async () => {
  server = await startTestServer({ limits: { fullThingsPerGroupMax: 3, partialThingsPerGroupMax: 4 } });
  linked = await givenLinkedApp(server, { name: 'SDK' });
  app = await client(linked);
});
afterAll(() => server.close());

const client = ({ app }: Pick<Linked, 'app'>, options: Partial<ConnectOptions> = {}, on = server) =>
  sdkFor(on, { app }, options);

const record = () => app.record(linked.recordId, { personId: linked.personId });
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    error => error,
  );

describe('people', () => {
  test('who authorised the application come with their records', async () => {
    const second = await linkApp(server, linked, await givenPerson(server.vault, 'Bo Test'));
    const people = await app.people();
    expect(people.map(({ id }) => id).sort()).toEqual([linked.personId, second.personId].sort());
    const ada = people.find(({ id }) => id === linked.personId)!;
    expect(ada).toMatchObject({
      name: 'Ada Test',
      records: [{ id: linked.recordId, name: 'Ada Test', custodian: true, relationship: 1 }],
    });
  });

  test('are told apart online and offline', async () => {
    const online = await app.personInfo({ userToken: linked.userToken });
    const offline = await app.personInfo({ personId: linked.personId });
    expect(online).toEqual(offline);
    expect(online.id).toBe(linked.personId);
  });
});

describe('things', () => {
  test('come back as they were put, with their note and client id', async () => {
    const value = { when: { ...on(3), time: { h: 7, m: 30 } }, systolic: 128, diastolic: 82, pulse: 64 };
    const key = await record().put(bloodPressure, value, {
      note: 'left arm <seated> & calm',
      clientId: 'bp-1',
    });
    const [thing] = await record().get(bloodPressure);
    expect(thing).toMatchObject({
      ...key,
      value,
      note: 'left arm <seated> & calm',
      clientId: 'bp-1',
      effectiveDate: '2026-11-03T07:30:00',
    });
    expect(await record().get(bloodPressure, { clientIds: ['bp-1'] })).toEqual([thing]);
    // @ts-expect-error a weight has other members
    const wrong: Promise<unknown> = record().put(weight, value);
    expect(await refusal(wrong)).toBeInstanceOf(InvalidValueError);
  });

  test('are updated without losing what goes with them, and only by who saw the current version', async () => {
    const mine = await linkedRecord();
    const key = await mine.put(
      weight,
      { when: on(1), value: { kg: 70 } },
      { note: 'before breakfast', clientId: 'w-1' },
    );
    const [thing] = await mine.get(weight);
    const { versionStamp } = await mine.update(thing!, { when: on(1), value: { kg: 71 } });
    expect(versionStamp).not.toBe(key.versionStamp);
    const [updated] = await mine.get(weight);
    expect(updated).toMatchObject({
      id: key.id,
      versionStamp,
      value: { value: { kg: 71 } },
      note: 'before breakfast',
      clientId: 'w-1',
    });
    const stale = await refusal(mine.update(thing!, { when: on(1), value: { kg: 72 } }));
    expect(stale).toMatchObject({ code: 61, name: 'VERSION_STAMP_MISMATCH' });
  });

  test('are removed', async () => {
    const mine = await linkedRecord();
    const keys = [
      await mine.put(weight, { when: on(1), value: { kg: 70 } }),
      await mine.put(weight, { when: on(2), value: { kg: 71 } }),
    ];
    await mine.remove(...keys);
    expect(await mine.get(weight)).toEqual([]);
    // Whoever got no answer may ask again; what never was is told.
    await mine.remove(keys[0]!);
    const none = { ...keys[0]!, id: '11111111-1111-1111-1111-111111111111' };
    expect(await refusal(mine.remove(none))).toMatchObject({ code: 13, name: 'INVALID_THING' });
  });

  test('come newest first, all of them, however few the platform gives at once', async () => {
    const mine = await linkedRecord();
    for (let day = 1; day <= 20; day++) await mine.put(weight, { when: on(day), value: { kg: 60 + day } });
    const kilos = async (query = {}) => (await mine.get(weight, query)).map(({ value }) => value.value.kg);
    const all = Array.from({ length: 20 }, (_, i) => 80 - i);
    expect(await kilos()).toEqual(all);
    expect(await kilos({ max: 2 })).toEqual(all.slice(0, 2));
    expect(await kilos({ max: 11 })).toEqual(all.slice(0, 11));
    expect(await kilos({ from: '2026-11-05', to: '2026-11-06' })).toEqual([66, 65]);
    expect(await kilos({ from: '2026-11-05', to: '2026-11-14' })).toEqual(all.slice(6, 16));
  });

  test('are asked for as they are wanted, no page more', async () => {
    const { recordId, personId } = await linkApp(server, linked, await givenPerson(server.vault));
    let asked = 0;
    const counting: typeof fetch = (url, init) => {
      asked += Number(String(init?.body).includes('<method>GetThings<'));
      return fetch(url, init);
    };
    const mine = (await client(linked, { fetch: counting })).record(recordId, { personId });
    for (let day = 1; day <= 9; day++) await mine.put(weight, { when: on(day), value: { kg: 60 + day } });
    const kilos: number[] = [];
    for await (const { value } of mine.each(weight)) {
      kilos.push(value.value.kg);
      if (kilos.length === 3) break;
    }
    expect({ kilos, asked }).toEqual({ kilos: [69, 68, 67], asked: 1 });
    for await (const { value } of mine.each(weight)) kilos.push(value.value.kg);
    expect(kilos.slice(3)).toEqual([69, 68, 67, 66, 65, 64, 63, 62, 61]);
  });

  test('of one date are an error when they are more than a platform tells of, for they would look whole', async () => {
    await using large = await startTestServer();
    const by = await givenLinkedApp(large);
    const { recordId, personId } = by;
    const mine = (await client(by, {}, large)).record(recordId, { personId });
    const put = (count: number) =>
      by.client.call('PutThings', { version: 2, info: aWeight().repeat(count), recordId, personId });
    await put(400);
    expect(await mine.get(weight)).toHaveLength(400);
    await put(850);
    await expect(mine.get(weight)).rejects.toThrow(RangeError);
  });

  test('of an older version of their type come in the current one', async () => {
    const mine = await linkedRecord();
    await mine.putXml(
      '5c5f1223-f63c-4464-870c-3e36ba471def',
      '<medication><name>Metformin</name></medication>',
    );
    const [thing] = await mine.get(medication);
    expect(thing!.value.name).toEqual({ text: 'Metformin' });
  });

  test('that are read-only stay as they are', async () => {
    const mine = await linkedRecord();
    await mine.put(weight, { when: on(1), value: { kg: 70 } }, { readOnly: true });
    const [thing] = await mine.get(weight);
    expect(await refusal(mine.update(thing!, { when: on(1), value: { kg: 71 } }))).toMatchObject({
      code: 154,
    });
  });

  async function linkedRecord() {
    const { recordId, personId } = await linkApp(server, linked, await givenPerson(server.vault));
    return app.record(recordId, { personId });
  }
});

describe('a session', () => {
  test('is opened once for many calls, and renewed once when it has ended', async () => {
    const methods: string[] = [];
    const counting: typeof fetch = (url, init) => {
      methods.push(/<method>(\w+)/.exec(String(init?.body))![1]!);
      return fetch(url, init);
    };
    const own = await client(linked, { fetch: counting });
    await Promise.all([own.people(), own.people()]);
    expect(methods.sort()).toEqual([
      'CreateAuthenticatedSessionToken',
      'GetAuthorizedPeople',
      'GetAuthorizedPeople',
    ]);
    server.clock.pass(server.vault.limits.sessionTtlMs + 1);
    methods.length = 0;
    await own.people();
    expect(methods).toEqual([
      'GetAuthorizedPeople',
      'CreateAuthenticatedSessionToken',
      'GetAuthorizedPeople',
    ]);
  });

  test('that ends at once is not renewed again and again', async () => {
    let calls = 0;
    const ended =
      '<response><status><code>65</code><error><message>over</message></error></status></response>';
    const ending: typeof fetch = (url, init) => {
      calls++;
      return String(init?.body).includes('<method>Create')
        ? fetch(url, init)
        : Promise.resolve(new Response(ended));
    };
    const error = await refusal((await client(linked, { fetch: ending })).people());
    expect(error).toMatchObject({ code: 65, name: 'AUTHENTICATED_SESSION_TOKEN_EXPIRED', message: 'over' });
    expect(calls).toBe(4);
  });

  test('opens beside many others of the same millisecond', async () => {
    const apps = await Promise.all(Array.from({ length: 300 }, () => client(linked)));
    const answers = await Promise.all(apps.map(app => app.people()));
    expect(answers.every(people => people.length > 0)).toBe(true);
  });

  test('is refused to a key that is not registered, and tried anew at the next call', async () => {
    const certificate = await selfSigned({
      commonName: 'other',
      key: testKey.privateKey,
      days: 1,
      now: server.clock.now(),
    });
    const credential = { privateKey, certificate };
    const stranger = connect({
      platformUrl: server.platformUrl,
      appId: linked.app.id,
      credential,
      now: () => server.clock.now(),
    });
    for (let time = 0; time < 2; time++)
      expect(await refusal(stranger.people())).toMatchObject({ code: 4, name: 'BAD_SIG' });
    const without = connect({ platformUrl: server.platformUrl, appId: linked.app.id });
    expect((await refusal(without.people())).message).toContain('need a credential');
  });
});

describe('a device', () => {
  test('gets an application of its own, and works with its secret once a person agreed', async () => {
    const { app: master } = await givenApp(server.vault, {
      kind: 'soda-master',
      rules: fullRules().slice(1),
    });
    const now = () => server.clock.now();
    const creation = await connect({
      platformUrl: server.platformUrl,
      appId: master.id,
    }).newApplicationCreationInfo();
    const url = new URL(
      createApplicationUrl(server.shellUrl, { masterAppId: master.id, creation, deviceName: 'My scale' }),
    );
    expect(url.pathname).toBe('/redirect.aspx');
    expect(url.searchParams.get('target')).toBe('CREATEAPPLICATION');
    const query = new URLSearchParams(url.searchParams.get('targetqs')!);
    expect(query.get('appCreationToken')).toBe(creation.appToken);
    expect(query.get('instanceName')).toBe('My scale');

    const credential = { sodaSecret: creation.sharedSecret };
    const device = connect({ platformUrl: server.platformUrl, appId: creation.appId, credential, now });
    expect(await refusal(device.people())).toMatchObject({ name: 'INVALID_APP' });
    const { person, record } = await givenPerson(server.vault);
    await consent(master.id, creation.appToken, { personId: person.id, recordId: record.id });
    const [owner] = await device.people();
    const own = device.record(owner!.records[0]!.id, { personId: owner!.id });
    await own.put(weight, { when: on(4), value: { kg: 66 } });
    expect((await own.get(weight)).map(({ value }) => value.value.kg)).toEqual([66]);
  });

  /** What the Shell does when the person agrees. */
  async function consent(
    masterId: string,
    creationToken: string,
    owner: { personId: string; recordId: string },
  ) {
    const { vault } = server;
    await vault.store.write(async db => {
      const child = await readChildToBe(db, vault, { masterId, creationToken, instanceName: 'My scale' });
      await createChild(db, vault, child, owner.personId);
      await giveConsent(db, vault, { app: child.app, ...owner, optionalRules: [] });
    });
  }
});

describe('what goes wrong', () => {
  test('is told by code, name and a message on how to mend it', async () => {
    const elsewhere = app.record('11111111-1111-1111-1111-111111111111', { personId: linked.personId });
    const error = await refusal(elsewhere.get(weight));
    expect(error).toBeInstanceOf(HealthVaultError);
    expect(error).toMatchObject({
      code: 10,
      name: 'INVALID_RECORD',
      message: expect.stringContaining('GetPersonInfo'),
    });
  });

  test('with the connection is told apart from what the platform says', async () => {
    const at = (platformUrl: string) => refusal(connect({ platformUrl, appId: linked.app.id }).service());
    expect(await at('http://127.0.0.1:9/platform/wildcat.ashx')).toBeInstanceOf(UnreachableError);
    expect((await at(`${server.shellUrl}/nothing`)).message).toContain('HTTP status 404');
  });

  test('with a name that holds markup is found before it is sent', async () => {
    const error = await refusal(app.personInfo({ userToken: '</user-auth-token>' }));
    expect(error).toBeInstanceOf(TypeError);
  });
});

test('a platform says where it and its Shell are', async () => {
  const { platformUrl, shellUrl: shell, instances, instanceId } = await app.service();
  expect({ platformUrl, shell }).toEqual({ platformUrl: server.platformUrl, shell: server.shellUrl });
  expect(instances).toMatchObject([{ id: instanceId, platformUrl, shellUrl: shell }]);
  expect(shellUrl(`${shell}/`, 'AUTH', { appid: 'a', actionqs: '/x?y=1&z=2', redirect: undefined })).toBe(
    `${shell}/redirect.aspx?target=AUTH&targetqs=appid%3Da%26actionqs%3D%252Fx%253Fy%253D1%2526z%253D2`,
  );
});

test('the SDK loads nothing of Node and no database driver', () => {
  const dist = resolve(import.meta.dirname, '../../dist');
  const seen = new Set<string>();
  const outside = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const imports = /^(?:import|export)(?: [^'"]*? from)? ['"]([^'"]+)|import\(['"]([^'"]+)/gm;
    for (const [, fixed, late] of readFileSync(file, 'utf8').matchAll(imports)) {
      const name = (fixed ?? late)!;
      if (name.startsWith('.')) visit(join(dirname(file), name));
      else outside.add(name);
    }
  };
  const entry = join(dist, 'client/index.js');
  expect(existsSync(entry)).toBe(true);
  visit(entry);
  expect([...outside]).toEqual([]);
  expect([...seen].filter(file => /\/(storage|facades)\//.test(file))).toEqual([]);
});
