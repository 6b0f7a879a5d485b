// Every way the envelope, the session, the person and the record of a request can be refused, through the wire.
// What PutThings and GetThings refuse for themselves is in their own tests.
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revoke } from '../core/authorization/consent.ts';
import { endUserToken } from '../core/people/tokens.ts';
import { makeToken } from '../core/secrets.ts';
import {
  type Answer,
  type CallOptions,
  fullRules,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
  TestClient,
} from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';
import { listMethods } from './index.ts';

const limits = {
  requestBytesMax: 200_000,
  xmlDepthMax: 64,
  xmlNodesMax: 2000,
  queryGroupsMax: 3,
  thingsPerPutMax: 10,
  recordQuotaBytes: 20_000,
};

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const secretNote = 'note-that-must-not-leak';
const put = (options: CallOptions = {}, by: Linked = app): [string, CallOptions] => [
  'PutThings',
  {
    version: 2,
    info: thingXml(typeIds.weight, {
      data: weightXml(70),
      common: `<common><note>${secretNote}</note></common>`,
    }),
    recordId: by.recordId,
    userToken: by.userToken,
    ...options,
  },
];
/** A write that would succeed, had it not this fault. */
const write = (options: CallOptions = {}, by: Linked = app) => by.client.call(...put(options, by));
const writeBody = () => app.client.body(...put());

const sequence = (by: Linked = app) =>
  server.vault.store.read(async db => (await db.records.usage(by.record.id)).sequence);

/** Sends it, and sees to it that nothing is written, nothing leaks and nothing counts as our failure. */
async function refused(send: () => Promise<Answer>, by: Linked = app): Promise<number> {
  const before = await sequence(by);
  const answer = await send();
  expect(answer.httpStatus).toBe(200);
  expect(answer.xml).toMatch(
    /^<response><status><code>\d+<\/code><error><message>[^<]+<\/message><\/error><\/status><\/response>$/,
  );
  const { token } = by.client;
  for (const part of [secretNote, by.userToken, token!, by.record.id, by.person.id, by.person.name]) {
    expect(answer.xml).not.toContain(part);
  }
  expect(answer.xml).not.toMatch(/node_modules|\/src\/|\.ts\b|\.js\b| at [\w.]+ \(|Error:|SQLITE/);
  expect(await sequence(by)).toBe(before);
  expect(server.logged.filter(line => line.includes('"level":50'))).toEqual([]);
  return answer.code;
}
const post = (body: string | Uint8Array, headers?: Record<string, string>) =>
  refused(() => app.client.post(body, headers));

test('the write that the cases here are made of succeeds as it is', async () => {
  expect((await write()).code).toBe(0);
});

describe('2, what is no request at all', () => {
  test('is refused by any HTTP method but POST, and with a body that does not unpack', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const response = await fetch(server.platformUrl, { method });
      expect([response.status, await response.text()]).toEqual([
        200,
        expect.stringContaining('<code>2</code>'),
      ]);
    }
    expect(await post(writeBody(), { 'Content-Encoding': 'gzip' })).toBe(2);
    expect(await post(gzipSync(writeBody()).subarray(0, 100), { 'Content-Encoding': 'gzip' })).toBe(2);
    expect(await post(writeBody(), { 'Content-Encoding': 'br' })).toBe(2);
  });
});

