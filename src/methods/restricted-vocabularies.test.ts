// Vocabularies that an operator keeps to the applications registered for them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import { elementsXml, leastChild } from '../testing/children.ts';
import { givenApp, openClient, type TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ restrictedVocabularies: 'iso, wc:weight-units' });
});
afterAll(() => server.close());

async function codes(client: TestClient, family: string, name: string): Promise<number[]> {
  const key = `<vocabulary-key><name>${name}</name><family>${family}</family></vocabulary-key>`;
  const read = `<vocabulary-parameters>${key}<fixed-culture>false</fixed-culture></vocabulary-parameters>`;
  const search = `${key}<text-search-parameters><search-string>a</search-string></text-search-parameters>`;
  return [
    (await client.call('GetVocabulary', { version: 1, info: read })).code,
    (await client.call('GetVocabulary', { version: 2, info: read })).code,
    (await client.call('SearchVocabulary', { info: search })).code,
  ];
}

const open = [0, 0, 0];
const closed = [130, 130, 130];

test('an application that is not registered for it is answered 130, and for others as always', async () => {
  const client = await openClient(server, await givenApp(server.vault));
  expect(await codes(client, 'iso', 'iso3166')).toEqual(closed);
  expect(await codes(client, 'wc', 'weight-units')).toEqual(closed);
  expect(await codes(client, 'wc', 'relationship-types')).toEqual(open);
  expect((await client.call('GetVocabulary', { version: 2 })).code).toBe(0);
});

test('one that is registered for the vocabulary, or its family, reads it', async () => {
  const byName = await givenApp(server.vault, { vocabularies: [{ family: 'wc', name: 'weight-units' }] });
  const byFamily = await givenApp(server.vault, { vocabularies: [{ family: 'iso' }] });
  expect(await codes(await openClient(server, byName), 'wc', 'weight-units')).toEqual(open);
  expect(await codes(await openClient(server, byFamily), 'iso', 'iso3166')).toEqual(open);
  expect(await codes(await openClient(server, byFamily), 'wc', 'weight-units')).toEqual(closed);
});

test('a master gives it to a child by vocabulary-authorizations', async () => {
  const master = await givenApp(server.vault, { kind: 'master', methodGroups: ['basic', 'provisioning'] });
  const grant =
    '<vocabulary-authorization><family>iso</family><name>iso3166</name></vocabulary-authorization>';
  const info = elementsXml({ ...(await leastChild(server.vault)), 'vocabulary-authorizations': grant });
  const by = await openClient(server, master);
  const id = (await by.call('AddApplication', { version: 2, info })).texts('id')[0]!;
  const child = await openClient(server, { app: { id } as Application, thumbprint: master.thumbprint });
  expect(await codes(child, 'iso', 'iso3166')).toEqual(open);
  expect(await codes(child, 'wc', 'weight-units')).toEqual(closed);
});
