// Brings a checkout to the state its commands need: packages from the lock file, generated lists, a build.
// Each step is skipped when nothing it depends on has changed. Called by start.js, test.js and build.js.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const nodeWanted = [20, 19];

/** Runs a command in the checkout and ends this process with its code when it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['inherit', 2, 2], ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

export function ready() {
  checkNode();
  install();
  build();
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > nodeWanted[0] || (major === nodeWanted[0] && minor >= nodeWanted[1])) return;
  console.error(`Keepwell needs Node ${nodeWanted.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function install() {
  const packages = join(root, 'node_modules');
  const stamp = join(packages, '.keepwell-lock');
  const lock = hash([join(root, 'package-lock.json')], process.version);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  // npm would empty the folder that it leads to, which is another checkout's.
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules is a link, and holds other packages than package-lock.json asks for. Run npm ci where it leads to.',
    );
    process.exit(1);
  }
  console.error('Installing packages from the lock file (once) …');
  run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  writeFileSync(stamp, lock);
}

function build() {
  const stamp = join(root, 'dist', '.sources');
  const sources = hash([
    ...files(join(root, 'src')),
    join(root, 'tsconfig.json'),
    join(root, 'tsconfig.build.json'),
    join(root, 'packages', 'client', 'tsconfig.json'),
    join(root, 'scripts', 'browser.js'),
    join(root, 'scripts', 'icons.js'),
    join(root, 'scripts', 'program.js'),
    join(root, 'package-lock.json'),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  console.error('Building …');
  run(process.execPath, [join(root, 'scripts', 'gen.js')]);
  const client = join('packages', 'client');
  for (const made of ['dist', join(client, 'dist')])
    rmSync(join(root, made), { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const project of ['tsconfig.build.json', client]) run(process.execPath, [tsc, '-p', project]);
  run(process.execPath, [join(root, 'scripts', 'browser.js')]);
  run(process.execPath, [join(root, 'scripts', 'icons.js')]);
  run(process.execPath, [join(root, 'scripts', 'program.js')]);
  // Others link to it, as deploy/ does.
  chmodSync(join(root, 'dist', 'cli', 'keepwell.js'), 0o755);
  writeFileSync(stamp, sources);
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? files(path) : [path];
    })
    .sort();
}

function hash(paths, ...more) {
  const sum = createHash('sha256');
  for (const path of paths)
    sum
      .update(path.slice(root.length))
      .update(`${statSync(path).size}:`)
      .update(readFileSync(path));
  for (const text of more) sum.update(text);
  return sum.digest('hex');
}
