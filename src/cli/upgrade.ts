// `keepwell upgrade`: brings a vault up to date as the first start would, or says what that would do.
import { statSync } from 'node:fs';
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
}

export function addUpgrade(parent: Command, io: Io): void {
  addCommand(
    parent,
    'upgrade',
    'Brings the tables of a vault up to date, as the first start of a new version does.',
  )
    .option('--dry-run', 'say which steps are left and over how many rows they go; change nothing')
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
        : `${steps.length === 1 ? '1 step is' : `${steps.length} steps are`} left. Nothing was changed. Back the vault up before you go on.`,
    ]);
    return;
  }
  const { holdFolder } = await import('../running.ts');
  const hold = holdFolder(config.data);
  try {
    await (await openStore(config)).close();
  } finally {
    hold.release();
  }
  print(io, options, { steps, done: true }, [
    `${steps.length === 1 ? '1 step was' : `${steps.length} steps were`} made. The vault is up to date.`,
  ]);
}

async function look(config: Config) {
  if (config.database === undefined && !hasDatabase(config.data)) throw new Failure(sayNoVault(config));
  await using vault = new VaultLook(config);
  const found = await vault.examined();
  if (!found) throw new Failure(sayNoVault(config));
  return await found.listSteps();
}
