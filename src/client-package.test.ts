// The two packages as they would be published: judged by what judges packages, and the client in a project of somebody else,
// outside of this tree, that has nothing but its tarball. package.test.ts has what a fresh clone makes.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, test } from 'vitest';
import { startVault } from './mock-vault.ts';
import { tempFolder } from './testing/process.ts';

const root = join(import.meta.dirname, '..');
/** Somebody's project. */
const project = tempFolder();
const installed = join(project, 'node_modules', '@keepwell', 'client');
const tarballs = tempFolder();
const isBuilt = existsSync(join(root, 'packages', 'client', 'dist', 'client', 'index.js'));

const run = (program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}) => {
  try {
    return execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, ...env },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
};

const app = `
import { connect, type ConnectOptions, HealthVaultError, isOf, shellUrl } from '@keepwell/client';
import type { Weight } from '@keepwell/client/things';
import medication from '@keepwell/client/things/medication';
import weight from '@keepwell/client/things/weight';

export async function round(options: ConnectOptions, recordId: string, userToken: string): Promise<unknown[]> {
  const app = connect(options);
  const person = await app.personInfo({ userToken });
  const record = app.with({ timeoutMs: 20_000 }).record(recordId, { userToken });
  const value: Weight = { when: { date: { y: 2026, m: 11, d: 29 } }, value: { kg: 71.5 } };
  const key = await record.put(weight, value, { clientId: 'one' });
  const again = await record.put(weight, value, { clientId: 'one' });
  await record.put(medication, { name: { text: 'Aspirin' } });
  const kilos: number[] = [];
  for await (const change of record.changes([weight, medication]))
    if (change.kind === 'put' && isOf(change.thing, weight)) kilos.push(change.thing.value.value.kg);
  // @ts-expect-error a weight has no pounds
  const wrong = await record.put(weight, { ...value, value: { lb: 1 } }).catch((error: Error) => error.name);
  const name: 'ACCESS_DENIED' | undefined = await record.get(weight).then(
    () => undefined,
    error => (error instanceof HealthVaultError && error.name === 'ACCESS_DENIED' ? error.name : undefined),
  );
  const there = shellUrl('https://vault.example', 'AUTH', { appid: app.appId }).length > 40;
  return [person.records.length, key.id === again.id, kilos, wrong, name ?? null, there];
}
`;

describe.skipIf(!isBuilt)('built (npm run build)', () => {
  beforeAll(() => {
    const pack = ['pack', '--ignore-scripts', '--workspaces', '--include-workspace-root'];
    run('npm', [...pack, '--pack-destination', tarballs], root);
    writeFileSync(join(project, 'package.json'), '{"type": "module", "private": true}');
    const tarball = join(tarballs, findTarball('keepwell-client'));
    run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], project);
    writeFileSync(join(project, 'app.ts'), app);
  }, 600_000);

  test.each(['keepwell', 'keepwell-client'])(
    '%s is as Node, bundlers and TypeScript want it',
    { timeout: 300_000 },
    async name => {
      const data = readFileSync(join(tarballs, findTarball(name)));
      const types = await checkPackage(createPackageFromTarballData(new Uint8Array(data)), {
        // A pattern stands for a hundred files that are alike.
        ...(name === 'keepwell-client' && { entrypoints: ['.', './things', './things/weight'] }),
      });
      if (!types.types) throw new Error('It should have types.');
      expect(types.types.kind).toBe('included');
      // Both are modules with `exports`: who resolves as Node 10 did, or by require, is not meant.
      const meant = types.problems.filter(
        problem => !('resolutionKind' in problem && /^node10$|-cjs$/.test(problem.resolutionKind)),
      );
      expect(meant).toEqual([]);
      const { messages } = await publint({ pack: { tarball: Uint8Array.from(data).buffer }, strict: true });
      expect(messages.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([]);
    },
  );

  test('the client is small, has no native part and takes nothing along, and its maps show its source', () => {
    expect(statSync(join(tarballs, findTarball('keepwell-client'))).size).toBeLessThan(2_000_000);
    expect(readdirSync(join(project, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual([
      '@keepwell',
    ]);
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name));
    const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
    console.log(`the client: ${files.length} files, ${size} bytes unpacked`);
    expect(
      files.filter(file => /\.node$|[/\\](storage|facades|shell|cli|testing)[/\\]|\.test\./.test(file)),
    ).toEqual([]);
    for (const file of files.filter(file => file.endsWith('.js'))) {
      const text = readFileSync(file, 'utf8');
      expect(/^(?:import|export) .*from '(?!\.)/m.exec(text)?.[0], file).toBeUndefined();
      const map = /\/\/# sourceMappingURL=(.+)\s*$/.exec(text)?.[1];
      expect(map, file).toBeDefined();
      const { sources, sourcesContent } = JSON.parse(readFileSync(resolve(dirname(file), map!), 'utf8'));
      expect(sourcesContent?.length, file).toBe(sources.length);
      expect(sourcesContent.every((one: unknown) => typeof one === 'string')).toBe(true);
    }
  });

  test.each(['nodenext', 'bundler'])(
    'a project compiles with it under %s, its declarations checked too',
    how => {
      const compilerOptions = {
        module: how === 'nodenext' ? 'nodenext' : 'esnext',
        moduleResolution: how,
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.asynciterable', 'dom.iterable'],
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        outDir: how,
      };
      const config = join(project, `tsconfig.${how}.json`);
      writeFileSync(config, JSON.stringify({ compilerOptions, files: ['app.ts'] }));
      run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], project);
      expect(existsSync(join(project, how, 'app.js'))).toBe(true);
    },
  );

  test('a page that signs in and reads takes less than 30 kB over the wire', async () => {
    const source = `import { connect, shellUrl } from '@keepwell/client';
      import weight from '@keepwell/client/things/weight';
      Object.assign(globalThis, { connect, shellUrl, weight });`;
    writeFileSync(join(project, 'page.js'), source);
    const bundle = await rolldown({ input: join(project, 'page.js'), platform: 'browser' });
    const { output } = await bundle.generate({ format: 'esm', minify: true });
    await bundle.close();
    const bytes = gzipSync(output[0].code).length;
    console.log(`a page that signs in and reads: ${output[0].code.length} bytes, ${bytes} packed`);
    // What it loads later, if ever, comes in files of its own.
    expect(output[0].imports).toEqual([]);
    expect(bytes).toBeLessThan(30_000);
  });

  test('a program of the project makes its round with a vault', { timeout: 60_000 }, async () => {
    await using vault = await startVault();
    const main = `import { round } from './nodenext/app.js';
      const { app, recordId, userToken } = JSON.parse(process.env.VAULT);
      console.log(JSON.stringify(await round(app, recordId, userToken)));`;
    writeFileSync(join(project, 'main.js'), main);
    const { app, recordId, userToken } = vault;
    const env = { ...process.env, VAULT: JSON.stringify({ app, recordId, userToken }) };
    const program = spawn(process.execPath, ['main.js'], {
      cwd: project,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const printed = Buffer.concat(await program.stdout.toArray()).toString();
    expect(JSON.parse(printed)).toEqual([1, true, [71.5], 'InvalidValueError', null, true]);
  });
});

function findTarball(name: string): string {
  const found = readdirSync(tarballs).find(file => file.replace(/-\d.*/, '') === name);
  if (!found) throw new Error(`There should be a tarball of ${name}.`);
  return found;
}
