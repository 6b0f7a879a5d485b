// Opens the store of a vault: the file in its data folder, or the database that its settings name. Only what is needed
// is loaded.
import type { Config } from './config.ts';
import type { Store } from './core/store.ts';
import { databaseFile, hasDatabase } from './data-folder.ts';
import type { TakeTurn } from './storage/dialects/sqlite.ts';
import type { Examined } from './storage/examined.ts';
import type { KeyRing } from './storage/sealing/key-ring.ts';

/** What settings say of where a vault is kept. */
export type StorePlace = Pick<Config, 'data' | 'database'>;

/** And of its master key. */
export type VaultPlace = StorePlace & Pick<Config, 'masterKey'>;

export interface StoreOpening {
  /** Among processes that write the file. */
  readonly takeTurn?: TakeTurn | undefined;
  /** Of whoever reads or writes what people wrote. */
  readonly ring?: KeyRing | undefined;
}

export async function openStore(
  { data, database }: StorePlace,
  { takeTurn, ring }: StoreOpening = {},
): Promise<Store> {
  if (database === undefined) {
    const { openSqlite } = await import('./storage/dialects/sqlite.ts');
    return openSqlite({ file: databaseFile(data), takeTurn, ring });
  }
  const { openPostgres } = await import('./storage/dialects/postgres/store.ts');
  return openPostgres({ url: database, ring });
}

/** Do settings name a vault, or a place where one may be? What a database holds is told by examining it. */
export function mayHaveVault({ data, database }: StorePlace): boolean {
  return database !== undefined || hasDatabase(data);
}

/** The vault as it is, or undefined where there is none. @throws when its database cannot be read */
export async function examineStore(place: StorePlace, ring?: KeyRing): Promise<Examined | undefined> {
  const { data, database } = place;
  if (database !== undefined) {
    const { examinePostgres } = await import('./storage/dialects/postgres/examine.ts');
    return examinePostgres(database, ring);
  }
  if (!hasDatabase(data)) return undefined;
  const { examineSqlite } = await import('./storage/dialects/sqlite-examine.ts');
  return examineSqlite(databaseFile(data), ring);
}
