// Mail by Direct: addresses of people, what came, and what they say of senders.
import type {
  DirectFolder,
  DirectInboxReader,
  DirectInboxWriter,
  HeldMail,
  StoredMail,
} from '../core/direct/inbox/ports.ts';
import { getRow, type Sql, toNull, toUndefined } from './sql.ts';

interface MailRow {
  id: string;
  person_id: string;
  hash: Buffer;
  sender_hash: Buffer;
  folder: DirectFolder;
  is_verified: number;
  is_read: number;
  at: number;
  moved_at: number;
  blob_id: string;
  bytes: number;
  thing_id: string | null;
  sealed: Buffer;
}

export function openDirectInbox(sql: Sql): DirectInboxReader & DirectInboxWriter {
  return {
    ...{ ...addresses(sql), ...mails(sql), ...changes(sql), ...senders(sql), ...openHeld(sql) },
    ...claims(sql),
  };
}

type Addresses = Pick<
  DirectInboxReader,
  'addressByHash' | 'addressOf' | 'countAddresses' | 'withoutAddress'
> &
  Pick<DirectInboxWriter, 'putAddress'>;

function addresses(sql: Sql): Addresses {
  return {
    async addressByHash(hash) {
      const text = 'SELECT person_id FROM direct_address WHERE hash = ?';
      const row = await sql.get<{ person_id: string | null }>(text, hash);
      return row && { personId: toUndefined(row.person_id) };
    },
    async addressOf(personId) {
      const row = await sql.get<{ sealed: Buffer | null }>(
        'SELECT sealed FROM direct_address WHERE person_id = ? AND is_current = 1',
        personId,
      );
      return row?.sealed ? { personId, sealed: row.sealed } : undefined;
    },
    async countAddresses(personId) {
      return count(sql, 'direct_address WHERE person_id = ?', personId);
    },
    async withoutAddress(limit) {
      const rows = await sql.all<{ id: string }>(
        `SELECT p.id FROM person p WHERE p.state = 'active'
         AND NOT EXISTS (SELECT 1 FROM direct_address d WHERE d.person_id = p.id) LIMIT ? + 0`,
        limit,
      );
      return rows.map(({ id }) => id);
    },
    async putAddress(personId, { hash, sealed, at }) {
      const put = await sql.run(
        `INSERT INTO direct_address (hash, person_id, sealed, is_current, at) VALUES (?, ?, ?, 1, ?)
         ON CONFLICT (hash) DO UPDATE SET is_current = 1, at = excluded.at
         WHERE direct_address.person_id = excluded.person_id`,
        hash,
        personId,
        sealed,
        at,
      );
      if (put === 0) return false;
      await sql.put(
        'UPDATE direct_address SET is_current = 0 WHERE person_id = ? AND hash <> ?',
        personId,
        hash,
      );
      return true;
    },
  };
}

type Mails = Pick<
  DirectInboxReader,
  'mail' | 'hasMail' | 'list' | 'ofSender' | 'held' | 'countUnread' | 'countIn' | 'lastReceivedAt' | 'lyingIn'
>;

