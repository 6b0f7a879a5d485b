import {
  createHash,
  createHmac,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCertificate, type NewApplication } from '../core/applications/register.ts';
import { selfSigned } from '../core/applications/self-signed.ts';
import { type Answer, givenApp, openClient, type TestApp, TestClient, testKey } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let app: TestApp;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenApp(server.vault);
});
afterAll(() => server.close());

const rsa = (content: string, key: KeyObject = testKey.privateKey) =>
  createSign('sha1').update(content).sign(key, 'base64');
const sigXml = (signature: string, thumbprint: string) =>
  `<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="${thumbprint}">${signature}</sig>`;
const authInfo = (id: string, kind: 'appserver' | 'appserver2', inside: string) =>
  `<auth-info><app-id>${id}</app-id><credential><${kind}>${inside}</${kind}></credential></auth-info>`;

interface How {
  /** Who asks; their id stands in header and auth-info. */
  by?: TestApp;
  content?: string;
  thumbprint?: string;
  key?: KeyObject;
  signature?: string;
  headerId?: string;
  infoId?: string;
  on?: TestServer;
}

const content1 = (id: string, secret: string, algorithm = 'HMACSHA256') =>
  `<content><app-id>${id}</app-id><shared-secret><hmac-alg algName="${algorithm}">${secret}</hmac-alg></shared-secret></content>`;

let moments = 0;
/** A time of now that no other content has: signatures over equal content are equal. */
const freshTime = (on = server) => new Date(on.clock.now() + ++moments).toISOString();
const content2 = (id: string, { hmac = 'HMACSHA256', time = freshTime() } = {}) =>
  `<content><app-id>${id}</app-id><hmac>${hmac}</hmac><signing-time>${time}</signing-time></content>`;

function ask(version: 1 | 2, how: How = {}): Promise<Answer> {
  const { by = app, on = server } = how;
  const id = by.app.id;
  const content =
    how.content ??
    (version === 1
      ? content1(id, randomBytes(32).toString('base64'))
      : content2(id, { time: freshTime(on) }));
  const sig = sigXml(how.signature ?? rsa(content, how.key), how.thumbprint ?? by.thumbprint);
  const info = authInfo(how.infoId ?? id, version === 1 ? 'appserver' : 'appserver2', sig + content);
  return new TestClient(on, how.headerId ?? id).call('CreateAuthenticatedSessionToken', { version, info });
}

/** Does a session with this token and secret carry a call? */
async function works(token: string, secret: Buffer, algorithm: string): Promise<number> {
  const client = new TestClient(server, app.app.id);
  client.token = token;
  const header = /<header>.*<\/header>/.exec(client.body('GetApplicationInfo'))![0];
  const mac = createHmac(algorithm.slice(4).toLowerCase(), secret).update(header).digest('base64');
  const auth = `<auth><hmac-data algName="${algorithm}">${mac}</hmac-data></auth>`;
  return (
    await client.call('GetApplicationInfo', { tamper: body => body.replace('<header>', `${auth}<header>`) })
  ).code;
}

