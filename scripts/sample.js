// `npm run sample NAME`: builds what is missing, registers the sample with the vault beside it if it is not there yet,
// and runs it against the server of that vault. Options before `--`: --data, the vault's folder; all others go to the
// sample. With --app-id, --key and --certificate it runs as an application that was registered elsewhere.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { ready, root, run } from './ready.js';

const [name, ...args] = process.argv.slice(2);
const samples = readdirSync(join(root, 'samples')).filter(name =>
  existsSync(join(root, 'samples', name, 'main.ts')),
);
if (!name || !samples.includes(name)) {
  console.error(`Say which: ${samples.map(name => `npm run sample ${name}`).join(', ')}.`);
  process.exit(1);
}
const folder = join(root, 'samples', name);
ready();
const program = join(root, 'dist', 'samples', name, 'main.js');
compile();

const data = resolve(taken('--data') ?? process.env.KEEPWELL_DATA ?? 'data');
/** What belongs to this sample and this vault alone: keys, and what a device remembers. */
const own = join(data, 'samples', name);
const application = JSON.parse(readFileSync(join(folder, 'application.json'), 'utf8'));
const appId = taken('--app-id') ?? application.appId;
const key = join(own, `${appId}.key`);
const certificate = join(own, `${appId}.crt`);
/** Who brings a key runs as an application that is registered already; a SMART application sees to it itself. */
const isSmart = application.kind === 'smart';
const isRegistered = isSmart || args.includes('--key');
if (!isRegistered) register();
if (!args.includes('--vault')) {
  const { findRunning } = await import('../dist/running.js');
  const running = findRunning(data);
  if (running) args.unshift('--vault', running.url);
}

const given = [
  ...(application.certificate && !isRegistered ? ['--key', key, '--certificate', certificate] : []),
  ...(application.remembers ? ['--state', join(own, 'state.json')] : []),
];
const sample = spawn(
  process.execPath,
  [
    '--enable-source-maps',
    join(root, 'dist', 'samples', name, 'main.js'),
    ...(isSmart ? [] : ['--app-id', appId]),
    ...given,
    ...args,
  ],
  { stdio: 'inherit' },
);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => sample.kill(signal));
sample.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/**
 * Unless nothing has changed since. A build of Keepwell leaves no samples behind. Several may be started at once, so files
 * come into their place whole, and last the one by which it is told that all are there.
 */
function compile() {
  const since = existsSync(program) ? statSync(program).mtimeMs : 0;
  const isOlder = folder => readdirSync(folder).every(file => statSync(join(folder, file)).mtimeMs < since);
  if (isOlder(folder) && isOlder(join(root, 'samples', 'shared'))) return;
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const made = join(root, 'dist', `samples-${process.pid}`);
  run(process.execPath, [tsc, '-p', join(root, 'samples', 'tsconfig.json'), '--outDir', made]);
  for (const sample of readdirSync(made)) {
    const place = join(root, 'dist', 'samples', sample);
    mkdirSync(place, { recursive: true });
    const isLast = file => Number(file === 'main.js');
    const files = readdirSync(join(made, sample)).sort((one, other) => isLast(one) - isLast(other));
    for (const file of files) renameSync(join(made, sample, file), join(place, file));
  }
  rmSync(made, { recursive: true });
}

/** An option that is not for the sample. */
function taken(option) {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

/** By the same commands that register any application. */
function register() {
  const cli = (...words) => [join(root, 'dist', 'cli', 'keepwell.js'), ...words, '--data', data];
  const done = join(own, 'registered');
  if (existsSync(done) && readFileSync(done, 'utf8') === appId) return;
  const known = spawnSync(process.execPath, cli('app', 'show', appId), { stdio: 'ignore' });
  if (known.status === 0) return;
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const rules = join(own, 'rules.json');
  writeFileSync(rules, JSON.stringify(application.rules));
  const { name, description, kind, actionUrl, methodGroups } = application;
  const create = cli('app', 'create', '--app-id', appId, '--name', name, '--kind', kind, '--rules', rules);
  create.push('--description', description);
  if (actionUrl) create.push('--action-url', actionUrl);
  if (methodGroups) create.push('--method-group', ...methodGroups);
  if (application.certificate) {
    if (!existsSync(key)) run(process.execPath, cli('cert', 'create', '--app-id', appId, '--out', own));
    create.push('--cert', certificate);
  }
  run(process.execPath, create);
  writeFileSync(done, appId);
}
