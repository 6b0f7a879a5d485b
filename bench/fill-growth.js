// Fills the database of a vault in bulk, in SQL that SQLite and PostgreSQL share: the record of one caller with a thousand
// things, that of another with up to a million, both with their log, and other records of a thousand until there are as many
// as asked for.

export const smallRecord = 1000;
const largeRecord = 1_000_000;
const atOnce = 50_000;

/** How many of so many things are in the large record. */
export function sizeOfLarge(things) {
  return Math.min(Math.floor(things / 2), largeRecord);
}

/** The id of a thing, by its number: those of the small record come first, then those of the large one. */
export function idOf(number) {
  return `00000000-0000-4000-a000-${100_000_000_000 + number}`;
}

/** @param run takes one statement */
export async function fillVault({ run, things, small, large, weightType, item, now }) {
  const inLarge = sizeOfLarge(things);
  const owner = `CASE WHEN i <= ${smallRecord} THEN '${small}' WHEN i <= ${smallRecord + inLarge} THEN '${large}'
    ELSE '00000000-0000-4000-b000-' || CAST(100000000000 + i / 1000 AS TEXT) END`;
  const two = number => `substr(CAST(100 + ${number} AS TEXT), 2)`;
  const date = `CAST(2000 + i / 483840 AS TEXT) || '-' || ${two('1 + i / 40320 % 12')} || '-' || ${two('1 + i / 1440 % 28')}
    || 'T' || ${two('i / 60 % 24')} || ':' || ${two('i % 60')} || ':00'`;
  // Of both records the ten oldest were changed within the hour.
  const at = `CASE WHEN i <= 10 OR i > ${smallRecord} AND i <= ${smallRecord + 10} THEN ${now} ELSE ${now - 86_400_000} END`;
  const place = `CASE WHEN i <= ${smallRecord} THEN i ELSE i - ${smallRecord} END`;
  for (const table of ['thing', 'record_operation'])
    await run(`DELETE FROM ${table} WHERE record_id IN ('${small}', '${large}')`);
  for (let from = 1; from <= things; from += atOnce) {
    const to = Math.min(from + atOnce - 1, things);
    const numbers = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`;
    const id = `'00000000-0000-4000-a000-' || CAST(100000000000 + i AS TEXT)`;
    await run(`INSERT INTO thing (record_id, id, version_stamp, type_id, state, flags, effective_date, created_at, created_app,
        created_person, created_avenue, updated_at, updated_app, updated_person, updated_avenue, updated_action, ordinal, size,
        data_xml, common_xml)
      ${numbers} SELECT ${owner}, ${id}, ${id}, '${weightType}', 'Active', 0, ${date}, ${now - 86_400_000}, 'app', 'person',
        'Online', ${at}, 'app', 'person', 'Online', 'Created', CAST(${place} AS BIGINT) * 1000000, 850, '${item.data}', '${item.common}'
      FROM n`);
    if (from > smallRecord + inLarge) continue;
    await run(`INSERT INTO record_operation (record_id, sequence, position, operation, thing_id, version_stamp, type_id,
        effective_date, personal, at)
      ${numbers} SELECT ${owner}, ${place}, 0, 'Create', ${id}, ${id}, '${weightType}', ${date}, 0, ${now - 86_400_000} FROM n`);
  }
  for (const [record, count] of [
    [small, smallRecord],
    [large, inLarge],
  ])
    await run(`UPDATE record SET sequence = ${count}, open_sequence = ${count}, bytes = ${850 * count},
      updated_at = ${now}, open_updated_at = ${now} WHERE id = '${record}'`);
  const others = Math.floor((things - smallRecord - inLarge) / 1000);
  if (others > 0)
    await run(`INSERT INTO record (id, name, state, created_at, updated_at, sequence, open_sequence, open_updated_at)
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${others - 1})
      SELECT '00000000-0000-4000-b000-' || CAST(${100_000_000_000 + Math.floor((smallRecord + inLarge) / 1000)} + i AS TEXT),
        'other', 'active', 1, 1, 1000, 1000, 1 FROM n`);
}
