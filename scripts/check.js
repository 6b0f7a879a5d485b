// `npm run check`: types and style, without running anything. `-- --since main` does so for each commit after that one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ready, root, run } from './ready.js';

const { since } = parseArgs({ options: { since: { type: 'string' } } }).values;
ready();
if (since === undefined) check();
else checkEach(since);

function check() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run(process.execPath, [tsc, '--noEmit']);
  run(process.execPath, [tsc, '--noEmit', '-p', join(root, 'samples', 'tsconfig.json')]);
  run(process.execPath, [tsc, '--noEmit', '-p', join(root, 'src', 'browser', 'tsconfig.json')]);
  run(process.execPath, [
    join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'),
    'check',
    '--error-on-warnings',
  ]);
}

/** In a folder beside the checkout, which shares its packages where both want the same. */
function checkEach(since) {
  const commits = git(root, 'rev-list', '--reverse', `${since}..HEAD`).split('\n').filter(Boolean);
  const folder = join(mkdtempSync(join(tmpdir(), 'keepwell-check-')), 'checkout');
  try {
    for (const commit of commits) {
      git(root, 'worktree', 'add', '--detach', folder, commit);
      const lock = checkout => readFileSync(join(checkout, 'package-lock.json'), 'utf8');
      if (lock(folder) === lock(root)) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      const { status } = spawnSync(process.execPath, [join(folder, 'scripts', 'check.js')], {
        cwd: folder,
        stdio: ['ignore', 2, 2],
      });
      console.error(
        `${status === 0 ? 'passes' : 'FAILS'}  ${git(root, 'log', '-1', '--format=%h %s', commit)}`,
      );
      if (status !== 0) process.exitCode = 1;
      removeCheckout(folder);
    }
  } finally {
    if (existsSync(folder)) removeCheckout(folder);
    rmSync(join(folder, '..'), { recursive: true });
  }
}

function removeCheckout(folder) {
  git(root, 'worktree', 'remove', '--force', folder);
}

function git(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
