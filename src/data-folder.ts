// What a data folder tells beside the database: what lies where in it, and whether it went into production.
// Written by main.ts, read by config.ts and the command line.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const productionFile = 'production';

export const keyFile = (data: string) => join(data, 'keepwell.key');
/** A key that is about to take the place of the one there is. */
export const newKeyFile = (data: string) => `${keyFile(data)}.new`;
/** Notes the PIN of a token that was refused. */
export const refusedPinFile = (data: string) => join(data, 'token-pin-refused');
/** Locked by who logs in to a token. */
export const tokenLockFile = (data: string) => join(data, 'token.lock');
export const databaseFile = (data: string) => join(data, 'keepwell.db');
export const blobsFolder = (data: string) => join(data, 'blobs');

/** A file without a byte is what a first start left that was cut off. */
export function hasDatabase(data: string): boolean {
  const file = databaseFile(data);
  return existsSync(file) && statSync(file).size > 0;
}

/** Does the folder show that there was a database, though there is none? */
export function hasLostDatabase(data: string): boolean {
  if (hasDatabase(data)) return false;
  const blobs = blobsFolder(data);
  return isProduction(data) || (existsSync(blobs) && readdirSync(blobs).length > 0);
}

/** A vault that has been in production never becomes a sandbox, whatever the settings say. */
export function isProduction(data: string): boolean {
  return existsSync(join(data, productionFile));
}

export function markProduction(data: string): void {
  if (isProduction(data)) return;
  writeFileSync(
    join(data, productionFile),
    'This vault has been in production. It is never opened as a sandbox.\n',
    { mode: 0o600 },
  );
}