describe('3, XML that cannot be read or breaks the schema', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const cases: [string, () => string | Uint8Array][] = [
    ['nothing', () => ''],
    ['no XML', () => 'weight=70'],
    ['a request cut off', () => writeBody().slice(0, -100)],
    [
      'a request cut off in a letter of two bytes',
      () => Buffer.from(writeBody().replace(secretNote, 'é')).subarray(0, -200),
    ],
    [
      'its last bytes gone, as .NET sends letters of two bytes',
      () => {
        const body = Buffer.from(writeBody().replace(secretNote, 'ééé'));
        return body.subarray(0, -3);
      },
    ],
    ['a tag left open', () => writeBody().replace('</note>', '')],
    ['an undeclared prefix', () => writeBody().replace('<note>', '<x:note>').replace('</note>', '</x:note>')],
    ['something after the end', () => `${writeBody()}<more/>`],
    ['elements nested too deep', () => writeBody().replace('<note>', `${nested(65)}<note>`)],
    ['too many elements', () => writeBody().replace('<note>', `${'<a/>'.repeat(2000)}<note>`)],
    ['a document type', () => `<!DOCTYPE request>${writeBody()}`],
    [
      'an entity of its own',
      () => `<!DOCTYPE request [<!ENTITY e "x">]>${writeBody().replace(secretNote, '&e;')}`,
    ],
    [
      'entities that multiply',
      () =>
        `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${writeBody().replace(secretNote, '&b;')}`,
    ],
    [
      'an entity that is a file',
      () =>
        `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>${writeBody().replace(secretNote, '&f;')}`,
    ],
    ['an entity nobody declared', () => writeBody().replace(secretNote, '&nbsp;')],
    ['a character that is none in XML', () => writeBody().replace(secretNote, '&#1;')],
    ['bytes that are not UTF-8', () => Buffer.from(writeBody().replace(secretNote, 'é'), 'latin1')],
    ['UTF-16', () => Buffer.from(`\uFEFF${writeBody()}`, 'utf16le')],
    ['a second header', () => writeBody().replace('<info>', '<header/><info>')],
    ['a second header before the real one', () => writeBody().replace('<header>', '<header/><header>')],
    ['a second info', () => writeBody().replace('</wc-request:request>', '<info/></wc-request:request>')],
    ['a header in CDATA', () => writeBody().replace('<header>', '<![CDATA[<header/>]]><header>')],
    ['a header in another namespace', () => writeBody().replace('<header>', '<header xmlns="urn:x">')],
    [
      'a header in another place',
      () => writeBody().replace(/(<header>.*<\/header>)(<info>.*<\/info>)/s, '$2$1'),
    ],
    ['no header', () => writeBody().replace(/<header>.*<\/header>/s, '')],
    ['no info', () => writeBody().replace(/<info>.*<\/info>/s, '')],
    ['another root', () => writeBody().replaceAll('wc-request:request', 'wc-request:response')],
    ['a root in no namespace', () => writeBody().replaceAll('wc-request:request', 'request')],
    [
      'header elements out of order',
      () => writeBody().replace(/(<msg-time>.*<\/msg-time>)(<msg-ttl>.*<\/msg-ttl>)/, '$2$1'),
    ],
    ['an element that is no part of a header', () => writeBody().replace('<msg-time>', '<mood/><msg-time>')],
    ['a record id that is no GUID', () => writeBody().replace(app.recordId, 'mine')],
    ['a version that is no number', () => writeBody().replace('<method-version>2<', '<method-version>two<')],
  ];
  test.each(cases)('%s', async (_, body) => {
    expect(await post(body())).toBe(3);
  });

  test('a msg-time that is no time, and both ways to name who is calling', async () => {
    expect(await refused(() => write({ msgTime: 'now' }))).toBe(3);
    const both = {
      header: (h: string) => h.replace('<auth-session>', `<app-id>${app.app.id}</app-id><auth-session>`),
    };
    expect(await refused(() => write(both))).toBe(3);
    const person = {
      header: (h: string) =>
        h.replace(
          '</user-auth-token>',
          `$&<offline-person-info><offline-person-id>${app.personId}</offline-person-id></offline-person-info>`,
        ),
    };
    expect(await refused(() => write(person))).toBe(3);
    const neither = { header: (h: string) => h.replace(/<auth-session>.*<\/auth-session>/, '') };
    expect(await refused(() => write(neither))).toBe(3);
  });

  test('the message says where, and does not repeat what stood there', async () => {
    const answer = await write({ info: aWeight().replace('<kg>70</kg>', `<kg>${secretNote}</kg>`) });
    expect(answer.code).toBe(3);
    expect(answer.message).toMatch(/weight\/value\/kg: must be a number/);
    expect(answer.message).not.toContain(secretNote);
  });
});

