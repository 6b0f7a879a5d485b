// The commands of the page, run as they stand there.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../core/applications/self-signed.ts';
import { testKey } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Browser, Page } from '../../testing/browser.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hasOpenssl = has('openssl', 'version');
const hasKeytool = hasOpenssl && has('keytool', '-help');

let server: TestServer;
let dev: Browser;
let page: Page;
let folder: string;
let certificate: string;
const key = testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
beforeAll(async () => {
  server = await startTestServer();
  dev = (await givenSignedIn(server, 'Dev Example')).browser;
  page = await dev.submit(await dev.open('/develop/new'), '/develop/new', {
    name: 'Curves',
    kind: 'web',
  });
  const id = page.url.pathname.split('/')[2]!;
  const now = server.clock.now();
  certificate = await selfSigned({ commonName: `WildcatApp-${id}`, key: testKey.privateKey, days: 365, now });
  folder = mkdtempSync(join(tmpdir(), 'keepwell-key-file-'));
  writeFileSync(join(folder, `app-${id.slice(0, 8)}-key.pem`), key + certificate);
  writeFileSync(join(folder, `${id}.key`), key);
  writeFileSync(join(folder, `${id}.crt`), certificate);
});
afterAll(async () => {
  if (folder) rmSync(folder, { recursive: true });
  await server?.close();
});

/** Runs what can be copied from the page. */
function copyAndRun(id: string): void {
  const [, commands] = new RegExp(`<pre class="detail" id="${id}">([^<]+)</pre>`).exec(page.html) ?? [];
  execFileSync('sh', ['-ec', commands!.replaceAll('&#39;', "'")], { cwd: folder, stdio: 'pipe' });
}

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString();
}

const sources = ['browser', 'commands'];

describe.skipIf(!hasOpenssl)('app.pfx (needs openssl)', () => {
  test.each(sources)('has the key and certificate of %s, without a password', source => {
    copyAndRun(`key-net-${source}`);
    const opened = openssl('pkcs12', '-in', 'app.pfx', '-passin', 'pass:', '-nodes');
    expect(opened).toContain(key);
    expect(opened).toContain(certificate.trim());
  });
});

describe.skipIf(!hasKeytool)('app.jks (needs openssl and keytool)', () => {
  test.each(sources)(
    'has the key and certificate of %s, by the name and password of the settings',
    source => {
      rmSync(join(folder, 'app.jks'), { force: true });
      copyAndRun(`key-java-${source}`);
      const settings = page.text;
      const [, alias] = /keystore\.keyname=(\S+)/.exec(settings)!;
      const [, password] = /keystore\.password=(\S+)/.exec(settings)!;
      const back = `${randomUUID()}.p12`;
      execFileSync(
        'keytool',
        `-importkeystore -srckeystore app.jks -srcstorepass ${password} -srcalias ${alias} -srckeypass ${password} -destkeystore ${back} -deststoretype PKCS12 -deststorepass other-one -destkeypass other-one`.split(
          ' ',
        ),
        { cwd: folder, stdio: 'pipe' },
      );
      expect(readFileSync(join(folder, 'app.jks')).subarray(0, 4).toString('hex')).toBe('feedfeed');
      const opened = openssl('pkcs12', '-in', back, '-passin', 'pass:other-one', '-nodes');
      expect(opened).toContain(key);
      expect(opened).toContain(certificate.trim());
    },
    30_000,
  );
});

test('what signs with no certificate is told of none', async () => {
  const { browser } = await givenSignedIn(server, 'Dev Example');
  const values = { name: 'Scale', kind: 'soda-master' };
  const onDevices = await browser.submit(await browser.open('/develop/new'), '/develop/new', values);
  expect(onDevices.html).toContain('settings-java');
  expect(onDevices.html).not.toContain('keytool');
});

// The last, as it makes those files anew.
test.skipIf(!hasOpenssl)(
  'a key and certificate are made by what the page of certificates says (needs openssl)',
  async () => {
    const { html } = await dev.open(`${page.url.pathname}/certificates`);
    const [, command = ''] = /<pre class="detail">(openssl req[^<]+)</.exec(html) ?? [];
    execFileSync('sh', ['-ec', command.replaceAll('&quot;', '"')], { cwd: folder, stdio: 'pipe' });
    copyAndRun('key-net-commands');
    const id = page.url.pathname.split('/')[2]!;
    expect(openssl('x509', '-in', `${id}.crt`, '-noout', '-subject')).toContain(`WildcatApp-${id}`);
  },
);
