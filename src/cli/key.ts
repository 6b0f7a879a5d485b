// `keepwell key replace`: goes on without the key of a vault, when that is lost for good.
import { existsSync, renameSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { databaseFile, hasDatabase, keyFile } from '../data-folder.ts';
import { addCommand, type CommonOptions, type Io, print, readVaultConfig } from './command.ts';
import { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';

interface ReplaceOptions extends CommonOptions {
  readonly yes?: boolean;
}

export function addKey(parent: Command, io: Io): void {
  const key = parent.command('key').description('The key that seals the secrets of a vault.');
  addCommand(
    key,
    'replace',
    'Says what is lost with a key that is lost; with --yes goes on without it, with a new one.',
  )
    .option('--yes', 'do it')
    .action((options: ReplaceOptions) => replace(options, io));
}

async function replace(options: ReplaceOptions, io: Io): Promise<void> {
  const config = readVaultConfig(options, io);
  const { data } = config;
  if (!hasDatabase(data)) throw new Failure(`There is no vault in ${data}. Name its folder with --data.`);
  const lost = await lossIn(data);
  if (options.yes) await replaceKey(config);
  const lines = [
    ...(lost.length === 0 ? ['Nothing is sealed with it.'] : lost),
    options.yes
      ? `The vault has a new key: ${keyFile(data)}. Back it up.`
      : 'Nothing was changed. If there is no backup of the key, stop the server and do this again with --yes.',
  ];
  print(io, options, { lost, replaced: options.yes === true }, lines);
}

/** @throws Failure when the key is there and the right one */
async function lossIn(data: string): Promise<string[]> {
  const { ForeignKey, listLosses, findSeal } = await import('../core/seals/seals.ts');
  const { openKeys } = await import('../storage/keys.ts');
  await using look = new VaultLook(data);
  const { db } = await look.examined();
  if (!db) throw new Failure('An older Keepwell wrote this vault. Use that version to replace its key.');
  if (existsSync(keyFile(data))) {
    try {
      await findSeal(db, openKeys(keyFile(data)));
      throw new Failure(`${keyFile(data)} is the key of this vault, and nothing is lost.`);
    } catch (error) {
      if (!(error instanceof ForeignKey)) throw error;
    }
  }
  return await listLosses(db);
}

async function replaceKey({ data }: Config): Promise<void> {
  const { randomBytes, randomUUID } = await import('node:crypto');
  const { holdFolder } = await import('../running.ts');
  const { replaceSeal } = await import('../core/seals/seals.ts');
  const { makeKeys } = await import('../storage/keys.ts');
  const { openSqlite } = await import('../storage/dialects/sqlite.ts');
  const hold = holdFolder(data);
  try {
    const file = keyFile(data);
    if (existsSync(file)) renameSync(file, `${file}.${Date.now()}`);
    const keys = makeKeys(file);
    const store = await openSqlite({ file: databaseFile(data) });
    await replaceSeal(store, keys, { guid: randomUUID, bytes: randomBytes });
    await store.close();
  } finally {
    hold.release();
  }
}