describe('4, a hash or signature that does not match', () => {
  test.each<[string, CallOptions]>([
    ['no auth element', { tamper: body => body.replace(/<auth>.*<\/auth>/, '') }],
    [
      'another HMAC',
      { tamper: body => body.replace(/(<hmac-data [^>]*>)[^<]*/, `$1${randomBytes(32).toString('base64')}`) },
    ],
    ['an empty HMAC', { tamper: body => body.replace(/(<hmac-data [^>]*>)[^<]*/, '$1') }],
    ['a shortened HMAC', { tamper: body => body.replace(/(<hmac-data [^>]*>.{8})[^<]*/, '$1') }],
    ['another algorithm named', { tamper: body => body.replace('"HMACSHA256"', '"HMACSHA1"') }],
    ['no info-hash', { header: header => header.replace(/<info-hash>.*<\/info-hash>/, '') }],
    ['an unknown hash algorithm', { header: header => header.replace('algName="SHA256"', 'algName="MD5"') }],
    ['a changed header', { tamper: body => body.replace('<country>US', '<country>DE') }],
    ['a changed info', { tamper: body => body.replace('<kg>70', '<kg>71') }],
    ['white space put into the header', { tamper: body => body.replace('<msg-ttl>', ' <msg-ttl>') }],
    ['white space put into the info', { tamper: body => body.replace('<info>', '<info> ') }],
    [
      'the signed header in a comment, another in its place',
      {
        tamper: body =>
          body.replace(/<header>.*<\/header>/, header => `<!--${header}-->${header.replace('>2<', '>1<')}`),
      },
    ],
  ])('%s', async (_, options) => {
    expect(await refused(() => write(options))).toBe(4);
  });

  test('no session where one is due, and one that another application has the secret of', async () => {
    const anonymous = new TestClient(server, app.app.id);
    expect(await refused(() => anonymous.call(...put()))).toBe(4);
    const other = await givenLinkedApp(server);
    const stolen = new TestClient(server, app.app.id);
    stolen.useSession(app.client.token!, other.client.secret!.toString('base64'));
    expect(await refused(() => stolen.call(...put()))).toBe(4);
  });

  test('an anonymous call with an info-hash that is wrong', async () => {
    const anonymous = new TestClient(server, app.app.id);
    const tampered = { tamper: (body: string) => body.replace('<info>', '<info> ') };
    expect(await refused(() => anonymous.call('GetServiceDefinition', tampered))).toBe(4);
  });
});

describe('5, methods', () => {
  test('an unknown method or version is 5, in any case', async () => {
    for (const name of ['GetWeather', 'putthings', '', 'constructor', '__proto__']) {
      expect(await refused(() => app.client.call(name, put()[1]))).toBe(5);
    }
    for (const version of [0, 3, 99, -1]) expect(await refused(() => write({ version }))).toBe(5);
  });
});

describe('6, applications that may not call', () => {
  test.each<[string, object]>([
    ['one that was disabled', { state: 'disabled' }],
    ['one that now must call from elsewhere', { ipPrefixes: ['203.0.113.'] }],
  ])('%s', async (_, change) => {
    const by = await givenLinkedApp(server);
    await server.vault.store.write(db => db.applications.put({ ...by.app, ...change }));
    expect(await refused(() => write({}, by), by)).toBe(6);
  });

  test('one that lost its approval, in production only', async () => {
    await using production = await startTestServer({ mode: 'production' });
    for (const [vault, code] of [
      [server, 0],
      [production, 6],
    ] as const) {
      const by = await givenLinkedApp(vault);
      await vault.vault.store.write(db => db.applications.put({ ...by.app, state: 'pending' }));
      expect((await write({}, by)).code).toBe(code);
    }
  });
});