describe('version 1: the client picks the secret', () => {
  test.each([
    ['32 bytes', randomBytes(32).toString('base64'), 'HMACSHA256'],
    ['20 bytes, as Java and Ruby clients have', randomBytes(20).toString('base64'), 'HMACSHA1'],
    [
      'hex digits, as PHP clients have',
      Buffer.from(randomBytes(20).toString('hex')).toString('base64'),
      'HMACSHA1',
    ],
    ['digits and a line end, as orcas has', `${Buffer.from('1234567890').toString('base64')}\n`, 'HMACSHA1'],
    ['64 bytes', randomBytes(64).toString('base64'), 'HMACSHA512'],
  ])('%s make a session', async (_, secret, algorithm) => {
    const answer = await ask(1, { content: content1(app.app.id, secret, algorithm) });
    expect(answer.elements('token')[0]!.attribute('app-id')).toBe(app.app.id);
    expect(answer.elements('token')[0]!.attribute('app-record-auth-action')).toBe('NoActionRequired');
    expect(await works(answer.texts('token')[0]!, Buffer.from(secret, 'base64'), algorithm)).toBe(0);
  });

  test('an empty or unreadable secret, or an unknown algorithm, is refused with 17', async () => {
    for (const [secret, algorithm] of [
      ['', 'HMACSHA1'],
      ['*', 'HMACSHA1'],
      ['AAAA', 'HMACMD5'],
      ['AAAA', 'constructor'],
    ]) {
      expect((await ask(1, { content: content1(app.app.id, secret!, algorithm) })).code).toBe(17);
    }
  });

  test('an old msg-time does not matter, nor does asking twice', async () => {
    const content = content1(app.app.id, 'AAAA');
    const info = authInfo(app.app.id, 'appserver', sigXml(rsa(content), app.thumbprint) + content);
    const client = new TestClient(server, app.app.id);
    for (const msgTime of ['2008-11-01T10:15:30', '2010-07-01T00:00:00.000Z']) {
      expect(
        (await client.call('CreateAuthenticatedSessionToken', { info, msgTime, msgTtl: 1800 })).code,
      ).toBe(0);
    }
  });
});

describe('version 2: the server picks the secret', () => {
  test.each(['HMACSHA1', 'HMACSHA256', 'HMACSHA384', 'HMACSHA512'])('a session by %s', async hmac => {
    const answer = await ask(2, { content: content2(app.app.id, { hmac }) });
    expect(answer.xml).toMatch(
      /response\.CreateAuthenticatedSessionToken2"><token [^>]*>[\w+/=]{240}<\/token><shared-secret>/,
    );
    const secret = Buffer.from(answer.texts('shared-secret')[0]!, 'base64');
    expect(secret).toHaveLength(64);
    expect(await works(answer.texts('token')[0]!, secret, hmac)).toBe(0);
    const other = hmac === 'HMACSHA1' ? 'HMACSHA256' : 'HMACSHA1';
    expect(await works(answer.texts('token')[0]!, secret, other)).toBe(4);
  });

  test('a signature serves once, however it is spelled', async () => {
    const content = content2(app.app.id);
    const signature = rsa(content);
    expect((await ask(2, { content, signature })).code).toBe(0);
    // The last digit before the padding carries four bits that count for nothing.
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = digits.indexOf(signature.at(-3)!);
    const spelled = `${signature.slice(0, -3)}${digits[last + 1]}==`;
    for (const again of [
      signature,
      signature.replace(/=+$/, ''),
      `${signature.slice(0, 10)}\n${signature.slice(10)}`,
      spelled,
    ]) {
      const answer = await ask(2, { content, signature: again });
      expect([answer.code, answer.elements('shared-secret')]).toEqual([4, []]);
    }
  });

  test('a signing-time far from now is refused with 49', async () => {
    const { signingTimeWindowMs } = server.vault.limits;
    const at = (offset: number) => new Date(server.clock.now() + offset).toISOString();
    for (const offset of [-signingTimeWindowMs - 1000, signingTimeWindowMs + 1000]) {
      expect((await ask(2, { content: content2(app.app.id, { time: at(offset) }) })).code).toBe(49);
    }
    for (const offset of [-signingTimeWindowMs + 1000, signingTimeWindowMs - 1000]) {
      expect((await ask(2, { content: content2(app.app.id, { time: at(offset) }) })).code).toBe(0);
    }
  });

  test('a signing-time may lack its zone, or carry seven digits or an offset', async () => {
    const utc = freshTime();
    const berlin = new Date(server.clock.now() + 3_600_000).toISOString().replace('Z', '1234+01:00');
    for (const time of [utc.replace('Z', ''), utc.replace('Z', '1234Z'), berlin]) {
      expect((await ask(2, { content: content2(app.app.id, { time }) })).code).toBe(0);
    }
    expect((await ask(2, { content: content2(app.app.id, { time: 'now' }) })).code).toBe(3);
  });

  test('a signing-time without zone is taken for any zone there is, and for no more', async () => {
    const hours = (count: number) =>
      new Date(server.clock.now() + count * 3_600_000).toISOString().replace('Z', '');
    for (const [time, code] of [
      [hours(13.9), 0],
      [hours(-11.9), 0],
      [hours(15), 49],
      [hours(-13), 49],
    ] as const) {
      expect((await ask(2, { content: content2(app.app.id, { time }) })).code).toBe(code);
    }
  });

  test('a used signature stays used for as long as its time counts as fresh', async () => {
    const content = content2(app.app.id, {
      time: new Date(server.clock.now() + 13 * 3_600_000).toISOString().replace('Z', ''),
    });
    expect((await ask(2, { content })).code).toBe(0);
    server.clock.pass(13 * 3_600_000);
    await server.vault.store.write(db => db.sessions.sweep(server.clock.now()));
    expect((await ask(2, { content })).code).toBe(4);
    server.clock.pass(13 * 3_600_000);
    expect((await ask(2, { content })).code).toBe(49);
  });

  test('an unknown algorithm is refused with 4', async () => {
    expect((await ask(2, { content: content2(app.app.id, { hmac: 'HMACMD5' }) })).code).toBe(4);
  });
});

