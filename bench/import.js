// `npm run bench -- import`: a large export of Apple Health comes into a record by the pages, as a person brings it: sent in parts,
// read, all of it chosen, written, and undone. Meanwhile pages are opened one after the other, and the server is killed some
// times and started again. Demanded are: memory of the server (without pages of files) under 250 MB, no page over 100 ms but for
// the wait after a kill, nothing twice and nothing missing, and after the undo the record as it was, to the letter.
// Options: --mb N of the export (1000), --kills N (5), --seed N.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import yazl from 'yazl';
import { readConfig } from '../dist/config.js';
import { makeSystemGrant } from '../dist/core/authorization/grant.js';
import { createPerson } from '../dist/core/people/accounts.js';
import { openShellSession } from '../dist/core/people/sessions.js';
import { openRecord, relationship } from '../dist/core/records/create.js';
import { makeThing } from '../dist/core/things/typed.js';
import { writeThings } from '../dist/core/things/write.js';
import { openVault } from '../dist/main.js';
import weight from '../dist/things/weight.js';
import { writeAppleExport } from './apple-export.js';
import { ownMemoryMb } from './processes.js';
import { randomFrom } from './random.js';
import { startVault } from './servers.js';
import { makeTemporaryFolder } from './temporary.js';

const { values: options } = parseArgs({
  options: {
    mb: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: '17' },
  },
});
const memoryMbMax = 250;
const pageMsMax = 100;
/** Things that were there earlier. */
const earlier = 200;

const folder = makeTemporaryFolder();

async function run() {
  const bytes = Number(options.mb) * 1e6;
  const random = randomFrom(Number(options.seed));
  const file = await writeZip(bytes);
  console.log(
    `an export of ${options.mb} MB, ${Math.round(statSync(file).size / 1e6)} MB as a zip, seed ${options.seed}`,
  );
  const data = join(folder.path, 'vault');
  const { token, recordId, personId } = await prepare(data);
  const before = await hashThings(data, recordId, personId);
  const vault = new WatchedVault(data, `keepwell=${token}; keepwell-record=${recordId}`);
  await vault.start();
  vault.watch();
  const path = await vault.time('sent', () => sendFile(vault, file, recordId));
  const kills = Number(options.kills);
  const killsReading = Math.floor(kills / 2);
  await vault.time('read', () => vault.follow(path, 'waiting', killsReading, random));
  const preview = await vault.open(path);
  await vault.post(path, { ...readForm(preview), do: 'write' });
  await vault.time('written', () => vault.follow(path, 'writing', kills - killsReading, random));
  const outcome = textOf(await vault.open(path));
  console.log(
    outcome.match(/[\d,]+ items? (added|there already|left out)[^.]*/g)?.join('; ') ?? outcome.slice(0, 600),
  );
  await vault.stop();
  const { count, twice } = await countThings(data, recordId, personId);
  await vault.start();
  await vault.post(path, { ...readForm(await vault.open(`${path}/undo`)), do: 'undo' });
  await vault.time('undone', () => vault.follow(path, 'undoing', 0, random));
  await vault.stop();
  const after = await hashThings(data, recordId, personId);
  const added = Number((/([\d,]+) items? added/.exec(outcome)?.[1] ?? '0').replaceAll(',', ''));
  const found = sumOf(preview, /([\d,]+) new/g);
  const checks = [
    [`memory at most ${vault.memoryMb.toFixed(0)} MB`, vault.memoryMb < memoryMbMax],
    [`slowest page ${vault.slowestMs.toFixed(0)} ms of ${vault.opened}`, vault.slowestMs < pageMsMax],
    [
      `${added} of ${found} items added, ${count - earlier} there`,
      added === found && count - earlier === added,
    ],
    [`${twice} twice`, twice === 0],
    ['after the undo it is as before', after === before],
  ];
  for (const [what, isMet] of checks) console.log(`${isMet ? 'met   ' : 'MISSED'} ${what}`);
  if (checks.some(([, isMet]) => !isMet)) process.exitCode = 1;
}

