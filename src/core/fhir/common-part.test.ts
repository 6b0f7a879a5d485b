// What a resource says of the common part of its item is held to what the XML API takes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';

let server: TestServer;
let owner: FhirClient;
beforeAll(async () => {
  server = await startTestServer();
  owner = await givenFhirClient(server);
});
afterAll(() => server.close());

const restOf = (changes: readonly unknown[]) => [
  {
    url: 'urn:keepwell:fhir:thing-rest',
    extension: [
      { url: 'type', valueString: typeIds.weight },
      { url: 'changes', valueString: JSON.stringify(changes) },
    ],
  },
];

test.each([
  { relatedThing: ['<related-thing><nothing/></related-thing>'] },
  { clientThingId: '' },
  { clientThingId: 'x'.repeat(256) },
  { tags: 'x'.repeat(513) },
  { extension: ['<extension/>'] },
])('a common part that the XML API refuses is refused here (%#)', async common => {
  const sent = { ...makeWeight('2026-04-04', 60), extension: restOf([[['common'], common]]) };
  expect((await owner.send('POST', 'Observation', sent)).status).toBe(422);
});

test('tags are as long as the XML API has them', async () => {
  const send = (length: number) =>
    owner.send('POST', 'Observation', {
      ...makeWeight('2026-04-05', 60),
      extension: restOf([[['tags'], 'x'.repeat(length)]]),
    });
  expect([(await send(512)).status, (await send(513)).status]).toEqual([201, 422]);
});
