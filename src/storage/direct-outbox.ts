// Direct messages that go out: letters, their copies for each recipient, and what was found out of recipients.
import type {
  CopyRow,
  CopyState,
  DirectOutboxReader,
  DirectOutboxWriter,
  DueCopy,
  LetterKind,
  LetterRow,
} from '../core/direct/outbox/ports.ts';
import { type Dialect, getRow, type Sql, toNull } from './sql.ts';

interface LetterColumns {
  id: string;
  person_id: string | null;
  record_id: string | null;
  app_id: string | null;
  created_at: number;
  sealed_head: Buffer;
}

interface CopyColumns {
  id: string;
  letter_id: string;
  kind: LetterKind;
  sealed_to: Buffer;
  domain_hash: Buffer;
  state: CopyState;
  queued_at: number;
  tries: number;
  problem: string | null;
  sent_at: number | null;
  changed_at: number;
}

const letterColumns = 'id, person_id, record_id, app_id, created_at, sealed_head';

export function openDirectOutbox(sql: Sql, { now }: Dialect): DirectOutboxReader & DirectOutboxWriter {
  return {
    ...queueReads(sql, now),
    ...countsOfApps(sql),
    ...healthReads(sql),
    ...sentReads(sql),
    ...copyWrites(sql, now),
    ...letterWrites(sql),
  };
}

function queueReads(
  sql: Sql,
  clock: string,
): Pick<DirectOutboxReader, 'due' | 'contents' | 'head' | 'countQueued' | 'countOfPerson' | 'found'> {
  return {
    async due(now, { perDomain, limit }) {
      const rows = await sql.all<CopyColumns>(
        `SELECT c.* FROM direct_copy c JOIN (
           SELECT id, ROW_NUMBER() OVER (PARTITION BY domain_hash ORDER BY due_at, id) AS place FROM direct_copy
           WHERE state = 'queued' AND due_at <= ? AND (claimed_until IS NULL OR claimed_until <= ${clock})) d
         ON d.id = c.id WHERE d.place <= ? ORDER BY c.due_at, c.id LIMIT ? + 0`,
        now,
        perDomain,
        limit,
      );
      return rows.map(due);
    },
    async contents(letterId) {
      const row = await sql.get<{ sealed_head: Buffer; sealed: Buffer }>(
        `SELECT l.sealed_head, c.sealed FROM direct_letter l JOIN direct_contents c ON c.letter_id = l.id
         WHERE l.id = ?`,
        letterId,
      );
      return row && { sealedHead: row.sealed_head, sealedContents: row.sealed };
    },
    async head(letterId) {
      const row = await sql.get<{ sealed_head: Buffer }>(
        'SELECT sealed_head FROM direct_letter WHERE id = ?',
        letterId,
      );
      return row?.sealed_head;
    },
    async countQueued() {
      const row = await getRow<{ n: number }>(
        sql,
        "SELECT COUNT(*) AS n FROM direct_copy WHERE state = 'queued'",
      );
      return Number(row.n);
    },
    async countOfPerson(personId, since) {
      const row = await getRow<{ n: number }>(
        sql,
        'SELECT COUNT(*) AS n FROM direct_copy WHERE person_id = ? AND created_at > ?',
        personId,
        since,
      );
      return Number(row.n);
    },
    async found(name) {
      const row = await sql.get<{ sealed: Buffer; expires_at: number }>(
        'SELECT sealed, expires_at FROM direct_found WHERE name_hash = ?',
        name,
      );
      return row && { sealed: row.sealed, expiresAt: Number(row.expires_at) };
    },
  };
}

function countsOfApps(sql: Sql): Pick<DirectOutboxReader, 'countOfAppsOf' | 'countOfApp' | 'appOf'> {
  const count = async (where: string, whose: string, since: number) => {
    const row = await getRow<{ n: number }>(
      sql,
      `SELECT COUNT(*) AS n FROM direct_letter l JOIN direct_copy c ON c.letter_id = l.id
       WHERE ${where} AND l.created_at > ?`,
      whose,
      since,
    );
    return Number(row.n);
  };
  return {
    countOfAppsOf: (personId, since) => count('l.person_id = ? AND l.app_id IS NOT NULL', personId, since),
    countOfApp: (appId, since) => count('l.app_id = ?', appId, since),
    async appOf(letterId) {
      const row = await sql.get<{ app_id: string; person_id: string; record_id: string }>(
        'SELECT app_id, person_id, record_id FROM direct_letter WHERE id = ? AND app_id IS NOT NULL',
        letterId,
      );
      return row && { appId: row.app_id, personId: row.person_id, recordId: row.record_id };
    },
  };
}