describe.each([1, 2] as const)('version %d: who may have a session', version => {
  test('a thumbprint may be in upper case, and a signature broken into lines', async () => {
    expect((await ask(version, { thumbprint: app.thumbprint.toUpperCase() })).code).toBe(0);
    const content = version === 1 ? content1(app.app.id, 'AAAA') : content2(app.app.id);
    const signature = rsa(content).replace(/.{64}/g, '$&\r\n');
    expect((await ask(version, { content, signature })).code).toBe(0);
  });

  test('the attributes of the signature may stand in any order', async () => {
    const content = version === 1 ? content1(app.app.id, 'AAAA') : content2(app.app.id);
    const sig = `<sig thumbprint='${app.thumbprint}'\n sigMethod='RSA-SHA1' digestMethod="SHA1" >${rsa(content)}</sig>`;
    const info = authInfo(app.app.id, version === 1 ? 'appserver' : 'appserver2', sig + content);
    const client = new TestClient(server, app.app.id);
    expect((await client.call('CreateAuthenticatedSessionToken', { version, info })).code).toBe(0);
  });

  test('a wrong key, an unknown thumbprint and a changed content are refused with 4', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect((await ask(version, { key: privateKey })).code).toBe(4);
    expect((await ask(version, { thumbprint: '0'.repeat(40) })).code).toBe(4);
    expect((await ask(version, { signature: rsa('<content/>') })).code).toBe(4);
    expect((await ask(version, { signature: '' })).code).toBe(4);
    expect((await ask(version, { signature: 'not base64!' })).code).toBe(4);
  });

  test("another application's certificate is no use, nor is its id anywhere", async () => {
    const other = await givenApp(server.vault);
    expect((await ask(version, { thumbprint: other.thumbprint })).code).toBe(4);
    expect((await ask(version, { headerId: other.app.id })).code).toBe(4);
    expect((await ask(version, { infoId: other.app.id })).code).toBe(4);
    const id = other.app.id;
    expect((await ask(version, { content: version === 1 ? content1(id, 'AAAA') : content2(id) })).code).toBe(
      4,
    );
  });

  test('ids compare without case', async () => {
    const upper = app.app.id.toUpperCase();
    const content = version === 1 ? content1(upper, 'AAAA') : content2(upper);
    expect((await ask(version, { content, headerId: upper, infoId: upper })).code).toBe(0);
  });

  test('an application may have several certificates', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = await selfSigned({ commonName: 'second', key: privateKey, days: 1, now: server.clock.now() });
    const { thumbprint } = await server.vault.store.write(db =>
      addCertificate(db, server.vault, app.app.id, pem),
    );
    expect((await ask(version, { key: privateKey, thumbprint })).code).toBe(0);
    expect((await ask(version)).code).toBe(0);
  });

  test('an expired certificate still serves', async () => {
    const by = await givenApp(server.vault, {});
    const pem = await selfSigned({
      commonName: 'old',
      key: testKey.privateKey,
      days: 1,
      now: Date.parse('2012-01-01'),
    });
    const { thumbprint } = await server.vault.store.write(db =>
      addCertificate(db, server.vault, by.app.id, pem),
    );
    expect((await ask(version, { by, thumbprint })).code).toBe(0);
  });

  test('a certificate that holds another kind of key is refused with 70', async () => {
    const by = await givenApp(server.vault);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const thumbprint = createHash('sha1').update(pem).digest('hex');
    await server.vault.store.write(db =>
      db.applications.addCertificate({ appId: by.app.id, thumbprint, pem, addedAt: 0 }),
    );
    expect((await ask(version, { by, thumbprint })).code).toBe(70);
  });

  test('an unknown or disabled application, or one from a wrong address, is refused with 6', async () => {
    const unknown = { ...app, app: { ...app.app, id: '00000000-0000-0000-0000-000000000000' } };
    const code = async (given: Partial<NewApplication>) =>
      (await ask(version, { by: await givenApp(server.vault, given) })).code;
    expect((await ask(version, { by: unknown })).code).toBe(6);
    expect(await code({ state: 'disabled' })).toBe(6);
    expect(await code({ ipPrefixes: ['10.', '192.168.'] })).toBe(6);
    expect(await code({ ipPrefixes: ['10.', '127.0.0.'] })).toBe(0);
    expect(await code({ ipPrefixes: ['127.0'] })).toBe(0);
    expect(await code({ ipPrefixes: ['12', '127.0.0.1.', '127.0.0'] })).toBe(0);
    // A whole address is not the beginning of longer ones.
    expect(await code({ ipPrefixes: ['1', '12', '127.0.0.10'] })).toBe(6);
  });

  test('an application that waits for approval works in a sandbox only', async () => {
    const pending = { state: 'pending' } as const;
    expect((await ask(version, { by: await givenApp(server.vault, pending) })).code).toBe(0);
    await using production = await startTestServer({ mode: 'production' });
    expect((await ask(version, { by: await givenApp(production.vault, pending), on: production })).code).toBe(
      6,
    );
    expect((await ask(version, { by: await givenApp(production.vault), on: production })).code).toBe(0);
  });

  test('a content inside a comment or CDATA, or a second one, is not what is signed', async () => {
    const good = version === 1 ? content1(app.app.id, 'AAAA') : content2(app.app.id);
    const evil = version === 1 ? content1(app.app.id, 'BBBB') : content2(app.app.id);
    const kind = version === 1 ? 'appserver' : 'appserver2';
    const send = (...parts: string[]) =>
      new TestClient(server, app.app.id).call('CreateAuthenticatedSessionToken', {
        version,
        info: authInfo(app.app.id, kind, sigXml(rsa(good), app.thumbprint) + parts.join('')),
      });
    expect((await send(`<!--${good}-->`, evil)).code).toBe(4);
    expect((await send(`<![CDATA[${good}]]>`, evil)).code).toBe(3);
    expect((await send(good, evil)).code).toBe(3);
    expect((await send(evil, good)).code).toBe(3);
    expect((await send(`<!--${evil}-->`, good)).code).toBe(0);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    const schema = `response-createauthenticatedsessiontoken${version === 1 ? '' : '2'}`;
    expect(problemsBy(schema, await ask(version))).toEqual([]);
  });
});

