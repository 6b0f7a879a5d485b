import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Application, methodGroups } from '../core/applications/application.ts';
import { givenVisitor, redirectTo } from '../shell/testing/apps.ts';
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
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let master: TestApp;
let client: TestClient;
let least: Elements;
beforeAll(async () => {
  server = await startTestServer({ limits: { appLanguagesMax: 3, appListMax: 4, appCertificatesMax: 2 } });
  least = await leastChild(server.vault);
  master = await givenMaster();
  client = await openClient(server, master);
});
afterAll(() => server.close());

function givenMaster(given: Partial<Application> = {}): Promise<TestApp> {
  return givenApp(server.vault, {
    name: 'Provider',
    kind: 'master',
    methodGroups: ['basic', 'provisioning', 'eventing', 'connect-package'],
    domainName: 'practice.example',
    ...given,
  });
}

function add(elements: Elements = {}, version = 2, by = client): Promise<Answer> {
  return by.call('AddApplication', { version, info: elementsXml({ ...least, ...elements }) });
}

async function code(elements: Elements, version = 2): Promise<number> {
  return (await add(elements, version)).code;
}

async function added(elements: Elements = {}, version = 2): Promise<string> {
  const answer = await add(elements, version);
  expect(answer.message).toBeUndefined();
  return answer.texts('id')[0]!;
}

/** The child as its master sees it. */
async function info(id: string, { all = true, language = 'en' } = {}): Promise<Answer> {
  const inside = `<all-languages>${all}</all-languages><child-app-id>${id}</child-app-id>`;
  return client.call('GetApplicationInfo', { version: 2, info: inside, language });
}

const whole = (): Elements => ({
  name: '<name>Practice</name><name xml:lang="es">Consulta</name><name xml:lang="de-AT">Ordination</name>',
  'person-online-base-auth': authRules(
    authRule(
      { name: 'see', permission: 'All', types: [] },
      '<exception-set><type-id>' + typeIds.height + '</type-id></exception-set>',
    ),
    '<rule name="more" is-optional="true"><reason>For curves</reason><reason xml:lang="es">Para curvas</reason><display-flags>3</display-flags>' +
      '<permission>Read</permission><permission>Create</permission><target-set><date-range><date-min>2020-01-01T00:00:00</date-min>' +
      '<date-max>2021-01-01T00:00:00Z</date-max></date-range><date-range><date-min>2022-01-01T00:00:00</date-min></date-range>' +
      `<type-id>${typeIds.weight}</type-id></target-set></rule>`,
  ),
  methods: 'x-BaseMethods, eventing',
  description: '<description>Weighs</description><description xml:lang="es">Pesa</description>',
  'auth-reason': '<auth-reason>To weigh</auth-reason><auth-reason xml:lang="es">Para pesar</auth-reason>',
  'domain-name': 'Mail.Practice.example',
  'large-logo': `<logo>${pngBase64()}</logo><logo xml:lang="es">${pngBase64(10, 10)}</logo><content-type>image/png</content-type>`,
  'small-logo': logo(Buffer.from('GIF89a\x10\0\x10\0', 'latin1').toString('base64'), 'image/gif'),
  'persistent-tokens': '<enabled>true</enabled><token-ttl-seconds>3600</token-ttl-seconds>',
  'app-type': 'EMR',
  'privacy-statement': statement('We keep nothing.'),
  'terms-of-use': statement('<p>Be kind.</p>', 'text/html'),
  'app-auth-required': 'true',
  'restrict-app-users': 'true',
  'is-published': 'false',
  'dtc-success-message': statement('<p>Welcome &amp; thanks</p>', 'text/html; charset=utf-8'),
  'app-attributes': '<app-attribute>hippa</app-attribute>',
  'valid-ip-prefixes': '127.0.0.0/8, 192.168.0.1/32',
  'vocabulary-authorizations':
    '<vocabulary-authorization><family>wc</family><name>weight-units</name></vocabulary-authorization>',
  'supported-record-locations':
    '<location><country>US</country><state-province>WA</state-province></location>',
  'supported-instances': '<instance-id>1</instance-id>',
  organizations: '<organization><name>Clinic</name></organization>',
  'bulk-extraction-settings':
    '<is-onboarded>true</is-onboarded><is-permission-required>false</is-permission-required>',
});

