// What a vault needs beside its database, told when that was copied: whether the settings that it will be served with
// find its key and its files.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { explainBlobError, noAnswer } from '../blob-place.ts';
import type { Config } from '../config.ts';
import type { Reader } from '../core/store.ts';
import { blobsFolder, databaseFile, keyFile } from '../data-folder.ts';
import type { CopyDatabase } from '../storage/copy/database.ts';
import type { DatabasePlace } from '../storage/copy/places.ts';

export interface Copied {
  /** What the copy will be served with. */
  readonly config: Config;
  readonly from: DatabasePlace;
  readonly to: DatabasePlace;
  readonly target: CopyDatabase;
}

export async function listCompanions({ config, from, to, target }: Copied): Promise<string[]> {
  const { openReader } = await import('../storage/tables.ts');
  const db = openReader(target.sql, target.dialect);
  const folder = 'file' in from ? dirname(from.file) : undefined;
  return [
    await sayKey(db, config, folder),
    await sayFiles(db, config, folder),
    ...sayDatabase(config, to),
    ...(folder === config.data
      ? []
      : [
          `Settings: keepwell.json, signature-trust and the note "production" of ${folder ?? 'the old data folder'} belong into ${config.data}, too.`,
        ]),
  ];
}

async function sayKey(db: Reader, config: Config, folder: string | undefined): Promise<string> {
  const { ForeignKey, findSeal } = await import('../core/seals/seals.ts');
  const { sayMasterPlace, tryKeys } = await import('../vault-key.ts');
  const file = keyFile(config.data);
  const old = folder === undefined ? 'keepwell.key of the old data folder' : keyFile(folder);
  const mend = `Put ${old} there, readable by its owner only: the vault cannot be served without it.`;
  const { masterKey } = config;
  const name = (masterId?: string) =>
    masterKey.kind === 'given' ? `what ${masterKey.from} gives` : `${sayMasterPlace(config, masterId)}`;
  try {
    const found = await tryKeys(config, ring => findSeal(db, ring));
    if (!found) return `Key: ${file} is not there. ${mend}`;
    return `Key: ${name((await db.seals.vaultKeys()).at(-1)?.masterId)} is the key of this vault.`;
  } catch (error) {
    if (error instanceof ForeignKey) return `Key: ${name()} is the key of another vault. ${mend}`;
    return `Key: ${(error as Error).message}`;
  }
}

async function sayFiles(
  db: Reader,
  { data, blobStore }: Config,
  folder: string | undefined,
): Promise<string> {
  const { areElsewhere } = await import('../core/blobs/examine.ts');
  const { openBlobStore, sayBlobPlace } = await import('../storage/blob-store.ts');
  if ((await db.blobs.heldParts(undefined, 1)).length === 0) return 'Files: items of this vault hold none.';
  const place = blobStore === 'files' ? blobsFolder(data) : sayBlobPlace(blobStore);
  const old = folder === undefined ? 'blobs of the old data folder' : blobsFolder(folder);
  const missing = `Files: those that items hold are not in ${place}. Copy ${old}, or set blobStore to where they are.`;
  // Opening makes the folder.
  if (blobStore === 'files' && !existsSync(place)) return missing;
  try {
    const isElsewhere = await areElsewhere(db, await openBlobStore(blobStore, blobsFolder(data)));
    return isElsewhere ? missing : `Files: found in ${place}.`;
  } catch (error) {
    return `Files: ${noAnswer(place)} (${explainBlobError(error)})`;
  }
}

/** Whether the settings name the copy. */
function sayDatabase({ data, database }: Config, to: DatabasePlace): string[] {
  if ('url' in to)
    return database === to.url
      ? []
      : ['Database: set KEEPWELL_DATABASE, or database in keepwell.json, to the address of this copy.'];
  return [
    ...(database === undefined
      ? []
      : ['Database: take away KEEPWELL_DATABASE, and database in keepwell.json: this copy is a file.']),
    ...(to.file === databaseFile(data)
      ? []
      : [`Database: a server looks for ${databaseFile(data)}: rename it.`]),
  ];
}
