// The random ids each application knows people and records by.
import type { AliasesReader, AliasesWriter } from '../core/people/ports.ts';
import type { Sql } from './sql.ts';

export function openAliases(sql: Sql): AliasesReader & AliasesWriter {
  const alias = async (row: Promise<{ alias: string } | undefined> | { alias: string } | undefined) =>
    (await row)?.alias;
  return {
    ofPerson: (appId, personId) =>
      alias(sql.get('SELECT alias FROM person_alias WHERE app_id = ? AND person_id = ?', appId, personId)),
    ofRecord: (appId, personId, recordId) =>
      alias(
        sql.get(
          'SELECT alias FROM record_alias WHERE app_id = ? AND person_id = ? AND record_id = ?',
          appId,
          personId,
          recordId,
        ),
      ),
    ofRecordInApp: (appId, recordId) =>
      alias(
        sql.get('SELECT alias FROM record_app_alias WHERE app_id = ? AND record_id = ?', appId, recordId),
      ),
    async person(appId, personAlias) {
      const row = await sql.get<{ person_id: string }>(
        'SELECT person_id FROM person_alias WHERE app_id = ? AND alias = ?',
        appId,
        personAlias,
      );
      return row?.person_id;
    },
    async record(appId, recordAlias) {
      const row = await sql.get<{ person_id: string; record_id: string }>(
        'SELECT person_id, record_id FROM record_alias WHERE app_id = ? AND alias = ?',
        appId,
        recordAlias,
      );
      return row && { personId: row.person_id, recordId: row.record_id };
    },
    async putPerson(appId, personId, personAlias) {
      await sql.put(
        'INSERT INTO person_alias (app_id, person_id, alias) VALUES (?, ?, ?)',
        appId,
        personId,
        personAlias,
      );
    },
    async putRecord(appId, personId, recordId, recordAlias) {
      await sql.put(
        'INSERT INTO record_alias (app_id, person_id, record_id, alias) VALUES (?, ?, ?, ?)',
        appId,
        personId,
        recordId,
        recordAlias,
      );
    },
    async putRecordInApp(appId, recordId, recordAlias) {
      await sql.put(
        'INSERT INTO record_app_alias (app_id, record_id, alias) VALUES (?, ?, ?)',
        appId,
        recordId,
        recordAlias,
      );
    },
  };
}
