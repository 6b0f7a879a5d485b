#!/usr/bin/env node
// The command as npm finds it, in a clone that was never built too: npx keeps for good what it found at first.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/keepwell.js', import.meta.url);
if (!existsSync(program)) (await import('../scripts/ready.js')).ready();
await import(program);
