// `npm run bench -- shell`: how long the pages of a record's data take: the home page over 10 000 things and 100 000, pages of
// a list of 100 000. Every request goes through HTTP, one after the other. Demanded are, at the 95th percentile, 20 ms and 60 KB
// over the wire for the home page of 100 000, and 100 ms for a page of their list, the first page of a search by words too, whether it finds a page full or goes
// through as many items as a search may and finds none. Options: --requests N of each kind.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { readConfig } from '../dist/config.js';
import { createPerson } from '../dist/core/people/accounts.js';
import { openShellSession } from '../dist/core/people/sessions.js';
import { openRecord, relationship } from '../dist/core/records/create.js';
import { getOrdinal } from '../dist/core/things/thing.js';
import { openVault } from '../dist/main.js';
import { thingColumns } from './fill.js';

const { values: options } = parseArgs({ options: { requests: { type: 'string' } } });
const requests = Number(options.requests ?? 200);
const bin = join(import.meta.dirname, '..', 'dist', 'cli', 'keepwell.js');

const dateParts = date => {
  const [y, m, d] = date.slice(0, 10).split('-').map(Number);
  return `<y>${y}</y><m>${m}</m><d>${d}</d>`;
};
const when = date => `<when><date>${dateParts(date)}</date><time><h>7</h><m>30</m></time></when>`;
const named = (root, text) => `<${root}><name><text>${text}</text></name></${root}>`;

/** Kinds that a record of years is made of, the most frequent first. */
const kinds = [
  [
    'ca3c57f4-f4c1-4e15-be67-0a3caf5414ed',
    (date, i) =>
      `<blood-pressure>${when(date)}<systolic>${110 + (i % 40)}</systolic><diastolic>${70 + (i % 20)}</diastolic></blood-pressure>`,
  ],
  [
    '3d34d87e-7fc1-4153-800f-f56592cb0d17',
    (date, i) => `<weight>${when(date)}<value><kg>${60 + (i % 300) / 10}</kg></value></weight>`,
  ],
  [
    'b81eb4a6-6eac-4292-ae93-3872d6870994',
    (date, i) => `<heart-rate>${when(date)}<value>${55 + (i % 50)}</value></heart-rate>`,
  ],
  [
    '40750a6a-89b2-455c-bd8d-b420a4cb500b',
    (date, i) => `<height>${when(date)}<value><m>${1.6 + (i % 20) / 100}</m></value></height>`,
  ],
  ['52bf9104-2c5e-4f1f-a66d-552ebcc53df7', (_, i) => named('allergy', `Pollen ${i}`)],
  ['30cafccc-047d-4288-94ef-643571f7919d', (_, i) => named('medication', `Ibuprofen ${i}`)],
  ['7ea7a1f9-880b-4bd4-b593-f5660f20eda8', (_, i) => named('condition', `Headache ${i}`)],
];

/** What families add to that day by day; every record of a hundred thousand has some thousands of each. */
const daily = [
  [
    'a9a76456-0357-493e-b840-598bbb9483fd',
    (date, i) =>
      `<daily-medication-usage><when>${dateParts(date)}</when><drug-name><text>Ibuprofen ${i % 30}</text></drug-name><number-doses-consumed-in-day>1</number-doses-consumed-in-day></daily-medication-usage>`,
  ],
  ['167ecf6b-bb54-43f9-a473-507b334907e0', (_, i) => named('medication-fill', `Ibuprofen ${i % 30}`)],
  ['cd3587b5-b6e1-4565-ab3b-1c3ad45eb04f', (_, i) => named('immunization', `Influenza ${i}`)],
  ['5800eab5-a8c2-482a-a4d6-f1db25ae08c3', labReport],
  [
    '4b18aeb6-5f01-444c-8c70-dbf13a2f510b',
    (date, i) => `<appointment>${when(date)}<service><text>Visit ${i}</text></service></appointment>`,
  ],
  [
    '879e7c04-4e8a-4707-9ad3-b054df467ce4',
    (date, i) =>
      `<blood-glucose>${when(date)}<value><mmolPerL>${5 + (i % 50) / 10}</mmolPerL></value><glucose-measurement-type><text>Whole blood</text></glucose-measurement-type></blood-glucose>`,
  ],
];