describe('AddApplication', () => {
  test('registers a child that works at once, by its own certificate or its master’s', async () => {
    for (const version of [1, 2]) {
      const answer = await add({}, version);
      const id = answer.texts('id')[0]!;
      expect(answer.xml).toContain(`<id>${id}</id></wc:info>`);
      const app = { id } as Application;
      for (const { thumbprint } of await server.vault.store.read(db => db.applications.certificates(id)))
        expect((await (await openClient(server, { app, thumbprint })).call('GetApplicationInfo')).code).toBe(
          0,
        );
      const byMaster = await openClient(server, { app, thumbprint: master.thumbprint });
      const told = await byMaster.call('GetApplicationInfo');
      expect(told.texts('name')).toEqual(['Practice']);
      expect(told.texts('master-app-id')).toEqual([master.app.id]);
      expect(told.texts('master-app-name')).toEqual(['Provider']);
    }
  });

  test('keeps everything it is told, and GetApplicationInfo tells it again', async () => {
    const answer = await info(await added(whole()));
    expect(answer.message).toBeUndefined();
    const elements = answer.xml.replace(/ xmlns(:\w+)?="[^"]*"/g, '');
    for (const expected of [
      '<name>Practice</name><name xml:lang="de-at">Ordination</name><name xml:lang="es">Consulta</name>',
      '<restrict-app-users>true</restrict-app-users>',
      '<description>Weighs</description><description xml:lang="es">Pesa</description>',
      '<auth-reason>To weigh</auth-reason><auth-reason xml:lang="es">Para pesar</auth-reason>',
      '<domain-name>mail.practice.example</domain-name>',
      `<large-logo><logo>${pngBase64()}</logo><logo xml:lang="es">${pngBase64(10, 10)}</logo><content-type>image/png</content-type></large-logo>`,
      '<content-type>image/gif</content-type></small-logo>',
      '<persistent-tokens><enabled>true</enabled><token-ttl-seconds>3600</token-ttl-seconds></persistent-tokens>',
      `<privacy-statement>${statement('We keep nothing.')}</privacy-statement>`,
      `<terms-of-use>${statement('<p>Be kind.</p>', 'text/html')}</terms-of-use>`,
      '<app-attributes><app-attribute>hippa</app-attribute></app-attributes>',
      '<valid-ip-prefixes>127.0.0.0/8,192.168.0.1/32</valid-ip-prefixes>',
      '<vocabulary-authorization><family>wc</family><name>weight-units</name></vocabulary-authorization>',
      '<methods>basic,eventing</methods>',
      '<location><country>US</country><state-province>WA</state-province></location>',
      '<supported-instances><instance-id>1</instance-id></supported-instances>',
      '<organizations><organization><name>Clinic</name></organization></organizations>',
      '<is-onboarded>true</is-onboarded><is-permission-required>false</is-permission-required>',
      '<reason>For curves</reason><reason xml:lang="es">Para curvas</reason><display-flags>3</display-flags>',
      '<date-range><date-min>2020-01-01T00:00:00</date-min><date-max>2021-01-01T00:00:00</date-max></date-range>',
      `<exception-set><type-id>${typeIds.height}</type-id></exception-set>`,
    ])
      expect(elements).toContain(expected);
  });

  test.skipIf(!hasReference)('answers by the published schemas (needs KEEPWELL_REFERENCE)', async () => {
    const answer = await add(whole());
    expect(problemsBy('response-addapplication', answer)).toEqual([]);
    expect(problemsBy('response-getapplicationinfo', await info(answer.texts('id')[0]!))).toEqual([]);
  });

  test('keeps texts by language: a caller gets the best match for its own', async () => {
    const id = await added(whole());
    const names = async (language: string) =>
      (await info(id, { all: false, language })).texts('name').slice(0, 1);
    expect(await names('es')).toEqual(['Consulta']);
    expect(await names('es-MX')).toEqual(['Consulta']);
    expect(await names('de')).toEqual(['Ordination']);
    expect(await names('fr')).toEqual(['Practice']);
    const inSpanish = await info(id, { all: false, language: 'es' });
    expect(inSpanish.texts('logo')[0]).toBe(pngBase64(10, 10));
    expect(inSpanish.texts('reason')).toContain('Para curvas');
  });

  test('takes the first text for the one of all languages where none is marked so', async () => {
    const id = await added({ name: '<name xml:lang="es">Uno</name><name xml:lang="de">Eins</name>' });
    expect((await info(id, { all: false, language: 'fr' })).texts('name').slice(0, 1)).toEqual(['Uno']);
  });

  test('keeps pictures and statements away from what every call loads', async () => {
    const id = await added(whole());
    const stored = await server.vault.store.read(db => db.applications.byId(id));
    expect(JSON.stringify(stored)).not.toMatch(/IHDR|iVBOR|We keep nothing|Consulta/);
    expect(stored?.connectMessage).toBe('Welcome & thanks');
  });

  test('gives version 1 the basic methods, whatever list it sends, and version 2 what it asks for', async () => {
    const groups = async (id: string) =>
      (await server.vault.store.read(db => db.applications.byId(id)))!.methodGroups;
    expect(await groups(await added({ methods: 'eventing' }, 1))).toEqual(['basic']);
    expect(await groups(await added({ methods: 'x-eventing;GetThings' }))).toEqual(['basic', 'eventing']);
    const id = await added({ methods: 'GetThingType, getapplicationinfo' });
    const child = await openClient(server, { app: { id } as Application, thumbprint: master.thumbprint });
    expect((await child.call('GetApplicationInfo')).code).toBe(0);
    expect((await child.call('GetVocabulary')).code).toBe(11);
  });

  test('needs no action URL where the statements are sent, nor any of them for what HIPAA covers', async () => {
    const none = { 'action-url': undefined };
    const both = { 'privacy-statement': statement('a'), 'terms-of-use': statement('b') };
    expect(await code({ ...none, ...both })).toBe(0);
    expect(await code({ ...none, 'app-attributes': '<app-attribute>hippa</app-attribute>' })).toBe(0);
    expect(await code(none)).toBe(3);
    expect(await code({ ...none, 'terms-of-use': statement('b') })).toBe(3);
  });

  test('takes rules without names and reasons, and gives them the reason of the application', async () => {
    const rule = `<rule><permission>Read</permission><target-set><type-id>${typeIds.weight}</type-id></target-set></rule>`;
    const answer = await info(await added({ 'person-offline-base-auth': authRules(rule, rule) }));
    expect(answer.elements('rule').map(at => at.attribute('name'))).toEqual(['rule 1', 'rule 2']);
    expect(answer.texts('reason')).toEqual(['To weigh', 'To weigh']);
  });

  test('mails from its master’s domain, or from one below it', async () => {
    const domainOf = async (id: string) =>
      (await server.vault.store.read(db => db.applications.byId(id)))!.domainName;
    expect(await domainOf(await added({ 'domain-name': 'Practice.example' }))).toBe('practice.example');
    const without = { kind: 'master', methodGroups: ['basic', 'provisioning'] } as const;
    const ofNone = await openClient(server, await givenApp(server.vault, without));
    expect((await add({ 'domain-name': 'practice.example' }, 2, ofNone)).code).toBe(3);
  });

  test('shows its texts to people in their language', async () => {
    const id = await added({ ...whole(), 'restrict-app-users': undefined });
    const browser = await givenVisitor(server);
    const consent = (culture: string) =>
      browser.open(redirectTo('APPAUTH', { appid: id, culture, onopt1: 'more' }));
    const spanish = await consent('es-MX');
    for (const text of ['Consulta', 'Pesa', 'Para curvas']) expect(spanish.text).toContain(text);
    const english = await consent('en-US');
    for (const text of ['Practice', 'Weighs', 'For curves']) expect(english.text).toContain(text);
  });

  test('registers a child that people can authorise, for what its rules say and no more', async () => {
    const id = await added({ 'person-online-base-auth': authRules(authRule({ permission: 'All' })) });
    const app = (await server.vault.store.read(db => db.applications.byId(id)))!;
    const linked = await linkApp(
      server,
      { app, thumbprint: master.thumbprint },
      await givenPerson(server.vault),
    );
    const { recordId, userToken } = linked;
    const query = (typeId: string) =>
      linked.client.call('QueryPermissions', {
        recordId,
        userToken,
        info: `<thing-type-id>${typeId}</thing-type-id>`,
      });
    expect((await query(typeIds.weight)).elements('permission')).not.toEqual([]);
    expect((await query(typeIds.height)).elements('permission')).toEqual([]);
  });
});

