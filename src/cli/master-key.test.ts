// A vault whose master key the environment gives, as an operator meets it.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { keyFile } from '../data-folder.ts';
import { startServer } from '../main.ts';
import { keepwell, spawnServer, tempFolder } from '../testing/process.ts';

const drawText = () => randomBytes(32).toString('base64');

const serve = (data: string, env: NodeJS.ProcessEnv) =>
  startServer(readConfig({ data, port: 0, logLevel: 'silent' }, env));

/** Is it served so? Else why not. */
const tryServe = async (data: string, env: NodeJS.ProcessEnv) =>
  serve(data, env).then(
    async server => {
      await server.close();
      return 'served';
    },
    (error: Error) => error.message,
  );

async function givenVault(env: NodeJS.ProcessEnv): Promise<string> {
  const data = tempFolder();
  expect(await tryServe(data, env)).toBe('served');
  const named = await keepwell(['app', 'create', '--name', 'A', '--data', data], { env });
  expect(named).toMatchObject({ code: 0, err: '' });
  return data;
}

const keys = async (data: string, env: NodeJS.ProcessEnv, ...args: string[]) => {
  const { code, out, err } = await keepwell(['keys', ...args, '--data', data, '--json'], { env });
  expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
  return JSON.parse(out);
};

test('a vault is made with the key of the environment, has no file of it, and is served with that alone', async () => {
  const key = drawText();
  const env = { KEEPWELL_MASTER_KEY: key };
  const data = await givenVault(env);
  expect(existsSync(keyFile(data))).toBe(false);
  expect(await keys(data, env, 'status')).toMatchObject({ current: 1, masterPlace: 'KEEPWELL_MASTER_KEY' });
  expect((await keepwell(['doctor', '--data', data], { env })).out).toContain(
    'ok      master key: of KEEPWELL_MASTER_KEY',
  );
  const file = join(tempFolder(), 'secret');
  writeFileSync(file, `${key}\n`);
  expect(await tryServe(data, { KEEPWELL_MASTER_KEY_FILE: file })).toBe('served');
  expect(await tryServe(data, {})).toContain('or give it by KEEPWELL_MASTER_KEY');
  const other = { KEEPWELL_MASTER_KEY: drawText() };
  const foreign = 'What KEEPWELL_MASTER_KEY gives is not the key this vault was sealed with.';
  expect(await tryServe(data, other)).toContain(foreign);
  expect((await keepwell(['doctor', '--data', data], { env: other })).out).toContain(
    `FAILED  master key: ${foreign}`,
  );
  writeFileSync(keyFile(data), drawText(), { mode: 0o600 });
  expect(await tryServe(data, env)).toContain('are two keys that differ');
  writeFileSync(keyFile(data), key, { mode: 0o600 });
  expect(await tryServe(data, env)).toBe('served');
  expect(await tryServe(data, {})).toBe('served');
});

test('what is no key is refused in words that do not have it', async () => {
  const data = tempFolder();
  const short = randomBytes(31).toString('base64');
  const file = join(data, 'secret');
  writeFileSync(file, short);
  const wrong: [NodeJS.ProcessEnv, string][] = [
    [{ KEEPWELL_MASTER_KEY: short }, 'KEEPWELL_MASTER_KEY must have the base64 of 32 bytes'],
    [{ KEEPWELL_MASTER_KEY: `${drawText()}!` }, 'KEEPWELL_MASTER_KEY must have the base64 of 32 bytes'],
    [
      { KEEPWELL_MASTER_KEY_FILE: file },
      'The file of KEEPWELL_MASTER_KEY_FILE must have the base64 of 32 bytes',
    ],
    [{ KEEPWELL_MASTER_KEY_FILE: join(data, 'none') }, 'which cannot be read (ENOENT)'],
    [{ KEEPWELL_MASTER_KEY: drawText(), KEEPWELL_MASTER_KEY_FILE: file }, 'are both set'],
  ];
  for (const [env, said] of wrong) {
    const { code, err } = await keepwell(['serve', '--port', '0', '--data', join(data, 'vault')], { env });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) });
    expect(err).not.toContain(env.KEEPWELL_MASTER_KEY ?? short);
  }
  expect(existsSync(join(data, 'vault'))).toBe(false);
});