describe('children of a master application', () => {
  test("a child may sign with its master's certificate", async () => {
    const child = await givenApp(server.vault, { kind: 'child', masterId: app.app.id });
    expect((await ask(2, { by: child, thumbprint: app.thumbprint })).code).toBe(0);
    expect((await ask(2, { thumbprint: child.thumbprint })).code).toBe(4);
  });

  describe('on a device', () => {
    const secret = randomBytes(32);
    let child: TestApp;
    beforeAll(async () => {
      child = await givenApp(server.vault, { kind: 'soda-child', masterId: app.app.id });
      await server.vault.store.write(db =>
        db.applications.putSharedSecret(child.app.id, server.vault.keys.seal(secret)),
      );
    });

    const mac = (content: string, key = secret) => createHmac('sha256', key).update(content).digest('base64');
    const send = (by: TestApp, content: string, ...credentials: string[]) =>
      new TestClient(server, by.app.id).call('CreateAuthenticatedSessionToken', {
        version: 2,
        info: authInfo(by.app.id, 'appserver2', credentials.join('') + content),
      });
    const hmacSig = (value: string, algorithm = 'HMACSHA256') =>
      `<hmacSig algName="${algorithm}">${value}</hmacSig>`;

    test('the secret it was made with opens a session, once', async () => {
      const content = content2(child.app.id);
      expect((await send(child, content, hmacSig(mac(content)))).code).toBe(0);
      expect((await send(child, content, hmacSig(mac(content)))).code).toBe(4);
    });

    test('another secret, another algorithm and another application are refused with 4', async () => {
      const content = content2(child.app.id);
      expect((await send(child, content, hmacSig(mac(content, randomBytes(32))))).code).toBe(4);
      expect((await send(child, content, hmacSig(mac(content), 'HMACSHA1'))).code).toBe(4);
      expect((await send(child, content, hmacSig(mac(content), 'MD5'))).code).toBe(4);
      const own = content2(app.app.id);
      expect((await send(app, own, hmacSig(mac(own)))).code).toBe(4);
    });

    test('there must be one proof, not two and not none', async () => {
      const content = content2(child.app.id);
      const both = [sigXml(rsa(content), child.thumbprint), hmacSig(mac(content))];
      expect((await send(child, content, ...both)).code).toBe(3);
      expect((await send(child, content)).code).toBe(3);
    });
  });
});

