import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { isMatched, makeZip, readAll, sourceFile } from '../../testing/source-files.ts';
import { readDatabase } from './database.ts';
import { healthConnect } from './health-connect.ts';

const instant =
  'row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id INTEGER, time INTEGER, zone_offset INTEGER';
const interval =
  'row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id INTEGER, start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER';
const at = Date.UTC(2026, 0, 3, 6, 12);
const hour = 3_600_000;

function makeDatabase(...statements: string[]): Buffer {
  const database = new Database(':memory:');
  for (const statement of statements) database.exec(statement);
  const bytes = database.serialize();
  database.close();
  return bytes;
}

const apps = [
  'CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY, package_name TEXT, app_name TEXT)',
  "INSERT INTO application_info_table VALUES (1, 'org.example.scale', 'Scale')",
];

async function read(...statements: string[]) {
  const zip = await makeZip({ 'health_connect_export.db': makeDatabase(...statements) });
  return readAll(healthConnect, sourceFile('Health Connect.zip', zip));
}

test('it is known by the database in it', async () => {
  const zip = await makeZip({ 'health_connect_export.db': makeDatabase('CREATE TABLE a (b)') });
  expect(await isMatched(healthConnect, sourceFile('a.zip', zip))).toBe(true);
  expect(await isMatched(healthConnect, sourceFile('a.zip', await makeZip({ 'a.db': 'SQLite' })))).toBe(
    false,
  );
});

test('masses in grams, shares in per cent, offsets in seconds', async () => {
  const { candidates } = await read(
    ...apps,
    `CREATE TABLE weight_record_table (weight REAL, ${instant})`,
    `INSERT INTO weight_record_table VALUES (70100, 1, x'0102', 1, ${at}, -18000)`,
    `CREATE TABLE body_fat_record_table (${instant}, percentage REAL)`,
    `INSERT INTO body_fat_record_table VALUES (1, x'0103', 1, ${at}, NULL, 18.2)`,
    `CREATE TABLE blood_glucose_record_table (${instant}, level REAL, relation_to_meal TEXT)`,
    `INSERT INTO blood_glucose_record_table VALUES (1, x'0104', 1, ${at}, 3600, 5.5, '3')`,
    `CREATE TABLE blood_pressure_record_table (${instant}, systolic REAL, diastolic REAL)`,
    `INSERT INTO blood_pressure_record_table VALUES (1, x'0105', 1, ${at}, 3600, 121.0, 79.0)`,
  );
  expect(candidates.map(({ effectiveDate, sourceId, source }) => [effectiveDate, sourceId, source])).toEqual([
    ['2026-01-03T01:12:00', 'health-connect Weight 0102', 'Scale'],
    ['2026-01-03T07:12:00', 'health-connect Body fat 0103', 'Scale'],
    ['2026-01-03T07:12:00', 'health-connect Blood glucose 0104', 'Scale'],
    ['2026-01-03T07:12:00', 'health-connect Blood pressure 0105', 'Scale'],
  ]);
  expect(candidates[0]?.xml).toContain('<kg>70.1</kg>');
  expect(candidates[1]?.xml).toContain('<percent-value>0.182</percent-value>');
  expect(candidates[2]?.xml).toContain('BeforeMeal');
});