describe('AddApplication answers', () => {
  test('11 to whoever is no master, or has not the method group', async () => {
    const call = async (given: Parameters<typeof givenApp>[1]) =>
      (await add({}, 2, await openClient(server, await givenApp(server.vault, given)))).code;
    expect(await call({ kind: 'web', methodGroups: [...methodGroups] })).toBe(11);
    expect(await call({ kind: 'soda-master', methodGroups: [...methodGroups] })).toBe(11);
    expect(await call({ kind: 'master', methodGroups: ['basic'] })).toBe(11);
    expect(await call({ kind: 'child', masterId: master.app.id, methodGroups: [...methodGroups] })).toBe(11);
  });

  test.each<[number, string, Elements]>([
    [3, 'a name that is missing', { name: undefined }],
    [3, 'a name that is too long', { name: 'x'.repeat(256) }],
    [3, 'a name with a control character', { name: 'a\u0085b' }],
    [3, 'a name of which nothing is seen', { name: '\u200b\u2060' }],
    [
      3,
      'a translated name that is turned around',
      { name: '<name>a</name><name xml:lang="es">\u202eb</name>' },
    ],
    [3, 'a description that is turned around', { description: 'a\u202eb' }],
    [
      3,
      'an organisation with what is hidden',
      { organizations: '<organization><name>Ba\u200bnk</name></organization>' },
    ],
    [3, 'a name twice in one language', { name: '<name xml:lang="es">a</name><name xml:lang="ES">b</name>' }],
    [3, 'a language that is none', { name: '<name xml:lang="not a tag">a</name>' }],
    [
      3,
      'more languages than are allowed',
      {
        description: ['en', 'es', 'de', 'fr']
          .map(l => `<description xml:lang="${l}">a</description>`)
          .join(''),
      },
    ],
    [3, 'a blank description', { description: ' ' }],
    [3, 'a description that is too long', { description: 'x'.repeat(4097) }],
    [3, 'no certificate', { 'public-keys': '' }],
    [3, 'a key that is not hexadecimal', { 'public-keys': `<public-key>${'z'.repeat(600)}</public-key>` }],
    [63, 'a key that is no certificate', { 'public-keys': `<public-key>${'ab'.repeat(300)}</public-key>` }],
    [3, 'an action URL that is no web address', { 'action-url': 'javascript:alert(1)' }],
    [3, 'a domain name that is none', { 'domain-name': 'not a name' }],
    [3, 'a domain that is not the master’s', { 'domain-name': 'bank.example' }],
    [3, 'a domain that only ends like the master’s', { 'domain-name': 'badpractice.example' }],
    [3, 'no logo', { 'large-logo': undefined }],
    [3, 'a logo that is not base64', { 'large-logo': logo('====') }],
    [3, 'a logo of more pixels than 120 by 60', { 'large-logo': logo(pngBase64(121, 60)) }],
    [3, 'a large logo of more than 160 KB', { 'large-logo': logo(Buffer.alloc(163_841).toString('base64')) }],
    [3, 'a small logo of more than 40 KB', { 'small-logo': logo(Buffer.alloc(40_961).toString('base64')) }],
    [121, 'a logo of another content type', { 'large-logo': logo(pngBase64(), 'image/bmp') }],
    [121, 'a logo that is not what it says', { 'small-logo': logo(pngBase64(), 'image/gif') }],
    [121, 'a logo that is no picture', { 'large-logo': logo(Buffer.from('hello').toString('base64')) }],
    [121, 'a statement of another content type', { 'privacy-statement': statement('a', 'application/pdf') }],
    [
      3,
      'a statement that is no UTF-8',
      {
        'terms-of-use': `<statement>${Buffer.from([0xff]).toString('base64')}</statement><content-type>text/plain</content-type>`,
      },
    ],
    [3, 'a statement that is too long', { 'terms-of-use': statement('x'.repeat(262_145)) }],
    [3, 'IP prefixes that are no subnets', { 'valid-ip-prefixes': '10.0.0.0/40' }],
    [3, 'IP prefixes that are words', { 'valid-ip-prefixes': 'everywhere' }],
    [3, 'longer lists than are allowed', { methods: 'GetThings '.repeat(5) }],
    [3, 'no offline rules', { 'person-offline-base-auth': undefined }],
    [3, 'two rules of one name', { 'person-offline-base-auth': authRules(authRule(), authRule()) }],
    [
      3,
      'more rules than are allowed',
      {
        'person-offline-base-auth': authRules(
          ...Array.from({ length: 51 }, (_, n) => authRule({ name: `r${n}` })),
        ),
      },
    ],
    [
      3,
      'more sets than are allowed',
      { 'person-offline-base-auth': authRules(authRule({}, '<exception-set/>'.repeat(200))) },
    ],
    [
      3,
      'more types than are allowed',
      {
        'person-offline-base-auth': authRules(
          authRule(
            {},
            Array.from(
              { length: 200 },
              () =>
                `<exception-set>${[...Object.values(typeIds)]
                  .map(id => `<type-id>${id}</type-id>`)
                  .join('')
                  .repeat(2)}</exception-set>`,
            ).join(''),
          ),
        ),
      },
    ],
    [
      19,
      'a rule on a type that there is not',
      {
        'person-offline-base-auth': authRules(authRule({ types: ['00000000-0000-0000-0000-00000000000a'] })),
      },
    ],
    [
      3,
      'a permission that there is not',
      { 'person-offline-base-auth': authRules(authRule({ permission: 'Own' })) },
    ],
    [87, 'a method that there is not', { methods: 'GetThings, GetMoney' }],
    [87, 'a group the master has not', { methods: 'x-BaseMethods,rest' }],
    [87, 'methods that are for masters alone', { methods: 'AddApplication' }],
    [
      129,
      'a vocabulary family that there is not',
      {
        'vocabulary-authorizations':
          '<vocabulary-authorization><family>nope</family></vocabulary-authorization>',
      },
    ],
    [
      129,
      'a vocabulary that there is not',
      {
        'vocabulary-authorizations':
          '<vocabulary-authorization><family>wc</family><name>nope</name></vocabulary-authorization>',
      },
    ],
    [153, 'an instance that there is not', { 'supported-instances': '<instance-id>42</instance-id>' }],
    [
      172,
      'a meaningful-use source the master cannot give',
      { 'meaningful-use-sources': '<source>clinic</source>' },
    ],
    [
      3,
      'a country that is none',
      { 'supported-record-locations': '<location><country>U1</country></location>' },
    ],
    [
      3,
      'all-locations that is not true',
      { 'supported-record-locations': '<all-locations>false</all-locations>' },
    ],
  ])('%d to %s', async (expected, _, elements) => {
    expect(await code(elements)).toBe(expected);
  });

  test('3 to more certificates than are allowed, and 70 to one whose key cannot be used', async () => {
    const keys = async (...hex: string[]) =>
      code({ 'public-keys': hex.map(key => `<public-key>${key}</public-key>`).join('') });
    const hex = await certificateHex(server.vault);
    expect(await keys(hex, await certificateHex(server.vault))).toBe(0);
    for (const more of [`${hex}00`, hex + hex]) expect(await keys(more)).toBe(63);
    expect(await keys(hex, hex, hex)).toBe(3);
    expect(await keys(ellipticCertificateHex)).toBe(70);
  });

  test('18 to rules that reach further than the master’s', async () => {
    const limited = await openClient(
      server,
      await givenMaster({ rules: fullRules([typeIds.weight, typeIds.medication1]) }),
    );
    const call = async (rule: string, mode = 'offline') =>
      (await add({ [`person-${mode}-base-auth`]: authRules(rule) }, 2, limited)).code;
    expect(await call(authRule({ permission: 'All' }))).toBe(0);
    expect(await call(authRule({ types: [typeIds.medication2] }))).toBe(0);
    expect(await call(authRule({ types: [typeIds.height] }))).toBe(18);
    expect(await call(authRule({ types: [] }))).toBe(18);
    expect(
      await call(authRule({ types: [typeIds.height], attributes: ' is-optional="true"' }), 'online'),
    ).toBe(18);
    expect(await call(authRule({ types: [] }, `<exception-set/>`))).toBe(0);
  });

  test('147, 153, 129 to what is not the master’s to give, and a child gets its places', async () => {
    const limited = await givenMaster({
      recordLocations: [{ country: 'CA' }, { country: 'US', stateProvince: 'WA' }],
      instances: [],
      childVocabularies: [{ family: 'wc', name: 'weight-units' }],
    });
    const by = await openClient(server, limited);
    const places = async (inside: string) =>
      (await add({ 'supported-record-locations': inside, 'supported-instances': undefined }, 2, by)).code;
    const location = (country: string, state?: string) =>
      `<location><country>${country}</country>${state ? `<state-province>${state}</state-province>` : ''}</location>`;
    await server.vault.store.write(db => db.applications.put({ ...limited.app, instances: ['1'] }));
    expect(await places(location('CA', 'ON') + location('us', 'wa'))).toBe(0);
    expect(await places(location('US'))).toBe(147);
    expect(await places(location('MX'))).toBe(147);
    expect(await places('<all-locations>true</all-locations>')).toBe(147);
    const inherits = (await add({}, 2, by)).texts('id')[0]!;
    expect((await server.vault.store.read(db => db.applications.byId(inherits)))?.recordLocations).toEqual(
      limited.app.recordLocations,
    );
    const vocabulary = (name: string) =>
      `<vocabulary-authorization><family>wc</family>${name && `<name>${name}</name>`}</vocabulary-authorization>`;
    const words = async (name: string) =>
      (await add({ 'vocabulary-authorizations': vocabulary(name) }, 2, by)).code;
    expect(await words('weight-units')).toBe(0);
    expect(await words('relationship-types')).toBe(129);
    expect(await words('')).toBe(129);
    await server.vault.store.write(db => db.applications.put({ ...limited.app, instances: ['2'] }));
    expect((await add({ 'supported-instances': '<instance-id>1</instance-id>' }, 2, by)).code).toBe(153);
  });

  test('172 and 173 to sources of meaningful-use data that are not the master’s, or another’s', async () => {
    const by = await openClient(
      server,
      await givenMaster({ childMeaningfulUseSources: ['clinic', 'lab', 'ward'] }),
    );
    const sources = async (...names: string[]) =>
      (await add({ 'meaningful-use-sources': names.map(name => `<source>${name}</source>`).join('') }, 2, by))
        .code;
    expect(await sources('clinic', 'lab')).toBe(0);
    expect(await sources('pharmacy')).toBe(172);
    expect(await sources('lab')).toBe(173);
    expect(await sources('ward', 'ward')).toBe(173);
  });

  test('93 when a master has as many children as are allowed', async () => {
    const { vault } = server;
    const other = await givenMaster();
    const by = await openClient(server, other);
    const before = vault.limits.childAppsMax;
    vault.limits.childAppsMax = 1;
    try {
      expect((await add({}, 2, by)).code).toBe(0);
      expect((await add({}, 2, by)).code).toBe(93);
    } finally {
      vault.limits.childAppsMax = before;
    }
  });

  test('and leaves nothing behind where it refuses', async () => {
    const count = () => server.vault.store.read(async db => (await db.applications.all()).length);
    const before = await count();
    expect(await code({ 'public-keys': `<public-key>${'ab'.repeat(300)}</public-key>` })).toBe(63);
    expect(await count()).toBe(before);
  });
});