async function writeZip(bytes) {
  const path = join(folder.path, 'export.zip');
  const zip = new yazl.ZipFile();
  zip.addReadStream(Readable.from(writeAppleExport({ bytes })), 'apple_health_export/export.xml');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

async function prepare(data) {
  const vault = await openVault(readConfig({ data, mode: 'sandbox' }));
  const given = { email: 'bench@example.org', name: 'Bench', birthDate: '1980-05-01', country: 'US' };
  const { person, record } = await vault.store.write(async db => {
    const person = await createPerson(db, vault, { ...given, passwordHash: undefined });
    const of = { personId: person.id, name: 'Bench', relationship: relationship.self };
    return { person, record: await openRecord(db, vault, of) };
  });
  const grant = makeSystemGrant('bench', record.id, person.id);
  const things = Array.from({ length: earlier }, (_, i) =>
    makeThing(weight, {
      when: { date: { y: 2001, m: 1 + (i % 12), d: 1 + (i % 28) } },
      value: { kg: 60 + i / 10 },
    }),
  );
  await writeThings(vault, grant, things, { overwrite: false });
  const place = { address: '127.0.0.1', browser: 'Bench', system: 'Bench' };
  const { token } = await vault.store.write(db => openShellSession(db, vault, person, place));
  await vault.store.close();
  return { token, recordId: record.id, personId: person.id };
}

/** All that applications can read of a record, in pages. */
async function* readThings(data, recordId, personId) {
  const vault = await openVault(readConfig({ data, mode: 'sandbox' }));
  const grant = makeSystemGrant('bench', recordId, personId);
  let after;
  for (;;) {
    const query = { filters: [{ states: ['Active'] }], currentOnly: true, order: 'oldest first', limit: 500 };
    const page = await vault.store.read(db => db.things(grant).query({ ...query, ...(after && { after }) }));
    yield* page;
    const last = page.at(-1);
    if (page.length < 500) break;
    after = { ...last, updatedAt: last.updated.at };
  }
  await vault.store.close();
}

async function hashThings(data, recordId, personId) {
  const hash = createHash('sha256');
  for await (const { ordinal: _, ...thing } of readThings(data, recordId, personId))
    hash.update(JSON.stringify(thing));
  return hash.digest('hex');
}

async function countThings(data, recordId, personId) {
  const seen = new Set();
  let count = 0;
  let twice = 0;
  for await (const { typeId, effectiveDate, dataXml, commonXml } of readThings(data, recordId, personId)) {
    count++;
    const key = createHash('sha1')
      .update(`${typeId} ${effectiveDate} ${dataXml} ${commonXml}`)
      .digest('base64');
    if (seen.has(key)) twice++;
    seen.add(key);
  }
  return { count, twice };
}

/** A server that is opened page after page, and looked at. */
class WatchedVault {
  memoryMb = 0;
  slowestMs = 0;
  opened = 0;
  #data;
  #cookie;
  #server;
  #isWatched = false;
  #pages = ['/', '/items', '/imports', '/timeline'];

  constructor(data, cookie) {
    this.#data = data;
    this.#cookie = cookie;
  }

  async start() {
    this.#server = await startVault({ data: this.#data });
    // What each page needs for the first time is no matter of imports.
    for (let i = 0; i < 10; i++) for (const page of this.#pages) await this.open(page);
    this.#isWatched = true;
  }

  async stop() {
    this.#isWatched = false;
    await this.#server.stop();
  }

  /** As a machine ends that loses its power. */
  async kill() {
    this.#isWatched = false;
    const { child } = this.#server;
    const ended = new Promise(done => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
    await this.start();
  }

  watch() {
    const look = async () => {
      for (let i = 0; ; i++) {
        await wait(50);
        if (!this.#isWatched) continue;
        this.memoryMb = Math.max(this.memoryMb, ownMemoryMb(this.#server.pid));
        const page = this.#pages[i % this.#pages.length];
        const started = performance.now();
        await this.open(page).catch(() => {});
        if (!this.#isWatched) continue;
        this.opened++;
        const took = performance.now() - started;
        if (took > this.slowestMs) {
          this.slowestMs = took;
          if (took > pageMsMax) console.log(`  ${page} took ${took.toFixed(0)} ms`);
        }
      }
    };
    void look();
  }

  async time(what, work) {
    const started = performance.now();
    const result = await work();
    console.log(
      `${what} in ${((performance.now() - started) / 1000).toFixed(1)} s; slowest page so far ${this.slowestMs.toFixed(0)} ms, memory ${this.memoryMb.toFixed(0)} MB`,
    );
    return result;
  }

  /** Waits until it is in another state, with so many kills on the way, each some while after the one before. */
  async follow(path, state, kills, random) {
    let left = kills;
    let next = 2 + Math.floor(random() * 30);
    for (;;) {
      const now = JSON.parse(await this.open(`${path}/progress`));
      if (now.state !== state) return;
      if (left > 0 && now.percent >= next) {
        console.log(`  killed at ${now.percent} % of ${state}`);
        await this.kill();
        left--;
        next = Math.min(95, now.percent + 1 + Math.floor(random() * 25));
      }
      await wait(100);
    }
  }

  async open(path) {
    const answer = await this.#send(path);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
    return text;
  }

  async post(path, values) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(values))
      for (const one of [value].flat()) body.append(name, one);
    const answer = await this.#send(path, { method: 'POST', body });
    const text = await answer.text();
    if (answer.status >= 400) throw new Error(`${path} answers ${answer.status}: ${text.slice(0, 300)}`);
    return text;
  }

  #send(path, { headers, ...init } = {}) {
    const url = `http://127.0.0.1:${this.#server.port}`;
    return fetch(url + path, {
      ...init,
      headers: { ...headers, cookie: this.#cookie, origin: url, connection: 'close' },
      redirect: 'manual',
    });
  }

  async sendPart(headers, body) {
    const answer = await this.#send('/imports/part', { method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`a part answers ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
}

async function sendFile(vault, file, record) {
  const { form } = readForm(await vault.open('/imports'));
  const { size } = statSync(file);
  const { upload, partBytes } = JSON.parse(
    await vault.post('/imports/begin', { form, record, size: String(size) }),
  );
  for (let from = 0; from < size; from += partBytes) {
    const end = Math.min(size, from + partBytes);
    const chunks = await createReadStream(file, { start: from, end: end - 1 }).toArray();
    await vault.sendPart(
      {
        'content-type': 'application/octet-stream',
        'x-keepwell-form': form,
        'x-keepwell-upload': upload,
        'x-keepwell-from': String(from),
        ...(end === size && { 'x-keepwell-last': '1' }),
      },
      Buffer.concat(chunks),
    );
  }
  const { to } = JSON.parse(
    await vault.post('/imports/end', { form, record, upload, name: 'export.zip', type: 'application/zip' }),
  );
  return to;
}

/** What a browser would send of the form of a page: all that is hidden or ticked. */
function readForm(html) {
  const values = {};
  for (const [input] of html.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const type = /type="([^"]*)"/.exec(input)?.[1];
    const isSent = type === 'hidden' || (type === 'checkbox' && /\schecked/.test(input));
    if (!isSent || name === undefined || name === 'words') continue;
    values[name] = [...(values[name] ?? []), decode(/value="([^"]*)"/.exec(input)?.[1] ?? '')];
  }
  const { form, ...rest } = values;
  return { ...rest, form: form?.at(-1) };
}

function decode(text) {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function textOf(html) {
  return html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

function sumOf(html, pattern) {
  // What sources say is said of the same items once more.
  const [kinds = ''] = html.split(/<legend>(?:From whom)<\/legend>/);
  return [...textOf(kinds).matchAll(pattern)].reduce(
    (sum, [, count]) => sum + Number(count.replaceAll(',', '')),
    0,
  );
}

try {
  await run();
} finally {
  folder.remove();
}
