// What a vault has sealed, for tests that read its database by SQL of their own: opened with its key file.
import { openKeys } from '../storage/keys.ts';
import type { ThingTexts } from '../storage/sealing/opened-lately.ts';
import { openTexts } from '../storage/sealing/thing-texts.ts';
import type { Sql } from '../storage/sql.ts';

type Ask = (text: string, ...values: string[]) => Promise<Record<string, unknown>[]>;

export interface SealedRow {
  readonly record_id: string;
  readonly id: string;
  readonly version_stamp: string;
  readonly sealed: unknown;
}

export interface Opened {
  open(row: SealedRow): Promise<ThingTexts>;
  /** As the column has it. */
  hashClientId(recordId: string, clientId: string): Promise<string>;
}

export async function openSealed(ask: Ask, keyFile: string): Promise<Opened> {
  const ring = openKeys(keyFile);
  const rows = await ask('SELECT * FROM vault_key');
  await ring.unlock(
    rows.map(row => ({
      id: Number(row.id),
      masterId: String(row.master_id),
      wrapped: readBytes(row.wrapped),
      madeAt: Number(row.made_at),
      isReady: true,
    })),
  );
  const sql = {
    rows: async (text: string, ...values: string[]) =>
      (await ask(text, ...values)).map(({ generation, vault_key_id, wrapped }) => [
        generation,
        vault_key_id,
        readBytes(wrapped),
      ]),
  } as unknown as Sql;
  return {
    open: async ({ record_id: recordId, id, version_stamp: versionStamp, sealed }) =>
      openTexts(ring, sql, { recordId, id, versionStamp }, readBytes(sealed)),
    async hashClientId(recordId, clientId) {
      const keys = await ring.recordKeys(sql, recordId);
      if (!keys) throw new Error('a record without keys');
      return keys.hash(clientId);
    },
  };
}

/** As better-sqlite3 and pg have them, or as PostgreSQL writes them. */
function readBytes(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(String(value).replace(/^\\x/, ''), 'hex');
}
