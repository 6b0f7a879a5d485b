// `npm test`: whatever a fresh clone lacks, then the quick tests; `npm run test:all` all of them. Arguments go to vitest.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

/** What starts a browser or programs, kills servers, or tries everything: `npm test` is to answer within two minutes. */
const thorough = [
  '**/*browser.test.ts',
  '**/*.mono.test.ts',
  'samples/**',
  'src/authorization-matrix.test.ts',
  'src/blobs.test.ts',
  'src/cli/**',
  'src/cluster.test.ts',
  'src/core/healthvault/xpath/xpath.test.ts',
  'src/core/signatures/canonical.test.ts',
  'src/durability.test.ts',
  'src/events.test.ts',
  'src/facades/delivery/courier.test.ts',
  'src/facades/reference/reference.test.ts',
  'src/fuzz.test.ts',
  'src/hostile.test.ts',
  'src/methods/create-connect-request.test.ts',
  'src/methods/put-things-signatures.test.ts',
  'src/methods/samples.test.ts',
  'src/methods/verdicts.test.ts',
  'src/model.test.ts',
  'src/nodes.test.ts',
  'src/package.test.ts',
  'src/running.test.ts',
  'src/shell/items/every-type.test.ts',
  'src/shell/items/form/every-type.test.ts',
  'src/shell/items/form/untouched.test.ts',
  'src/shell/pages/accounts/guessing.test.ts',
  'src/shell/pages/develop/key-file.test.ts',
  'src/shell/pages/export/export.test.ts',
  'src/shell/too-long.test.ts',
  'src/things/xsd.test.ts',
];

ready();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = process.argv.slice(2).filter(arg => arg !== '--all');
const isAll = args.length < process.argv.length - 2;
const isWhole = args.every(arg => arg.startsWith('-'));
const left = isWhole && !isAll ? thorough.flatMap(pattern => ['--exclude', pattern]) : [];
const env = { ...process.env, ...(isWhole && isAll ? { KEEPWELL_WHOLE_RUN: '1' } : {}) };
run(process.execPath, [vitest, 'run', ...left, ...args], { stdio: 'inherit', env });
