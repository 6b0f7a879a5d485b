// `npm test`: whatever a fresh clone lacks, then the quick tests; `npm run test:all` all of them. Arguments go to vitest.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

/** What starts a browser, kills servers, or tries everything: `npm test` is to answer within two minutes. */
const thorough = [
  '**/*browser.test.ts',
  'samples/**',
  'src/authorization-matrix.test.ts',
  'src/cli/vocab.test.ts',
  'src/durability.test.ts',
  'src/events.test.ts',
  'src/fuzz.test.ts',
  'src/hostile.test.ts',
  'src/package.test.ts',
];

ready();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = process.argv.slice(2).filter(arg => arg !== '--all');
const isAll = args.length < process.argv.length - 2;
const isWhole = args.every(arg => arg.startsWith('-'));
const left = isWhole && !isAll ? thorough.flatMap(pattern => ['--exclude', pattern]) : [];
const env = { ...process.env, ...(isWhole ? { KEEPWELL_WHOLE_RUN: '1' } : {}) };
run(process.execPath, [vitest, 'run', ...left, ...args], { stdio: 'inherit', env });
