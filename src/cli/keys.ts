// `keepwell encrypt` and `keepwell keys`: the keys of a vault, served or not.
import { setTimeout as pause } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import type { Config } from '../config.ts';
import type { Vault } from '../core/vault.ts';
import { databaseFile } from '../data-folder.ts';
import type { KeyStatus, KeyWork } from '../storage/sealing/change-keys.ts';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { showRows } from './db-progress.ts';
import { Failure, UsageError } from './explain.ts';
import { masterPlaces, prepareOther } from './keys-place.ts';
import { useVault } from './vault.ts';

interface RotateOptions extends CommonOptions {
  readonly master?: boolean;
  readonly to?: string;
  readonly keyLabel?: string;
  readonly records?: boolean;
  readonly record?: string;
  readonly resume?: boolean;
}

export function addKeys(parent: Command, io: Io): void {
  addCommand(
    parent,
    'encrypt',
    'Encrypts a vault from before vaults were encrypted; may be broken off and goes on.',
  ).action((options: CommonOptions) => encrypt(options, io));
  const keys = parent.command('keys').description('The keys that a vault is encrypted with.');
  addCommand(keys, 'status', 'Says which keys there are and what they seal.').action(
    (options: CommonOptions) => status(options, io),
  );
  addCommand(keys, 'rotate', 'Puts new keys in the place of those there are, while the vault is served.')
    .option('--master', 'another master key, and another key of the vault')
    .addOption(
      new Option('--to <place>', 'where the other master key is; where it was unless it is given').choices(
        masterPlaces,
      ),
    )
    .option(
      '--key-label <label>',
      'with a token: the label of the other key; that of masterToken unless given',
    )
    .option('--records', 'another key for each record')
    .option('--record <id>', 'another key for one record')
    .option('--resume', 'no other key: go on with what was broken off')
    .action((options: RotateOptions) => rotate(options, io));
}

async function encrypt(options: CommonOptions, io: Io): Promise<void> {
  const { encryptRows, readKeyStatus } = await import('../storage/sealing/change-keys.ts');
  const { encryptBlobs } = await import('../storage/sealing/encrypt-blobs.ts');
  const { isBackupUnderWay } = await import('../core/backup/hold.ts');
  await useKeys(options, io, async (work, vault, _, isServed) => {
    if (await vault.store.read(isBackupUnderWay))
      throw new Failure('A backup is under way. Do this again when it is done.');
    const before = await readKeyStatus(work.database);
    const rows = await encryptRows(work);
    const files = await encryptBlobs(work, vault.blobs.kept ?? vault.blobs);
    const after = await readKeyStatus(work.database);
    const isWrittenAnew = !isServed && ((await work.database.writeAnew?.()) ?? false);
    print(io, options, { rows, files, before, after, isWrittenAnew }, [
      `The vault is encrypted: ${rows} rows and ${files} files were sealed now.`,
      ...sayPlain(after),
      isWrittenAnew
        ? 'The database was written anew, so that no page of it and of its log has what was there before.'
        : 'What was there before may stand in free pages of the database and in its log: stop the server, and encrypt once more (SQLite), or VACUUM FULL (PostgreSQL).',
      'It may stand in parts of the disk that are free, and in earlier backups: docs/encryption.md.',
    ]);
  });
}

async function rotate(options: RotateOptions, io: Io): Promise<void> {
  const { master = false, records = false, record, resume = false } = options;
  if ([master, records, record !== undefined, resume].filter(Boolean).length !== 1)
    throw new UsageError('Say which: --master, --records, --record ID, or --resume.');
  if ((options.to !== undefined || options.keyLabel !== undefined) && !master)
    throw new UsageError('--to and --key-label go with --master.');
  const { readKeyStatus, resealToEnd, rotateMaster, rotateRecords } = await import(
    '../storage/sealing/change-keys.ts'
  );
  await useKeys(options, io, async (work, _, config) => {
    const { current, masterId } = await readKeyStatus(work.database);
    if (current === undefined)
      throw new Failure('This vault is not encrypted: `keepwell encrypt` does that.');
    const other = master ? await prepareOther(options, { config, io, masterId }) : undefined;
    const rows = other
      ? await rotateMaster(work, other.make)
      : resume
        ? await resealToEnd(work)
        : await rotateRecords({ ...work, recordId: record });
    print(io, options, { rows, ...(await readKeyStatus(work.database)) }, [
      `${rows} rows were sealed anew.`,
      ...(other
        ? [
            `The master key is another: ${other.said}`,
            'Run `keepwell backup` now: the earlier backups open with their recovery keys alone, and drills fail until there is a new one.',
          ]
        : []),
    ]);
  });
}

async function status(options: CommonOptions, io: Io): Promise<void> {
  const { readKeyStatus } = await import('../storage/sealing/change-keys.ts');
  const { findLeftKey, sayMasterPlace } = await import('../vault-key.ts');
  await useKeys(options, io, async ({ database }, _, config) => {
    const status = await readKeyStatus(database);
    const place = sayMasterPlace(config, status.masterId);
    const found = { ...status, masterPlace: place };
    const left = findLeftKey(config, status.masterId);
    print(io, options, found, [
      found.current === undefined
        ? 'This vault is not encrypted: `keepwell encrypt` does that.'
        : `The vault is encrypted. Its key ${found.current} of ${found.vaultKeys} seals; the master key is ${found.masterId}, in ${place}.`,
      ...(left === undefined ? [] : [`${left} is none of its keys any more: remove it.`]),
      `Records: ${found.records}, of which ${found.records - found.plainRecords} have keys.`,
      ...sayPlain(found),
      ...(found.behind > 0
        ? [
            `${found.behind} keys of records are wrapped by an earlier one: \`keepwell keys rotate --resume\`.`,
          ]
        : []),
    ]);
  });
}

function sayPlain({ plainVersions, plainFiles }: KeyStatus): string[] {
  return plainVersions + plainFiles === 0
    ? []
    : [`${plainVersions} versions of items and ${plainFiles} files are not sealed.`];
}

async function useKeys(
  options: CommonOptions,
  io: Io,
  run: (work: KeyWork, vault: Vault, config: Config, isServed: boolean) => Promise<void>,
): Promise<void> {
  const { KeyRing } = await import('../storage/sealing/key-ring.ts');
  const { sealingLimits } = await import('../storage/sealing/limits.ts');
  const { openForCopy } = await import('../storage/copy/places.ts');
  const { waitForFollowers } = await import('../storage/sealing/followers.ts');
  const { findRunning } = await import('../running.ts');
  const ring = new KeyRing();
  const progress = showRows(io);
  await useVault(
    options,
    io,
    async (vault, config) => {
      const { data, database: url } = config;
      const database = await openForCopy(url === undefined ? { file: databaseFile(data) } : { url }, 'write');
      const isServed =
        findRunning(data) !== undefined ||
        (url !== undefined && (await vault.store.read(db => db.leases.held())).length > 0);
      const waitFor = async (ms: number) => {
        if (isServed) await pause(ms);
      };
      try {
        await run(
          {
            database,
            ring,
            now: vault.clock.now(),
            pause: async () => (isServed ? waitForFollowers(vault.store) : undefined),
            pauseForReaders: () => waitFor(sealingLimits.plainPartsKeptMs),
            watcher: { onSlice: (table, rows) => progress.onSlice(table, rows) },
          },
          vault,
          config,
          isServed,
        );
      } finally {
        progress.end();
        await database.close();
      }
    },
    { ring },
  );
}
