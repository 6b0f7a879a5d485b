import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import {
  authRule,
  authRules,
  certificateHex,
  type Elements,
  elementsXml,
  leastChild,
  logo,
  pngBase64,
  statement,
} from '../testing/children.ts';
import {
  type Answer,
  fullRules,
  givenApp,
  givenPerson,
  linkApp,
  openClient,
  type TestApp,
  type TestClient,
} from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let master: TestApp;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer();
  master = await givenApp(server.vault, {
    kind: 'master',
    methodGroups: ['basic', 'provisioning', 'eventing'],
    domainName: 'a.example',
  });
  client = await openClient(server, master);
});
afterAll(() => server.close());

async function givenChild(elements: Elements = {}): Promise<string> {
  const info = elementsXml({ ...(await leastChild(server.vault)), ...elements });
  return (await client.call('AddApplication', { version: 2, info })).texts('id')[0]!;
}

function update(id: string, elements: Elements, version = 2, by = client): Promise<Answer> {
  return by.call('UpdateApplication', { version, info: elementsXml({ id, ...elements }) });
}

async function told(id: string): Promise<Answer> {
  const info = `<all-languages>true</all-languages><child-app-id>${id}</child-app-id>`;
  return client.call('GetApplicationInfo', { version: 2, info });
}

const asTestApp = (id: string): TestApp => ({ app: { id } as Application, thumbprint: master.thumbprint });

describe('UpdateApplication', () => {
  test('changes what is named and nothing else, by either version, and answers with its status alone', async () => {
    const id = await givenChild({ 'small-logo': logo(), 'domain-name': 'a.example' });
    const before = (await told(id)).xml;
    for (const version of [1, 2]) {
      const answer = await update(id, {}, version);
      expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
      expect((await told(id)).xml).toBe(before);
    }
    server.clock.pass(1000);
    expect((await update(id, { name: '<name>New</name><name xml:lang="es">Nuevo</name>' })).code).toBe(0);
    const updated = /<updated-date>.*?<\/updated-date>/;
    expect((await told(id)).xml.replace(updated, '')).toBe(
      before
        .replace('<name>Practice</name>', '<name>New</name><name xml:lang="es">Nuevo</name>')
        .replace(updated, ''),
    );
  });

  test('puts texts, pictures and statements in the place of all there were', async () => {
    const id = await givenChild({
      description: '<description>One</description><description xml:lang="es">Uno</description>',
      'privacy-statement': statement('old'),
    });
    await update(id, {
      description: 'Two',
      'large-logo': logo(pngBase64(1, 1)),
      'privacy-statement': statement('new', 'text/html'),
      organizations: '<organization><name>Clinic</name></organization>',
    });
    const answer = await told(id);
    expect(answer.texts('description')).toEqual(['Two']);
    expect(answer.texts('logo')).toEqual([pngBase64(1, 1)]);
    expect(answer.xml).toContain(`<privacy-statement>${statement('new', 'text/html')}</privacy-statement>`);
    expect(answer.xml).toContain('<organization><name>Clinic</name></organization>');
  });

  test('changes the rules of one mode and leaves those of the other, reasons in all languages included', async () => {
    const inSpanish = '<reason>Old</reason><reason xml:lang="es">Viejo</reason>';
    const rule = (name: string, reasons: string) =>
      `<rule name="${name}">${reasons}<permission>Read</permission><target-set><type-id>${typeIds.weight}</type-id></target-set></rule>`;
    const id = await givenChild({
      'person-online-base-auth': authRules(rule('on', inSpanish)),
      'person-offline-base-auth': authRules(rule('off', inSpanish)),
    });
    await update(id, { 'person-offline-base-auth': authRules(rule('off', '<reason>New</reason>')) });
    expect((await told(id)).texts('reason')).toEqual(['Old', 'Viejo', 'New']);
  });

  test('changes keys: the old one opens no session any more, and what it opened is over; the master’s still does', async () => {
    const id = await givenChild();
    const own = async () => (await server.vault.store.read(db => db.applications.certificates(id)))[0]!;
    const old = await own();
    const session = (thumbprint: string) => openClient(server, { ...asTestApp(id), thumbprint });
    const [byOwn, byMaster] = [await session(old.thumbprint), await session(master.thumbprint)];
    const hex = await certificateHex(server.vault);
    expect((await update(id, { 'public-keys': `<public-key>${hex}</public-key>` })).code).toBe(0);
    expect((await own()).thumbprint).not.toBe(old.thumbprint);
    expect((await byOwn.call('GetThingType')).code).toBe(65);
    expect((await byMaster.call('GetThingType')).code).toBe(0);
    await expect(session(old.thumbprint)).rejects.toThrow();
    expect((await (await session((await own()).thumbprint)).call('GetThingType')).code).toBe(0);
    expect((await (await session(master.thumbprint)).call('GetThingType')).code).toBe(0);
  });

  test('takes a list of methods in version 2 and none in version 1', async () => {
    const id = await givenChild();
    const child = await openClient(server, asTestApp(id));
    await update(id, { methods: 'GetThingType' }, 1);
    expect((await child.call('GetApplicationInfo')).code).toBe(0);
    await update(id, { methods: 'GetThingType' }, 2);
    expect((await child.call('GetApplicationInfo')).code).toBe(11);
    expect((await child.call('GetThingType')).code).toBe(0);
  });

  test('lets an action URL go unnamed, and statements take its place only where there are both', async () => {
    const id = await givenChild({
      'action-url': undefined,
      'privacy-statement': statement('a'),
      'terms-of-use': statement('b'),
    });
    expect((await update(id, { name: 'Other' })).code).toBe(0);
    expect((await update(id, { 'action-url': 'ftp://a.example' })).code).toBe(3);
  });

  test('asks people again where the rules of a child reach further', async () => {
    const id = await givenChild();
    const app = (await server.vault.store.read(db => db.applications.byId(id)))!;
    const linked = await linkApp(
      server,
      { app, thumbprint: master.thumbprint },
      await givenPerson(server.vault),
    );
    const action = async () => {
      const answer = await linked.client.call('GetPersonInfo', { personId: linked.personId });
      return answer.elements('record')[0]!.attribute('app-record-auth-action');
    };
    expect(await action()).toBe('NoActionRequired');
    await update(id, { 'person-offline-base-auth': authRules(authRule({ permission: 'All' })) });
    expect(await action()).toBe('ReauthorizationRequired');
  });
});

