// `keepwell restore`: brings a vault back from a backup.
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { isPostgresUrl } from '../storage/dialects/postgres/address.ts';
import { type Io, print, readAppId, readOrRefuse, readSettings } from './command.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';
import { watchWork } from './work.ts';

interface RestoreOptions {
  readonly from: string;
  readonly identity: string;
  readonly into: string;
  readonly data?: string;
  readonly config?: string;
  readonly at?: string;
  readonly record?: string;
  readonly custodian?: string;
  readonly json?: boolean;
}

export function addRestore(parent: Command, io: Io): void {
  parent
    .command('restore')
    .description('Brings a vault back from a backup, into a folder or a database that holds none.')
    .requiredOption('--from <place>', 'where the backups are: a folder, or s3://…')
    .requiredOption(
      '--identity <file>',
      'what opens them: a file of `keepwell backup keygen`, or keepwell.key',
    )
    .requiredOption('--into <place>', 'a data folder, or postgres://user@host/database with --data')
    .option('--data <dir>', 'with --into postgres://…: the data folder, for the key and the files')
    .option('--config <file>', 'the settings that the vault will be served with')
    .option('--record <id>', 'one record only, into the vault of --into, which has it no more')
    .option(
      '--custodian <address>',
      'with --record: who is to look after it; those who did unless it is given',
    )
    .option('--at <id>', 'which backup; the last unless it is given')
    .option('--json', 'write machine-readable output, and nothing else, to standard output')
    .action((options: RestoreOptions) => restore(options, io));
}

async function restore(options: RestoreOptions, io: Io): Promise<void> {
  const { from, identity, into, at, config } = options;
  const isDatabase = isPostgresUrl(into);
  const settings = readSettings(
    {
      ...(isDatabase ? { database: into } : { data: into, database: undefined }),
      ...(isDatabase && options.data !== undefined && { data: options.data }),
      ...(config !== undefined && { config }),
    },
    isDatabase ? io : { ...io, env: { ...io.env, KEEPWELL_DATABASE: '' } },
  );
  if (options.record !== undefined) return bringBack(options, options.record, settings, io);
  const { findRunning } = await import('../running.ts');
  if (findRunning(settings.data))
    throw new Failure(
      `The vault in ${settings.data} is served. A backup is restored into a folder without a vault.`,
    );
  const { readIdentityFile, restoreVault } = await import('../restores.ts');
  const identities = readOrRefuse('--identity', () => readIdentityFile(identity));
  const work = watchWork(io, 'What was begun is no vault yet: the same command begins anew.');
  try {
    const { manifest, files, erased, hasKey } = await restoreVault(settings, {
      from,
      identities,
      at,
      now: Date.now(),
      watcher: work.ofBackup('Restoring'),
    });
    work.end();
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const moment = new Date(manifest.snapshotAt).toISOString();
    print(
      io,
      options,
      { id: manifest.id, snapshotAt: moment, rows, records: manifest.records.count, files, erased, hasKey },
      [
        `Restored ${manifest.id}, the vault as it was at ${moment}: ${rows} rows, ${manifest.records.count} records, ${files.parts} parts of files, the same as was promised.`,
        ...(erased > 0
          ? [
              `${erased} of these records were removed for good since, with their keys: nothing of them is there.`,
            ]
          : []),
        `Everybody signs in again. Access that people took away after ${moment}, from apps and from each other, is back, and so are passkeys, recovery codes and secret addresses that were used up or removed since: ask them to look through their settings.`,
        ...(files.missing > 0 ? [`The vault had lost ${files.missing} parts of files before.`] : []),
        hasKey
          ? `Its key is ${settings.masterKey.kind === 'given' ? `what ${settings.masterKey.from} gives` : `in ${settings.data}`}. Settings and signature-trust are not part of a backup: bring them there.`
          : `Its key is not there: this identity does not open the one of the backup. Bring keepwell.key to ${settings.data}.`,
      ],
    );
  } finally {
    work.end();
  }
}

async function bringBack(options: RestoreOptions, record: string, settings: Config, io: Io): Promise<void> {
  const { from, identity, at, custodian } = options;
  const recordId = readAppId(record, '--record');
  const { bringBackRecord, readIdentityFile } = await import('../restores.ts');
  const identities = readOrRefuse('--identity', () => readIdentityFile(identity));
  const work = watchWork(io, 'What was begun is no record yet: the same command begins anew.');
  try {
    const watcher = work.ofBackup('Restoring');
    const given = {
      data: settings.data,
      ...(options.config !== undefined && { config: options.config }),
    };
    const env =
      settings.database === undefined ? io.env : { ...io.env, KEEPWELL_DATABASE: settings.database };
    const restored = await useVault(given, { ...io, env }, vault =>
      bringBackRecord(vault, settings, { from, identities, at, recordId, custodian, watcher }),
    );
    work.end();
    print(io, options, { record: recordId, ...restored }, [
      `The record is there again: ${restored.items} items, ${restored.fileParts} files, looked after by ${restored.custodianIds.length} people. Applications are to be let in anew.`,
    ]);
  } finally {
    work.end();
  }
}
