// The FHIR interface as OpenAPI: what a kept validator says of it, and that it tells of the ways there are and of no others.
import { validate } from '@readme/openapi-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AnyResource,
  type FhirClient,
  givenFhirClient,
  makeWeight,
} from '../../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { readRoute } from '../route.ts';

let server: TestServer;
let client: FhirClient;
let document: AnyResource;
beforeAll(async () => {
  server = await startTestServer();
  client = await givenFhirClient(server);
  document = await (await fetch(`${client.base}/openapi.json`)).json();
});
afterAll(() => server.close());

test('is good OpenAPI 3.1, and may be read from any page', async () => {
  expect(document.openapi).toBe('3.1.0');
  expect(await validate(structuredClone(document))).toMatchObject({ valid: true });
  const { headers } = await fetch(`${client.base}/openapi.json`);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect((await fetch(`${client.base}/openapi.json`, { method: 'POST' })).status).toBe(405);
});

const listOperations = () =>
  Object.entries<AnyResource>(document.paths).flatMap(([path, { servers, ...methods }]) =>
    Object.keys(methods).map(method => ({ path, method, operation: methods[method], isOfFhir: !servers })),
  );

test('tells of ways that there are, each by a name of its own', () => {
  const all = listOperations();
  for (const { path, method, isOfFhir } of all) {
    if (!isOfFhir) continue;
    const asked = path
      .slice(1)
      .replace('{type}', 'Observation')
      .replaceAll(/\{\w+\}/g, 'x1');
    expect(() => readRoute(method.toUpperCase(), asked, ''), `${method} ${path}`).not.toThrow();
  }
  const names = all.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
});

test('tells of every interaction that the CapabilityStatement lists', async () => {
  const { body } = await client.get('metadata');
  const ways: Readonly<Record<string, (type: string) => [path: string, method: string]>> = {
    read: type => [`/${type}/{id}`, 'get'],
    vread: type => [`/${type}/{id}/_history/{version}`, 'get'],
    'history-instance': type => [`/${type}/{id}/_history`, 'get'],
    'history-type': type => [`/${type}/_history`, 'get'],
    'search-type': type => [`/${type}`, 'get'],
    create: type => [`/${type}`, 'post'],
    update: type => [`/${type}/{id}`, 'put'],
    patch: type => [`/${type}/{id}`, 'patch'],
    delete: type => [`/${type}/{id}`, 'delete'],
  };
  for (const { type, interaction, searchParam = [] } of body.rest[0].resource) {
    for (const { code } of interaction) {
      const [path = '', method = ''] = ways[code]?.(type) ?? [];
      expect(document.paths[path]?.[method], `${code} of ${type}`).toBeDefined();
    }
    const told = (document.paths[`/${type}`]?.get?.parameters ?? []).map(({ name }: AnyResource) => name);
    expect(told).toEqual(expect.arrayContaining(searchParam.map(({ name }: AnyResource) => name)));
  }
});

test('the doors of OAuth are those of the configuration', async () => {
  const config = await (await fetch(`${client.base}/.well-known/smart-configuration`)).json();
  const names = Object.keys(config).filter(name =>
    /(authorization|token|revocation|introspection|registration)_endpoint$|jwks_uri/.test(name),
  );
  for (const name of names)
    expect(document.paths[String(config[name]).slice(server.shellUrl.length)], name).toBeDefined();
  expect(document.components.securitySchemes.smart.flows.authorizationCode.tokenUrl).toBe(
    config.token_endpoint,
  );
});

test('what is answered is as its schema has it', async () => {
  const made = await client.add(makeWeight('2026-03-01'));
  const schema = document.components.schemas.Observation;
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(made)));
  expect(schema.properties.valueQuantity).toEqual({ $ref: '#/components/schemas/Quantity' });
  expect(schema.properties.component.items.properties.referenceRange.items).toEqual({
    $ref: '#/components/schemas/Observation/properties/referenceRange/items',
  });
});
