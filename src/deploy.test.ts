// The examples of deploy/ are true: proxies run with them as they stand, but for ports and certificates, and pass on what
// clients send. What is not installed is left out by name.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { getEnvironmentName, readConfig } from './config.ts';
import { payload, putOne, readAddress, upload, weightWith } from './testing/blobs.ts';
import { givenLinkedApp } from './testing/given.ts';
import { keepwell, tempFolder } from './testing/process.ts';
import { startTestServer } from './testing/server.ts';
import { filesIn, makePair, writePair } from './testing/tls.ts';

const folder = join(import.meta.dirname, '../deploy');
const example = (name: string) => readFileSync(join(folder, name), 'utf8');
const isMissing = (program: string) => spawnSync(program, ['--version']).error !== undefined;
const isMissingNginx = spawnSync('nginx', ['-v']).error !== undefined;
const isMissingCaddy = spawnSync('caddy', ['version']).error !== undefined;

// The certificates of this test are signed by nobody; those of other tests in this process are judged.
beforeAll(() => void vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0'));
afterAll(() => void vi.unstubAllEnvs());

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

let proxy: ChildProcess | undefined;
afterEach(async () => {
  if (!proxy) return;
  const ended = new Promise(resolve => proxy?.once('exit', resolve));
  proxy.kill('SIGTERM');
  await ended;
  proxy = undefined;
});

interface Ports {
  readonly outside: number;
  readonly plain: number;
  readonly server: number;
}

async function writeCertificate(): Promise<ReturnType<typeof filesIn>> {
  const files = filesIn(tempFolder());
  writePair(files, await makePair());
  return files;
}

/** Every replacement must find what it replaces, so that an example that changed is not tested by half. */
function replaceAll(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((changed, [from, to]) => {
    expect(changed).toContain(from);
    return changed.replaceAll(from, to);
  }, text);
}

async function startNginx({ outside, plain, server }: Ports): Promise<void> {
  const { tlsCert, tlsKey } = await writeCertificate();
  const work = tempFolder();
  const own = replaceAll(example('nginx.conf'), [
    ['listen 443 ssl', `listen 127.0.0.1:${outside} ssl`],
    [`listen [::]:443 ssl`, `listen [::1]:${outside} ssl`],
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['listen [::]:80;', `listen [::1]:${plain};`],
    ['server 127.0.0.1:8420', `server 127.0.0.1:${server}`],
    ['/etc/ssl/vault.crt', tlsCert],
    ['/etc/ssl/vault.key', tlsKey],
    ['proxy_set_header Host $host;', 'proxy_set_header Host $http_host;'],
  ]);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(name => `${name}_temp_path ${join(work, name)};`)
    .join('\n');
  const file = join(work, 'nginx.conf');
  writeFileSync(
    file,
    `pid ${join(work, 'pid')};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${paths}\n${own}\n}\n`,
  );
  execFileSync('nginx', ['-t', '-q', '-c', file], { stdio: 'pipe' });
  proxy = spawn('nginx', ['-c', file, '-g', 'daemon off;'], { stdio: 'ignore' });
}

async function startCaddy({ outside, plain, server }: Ports): Promise<void> {
  const { tlsCert, tlsKey } = await writeCertificate();
  const work = tempFolder();
  const own = replaceAll(example('Caddyfile'), [
    ['http://vault.example {', `http://localhost:${plain} {`],
    ['vault.example {', `https://localhost:${outside} {\n\ttls ${tlsCert} ${tlsKey}`],
    ['127.0.0.1:8420 {', `127.0.0.1:${server} {`],
  ]);
  const file = join(work, 'Caddyfile');
  writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${own}`);
  const env = { ...process.env, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work };
  execFileSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', file], { stdio: 'pipe', env });
  proxy = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', file], { stdio: 'ignore', env });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}

describe.each([
  { name: 'nginx', start: startNginx, isLeftOut: isMissingNginx },
  { name: 'caddy', start: startCaddy, isLeftOut: isMissingCaddy },
])('$name', ({ start, isLeftOut }) => {
  test.skipIf(isLeftOut)('passes on chunks of 2 MiB, pages, and who asks, by https', async () => {
    const [outside, plain] = [await freePort(), await freePort()];
    await using server = await startTestServer({
      mode: 'production',
      publicUrl: `https://localhost:${outside}`,
      trustedProxies: '127.0.0.0/8, ::1',
    });
    await start({ outside, plain, server: server.port });
    await expect.poll(() => isOpen(outside), { timeout: 10_000 }).toBe(true);
    await expect.poll(async () => (await fetch(`https://localhost:${outside}/ready`)).status).toBe(200);

    const page = await fetch(`https://localhost:${outside}/sign-in`);
    expect(page.status).toBe(200);
    expect(page.headers.get('strict-transport-security')).toMatch(/^max-age/);

    const inTheClear = (path: string) => fetch(`http://localhost:${plain}${path}`, { redirect: 'manual' });
    expect((await inTheClear('/sign-in')).headers.get('location')).toMatch(/^https:/);
    for (const path of ['/platform/wildcat.ashx', '/Platform/Wildcat.ashx', '/streaming/wildcatblob.ashx'])
      expect([path, (await inTheClear(path)).status]).toEqual([path, 403]);

    const by = await givenLinkedApp(server);
    const bytes = randomBytes(5_000_000);
    const url = await upload(by, bytes);
    expect(url).toMatch(new RegExp(`^https://localhost:${outside}/`));
    const { id } = await putOne(by, weightWith(payload({ name: 'scan', url })));
    const read = await fetch(await readAddress(by, id, 'scan'));
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);

    // What a client says of where it comes from is worth nothing.
    await server.vault.store.write(db => db.applications.put({ ...by.app, ipPrefixes: ['203.0.113.'] }));
    const claimed = await by.client.call('GetApplicationInfo', {
      headers: { 'x-forwarded-for': '203.0.113.7' },
    });
    expect(claimed.code).toBe(6);
  });
});

