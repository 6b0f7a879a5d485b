#!/usr/bin/env node
// The command `keepwell`. What it does is in program.ts; this is the process around it.
import { secretVariables } from '../master-place.ts';
import { runCommand } from './program.ts';

// Whoever reads may stop reading, as `head` does: what is left has nowhere to go, and that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  });
}

// Threads and child processes are given what is left: who opens the vault is told by name.
const env = { ...process.env };
for (const name of secretVariables) delete process.env[name];

process.exitCode = await runCommand(process.argv.slice(2), {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  input: process.stdin,
  env,
});
