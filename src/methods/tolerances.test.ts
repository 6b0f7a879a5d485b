// What clients do that a strict server would refuse, and must not.
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
} from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCpuClock } from '../testing/cpu.ts';
import { Answer, type CallOptions, givenLinkedApp, type Linked, TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const write = (options: CallOptions = {}): [string, CallOptions] => [
  'PutThings',
  { version: 2, info: aWeight(), recordId: app.recordId, userToken: app.userToken, ...options },
];
const code = async (options?: CallOptions) => (await app.client.call(...write(options))).code;
const body = (options?: CallOptions) => app.client.body(...write(options));
const posted = async (bytes: string | Uint8Array, headers?: Record<string, string>) =>
  (await app.client.post(bytes, headers)).code;

describe('the envelope', () => {
  test('white space and comments between its elements, inside the signed parts too', async () => {
    const header = (h: string) =>
      h.replaceAll('><', '>\r\n\t<').replace('<msg-ttl>', '<!-- ttl --><msg-ttl>');
    expect(await code({ header })).toBe(0);
    const spread = (text: string) =>
      text.replace('<auth>', '\n  <auth>').replace('<header>', '\n  <header>').replace('</wc-', '\n</wc-');
    expect(await code({ tamper: spread })).toBe(0);
    const infoXml = `<info>\n  ${aWeight().replaceAll('><', '>\n    <')}\n</info>`;
    expect(await code({ infoXml })).toBe(0);
  });

  test('an XML declaration, a byte order mark, and both', async () => {
    const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
    expect(await posted(declaration + body())).toBe(0);
    expect(await posted(`\uFEFF${body()}`)).toBe(0);
    expect(await posted(`\uFEFF${declaration}${body()}`)).toBe(0);
    expect(await posted(declaration.replace('"utf-8"', "'UTF-8'") + body())).toBe(0);
    expect(await posted(declaration.replace(' encoding="utf-8"', '') + body())).toBe(0);
  });

  test('no other encoding than UTF-8, declared in the XML or in Content-Type', async () => {
    const sent = async (declaration: string, contentType: string) => {
      const answer = await app.client.post(declaration + body(), { 'Content-Type': contentType });
      return [answer.code, answer.message ?? ''];
    };
    const refused = [3, expect.stringContaining('UTF-8')];
    for (const encoding of ['UTF-16', 'iso-8859-1', 'windows-1252', 'us-ascii'])
      expect(await sent(`<?xml version="1.0" encoding="${encoding}"?>`, 'text/xml')).toEqual(refused);
    for (const charset of ['iso-8859-1', '"utf-16"', 'utf-7'])
      expect(await sent('', `text/xml; charset=${charset}`)).toEqual(refused);
    for (const charset of ['utf-8', 'UTF-8', '"utf-8"', 'utf8'])
      expect(await sent('', `text/xml;charset=${charset}`)).toEqual([0, '']);
  });

  test('any prefix for the root, and white space or attributes in its tag', async () => {
    expect(await posted(body().replaceAll('wc-request:', 'r:').replace('xmlns:wc-request', 'xmlns:r'))).toBe(
      0,
    );
    expect(
      await posted(
        body().replace(
          '<wc-request:request ',
          '<wc-request:request xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n ',
        ),
      ),
    ).toBe(0);
  });

  test('either kind of quotes', async () => {
    expect(await code({ tamper: b => b.replace('algName="HMACSHA256"', "algName='HMACSHA256'") })).toBe(0);
  });

  test.each(['<info/>', '<info />', '<info></info>', '<info>\n</info>', '<info\t></info >'])(
    'an empty info written as %j has a hash of its own',
    async infoXml => {
      for (const method of ['GetPersonInfo', 'GetApplicationSettings']) {
        expect((await app.client.call(method, { infoXml, userToken: app.userToken })).code).toBe(0);
      }
      const other = infoXml === '<info/>' ? '<info></info>' : '<info/>';
      const swapped = (b: string) => b.replace(infoXml, other);
      expect(
        (await app.client.call('GetPersonInfo', { infoXml, userToken: app.userToken, tamper: swapped })).code,
      ).toBe(4);
    },
  );

  test('ids in upper case', async () => {
    const info = aWeight().replace(typeIds.weight, typeIds.weight.toUpperCase());
    expect(await code({ info, recordId: app.recordId.toUpperCase() })).toBe(0);
    expect(await code({ userToken: '', personId: app.personId.toUpperCase() })).toBe(0);
  });

  test('language and country left out, and a target person named', async () => {
    expect(await code({ header: h => h.replace(/<language>.*<\/country>/, '') })).toBe(0);
    const person = `<target-person-id>${app.personId}</target-person-id><record-id>`;
    expect(await code({ header: h => h.replace('<record-id>', person) })).toBe(0);
  });

  test('an empty user-auth-token, which PHP clients always send', async () => {
    for (const empty of [
      '<user-auth-token/>',
      '<user-auth-token></user-auth-token>',
      '<user-auth-token> </user-auth-token>',
    ]) {
      const header = (h: string) => h.replace('</auth-token>', `</auth-token>${empty}`);
      expect((await app.client.call('GetAuthorizedPeople', { header, info: '<parameters/>' })).code).toBe(0);
      expect((await app.client.call('GetPersonInfo', { header })).code).toBe(9);
    }
  });

  test('line breaks inside tokens and hashes', async () => {
    const broken = (base64: string) => base64.replace(/.{60}/g, '$&\n');
    const header = (h: string) =>
      h
        .replace(app.client.token!, broken(app.client.token!))
        .replace(app.userToken, `\n${broken(app.userToken)}\n`);
    expect(await code({ header })).toBe(0);
    const tamper = (b: string) =>
      b.replace(
        /(<hmac-data [^>]*>)([^<]*)/,
        (_, tag: string, mac: string) => `${tag}\n ${mac.slice(0, 20)}\n${mac.slice(20)}\n`,
      );
    expect(await code({ tamper })).toBe(0);
  });

  test('an info hash by an algorithm other than that of the session', async () => {
    for (const [name, algorithm] of [
      ['SHA1', 'sha1'],
      ['SHA512', 'sha512'],
    ] as const) {
      const hash = createHash(algorithm).update(`<info>${aWeight()}</info>`).digest('base64');
      const hashData = `<hash-data algName="${name}">${hash}</hash-data>`;
      expect(await code({ header: h => h.replace(/<hash-data.*<\/hash-data>/, hashData) })).toBe(0);
    }
  });

  test('anonymous calls with and without info-hash', async () => {
    const anonymous = new TestClient(server, app.app.id);
    const without = (h: string) => h.replace(/<info-hash>.*<\/info-hash>/, '');
    expect((await anonymous.call('GetServiceDefinition')).code).toBe(0);
    expect((await anonymous.call('GetServiceDefinition', { header: without })).code).toBe(0);
  });
});

describe('the way it is sent', () => {
  test('compressed: gzip, deflate with its wrapper and without, names in any case', async () => {
    const bytes = Buffer.from(body());
    for (const [encoding, packed] of [
      ['gzip', gzipSync(bytes)],
      ['GZip', gzipSync(bytes)],
      ['x-gzip', gzipSync(bytes)],
      ['deflate', deflateSync(bytes)],
      ['deflate', deflateRawSync(bytes)],
      ['identity', bytes],
    ] as const) {
      expect(await posted(packed, { 'Content-Encoding': encoding })).toBe(0);
    }
    expect(await posted(brotliCompressSync(bytes), { 'Content-Encoding': 'br' })).toBe(2);
  });

  test.each([
    'text/xml',
    'text/xml; charset=utf-8',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'nonsense',
    '',
  ])('the content type %j', async type => {
    expect(await posted(Buffer.from(body()), { 'Content-Type': type })).toBe(0);
  });

  test('doubled slashes, other cases and a query in the path', async () => {
    for (const path of [
      '/platform//wildcat.ashx',
      '//platform/wildcat.ashx',
      '/Platform/WildCat.ashx',
      '/platform/wildcat.ashx?v=1',
    ]) {
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: body(),
      });
      expect(await response.text()).toContain('<code>0</code>');
    }
  });

  test('HTTP/1.0, header names in any case, no content type', async () => {
    const answer = await raw(
      bytes => `POST /platform/wildcat.ashx HTTP/1.0\r\nHOST: localhost\r\ncontent-LENGTH: ${bytes}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.[01] 200 /);
    expect(answer).toContain('<code>0</code>');
    expect(answer).not.toContain('Transfer-Encoding');
  });

  test('a chunked body, and the wait for 100-continue', async () => {
    const text = body();
    const chunk = (part: string) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`;
    const chunked = `${chunk(text.slice(0, 99))}${chunk(text.slice(99))}0\r\n\r\n`;
    const head =
      'POST /platform/wildcat.ashx HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n';
    const answer = await raw(() => head, chunked);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue/);
    expect(answer).toContain('<code>0</code>');
  });

  test('a correlation id, which is nothing to us', async () => {
    expect(await posted(body(), { WC_CorrelationId: '3b3e6b16-eb69-483c-8d7e-dfe116ae6092' })).toBe(0);
  });
});

