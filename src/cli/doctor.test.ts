import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { readConfig, type Settings } from '../config.ts';
import { startServer } from '../main.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

const serve = (data: string, settings: Settings = {}) =>
  startServer(readConfig({ data, port: 0, logLevel: 'silent', ...settings }, {}));

interface Outcome {
  check: string;
  ok: boolean;
  detail: string;
}

async function doctor(
  ...args: string[]
): Promise<{ code: number; failed: Record<string, string>; passed: string[] }> {
  const { code, out } = await keepwell(['doctor', '--json', ...args]);
  const outcomes: Outcome[] = JSON.parse(out);
  return {
    code,
    failed: Object.fromEntries(outcomes.filter(({ ok }) => !ok).map(({ check, detail }) => [check, detail])),
    passed: outcomes.filter(({ ok }) => ok).map(({ check }) => check),
  };
}

function countUnchained(data: string): unknown {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  try {
    return db.prepare('SELECT COUNT(*) FROM audit WHERE number IS NULL').pluck().get();
  } finally {
    db.close();
  }
}

async function cert(): Promise<{ appId: string; key: string; cert: string }> {
  return JSON.parse((await keepwell(['cert', 'create', '--out', tempFolder(), '--json'])).out);
}

test('a sandbox that works passes every check, and nothing of it is changed', async () => {
  const data = tempFolder();
  await using _server = await serve(data);
  const everything = [
    'secrets',
    'data folder',
    'key file',
    'database',
    'files',
    'disk',
    'mail',
    'backups',
    'signatures',
    'server',
    'public URL',
    'ready',
    'clock',
    'platform',
    'round trip',
  ];
  // That the server started is put into the chain of the log a moment later.
  await expect.poll(() => countUnchained(data), { timeout: 10_000 }).toBe(0);
  const before = contentOf(data);
  expect(await doctor('--data', data)).toEqual({ code: 0, failed: {}, passed: everything });
  expect(await doctor('--data', data, '--thorough')).toMatchObject({
    code: 0,
    passed: everything.toSpliced(everything.indexOf('files') + 1, 0, 'items'),
  });
  expect(contentOf(data)).toEqual(before);
  const { code, out } = await keepwell(['doctor', '--data', data]);
  expect(code).toBe(0);
  expect(out).toMatch(/^ok {6}data folder: .+$/m);
});

test('a vault that is not served stays to the byte as it was, with one that is older', async () => {
  const data = tempFolder();
  await (await serve(data)).close();
  const bytes = () => readdirSync(data).map(name => [name, hashOf(join(data, name))]);
  const before = bytes();
  expect((await doctor('--data', data)).failed).toEqual({
    server: expect.any(String),
    'round trip': expect.any(String),
  });
  expect(bytes()).toEqual(before);
  const db = new Database(join(data, 'keepwell.db'));
  db.exec('DELETE FROM migration WHERE step = (SELECT MAX(step) FROM migration)');
  db.close();
  const older = bytes();
  const { out } = await keepwell(['doctor', '--data', data]);
  expect(out).toMatch(/^ok {6}database: an older Keepwell wrote it, steps left: 1;/m);
  expect(bytes()).toEqual(older);
});