function mails(sql: Sql): Mails {
  return {
    async mail(personId, id) {
      const text = 'SELECT * FROM direct_mail WHERE person_id = ? AND id = ?';
      const row = await sql.get<MailRow>(text, personId, id);
      return row && toMail(row);
    },
    async hasMail(personId, hash) {
      return (await count(sql, 'direct_mail WHERE person_id = ? AND hash = ?', personId, hash)) > 0;
    },
    async list(personId, folder, after, limit) {
      const rows = await sql.all<MailRow>(
        `SELECT * FROM direct_mail WHERE person_id = ? AND folder = ?
         ${after ? 'AND (at, id) < (?, ?)' : ''} ORDER BY at DESC, id DESC LIMIT ? + 0`,
        ...[personId, folder],
        ...(after ? [after.at, after.id] : []),
        limit,
      );
      return rows.map(toMail);
    },
    async ofSender(personId, senderHash, folder, limit) {
      const rows = await sql.all<MailRow>(
        `SELECT * FROM direct_mail WHERE person_id = ? AND sender_hash = ? AND folder = ? AND is_verified = 1
         ORDER BY at, id LIMIT ? + 0`,
        personId,
        senderHash,
        folder,
        limit,
      );
      return rows.map(toMail);
    },
    async held(personId, isVerified) {
      const row = await getRow<{ count: number; bytes: number }>(
        sql,
        `SELECT COUNT(*) AS count, COALESCE(SUM(bytes), 0) AS bytes FROM direct_mail
         WHERE person_id = ? AND is_verified = ?`,
        personId,
        isVerified ? 1 : 0,
      );
      return { count: Number(row.count), bytes: Number(row.bytes) };
    },
    async countUnread(personId) {
      return count(sql, "direct_mail WHERE person_id = ? AND folder = 'inbox' AND is_read = 0", personId);
    },
    async countIn(personId, folder) {
      return count(sql, 'direct_mail WHERE person_id = ? AND folder = ?', personId, folder);
    },
    async lastReceivedAt() {
      const row = await getRow<{ at: number | null }>(sql, 'SELECT MAX(at) AS at FROM direct_mail');
      return row.at === null ? undefined : Number(row.at);
    },
    async lyingIn(folder, before, limit) {
      const rows = await sql.all<MailRow>(
        `SELECT * FROM direct_mail WHERE folder = '${folder}' AND moved_at < ? ORDER BY moved_at LIMIT ? + 0`,
        before,
        limit,
      );
      return rows.map(toMail);
    },
  };
}

function changes(sql: Sql): Pick<DirectInboxWriter, 'insert' | 'update' | 'remove'> {
  return {
    async insert(mail) {
      const put = await sql.run(
        `INSERT INTO direct_mail (id, person_id, hash, sender_hash, folder, is_verified, is_read, at, moved_at,
           blob_id, bytes, thing_id, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (person_id, hash) DO NOTHING`,
        mail.id,
        mail.personId,
        mail.hash,
        mail.senderHash,
        mail.folder,
        mail.isVerified ? 1 : 0,
        mail.isRead ? 1 : 0,
        mail.at,
        mail.movedAt,
        mail.blobId,
        mail.bytes,
        toNull(mail.thingId),
        mail.sealed,
      );
      return put === 1;
    },
    async update({ id, personId, folder, isRead, movedAt, thingId, sealed }) {
      await sql.put(
        `UPDATE direct_mail SET folder = ?, is_read = ?, moved_at = ?, thing_id = ?, sealed = ?
         WHERE person_id = ? AND id = ?`,
        folder,
        isRead ? 1 : 0,
        movedAt,
        toNull(thingId),
        sealed,
        personId,
        id,
      );
    },
    async remove(personId, id) {
      await sql.put('DELETE FROM direct_mail WHERE person_id = ? AND id = ?', personId, id);
    },
  };
}

function claims(sql: Sql): Pick<DirectInboxWriter, 'claimContent' | 'dropClaims'> {
  return {
    async claimContent({ keyHash, readerHash, transaction, at }) {
      const given = await sql.all<{ reader_hash: Buffer; transaction_id: string }>(
        'SELECT reader_hash, transaction_id FROM direct_claim WHERE key_hash = ?',
        keyHash,
      );
      const isTheirs = given.some(
        one => one.transaction_id === transaction || readerHash.equals(one.reader_hash),
      );
      if (given.length > 0 && !isTheirs) return false;
      await sql.put(
        `INSERT INTO direct_claim (key_hash, reader_hash, transaction_id, at) VALUES (?, ?, ?, ?)
         ON CONFLICT (key_hash, reader_hash) DO NOTHING`,
        keyHash,
        readerHash,
        transaction,
        at,
      );
      return true;
    },
    async dropClaims(before) {
      await sql.put('DELETE FROM direct_claim WHERE at < ?', before);
    },
  };
}

type Senders = Pick<DirectInboxReader, 'sender' | 'countSenders'> &
  Pick<DirectInboxWriter, 'putSender' | 'dropSender'>;

function senders(sql: Sql): Senders {
  return {
    async sender(personId, hash) {
      const text = 'SELECT standing FROM direct_sender WHERE person_id = ? AND hash = ?';
      return (await sql.get<{ standing: 'accepted' | 'refused' }>(text, personId, hash))?.standing;
    },
    countSenders: personId => count(sql, 'direct_sender WHERE person_id = ?', personId),
    async putSender(personId, { hash, sealed, standing, at }) {
      await sql.put(
        `INSERT INTO direct_sender (person_id, hash, standing, sealed, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (person_id, hash) DO UPDATE SET standing = excluded.standing, at = excluded.at`,
        personId,
        hash,
        standing,
        sealed,
        at,
      );
    },
    async dropSender(personId, hash) {
      await sql.put('DELETE FROM direct_sender WHERE person_id = ? AND hash = ?', personId, hash);
    },
  };
}

