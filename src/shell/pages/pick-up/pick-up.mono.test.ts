// Packages that a program on .NET closed, dropped off and picked up as applications and people do.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import {
  type Answer,
  givenApp,
  linkApp,
  openClient,
  type TestApp,
  type TestClient,
} from '../../../testing/given.ts';
import { hasMono, type MonoProgram, monoProgram } from '../../../testing/mono/mono.ts';
import {
  packageInfo,
  streamBlob,
  streamedBlob,
  testSalt,
  weightThing,
  weightWithBlobs,
} from '../../../testing/packages.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { givenVisitor } from '../../testing/apps.ts';
import type { Browser, Page } from '../../testing/browser.ts';

const blobChunkBytes = 65_536;
const iterations = 1000;
const rightAnswer = 'Größe ÉTÉ 7';

const ways = [
  { algorithm: 'hmac-sha256-aes256', hash: 'SHA256', padding: 'PKCS7' },
  // As the classic .NET SDK.
  { algorithm: 'hmac-sha256-aes256', hash: 'SHA1', padding: 'ISO10126' },
  { algorithm: 'hmac-sha1-3des', hash: 'SHA1', padding: 'ISO10126' },
] as const;
type Way = (typeof ways)[number];

describe.skipIf(!hasMono)('packages closed by .NET (needs mono and mcs)', () => {
  let server: TestServer;
  let program: MonoProgram;
  let lab: TestApp;
  let client: TestClient;
  beforeAll(async () => {
    program = monoProgram('package-cipher.cs');
    server = await startTestServer({ limits: { connectTriesMax: 1000, blobChunkBytes } });
    lab = await givenApp(server.vault, { name: 'Lab', methodGroups: ['basic', 'connect-package'] });
    client = await openClient(server, lab);
  });
  afterAll(async () => {
    rmSync(program.folder, { recursive: true, force: true });
    await server.close();
  });

  const close = (
    what: 'close' | 'close-chunk',
    { algorithm, hash, padding }: Way,
    inputs: readonly Uint8Array[],
  ) =>
    program
      .run(
        [what, algorithm, hash, testSalt, String(iterations), rightAnswer, padding],
        inputs.map(bytes => Buffer.from(bytes).toString('base64')),
      )
      .map(line => Buffer.from(line, 'base64'));

  const inlineBlob = (name: string, bytes: Buffer) =>
    `<blob><blob-info><name>${name}</name><content-type>text/plain</content-type></blob-info>` +
    `<content-length>${bytes.length}</content-length><base64data>${bytes.toString('base64')}</base64data></blob>`;
  async function dropOff(way: Way, contents: string, blobUrls: readonly string[] = []) {
    const [closed] = close('close', way, [Buffer.from(contents)]);
    const data = closed!.toString('base64');
    const info = packageInfo(2, { algorithm: way.algorithm, iterations, data, blobUrls });
    return client.call('CreateConnectPackage', { version: 2, info });
  }

  async function unlock(browser: Browser, code: string): Promise<Page> {
    const question = await browser.open(`/redirect.aspx?target=PICKUP&targetqs=packageid%3D${code}`);
    return browser.submit(question, '/pick-up', { answer: rightAnswer.toUpperCase().replace('SS', 'ß') });
  }
  const decide = (browser: Browser, page: Page) => browser.submit(page, '/pick-up', { decision: 'allow' });

  /** What another application, that may read the record, gets of its things. */
  async function readBack(page: Page): Promise<Answer> {
    const recordId = page.tag(/name="record"/)!.value!;
    const owner = await server.vault.store.read(async db => {
      const [thing] = await db.things(makeSystemGrant('tests', recordId, '')).ofTypes([typeIds.weight], 1);
      const person = (await db.people.byId(thing!.created.personId))!;
      return { person, record: (await db.records.byId(recordId))! };
    });
    const reader = await linkApp(server, await givenApp(server.vault), owner);
    return reader.client.call('GetThings', {
      version: 3,
      info:
        `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><section>blobpayload</section><xml/>` +
        '<blob-payload-request><blob-format><blob-format-spec>streamed</blob-format-spec></blob-format></blob-payload-request></format></group>',
      recordId: reader.recordId,
      userToken: reader.userToken,
    });
  }

  test.each(ways)(
    '$algorithm, key over $hash, padding $padding: things and their blobs arrive as they were',
    async way => {
      const [inline, one, several, none] = [
        randomBytes(1000),
        randomBytes(100),
        randomBytes(3 * blobChunkBytes + 5),
        Buffer.alloc(0),
      ];
      const streamed = [one, several, none];
      const urls: string[] = [];
      for (const bytes of streamed)
        urls.push(await streamBlob(client, bytes, chunks => close('close-chunk', way, chunks)));
      const contents = weightWithBlobs(
        inlineBlob('', inline),
        ...streamed.map((bytes, i) =>
          streamedBlob(`blob ${i}`, { bytes, url: urls[i]!, blockSize: blobChunkBytes }),
        ),
      );
      const answer = await dropOff(way, contents + weightThing(71), urls);
      expect(answer.code).toBe(0);
      const browser = await givenVisitor(server);
      const page = await unlock(browser, answer.texts('identity-code')[0]!);
      expect(page.text).toContain('Weight (2)');
      expect((await decide(browser, page)).text).toContain('The data are in the record');
      const read = await readBack(page);
      expect(read.texts('kg').sort()).toEqual(['70', '71']);
      const names = read.texts('name');
      const addresses = read.texts('blob-ref-url');
      const got = new Map<string, string>();
      for (const [i, url] of addresses.entries())
        got.set(names[i]!, Buffer.from(await (await fetch(url)).arrayBuffer()).toString('base64'));
      const sent = [['', inline], ...streamed.map((bytes, i) => [`blob ${i}`, bytes] as const)] as [
        string,
        Buffer,
      ][];
      expect(got).toEqual(new Map(sent.map(([name, bytes]) => [name, bytes.toString('base64')])));
      // Nothing is left of what was uploaded.
      const left = await server.vault.store.read(db => db.blobs.unattached(lab.app.id));
      expect(left).toEqual({ count: 0, bytes: 0 });
    },
  );

  test('a wrong answer opens none of them', async () => {
    for (const way of ways) {
      const code = (await dropOff(way, weightThing(1))).texts('identity-code')[0]!;
      const browser = await givenVisitor(server);
      const question = await browser.open(`/redirect.aspx?target=PICKUP&targetqs=packageid%3D${code}`);
      const again = await browser.submit(question, '/pick-up', { answer: 'Grösse été 7' });
      expect(again.text).toContain('That is not the answer');
    }
  });
});