/** Every row of every table, but those by which a server that is asked whether it is ready tries to write. */
function contentOf(data: string): Record<string, unknown[]> {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  const names = db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'lease'`)
    .pluck()
    .all() as string[];
  const content = Object.fromEntries(names.map(name => [name, db.prepare(`SELECT * FROM "${name}"`).all()]));
  db.close();
  return content;
}

function hashOf(path: string): string | undefined {
  return statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : undefined;
}

test('a named application makes the round trip with its own key', async () => {
  const data = tempFolder();
  await using server = await serve(data);
  const made = await cert();
  const pair = ['--key', made.key, '--cert', made.cert];
  const sandbox = await keepwell([
    'sandbox',
    'create',
    '--data',
    data,
    '--cert',
    made.cert,
    '--app-id',
    made.appId,
    '--json',
  ]);
  const { recordId, personId } = JSON.parse(sandbox.out);
  const who = ['--app-id', made.appId, '--record', recordId, '--person', personId];
  const { code, passed } = await doctor('--data', data, ...pair, ...who);
  expect(code).toBe(0);
  expect(passed).toEqual(
    expect.arrayContaining(['certificate', 'private key', 'registration', 'round trip']),
  );
  // From elsewhere there is no vault to look into, only a platform.
  const remote = await doctor('--data', tempFolder(), '--url', server.shellUrl, ...pair, ...who);
  expect(remote).toMatchObject({
    code: 0,
    passed: ['public URL', 'clock', 'platform', 'certificate', 'private key', 'round trip'],
  });
});

test('without a server it says how to start one, and does not try the round trip', async () => {
  const data = tempFolder();
  await (await serve(data)).close();
  const { code, failed, passed } = await doctor('--data', data);
  expect(code).toBe(1);
  expect(failed.server).toContain(`keepwell serve --data ${data}`);
  expect(failed['round trip']).toBe('not tried, as "server" failed');
  expect(passed).toEqual([
    'settings',
    'secrets',
    'data folder',
    'key file',
    'database',
    'files',
    'disk',
    'mail',
    'backups',
    'signatures',
  ]);
});

test('an address that nothing answers fails once; what would ask there is skipped', async () => {
  const { code, failed } = await doctor('--data', tempFolder(), '--url', 'http://127.0.0.1:9');
  expect(code).toBe(1);
  expect(failed).toMatchObject({
    'public URL': expect.stringContaining('127.0.0.1:9'),
    clock: 'not tried, as "public URL" failed',
    platform: 'not tried, as "public URL" failed',
    'round trip': 'not tried, as "public URL" failed',
  });
  const { err } = await keepwell(['doctor', '--data', tempFolder(), '--url', 'http://127.0.0.1:9']);
  expect(err).toContain('1 of 4 checks failed');
});

test('a damaged index is told apart from a damaged table, and mended as it says', async () => {
  const data = tempFolder();
  await (await serve(data)).close();
  const file = join(data, 'keepwell.db');
  const db = new Database(file);
  db.unsafeMode();
  db.exec('PRAGMA writable_schema = ON');
  db.exec(`CREATE TABLE probe (n INTEGER); CREATE INDEX probe_n ON probe (n);`);
  db.exec(
    `UPDATE sqlite_master SET sql = 'CREATE INDEX probe_n ON probe (n) WHERE n > 1' WHERE name = 'probe_n'`,
  );
  db.close();
  const written = new Database(file);
  written.exec('INSERT INTO probe VALUES (0), (1), (2)');
  written.unsafeMode();
  written.exec(
    `PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX probe_n ON probe (n)' WHERE name = 'probe_n'`,
  );
  written.close();
  const { failed } = await doctor('--data', data, '--thorough');
  expect(failed.database).toMatch(
    /^Its tables are whole, but not their indexes: the check says .*"row 1 missing from index probe_n"/,
  );
  const mended = new Database(file);
  mended.exec(/"(REINDEX; VACUUM)"$/.exec(failed.database!)![1]!);
  mended.exec('DROP TABLE probe');
  mended.close();
  expect((await doctor('--data', data, '--thorough')).passed).toContain('database');
});

test('what listens where the vault would be served is not examined in its place', async () => {
  await using other = await startTestServer();
  const data = tempFolder();
  await (await serve(data)).close();
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify({ port: other.port }));
  const { failed, passed } = await doctor('--data', data);
  expect(Object.keys(failed)).toEqual(['server', 'round trip']);
  expect(passed).not.toContain('platform');
});

test('another vault at the address of this one is found', async () => {
  await using other = await startTestServer();
  const data = tempFolder();
  await using _server = await serve(data, { publicUrl: other.shellUrl });
  const { failed } = await doctor('--data', data);
  expect(failed).toMatchObject({
    platform: expect.stringContaining(`is another vault than that in ${data}`),
  });
});

