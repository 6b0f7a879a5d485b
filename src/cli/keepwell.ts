#!/usr/bin/env node
// The command `keepwell`. What it does is in program.ts; this is the process around it.
import { program } from './program.ts';

process.exitCode = await program(process.argv.slice(2), {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
  input: process.stdin,
  env: process.env,
});
