// Runs programs and keeps what they print.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';

export async function run(command, args, { env = process.env, show = false } = {}) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let error = '';
  child.stdout.on('data', chunk => {
    out += chunk;
    if (show) process.stdout.write(chunk);
  });
  child.stderr.on('data', chunk => {
    error += chunk;
    if (show) process.stderr.write(chunk);
  });
  const code = await Promise.race([
    once(child, 'close').then(([status]) => status ?? 1),
    once(child, 'error').then(([cause]) => {
      error += cause.message;
      return 127;
    }),
  ]);
  return { code, out, error };
}

/** What it printed; an error when it failed. */
export async function outputOf(command, args, options) {
  const { code, out, error } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args[0]}: ${error || out}`);
  return out;
}

/** A list of folders or files as programs take it. */
export const path = (...entries) => entries.filter(Boolean).join(delimiter);
