// Starts and stops what is measured: a vault as `keepwell serve` runs it, and the floor.
import { execFile, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atExit } from './temporary.js';

const bin = join(import.meta.dirname, '..', 'dist', 'cli', 'keepwell.js');

/** @returns `{ port, pid, stop }` */
export async function startVault({ data, env = {}, workers = 1, args = [], nodeArgs = [] }) {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const serve = [bin, 'serve', '--data', data, '--port', String(port), '--log-level', 'error', ...args];
  if (workers > 1) serve.push('--workers', String(workers));
  const child = spawn(process.execPath, [...nodeArgs, ...serve], {
    // By the channel, bench/inside.js tells of a server in which it was loaded.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  return started(child, awaitAnswer(child, port));
}

export async function startFloor(options) {
  const child = fork(join(import.meta.dirname, 'floor.js'), [JSON.stringify(options)]);
  return started(child, new Promise(done => child.once('message', done)));
}

async function started(child, ready) {
  const kill = atExit(() => child.kill('SIGTERM'));
  const stop = async () => {
    const isRunning = child.exitCode === null && child.signalCode === null;
    const ended = isRunning ? new Promise(done => child.once('exit', done)) : undefined;
    kill();
    await ended;
  };
  const ended = new Promise((_, reject) =>
    child.once('exit', (code, signal) => reject(new Error(`a server ended (${code ?? signal})`))),
  );
  ended.catch(() => {});
  try {
    return { child, port: await Promise.race([ready, ended]), pid: child.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function awaitAnswer(child, port) {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const answers = await fetch(`http://127.0.0.1:${port}/assets/mark.svg`).then(
      () => true,
      () => false,
    );
    if (answers) return port;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('the vault did not start');
}

/** Can one server of this version run several processes? */
export async function knowsWorkers() {
  const { stdout } = await promisify(execFile)(process.execPath, [bin, 'serve', '--help']);
  return stdout.includes('--workers');
}
