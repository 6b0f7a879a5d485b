import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { selfSigned } from '../core/applications/self-signed.ts';
import { testKey } from '../testing/given.ts';
import { canTellMemory, memoryOf } from '../testing/memory.ts';
import { behindProxy, keepwell, spawnKeepwell, spawnServer, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

/** On a machine with time, where starting Node and the command line takes a tenth of it; elsewhere as many times as long. */
const readyWithinMs = 2000;

async function readyWithin(): Promise<number> {
  const started = performance.now();
  await spawnKeepwell(['--version']);
  return Math.max(readyWithinMs, 10 * (performance.now() - started));
}

/** It is about 118: more when a large library is loaded before it is needed, or V8 keeps the room that loading took. */
const megabytesAtStartMax = 130;

const definition = (host: string) => {
  const header =
    '<header><method>GetServiceDefinition</method><method-version>2</method-version><app-id>00000000-0000-0000-0000-000000000000</app-id>' +
    `<msg-time>${new Date().toISOString()}</msg-time><msg-ttl>1800</msg-ttl><version>t</version></header>`;
  const body = `<r:request xmlns:r="urn:com.microsoft.wc.request">${header}<info/></r:request>`;
  const head = `POST /platform/wildcat.ashx HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return { head, body };
};

function withKey(): string {
  const data = tempFolder();
  writeFileSync(join(data, 'keepwell.key'), Buffer.alloc(32).toString('base64'), { mode: 0o600 });
  return data;
}

const failure = async (...args: string[]) => {
  const { code, out, err } = await keepwell(['serve', ...args]);
  expect(out).toBe('');
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toMatch(/^keepwell: .+\n$/);
  return { code, err };
};

describe('a server', () => {
  // Other tests take their share of the machine meanwhile.
  test('is ready in two seconds and says where everything is', { retry: 3 }, async () => {
    await using server = await spawnServer();
    expect(server.readyMs).toBeLessThan(await readyWithin());
    const { shellUrl, platformUrl, mode, firstAccountUrl } = server.facts;
    expect(platformUrl).toBe(`${shellUrl}/platform/wildcat.ashx`);
    expect(mode).toBe('sandbox');
    const signUp = await fetch(firstAccountUrl as string);
    expect(signUp.status).toBe(200);
    expect(await signUp.text()).toContain('<form');
  });

  test.skipIf(!canTellMemory)(`takes at most ${megabytesAtStartMax} MB to start`, async () => {
    await using server = await spawnServer();
    expect(memoryOf(server.pid).most).toBeLessThanOrEqual(megabytesAtStartMax);
  });

  test('finishes what is in flight when it is told to stop, and takes nothing new', async () => {
    await using server = await spawnServer();
    const { hostname, port, host } = new URL(server.facts.shellUrl);
    const { head, body } = definition(host);
    const slow = await opened(hostname, Number(port));
    slow.write(head + body.slice(0, 100));
    await fetch(server.facts.shellUrl);

    server.signal('SIGTERM');
    await refuses(hostname, Number(port));
    // Time enough for it to look several times for connections that can go.
    await new Promise(done => setTimeout(done, 200));
    slow.write(body.slice(100));
    expect(await text(slow)).toContain('<code>0</code>');
    expect(await server.exited).toBe(0);
    expect(existsSync(join(server.data, 'server.json'))).toBe(false);
  });

  test('stops at SIGINT while a client keeps its connection', async () => {
    await using server = await spawnServer();
    const { hostname, port } = new URL(server.facts.shellUrl);
    await opened(hostname, Number(port));
    server.signal('SIGINT');
    expect(await server.exited).toBe(0);
    const logged = (await server.err)
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(logged).toMatchObject([
      { msg: 'server started', pid: server.pid },
      { msg: 'server stopping' },
      { msg: 'server stopped' },
    ]);
  });

  test('serves https with the files it is given', async () => {
    const data = tempFolder();
    const cert = join(data, 'tls.crt');
    const key = join(data, 'tls.key');
    writeFileSync(
      cert,
      await selfSigned({ commonName: 'localhost', key: testKey.privateKey, days: 2, now: Date.now() }),
    );
    writeFileSync(key, testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await using server = await spawnServer(
      ['--tls-cert', cert, '--tls-key', key, '--mode', 'production'],
      data,
    );
    expect(server.facts.mode).toBe('production');
    const { platformUrl } = server.facts;
    expect(platformUrl).toMatch(/^https:/);
    const answer = await new Promise<string>((resolve, reject) => {
      const agent = new Agent({ rejectUnauthorized: false });
      const call = request(platformUrl, { method: 'POST', agent }, response => resolve(text(response)));
      call.on('error', reject);
      call.end(definition('localhost').body);
    });
    expect(answer).toContain(`<platform-url>${platformUrl}</platform-url>`);
  });

  test.skipIf(process.platform === 'win32')(
    'keeps its files from others, in a folder that is open to them too',
    async () => {
      const data = tempFolder();
      chmodSync(data, 0o755);
      await using server = await spawnServer([], data);
      await fetch(server.facts.shellUrl);
      const open = readdirSync(data).filter(file => (statSync(join(data, file)).mode & 0o077) !== 0);
      expect(readdirSync(data)).toEqual(
        expect.arrayContaining(['keepwell.db', 'keepwell.db-wal', 'keepwell.key', 'server.json']),
      );
      expect(open).toEqual([]);
    },
  );

  test('fills an empty sandbox with the demo in time', async () => {
    // The machine may hold one of them up.
    const late: number[] = [];
    for (let time = 0; time < 3; time++) {
      await using server = await spawnServer(['--demo'], tempFolder());
      late.push(server.readyMs - (await readyWithin()));
      if (late.at(-1)! < 0) break;
    }
    expect(Math.min(...late)).toBeLessThan(0);
  });

  test('fills an empty sandbox with the demo, and only an empty one', async () => {
    const data = tempFolder();
    await using first = await spawnServer(['--demo'], data);
    expect(first.facts.demo).toEqual({
      email: 'maria.lindgren@example.org',
      password: 'two cups of tea',
      otherEmails: ['amara.okafor@example.org', 'daniel.okafor@example.org'],
    });
    first.signal('SIGTERM');
    await first.exited;
    await using second = await spawnServer(['--demo'], data);
    expect(second.facts.demo).toEqual(first.facts.demo);
  });

  test('leaves the demo out of a vault that others use', async () => {
    const data = tempFolder();
    const person = [
      '--email',
      'ada@example.org',
      '--name',
      'Ada',
      '--birth-date',
      '1980-12-10',
      '--country',
      'GB',
    ];
    await keepwell(['account', 'create', '--data', data, ...person]);
    await using server = await spawnServer(['--demo'], data);
    expect(server.facts.demo).toEqual({
      notLoaded: 'The vault is not empty, so the demo data was left out.',
    });
  });
});

describe('a server that cannot start says why in one line and exits with 1:', () => {
  test('the port is in use', async () => {
    await using server = await spawnServer();
    const { port } = new URL(server.facts.shellUrl);
    const { code, err } = await failure('--port', port, '--data', tempFolder());
    expect(code).toBe(1);
    expect(err).toContain(`Port ${port} on 127.0.0.1 is in use`);
  });

  test('the port of its metrics is in use', async () => {
    await using server = await spawnServer();
    const { port } = new URL(server.facts.shellUrl);
    const { err } = await failure('--port', '0', '--metrics', port, '--data', tempFolder());
    expect(err).toContain(
      `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or name another with --metrics`,
    );
  });

  test('the port is in use, and then the vault has not been in production', async () => {
    await using server = await spawnServer();
    const { port } = new URL(server.facts.shellUrl);
    const data = tempFolder();
    await failure('--port', port, '--data', data, ...behindProxy);
    await using sandbox = await startTestServer({ data, mode: 'sandbox' });
    expect(sandbox.vault.mode).toBe('sandbox');
  });

  test('the address is not of this machine', async () => {
    const { code, err } = await failure(
      '--host',
      '192.0.2.1',
      '--mode',
      'sandbox',
      '--port',
      '0',
      '--data',
      tempFolder(),
    );
    expect(code).toBe(1);
    expect(err).toContain('192.0.2.1 is no address of this machine');
  });

  test('the data folder cannot be written', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    expect(await failure('--data', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not a folder'),
    });
    const { code, err } = await failure('--data', join(file, 'data'));
    expect(code).toBe(1);
    expect(err).toContain('cannot be written');
  });

  test('the vault is of a newer Keepwell', async () => {
    const data = withKey();
    const db = new Database(join(data, 'keepwell.db'));
    db.exec('CREATE TABLE migration (step INTEGER PRIMARY KEY, needs INTEGER)');
    const insert = db.prepare('INSERT INTO migration (step) VALUES (?)');
    db.transaction(() => Array.from({ length: 1000 }, (_, step) => insert.run(step + 1)))();
    db.close();
    expect(await failure('--data', data, '--port', '0')).toMatchObject({
      code: 1,
      err: expect.stringContaining('newer Keepwell'),
    });
  });

  test('the database is none', async () => {
    const data = withKey();
    writeFileSync(join(data, 'keepwell.db'), 'not a database at all, but long enough to be looked at');
    expect(await failure('--data', data, '--port', '0')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not a database'),
    });
  });

  test('the key file can be read by others', async () => {
    const data = tempFolder();
    writeFileSync(join(data, 'keepwell.key'), Buffer.alloc(32).toString('base64'), { mode: 0o644 });
    expect(await failure('--data', data, '--port', '0')).toMatchObject({
      code: 1,
      err: expect.stringContaining('chmod 600'),
    });
  });

  test('the TLS files cannot be read, or are none', async () => {
    const data = tempFolder();
    const file = join(data, 'nonsense.pem');
    writeFileSync(file, 'nonsense');
    const missing = await failure('--data', data, '--tls-cert', file, '--tls-key', join(data, 'missing'));
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('missing: it is not there') });
    const nonsense = await failure('--data', data, '--tls-cert', file, '--tls-key', file);
    expect(nonsense).toMatchObject({
      code: 1,
      err: expect.stringContaining('not a certificate and its private key'),
    });
  });

  test('production lacks https, or anybody who does it', async () => {
    const data = tempFolder();
    const production = ['--mode', 'production', '--port', '0', '--data', data];
    expect(await failure(...production)).toMatchObject({
      code: 1,
      err: expect.stringContaining('needs https'),
    });
    const withUrl = await failure(...production, '--public-url', 'https://vault.example');
    expect(withUrl).toMatchObject({ code: 1, err: expect.stringContaining('--trusted-proxies') });
    // Open to the network, a vault is in production unless it says otherwise.
    expect(await failure('--host', '0.0.0.0', '--data', data)).toMatchObject({
      code: 1,
      err: expect.stringContaining('needs https'),
    });
    // So is one that a proxy on this machine makes public.
    expect(await failure('--public-url', 'https://vault.example', '--data', data)).toMatchObject({
      code: 1,
      err: expect.stringContaining('--trusted-proxies'),
    });
  });

  test('the demo is wanted in production', async () => {
    expect(await failure(...behindProxy, '--demo', '--data', tempFolder())).toMatchObject({
      code: 1,
      err: expect.stringContaining('sandbox'),
    });
  });
});

test('a vault that was in production never becomes a sandbox again', async () => {
  const data = tempFolder();
  await using server = await spawnServer(behindProxy, data);
  server.signal('SIGTERM');
  await server.exited;
  const { code, err } = await failure('--mode', 'sandbox', '--data', data);
  expect(code).toBe(2);
  expect(err).toContain('has been in production');
  const unset = await failure('--data', data);
  expect(unset.err).toContain('needs https');
  expect(unset.err).not.toContain('--mode sandbox');
});

describe('settings', () => {
  test('come from the command line, then the environment, then the file in the data folder', async () => {
    const data = tempFolder();
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'keepwell.json'), '{ "port": "from the file" }');
    const fromFile = await keepwell(['serve', '--data', data]);
    expect(fromFile).toMatchObject({
      code: 2,
      err: 'keepwell: port must be a whole number from 0 to 65535.\n',
    });
    const env = { KEEPWELL_DATA: data, KEEPWELL_PORT: '1', KEEPWELL_MODE: 'from the environment' };
    expect(await keepwell(['serve'], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining('mode must be'),
    });
    const given = await keepwell(['serve', '--mode', 'production'], { env });
    expect(given).toMatchObject({ code: 1, err: expect.stringContaining('needs https') });
  });

  test.each([
    ['{ "Mode": "production" }', 'there is no setting "Mode"'],
    ['{ "__proto__": { "mode": "production" } }', 'there is no setting "__proto__"'],
    ['{ "limits": { "__proto__": 1 } }', 'limits has no __proto__'],
    ['{ "limits": { "requestBytesMax": true } }', 'limits.requestBytesMax must be a whole number'],
    ['{ "limits": null }', '"limits" has a value of the wrong kind'],
    ['{ "trustedProxies": 5 }', '"trustedProxies" has a value of the wrong kind'],
    ['{ "trustedProxies": ["localhost"] }', 'trusted-proxies: localhost is no address and no network'],
    ['{ "publicUrl": "https://vault.example/a" }', 'without a path'],
    ['{ "logLevel": "loud" }', 'log-level must be one of'],
    ['[]', 'must hold one object'],
    ['{', 'is not valid JSON'],
  ])('a file that holds %s is refused in one line', async (text, words) => {
    const data = tempFolder();
    writeFileSync(join(data, 'keepwell.json'), text);
    const { code, err } = await failure('--data', data);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('that are unknown are refused as a wrong use, with a word on help', async () => {
    const { code, err } = await keepwell(['serve', '--prot', '1']);
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--prot'");
    expect(err).toContain('--help');
    expect((await keepwell([])).code).toBe(2);
    expect((await keepwell(['nothing'])).code).toBe(2);
  });

  test('are told by --help of every command, on standard output', async () => {
    for (const path of [
      ['serve'],
      ['app', 'create'],
      ['cert', 'create'],
      ['sandbox', 'create'],
      ['things', 'put'],
      ['doctor'],
    ]) {
      const { code, out, err } = await keepwell([...path, '--help']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      for (const option of ['--data', '--json', '--help']) expect(out).toContain(option);
    }
  });
});

function opened(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket)).on('error', reject);
  });
}

/** Waits until nothing listens there any more. */
async function refuses(host: string, port: number): Promise<void> {
  for (;;) {
    const socket = await opened(host, port).catch(() => undefined);
    if (!socket) return;
    socket.destroy();
    await new Promise(done => setTimeout(done, 10));
  }
}

test('--version tells the version', async () => {
  expect(await keepwell(['--version'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
    err: '',
  });
});
