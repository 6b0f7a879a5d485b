// `keepwell key replace`: goes on without the key of a vault, when that is lost for good.
import { existsSync, renameSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { keyFile } from '../data-folder.ts';
import { openStore } from '../open-store.ts';
import { addCommand, type CommonOptions, type Io, print, readVaultConfig } from './command.ts';
import { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';
import { sayNoVault } from './vault.ts';

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
  const { sayMasterPlace } = await import('../vault-key.ts');
  const lost = await lossIn(config);
  if (options.yes) await replaceKey(config);
  const lines = [
    ...(lost.length === 0 ? ['Nothing is sealed with it.'] : lost),
    options.yes
      ? `The vault has a new key: ${sayMasterPlace(config)}. Back it up.`
      : 'Nothing was changed. If there is no backup of the key, stop the server and do this again with --yes.',
  ];
  print(io, options, { lost, replaced: options.yes === true }, lines);
}

/** @throws Failure when the key is there and the right one */
async function lossIn(config: Config): Promise<string[]> {
  const { ForeignKey, listLosses, findSeal } = await import('../core/seals/seals.ts');
  const { isEncrypted, sayMasterPlace, tryKeys } = await import('../vault-key.ts');
  await using look = new VaultLook(config);
  const found = await look.examined();
  if (!found) throw new Failure(sayNoVault(config));
  const { db } = found;
  if (!db) throw new Failure('An older Keepwell wrote this vault. Use that version to replace its key.');
  const isOurs = await tryKeys(config, ring => findSeal(db, ring)).catch(error => {
    if (!(error instanceof ForeignKey)) throw error;
  });
  if (isOurs) throw new Failure(`${sayMasterPlace(config)} is the key of this vault, and nothing is lost.`);
  if (isEncrypted(await db.seals.vaultKeys()))
    throw new Failure(
      'This vault is encrypted: without its master key nobody can read it, and there is nothing to go on with. Restore the key from where it was kept, or the vault from a backup, which has the key.',
    );
  return await listLosses(db);
}

async function replaceKey(config: Config): Promise<void> {
  const { data, masterKey } = config;
  const { randomBytes, randomUUID } = await import('node:crypto');
  const { holdFolder } = await import('../running.ts');
  const { replaceSeal } = await import('../core/seals/seals.ts');
  const { makeKeys, takeKey } = await import('../storage/keys.ts');
  const hold = holdFolder(data);
  try {
    const store = await openStore(config);
    try {
      // Nodes elsewhere would go on with the key they have.
      const isServed = config.database !== undefined && (await store.read(db => db.leases.held())).length > 0;
      if (isServed) throw new Failure('The vault is served. Stop all its nodes, and do this again.');
      const file = keyFile(data);
      if (existsSync(file)) renameSync(file, `${file}.${Date.now()}`);
      const keys = masterKey.kind === 'given' ? takeKey(masterKey.key) : makeKeys(file);
      await replaceSeal(store, keys, { guid: randomUUID, bytes: randomBytes });
    } finally {
      await store.close();
    }
  } finally {
    hold.release();
  }
}
