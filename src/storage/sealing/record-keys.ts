// The keys of records in their table.
import { type Sql, writePlaces } from '../sql.ts';
import type { RecordKeyRow } from './key-ring.ts';

/** Of a key of 32 bytes. */
export const wrappedBytes = 40;

export async function putRecordKeys(
  sql: Sql,
  recordId: string,
  rows: readonly RecordKeyRow[],
): Promise<void> {
  for (const { generation, vaultKeyId, wrapped } of rows)
    await sql.put(
      `INSERT INTO record_key (record_id, generation, vault_key_id, wrapped) VALUES (${writePlaces(4)})`,
      recordId,
      generation,
      vaultKeyId,
      wrapped,
    );
}

/** Says that keys were changed, so that every process that serves the vault takes them anew. Within a transaction. */
export async function tellChange(sql: Sql): Promise<void> {
  await sql.run(
    `INSERT INTO key_change (id, number) VALUES (0, 1)
     ON CONFLICT (id) DO UPDATE SET number = key_change.number + 1`,
  );
}