function labReport(date, i) {
  const tests = ['Haemoglobin', 'Creatinine', 'Potassium', 'Ferritin', 'TSH', 'CRP'].map(
    (name, at) =>
      `<results><name>${name}</name><value><measurement><display>${10 + ((i + at) % 9)}</display><structured><value>${10 + ((i + at) % 9)}</value><units><text>U/L</text></units></structured></measurement></value></results>`,
  );
  return `<lab-test-results><when><structured><date>${dateParts(date)}</date></structured></when><lab-group><group-name><text>Blood</text></group-name>${tests.join('')}</lab-group></lab-test-results>`;
}

const appId = randomUUID();
const data = mkdtempSync(join(tmpdir(), 'keepwell-bench-'));
try {
  await bench();
} finally {
  rmSync(data, { recursive: true, force: true });
}

async function bench() {
  const { token, small, large } = await prepare();
  const server = await start();
  try {
    const browser = { url: server.url, pid: server.child.pid, cookie: `keepwell=${token}` };
    await measure(browser, small, 10_000, ['/']);
    const list = await open(browser, large, '/items');
    const middle = await pagesOn(browser, large, list, 20);
    const item = /href="(\/items\/[0-9a-f-]{36})"/.exec(list)[1];
    await measure(browser, large, 100_000, [
      '/',
      '/medicines',
      '/vaccines',
      '/labs',
      '/items',
      ['/items, 20 pages on', middle],
      '/items?kind=weight',
      '/items?group=conditions',
      ['/items?source=an app', `/items?source=${appId}`],
      '/items?from=2015-01-01&to=2015-12-31',
      '/items?state=deleted',
      '/timeline',
      '/timeline?to=2012-06-01',
      ['/items/<id>', item],
      '/charts/weight?range=year',
      ['/items, words of 1 in 60', await search(browser, large, list, 'woken')],
      ['/items, words of none', await search(browser, large, list, 'unheard')],
    ]);
  } finally {
    server.child.kill('SIGTERM');
    await new Promise(done => server.child.once('exit', done));
  }
}

async function prepare() {
  const vault = await openVault(readConfig({ data, mode: 'sandbox' }));
  const { person, records } = await vault.store.write(async db => {
    const given = {
      email: 'bench@example.org',
      name: 'Bench',
      passwordHash: undefined,
      birthDate: '1980-05-01',
      country: 'US',
    };
    const person = await createPerson(db, vault, given);
    const record = name =>
      openRecord(db, vault, { personId: person.id, name, relationship: relationship.self });
    return { person, records: [await record('Small'), await record('Large')] };
  });
  const place = { address: '127.0.0.1', browser: 'Bench', system: 'Bench' };
  const { token } = await vault.store.write(db => openShellSession(db, vault, person, place));
  await vault.store.close();
  const [small, large] = records.map(({ id }) => id);
  const db = new Database(join(data, 'keepwell.db'));
  fillRecord(db, small, person.id, 10_000);
  fillRecord(db, large, person.id, 100_000);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { token, small, large };
}

