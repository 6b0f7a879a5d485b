// `npm run test:long [name…]`: the tests that are worth far more runs than a day's work allows. Each keeps how far it has
// come in .vitest/long/, so that an interrupted one goes on; delete the file to begin anew.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

/** The test, what counts its runs, and how many there are. */
const runs = {
  model: { test: 'src/model.test.ts', prefix: 'KEEPWELL_MODEL', count: 10_000 },
  fuzz: { test: 'src/fuzz.test.ts', prefix: 'KEEPWELL_FUZZ', count: 1_000_000 },
  'fhir-fuzz': { test: 'src/facades/fhir/fuzz.test.ts', prefix: 'KEEPWELL_FUZZ', count: 240_000 },
  'oauth-fuzz': { test: 'src/facades/oauth/fuzz.test.ts', prefix: 'KEEPWELL_FUZZ', count: 60_000 },
  durability: { test: 'src/durability.test.ts', prefix: 'KEEPWELL_DURABILITY', count: 200 },
  // Here it is bytes that are counted: the largest blob there can be, up and down.
  blobs: { test: 'src/blobs.test.ts', prefix: 'KEEPWELL_BLOBS', count: 2_147_483_647 },
  // On each store; a tenth as many are killed in the middle.
  backups: { test: 'src/backups.test.ts', prefix: 'KEEPWELL_BACKUPS', count: 200 },
  // Once, with all that each attack sends.
  hostile: { test: 'src/hostile.test.ts', prefix: 'KEEPWELL_HOSTILE', count: 1 },
  // Mails that nobody means well with.
  direct: {
    test: 'src/facades/direct/hostile.test.ts',
    prefix: 'KEEPWELL_DIRECT',
    count: 10_000,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Messages each way between two vaults that are killed.
  exchange: {
    test: 'src/direct-exchange.test.ts',
    prefix: 'KEEPWELL_EXCHANGE',
    count: 1000,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Kills of a vault at each step of a mail.
  'direct-kills': {
    test: 'src/direct-kills.test.ts',
    prefix: 'KEEPWELL_DIRECT_KILLS',
    count: 200,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Each on an export and in the tables.
  tamper: {
    test: 'src/tamper.test.ts',
    prefix: 'KEEPWELL_TAMPER',
    count: 1000,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Words that are planted, and looked for in all that a vault leaves.
  planted: { test: 'src/planted.test.ts', prefix: 'KEEPWELL_PLANTED', count: 500 },
  events: { test: 'src/events.test.ts', prefix: 'KEEPWELL_EVENTS', count: 1000 },
  // Promotions of the standby of a cluster, and as many cuts of its network; five times as many kills of its nodes.
  cluster: { test: 'src/cluster.test.ts', prefix: 'KEEPWELL_CLUSTER', count: 10 },
  // Items of a vault that is copied into another database and back, each way killed three times.
  copy: { test: 'src/cli/db.test.ts', prefix: 'KEEPWELL_COPY', count: 1_000_000 },
  // Bytes of a file that goes up by the page and comes back in an export.
  files: {
    test: 'src/shell/items/upload/upload.browser.test.ts',
    prefix: 'KEEPWELL_FILES',
    count: 200_000_000,
  },
  // Calls of applications through a network that drops, stalls and cuts.
  sdk: {
    test: 'src/client/faults.test.ts',
    prefix: 'KEEPWELL_SDK',
    count: 10_000,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Commits whose vaults are brought up to date.
  upgrades: { test: 'src/upgrades.test.ts', prefix: 'KEEPWELL_UPGRADES', count: 50 },
  // Pictures that are made to harm, of each way in which they are packed.
  codecs: {
    test: 'src/core/imaging/frames/attack.test.ts',
    prefix: 'KEEPWELL_CODECS',
    count: 2000,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Rounds of five kills while pictures come.
  imaging: {
    test: 'src/imaging-kills.test.ts',
    prefix: 'KEEPWELL_IMAGING',
    count: 20,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Kills of a server in each part of an import.
  imports: { test: 'src/imports.test.ts', prefix: 'KEEPWELL_IMPORTS', count: 18 },
  // Clinical files, in pairs that use ids again for something else.
  'reused-ids': {
    test: 'src/core/imports/reused-ids.test.ts',
    prefix: 'KEEPWELL_REUSED',
    count: 200,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // Seconds for each door, in which requests are looked for that make others wait.
  'slow-requests': {
    test: 'src/slow-requests.test.ts',
    prefix: 'KEEPWELL_SLOW',
    count: 300,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
  // So many times what the quick runs draw, from elsewhere each time.
  properties: {
    test: [
      'src/schema/sequence.test.ts',
      'src/schema/xml-reader.differential.test.ts',
      'src/core/healthvault/xpath/xpath.browser.test.ts',
      'src/formats/fhir/patient.test.ts',
      'src/formats/fhir/round-trip.test.ts',
      'src/formats/fhir/validity.test.ts',
      'src/methods/get-things-rights.test.ts',
      'src/shell/items/form/untouched.test.ts',
      'src/shell/pages/develop/tracing.test.ts',
    ],
    prefix: 'KEEPWELL_PROPERTIES',
    count: 20,
    seed: Math.trunc(Math.random() * 2 ** 31),
  },
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(runs)) {
  if (!Object.hasOwn(runs, name)) {
    console.error(`There is no long run ${name}: ${Object.keys(runs).join(', ')}.`);
    process.exit(2);
  }
}

ready();
const folder = join(root, '.vitest', 'long');
mkdirSync(folder, { recursive: true });
for (const [name, { test, prefix, count, seed }] of Object.entries(runs)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const env = {
    ...process.env,
    [`${prefix}_COUNT`]: process.env[`${prefix}_COUNT`] ?? String(count),
    [`${prefix}_PROGRESS`]: join(folder, `${name}.json`),
  };
  if (seed !== undefined) {
    env[`${prefix}_SEED`] ??= String(seed);
    console.log(`${name}: seed ${env[`${prefix}_SEED`]}`);
  }
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  run(process.execPath, [vitest, 'run', '--testTimeout=1200000', ...[test].flat()], {
    stdio: 'inherit',
    env,
  });
}
