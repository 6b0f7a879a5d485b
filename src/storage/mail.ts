// Mail: letters, their copies for each recipient, and which addresses people have proved to be theirs.
import type { MailReader, MailTrouble, MailWriter, PersonAddress, QueuedMail } from '../core/mail/ports.ts';
import { type Dialect, getRow, type Sql, toNull } from './sql.ts';

interface MailRow {
  id: string;
  created_at: number;
  tries: number;
  sealed: Buffer;
  sealed_to: Buffer;
}

interface AddressRow {
  id: string;
  name: string;
  email: string;
  state: string;
  confirmed: number | null;
}

const selectMail =
  'SELECT m.id, m.created_at, m.tries, m.sealed_to, l.sealed FROM mail m JOIN mail_letter l ON l.id = m.letter_id';
const selectAddress =
  'SELECT p.id, p.name, p.email, p.state, c.at AS confirmed FROM person p LEFT JOIN confirmed_address c ON c.person_id = p.id AND c.email_folded = p.email_folded';

export function openMail(sql: Sql, { now }: Dialect): MailReader & MailWriter {
  return { ...lookUps(sql, now), ...changes(sql, now), ...sweeping(sql), confirmAddress: confirming(sql) };
}

function lookUps(sql: Sql, clock: string): MailReader {
  const count = async (where: string, ...values: (string | number)[]) =>
    Number((await getRow<{ n: number }>(sql, `SELECT COUNT(*) AS n FROM mail WHERE ${where}`, ...values)).n);
  return {
    async due(now, limit) {
      const rows = await sql.all<MailRow>(
        `${selectMail} WHERE m.state = 'waiting' AND m.due_at <= ?
         AND (m.claimed_until IS NULL OR m.claimed_until <= ${clock}) ORDER BY m.due_at, m.id LIMIT ? + 0`,
        now,
        limit,
      );
      return rows.map(queued);
    },
    async inMailbox(limit) {
      const rows = await sql.all<MailRow>(
        `${selectMail} WHERE m.state = 'mailbox' ORDER BY m.created_at DESC, m.id LIMIT ? + 0`,
        limit,
      );
      return rows.map(queued);
    },
    async oneInMailbox(id) {
      const row = await sql.get<MailRow>(`${selectMail} WHERE m.state = 'mailbox' AND m.id = ?`, id);
      return row && queued(row);
    },
    async counts() {
      return {
        waiting: await count("state = 'waiting'"),
        givenUp: await count("state = 'given-up'"),
      };
    },
    async troubles() {
      const rows = await sql.all<{ state: MailTrouble['state']; problem: string; n: number; latest: number }>(
        `SELECT state, problem, COUNT(*) AS n, MAX(created_at) AS latest FROM mail
         WHERE state IN ('waiting', 'given-up') AND problem IS NOT NULL
         GROUP BY state, problem ORDER BY n DESC, state, problem LIMIT 20`,
      );
      return rows.map(({ state, problem, n, latest }) => ({
        state,
        problem,
        count: Number(n),
        latest: Number(latest),
      }));
    },
    queuedByApp: (appId, since) => count('app_id = ? AND created_at > ?', appId, since),
    queuedByPerson: (personId, since) => count('person_id = ? AND created_at > ?', personId, since),
    async addressOf(personId) {
      const row = await sql.get<AddressRow>(`${selectAddress} WHERE p.id = ?`, personId);
      return row && address(row);
    },
    async custodians(recordId, now) {
      const rows = await sql.all<AddressRow>(
        `${selectAddress} JOIN record_access a ON a.person_id = p.id
         WHERE a.record_id = ? AND a.level = 'custodian' AND (a.expires_at IS NULL OR a.expires_at > ?)
         ORDER BY a.created_at, p.id`,
        recordId,
        now,
      );
      return rows.map(address);
    },
  };
}

