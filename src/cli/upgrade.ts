// `keepwell upgrade`: brings a vault up to date as the first start would, or says what that would do.
import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { databaseFile, hasDatabase } from '../data-folder.ts';
import { openStore } from '../open-store.ts';
import { addCommand, type CommonOptions, type Io, print, readVaultConfig } from './command.ts';
import { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';
import { sayNoVault } from './vault.ts';

interface UpgradeOptions extends CommonOptions {
  readonly dryRun?: boolean;
  /** False with --no-copy. */
  readonly copy: boolean;
}

export function addUpgrade(parent: Command, io: Io): void {
  addCommand(
    parent,
    'upgrade',
    'Brings the tables of a vault up to date, as the first start of a new version does.',
  )
    .option('--dry-run', 'say which steps are left and over how many rows they go; change nothing')
    .option('--no-copy', 'keep no copy of the database as it was')
    .addHelpText(
      'after',
      '\nAll steps are made in one transaction: one that is cut off leaves the vault as it was, and is begun anew.',
    )
    .action((options: UpgradeOptions) => upgrade(options, io));
}

async function upgrade(options: UpgradeOptions, io: Io): Promise<void> {
  const config = readVaultConfig(options, io);
  const steps = await look(config);
  if (options.dryRun || steps.length === 0) {
    const bytes = config.database === undefined ? statSync(databaseFile(config.data)).size : undefined;
    print(io, options, { steps, done: false, ...(bytes !== undefined && { databaseBytes: bytes }) }, [
      ...steps.map(
        ({ step, does, tables }) =>
          `step ${step}: ${does.join('; ')}${tables.length === 0 ? '' : ` (${tables.map(({ name, rows }) => `${name}: ${rows} rows`).join(', ')})`}`,
      ),
      steps.length === 0
        ? 'The vault is up to date.'
        : `${steps.length === 1 ? '1 step is' : `${steps.length} steps are`} left. Nothing was changed. ${sayBefore(config)}`,
    ]);
    return;
  }
  const { holdFolder } = await import('../running.ts');
  const hold = holdFolder(config.data);
  let copy: string | undefined;
  try {
    copy = options.copy ? await keepCopy(config, steps[0]?.step ?? 0) : undefined;
    await (await openStore(config)).close();
  } finally {
    hold.release();
  }
  print(io, options, { steps, done: true, ...(copy !== undefined && { copy }) }, [
    ...(copy === undefined
      ? []
      : [
          `The database as it was lies in ${copy}. To go back to the version before, put it in the place of ${databaseFile(config.data)}, without the -wal and -shm beside that. Remove it when you are content.`,
        ]),
    `${steps.length === 1 ? '1 step was' : `${steps.length} steps were`} made. The vault is up to date.`,
  ]);
}

/** What of the vault is there to go back to. */
function sayBefore({ database, backup }: Config): string {
  if (database === undefined)
    return 'A copy of the database is kept when they are made, unless --no-copy says not.';
  return backup
    ? 'Of a database in PostgreSQL no copy is kept: run keepwell backup of the version before first.'
    : 'Of a database in PostgreSQL no copy is kept, and the settings name no place for backups: back it up otherwise first.';
}

/** @returns where it lies; undefined for a database that is not a file. @throws Failure where there is no room */
async function keepCopy({ data, database, limits }: Config, step: number): Promise<string | undefined> {
  if (database !== undefined) return undefined;
  const [bytes, { bavail, bsize }] = [statSync(databaseFile(data)).size, statfsSync(data)];
  if (bavail * bsize < bytes + limits.diskBytesFreeMin)
    throw new Failure(
      `There is no room for a copy of the database in ${data}, ${bytes} bytes. Make room, or back the vault up and give --no-copy.`,
    );
  const { keepSqliteFile } = await import('../storage/dialects/sqlite-keep.ts');
  const copy = join(data, `before-step-${step}.db`);
  await keepSqliteFile(databaseFile(data), copy);
  return copy;
}

async function look(config: Config) {
  if (config.database === undefined && !hasDatabase(config.data)) throw new Failure(sayNoVault(config));
  await using vault = new VaultLook(config);
  const found = await vault.examined();
  if (!found) throw new Failure(sayNoVault(config));
  return await found.listSteps();
}
