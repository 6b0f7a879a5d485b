// The person table, and accounts on their way out.
import type { Person } from '../core/people/person.ts';
import type { PeopleReader, PeopleWriter } from '../core/people/ports.ts';
import { purgeDirectInbox } from './direct-inbox.ts';
import { dropFhirExports } from './fhir-exports.ts';
import { getRow, type Sql, toNull, toUndefined } from './sql.ts';

interface PersonRow {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  birth_date: string;
  country: string;
  culture: string;
  state: Person['state'];
  created_at: number;
}

/** What is kept by a person, records apart. */
const tablesOfPeople = [
  'record_access',
  'app_authorization',
  'person_alias',
  'record_alias',
  'app_settings',
  'app_admission',
  'app_admin',
  'app_read',
  'alternate_id',
  'connect_request',
  'confirmed_address',
  'user_token',
  'shell_session',
  'passkey',
  'code_app',
  'recovery_code',
  'identity',
  'known_browser',
  'mailed_link',
  'account_closing',
  'secret_address',
  'reminder',
  'reminded',
  'operator',
  'record_look',
  'smart_grant',
  'fhir_export_record',
  'direct_letter',
  'direct_contents',
  'direct_copy',
] as const;

export function openPeople(sql: Sql): PeopleReader & PeopleWriter {
  return { ...lookUps(sql), ...changes(sql), ...leaving(sql) };
}

function lookUps(sql: Sql): PeopleReader {
  return {
    async byId(id) {
      return person(await sql.get<PersonRow>('SELECT * FROM person WHERE id = ?', id));
    },
    async byEmail(email) {
      return person(await sql.get<PersonRow>('SELECT * FROM person WHERE email_folded = ?', folded(email)));
    },
    async count() {
      return Number((await getRow<{ n: number }>(sql, 'SELECT COUNT(*) AS n FROM person')).n);
    },
    async closing(id) {
      const row = await sql.get<{ due_at: number; record_ids: string }>(
        'SELECT due_at, record_ids FROM account_closing WHERE person_id = ?',
        id,
      );
      return row && { personId: id, dueAt: Number(row.due_at), recordIds: JSON.parse(row.record_ids) };
    },
    async closingsDue(now) {
      const rows = await sql.all<{ person_id: string }>(
        'SELECT person_id FROM account_closing WHERE due_at <= ?',
        now,
      );
      return rows.map(row => row.person_id);
    },
  };
}

function changes(sql: Sql): Pick<PeopleWriter, 'insert' | 'update'> {
  return {
    async insert(p) {
      await sql.put(
        `INSERT INTO person (id, email, email_folded, name, password_hash, birth_date, country, culture, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        p.id,
        p.email,
        folded(p.email),
        p.name,
        toNull(p.passwordHash),
        p.birthDate,
        p.country,
        p.culture,
        p.state,
        p.createdAt,
      );
    },
    async update(p) {
      await sql.put(
        `UPDATE person SET email = ?, email_folded = ?, name = ?, password_hash = ?, birth_date = ?, country = ?, culture = ?, state = ?
         WHERE id = ?`,
        p.email,
        folded(p.email),
        p.name,
        toNull(p.passwordHash),
        p.birthDate,
        p.country,
        p.culture,
        p.state,
        p.id,
      );
    },
  };
}

function leaving(sql: Sql): Pick<PeopleWriter, 'putClosing' | 'removeClosing' | 'purge'> {
  return {
    async putClosing({ personId, dueAt, recordIds }) {
      await sql.put(
        'INSERT INTO account_closing (person_id, due_at, record_ids) VALUES (?, ?, ?)',
        personId,
        dueAt,
        JSON.stringify(recordIds),
      );
    },
    async removeClosing(id) {
      await sql.put('DELETE FROM account_closing WHERE person_id = ?', id);
    },
    async purge(id) {
      await dropFhirExports(sql, 'person_id = ?', id);
      await purgeDirectInbox(sql, id);
      for (const table of tablesOfPeople) await sql.put(`DELETE FROM ${table} WHERE person_id = ?`, id);
      await sql.put('DELETE FROM sharing_invitation WHERE from_person_id = ?', id);
      await sql.put('DELETE FROM person WHERE id = ?', id);
    },
  };
}

function folded(email: string): string {
  return email.trim().toLowerCase();
}

function person(row: PersonRow | undefined): Person | undefined {
  return (
    row && {
      id: row.id,
      email: row.email,
      name: row.name,
      passwordHash: toUndefined(row.password_hash),
      birthDate: row.birth_date,
      country: row.country,
      culture: row.culture,
      state: row.state,
      createdAt: Number(row.created_at),
    }
  );
}
