// Connect packages, and their blobs.
import { assume } from '../assume.ts';
import type { ConnectPackage, DroppedOff } from '../core/healthvault/packages/connect-package.ts';
import type { PackagesReader, PackagesWriter } from '../core/healthvault/packages/ports.ts';
import type { KeyRing } from './sealing/key-ring.ts';
import { aboutText } from './sealing/places.ts';
import { getRow, type Sql, toNull } from './sql.ts';

interface PackageRow {
  id: string;
  app_id: string;
  code_hash: Buffer;
  created_at: number;
  wrong_answers: number;
  friendly_name: string | null;
  question: string | null;
  external_id: string | null;
  definition: string | null;
  size: number;
}

/** All but the contents, which are long. */
const columns =
  'id, app_id, code_hash, created_at, wrong_answers, friendly_name, question, external_id, definition, size';

export function openPackages(sql: Sql, ring: KeyRing): PackagesReader & PackagesWriter {
  return { ...lookUps(sql, ring), ...changes(sql, ring) };
}

function lookUps(sql: Sql, ring: KeyRing): PackagesReader {
  const connectPackage = (row: PackageRow) => readPackage(row, ring);
  return {
    async byCode(codeHash) {
      const row = await sql.get<PackageRow>(
        `SELECT ${columns} FROM connect_package WHERE code_hash = ?`,
        codeHash,
      );
      return row && connectPackage(row);
    },
    async byId(id) {
      const row = await sql.get<PackageRow>(`SELECT ${columns} FROM connect_package WHERE id = ?`, id);
      return row && connectPackage(row);
    },
    async byExternalId(appId, externalId) {
      const rows = await sql.all<PackageRow>(
        `SELECT ${columns} FROM connect_package WHERE app_id = ? AND external_id = ? ORDER BY created_at, id`,
        appId,
        externalId,
      );
      return rows.map(connectPackage);
    },
    async contents(id) {
      const row = await sql.get<{ sealed_contents: Buffer | null }>(
        'SELECT sealed_contents FROM connect_package WHERE id = ?',
        id,
      );
      return row?.sealed_contents ?? undefined;
    },
    async blobs(id) {
      const rows = await sql.all<{ blob_id: string }>(
        'SELECT blob_id FROM connect_package_blob WHERE package_id = ? ORDER BY blob_id',
        id,
      );
      return rows.map(row => row.blob_id);
    },
    async full(createdBefore, limit) {
      const rows = await sql.all<{ id: string }>(
        'SELECT id FROM connect_package WHERE created_at < ? AND sealed_contents IS NOT NULL ORDER BY created_at LIMIT ? + 0',
        createdBefore,
        limit,
      );
      return rows.map(row => row.id);
    },
    async held(appId) {
      const row = await getRow<{ count: number; bytes: number | null }>(
        sql,
        'SELECT COUNT(*) AS count, SUM(size) AS bytes FROM connect_package WHERE app_id = ?',
        appId,
      );
      return { count: Number(row.count), bytes: Number(row.bytes ?? 0) };
    },
  };
}

function changes(sql: Sql, ring: KeyRing): PackagesWriter {
  const seal = (id: string, column: 'friendly_name' | 'question', text: string | undefined) =>
    text === undefined ? null : ring.sealText(text, aboutText('connect_package', column, id));
  return {
    async insert({ id, appId, codeHash, createdAt, wrongAnswers }) {
      await sql.put(
        'INSERT INTO connect_package (id, app_id, code_hash, created_at, wrong_answers) VALUES (?, ?, ?, ?, ?)',
        id,
        appId,
        codeHash,
        createdAt,
        wrongAnswers,
      );
    },
    async update({ id, createdAt, wrongAnswers, droppedOff }) {
      const { lock, version, size } = droppedOff ?? {};
      await sql.put(
        `UPDATE connect_package SET created_at = ?, wrong_answers = ?, friendly_name = ?, question = ?, external_id = ?,
         definition = ?, size = ? WHERE id = ?`,
        createdAt,
        wrongAnswers,
        seal(id, 'friendly_name', droppedOff?.friendlyName),
        seal(id, 'question', droppedOff?.question),
        toNull(droppedOff?.externalId),
        droppedOff ? JSON.stringify({ lock, version }) : null,
        size ?? 0,
        id,
      );
    },
    async putContents(id, sealed, blobIds) {
      await sql.put('UPDATE connect_package SET sealed_contents = ? WHERE id = ?', sealed, id);
      for (const blobId of blobIds)
        await sql.put('INSERT INTO connect_package_blob (package_id, blob_id) VALUES (?, ?)', id, blobId);
    },
    async remove(id) {
      await sql.put('DELETE FROM connect_package_blob WHERE package_id = ?', id);
      await sql.put('DELETE FROM connect_package WHERE id = ?', id);
    },
    async empty(id) {
      await sql.put('DELETE FROM connect_package_blob WHERE package_id = ?', id);
      await sql.put('UPDATE connect_package SET sealed_contents = NULL, size = 0 WHERE id = ?', id);
    },
    async sweep(createdBefore) {
      await sql.put(
        'DELETE FROM connect_package WHERE created_at < ? AND sealed_contents IS NULL',
        createdBefore,
      );
    },
  };
}

function readPackage(row: PackageRow, ring: KeyRing): ConnectPackage {
  return {
    id: row.id,
    appId: row.app_id,
    codeHash: row.code_hash,
    createdAt: Number(row.created_at),
    wrongAnswers: Number(row.wrong_answers),
    droppedOff:
      row.definition === null
        ? undefined
        : {
            friendlyName: ring.openText(
              assume(row.friendly_name, 'a name'),
              aboutText('connect_package', 'friendly_name', row.id),
            ),
            question: ring.openText(
              assume(row.question, 'a question'),
              aboutText('connect_package', 'question', row.id),
            ),
            externalId: assume(row.external_id, 'an id of the application'),
            ...(JSON.parse(row.definition) as Pick<DroppedOff, 'lock' | 'version'>),
            size: Number(row.size),
          },
  };
}
