// What came of backups and drills.
import type { BackupRun, BackupsReader, BackupsWriter, DrillRun } from '../core/backup/ports.ts';
import { type Sql, toNull, toUndefined, writePlaces } from './sql.ts';

interface RunRow {
  kind: 'backup' | 'drill' | 'asked';
  target: string;
  backup_id: string | null;
  snapshot_at: number | null;
  begun_at: number;
  ended_at: number;
  problem: string | null;
  facts: string | null;
}

/** Of each kind. */
const runsKept = 100;

export function openBackups(sql: Sql): BackupsReader & BackupsWriter {
  const last = async (kind: RunRow['kind'], outcome?: 'good') =>
    sql.get<RunRow>(
      `SELECT * FROM backup_run WHERE kind = ? ${outcome === 'good' ? 'AND problem IS NULL' : ''}
       ORDER BY place DESC LIMIT 1`,
      kind,
    );
  return {
    last: async (kind: 'backup' | 'drill', outcome?: 'good') => {
      const row = await last(kind, outcome);
      // The kind says of what the facts are.
      return row && (readRun(row) as BackupRun & DrillRun);
    },
    async isUsed(target) {
      const row = await sql.get(
        `SELECT place FROM backup_run WHERE kind = 'backup' AND problem IS NULL AND target = ? LIMIT 1`,
        target,
      );
      return row !== undefined;
    },
    async askedAt() {
      const row = await last('asked');
      return row && Number(row.begun_at);
    },
    async add(run) {
      await addRow(sql, {
        kind: run.kind,
        target: run.target,
        backup_id: toNull(run.backupId),
        snapshot_at: toNull(run.snapshotAt),
        begun_at: run.begunAt,
        ended_at: run.endedAt,
        problem: toNull(run.problem),
        facts: run.facts ? JSON.stringify(run.facts) : null,
      });
    },
    async ask(at) {
      await addRow(sql, {
        kind: 'asked',
        target: '',
        backup_id: null,
        snapshot_at: null,
        begun_at: at,
        ended_at: at,
        problem: null,
        facts: null,
      });
    },
  };
}

function readRun(row: RunRow) {
  return {
    kind: row.kind,
    target: row.target,
    backupId: toUndefined(row.backup_id),
    snapshotAt: row.snapshot_at === null ? undefined : Number(row.snapshot_at),
    begunAt: Number(row.begun_at),
    endedAt: Number(row.ended_at),
    problem: toUndefined(row.problem),
    facts: row.facts === null ? undefined : JSON.parse(row.facts),
  };
}

async function addRow(sql: Sql, row: RunRow): Promise<void> {
  await sql.put(
    `INSERT INTO backup_run (kind, target, backup_id, snapshot_at, begun_at, ended_at, problem, facts)
     VALUES (${writePlaces(8)})`,
    row.kind,
    row.target,
    row.backup_id,
    row.snapshot_at,
    row.begun_at,
    row.ended_at,
    row.problem,
    row.facts,
  );
  // The last that went well stays, however many went wrong since.
  await sql.put(
    `DELETE FROM backup_run WHERE kind = ? AND place <= (SELECT place FROM backup_run WHERE kind = ?
       ORDER BY place DESC LIMIT 1 OFFSET ${runsKept})
     AND place < (SELECT MAX(place) FROM backup_run WHERE kind = ? AND problem IS NULL)`,
    row.kind,
    row.kind,
    row.kind,
  );
}