describe('alerts for Prometheus', () => {
  const rules = join(folder, 'prometheus/keepwell.rules.yaml');
  /** The alerts that promtool says fire, after the metrics have read the same for two hours. @param at by the vault's clock */
  function judge(scraped: string, at: number): string[] {
    const input_series = scraped.split('\n').flatMap(line => {
      const [, name, labels = '', value] = /^((?:keepwell_|up\b)\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === undefined) return [];
      const more = labels && `,${labels.replace('job=', 'exported_job=')}`;
      // The clock of promtool begins in 1970 and has gone on for two hours.
      const told = name.includes('timestamp_seconds') ? Number(value) - at / 1000 + 7200 : value;
      return [{ series: `${name}{job="keepwell",instance="vault"${more}}`, values: `${told}x240` }];
    });
    const alerts = [...readFileSync(rules, 'utf8').matchAll(/alert: (\w+)/g)].map(([, name]) => name!);
    const alert_rule_test = alerts.map(alertname => ({ eval_time: '2h', alertname, exp_alerts: [] }));
    const file = join(tempFolder(), 'judge.json');
    const tests = [{ interval: '30s', input_series, alert_rule_test }];
    writeFileSync(file, JSON.stringify({ rule_files: [rules], tests }));
    const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
    // It calls it a failure where an alert fires, as none is expected.
    const fired = [...(stdout + stderr).matchAll(/alertname: (\w+), time:/g)].map(([, name]) => name!);
    expect([status, fired.length > 0], stdout + stderr).toEqual(fired.length > 0 ? [1, true] : [0, false]);
    return fired;
  }

  test.skipIf(isMissing('promtool'))(
    'are rules that Prometheus takes, of metrics that are named well',
    async () => {
      execFileSync('promtool', ['check', 'rules', rules]);
      await using server = await startTestServer({ metrics: 0 });
      const metrics = await (await fetch(server.metricsUrl!)).text();
      expect(spawnSync('promtool', ['check', 'metrics'], { input: metrics })).toMatchObject({ status: 0 });
    },
  );

  test.skipIf(isMissing('promtool'))(
    'fire for a vault whose backups never worked, and are silent for one that is well',
    async () => {
      const keygen = await keepwell(['backup', 'keygen', '--out', join(tempFolder(), 'identity'), '--json']);
      let now = 0;
      const scrape = async (target?: string) => {
        const wanted = {
          target: target ?? '',
          recipients: [JSON.parse(keygen.out).recipient],
          everyHours: 6,
        };
        await using server = await startTestServer({ metrics: 0, ...(target && { backup: wanted }) });
        await server.background.run('back up');
        now = server.clock.now();
        const metrics = await (await fetch(server.metricsUrl!)).text();
        return `up 1\n${metrics.replace(/^(keepwell_disk_free_bytes) .*/m, '$1 1e11')}`;
      };
      expect(judge(await scrape('/proc/nowhere'), now)).toEqual([
        'KeepwellBackupFailed',
        'KeepwellBackupOld',
      ]);
      expect(judge(await scrape(), now)).toEqual(['KeepwellBackupNotSet']);
      const well = await scrape(tempFolder());
      expect(judge(well, now)).toEqual([]);
      expect(judge(well, now + 3 * 86_400_000)).toEqual(['KeepwellBackupOld']);
      expect(judge(well.replace('\nkeepwell_ready 1', '\nkeepwell_ready 0'), now)).toEqual([
        'KeepwellNotReady',
      ]);
      expect(judge(well.replace('up 1', 'up 0'), now)).toEqual(['KeepwellDown']);
    },
    60_000,
  );
});

describe('systemd', () => {
  const exposureMax = 2;
  test.skipIf(isMissing('systemd-analyze'))(`gives the service no more than ${exposureMax} of 10`, () => {
    const args = ['security', '--offline=true', '--no-pager', join(folder, 'keepwell.service')];
    const told = execFileSync('systemd-analyze', args, { encoding: 'utf8' });
    const [, exposure] = /Overall exposure level for keepwell.service: ([\d.]+)/.exec(told) ?? [];
    expect(Number(exposure)).toBeLessThanOrEqual(exposureMax);
  });
});

describe('settings', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  const known = [
    'data',
    'config',
    ...Object.keys(readConfig({}, {})),
    'blobStore',
    'smtpUrl',
    'mailFrom',
  ].map(getEnvironmentName);
  test.each(files.map(file => [file.slice(folder.length + 1), file]))(
    '%s names none that is not there',
    (_, file) => {
      const named = [...readFileSync(file, 'utf8').matchAll(/\bKEEPWELL_[A-Z_]+/g)].map(([name]) => name);
      expect(named.filter(name => !known.includes(name))).toEqual([]);
    },
  );
});