/** What its sender stopped did not fail. */
const givenUp = "state = 'failed' AND problem <> 'stopped'";

function healthReads(sql: Sql): Pick<DirectOutboxReader, 'health'> {
  return {
    async health(since) {
      const row = await getRow<{ waiting: number; failing: number; failed: number; sent: number | null }>(
        sql,
        `SELECT COALESCE(SUM(CASE WHEN state = 'queued' THEN 1 ELSE 0 END), 0) AS waiting,
           COALESCE(SUM(CASE WHEN state = 'queued' AND tries > 0 THEN 1 ELSE 0 END), 0) AS failing,
           COALESCE(SUM(CASE WHEN ${givenUp} AND changed_at > ? THEN 1 ELSE 0 END), 0) AS failed,
           MAX(sent_at) AS sent FROM direct_copy`,
        since,
      );
      const last = await sql.get<{ changed_at: number; problem: string | null }>(
        `SELECT changed_at, problem FROM direct_copy WHERE ${givenUp} ORDER BY changed_at DESC LIMIT 1`,
      );
      return {
        waiting: Number(row.waiting),
        failing: Number(row.failing),
        failed: Number(row.failed),
        lastSentAt: row.sent === null ? undefined : Number(row.sent),
        lastFailedAt: last && Number(last.changed_at),
        lastProblem: last?.problem ?? undefined,
      };
    },
  };
}

function sentReads(sql: Sql): Pick<DirectOutboxReader, 'sentBy' | 'oneSentBy' | 'copy'> {
  const withCopies = async (row: LetterColumns): Promise<LetterRow> => {
    const copies = await sql.all<CopyColumns>(
      'SELECT * FROM direct_copy WHERE letter_id = ? ORDER BY id',
      row.id,
    );
    return {
      id: row.id,
      personId: row.person_id ?? undefined,
      recordId: row.record_id ?? undefined,
      appId: row.app_id ?? undefined,
      createdAt: Number(row.created_at),
      sealedHead: row.sealed_head,
      copies: copies.map(copy),
    };
  };
  return {
    async sentBy(personId, { after, limit }) {
      const rows = after
        ? await sql.all<LetterColumns>(
            `SELECT ${letterColumns} FROM direct_letter WHERE person_id = ? AND (created_at, id) < (?, ?)
             ORDER BY created_at DESC, id DESC LIMIT ? + 0`,
            personId,
            after.createdAt,
            after.id,
            limit,
          )
        : await sql.all<LetterColumns>(
            `SELECT ${letterColumns} FROM direct_letter WHERE person_id = ?
             ORDER BY created_at DESC, id DESC LIMIT ? + 0`,
            personId,
            limit,
          );
      const letters: LetterRow[] = [];
      for (const row of rows) letters.push(await withCopies(row));
      return letters;
    },
    async oneSentBy(personId, id) {
      const row = await sql.get<LetterColumns>(
        `SELECT ${letterColumns} FROM direct_letter WHERE id = ? AND person_id = ?`,
        id,
        personId,
      );
      return row && withCopies(row);
    },
    async copy(id) {
      const row = await sql.get<CopyColumns>('SELECT * FROM direct_copy WHERE id = ?', id);
      return row && copy(row);
    },
  };
}