/** Twenty years of things, one in fifty from an application, one in a hundred deleted; the last 500 are news. */
function fillRecord(db, record, person, count) {
  const thing = db.prepare(`INSERT INTO thing (${thingColumns}) VALUES (${Array(23).fill('?').join(', ')})`);
  const operation = db.prepare(
    `INSERT INTO record_operation (record_id, sequence, position, operation, thing_id, version_stamp, type_id,
       effective_date, updated_end_date, at) VALUES (?, ?, 0, 'Create', ?, ?, ?, ?, NULL, ?)`,
  );
  const start = Date.parse('2006-01-01');
  const step = (Date.now() - start) / count;
  db.exec('BEGIN');
  for (let i = 0; i < count; i++) {
    const often = Math.floor(kinds.length * ((i * 0.618) % 1) ** 2);
    const [type, xml] =
      i % 4 === 1 ? daily[(i >> 2) % daily.length] : kinds[Math.min(kinds.length - 1, often)];
    const at = Math.floor(start + i * step);
    const date = new Date(at).toISOString().slice(0, 19);
    const [id, stamp, app] = [randomUUID(), randomUUID(), i % 50 === 0 ? appId : null];
    const state = i % 100 === 99 ? 'Deleted' : 'Active';
    const note = `before breakfast, after a good night of sleep${i % 60 === 0 ? ', woken early' : ''}`;
    const common = i % 3 === 0 ? `<common><note>${note}</note></common>` : '';
    const written = [at, app, person, 'Online'];
    const row = [
      record,
      id,
      stamp,
      type,
      state,
      0,
      date,
      null,
      null,
      null,
      ...written,
      ...written,
      'Created',
      getOrdinal({ sequence: i + 1, position: 0 }),
      400,
    ];
    thing.run(...row, xml(date, i), common);
    operation.run(record, i + 1, id, stamp, type, date, at);
  }
  db.prepare('UPDATE record SET sequence = ?, bytes = ? WHERE id = ?').run(count, count * 400, record);
  db.prepare('INSERT INTO record_look (person_id, record_id, since, latest, at) VALUES (?, ?, ?, ?, ?)').run(
    person,
    record,
    count - 500,
    count,
    Date.now(),
  );
  db.exec('COMMIT');
}

async function start() {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const serve = [bin, 'serve', '--data', data, '--port', String(port), '--log-level', 'error'];
  const child = spawn(process.execPath, serve, { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries++) {
    const answers = await fetch(`${url}/assets/mark.svg`).then(
      () => true,
      () => false,
    );
    if (answers) return { child, url };
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('the vault did not start');
}

async function open({ url, cookie }, record, path) {
  const answer = await fetch(url + path, {
    headers: { cookie: `${cookie}; keepwell-record=${record}` },
    redirect: 'manual',
  });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  return html;
}

/** The address of the page so many pages on. */
async function pagesOn(browser, record, first, count) {
  let html = first;
  let path;
  for (let i = 0; i < count; i++) {
    path = /href="([^"]*after=[^"]*)"/.exec(html)[1].replaceAll('&amp;', '&');
    html = await open(browser, record, path);
  }
  return path;
}

/** The address of a search, which the form of the list leads to. */
async function search({ url, cookie }, record, list, words) {
  const form = /name="form" value="([^"]+)"/.exec(list)[1];
  const answer = await fetch(`${url}/items/find`, {
    method: 'POST',
    body: new URLSearchParams({ form, words }),
    headers: { cookie: `${cookie}; keepwell-record=${record}`, origin: url },
    redirect: 'manual',
  });
  const { pathname, search } = new URL(answer.headers.get('location'), url);
  return pathname + search;
}

async function measure(browser, record, count, pages) {
  console.log(`\n${count} things in the record`);
  for (const page of pages) {
    const [name, path] = Array.isArray(page) ? page : [page, page];
    // As in a vault that has run for a while.
    for (let i = 0; i < 100; i++) await open(browser, record, path);
    const times = [];
    const cpu = cpuMs(browser.pid);
    for (let i = 0; i < requests; i++) {
      const started = performance.now();
      await open(browser, record, path);
      times.push(performance.now() - started);
    }
    report(name, times, (cpuMs(browser.pid) - cpu) / requests);
  }
}

/** What the server has worked, which a busy machine does not stretch; not a number where the system does not tell. */
function cpuMs(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const [user, system] = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}

function report(what, times, cpu) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const ms = number => number.toFixed(1).padStart(7);
  console.log(
    `${what.padEnd(40)} p50 ${ms(at(0.5))}   p95 ${ms(at(0.95))}   most ${ms(sorted.at(-1))} ms   worked ${ms(cpu)} ms`,
  );
}
