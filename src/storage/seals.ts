// By what a vault knows its key, and all that only the key opens.
import type { SealsReader, SealsWriter } from '../core/seals/ports.ts';
import { getRow, type Sql } from './sql.ts';

interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** Which rows still need it; all where it is left out. */
  readonly where?: string;
  /** What they are, for the operator who loses them. */
  readonly loss: string;
  /** What forgets them. */
  readonly forget: readonly string[];
}

const deleted = (table: string) => [`DELETE FROM ${table}`];

/** Whatever else is sealed for rest belongs here: the tests go over the columns of all tables. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'code_app',
    column: 'sealed_secret',
    loss: 'accounts that lose their second step of signing in until it is set up again',
    forget: deleted('code_app'),
  },
  {
    table: 'application',
    column: 'shared_secret',
    where: 'shared_secret IS NOT NULL',
    loss: 'devices that have to be connected again',
    forget: ['UPDATE application SET shared_secret = NULL'],
  },
  {
    table: 'app_session',
    column: 'sealed_secret',
    loss: 'sessions of applications, which open new ones by themselves',
    forget: deleted('app_session'),
  },
  {
    table: 'event_subscription',
    column: 'sealed_key',
    loss: 'subscriptions of applications to events',
    forget: [...deleted('event_parked'), ...deleted('event_lane'), ...deleted('event_subscription')],
  },
  {
    table: 'direct_address',
    column: 'sealed',
    where: 'sealed IS NOT NULL',
    loss: 'addresses of people for Direct; nobody else gets them',
    forget: ['UPDATE direct_address SET person_id = NULL, sealed = NULL, is_current = 0'],
  },
  {
    table: 'direct_held',
    column: 'sealed',
    loss: 'messages by Direct that wait for people who have a code for them',
    forget: [
      'UPDATE blob SET expires_at = 0 WHERE id IN (SELECT blob_id FROM direct_held)',
      ...deleted('direct_held'),
    ],
  },
  {
    table: 'direct_mail',
    column: 'sealed',
    loss: 'messages that came by Direct and are not in a record',
    forget: [
      'UPDATE blob SET expires_at = 0 WHERE id IN (SELECT blob_id FROM direct_mail)',
      ...deleted('direct_mail'),
    ],
  },
  {
    table: 'direct_sender',
    column: 'sealed',
    loss: 'what people said of senders of Direct messages',
    forget: deleted('direct_sender'),
  },
  {
    table: 'fhir_binary',
    column: 'sealed',
    loss: 'files that applications sent by FHIR and that nothing holds yet',
    forget: deleted('fhir_binary'),
  },
  {
    table: 'fhir_subscription',
    column: 'sealed',
    loss: 'subscriptions of applications by FHIR',
    forget: [...deleted('fhir_subscription_event'), ...deleted('fhir_subscription')],
  },
  {
    table: 'mail',
    column: 'sealed_to',
    where: 'sealed_to IS NOT NULL',
    loss: 'mails that wait to be sent',
    forget: ['DELETE FROM mail WHERE sealed_to IS NOT NULL'],
  },
  {
    table: 'mail_letter',
    column: 'sealed',
    loss: 'texts of mails',
    forget: deleted('mail_letter'),
  },
  {
    table: 'mailed_link',
    column: 'sealed',
    where: 'sealed IS NOT NULL',
    loss: 'mailed links by which people open an account or confirm an address',
    forget: ['DELETE FROM mailed_link WHERE sealed IS NOT NULL'],
  },
  {
    table: 'sharing_invitation',
    column: 'sealed_pin',
    loss: 'invitations to records',
    forget: deleted('sharing_invitation'),
  },
  {
    table: 'connect_request',
    column: 'kept_answer',
    where: 'connected_at IS NULL',
    loss: 'people whom an application asked to connect',
    forget: ['DELETE FROM connect_request WHERE connected_at IS NULL'],
  },
  {
    table: 'connect_package',
    column: 'sealed_contents',
    where: 'sealed_contents IS NOT NULL',
    loss: 'packages that wait to be picked up',
    forget: [
      `UPDATE blob SET state = 'dropped', expires_at = 0 WHERE id IN (SELECT blob_id FROM connect_package_blob)`,
      ...deleted('connect_package_blob'),
      ...deleted('connect_package'),
    ],
  },
  {
    table: 'package_receipt',
    column: 'sealed_code',
    loss: 'packages in the reports of those who sent them',
    forget: deleted('package_receipt'),
  },
  {
    table: 'parked',
    column: 'sealed',
    loss: 'forms that applications began to fill in for people',
    forget: deleted('parked'),
  },
  {
    table: 'log_key',
    column: 'sealed',
    where: 'sealed IS NOT NULL',
    loss: 'keys that sign what is published of the log; the next publication makes a new one',
    forget: ['UPDATE log_key SET sealed = NULL'],
  },
  {
    table: 'secret_address',
    column: 'sealed_token',
    where: 'sealed_token IS NOT NULL',
    loss: 'codes on cards of emergency pages, which stay good and cannot be shown again',
    forget: ['UPDATE secret_address SET sealed_token = NULL'],
  },
  {
    table: 'trace',
    column: 'sealed',
    loss: 'calls that developers had traced',
    forget: deleted('trace'),
  },
  {
    table: 'direct_letter',
    column: 'sealed_head',
    loss: 'Direct messages that were sent, or wait to be',
    forget: [...deleted('direct_contents'), ...deleted('direct_copy'), ...deleted('direct_letter')],
  },
  {
    table: 'direct_contents',
    column: 'sealed',
    loss: 'what Direct messages hold that were sent, or wait to be',
    forget: [...deleted('direct_contents'), ...deleted('direct_copy'), ...deleted('direct_letter')],
  },
  {
    table: 'direct_copy',
    column: 'sealed_to',
    loss: 'to whom Direct messages went, or are to go',
    forget: [...deleted('direct_contents'), ...deleted('direct_copy'), ...deleted('direct_letter')],
  },
  {
    table: 'direct_found',
    column: 'sealed',
    loss: 'certificates of others that were found, which are looked up again',
    forget: deleted('direct_found'),
  },
  {
    table: 'smart_row',
    column: 'sealed',
    loss: 'tokens of SMART applications, whose people connect them again',
    forget: [...deleted('smart_row'), ...deleted('smart_grant')],
  },
  {
    table: 'direct_key',
    column: 'sealed',
    loss: 'keys of Direct messages; mail that was encrypted to them cannot be opened any more',
    forget: deleted('direct_key'),
  },
  {
    table: 'smart_key',
    column: 'sealed',
    loss: 'keys that sign who a person is for SMART applications; the next start makes new ones',
    forget: deleted('smart_key'),
  },
];

interface VaultKeyColumns {
  readonly id: number;
  readonly master_id: string;
  readonly wrapped: Buffer;
  readonly made_at: number;
  readonly is_ready: number;
}

export function openSeals(sql: Sql): SealsReader & SealsWriter {
  return {
    async vaultKeys() {
      const rows = await sql.all<VaultKeyColumns>('SELECT * FROM vault_key ORDER BY id');
      return rows.map(row => ({
        id: Number(row.id),
        masterId: row.master_id,
        wrapped: row.wrapped,
        madeAt: Number(row.made_at),
        isReady: Number(row.is_ready) === 1,
      }));
    },
    async keyChange() {
      const { number } = await getRow<{ number: number }>(
        sql,
        'SELECT COALESCE(MAX(number), 0) AS number FROM key_change',
      );
      return Number(number);
    },
    async putVaultKeys(rows) {
      for (const { id, masterId, wrapped, madeAt, isReady } of rows)
        await sql.put(
          'INSERT INTO vault_key (id, master_id, wrapped, made_at, is_ready) VALUES (?, ?, ?, ?, ?)',
          id,
          masterId,
          wrapped,
          madeAt,
          isReady ? 1 : 0,
        );
    },
    async seal() {
      const row = await sql.get<{ vault_id: string; sealed_id: Buffer }>('SELECT * FROM vault_seal');
      return row && { vaultId: row.vault_id, sealedId: row.sealed_id };
    },
    async samples() {
      const found: Buffer[] = [];
      for (const { table, column, where } of sealedColumns) {
        const row = await sql.get<{ sealed: Buffer }>(
          `SELECT ${column} AS sealed FROM ${table}${where ? ` WHERE ${where}` : ''} LIMIT 1`,
        );
        if (row) found.push(row.sealed);
      }
      return found;
    },
    async sealed() {
      const found = [];
      for (const { table, where, loss } of sealedColumns) {
        const row = await getRow<{ n: number }>(
          sql,
          `SELECT COUNT(*) AS n FROM ${table}${where ? ` WHERE ${where}` : ''}`,
        );
        found.push({ count: Number(row.n), loss });
      }
      return found;
    },
    async putSeal({ vaultId, sealedId }) {
      await sql.put('DELETE FROM vault_seal');
      await sql.put('INSERT INTO vault_seal (vault_id, sealed_id) VALUES (?, ?)', vaultId, sealedId);
    },
    async forgetSealed() {
      for (const { forget } of sealedColumns) for (const statement of forget) await sql.put(statement);
    },
  };
}
