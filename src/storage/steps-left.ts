// What bringing a vault up to date would do: its steps, the tables they touch, and how many rows are in these. Nothing is
// changed. Asked by `keepwell upgrade --dry-run`.
import { countStepsLeft, listStatements, stepsKnown } from './migrations.ts';
import { type Dialect, getRow, type Sql } from './sql.ts';

export interface StepLeft {
  readonly step: number;
  /** Each as its first words: `CREATE TABLE lease`, `CREATE INDEX thing_by_blob ON thing_blob`, `UPDATE record`. */
  readonly does: readonly string[];
  /** Those there are by now. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
}

/** @param has is there a table of this name? @throws when the vault is from a Keepwell too new */
export async function listStepsLeft(
  sql: Sql,
  dialect: Dialect,
  has: (table: string) => boolean,
): Promise<StepLeft[]> {
  const left = await countStepsLeft(sql);
  const found: StepLeft[] = [];
  for (let step = stepsKnown - left; step < stepsKnown; step++) {
    const statements = listStatements(step, dialect);
    const names = [...new Set(statements.map(readTable))].filter(name => name !== undefined && has(name));
    const tables = [];
    for (const name of names.filter(name => name !== undefined))
      tables.push({
        name,
        rows: Number((await getRow<{ n: number }>(sql, `SELECT COUNT(*) AS n FROM "${name}"`)).n),
      });
    found.push({ step: step + 1, does: statements.map(readBeginning), tables });
  }
  return found;
}

const beginning =
  /^\s*(CREATE (?:UNIQUE |VIRTUAL )?(?:TABLE|INDEX|TRIGGER|EXTENSION|FUNCTION|OR REPLACE FUNCTION) (?:IF NOT EXISTS )?\w+(?:\s+ON \w+)?|ALTER TABLE \w+ \w+(?: \w+){0,2}|UPDATE \w+|INSERT INTO \w+|DELETE FROM \w+|DROP \w+ (?:IF EXISTS )?\w+)/i;

function readBeginning(statement: string): string {
  const [said] = beginning.exec(statement) ?? [statement.trim().slice(0, 60)];
  return said.trim().replace(/\s+/g, ' ');
}

/** The table whose rows a statement goes over. */
function readTable(statement: string): string | undefined {
  return /^\s*(?:CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?\w+\s+ON|ALTER TABLE|UPDATE|DELETE FROM|INSERT INTO \w+[\s\S]*?\bFROM)\s+(\w+)/i.exec(
    statement,
  )?.[1];
}