describe('a child', () => {
  test('does not work while its master may not', async () => {
    const own = await givenMaster();
    const id = (await add({}, 2, await openClient(server, own))).texts('id')[0]!;
    const child = await openClient(server, { app: { id } as Application, thumbprint: own.thumbprint });
    expect((await child.call('GetThingType')).code).toBe(0);
    await server.vault.store.write(db => db.applications.put({ ...own.app, state: 'disabled' }));
    expect((await child.call('GetThingType')).code).toBe(6);
  });

  test('calls from the subnets it is registered for, and from nowhere else', async () => {
    const works = async (prefixes: string) => {
      const app = { id: await added({ 'valid-ip-prefixes': prefixes }) } as Application;
      try {
        return (await (await openClient(server, { app, thumbprint: master.thumbprint })).call('GetThingType'))
          .code;
      } catch {
        return 6;
      }
    };
    expect(await works('127.0.0.0/8')).toBe(0);
    expect(await works('10.0.0.0/8,127.0.0.1/32')).toBe(0);
    expect(await works('127.0.0.2/32')).toBe(6);
    expect(await works('::1/128')).toBe(6);
  });
});

/** A certificate with a key on a curve, which no client of HealthVault signs with. */
const ellipticCertificateHex =
  '308201b230820157a00302010202144e71526f4b541c3dc69b3201fff914cf29a94fa8300a06082a8648ce3d04030230' +
  '2d312b302906035504030c224368696c64206f662061206d617374657220776974682061206c6f6e67206e616d653020' +
  '170d3236313132363035343231345a180f32313236313130323035343231345a302d312b302906035504030c22436869' +
  '6c64206f662061206d617374657220776974682061206c6f6e67206e616d653059301306072a8648ce3d020106082a86' +
  '48ce3d03010703420004d63e1fa8d4040ad57c79791b13c58959aeafd0fcd65fa3e3c5b43031a9f085f8a14365093074' +
  'd7e1de9a4a4646445f6cbb45124a949f7ef9447625589f474b43a3533051301d0603551d0e04160414219cb84607a2d7' +
  '88ce965a3cf69550b3808f237b301f0603551d23041830168014219cb84607a2d788ce965a3cf69550b3808f237b300f' +
  '0603551d130101ff040530030101ff300a06082a8648ce3d0403020349003046022100b1ff837ea7e6f12ee9e57ebe13' +
  '88b49264e2703662088fddb9a0040620f6853f02210080b9600bb137dee693dd6251db39512233c0ad2ee6eb714e70ea' +
  '689115119f77';
