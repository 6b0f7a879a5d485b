// `npm test`: whatever a fresh clone lacks, then the tests; `npm run test:all` also those in a browser. Arguments go to vitest.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

/** What starts a browser. */
const inBrowser = ['**/*browser.test.ts', 'samples/**'];

ready();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = process.argv.slice(2).filter(arg => arg !== '--all');
const isAll = args.length < process.argv.length - 2;
const isWhole = args.every(arg => arg.startsWith('-'));
const left = isWhole && !isAll ? inBrowser.flatMap(pattern => ['--exclude', pattern]) : [];
const env = { ...process.env, ...(isWhole ? { KEEPWELL_WHOLE_RUN: '1' } : {}) };
run(process.execPath, [vitest, 'run', ...left, ...args], { stdio: 'inherit', env });
