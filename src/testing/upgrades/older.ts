// Vaults as earlier commits of this checkout left them: each commit is checked out beside, compiled with the packages that are
// here, and serves the demo family once. Needs the history, and no network.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

export interface Commit {
  readonly hash: string;
  readonly title: string;
}

/** The last that changed how vaults are kept: first those that changed the tables, each newest first. None without a history. */
export function listCommits(count: number): Commit[] {
  const ofTables = listOf('src/storage/migrations.ts', 'src/storage/steps');
  const known = new Set(ofTables.map(({ hash }) => hash));
  return [...ofTables, ...listOf('src/storage').filter(({ hash }) => !known.has(hash))].slice(0, count);
}

function listOf(...paths: string[]): Commit[] {
  const { status, stdout } = git('log', '--format=%H %s', '--max-count=200', '--', ...paths);
  if (status !== 0) return [];
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => ({ hash: line.slice(0, line.indexOf(' ')), title: line.slice(line.indexOf(' ') + 1) }));
}

/** A data folder of a commit, with the demo family in it; in words why there is none. */
export async function makeOlderVault({ hash }: Commit, data: string): Promise<string | undefined> {
  const folder = join(mkdtempSync(join(tmpdir(), 'keepwell-older-')), 'checkout');
  try {
    const added = git('worktree', 'add', '--quiet', '--detach', folder, hash);
    if (added.status !== 0) return `it cannot be checked out: ${lastLine(added.stderr)}`;
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return compile(folder) ?? (await serveOnce(folder, data));
  } finally {
    git('worktree', 'remove', '--force', folder);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
}

/** Types are not looked at: that commit passed its own check, with the packages it had. */
function compile(folder: string): string | undefined {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  const steps = [
    [join('scripts', 'gen.js')],
    [tsc, '-p', 'tsconfig.build.json', '--noCheck'],
    [join('scripts', 'browser.js')],
  ];
  for (const [script = '', ...args] of steps) {
    if (!existsSync(join(folder, script))) continue;
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) return `${script} failed: ${lastLine(stderr || stdout)}`;
  }
  return undefined;
}

const withinMs = 120_000;

async function serveOnce(folder: string, data: string): Promise<string | undefined> {
  const program = join(folder, 'dist', 'cli', 'keepwell.js');
  const args = ['serve', '--demo', '--port', '0', '--data', data, '--json'];
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  const serves = new Promise<boolean>(resolve => {
    child.stdout.on('data', chunk => {
      out += chunk;
      if (out.includes('platformUrl')) resolve(true);
    });
    child.stderr.on('data', chunk => {
      err += chunk;
    });
    void ended.then(() => resolve(false));
    setTimeout(() => resolve(false), withinMs).unref();
  });
  const isServed = await serves;
  child.kill(isServed ? 'SIGTERM' : 'SIGKILL');
  await ended;
  return isServed ? undefined : `it did not serve: ${lastLine(err)}`;
}

function git(...args: string[]) {
  return spawnSync('git', args, { cwd: root, encoding: 'utf8' });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
