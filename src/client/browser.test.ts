// The SDK in a browser: what a bundle of it holds, and a session in Chromium.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveConsent } from '../core/authorization/consent.ts';
import { createChild, readChildToBe } from '../core/healthvault/soda/soda.ts';
import { hasChromium, launchChromium } from '../testing/chromium.ts';
import { fullRules, givenApp, givenPerson } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

const src = join(import.meta.dirname, '..');

interface Bundle {
  readonly code: string;
  /** Within src. */
  readonly modules: readonly string[];
  readonly imports: readonly string[];
}

/** What a bundler makes for the browser of a module that imports the SDK. */
async function bundled(source: string): Promise<Bundle> {
  const entry = 'entry.ts';
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    plugins: [
      {
        name: 'entry',
        resolveId: id => (id === entry ? join(src, entry) : undefined),
        load: id => (id === join(src, entry) ? source : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const modules = output[0].moduleIds
    .map(id => id.replace(`${src}/`, ''))
    .filter(id => id !== entry && !id.startsWith('\0'));
  return { code: output[0].code, modules, imports: output[0].imports };
}

const everything = `import * as sdk from './client/index.ts';
import file from './things/file.ts';
import weight from './things/weight.ts';
Object.assign(globalThis, { sdk, weight, file });`;

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundled(everything);
});

test('a bundle holds the SDK, the contracts of the methods, the types that are named, and no more', () => {
  expect(bundle.imports).toEqual([]);
  const strangers = bundle.modules.filter(
    id =>
      !/^(assume|client|schema|spelling|methods\/contracts|core\/healthvault\/packages\/crypto|things\/(common|item|thing-type|weight|file|password-protected-package))\b/.test(
        id,
      ),
  );
  expect(strangers).toEqual([]);
  expect(bundle.code).not.toMatch(/\bnode:|\bBuffer\b/);
});

test('a bundle of all the SDK is small', () => {
  expect(bundle.code.length).toBeLessThan(100_000);
});

/** Where the application has its pages. */
const ownOrigin = 'http://localhost:2';

describe.skipIf(!hasChromium)('in Chromium (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let device: { appId: string; secret: string };
  beforeAll(async () => {
    server = await startTestServer();
    device = await givenDevice();
    browser = await launchChromium();
    page = await openPage(server.shellUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A page with the SDK, served as if it were of this origin. */
  async function openPage(origin: string): Promise<Page> {
    const opened = await browser.newPage();
    await opened.route(`${origin}/sdk-test`, route =>
      route.fulfill({ contentType: 'text/html', body: `<script type="module">${bundle.code}</script>` }),
    );
    await opened.goto(`${origin}/sdk-test`);
    return opened;
  }

  async function givenDevice() {
    const { vault } = server;
    const { app: master } = await givenApp(vault, {
      kind: 'soda-master',
      rules: fullRules().slice(1),
      actionUrl: `${ownOrigin}/action`,
    });
    const { person, record } = await givenPerson(vault);
    const { connect } = await import('./index.ts');
    const creation = await connect({
      platformUrl: server.platformUrl,
      appId: master.id,
    }).newApplicationCreationInfo();
    await vault.store.write(async db => {
      const asked = { masterId: master.id, creationToken: creation.appToken, instanceName: 'Page' };
      const child = await readChildToBe(db, vault, asked);
      await createChild(db, vault, child, person.id);
      const owner = { personId: person.id, recordId: record.id };
      await giveConsent(db, vault, { app: child.app, ...owner, optionalRules: [] });
    });
    return { appId: creation.appId, secret: creation.sharedSecret };
  }

  /** Runs in the page, where the SDK is `sdk` and `app` is connected. */
  const inPage = (on: Page, body: string) =>
    on.evaluate(`(async () => {
      const now = () => ${server.clock.now()};
      const credential = { sodaSecret: ${JSON.stringify(device.secret)} };
      const app = sdk.connect({ platformUrl: ${JSON.stringify(server.platformUrl)}, appId: '${device.appId}', credential, now });
      ${body}
    })()`);

  test('opens a session, puts a weight and reads it back', async () => {
    const kilos = await inPage(
      page,
      `const [owner] = await app.people();
      const record = app.record(owner.records[0].id, { personId: owner.id });
      await record.put(weight, { when: { date: { y: 2026, m: 11, d: 4 } }, value: { kg: 66.5 } });
      return (await record.get(weight)).map(({ value }) => value.value.kg);`,
    );
    expect(kilos).toEqual([66.5]);
  });

  test('tells what the platform refuses by its name', async () => {
    const name = await inPage(
      page,
      `return app.call('GetVocabulary', 2, { vocabularyParameters: { vocabularyKey: [{ name: 'none' }], fixedCulture: false } }).catch(error => error.name);`,
    );
    expect(name).toBe('INVALID_VOCABULARY');
  });

  test('verifies what the platform would post to an application', async () => {
    const outcome = await inPage(
      page,
      `const key = btoa('k'.repeat(64));
      return sdk.verifyNotification('<x/>', 'HVEventingSharedKey a:b:AAAA', () => key).catch(error => error.name);`,
    );
    expect(outcome).toBe('NotificationError');
  });

  test('sends a blob in chunks, and takes it back whole', async () => {
    const seen = await inPage(
      page,
      `const [owner] = await app.people();
      const record = app.record(owner.records[0].id, { personId: owner.id });
      const source = new Blob([new Uint8Array(5_000_000).map((_, i) => i * 31)]);
      const progress = [];
      const uploaded = await record.uploadBlob(source, { onProgress: (bytes, total) => progress.push(bytes / total) });
      const blobs = [{ ...uploaded, name: '', contentType: 'image/png' }];
      const { id } = await record.put(file, { name: 'scan.png', size: source.size }, { blobs });
      const stream = await record.downloadBlob((await record.blobs(id))[0]);
      const back = new Uint8Array(await new Response(stream).arrayBuffer());
      return { progress, length: back.length, last: back.at(-1) };`,
    );
    expect(seen).toEqual({
      progress: [0.4194304, 0.8388608, 1],
      length: 5_000_000,
      last: (4_999_999 * 31) % 256,
    });
  });

  test("a page of the application's own origin calls the platform, and sends and takes blobs", async () => {
    const own = await openPage(ownOrigin);
    const seen = await inPage(
      own,
      `const [owner] = await app.people();
      const record = app.record(owner.records[0].id, { personId: owner.id });
      const key = await record.put(weight, { when: { date: { y: 2025, m: 1, d: 1 } }, value: { kg: 55 } }, { clientId: 'page' });
      const uploaded = await record.uploadBlob(new Blob(['bytes']));
      const { id } = await record.put(file, { name: 'a.txt', size: 5 }, { blobs: [{ ...uploaded, name: '', contentType: 'text/plain' }] });
      const text = await new Response(await record.downloadBlob((await record.blobs(id))[0])).text();
      const refused = await record.get(weight, { ids: [id] }).catch(error => [error.name, error.message]);
      const gone = await app.record(id, { personId: owner.id }).get(weight).catch(error => [error.name, error.responseId?.length]);
      return { key: key.id.length, text, refused: refused[0], gone };`,
    );
    expect(seen).toEqual({ key: 36, text: 'bytes', refused: 'WrongTypeError', gone: ['INVALID_RECORD', 36] });
    await own.close();
  });

  test('a page of another site cannot call the platform: it allows no other origin', async () => {
    const other = await openPage('http://localhost:1');
    const error = 'return app.with({ repeat: false }).people().catch(error => error.name);';
    expect(await inPage(other, error)).toBe('UnreachableError');
    await other.close();
  });
});
