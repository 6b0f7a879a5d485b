// Which rows one PutThings writes, learned from a vault: every table is looked at before and after, and what changed is
// kept as a pattern in which ids, times and counters have their places. So the floor writes what the vault writes, whatever
// that is by now, and by the plainest statements.

import { randomUUID } from 'node:crypto';

// A pattern is an `insert` or an `update` of every put, or a `note` that each commit makes once.

/** Far past the operation numbers that a vault has when it is measured. */
const countersStart = 1_000_000;

/**
 * @param snapshot resolves to the tables: `{ name, key, serial, rows }`
 * @param put puts one thing, and resolves to the texts it has: `{ id, stamp, record, person, data, common }`
 */
export async function learnRows(snapshot, put) {
  // The first one may make rows that others find.
  await put();
  const seen = [await snapshot()];
  const puts = [];
  for (let i = 0; i < 2; i++) {
    const from = Date.now();
    const texts = await put();
    puts.push({ texts, from, to: Date.now() });
    seen.push(await snapshot());
  }
  const [first, second] = puts.map((_, i) => findChanges(seen[i], seen[i + 1]));
  if (JSON.stringify(first.map(kindOf)) !== JSON.stringify(second.map(kindOf)))
    throw new Error('two PutThings wrote different rows');
  if (second.length === 0) throw new Error('a PutThings changes nothing in the database that is looked at');
  return second.map((change, i) => makePattern(change, first[i], puts));
}

const kindOf = ({ kind, table }) => [kind, table];

function findChanges(before, after) {
  const changes = [];
  for (const { name, key, serial, rows } of after) {
    const byKey = rows => new Map(rows.map(row => [JSON.stringify(key.map(column => row[column])), row]));
    const was = byKey(before.find(table => table.name === name)?.rows ?? []);
    const is = byKey(rows);
    if ([...was.keys()].some(at => !is.has(at))) throw new Error(`a PutThings deletes from ${name}`);
    for (const [at, row] of is) {
      const old = was.get(at);
      if (!old) changes.push({ kind: 'insert', table: name, key, serial, row });
      else if (!isSame(old, row)) changes.push({ kind: 'update', table: name, key, row, old });
    }
  }
  return changes;
}

function isSame(a, b) {
  return Object.keys(b).every(column => isSameValue(a[column], b[column]));
}

function isSameValue(a, b) {
  return a === b || (Buffer.isBuffer(a) && Buffer.isBuffer(b) && a.equals(b));
}

function makePattern({ kind, table, key, serial, row, old }, before, puts) {
  if (kind === 'insert') {
    const columns = Object.keys(row).filter(column => column !== serial);
    const values = columns.map(name => makeValue(row[name], before.row[name], puts));
    // What names nothing of the put belongs to the commit.
    const isOfPut = values.some(value => 'parts' in value || 'counter' in value);
    return { kind: isOfPut ? kind : 'note', table, columns, values };
  }
  const changed = Object.keys(row).filter(column => !isSameValue(old[column], row[column]));
  return {
    kind,
    table,
    key,
    values: key.map(name => makeValue(row[name], before.row[name], puts)),
    changes: changed.map(column => {
      const value = makeValue(row[column], before.row[column], puts);
      return 'counter' in value ? { column, add: row[column] - old[column] } : { column, value };
    }),
  };
}

/** What stands in a column: something fixed, the time, a counter, or a text with the texts of the put in it. */
function makeValue(value, before, [{ from, to }, { texts, from: secondFrom, to: secondTo }]) {
  if (typeof value === 'number' && value !== before) {
    const areTimes = before >= from && before <= to && value >= secondFrom && value <= secondTo;
    return areTimes ? { now: true } : { counter: value, by: value - before };
  }
  if (typeof value !== 'string') return { fixed: value };
  if (value !== before && isGuid.test(value) && !Object.values(texts).includes(value))
    return { random: true };
  const named = Object.entries(texts);
  const found = new RegExp(`(${named.map(([, text]) => escapeText(text)).join('|')})`);
  const parts = value.split(found);
  if (parts.length === 1) return { fixed: value };
  return { parts: parts.map(part => named.find(([, text]) => text === part)?.[0] ?? { text: part }) };
}

const isGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const escapeText = text => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * A function that fills a pattern's values for one put: its texts by name, the time, and which one it is of its record.
 */
export function makeFill(values) {
  const fills = values.map(value => {
    if ('fixed' in value) return () => value.fixed;
    if (value.now) return put => put.now;
    if (value.random) return () => randomUUID();
    if ('counter' in value) return put => value.counter + value.by * (countersStart + put.number);
    const parts = value.parts.filter(part => part.text !== '');
    if (parts.length === 1) return put => put[parts[0]];
    return put => {
      let text = '';
      for (const part of parts) text += part.text ?? put[part];
      return text;
    };
  });
  return put => {
    const filled = new Array(fills.length);
    for (let i = 0; i < fills.length; i++) filled[i] = fills[i](put);
    return filled;
  };
}

/**
 * What a group of puts changes in rows that are there: each row once, with the sums of what was added.
 * @returns `take(put)`, and `list()`: the values of each statement, changes first
 */
export function makeUpdates({ values, changes }) {
  const fillKey = makeFill(values);
  const fill = makeFill(changes.map(({ value, add }) => value ?? { fixed: add }));
  let rows = new Map();
  return {
    take(put) {
      const key = fillKey(put);
      const at = key.join();
      const set = fill(put);
      const row = rows.get(at);
      if (!row) {
        rows.set(at, { key, set });
        return;
      }
      for (const [i, { add }] of changes.entries())
        row.set[i] = add === undefined ? set[i] : row.set[i] + set[i];
    },
    list() {
      const all = [...rows.values()];
      rows = new Map();
      return all;
    },
  };
}