test('a session ends with its time: 65, as for a token that never was', async () => {
  const secret = randomBytes(32);
  const answer = await ask(1, { content: content1(app.app.id, secret.toString('base64')) });
  const token = answer.texts('token')[0]!;
  server.clock.pass(server.vault.limits.sessionTtlMs - 1000);
  expect(await works(token, secret, 'HMACSHA256')).toBe(0);
  server.clock.pass(2000);
  expect(await works(token, secret, 'HMACSHA256')).toBe(65);
  const changed = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
  expect(await works(changed, secret, 'HMACSHA256')).toBe(65);
});

test('a disabled master takes its SODA children with it: 6', async () => {
  const own = await startTestServer();
  const master = await givenApp(own.vault, { kind: 'soda-master' });
  const child = await givenApp(own.vault, { kind: 'soda-child', masterId: master.app.id });
  const client = await openClient(own, child);
  expect((await client.call('GetApplicationInfo')).code).toBe(0);
  await own.vault.store.write(db => db.applications.put({ ...master.app, state: 'disabled' }));
  expect((await client.call('GetApplicationInfo')).code).toBe(6);
  expect((await ask(2, { by: child, on: own })).code).toBe(6);
  await own.close();
});

test('a session ends with the certificate that opened it, those of its children too; what another opened goes on', async () => {
  const { vault } = server;
  const master = await givenApp(vault, { kind: 'master' });
  const child = await givenApp(vault, { kind: 'child', masterId: master.app.id });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = server.clock.now();
  const pem = await selfSigned({ commonName: 'second', key: privateKey, days: 1, now });
  const second = await vault.store.write(db => addCertificate(db, vault, master.app.id, pem));
  const open = async (by: TestApp, thumbprint: string, key?: KeyObject) => {
    const answer = await ask(2, { by, thumbprint, ...(key && { key }) });
    const client = new TestClient(server, by.app.id);
    client.useSession(answer.texts('token')[0]!, answer.texts('shared-secret')[0]!);
    return client;
  };
  const clients = [
    await open(master, master.thumbprint),
    await open(child, master.thumbprint),
    await open(master, second.thumbprint, privateKey),
    await open(child, second.thumbprint, privateKey),
    await open(child, child.thumbprint),
  ];
  const codes = () => Promise.all(clients.map(async client => (await client.call('GetThingType')).code));
  expect(await codes()).toEqual([0, 0, 0, 0, 0]);
  await vault.store.write(db => db.applications.removeCertificate(master.app.id, master.thumbprint));
  expect(await codes()).toEqual([65, 65, 0, 0, 0]);
});
