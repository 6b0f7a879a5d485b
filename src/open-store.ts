// Opens the store of a vault: the file in its data folder, or the database that its settings name. Only what is needed
// is loaded.
import type { Config } from './config.ts';
import type { Store } from './core/store.ts';
import { databaseFile } from './data-folder.ts';

export async function openStore({ data, database }: Pick<Config, 'data' | 'database'>): Promise<Store> {
  if (database === undefined) {
    const { openSqlite } = await import('./storage/dialects/sqlite.ts');
    return openSqlite({ file: databaseFile(data) });
  }
  const { openPostgres } = await import('./storage/dialects/postgres/store.ts');
  return openPostgres({ url: database });
}