test('the key is changed from the file to the environment, within it, and back', async () => {
  const data = await givenVault({});
  const [first, second] = [drawText(), drawText()];
  const refused = await keepwell(['keys', 'rotate', '--master', '--to', 'environment', '--data', data]);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Set KEEPWELL_NEW_MASTER_KEY') });
  const before = await keys(data, {}, 'status');
  const moved = await keys(
    data,
    { KEEPWELL_NEW_MASTER_KEY: first },
    'rotate',
    '--master',
    '--to',
    'environment',
  );
  expect(moved.masterId).not.toBe(before.masterId);
  expect(existsSync(keyFile(data))).toBe(false);
  expect(await tryServe(data, { KEEPWELL_MASTER_KEY: first })).toBe('served');
  await keys(data, { KEEPWELL_MASTER_KEY: first, KEEPWELL_NEW_MASTER_KEY: second }, 'rotate', '--master');
  expect(await tryServe(data, { KEEPWELL_MASTER_KEY: first })).toContain('is not the key');
  await keys(data, { KEEPWELL_MASTER_KEY: second }, 'rotate', '--master', '--to', 'file');
  expect(await tryServe(data, {})).toBe('served');
  expect(await keys(data, {}, 'status')).toMatchObject({ current: 4, masterPlace: keyFile(data) });
});

test('a backup has the key, and comes back with the variable or with a file', async () => {
  const key = drawText();
  const env = { KEEPWELL_MASTER_KEY: key };
  const data = await givenVault(env);
  const identity = join(tempFolder(), 'identity.txt');
  const made = await keepwell(['backup', 'keygen', '--out', identity, '--json']);
  const { recipient } = JSON.parse(made.out);
  const target = join(tempFolder(), 'backups');
  mkdirSync(target);
  const backup = (...args: string[]) =>
    keepwell(['backup', ...args, '--data', data, '--to', target], { env });
  expect(await backup('--recipient', recipient)).toMatchObject({ code: 0, err: '' });
  expect(await backup('drill')).toMatchObject({ code: 0 });
  expect(await backup('verify')).toMatchObject({ code: 0 });
  const restore = (into: string, given: NodeJS.ProcessEnv) =>
    keepwell(['restore', '--from', target, '--identity', identity, '--into', into], { env: given });
  const [withIt, without, withOther] = ['a', 'b', 'c'].map(name => join(tempFolder(), name));
  const restored = await restore(withIt!, env);
  expect(restored).toMatchObject({
    code: 0,
    out: expect.stringContaining('is what KEEPWELL_MASTER_KEY gives'),
  });
  expect(existsSync(keyFile(withIt!))).toBe(false);
  expect(await tryServe(withIt!, env)).toBe('served');
  expect(await restore(without!, {})).toMatchObject({ code: 0 });
  expect(readFileSync(keyFile(without!), 'utf8').trim()).toBe(key);
  expect(await tryServe(without!, {})).toBe('served');
  const refused = await restore(withOther!, { KEEPWELL_MASTER_KEY: drawText() });
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not the master key of this backup'),
  });
});

test('a server whose key was changed elsewhere makes no backup with the one of before', async () => {
  const [key, next] = [drawText(), drawText()];
  const env = { KEEPWELL_MASTER_KEY: key };
  const data = await givenVault(env);
  const { backUp } = await import('../backups.ts');
  await using server = await serve(data, env);
  await keys(data, { ...env, KEEPWELL_NEW_MASTER_KEY: next }, 'rotate', '--master');
  const target = join(tempFolder(), 'backups');
  mkdirSync(target);
  const { masterKey } = readConfig({ data }, env);
  const order = { target, recipients: [], keep: undefined };
  await expect(backUp(server.vault, { data, database: undefined, masterKey }, order)).rejects.toThrow(
    'The master key was changed: keepwell.key, or what the environment gives',
  );
});

test('workers are given it, and threads of a process find it in no variable', async () => {
  const key = drawText();
  const env = { KEEPWELL_MASTER_KEY: key };
  await using server = await spawnServer(['--workers', '2'], tempFolder(), env);
  expect((await fetch(`${server.facts.shellUrl}/health/ready`)).status).toBe(200);
  expect(existsSync(keyFile(server.data))).toBe(false);
  const told = `import { Worker } from 'node:worker_threads'; process.once('beforeExit', () => new Worker("console.error('left: ' + Object.keys(process.env).filter(n => /MASTER/.test(n)).join())", { eval: true }))`;
  const { stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(told)}`,
      join(import.meta.dirname, '../../dist/cli/keepwell.js'),
      'keys',
      'status',
      '--data',
      server.data,
    ],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  );
  expect(stderr).toMatch(/^left: $/m);
});
