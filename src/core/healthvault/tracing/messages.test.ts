// What a trace of a production vault says of a call that was refused: nothing that the body it shows beside it masks.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenApp, givenPerson, type Linked, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { mask, maskMessage } from './mask.ts';
import { Secrets } from './secrets.ts';
import type { Trace } from './trace.ts';
import { findTraces, startTracing } from './traces.ts';

let server: TestServer;
let linked: Linked;
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  const { vault } = server;
  const dev = await givenPerson(vault, 'Dev Example');
  const app = await givenApp(vault);
  const { id: appId } = app.app;
  await vault.store.write(db => db.appAdmins.add({ appId, personId: dev.person.id, addedAt: 0 }));
  linked = await linkApp(server, app, dev);
  await startTracing(vault, dev.person.id, appId);
});
afterAll(() => server.close());

async function traced(method: string, version: number, info: string): Promise<Trace> {
  const { client, recordId, userToken, app } = linked;
  const now = async () => (await findTraces(server.vault, app.id))!.traces;
  const before = (await now()).length;
  await client.call(method, { version, recordId, userToken, info });
  await expect.poll(async () => (await now()).length).toBe(before + 1);
  return (await now())[0]!;
}

const all = (trace: Trace) => [trace.method, trace.message, trace.request, trace.reply].join('\n');
const put = (data: string) =>
  `<thing><type-id>${typeIds.weight}</type-id><data-xml>${data}</data-xml></thing>`;

test.each([
  ['<hiv-positive>yes</hiv-positive>', `request/info/thing/data-xml/${mask}: must be weight`],
  [
    '<weight><hiv-positive/></weight>',
    `request/info/thing/data-xml/weight/${mask}: unexpected here, when is due`,
  ],
  ['<weight><when><date><hiv/></date></when></weight>', `weight/when/date/${mask}: unexpected here`],
])('the path to what stands in %s names what the platform knows', async (data, path) => {
  const trace = await traced('PutThings', 2, put(data));
  expect(trace.message).toContain(path);
  expect(trace.reply).toContain(path);
  expect(all(trace)).not.toContain('hiv');
});

test('a slip outside of what is somebody’s is named', async () => {
  const { message } = await traced('PutThings', 2, '<thing><type-ib/></thing>');
  expect(message).toContain('request/info/thing/type-ib: unexpected');
});

test('in a sandbox every name is told', () => {
  const message = 'request/info/thing/data-xml/hiv-positive: must be weight';
  const options = { showsValues: true, lengthMax: 1000 };
  expect(maskMessage(message, options, new Secrets())).toBe(message);
});

test('after the name of a secret no word is told but our own', () => {
  for (const showsValues of [true, false]) {
    const shown = maskMessage(
      'request/info/hmacSig: attribute algName is missing. token: sesame',
      { showsValues, lengthMax: 1000 },
      new Secrets(),
    );
    expect(shown).toBe(`request/info/hmacSig: attribute algName is missing. token: ${mask}`);
  }
});

test('a word that somebody chose is shown at no place where the platform has words of its own', async () => {
  const words =
    '<section>schizophrenia</section><xml>schizophrenia</xml><type-version-format>bipolar</type-version-format>';
  const shown = all(
    await traced(
      'GetThings',
      3,
      `<group name="schizophrenia"><filter><type-id>bipolar</type-id><thing-state>bipolar</thing-state></filter><format>${words}</format></group>`,
    ),
  );
  expect(shown).not.toMatch(/schizo|bipolar/);
  const key =
    '<vocabulary-key><name>bipolar</name><version>HIV positive</version><family>bipolar</family></vocabulary-key>';
  expect(all(await traced('GetVocabulary', 1, key))).not.toMatch(/HIV|bipolar/);
});

test('what the platform has words for is shown', async () => {
  const format = '<format><section>core</section><section>audits</section><xml/></format>';
  const { request } = await traced(
    'GetThings',
    3,
    `<group max="1"><filter><thing-state>Active</thing-state></filter>${format}</group>`,
  );
  for (const part of [
    '<section>core</section>',
    '<section>audits</section>',
    '<thing-state>Active</thing-state>',
    'max="1"',
  ])
    expect(request).toContain(part);
  const key = '<vocabulary-key><name>a</name><family>wc</family><version>1.2</version></vocabulary-key>';
  expect((await traced('GetVocabulary', 1, key)).request).toContain('<version>1.2</version>');
});
