// Documents of other standards on their way in and out: GetThings gives back what PutThings took, byte for byte.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { hasReference, sampleXml } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml } from '../testing/things.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const ccr = '1e1ccbfc-a55d-4d91-8940-fa2fbf73c195';
const ccd = '9c48a2b8-952c-4f5a-935d-f3292326bf54';
const cda = '1ed1cba6-9530-44a3-b7b5-e8219690ebcf';

const call = (method: string, version: number, info: string) =>
  app.client.call(method, { version, info, recordId: app.recordId, userToken: app.userToken });
const put = (thing: string) => call('PutThings', 2, thing);
const get = (id: string) =>
  call('GetThings', 3, `<group><id>${id}</id><format><section>core</section><xml/></format></group>`);

async function keptOf(typeId: string, data: string): Promise<string> {
  const answer = await put(thingXml(typeId, { data }));
  expect(answer.message).toBeUndefined();
  const { xml } = await get(answer.texts('thing-id')[0]!);
  return /<data-xml>(.*)<\/data-xml>/s.exec(xml)![1]!;
}

describe('a document', () => {
  const letter = `<h:ClinicalDocument  xmlns:h='urn:hl7-org:v3'>\n<!-- c --><h:title >A &#x26; B</h:title><any b = "1"/></h:ClinicalDocument >`;

  test('comes back as it was written', async () => {
    expect(await keptOf(cda, letter)).toBe(letter);
  });

  test.skipIf(!hasReference).each([ccr, ccd])(
    'comes back whole, %s (needs KEEPWELL_REFERENCE)',
    async typeId => {
      const sample = sampleXml(typeId)!.trim();
      expect(await keptOf(typeId, sample)).toBe(sample);
    },
  );

  test('never changes', async () => {
    const [key] = (await put(thingXml(cda, { data: letter }))).elements('thing-id');
    const stamp = key!.attribute('version-stamp')!;
    const update = thingXml(cda, { data: letter }, { id: key!.text(), stamp });
    expect((await put(update)).code).toBe(20);
  });

  test('needs its root in its namespace', async () => {
    const answer = await put(thingXml(cda, { data: '<ClinicalDocument><title/></ClinicalDocument>' }));
    expect(answer.code).not.toBe(0);
    expect(answer.message).toContain('in the namespace urn:hl7-org:v3');
  });
});
