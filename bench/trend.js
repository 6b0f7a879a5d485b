// Did something grow that should stay flat? What was seen in the second quarter of a run is held against the last quarter: the
// first is for caches to fill.
const columns = [
  ['minute', 'minute', 1],
  ['rssMb', 'RSS MB', 0],
  ['ownMb', 'own MB', 0],
  ['heapMb', 'heap MB', 1],
  ['handles', 'handles', 0],
  ['walMb', 'WAL MB', 1],
  ['rows', 'rows', 0],
  ['delayP99Ms', 'delay p99 ms', 1],
  ['delayMaxMs', 'longest ms', 0],
  ['cpuMs', 'processor ms', 0],
  ['events', 'events', 0],
];

/** By how much the last quarter may pass the second: a part of it, and so much besides. */
const bounds = {
  // Of RSS the rest is the database, mapped as far as it grows; the system takes that back when it needs it.
  ownMb: { part: 0.1, and: 10 },
  heapMb: { part: 0.1, and: 4 },
  handles: { part: 0.1, and: 10 },
  delayP99Ms: { part: 0.5, and: 10 },
};
const rowsBound = { part: 0.1, and: 200 };

export function printSamples(samples) {
  console.log(columns.map(([, name]) => name.padStart(13)).join(''));
  for (const sample of samples)
    console.log(
      columns.map(([name, , digits]) => readSample(sample, name).toFixed(digits).padStart(13)).join(''),
    );
  const [first, last] = [samples[0].rows, samples.at(-1).rows];
  const changed = Object.keys(last).filter(table => last[table] > first[table]);
  console.log(
    `\nmore rows than at first: ${changed.map(table => `${table} ${first[table]} → ${last[table]}`).join(', ')}`,
  );
}

function readSample(sample, name) {
  return name === 'rows' ? Object.values(sample.rows).reduce((all, count) => all + count, 0) : sample[name];
}

/** Prints what grew beyond its bound. @returns whether nothing did */
export function judge(samples, walMbMax) {
  const grown = [];
  const compare = (name, values, { part, and }) => {
    const quarter = Math.floor(values.length / 4);
    const [was, is] = [mean(values.slice(quarter, 2 * quarter)), mean(values.slice(-quarter))];
    if (is > was * (1 + part) + and) grown.push(`${name} grew from ${was.toFixed(1)} to ${is.toFixed(1)}`);
  };
  for (const [name, bound] of Object.entries(bounds))
    compare(
      name,
      samples.map(sample => sample[name]),
      bound,
    );
  for (const table of Object.keys(samples[0].rows))
    compare(
      `rows of ${table}`,
      samples.map(({ rows }) => rows[table]),
      rowsBound,
    );
  const wal = Math.max(...samples.map(({ walMb }) => walMb));
  if (wal > walMbMax) grown.push(`the log grew to ${wal.toFixed(0)} MB`);
  for (const line of grown) console.log(line);
  console.log(grown.length === 0 ? 'Nothing grew beyond its bound.' : 'NOT FLAT');
  return grown.length === 0;
}

function mean(values) {
  return values.reduce((all, value) => all + value, 0) / values.length;
}
