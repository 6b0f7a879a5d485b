// Introspection by who may ask of the tokens of all, by its own proof or a bearer token; keys that say how long they hold; who runs the vault;
// who the person is.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relationship } from '../../core/records/create.ts';
import { givenFhirClient } from '../../testing/fhir-client.ts';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { givenClient, symmetric, testSecret } from './testing/clients.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  server.clock.pass(Date.now() - server.clock.now());
});
afterAll(() => server.close());

async function introspect(token: string, authorization: string, form: object = { token }) {
  const answer = await fetch(`${server.shellUrl}/oauth/introspect`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ ...form }),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}

const basic = (id: string) => `Basic ${Buffer.from(`${id}:${testSecret}`).toString('base64')}`;
const groups = { methodGroups: ['basic', 'introspection'] } as const;

describe('introspection', () => {
  test('a client that the operator lets sees tokens of all, by a bearer token', async () => {
    const asked = await givenSmartToken(server, { scopes: 'openid fhirUser patient/Observation.rs' });
    const gateway = await givenClient(server, symmetric, groups);
    const own = await givenSmartToken(server, { scopes: 'user/*.rs', isOf: gateway });
    const { status, body } = await introspect(asked.token, `Bearer ${own.token}`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { active: true, client_id: asked.app.id, patient: asked.recordId, token_type: 'Bearer' },
    });
    expect(String(body.scope).split(' ')).toEqual(['openid', 'fhirUser', 'patient/Observation.rs']);
    expect(body.fhirUser).toBe(`${server.shellUrl}/fhir/r4/Patient/${asked.recordId}`);
    const unknown = await introspect('nothing', `Bearer ${own.token}`);
    expect([unknown.status, unknown.body]).toEqual([200, { active: false }]);
  });

  test('others see nothing of it', async () => {
    const asked = await givenSmartToken(server, { scopes: 'patient/Observation.rs' });
    const other = await givenSmartToken(server, { scopes: 'user/*.rs' });
    const refused = await introspect(asked.token, `Bearer ${other.token}`);
    expect([refused.status, refused.body.error]).toEqual([403, 'insufficient_scope']);
    const nobody = await introspect(asked.token, 'Bearer nothing');
    expect([nobody.status, nobody.body.error]).toEqual([401, 'invalid_token']);
    expect(nobody.headers.get('www-authenticate')).toContain('invalid_token');
    const without = await givenClient(server, symmetric);
    expect((await introspect(asked.token, basic(without.id))).body).toEqual({ active: false });
    const gateway = await givenSmartToken(server, { scopes: 'user/*.rs', app: groups });
    expect((await introspect('', `Bearer ${gateway.token}`, {})).status).toBe(400);
  });

  test('an application that may not use a grant is told unauthorized_client', async () => {
    const { id } = await givenClient(server, symmetric);
    const answer = await fetch(`${server.shellUrl}/oauth/token`, {
      method: 'POST',
      headers: { authorization: basic(id) },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/*.rs' }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'unauthorized_client' }]);
  });
});

describe('fhirUser', () => {
  const scopes = 'openid fhirUser patient/Observation.rs';

  test('leads to a Person where the record is that of somebody else', async () => {
    const client = await givenFhirClient(server, { scopes });
    const { personId, recordId } = { personId: client.person.id, recordId: client.record.id };
    await server.vault.store.write(async db => {
      const access = await db.records.access(personId, recordId);
      await db.records.putAccess({ ...access!, relationship: relationship.self + 1 });
    });
    const gateway = await givenSmartToken(server, { scopes: 'user/*.rs', app: groups });
    const { body } = await introspect(client.token, `Bearer ${gateway.token}`);
    expect(body.fhirUser).toBe(`${client.base}/Person/${client.personId}`);
    const read = await client.get(String(body.fhirUser));
    expect([read.status, read.body]).toEqual([
      200,
      { resourceType: 'Person', id: client.personId, active: true, name: [{ text: client.person.name }] },
    ]);
  });

  test('is the way to nobody else, and not without the scope', async () => {
    const [one, other] = [await givenFhirClient(server, { scopes }), await givenFhirClient(server)];
    expect((await one.get(`Person/${other.personId}`)).status).toBe(403);
    expect((await other.get(`Person/${other.personId}`)).status).toBe(404);
  });
});

describe('the brand', () => {
  const brand = {
    name: 'Practice Vogel',
    alias: ['Dr. Vogel'],
    identifier: [{ system: 'urn:oid:1.2.3', value: 'vogel' }],
    type: [{ text: 'Practice' }],
    telecom: [{ system: 'url', value: 'https://vogel.example' }],
    address: [{ line: ['Main street 1'], city: 'Linz', country: 'AT' }],
    partOf: { display: 'Regional network' },
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/organization-brand',
        extension: [{ url: 'brandLogo', valueUrl: 'https://vogel.example/logo.svg' }],
      },
      {
        url: 'http://hl7.org/fhir/StructureDefinition/organization-portal',
        extension: [{ url: 'portalDescription', valueMarkdown: 'Your **record**' }],
      },
    ],
  };

  test('has all that the operator says of it', async () => {
    await using own = await startTestServer({ brand });
    const base = `${own.shellUrl}/fhir/r4/.well-known`;
    const bundle = await (await fetch(`${base}/brands`)).json();
    const { extension, ...rest } = brand;
    const [{ resource }, { fullUrl }] = bundle.entry;
    expect(resource).toMatchObject({ ...rest, endpoint: [{ reference: fullUrl }] });
    expect(resource.extension[0]).toEqual(extension[0]);
    expect(resource.extension[1].extension.map(({ url }: { url: string }) => url).toSorted()).toEqual([
      ...['portalDescription', 'portalEndpoint', 'portalName', 'portalUrl'],
    ]);
    const config = await (await fetch(`${base}/smart-configuration`)).json();
    expect(config.user_access_brand_identifier).toEqual(brand.identifier[0]);
  });

  test.each<[object, string]>([
    [{ name: 5 }, 'Organization.name'],
    [{ endpoint: [] }, 'no endpoint'],
    [{ identifier: [{ value: 'x' }] }, 'a system and a value'],
    [{ nam: 'x' }, 'brand'],
    [{ name: 'x'.repeat(70_000) }, 'characters'],
  ])('that is none is refused at the start: %o', async (wrong, told) => {
    await expect(startTestServer({ brand: wrong })).rejects.toThrow(told);
  });
});
