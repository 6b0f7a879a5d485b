// What `npm pack` makes in a fresh clone, as somebody who installs it has it.
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { tempFolder } from './testing/process.ts';

const root = join(import.meta.dirname, '..');
/** A folder that has installed the package, and none of what the package needs. */
const user = tempFolder();
const installed = join(user, 'node_modules', 'keepwell');

const run = (program: string, args: string[], cwd: string) =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  const clone = tempFolder();
  const tracked = run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], root)
    .trim()
    .split('\n');
  for (const file of tracked) if (existsSync(join(root, file))) cpSync(join(root, file), join(clone, file));
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  run('npm', ['pack', '--workspaces', '--include-workspace-root', '--pack-destination', user], clone);
  for (const name of ['keepwell', '@keepwell/client']) {
    const folder = join(user, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    const tarball = readdirSync(user).find(
      file => file.replace(/-\d.*/, '') === name.replace(/@(.*)\//, '$1-'),
    );
    run('tar', ['-xzf', join(user, tarball!), '-C', folder, '--strip-components', '1'], user);
  }
  writeFileSync(join(user, 'package.json'), '{"type": "module"}');
}, 300_000);

test('a client and every type load without any other package', () => {
  const program = `
    import { connect, HealthVaultError, InvalidValueError } from '@keepwell/client';
    import weight from '@keepwell/client/things/weight';
    import { everyType } from '@keepwell/client/things';
    connect({ platformUrl: 'http://localhost/platform/wildcat.ashx', appId: 'x' });
    console.log(weight.name, everyType().length > 90, typeof HealthVaultError, typeof InvalidValueError);`;
  writeFileSync(join(user, 'client.js'), program);
  expect(run(process.execPath, ['client.js'], user)).toBe('Weight true function function\n');
  for (const folder of [installed, join(user, 'node_modules', '@keepwell', 'client')]) {
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const { types, default: code } of Object.values(exports) as { types: string; default: string }[])
      for (const file of [types, code])
        if (!file.includes('*')) expect(existsSync(join(folder, file)), file).toBe(true);
  }
});

test('its program runs, and serves a vault', async () => {
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.') && name !== '@keepwell')
      symlinkSync(join(root, 'node_modules', name), join(user, 'node_modules', name));
  const bin = join(installed, 'bin/keepwell.js');
  expect(run(bin, ['--version'], user)).toMatch(/^\d+\.\d+\.\d+\n$/);
  const server = spawn(bin, ['serve', '--port', '0', '--json', '--data', join(user, 'data')], {
    cwd: user,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise(done => server.once('exit', done));
  const line = await new Promise<string>(done =>
    server.stdout.once('data', (text: Buffer) => done(String(text))),
  );
  const page = await fetch(JSON.parse(line).firstAccountUrl);
  server.kill('SIGTERM');
  await ended;
  expect(page.status).toBe(200);
}, 60_000);

test('a checkout that borrows the packages of another leaves them as they are', () => {
  const [lender, borrower] = [tempFolder(), tempFolder()];
  writeFileSync(join(lender, 'kept.txt'), 'kept');
  for (const name of ['scripts', 'package.json', 'package-lock.json'])
    cpSync(join(root, name), join(borrower, name), { recursive: true });
  symlinkSync(lender, join(borrower, 'node_modules'));
  expect(() => run(process.execPath, ['scripts/build.js'], borrower)).toThrow('node_modules is a link');
  expect(readdirSync(lender)).toEqual(['kept.txt']);
});

test('it names nothing that it does not hold: no source maps without sources, no links out of its pages', () => {
  const files = (readdirSync(installed, { recursive: true }) as string[]).filter(
    file => !file.includes('node_modules'),
  );
  expect(files.filter(file => file.endsWith('.map') || file.includes('.test.'))).toEqual([]);
  const missing = files
    .filter(file => file.endsWith('.md'))
    .flatMap(file => {
      const text = readFileSync(join(installed, file), 'utf8');
      return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, link]) => resolve(dirname(join(installed, file)), link!))
        .filter(target => !existsSync(target))
        .map(target => `${file} → ${relative(installed, target)}`);
    });
  expect(missing).toEqual([]);
});