describe('7, 8 and 65, tokens', () => {
  test("a person's token that is over is 7: by time, by sign-out, or by never having been", async () => {
    const by = await givenLinkedApp(server);
    await server.vault.store.write(db => endUserToken(db, by.userToken));
    expect(await refused(() => write({}, by), by)).toBe(7);
    const { token } = makeToken(server.vault.ids, 'user');
    expect(await refused(() => write({ userToken: token }))).toBe(7);
    await using short = await startTestServer({ limits: { userTokenTtlMs: 1000 } });
    const late = await givenLinkedApp(short);
    short.clock.pass(2000);
    expect((await write({}, late)).code).toBe(7);
  });

  test("what is no person's token, or another application's, is 8", async () => {
    const other = await givenLinkedApp(server);
    const halved = app.userToken.slice(0, 120);
    for (const userToken of ['garbage', halved, app.client.token!, other.userToken]) {
      expect(await refused(() => write({ userToken }))).toBe(8);
    }
  });

  test('what is no session token is 8, an unknown or ended one 65', async () => {
    const sent = (token: string) => {
      const client = new TestClient(server, app.app.id);
      client.useSession(token, app.client.secret!.toString('base64'));
      return refused(() => client.call(...put()));
    };
    for (const token of ['garbage', app.client.token!.slice(4), app.userToken])
      expect(await sent(token)).toBe(8);
    expect(await sent(makeToken(server.vault.ids, 'session').token)).toBe(65);
    await using short = await startTestServer({ limits: { sessionTtlMs: 1000 } });
    const late = await givenLinkedApp(short);
    expect((await write({}, late)).code).toBe(0);
    short.clock.pass(2000);
    expect((await write({}, late)).code).toBe(65);
  });
});

describe('9, 10 and 11, people, records and rights', () => {
  test('no person, an unknown one, and one of another application are 9', async () => {
    const other = await givenLinkedApp(server);
    expect(await refused(() => write({ userToken: '' }))).toBe(9);
    for (const personId of ['00000000-0000-0000-0000-000000000000', other.personId, app.person.id]) {
      expect(await refused(() => write({ userToken: '', personId }))).toBe(9);
    }
  });

  test('a suspended account is 9, online and offline', async () => {
    const by = await givenLinkedApp(server);
    await server.vault.store.write(db => db.people.update({ ...by.person, state: 'suspended' }));
    expect(await refused(() => write({}, by), by)).toBe(9);
    expect(await refused(() => write({ userToken: '', personId: by.personId }, by), by)).toBe(9);
  });

  test("no record, an unknown one, another person's, and another application's id for this one are 10", async () => {
    const other = await linkApp(server, await givenApp(server.vault), app);
    const neighbour = await linkApp(server, app, await givenPerson(server.vault));
    expect(await refused(() => write({ recordId: '' }))).toBe(10);
    for (const recordId of [
      '00000000-0000-0000-0000-000000000000',
      app.record.id,
      other.recordId,
      neighbour.recordId,
    ]) {
      expect(await refused(() => write({ recordId }))).toBe(10);
    }
    expect((await write({}, other)).code).toBe(0);
    expect((await write({}, neighbour)).code).toBe(0);
  });

  test('a record given up, a share that ended, and a right not granted are 11', async () => {
    const { vault } = server;
    const gone = await givenLinkedApp(server);
    await vault.store.write(db =>
      revoke(db, vault, { appId: gone.app.id, personId: gone.person.id, recordId: gone.record.id }),
    );
    expect(await refused(() => write({}, gone), gone)).toBe(11);
    const lost = await givenLinkedApp(server);
    await vault.store.write(db => db.records.removeAccess(lost.person.id, lost.record.id));
    expect(await refused(() => write({}, lost), lost)).toBe(11);
    const reader = await givenLinkedApp(server, {
      rules: fullRules().map(rule => ({ ...rule, permissions: ['Read'] })),
    });
    expect(await refused(() => write({}, reader), reader)).toBe(11);
    const online = await givenLinkedApp(server, { rules: fullRules().slice(0, 1) });
    expect(await refused(() => write({ userToken: '', personId: online.personId }, online), online)).toBe(11);
  });
});

