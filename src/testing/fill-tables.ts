// A vault with rows in every table, of all that a column may hold: for what treats rows as rows. Nobody is at home in it.
import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { makeRandom, type Random } from '../demo/random.ts';

export interface Filling {
  readonly seed: number;
  readonly rowsPerTable: number;
}

interface Column {
  readonly name: string;
  readonly type: 'INTEGER' | 'TEXT' | 'BLOB';
  readonly isNullable: boolean;
}

/** Adds rows to each table of a SQLite file that a vault was opened in. */
export function fillTables(file: string, { seed, rowsPerTable }: Filling): void {
  const db = new Database(file);
  const random = makeRandom(seed);
  db.transaction(() => {
    for (const table of listTables(db)) {
      const columns = listColumns(db, table);
      const names = columns.map(({ name }) => name).join(', ');
      const insert = db.prepare(
        `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (let row = 0; row < rowsPerTable; row++)
        insert.run(...columns.map(column => drawValue(column, random)));
    }
  })();
  db.close();
}

/** Adds rows of one table, each as large as this, as they would be of a record with many items. */
export function addThings(
  file: string,
  { seed, count, bytes }: { seed: number; count: number; bytes: number },
): void {
  const db = new Database(file);
  // Not the draws that fillTables makes of this seed.
  const random = makeRandom(~seed);
  const columns = listColumns(db, 'thing');
  const insert = db.prepare(
    `INSERT INTO thing (${columns.map(({ name }) => name).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const dataXml = `<weight>${'ä'.repeat(Math.floor(bytes / 2))}</weight>`;
  db.transaction(() => {
    for (let row = 0; row < count; row++)
      insert.run(
        ...columns.map(column => (column.name === 'data_xml' ? dataXml : drawValue(column, random))),
      );
  })();
  db.close();
}

function listTables(db: Database.Database): string[] {
  return db
    .prepare(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('migration', 'vault_seal')`,
    )
    .pluck()
    .all() as string[];
}

function listColumns(db: Database.Database, table: string): Column[] {
  const columns = db
    .prepare('SELECT name, type, "notnull" AS fixed, pk FROM pragma_table_info(?)')
    .all(table);
  return (columns as { name: string; type: Column['type']; fixed: number; pk: number }[]).map(
    ({ name, type, fixed, pk }) => ({ name, type, isNullable: fixed === 0 && pk === 0 }),
  );
}

const oddTexts = [
  '',
  'ä\u{1f600}\u{10ffff}',
  "'; --",
  '\\x00\\',
  '\t\r\n',
  '\\N',
  '{"a":[1]}',
  '\ufffe\u0001\u007f',
];
const oddNumbers = [0, -1, 1, 2 ** 31, -(2 ** 40), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/** Different each time, so that none collides with another. */
function drawValue({ type, isNullable }: Column, random: Random): unknown {
  if (isNullable && random.next() < 0.3) return null;
  const pick = <T>(list: readonly T[]) => list[random.whole(0, list.length - 1)];
  if (type === 'INTEGER') {
    const odd = pick(oddNumbers)!;
    return BigInt(
      random.next() < 0.3 && Math.abs(odd) < 2 ** 52
        ? odd + random.whole(0, 2 ** 30)
        : random.whole(0, 2 ** 52),
    );
  }
  if (type === 'BLOB') return randomBytes(random.whole(0, 9) === 0 ? 1000 : random.whole(12, 64));
  return `${pick(oddTexts)}${random.whole(0, 2 ** 50).toString(36)}${pick(oddTexts)}`;
}
