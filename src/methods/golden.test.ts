// Genuine traffic of HealthVault, recorded in 2012: two sessions and what was asked in them.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCertificate, readCertificate, registerApplication } from '../core/applications/register.ts';
import { isRightHash, isRightHmac, isRightRsa } from '../core/healthvault/sessions/sign.ts';
import { readEnvelope, readWish } from '../facades/xml-api/envelope.ts';
import { readXml } from '../schema/xml-reader.ts';
import { Answer, TestClient } from '../testing/given.ts';
import { hasReference, referenceFile } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

const appId = '05a059c9-c309-46af-9b86-b06d42510550';
const file = (name: string) => referenceFile(`golden/${name}`).toString('utf8');
const between = (xml: string, start: RegExp, end: string) => {
  const from = start.exec(xml);
  // Left-out tests have no recording to cut from.
  return from ? xml.slice(from.index + from[0].length, xml.indexOf(end, from.index + from[0].length)) : '';
};

/** Paths of elements with the names of their attributes, each once. */
function structure(xml: string): string[] {
  const document = readXml(xml);
  const paths = document.kinds.flatMap((kind, i) => {
    if (kind !== 1) return [];
    const names = document.attributes[i]!.map(a => (a.prefix ? `${a.prefix}:${a.name}` : a.name)).sort();
    return [`${document.path(i)}[${names}]`];
  });
  return [...new Set(paths)];
}

describe.skipIf(!hasReference).each(['1', '2'])('genuine session %s (needs KEEPWELL_REFERENCE)', number => {
  const sessionRequest = hasReference ? file(`${number}-create-session.request.xml`) : '';
  const sessionResponse = hasReference ? file(`${number}-create-session.response.xml`) : '';
  const vocabularyRequest = hasReference ? file(`${number}-get-vocabulary.request.xml`) : '';
  const vocabularyResponse = hasReference ? file(`${number}-get-vocabulary.response.xml`) : '';
  const certificatePem = hasReference ? file('app-certificate.pem') : '';

  const signature = between(sessionRequest, /<sig [^>]*>/, '</sig>');
  const content = `<content>${between(sessionRequest, /<content>/, '</content>')}</content>`;
  const secret = between(sessionRequest, /<hmac-alg [^>]*>/, '</hmac-alg>');

  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    server = await startTestServer();
    client = new TestClient(server, appId);
    await server.vault.store.write(async db => {
      await registerApplication(db, server.vault, { id: appId, name: 'Of 2012', kind: 'web' });
      await addCertificate(db, server.vault, appId, certificatePem);
    });
  });
  afterAll(() => server.close());

  test('its signature is that of the certificate over the content as it was sent', () => {
    const { pem, thumbprint } = readCertificate(certificatePem);
    const certificate = { appId, pem, thumbprint, addedAt: 0 };
    expect(sessionRequest).toContain(`thumbprint="${thumbprint}"`);
    expect(isRightRsa(certificate, content, signature)).toBe(true);
    expect(isRightRsa(certificate, `${content} `, signature)).toBe(false);
  });

  test('the hash of the info and the HMAC of the header are those we compute', () => {
    const document = readXml(vocabularyRequest);
    const { auth, header, headerXml } = readEnvelope(document);
    const { infoXml } = readWish(document);
    const key = Buffer.from(secret, 'base64');
    expect(isRightHash('SHA1', infoXml, header.infoHash!.hashData.value)).toBe(true);
    expect(isRightHmac('HMACSHA1', key, headerXml, auth!.hmacData.value)).toBe(true);
    expect(isRightHmac('HMACSHA1', key, headerXml.replace('2012', '2013'), auth!.hmacData.value)).toBe(false);
  });

  test('it is given a token, whenever it comes, in an answer built like the genuine one', async () => {
    const answer = await client.post(sessionRequest);
    expect(answer.code).toBe(0);
    expect(structure(answer.xml)).toEqual(structure(sessionResponse));
    const [token] = answer.elements('token');
    const [genuine] = new Answer(200, sessionResponse, new Headers()).elements('token');
    expect(token!.attributes).toEqual(genuine!.attributes);
    expect(token!.text()).toHaveLength(genuine!.text().length);
    expect(sessionRequest).toContain('2012-03-05');
    expect(server.clock.now()).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  test.each([
    ['the signature', () => sessionRequest.indexOf(signature) + 10],
    ['the end of the signature', () => sessionRequest.indexOf('</sig>') - 6],
    ['the application id in the content', () => sessionRequest.indexOf(content) + '<content><app-id>'.length],
    ['the name of the algorithm', () => sessionRequest.indexOf('HMACSHA1') + 5],
    ['the secret', () => sessionRequest.indexOf(secret) + 3],
    ['the end of the secret', () => sessionRequest.indexOf('</hmac-alg>') - 3],
    ['the thumbprint', () => sessionRequest.indexOf('thumbprint="') + 20],
  ])('one altered byte in %s is refused with 4', async (_, place) => {
    const at = place();
    const altered = sessionRequest[at] === '1' ? '2' : '1';
    const answer = await client.post(sessionRequest.slice(0, at) + altered + sessionRequest.slice(at + 1));
    expect(answer.code).toBe(4);
    expect(answer.elements('token')).toEqual([]);
  });

  test('white space put into the content breaks the signature; around it, it does not', async () => {
    expect((await client.post(sessionRequest.replace('<shared-secret>', ' <shared-secret>'))).code).toBe(4);
    expect((await client.post(sessionRequest.replace('<content>', '\n<content>'))).code).toBe(0);
  });

  test('in the session it opens, the same question gets an answer built like the genuine one', async () => {
    // The question carries its time of 2012, and questions grow stale.
    server.clock.pass(Date.parse('2012-03-05T12:15:00-08:00') - server.clock.now());
    const token = (await client.post(sessionRequest)).texts('token')[0]!;
    const { header, headerXml } = readEnvelope(readXml(vocabularyRequest));
    const ours = headerXml.replace(header.authSession!.authToken, token);
    const mac = createHmac('sha1', Buffer.from(secret, 'base64')).update(ours).digest('base64');
    const request = vocabularyRequest
      .replace(headerXml, ours)
      .replace(/(<hmac-data [^>]*>)[^<]*/, (_, tag: string) => tag + mac);
    const answer = await client.post(request);
    expect(structure(answer.xml)).toEqual(structure(vocabularyResponse));
    const genuine = new Answer(200, vocabularyResponse, new Headers());
    expect(genuine.texts('code-value')).toEqual(
      expect.arrayContaining(['3d34d87e-7fc1-4153-800f-f56592cb0d17']),
    );
    expect(answer.texts('code-value')).toContain('3d34d87e-7fc1-4153-800f-f56592cb0d17');
    expect((await client.post(request.replace('thing-types', 'thing-typez'))).code).toBe(4);
    expect((await client.post(request.replace('2012-03-05', '2012-03-06'))).code).toBe(4);
  });

  test("its question under HealthVault's own token is one of a session that ended", async () => {
    expect((await client.post(vocabularyRequest)).code).toBe(65);
  });
});