function copyWrites(
  sql: Sql,
  clock: string,
): Pick<DirectOutboxWriter, 'claim' | 'settle' | 'postpone' | 'requeue'> {
  return {
    async claim(id, forMs) {
      const claimed = await sql.run(
        `UPDATE direct_copy SET claimed_until = ${clock} + ? WHERE id = ? AND state = 'queued'
         AND (claimed_until IS NULL OR claimed_until <= ${clock})`,
        forMs,
        id,
      );
      return claimed === 1;
    },
    async settle(id, from, { state, problem, at }) {
      const settled = await sql.run(
        `UPDATE direct_copy SET state = ?, problem = ?, changed_at = ?, claimed_until = NULL,
           sent_at = CASE WHEN ? = 'failed' THEN sent_at ELSE COALESCE(sent_at, ?) END
         WHERE id = ? AND state IN (${from.map(() => '?').join(', ')})`,
        state,
        toNull(problem),
        at,
        state,
        at,
        id,
        ...from,
      );
      return settled === 1;
    },
    async postpone(id, { tries, dueAt, problem, at }) {
      await sql.put(
        `UPDATE direct_copy SET tries = ?, due_at = ?, problem = ?, changed_at = ?, claimed_until = NULL
         WHERE id = ? AND state = 'queued'`,
        tries,
        dueAt,
        problem,
        at,
        id,
      );
    },
    async requeue(id, at) {
      const queued = await sql.run(
        `UPDATE direct_copy SET state = 'queued', problem = NULL, tries = 0, queued_at = ?, due_at = ?, changed_at = ?,
           sent_at = NULL WHERE id = ? AND state = 'failed'
         AND EXISTS (SELECT 1 FROM direct_contents d WHERE d.letter_id = direct_copy.letter_id)`,
        at,
        at,
        at,
        id,
      );
      return queued === 1;
    },
  };
}

const noneWaits = (letterId: string) =>
  `NOT EXISTS (SELECT 1 FROM direct_copy c WHERE c.letter_id = ${letterId} AND c.state = 'queued')`;

function letterWrites(sql: Sql): Pick<DirectOutboxWriter, 'queue' | 'drop' | 'putFound' | 'sweep'> {
  return {
    async queue(letter, copies) {
      const { id, kind, at } = letter;
      const whose = [toNull(letter.personId), toNull(letter.recordId)] as const;
      const values = [id, kind, ...whose, toNull(letter.appId), letter.sealedHead, at];
      await sql.put(
        `INSERT INTO direct_letter (id, kind, person_id, record_id, app_id, sealed_head, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        ...values,
      );
      await sql.put(
        'INSERT INTO direct_contents (letter_id, person_id, record_id, sealed) VALUES (?, ?, ?, ?)',
        id,
        ...whose,
        letter.sealedContents,
      );
      for (const one of copies)
        await sql.put(
          `INSERT INTO direct_copy (id, letter_id, kind, person_id, record_id, sealed_to, domain_hash, state, created_at,
             queued_at, due_at, tries, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, 0, ?)`,
          one.id,
          id,
          kind,
          ...whose,
          one.sealedTo,
          one.domain,
          at,
          at,
          at,
          at,
        );
    },
    async drop(letterId) {
      const gone = await sql.run(
        `DELETE FROM direct_letter WHERE id = ? AND ${noneWaits('direct_letter.id')}`,
        letterId,
      );
      if (gone === 0) return;
      for (const table of ['direct_contents', 'direct_copy'])
        await sql.put(`DELETE FROM ${table} WHERE letter_id = ?`, letterId);
    },
    async putFound(name, { sealed, expiresAt }) {
      await sql.put(
        `INSERT INTO direct_found (name_hash, sealed, expires_at) VALUES (?, ?, ?)
         ON CONFLICT (name_hash) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at`,
        name,
        sealed,
        expiresAt,
      );
    },
    async sweep({ contents, letters, found }) {
      await sql.put(
        `DELETE FROM direct_contents WHERE letter_id IN (SELECT id FROM direct_letter WHERE created_at < ?)
         AND ${noneWaits('direct_contents.letter_id')}`,
        contents,
      );
      await sql.put(
        `DELETE FROM direct_letter WHERE created_at < ? AND ${noneWaits('direct_letter.id')}`,
        letters,
      );
      for (const table of ['direct_contents', 'direct_copy'])
        await sql.put(`DELETE FROM ${table} WHERE letter_id NOT IN (SELECT id FROM direct_letter)`);
      await sql.put('DELETE FROM direct_found WHERE expires_at < ?', found);
    },
  };
}

function due(row: CopyColumns): DueCopy {
  return {
    id: row.id,
    letterId: row.letter_id,
    kind: row.kind,
    queuedAt: Number(row.queued_at),
    tries: Number(row.tries),
    sealedTo: row.sealed_to,
    domain: row.domain_hash,
  };
}

function copy(row: CopyColumns): CopyRow {
  return {
    id: row.id,
    letterId: row.letter_id,
    sealedTo: row.sealed_to,
    state: row.state,
    problem: row.problem ?? undefined,
    sentAt: row.sent_at === null ? undefined : Number(row.sent_at),
    changedAt: Number(row.changed_at),
  };
}
