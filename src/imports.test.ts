// A server is killed while it reads, writes and undoes an import: when it is over, nothing is there twice and nothing is missing,
// and undone it is as before. KEEPWELL_IMPORTS_COUNT is how often it is killed in each.
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { keepImport } from './core/imports/begin.ts';
import { startUndo, startWriting } from './core/imports/choose.ts';
import type { Import } from './core/imports/import.ts';
import type { Vault } from './core/vault.ts';
import { databaseFile } from './data-folder.ts';
import { givenSignedIn, type Visitor } from './shell/testing/visitors.ts';
import { grantOf } from './testing/imports/given.ts';
import { spawnServer, tempFolder } from './testing/process.ts';
import { startTestServer } from './testing/server.ts';

const kills = Number(process.env.KEEPWELL_IMPORTS_COUNT ?? 2);
const rows = 6000;
const data = tempFolder();
let owner: Visitor;
let key: Pick<Import, 'recordId' | 'id'>;

const kilograms = Array.from({ length: rows }, (_, i) => 40 + i / 100);
const table = [
  'Date,Weight',
  ...kilograms.map(
    (kg, i) => `${new Date(i * 7_200_000 + 999_999_960_000).toISOString().slice(0, 16)},${kg}`,
  ),
];
const mapping = { 'column.0': 'when', 'column.1': 'weight.kg', dates: 'ymd', decimals: 'point' };

/** In this process, with the job of imports at rest as far as that is possible. */
async function within<T>(work: (vault: Vault) => Promise<T>): Promise<T> {
  const server = await startTestServer({ data, limits: { importsAtOnce: 0 } });
  try {
    return await work(server.vault);
  } finally {
    await server.close();
  }
}

const options = { zone: 'UTC', language: 'en', keepsRaw: false, mapping };

beforeAll(async () => {
  const server = await startTestServer({ data, limits: { importsAtOnce: 0 } });
  owner = await givenSignedIn(server);
  const bytes = async function* () {
    yield Buffer.from(table.join('\n'));
  };
  const grant = await grantOf(server, owner);
  key = await keepImport(server.vault, grant, { name: 'scale.csv', options }, bytes());
  await server.close();
});

const usageOf = async (vault: Vault) => vault.store.read(db => db.records.usage(owner.record.id));

function look(): { state: string; done: number } {
  const db = new Database(databaseFile(data), { readonly: true });
  const row = db.prepare('SELECT state, done FROM import').get() as { state: string; done: number };
  db.close();
  return row;
}

/** Killed so often while it is at it, then left alone until it is over. @returns where it was killed */
async function runThrough(state: string): Promise<number[]> {
  const killedAt: number[] = [];
  for (let kill = 0; kill <= kills; kill++) {
    const server = await spawnServer([], data);
    const isLast = kill === kills;
    // Spread over what it takes, and the same each time.
    const waitMs = 1500 * ((kill * 0.37 + 0.11) % 1);
    const begun = performance.now();
    while (look().state === state && (isLast || performance.now() - begun < waitMs)) await setTimeout(20);
    server.signal(isLast ? 'SIGTERM' : 'SIGKILL');
    await server.exited;
    killedAt.push(look().done);
  }
  return killedAt;
}

async function listKilograms(vault: Vault): Promise<number[]> {
  const grant = await grantOf({ vault }, owner);
  const found: number[] = [];
  for (let from = 0; ; from += 1000) {
    const things = await vault.store.read(db =>
      db.things(grant).query({
        filters: [{ states: ['Active'], effectiveMin: dateOf(from), effectiveMax: dateOf(from + 999) }],
        currentOnly: true,
        limit: 5000,
      }),
    );
    if (from >= rows) return found.sort((a, b) => a - b);
    found.push(...things.map(({ dataXml }) => Number(/<kg>([^<]+)</.exec(dataXml)?.[1])));
  }
}

const dateOf = (i: number) => new Date(i * 7_200_000 + 999_999_960_000).toISOString().slice(0, 19);

test(`killed ${kills} times each while it is read, written and undone, it comes in once and goes as a whole`, async () => {
  const before = await within(usageOf);
  const [reading] = [await runThrough('waiting')];
  expect(look().state).toBe('ready');
  await within(async vault => {
    expect(await listKilograms(vault)).toEqual([]);
    await startWriting(vault, key, { typeIds: [], sources: [], lines: [] });
  });
  const writing = await runThrough('writing');
  expect(look().state).toBe('done');
  await within(async vault => {
    expect(await listKilograms(vault)).toEqual(kilograms);
    expect(await vault.store.read(db => db.imports.countThings(key))).toBe(rows);
    expect((await vault.store.read(db => db.imports.byId(key)))?.tally.new).toBe(rows);
    await startUndo(vault, key, { personId: owner.person.id });
  });
  const undoing = await runThrough('undoing');
  expect(look().state).toBe('undone');
  await within(async vault => {
    expect(await listKilograms(vault)).toEqual([]);
    const { bytes, blobBytes } = await usageOf(vault);
    expect({ bytes, blobBytes }).toEqual({ bytes: before.bytes, blobBytes: before.blobBytes });
    expect((await vault.store.read(db => db.imports.byId(key)))?.tally).toMatchObject({
      removed: rows,
      kept: 0,
    });
  });
  console.log('killed at', { reading, writing, undoing });
}, 600_000);
