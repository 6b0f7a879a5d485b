// Connect requests.
import { assume } from '../assume.ts';
import type { ConnectRequest } from '../core/healthvault/connect/connect-request.ts';
import type { ConnectReader, ConnectWriter } from '../core/healthvault/connect/ports.ts';
import type { KeyRing } from './sealing/key-ring.ts';
import { aboutText } from './sealing/places.ts';
import { getRow, type Sql, toNull } from './sql.ts';

interface ConnectRow {
  id: string;
  app_id: string;
  code_hash: Buffer;
  friendly_name: string;
  question: string;
  kept_answer: Buffer;
  external_id: string;
  created_at: number;
  wrong_answers: number;
  person_id: string | null;
  record_id: string | null;
  connected_at: number | null;
}

export function connect(sql: Sql, ring: KeyRing): ConnectReader & ConnectWriter {
  return { ...lookUps(sql, ring), ...changes(sql, ring) };
}

function lookUps(sql: Sql, ring: KeyRing): ConnectReader {
  const connectRequest = (row: ConnectRow) => readRequest(row, ring);
  return {
    async byCode(codeHash) {
      const row = await sql.get<ConnectRow>('SELECT * FROM connect_request WHERE code_hash = ?', codeHash);
      return row && connectRequest(row);
    },
    async byId(id) {
      const row = await sql.get<ConnectRow>('SELECT * FROM connect_request WHERE id = ?', id);
      return row && connectRequest(row);
    },
    async byExternalId(appId, externalId) {
      const rows = await sql.all<ConnectRow>(
        'SELECT * FROM connect_request WHERE app_id = ? AND external_id = ? ORDER BY created_at, id',
        appId,
        externalId,
      );
      return rows.map(connectRequest);
    },
    async connected(appId, since) {
      const rows = await sql.all<Record<'app_id' | 'external_id' | 'person' | 'record' | 'in_app', string>>(
        `SELECT c.app_id, c.external_id, p.alias AS person, r.alias AS record, i.alias AS in_app
         FROM connect_request c
         JOIN person_alias p ON p.app_id = c.app_id AND p.person_id = c.person_id
         JOIN record_alias r ON r.app_id = c.app_id AND r.person_id = c.person_id AND r.record_id = c.record_id
         JOIN record_app_alias i ON i.app_id = c.app_id AND i.record_id = c.record_id
         WHERE c.connected_at >= ?
         AND c.app_id IN (SELECT id FROM application WHERE id = ? OR master_id = ?)
         ORDER BY c.connected_at, c.id`,
        since,
        appId,
        appId,
      );
      return rows.map(row => ({
        appId: row.app_id,
        externalId: row.external_id,
        personAlias: row.person,
        recordAlias: row.record,
        recordAliasInApp: row.in_app,
      }));
    },
    async count(appId) {
      const row = await getRow<{ count: number }>(
        sql,
        'SELECT COUNT(*) AS count FROM connect_request WHERE app_id = ?',
        appId,
      );
      return Number(row.count);
    },
  };
}

function changes(sql: Sql, ring: KeyRing): ConnectWriter {
  return {
    async insert(r) {
      await sql.put(
        `INSERT INTO connect_request (id, app_id, code_hash, friendly_name, question, kept_answer, external_id, created_at, wrong_answers)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        r.id,
        r.appId,
        r.codeHash,
        ring.sealText(r.friendlyName, aboutText('connect_request', 'friendly_name', r.id)),
        ring.sealText(r.question, aboutText('connect_request', 'question', r.id)),
        r.keptAnswer,
        r.externalId,
        r.createdAt,
        r.wrongAnswers,
      );
    },
    async update({ id, externalId, wrongAnswers, connected }) {
      await sql.put(
        'UPDATE connect_request SET external_id = ?, wrong_answers = ?, person_id = ?, record_id = ?, connected_at = ? WHERE id = ?',
        externalId,
        wrongAnswers,
        toNull(connected?.personId),
        toNull(connected?.recordId),
        toNull(connected?.at),
        id,
      );
    },
    async remove(id) {
      await sql.put('DELETE FROM connect_request WHERE id = ?', id);
    },
    async sweep({ createdBefore, connectedBefore, wrongAnswersMax }) {
      await sql.put('DELETE FROM connect_request WHERE connected_at < ?', connectedBefore);
      await sql.put(
        'DELETE FROM connect_request WHERE connected_at IS NULL AND created_at < ? AND wrong_answers < ?',
        createdBefore,
        wrongAnswersMax,
      );
    },
  };
}

function readRequest(row: ConnectRow, ring: KeyRing): ConnectRequest {
  return {
    id: row.id,
    appId: row.app_id,
    codeHash: row.code_hash,
    friendlyName: ring.openText(row.friendly_name, aboutText('connect_request', 'friendly_name', row.id)),
    question: ring.openText(row.question, aboutText('connect_request', 'question', row.id)),
    keptAnswer: row.kept_answer,
    externalId: row.external_id,
    createdAt: Number(row.created_at),
    wrongAnswers: Number(row.wrong_answers),
    connected:
      row.connected_at === null
        ? undefined
        : {
            personId: assume(row.person_id, 'who connected'),
            recordId: assume(row.record_id, 'the record connected'),
            at: Number(row.connected_at),
          },
  };
}