test('a settings file with secrets that others can read is found, wherever it lies', async () => {
  const data = tempFolder();
  await using _server = await serve(data);
  const config = join(tempFolder(), 'keepwell.json');
  writeFileSync(
    config,
    '{"smtpUrl": "smtp://keepwell:hush@127.0.0.1:1", "mailFrom": "keepwell@vault.example"}',
  );
  chmodSync(config, 0o644);
  const { failed } = await doctor('--data', data, '--config', config);
  expect(failed.secrets).toContain(`chmod 600 ${config}`);
  chmodSync(config, 0o600);
  expect((await doctor('--data', data, '--config', config)).passed).toContain('secrets');
  writeFileSync(config, '{"logLevel": "info"}');
  chmodSync(config, 0o644);
  expect((await doctor('--data', data, '--config', config)).passed).toContain('secrets');
});

test('a damaged database is found', async () => {
  const data = tempFolder();
  await (await serve(data)).close();
  const file = join(data, 'keepwell.db');
  const db = new Database(file);
  db.exec('CREATE TABLE padding (text TEXT)');
  const insert = db.prepare('INSERT INTO padding VALUES (?)');
  for (let i = 0; i < 100; i++) insert.run('x'.repeat(3000));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0x55, bytes.length - 150_000, bytes.length - 50_000));
  expect((await doctor('--data', data)).failed.database).toMatch(/is damaged.* Restore it from a backup/);
});

test('files that others can read are found', async () => {
  const data = tempFolder();
  await using _server = await serve(data);
  chmodSync(data, 0o755);
  chmodSync(join(data, 'keepwell.key'), 0o640);
  const { failed } = await doctor('--data', data);
  expect(failed['data folder']).toContain(`chmod 700 ${data}`);
  expect(failed['key file']).toContain(`chmod 600 ${join(data, 'keepwell.key')}`);
});

test('a platform that calls itself otherwise than it was asked is found', async () => {
  const data = tempFolder();
  await using server = await serve(data);
  const asked = server.shellUrl.replace('localhost', '127.0.0.1');
  const { failed } = await doctor('--data', tempFolder(), '--url', asked);
  expect(failed.platform).toContain(`It calls itself ${server.platformUrl}`);
});

test('a clock that is off is found', async () => {
  const { createServer } = await import('node:http');
  const server = createServer((_, response) =>
    response.setHeader('date', new Date(Date.now() - 600_000).toUTCString()).end(),
  );
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const { failed } = await doctor('--data', tempFolder(), '--url', `http://127.0.0.1:${port}`);
  server.close();
  expect(failed.clock).toMatch(/differ by 60\d s/);
  expect(failed.platform).toContain('not XML');
});

test('certificates that cannot be used, keys of others, and applications that are not registered are found', async () => {
  const data = tempFolder();
  await using _server = await serve(data);
  const mine = await cert();
  const other = await cert();
  const nonsense = join(data, 'nonsense');
  writeFileSync(nonsense, 'nonsense');
  const unknown = await doctor(
    '--data',
    data,
    '--app-id',
    mine.appId,
    '--cert',
    mine.cert,
    '--key',
    other.key,
  );
  expect(unknown.failed['private key']).toBe(`${other.key} is not the key of ${mine.cert}.`);
  expect(unknown.failed.registration).toContain(`keepwell app create --app-id ${mine.appId}`);
  await keepwell([
    'app',
    'create',
    '--name',
    'A',
    '--app-id',
    mine.appId,
    '--cert',
    mine.cert,
    '--data',
    data,
  ]);
  const unregistered = await doctor('--data', data, '--app-id', mine.appId, '--cert', other.cert);
  expect(unregistered.failed.registration).toContain(
    `keepwell app add-cert ${mine.appId} --cert ${other.cert}`,
  );
  await keepwell(['app', 'disable', mine.appId, '--data', data]);
  const disabled = await doctor('--data', data, '--app-id', mine.appId, '--cert', mine.cert);
  expect(disabled.failed.registration).toContain(`keepwell app enable ${mine.appId}`);
  expect((await doctor('--data', data, '--cert', nonsense)).failed.certificate).toContain(
    'keepwell cert create',
  );
});
