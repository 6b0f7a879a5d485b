// The keys of a vault as a backup has them. The key of a vault to its backups is derived of one that stays when the master key is
// changed: so who has the master key opens what was written before it too, of which a later backup is made as well.
import { getOf } from '../../assume.ts';
import { ForeignKey } from '../../core/seals/foreign-key.ts';
import { isTokenId } from '../../core/seals/master-place.ts';
import type { LockedKeys, VaultKeyRow } from '../../core/seals/ports.ts';
import type { Keys } from '../../core/world.ts';
import { readValues, writeValues } from '../copy/rows.ts';
import { readKeyRing, writeKeyText } from '../keys.ts';
import { makeMaster } from '../sealing/master.ts';
import { drawKey } from '../sealing/xaes.ts';
import type { SqlValue } from '../sql.ts';
import { type Identity, makeIdentity } from './age-keys.ts';
import { type KeyTable, readKeysObject } from './keys-object.ts';
import type { Target } from './target.ts';

/** The vault's own key to its backups, by which they are proven without the operator. */
export function deriveIdentity(keys: Keys): Identity {
  return makeIdentity(keys.derive('backup identity'));
}

/** @param keyText what stands in the key file @throws ForeignKey where it is another's */
export async function openKeyTables(keyText: string, tables: readonly KeyTable[]): Promise<Keys> {
  const ring = readKeyRing(keyText);
  await ring.unlock(listVaultKeys(tables));
  return ring;
}

/** These, and where one of them opens the keys of the vault, that of the vault. */
export async function joinOwn(target: Target, identities: readonly Identity[]): Promise<Identity[]> {
  const found = await readKeysObject(target, identities).catch(() => undefined);
  if (found?.vaultKey === undefined) return [...identities];
  try {
    return [...identities, deriveIdentity(await openKeyTables(found.vaultKey, found.tables ?? []))];
  } catch (error) {
    if (!(error instanceof ForeignKey)) throw error;
    return [...identities];
  }
}

/** Does a token wrap the keys of the vault? */
export function isOfToken(tables: readonly KeyTable[]): boolean {
  return listVaultKeys(tables).some(({ masterId }) => isTokenId(masterId));
}

/**
 * Keys that a token wraps, wrapped by one that is drawn for this backup and stands in it alone: so it opens without the token, as
 * one that is lost or broken must not take the data along.
 * @throws ForeignKey
 */
export async function wrapForBackup(
  keys: LockedKeys,
  tables: readonly KeyTable[],
): Promise<{ vaultKey: string; tables: readonly KeyTable[] }> {
  const drawn = drawKey();
  const wrapped = await keys.wrapElse(listVaultKeys(tables), makeMaster(drawn));
  return {
    vaultKey: writeKeyText(drawn),
    tables: tables.map(table =>
      table.name === vaultKeyTable ? replaceRows(table, new Map(wrapped.map(row => [row.id, row]))) : table,
    ),
  };
}

function replaceRows(table: KeyTable, kept: ReadonlyMap<number, VaultKeyRow>): KeyTable {
  const { columns, rows } = table;
  const place = columns.indexOf('id');
  return {
    ...table,
    rows: rows.map(text => {
      const values = readValues(text);
      const { masterId, wrapped } = getOf(kept, Number(values[place]));
      const changed: Record<string, SqlValue> = { master_id: masterId, wrapped };
      return writeValues(values.map((value, at) => changed[columns[at] ?? ''] ?? value));
    }),
  };
}

const vaultKeyTable = 'vault_key';

function listVaultKeys(tables: readonly KeyTable[]): VaultKeyRow[] {
  const table = tables.find(({ name }) => name === vaultKeyTable);
  if (!table) return [];
  const { columns, rows } = table;
  return rows.map(text => {
    const values = readValues(text);
    const of = (name: string) => values[columns.indexOf(name)];
    return {
      id: Number(of('id')),
      masterId: String(of('master_id')),
      wrapped: of('wrapped') as Buffer,
      madeAt: Number(of('made_at')),
      isReady: Number(of('is_ready')) === 1,
    };
  });
}
