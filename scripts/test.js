// `npm test`: whatever a fresh clone lacks, then the tests. Arguments go to vitest.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

ready();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = process.argv.slice(2);
const isWhole = args.every(arg => arg.startsWith('-'));
const env = { ...process.env, ...(isWhole ? { KEEPWELL_WHOLE_RUN: '1' } : {}) };
run(process.execPath, [vitest, 'run', ...args], { stdio: 'inherit', env });