describe('UpdateApplication answers', () => {
  test('6 to an application that there is not', async () => {
    expect((await update(crypto.randomUUID(), { name: 'a' })).code).toBe(6);
  });

  test('11 to whoever is no master, or another’s, and to a master about itself', async () => {
    const id = await givenChild();
    const other = await givenApp(server.vault, { kind: 'master', methodGroups: ['basic', 'provisioning'] });
    expect((await update(id, { name: 'a' }, 2, await openClient(server, other))).code).toBe(11);
    expect((await update(master.app.id, { name: 'a' })).code).toBe(11);
    expect((await update(other.app.id, { name: 'a' })).code).toBe(11);
    const plain = await givenApp(server.vault, { kind: 'web', methodGroups: ['basic', 'provisioning'] });
    expect((await update(id, { name: 'a' }, 2, await openClient(server, plain))).code).toBe(11);
    expect((await update(id, { name: 'a' }, 2, await openClient(server, asTestApp(id)))).code).toBe(11);
  });

  test.each<[number, string, Elements]>([
    [3, 'a blank name', { name: ' ' }],
    [3, 'a wrong domain', { 'domain-name': '-.-' }],
    [3, 'a domain that is not the master’s', { 'domain-name': 'bank.example' }],
    [3, 'wrong IP prefixes', { 'valid-ip-prefixes': '10.0.0' }],
    [
      19,
      'a rule on a type that there is not',
      { 'person-online-base-auth': authRules(authRule({ types: [crypto.randomUUID()] })) },
    ],
    [63, 'a key that is no certificate', { 'public-keys': `<public-key>${'ab'.repeat(300)}</public-key>` }],
    [87, 'a method that there is not', { methods: 'GetMoney' }],
    [121, 'a logo of another content type', { 'small-logo': logo(pngBase64(), 'text/html') }],
    [121, 'a statement of another content type', { 'terms-of-use': statement('a', 'image/png') }],
    [
      129,
      'a vocabulary that there is not',
      {
        'vocabulary-authorizations':
          '<vocabulary-authorization><family>nope</family></vocabulary-authorization>',
      },
    ],
    [153, 'an instance that there is not', { 'supported-instances': '<instance-id>2</instance-id>' }],
    [172, 'a source the master cannot give', { 'meaningful-use-sources': '<source>clinic</source>' }],
  ])('%d to %s, and changes nothing', async (expected, _, elements) => {
    const id = await givenChild();
    const before = (await told(id)).xml;
    expect((await update(id, { description: 'Changed', ...elements })).code).toBe(expected);
    expect((await told(id)).xml).toBe(before);
  });

  test('18, 147 and 173 to what is not the master’s to give', async () => {
    const own = await givenApp(server.vault, {
      kind: 'master',
      methodGroups: ['basic', 'provisioning'],
      rules: fullRules([typeIds.weight]),
      recordLocations: [{ country: 'US' }],
      childMeaningfulUseSources: ['clinic'],
    });
    const by = await openClient(server, own);
    const info = elementsXml({
      ...(await leastChild(server.vault)),
      'meaningful-use-sources': '<source>clinic</source>',
    });
    const [first] = (await by.call('AddApplication', { version: 2, info })).texts('id');
    const second = (
      await by.call('AddApplication', { version: 2, info: elementsXml(await leastChild(server.vault)) })
    ).texts('id')[0]!;
    const code = async (elements: Elements, id = second) => (await update(id, elements, 2, by)).code;
    expect(await code({ 'person-online-base-auth': authRules(authRule({ types: [typeIds.height] })) })).toBe(
      18,
    );
    expect(await code({ 'supported-record-locations': '<location><country>CA</country></location>' })).toBe(
      147,
    );
    expect(await code({ 'meaningful-use-sources': '<source>clinic</source>' })).toBe(173);
    expect(await code({ 'meaningful-use-sources': '<source>clinic</source>' }, first)).toBe(0);
  });
});
