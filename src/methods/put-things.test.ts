import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const weight = (kg: number) =>
  `<thing><type-id>3d34d87e-7fc1-4153-800f-f56592cb0d17</type-id><data-xml><weight><when><date><y>2026</y><m>11</m><d>2</d></date></when><value><kg>${kg}</kg></value></weight></data-xml></thing>`;

test('a new thing gets an id and a version stamp', async () => {
  const answer = await app.client.call('PutThings', { version: 2, info: weight(70), recordId: app.recordId, userToken: app.userToken });
  expect(answer.xml).toMatch(/^<response><status><code>0<\/code><\/status><wc:info xmlns:wc="urn:com.microsoft.wc.methods.response.PutThings">/);
  expect(answer.texts('thing-id')).toHaveLength(1);
});
