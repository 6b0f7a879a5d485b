// Opens the store of a vault: the file in its data folder, or the database that its settings name. Only what is needed
// is loaded.
import type { Config } from './config.ts';
import type { Store } from './core/store.ts';
import { databaseFile } from './data-folder.ts';
import type { TakeTurn } from './storage/dialects/sqlite.ts';

/** @param takeTurn among processes that write the file */
export async function openStore(
  { data, database }: Pick<Config, 'data' | 'database'>,
  takeTurn?: TakeTurn,
): Promise<Store> {
  if (database === undefined) {
    const { openSqlite } = await import('./storage/dialects/sqlite.ts');
    return openSqlite({ file: databaseFile(data), takeTurn });
  }
  const { openPostgres } = await import('./storage/dialects/postgres/store.ts');
  return openPostgres({ url: database });
}
