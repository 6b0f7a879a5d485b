// Who is reminded of what, and was.
import { type Reminder, usualDaysBefore } from '../core/reminders/choice.ts';
import type { RemindersReader, RemindersWriter } from '../core/reminders/ports.ts';
import type { Sql } from './sql.ts';

interface ReminderRow {
  person_id: string;
  record_id: string;
  choice: string;
  chosen_at: number;
}

export function openReminders(sql: Sql): RemindersReader & RemindersWriter {
  return {
    async of(personId, recordId) {
      const text = 'SELECT * FROM reminder WHERE person_id = ? AND record_id = ?';
      const row = await sql.get<ReminderRow>(text, personId, recordId);
      return row && toReminder(row);
    },
    async isReminded({ personId, recordId }, what) {
      const text = 'SELECT 1 FROM reminded WHERE person_id = ? AND record_id = ? AND what = ?';
      return (await sql.get(text, personId, recordId, what)) !== undefined;
    },
    async put({ personId, recordId, choice, chosenAt }) {
      await sql.put(
        `INSERT INTO reminder (person_id, record_id, choice, chosen_at, look_at) VALUES (?, ?, ?, ?, 0)
         ON CONFLICT (person_id, record_id) DO UPDATE SET
           choice = excluded.choice, chosen_at = excluded.chosen_at, look_at = 0`,
        personId,
        recordId,
        JSON.stringify(choice),
        chosenAt,
      );
    },
    async claim(now, lookAt, limit) {
      const rows = await sql.all<ReminderRow>(
        `UPDATE reminder SET look_at = ?
         WHERE (person_id, record_id) IN
           (SELECT person_id, record_id FROM reminder WHERE look_at <= ? ORDER BY look_at LIMIT ? + 0)
         RETURNING *`,
        lookAt,
        now,
        limit,
      );
      return rows.map(toReminder);
    },
    async setLook({ personId, recordId }, claimed, lookAt) {
      await sql.put(
        'UPDATE reminder SET look_at = ? WHERE person_id = ? AND record_id = ? AND look_at = ?',
        lookAt,
        personId,
        recordId,
        claimed,
      );
    },
    async lookAtNext(recordId) {
      await sql.put('UPDATE reminder SET look_at = 0 WHERE record_id = ? AND look_at <> 0', recordId);
    },
    async remove(personId, recordId) {
      await sql.put('DELETE FROM reminder WHERE person_id = ? AND record_id = ?', personId, recordId);
    },
    async noteReminded({ personId, recordId }, what, until) {
      const added = await sql.run(
        `INSERT INTO reminded (person_id, record_id, what, until) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        personId,
        recordId,
        what,
        until,
      );
      return added === 1;
    },
    async sweep(now) {
      await sql.put('DELETE FROM reminded WHERE until <= ?', now);
    },
  };
}

function toReminder({ person_id, record_id, choice, chosen_at }: ReminderRow): Reminder {
  return {
    personId: person_id,
    recordId: record_id,
    // What was chosen before there were medicines to choose says nothing of them.
    choice: { doses: [], daysBefore: usualDaysBefore, ...JSON.parse(choice) },
    chosenAt: Number(chosen_at),
  };
}