describe('39, requests that are too large', () => {
  const large = (bytes: number) => writeBody().replace(secretNote, 'x'.repeat(bytes));

  test('plain, in one piece or in many, and the connection lives on', async () => {
    expect(await post(large(limits.requestBytesMax))).toBe(39);
    expect(await post(large(limits.requestBytesMax * 20))).toBe(39);
    expect((await write()).code).toBe(0);
  });

  test('small on the wire and large unpacked', async () => {
    const bomb = gzipSync(writeBody().padEnd(50 * limits.requestBytesMax));
    expect(bomb.length).toBeLessThan(limits.requestBytesMax);
    expect(await post(bomb, { 'Content-Encoding': 'gzip' })).toBe(39);
  });
});

describe('49, requests that are too old', () => {
  const clockSkewMs = 15 * 60_000;
  const at = (age: number, form = (iso: string) => iso) =>
    form(new Date(server.clock.now() - age).toISOString());

  test('past their time to live and what clocks may differ', async () => {
    const ttl = 1800;
    expect((await write({ msgTime: at(ttl * 1000 + clockSkewMs - 1000), msgTtl: ttl })).code).toBe(0);
    expect(await refused(() => write({ msgTime: at(ttl * 1000 + clockSkewMs + 1000), msgTtl: ttl }))).toBe(
      49,
    );
    expect(await refused(() => write({ msgTime: at(clockSkewMs + 1000), msgTtl: 0 }))).toBe(49);
    expect(await refused(() => write({ msgTime: at(clockSkewMs + 1000), msgTtl: -1_000_000 }))).toBe(49);
  });

  test('in whatever form clients write the time', async () => {
    const forms: ((iso: string) => string)[] = [
      iso => iso.replace('Z', '1234Z'),
      iso => iso.replace('Z', '000+00:00'),
      iso => iso.replace(/\.\d+Z/, 'Z'),
      iso => new Date(Date.parse(iso) - 8 * 3_600_000).toISOString().replace('Z', '-08:00'),
    ];
    for (const form of forms) {
      expect((await write({ msgTime: at(0, form) })).code).toBe(0);
      expect(await refused(() => write({ msgTime: at(3_600_000, form) }))).toBe(49);
    }
  });

  test('a time without zone may be any zone, and the future is no fault', async () => {
    const zoneless = (iso: string) => iso.replace(/\.\d+Z/, '');
    expect((await write({ msgTime: at(12 * 3_600_000, zoneless) })).code).toBe(0);
    expect(await refused(() => write({ msgTime: at(16 * 3_600_000, zoneless) }))).toBe(49);
    expect((await write({ msgTime: at(-86_400_000) })).code).toBe(0);
  });

  test('does not hold for calls that need nobody', async () => {
    const anonymous = new TestClient(server, app.app.id);
    const old = { msgTime: '2008-11-01T10:15:30Z', msgTtl: 1 };
    expect((await anonymous.call('GetServiceDefinition', old)).code).toBe(0);
    expect((await app.client.call('GetServiceDefinition', old)).code).toBe(0);
  });
});

