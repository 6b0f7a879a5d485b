// `npm test`: whatever a fresh clone lacks, then the quick tests; `npm run test:all` all of them; `npm run test:postgres`
// those that matter for a store, with vaults in PostgreSQL. Arguments go to vitest. A run of all needs no address of a
// PostgreSQL server where Debian's is installed: it starts one of its own.
import { join } from 'node:path';
import { ready, root, run } from './ready.js';

/** What starts a browser or programs, kills servers, or tries everything: `npm test` is to answer within two minutes. */
const thorough = [
  '**/*.mono.test.ts',
  '**/*browser.test.ts',
  'samples/**',
  'src/authorization-matrix.test.ts',
  'src/backups.test.ts',
  'src/blobs.test.ts',
  'src/cli/**',
  'src/client-package.test.ts',
  'src/client/faults.test.ts',
  'src/cluster.test.ts',
  'src/core/direct/**',
  'src/core/documents/**',
  'src/core/healthvault/xpath/xpath.test.ts',
  'src/core/imaging/**',
  'src/core/imports/**',
  'src/core/mail/deliver.test.ts',
  'src/core/records/html-text.test.ts',
  'src/core/signatures/**',
  'src/core/smart/narrowed.test.ts',
  'src/daily-work.test.ts',
  'src/demo/**',
  'src/deploy.test.ts',
  'src/dicom-matrix.test.ts',
  'src/direct-exchange.test.ts',
  'src/direct-kills.test.ts',
  'src/direct-of-apps.test.ts',
  'src/durability.test.ts',
  'src/events.test.ts',
  'src/facades/delivery/courier.test.ts',
  'src/facades/dicomweb/**',
  'src/facades/direct/**',
  'src/facades/fhir/**',
  'src/facades/oauth/**',
  'src/facades/reference/exchanges.test.ts',
  'src/facades/reference/reference.test.ts',
  'src/facades/rest/both-ways.test.ts',
  'src/facades/rest/described.test.ts',
  'src/facades/rest/hostile.test.ts',
  'src/facades/streaming/streaming.test.ts',
  'src/fhir-matrix.test.ts',
  'src/first-items.test.ts',
  'src/formats/apple-health/**',
  'src/formats/ccda/corpus.test.ts',
  'src/formats/ccda/write/**',
  'src/formats/dicom/**',
  'src/formats/fhir/round-trip.test.ts',
  'src/formats/fhir/validity.test.ts',
  'src/formats/hl7v2/**',
  'src/formats/hostile.test.ts',
  'src/formats/readings/**',
  'src/fuzz.test.ts',
  'src/guides.test.ts',
  'src/health.test.ts',
  'src/hostile.test.ts',
  'src/http/certificate.test.ts',
  'src/http/connections.test.ts',
  'src/http/drawing.test.ts',
  'src/imaging-kills.test.ts',
  'src/imports.test.ts',
  'src/methods/create-connect-request.test.ts',
  'src/methods/put-blobs.test.ts',
  'src/methods/put-things-signatures.test.ts',
  'src/methods/samples.test.ts',
  'src/methods/verdicts.test.ts',
  'src/model.test.ts',
  'src/nodes.test.ts',
  'src/oauth-matrix.test.ts',
  'src/observe/logged-words.test.ts',
  'src/package.test.ts',
  'src/planted.test.ts',
  'src/rest-matrix.test.ts',
  'src/running.test.ts',
  'src/shell/hand-over/**',
  'src/shell/items/**',
  'src/shell/long-fields.test.ts',
  'src/shell/pages/**',
  'src/shell/security.test.ts',
  'src/shell/too-long.test.ts',
  'src/slow-requests.test.ts',
  'src/storage/backup/**',
  'src/storage/copy/copy.test.ts',
  'src/storage/dialects/postgres/lost.test.ts',
  'src/storage/plans.test.ts',
  'src/storage/postgres.test.ts',
  'src/storage/sealing/sealed-blobs.test.ts',
  'src/tamper.test.ts',
  'src/things/families.test.ts',
  'src/things/xsd.test.ts',
  'src/upgrades.test.ts',
];

/** What says most of a store, with a vault in PostgreSQL. */
const ofStores = [
  'src/storage',
  'src/methods',
  'src/core/audit',
  'src/core/things',
  'src/model.test.ts',
  'src/authorization-matrix.test.ts',
  'src/durability.test.ts',
  'src/events.test.ts',
];

/** It looks into files of SQLite, or says nothing of a store that another does not say. */
const notOnPostgres = ['**/sqlite.test.ts', 'src/methods/samples.test.ts', 'src/methods/verdicts.test.ts'];

ready();
const flags = ['--all', '--postgres'];
const args = process.argv.slice(2).filter(arg => !flags.includes(arg));
const [isAll, isOnPostgres] = flags.map(flag => process.argv.includes(flag));
const isWhole = args.every(arg => arg.startsWith('-'));
const left = isOnPostgres ? notOnPostgres : isAll || !isWhole ? [] : thorough;
const env = {
  ...process.env,
  ...(isWhole && isAll && { KEEPWELL_WHOLE_RUN: '1' }),
  ...(isOnPostgres && { KEEPWELL_TEST_STORE: 'postgres' }),
};
// Its driver is installed by now.
const { findPostgres, startPostgres } = await import('../bench/stores/postgres-server.js');
if (((isWhole && isAll) || isOnPostgres) && !env.KEEPWELL_TEST_POSTGRES && findPostgres({})) {
  const server = await startPostgres({ settings: ['fsync=off', 'full_page_writes=off'] });
  env.KEEPWELL_TEST_POSTGRES = server.url('postgres');
}
if (isOnPostgres && !env.KEEPWELL_TEST_POSTGRES) {
  console.error(
    'There is no PostgreSQL: name one with KEEPWELL_TEST_POSTGRES, or apt-get install postgresql.',
  );
  process.exit(1);
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const files = isOnPostgres && isWhole ? ofStores : [];
// The matrix asks a few hundred things in a test, each of another process.
if (isOnPostgres) args.push('--testTimeout=240000');
const excluded = left.flatMap(pattern => ['--exclude', pattern]);
run(process.execPath, [vitest, 'run', ...excluded, ...args, ...files], { stdio: 'inherit', env });
process.exit();
