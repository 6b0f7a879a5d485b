// A change to a log is found: by the verifier that its owner runs with checkpoints that they kept, and by the vault's own. Random
// tamperings, each on an export and in the tables. KEEPWELL_TAMPER_SEED names the run, KEEPWELL_TAMPER_COUNT how many there are.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printContent, unpackEnd } from './core/audit/chain.ts';
import { nameCheckpointFile, printNoteKey } from './core/audit/checkpoint.ts';
import type { LogEntry } from './core/audit/ports.ts';
import { readAllHeads, verifyLog } from './core/audit/verify.ts';
import { callFor, putOne } from './testing/blobs.ts';
import { givenLinkedApp, type Linked } from './testing/given.ts';
import {
  type Kept,
  keepLog,
  loadVerifier,
  type OpenServer,
  settleLog,
  startOpenServer,
} from './testing/log.ts';
import { chainAnew, endOf, type Forged, forge, type Log, makeDraw } from './testing/tamper/forge.ts';
import { aWeight } from './testing/things.ts';
import { typeIds } from './testing/type-ids.ts';

const { KEEPWELL_TAMPER_SEED: seedGiven = '20261128', KEEPWELL_TAMPER_COUNT: countGiven = '100' } =
  process.env;
const seed = Number(seedGiven);
const count = Number(countGiven);

let open: OpenServer;
let app: Linked;
let log: Log;
/** The proofs of the export. */
let tree: object;
beforeAll(async () => {
  open = await startOpenServer();
  app = await givenLinkedApp(open.server);
  const info = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`;
  for (let i = 0; i < 5; i++) {
    for (let k = 0; k < 3; k++) await putOne(app, aWeight(60 + i));
    await callFor(app, 'GetThings', { version: 3, info });
    await settleLog(open.server);
  }
  log = await readLog();
  tree = await readTree();
});
afterAll(() => open[Symbol.asyncDispose]());

async function readLog(): Promise<Log> {
  const { vault } = open.server;
  return vault.store.read(async db => {
    const { chain } = unpackEnd((await db.log.end(app.record.id))!);
    const entries = await db.log.entries(app.record.id, 0, 1000);
    const heads: string[] = [];
    for await (const { text } of readAllHeads(db)) heads.push(text);
    const [key] = await db.log.keys();
    const { name, publicKey, sealed } = key!;
    return { chain, entries, heads, key: { name, publicKey, privateKey: vault.keys.open(sealed!) } };
  });
}

async function readTree(): Promise<object> {
  const numbers = log.heads.map((_, i) => i + 1);
  const { log: text } = await keepLog(open.server, app.record.id, numbers);
  return JSON.parse(text.split('\n', 1)[0] ?? '').tree;
}

/** As the vault exports it. */
function exportForged({ entries, heads, kept }: Forged): Kept {
  const header = {
    format: 'keepwell log 1',
    chain: log.chain.toString('hex'),
    record: app.record.id,
    entries: entries.length,
    exported: new Date(open.server.clock.now()).toISOString(),
    tree,
  };
  const lines = entries.map(entry => ({
    number: entry.number,
    at: entry.at,
    contentHash: entry.contentHash.toString('hex'),
    entryHash: entry.entryHash.toString('hex'),
    ...(entry.salt && { salt: entry.salt.toString('hex'), content: JSON.parse(printContent(entry)) }),
  }));
  return {
    log: [header, ...lines].map(line => `${JSON.stringify(line)}\n`).join(''),
    keys: [printNoteKey(log.key)],
    heads: [...heads, ...kept].map((text, i) => ({ name: nameCheckpointFile(i), text })),
    now: open.server.clock.now(),
  };
}

const untouched = (): Forged => ({ how: 'nothing', entries: log.entries, heads: log.heads, kept: [] });

const columns =
  'at, action, person_id, app_id, record_id, avenue, details, number, salt, content_hash, entry_hash';

/** Has the tables say it. No two entries of a record can have one number there: the later one is left out. */
async function put({ entries, heads }: Pick<Forged, 'entries' | 'heads'>): Promise<void> {
  const { hands } = open;
  await hands('DELETE FROM audit WHERE record_id = ?', app.record.id);
  const numbers = new Set<number>();
  for (const entry of entries) {
    if (numbers.has(entry.number)) continue;
    numbers.add(entry.number);
    const { at, action, personId = null, appId = null, recordId = null, avenue = null } = entry;
    await hands(
      `INSERT INTO audit (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[at, action, personId, appId, recordId, avenue, JSON.stringify(entry.details)],
      ...[entry.number, entry.salt ?? null, entry.contentHash, entry.entryHash],
    );
  }
  await hands('UPDATE record SET log_end = ? WHERE id = ?', endOf(log.chain, entries), app.record.id);
  for (const [i, text] of heads.entries())
    await hands('UPDATE log_heads SET text = ? WHERE number = ?', text, i + 1);
}

