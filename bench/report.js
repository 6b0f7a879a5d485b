// What a run found: as text, and as docs/performance.md.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const names = { get: 'GetThings, newest 20', put: 'PutThings, 1 KB' };

const number = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const ratio = value => number(value, 2);

export function printReport(run, results) {
  for (const [title, lines] of listTables(results)) {
    console.log(`\n${title}\n`);
    const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
    for (const line of lines)
      console.log(
        line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
      );
  }
  console.log(`\n${describeRun(run, results).join('\n')}`);
}

export function writePage(run, results) {
  const tables = listTables(results).map(([title, lines]) => `## ${title}\n\n${markTable(lines)}\n`);
  const facts = describeRun(run, results).map(line => `- ${line}`);
  const page = `# Performance

Written by \`npm run bench -- --write\`, never by hand. What counts are the ratios: rates are those of one machine on one day, and stand beside what the bare machine did in the same seconds.

${facts.join('\n')}

## How to read it

- **The floor** (\`bench/floor.js\`) is a bare \`node:http\` server over the raw store. It takes the same bytes and answers as many with the same headers, writes the rows that the vault writes (learned from a PutThings of the run), in one durable commit those of all who ask meanwhile, and runs the same query by a prepared statement. It reads no XML, knows nobody and checks nothing: no server that keeps a secret comes near it.
- **The first floor** is the same as it was when the aims of speed were set: ids of things are random, which scatters every index, rows come out of the database as objects, the log goes to the database every thousand pages. It stands here so that those aims (0.75 for PutThings, 0.55 for GetThings) can be read on the floor they were taken from.
- **The ratio** is the vault's requests a second over the floor's, 1.00 the floor itself: the median of ${run.turns.rounds} turns of ${run.turns.ms} ms side by side, in brackets between which half of them lie.
- **The sum of parts** is what a server must do that does read XML, check signatures and look up who calls: each part alone in a loop, with caches warm, which no server has.
- **µs** are of processors, the server's with all its processes, and beside them the database's own where it has processes.

${tables.join('\n')}`;
  const root = join(import.meta.dirname, '..');
  const file = join(root, 'docs', 'performance.md');
  writeFileSync(file, page);
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  execFileSync(process.execPath, [biome, 'format', '--write', file], { stdio: 'ignore' });
}

function markTable([head, ...lines]) {
  const row = cells => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...lines.map(row)].join('\n');
}

function listTables(results) {
  return [
    ...results.map(store => [`${store.name}: ratios to the floor`, listRatios(store)]),
    ...results
      .filter(({ firstRows }) => firstRows.length > 0)
      .map(({ name, firstRows }) => [`${name}: ratios to the first floor`, listRatios({ rows: firstRows })]),
    ...results.map(store => [`${store.name}: beside the floor`, listRates(store)]),
    ['The sum of parts, µs a request at 32 clients', listParts(results)],
    ['Memory of the server, MB', listMemory(results)],
  ];
}

function listRatios({ rows }) {
  const clients = [...new Set(rows.map(row => row.clients))];
  const lines = [];
  for (const workers of new Set(rows.map(row => row.workers)))
    for (const name of Object.keys(names)) {
      const found = clients.map(count =>
        rows.find(row => row.name === name && row.workers === workers && row.clients === count),
      );
      const what = `${names[name]}, ${countWorkers(workers)}`;
      lines.push(
        [what, ...found.map(row => `${ratio(row.ratio)} (${ratio(row.low)}–${ratio(row.high)})`)],
        [`${what}, by time of processors`, ...found.map(row => ratio(takeUs(row.floor) / takeUs(row.vault)))],
      );
    }
  for (const name of Object.keys(names)) {
    const of = (count, workers) =>
      rows.find(row => row.name === name && row.workers === workers && row.clients === count);
    if (!of(clients[0], 2)) continue;
    const gains = side => clients.map(count => ratio(of(count, 2)[side].rate / of(count, 1)[side].rate));
    lines.push([`${names[name]}, two workers over one`, ...gains('vault')]);
    // What the machine has for two processes and the one that makes the load.
    lines.push([`${names[name]}, two workers over one, of the floor`, ...gains('floor')]);
  }
  return [['', ...clients.map(count => (count === 1 ? '1 client' : `${count} clients`))], ...lines];
}

function takeUs({ cpuUs, databaseCpuUs }) {
  return cpuUs + databaseCpuUs;
}

function listRates({ rows }) {
  const head = [
    '',
    'vault /s',
    'floor /s',
    'p50 ms',
    'p99 ms',
    'vault µs',
    'floor µs',
    'database µs',
    'floor’s',
  ];
  const lines = rows.map(({ name, workers, clients, vault, floor }) => [
    `${names[name]}, ${countWorkers(workers)}, ${clients}`,
    number(vault.rate),
    number(floor.rate),
    number(vault.p50, 2),
    number(vault.p99, 2),
    number(vault.cpuUs),
    number(floor.cpuUs),
    vault.databaseCpuUs === 0 ? '–' : number(vault.databaseCpuUs),
    floor.databaseCpuUs === 0 ? '–' : number(floor.databaseCpuUs),
  ]);
  return [head, ...lines];
}

/** Where 32 clients were not measured, there is nothing to hold them against. */
function listParts(results) {
  const lines = [];
  for (const { name: store, parts, rows } of results)
    for (const name of parts === undefined ? [] : Object.keys(names)) {
      const sum = Object.values(parts[name]).reduce((all, us) => all + us, 0);
      const at32 = rows.find(row => row.name === name && row.workers === 1 && row.clients === 32);
      const vault = at32?.vault.cpuUs;
      const told = Object.entries(parts[name]).map(([part, us]) => `${part} ${number(us)}`);
      lines.push([
        `${store}, ${names[name]}`,
        told.join(', '),
        number(sum),
        number(vault),
        ratio(sum / vault),
      ]);
    }
  return [['', 'parts', 'sum', 'vault', 'ratio'], ...lines];
}

function listMemory(results) {
  const lines = results.flatMap(({ name, memory }) =>
    memory.map(({ workers, atRest, underLoad }) => [
      `${name}, ${countWorkers(workers)}`,
      number(atRest),
      number(underLoad),
    ]),
  );
  return [['', 'at rest', 'after the load'], ...lines];
}

function countWorkers(count) {
  return count === 1 ? 'one worker' : `${count} workers`;
}

function describeRun({ machine, seed, things, callerCount, turns, tookMs }, results) {
  const share = Math.max(...results.flatMap(({ rows }) => rows.map(({ loadShare }) => loadShare)));
  const minutes = Math.floor(tookMs / 60_000);
  const seconds = Math.round((tookMs % 60_000) / 1000);
  return [
    `${machine.at}, Keepwell ${machine.keepwell}`,
    `${machine.processor}, ${machine.memory}, ${machine.system}, Node ${machine.node}`,
    results.map(({ version }) => version).join('; '),
    ...results.map(({ name, writes }) => `a PutThings writes on ${name}: ${writes.join(', ')}`),
    `${things} things in ${callerCount} records of as many people, seed ${seed}; ${turns.rounds} rounds of ${turns.ms} ms each`,
    `the process that made the load used at most ${number(100 * share)} % of one processor`,
    `took ${minutes} min ${seconds} s`,
  ];
}
