// `keepwell log …`: verifies the access log, publishes a checkpoint of it, exports it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';

interface VerifyOptions extends CommonOptions {
  readonly record?: string;
  readonly kept?: string;
}

interface ExportOptions extends CommonOptions {
  readonly record?: string;
  readonly kept?: readonly string[];
}

export function addLog(parent: Command, io: Io): void {
  const log = parent
    .command('log')
    .description('The access log: who read, wrote and decided what. Nothing in it can be changed unseen.');
  addCommand(log, 'verify', 'Goes over the chains: what was changed, cut out, put in or moved is told.')
    .option('--record <guid>', 'that of one record')
    .option('--kept <folder>', 'checkpoints that somebody kept, beside those of the vault')
    .action((options: VerifyOptions) => verify(options, io));
  addCommand(log, 'publish', 'Publishes a checkpoint now.').action((options: CommonOptions) =>
    publish(options, io),
  );
  addCommand(
    log,
    'checkpoints <folder>',
    'Writes the checkpoints that are not there yet into a folder.',
  ).action((folder: string, options: CommonOptions) => writeCheckpoints(folder, options, io));
  addCommand(log, 'export', 'Writes the log of a record, or of the vault itself, as JSON Lines.')
    .option('--record <guid>', 'of which record')
    .option(
      '--kept <numbers...>',
      'numbers of checkpoints that somebody keeps: the export is proven against each',
    )
    .action((options: ExportOptions) => exportOne(options, io));
}

/** Ends with 1 where something is wrong, so that a timer can tell. */
async function verify(options: VerifyOptions, io: Io): Promise<void> {
  const { verifyLog } = await import('../core/audit/verify.ts');
  const recordId = options.record?.toLowerCase();
  const files = options.kept === undefined ? undefined : readFolder(options.kept);
  const found = await useVault(options, io, vault =>
    vault.store.read(db => verifyLog(db, { recordId, files, at: vault.clock.now() })),
  );
  const { chains, entries, erased, publications, waiting, problems, remarks } = found;
  if (recordId !== undefined && chains === 0) throw new Failure('There is no log of such a record.');
  print(io, options, found, [
    ...[...problems, ...remarks].map(
      ({ chain, number, what }) =>
        `${chain ?? 'tree'}${number === undefined ? '' : ` entry ${number}`}: ${what}`,
    ),
    `${chains} chains with ${entries} entries, ${erased} of them erased with their record; ${publications} checkpoints; ${waiting} entries wait to be chained.`,
  ]);
  if (problems.length > 0) throw new Failure(`The log is not whole: ${problems.length} problems.`);
}

function readFolder(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.txt'))
    .map(name => readFileSync(join(folder, name), 'utf8'));
}

/** @throws Failure */
function readNumbers(texts: readonly string[] = []): number[] {
  if (texts.some(text => !/^\d{1,12}$/.test(text)))
    throw new Failure('A checkpoint is named by its number, such as 12.');
  return texts.map(Number);
}

async function publish(options: CommonOptions, io: Io): Promise<void> {
  const { publishLog } = await import('../core/audit/publish.ts');
  const last = await useVault(options, io, async vault => {
    await publishLog(vault, true);
    return (await vault.store.read(db => db.log.lastHeads()))?.number;
  });
  print(io, options, { number: last }, [`Checkpoint ${last}.`]);
}

async function writeCheckpoints(folder: string, options: CommonOptions, io: Io): Promise<void> {
  const { readAllHeads } = await import('../core/audit/verify.ts');
  const { nameCheckpointFile } = await import('../core/audit/checkpoint.ts');
  mkdirSync(folder, { recursive: true });
  const there = new Set(readdirSync(folder));
  const written = await useVault(options, io, vault =>
    vault.store.read(async db => {
      let count = 0;
      for await (const { number, text } of readAllHeads(db)) {
        const name = nameCheckpointFile(number);
        if (there.has(name)) continue;
        writeFileSync(join(folder, name), text);
        count++;
      }
      return count;
    }),
  );
  print(io, options, { written }, [`${written} checkpoints were written to ${folder}.`]);
}

async function exportOne(options: ExportOptions, io: Io): Promise<void> {
  const { exportLog } = await import('../core/audit/export-log.ts');
  const isThere = await useVault(options, io, async vault => {
    let count = 0;
    for await (const line of exportLog(vault, options.record?.toLowerCase(), readNumbers(options.kept))) {
      io.out(line);
      count++;
    }
    return count > 0;
  });
  if (!isThere) throw new Failure('There is no log of such a record.');
}