interface HeldRow {
  id: string;
  hash: Buffer;
  code_hash: Buffer;
  at: number;
  wrong_answers: number;
  blob_id: string;
  bytes: number;
  sealed: Buffer;
}

type Held = Pick<
  DirectInboxReader & DirectInboxWriter,
  | 'hasHeld'
  | 'heldByCode'
  | 'heldById'
  | 'heldInAll'
  | 'heldBefore'
  | 'insertHeld'
  | 'countAnswer'
  | 'removeHeld'
>;

function openHeld(sql: Sql): Held {
  const find = async (where: string, value: string | Buffer) => {
    const row = await sql.get<HeldRow>(`SELECT * FROM direct_held WHERE ${where} = ?`, value);
    return row && toHeld(row);
  };
  return {
    hasHeld: async hash => (await count(sql, 'direct_held WHERE hash = ?', hash)) > 0,
    heldByCode: codeHash => find('code_hash', codeHash),
    heldById: id => find('id', id),
    async heldInAll() {
      const text = 'SELECT COUNT(*) AS count, COALESCE(SUM(bytes), 0) AS bytes FROM direct_held';
      const row = await getRow<{ count: number; bytes: number }>(sql, text);
      return { count: Number(row.count), bytes: Number(row.bytes) };
    },
    async heldBefore(time, limit) {
      const text = 'SELECT * FROM direct_held WHERE at < ? ORDER BY at LIMIT ? + 0';
      return (await sql.all<HeldRow>(text, time, limit)).map(toHeld);
    },
    async insertHeld(held) {
      const put = await sql.run(
        `INSERT INTO direct_held (id, hash, code_hash, at, wrong_answers, blob_id, bytes, sealed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
        held.id,
        held.hash,
        held.codeHash,
        held.at,
        held.wrongAnswers,
        held.blobId,
        held.bytes,
        held.sealed,
      );
      return put === 1;
    },
    async countAnswer(id, wrongAnswers) {
      await sql.put('UPDATE direct_held SET wrong_answers = ? WHERE id = ?', wrongAnswers, id);
    },
    async removeHeld(id) {
      await sql.put('DELETE FROM direct_held WHERE id = ?', id);
    },
  };
}

function toHeld(row: HeldRow): HeldMail {
  return {
    id: row.id,
    hash: row.hash,
    codeHash: row.code_hash,
    at: Number(row.at),
    wrongAnswers: Number(row.wrong_answers),
    blobId: row.blob_id,
    bytes: Number(row.bytes),
    sealed: row.sealed,
  };
}

/** Of somebody whose account goes for good. Their mail's bytes go by the sweep of blobs. */
export async function purgeDirectInbox(sql: Sql, personId: string): Promise<void> {
  await sql.put(
    'UPDATE blob SET expires_at = 0 WHERE id IN (SELECT blob_id FROM direct_mail WHERE person_id = ?)',
    personId,
  );
  await sql.put('DELETE FROM direct_mail WHERE person_id = ?', personId);
  await sql.put('DELETE FROM direct_sender WHERE person_id = ?', personId);
  await sql.put(
    'UPDATE direct_address SET person_id = NULL, sealed = NULL, is_current = 0 WHERE person_id = ?',
    personId,
  );
}

async function count(sql: Sql, where: string, ...values: (string | Buffer)[]): Promise<number> {
  return Number((await getRow<{ n: number }>(sql, `SELECT COUNT(*) AS n FROM ${where}`, ...values)).n);
}

function toMail(row: MailRow): StoredMail {
  return {
    id: row.id,
    personId: row.person_id,
    hash: row.hash,
    senderHash: row.sender_hash,
    folder: row.folder,
    isVerified: Number(row.is_verified) === 1,
    isRead: Number(row.is_read) === 1,
    at: Number(row.at),
    movedAt: Number(row.moved_at),
    blobId: row.blob_id,
    bytes: Number(row.bytes),
    thingId: toUndefined(row.thing_id),
    sealed: row.sealed,
  };
}