const judgeTables = (files: readonly string[]) =>
  open.server.vault.store.read(db =>
    verifyLog(db, { recordId: app.record.id, files, at: open.server.clock.now() }),
  );

/** Is the order all that was changed? The tables go by the number. */
const isSameInTables = ({ entries, heads, kept }: Forged) => {
  const key = (all: readonly LogEntry[]) =>
    JSON.stringify(all.toSorted((a, b) => a.number - b.number).map(entry => ({ ...entry, id: 0 })));
  return heads === log.heads && kept.length === 0 && key(onceEach(entries)) === key(log.entries);
};

function onceEach(entries: readonly LogEntry[]): LogEntry[] {
  const found = new Map<number, LogEntry>();
  for (const entry of entries) if (!found.has(entry.number)) found.set(entry.number, entry);
  return [...found.values()];
}

describe(`a log that is tampered with, seed ${seed}`, () => {
  test('is well as long as nobody touches it', async () => {
    const judge = await loadVerifier();
    expect(judge(exportForged(untouched()))).toMatchObject({ problems: [], last: { number: 22 } });
    expect(judge(await keepLog(open.server, app.record.id, [1, 2])).problems).toEqual([]);
    await put(untouched());
    expect((await judgeTables(log.heads)).problems).toEqual([]);
    // What is made anew and the same is not the same: salts are others.
    const anew = { ...untouched(), entries: chainAnew(log.chain, log.entries) };
    expect(judge(exportForged(anew)).problems).not.toEqual([]);
  });

  test(`is found out ${count} times by the verifier of one file`, {
    timeout: 60_000 + count * 100,
  }, async () => {
    const judge = await loadVerifier();
    const draw = makeDraw(seed);
    const missed = new Map<string, number>();
    for (let i = 0; i < count; i++) {
      const forged = forge(log, draw);
      if (judge(exportForged(forged)).problems.length === 0) missed.set(`${i}: ${forged.how}`, i);
    }
    expect([...missed.keys()]).toEqual([]);
  });

  test(`is found out ${count} times in the tables`, { timeout: 60_000 + count * 1000 }, async () => {
    const draw = makeDraw(seed);
    const missed: string[] = [];
    let tried = 0;
    while (tried < count) {
      const forged = forge(log, draw);
      if (isSameInTables(forged)) continue;
      await put(forged);
      if ((await judgeTables([...log.heads, ...forged.kept])).problems.length === 0)
        missed.push(`${tried}: ${forged.how}`);
      tried++;
    }
    expect(missed).toEqual([]);
    await put(untouched());
    expect((await judgeTables(log.heads)).problems).toEqual([]);
  });
});

/** Checks of the verifier, and what it is without each. */
const checks: readonly [what: string, from: string, to: string][] = [
  ['what an entry says', '!== contentHash)', "=== 'x')"],
  ['what it follows', "hash.toString('hex') !== entryHash", 'false'],
  ['its number', 'number !== expected', 'false'],
  ['erased without its record', 'lastErased > 0', 'false'],
  ['a signature', 'const isSigned = keys.some(', 'const isSigned = [true].some(Boolean) || keys.some('],
  ['the tree of a checkpoint', '!isConsistent(kept, checkpoint, proof.consistency)', 'false'],
];

describe('a verifier without its check of', () => {
  test.each(checks)('%s misses some', async (_, from, to) => {
    const judge = await loadVerifier(text => {
      expect(text.split(from)).toHaveLength(2);
      return text.replace(from, () => to);
    });
    const draw = makeDraw(seed);
    let missed = 0;
    for (let i = 0; i < 1500 && missed === 0; i++)
      if (judge(exportForged(forge(log, draw))).problems.length === 0) missed++;
    expect(missed).toBe(1);
  });
});