test('steps, heart rates and nights come together as those of other phones', async () => {
  const { candidates, leftOut } = await read(
    ...apps,
    `CREATE TABLE steps_record_table (${interval}, count INTEGER)`,
    `INSERT INTO steps_record_table VALUES (1, x'01', 1, ${at}, 3600, ${at + hour}, 3600, 900), (2, x'02', 1, ${at + hour}, 3600, ${at + 2 * hour}, 3600, 600)`,
    `CREATE TABLE active_calories_burned_record_table (${interval}, energy REAL)`,
    `INSERT INTO active_calories_burned_record_table VALUES (1, x'01', 1, ${at}, 3600, ${at + hour}, 3600, 250000)`,
    `CREATE TABLE heart_rate_record_table (${interval})`,
    `INSERT INTO heart_rate_record_table VALUES (7, x'01', 1, ${at}, 3600, ${at + hour}, 3600)`,
    'CREATE TABLE heart_rate_record_series_table (parent_key INTEGER, beats_per_minute INTEGER, epoch_millis INTEGER)',
    `INSERT INTO heart_rate_record_series_table VALUES (7, 60, ${at}), (7, 80, ${at + 60_000})`,
    `CREATE TABLE sleep_session_record_table (${interval}, title TEXT)`,
    `INSERT INTO sleep_session_record_table VALUES (3, x'03', 1, ${at - 8 * hour}, 3600, ${at}, 3600, ''), (4, x'04', 1, ${at - 32 * hour}, 3600, ${at - 24 * hour}, 3600, '')`,
    'CREATE TABLE sleep_stages_table (parent_key INTEGER, stage_start_time INTEGER, stage_end_time INTEGER, stage_type INTEGER)',
    `INSERT INTO sleep_stages_table VALUES (3, ${at - 8 * hour}, ${at - 4 * hour}, 4), (3, ${at - 4 * hour}, ${at - 2 * hour}, 5), (3, ${at - 2 * hour}, ${at}, 6)`,
    `CREATE TABLE exercise_session_record_table (${interval}, exercise_type INTEGER, title TEXT)`,
    `INSERT INTO exercise_session_record_table VALUES (1, x'09', 1, ${at}, 3600, ${at + hour}, 3600, 33, 'Morning')`,
    `CREATE TABLE hydration_record_table (${interval}, volume REAL)`,
    `INSERT INTO hydration_record_table VALUES (1, x'01', 1, ${at}, 3600, ${at}, 3600, 0.2)`,
  );
  expect(candidates.map(({ xml, of }) => [/^<([\w-]+)/.exec(xml)?.[1], of])).toEqual([
    ['exercise', 1],
    ['exercise', 3],
    ['heart-rate', 2],
    ['sleep-am', 1],
    ['sleep-am', 3],
  ]);
  expect(candidates[0]?.xml).toContain('<text>Running</text>');
  expect(candidates[0]?.xml).toContain('<title>Morning</title>');
  expect(candidates[1]?.xml).toMatch(/Steps_count.*?<value>1500<.*CaloriesBurned_calories.*?<value>250</);
  expect(leftOut).toEqual([{ why: 'no-kind', what: 'Hydration', count: 1 }]);
});

test('what a hostile schema would run is not run', async () => {
  const { candidates, leftOut } = await read(
    // A view in place of a table, a column that would be computed, a table of an extension.
    'CREATE TABLE endless (a)',
    'CREATE VIEW steps_record_table AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS start_time FROM n',
    `CREATE TABLE weight_record_table (${instant}, weight REAL AS (70000 + time * 0))`,
    `INSERT INTO weight_record_table (uuid, time) VALUES (x'01', ${at})`,
    'CREATE VIRTUAL TABLE height_record_table USING fts5(height, time)',
    `INSERT INTO height_record_table (height, time) VALUES ('1.7', '${at}')`,
    `CREATE TABLE "body_fat_record_table" (time TEXT, percentage BLOB, "DROP TABLE x" TEXT)`,
    `INSERT INTO body_fat_record_table VALUES ('soon', zeroblob(1000000), 'x')`,
  );
  expect(candidates).toEqual([]);
  expect(leftOut).toEqual([
    { why: 'invalid', what: 'Weight', count: 1 },
    { why: 'invalid', what: 'Body fat', count: 1 },
  ]);
});

const rows = Array.from(
  { length: 3000 },
  (_, i) => `(${i}, x'${i.toString(16).padStart(8, '0')}', 1, ${at + i}, 0, 70000)`,
);
const whole = makeDatabase(
  `CREATE TABLE weight_record_table (${instant}, weight REAL)`,
  `INSERT INTO weight_record_table VALUES ${rows.join(',')}`,
);

test.each([
  ['is none', Buffer.from('no database at all, but long enough to be taken for one'.repeat(50))],
  ['is cut', whole.subarray(0, Math.floor(whole.length / 2))],
  ['is damaged', Buffer.from(whole).fill(0xee, 8192, 60_000)],
])('a database that %s is refused', async (_, bytes) => {
  const zip = await makeZip({ 'health_connect_export.db': bytes });
  await expect(readAll(healthConnect, sourceFile('a.zip', zip))).rejects.toMatchObject({ fault: 'damaged' });
});

test('a process that gives nothing is ended', async () => {
  const never = async function* () {
    yield whole.subarray(0, 100);
    await new Promise(() => {});
  };
  await expect(readDatabase(never(), 300).next()).rejects.toMatchObject({ fault: 'damaged' });
});

test('who has seen enough ends it', async () => {
  const reading = readDatabase(
    (async function* () {
      yield whole;
    })(),
  );
  expect((await reading.next()).value?.[1]).toHaveLength(500);
  await reading.return(undefined);
});