function changes(sql: Sql, clock: string): Pick<MailWriter, 'queue' | 'claim' | 'settle' | 'postpone'> {
  return {
    async queue({ letterId, sealedLetter, copies, state, appId, personId, at }) {
      await sql.put('INSERT INTO mail_letter (id, sealed) VALUES (?, ?)', letterId, sealedLetter);
      for (const { id, sealedTo } of copies) {
        await sql.put(
          `INSERT INTO mail (id, letter_id, sealed_to, state, app_id, person_id, created_at, due_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          id,
          letterId,
          sealedTo,
          state,
          toNull(appId),
          toNull(personId),
          at,
          at,
        );
      }
    },
    async claim(id, forMs) {
      const claimed = await sql.run(
        `UPDATE mail SET claimed_until = ${clock} + ? WHERE id = ? AND state = 'waiting'
         AND (claimed_until IS NULL OR claimed_until <= ${clock})`,
        forMs,
        id,
      );
      return claimed === 1;
    },
    async settle(id, { state, problem }) {
      await sql.put(
        "UPDATE mail SET state = ?, problem = ?, sealed_to = NULL WHERE id = ? AND state = 'waiting'",
        state,
        toNull(problem),
        id,
      );
      await forgetLetters(sql, 'id = (SELECT letter_id FROM mail WHERE id = ?)', id);
    },
    async postpone(id, { tries, dueAt, problem }) {
      await sql.put(
        `UPDATE mail SET tries = ?, due_at = ?, problem = ?, claimed_until = NULL
         WHERE id = ? AND state = 'waiting'`,
        tries,
        dueAt,
        problem,
        id,
      );
    },
  };
}

function sweeping(sql: Sql): Pick<MailWriter, 'trimMailbox' | 'sweep'> {
  return {
    async trimMailbox(keep) {
      const gone = await sql.run(
        `DELETE FROM mail WHERE id IN
           (SELECT id FROM mail WHERE state = 'mailbox' ORDER BY created_at DESC, id LIMIT 1000 OFFSET ?)`,
        keep,
      );
      if (gone > 0) await forgetLetters(sql, '1 = 1');
    },
    async sweep({ sent, givenUp, mailbox }) {
      for (const [state, before] of Object.entries({ sent, 'given-up': givenUp, mailbox }))
        await sql.put('DELETE FROM mail WHERE state = ? AND created_at < ?', state, before);
      await forgetLetters(sql, '1 = 1');
    },
  };
}

/** A letter is forgotten with the last copy that is still on its way. */
async function forgetLetters(sql: Sql, where: string, ...values: string[]): Promise<void> {
  await sql.put(
    `DELETE FROM mail_letter WHERE ${where}
     AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.letter_id = mail_letter.id AND m.state IN ('waiting', 'mailbox'))`,
    ...values,
  );
}

function confirming(sql: Sql): MailWriter['confirmAddress'] {
  return async (personId, at) => {
    const person = await sql.get<{ email_folded: string }>(
      'SELECT email_folded FROM person WHERE id = ?',
      personId,
    );
    if (!person) return;
    await sql.put(
      `INSERT INTO confirmed_address (person_id, email_folded, at) VALUES (?, ?, ?)
         ON CONFLICT (person_id) DO UPDATE SET email_folded = excluded.email_folded, at = excluded.at`,
      personId,
      person.email_folded,
      at,
    );
  };
}

function queued(row: MailRow): QueuedMail {
  return {
    id: row.id,
    createdAt: Number(row.created_at),
    tries: Number(row.tries),
    sealedLetter: row.sealed,
    sealedTo: row.sealed_to,
  };
}

function address(row: AddressRow): PersonAddress {
  return {
    personId: row.id,
    name: row.name,
    email: row.email,
    isActive: row.state === 'active',
    isConfirmed: row.confirmed !== null,
    confirmedAt: row.confirmed === null ? undefined : Number(row.confirmed),
  };
}