describe('the answer', () => {
  test('is compact XML without a declaration, with an id of its own, and kept by no cache', async () => {
    const answer = await app.client.call(...write());
    expect(answer.xml).toMatch(/^<response><status><code>0<\/code><\/status><wc:info xmlns:wc="/);
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('wc_responseid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['gzip', 'gzip'],
    ['deflate, gzip;q=0.5', 'gzip'],
    ['deflate', 'deflate'],
    ['gzip;q=0, deflate', 'deflate'],
    ['identity', undefined],
    ['br', undefined],
    ['', undefined],
  ])('to a client that accepts %j', async (accepted, encoding) => {
    const anonymous = new TestClient(server, app.app.id).body('GetServiceDefinition');
    const head = `POST /platform/wildcat.ashx HTTP/1.0\r\nAccept-Encoding: ${accepted}\r\nContent-Length: ${Buffer.byteLength(anonymous)}\r\n\r\n`;
    const received = await rawBytes(() => head, anonymous);
    const split = received.indexOf('\r\n\r\n');
    const headers = received.subarray(0, split).toString();
    const content = received.subarray(split + 4);
    expect(/content-encoding: (\w+)/i.exec(headers)?.[1]).toBe(encoding);
    const text =
      encoding === 'gzip' ? gunzipSync(content) : encoding === 'deflate' ? inflateSync(content) : content;
    expect(new Answer(200, text.toString(), new Headers()).code).toBe(0);
  });

  test('and is not held up by a list of encodings that is mostly blanks', async () => {
    const anonymous = new TestClient(server, app.app.id).body('GetServiceDefinition');
    const accepted = `gzip${' '.repeat(15_000)}x, deflate ; q=0`;
    const head = `POST /platform/wildcat.ashx HTTP/1.0\r\nAccept-Encoding: ${accepted}\r\nContent-Length: ${Buffer.byteLength(anonymous)}\r\n\r\n`;
    const cpuMs = startCpuClock();
    for (let i = 0; i < 5; i++)
      expect((await rawBytes(() => head, anonymous)).toString()).not.toMatch(/content-encoding/i);
    expect(cpuMs()).toBeLessThan(700);
  });
});

const raw = async (head: (bytes: number) => string, text = body()) => (await rawBytes(head, text)).toString();

/** Sends bytes as they are and takes what comes until the other side closes. */
function rawBytes(head: (bytes: number) => string, text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(head(Buffer.byteLength(text)) + text),
    );
    socket.on('data', part => parts.push(part));
    socket.on('end', () => resolve(Buffer.concat(parts)));
    socket.on('error', reject);
  });
}
