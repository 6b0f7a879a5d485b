// Where a database lies, as an operator names it.
import { resolve } from 'node:path';
import { isPostgresUrl, readPostgresUrl } from '../dialects/postgres/address.ts';
import type { CopyAccess, CopyDatabase } from './database.ts';

export type DatabasePlace = { readonly file: string } | { readonly url: string };

/**
 * Reads a path, `sqlite:///path/to/keepwell.db` or `postgres://user@host/database`.
 * @throws what is wrong with it, in words for the operator and without a password
 */
export function readDatabasePlace(setting: string): DatabasePlace {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(setting)?.[1];
  if (scheme === undefined) return { file: resolve(setting) };
  if (isPostgresUrl(setting)) return { url: setting };
  const path = /^sqlite:\/\/(\/[^?#]+)$/i.exec(setting)?.[1];
  if (path === undefined) throw new Error(forms);
  return { file: resolve(decodeURIComponent(path)) };
}

const forms =
  'It must be a file, as /path/to/keepwell.db or sqlite:///path/to/keepwell.db, or postgres://user@host:port/database.';

/** Without a password. */
export function sayDatabasePlace(place: DatabasePlace): string {
  return 'file' in place ? place.file : readPostgresUrl(place.url).shown;
}

export async function openForCopy(place: DatabasePlace, access: CopyAccess): Promise<CopyDatabase> {
  if ('file' in place) {
    const { openSqliteForCopy } = await import('../dialects/sqlite-copy.ts');
    return openSqliteForCopy(place.file, access);
  }
  const { openPostgresForCopy } = await import('../dialects/postgres/copy.ts');
  return openPostgresForCopy(place.url, access);
}