describe('limits and names within methods', () => {
  const group = '<group><filter/><format><section>core</section><xml/></format></group>';
  const get = (info: string) =>
    app.client.call('GetThings', { version: 3, info, recordId: app.recordId, userToken: app.userToken });

  test('15 for a group that asks for nothing, 53 for too many groups', async () => {
    expect(await refused(() => get('<group><format><section>core</section><xml/></format></group>'))).toBe(
      15,
    );
    expect((await get(group.repeat(limits.queryGroupsMax))).code).toBe(0);
    expect(await refused(() => get(group.repeat(limits.queryGroupsMax + 1)))).toBe(53);
  });

  test('19 for an unknown type', async () => {
    const info = aWeight().replace(typeIds.weight, '00000000-0000-0000-0000-000000000000');
    expect(await refused(() => write({ info }))).toBe(19);
  });

  test('34 for any stylesheet: it is never run and never fetched', async () => {
    for (const xsl of [
      'https://example.org/a.xsl',
      'file:///etc/hostname',
      '&lt;xsl:stylesheet/&gt;',
      'nosuch',
    ]) {
      const header = (h: string) => h.replace('<msg-time>', `<final-xsl>${xsl}</final-xsl><msg-time>`);
      expect(await refused(() => write({ header }))).toBe(34);
    }
    const blank = (h: string) => h.replace('<msg-time>', '<final-xsl> </final-xsl><msg-time>');
    expect((await write({ header: blank })).code).toBe(0);
  });

  test('55 for an unknown vocabulary', async () => {
    const key = '<vocabulary-key><name>nosuch</name></vocabulary-key>';
    const info = `<vocabulary-parameters>${key}<fixed-culture>false</fixed-culture></vocabulary-parameters>`;
    expect(await refused(() => app.client.call('GetVocabulary', { info }))).toBe(55);
  });

  test('68 for a full record, and the whole request is undone', async () => {
    const by = await givenLinkedApp(server);
    const large = (size: number) =>
      thingXml(typeIds.weight, {
        data: weightXml(70),
        common: `<common><note>${'x'.repeat(size)}</note></common>`,
      });
    expect((await write({ info: large(5000) }, by)).code).toBe(0);
    expect(await refused(() => write({ info: aWeight() + large(15_000) }, by), by)).toBe(68);
    expect((await write({}, by)).code).toBe(0);
  });

  test('69 for a day that is not in the calendar, 3 where the schema is broken too', async () => {
    const info = aWeight(70, '2026-02-30');
    expect(await refused(() => write({ info }))).toBe(69);
    expect(await refused(() => write({ info: info.replace('<kg>70</kg>', '<kg>x</kg>') }))).toBe(3);
  });

  test('124 for more things than one call may carry', async () => {
    expect(await refused(() => write({ info: aWeight().repeat(limits.thingsPerPutMax + 1) }))).toBe(124);
  });

  test('71 for an answer that would be too long', async () => {
    await using small = await startTestServer({ limits: { responseBytesMax: 500 } });
    const anonymous = new TestClient(small, app.app.id);
    expect((await anonymous.call('GetServiceDefinition')).code).toBe(71);
  });
});

test('11 for a method of a group the application is not registered for', async () => {
  const grouped = listMethods().filter(({ group }) => group !== 'basic');
  for (const { name, versions } of grouped) {
    const version = Number(Object.keys(versions)[0]);
    expect(await refused(() => app.client.call(name, { version }))).toBe(11);
  }
});

test('a request is judged in order: whoever cannot sign learns nothing about records', async () => {
  const wrong = { recordId: '00000000-0000-0000-0000-000000000000', info: '<thing/>' };
  const unsigned = { ...wrong, tamper: (body: string) => body.replace(/<auth>.*<\/auth>/, '') };
  expect(await refused(() => write(unsigned))).toBe(4);
  expect(await refused(() => write(wrong))).toBe(10);
  expect(await refused(() => write({ info: '<thing/>' }))).toBe(19);
});

test('the hashes are over bytes: letters of two and four bytes pass', async () => {
  const info = aWeight().replace('</data-xml>', '<common><note>Größe 🙂</note></common></data-xml>');
  expect((await write({ info })).code).toBe(0);
  const infoXml = `<info>${info}</info>`;
  const hash = createHash('sha1').update(infoXml).digest('base64');
  const header = (h: string) =>
    h.replace(/<hash-data.*<\/hash-data>/, `<hash-data algName="SHA1">${hash}</hash-data>`);
  expect((await write({ info, header })).code).toBe(0);
});
