// The log of a vault as somebody outside of it has it: exported, with the publications they kept, and the verifier that
// needs nothing of ours; and as somebody inside has it, with their hands on the tables.
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import pg from 'pg';
import { nameCheckpointFile, printNoteKey } from '../core/audit/checkpoint.ts';
import { exportLog } from '../core/audit/export-log.ts';
import type { ChainName } from '../core/audit/ports.ts';
import { publishLog } from '../core/audit/publish.ts';
import { readAllHeads } from '../core/audit/verify.ts';
import { databaseFile } from '../data-folder.ts';
import { isOnPostgres, type TestDatabase, takeTestDatabase } from './postgres.ts';
import { startTestServer, type TestServer } from './server.ts';

export interface KeptFile {
  readonly name: string;
  readonly text: string;
}

export interface Kept {
  readonly log: string;
  readonly keys: readonly string[];
  /** Checkpoints that somebody kept. */
  readonly heads: readonly KeptFile[];
  /** When it is judged; milliseconds since 1970, UTC. */
  readonly now: number;
}

export interface Judgement {
  readonly problems: readonly string[];
  readonly remarks: readonly string[];
  readonly entries: number;
  readonly erased: number;
  readonly last: { readonly number: number } | undefined;
}

export const verifierFile = new URL('../../verifier/verify-log.mjs', import.meta.url);

/** @param change of its text, for one that lacks a check */
export async function loadVerifier(change = (text: string) => text): Promise<(kept: Kept) => Judgement> {
  const text = change(readFileSync(verifierFile, 'utf8')).replace(/^#!.*/, '');
  const { verifyLog } = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  return ({ log, keys, heads, now }) => verifyLog(log, keys, heads, [], now);
}

/** @param kept numbers of publications that the log is proven against; all publications that are there go along */
export async function keepLog(
  { vault }: TestServer,
  of: ChainName,
  kept: readonly number[] = [],
): Promise<Kept> {
  const log: string[] = [];
  for await (const line of exportLog(vault, of, kept)) log.push(line);
  return vault.store.read(async db => {
    const heads: KeptFile[] = [];
    for await (const { number, text } of readAllHeads(db))
      heads.push({ name: nameCheckpointFile(number), text });
    const keys = (await db.log.keys()).map(printNoteKey);
    const isKept = ({ name }: KeptFile) => kept.some(number => nameCheckpointFile(number) === name);
    return { log: log.join(''), keys, heads: heads.filter(isKept), now: vault.clock.now() };
  });
}

/** Everything that was done is in its chain, and published. */
export async function settleLog({ vault, background }: TestServer): Promise<void> {
  await background.run('write reads');
  await background.run('chain the log');
  await publishLog(vault, true);
}

/** Runs one statement with values at its `?`, past all that Keepwell does. */
export type Hands = (
  statement: string,
  ...values: (string | number | Buffer | null)[]
) => Promise<HandledRow[]>;
export type HandledRow = Record<string, string | number | Buffer | null>;

export interface OpenServer extends AsyncDisposable {
  readonly server: TestServer;
  readonly hands: Hands;
}

export async function startOpenServer(settings: object = {}): Promise<OpenServer> {
  const database = isOnPostgres ? await takeTestDatabase() : undefined;
  const server = await startTestServer({ ...settings, ...(database && { database: database.url }) });
  const { hands, letGo } = await layHandsOn(server, database);
  return {
    server,
    hands,
    async [Symbol.asyncDispose]() {
      await letGo();
      await server.close();
      await database?.release();
    },
  };
}

/** Changes what is sealed of an item, as a disk that fails does, so that no server has it opened already. */
export async function damageItem(hands: Hands, id: string): Promise<void> {
  const [row] = await hands('SELECT sealed FROM thing WHERE id = ?', id);
  const sealed = Buffer.from(row?.sealed as Buffer);
  // Behind the head: what a server has opened is known by these bytes.
  sealed[10]! ^= 1;
  await hands('UPDATE thing SET sealed = ? WHERE id = ?', sealed, id);
}

async function layHandsOn(
  server: TestServer,
  database: TestDatabase | undefined,
): Promise<{ hands: Hands; letGo: () => Promise<void> }> {
  if (database) {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const hands: Hands = async (statement, ...values) => {
      let place = 0;
      return (
        await client.query(
          statement.replace(/\?/g, () => `$${++place}`),
          values,
        )
      ).rows;
    };
    return { hands, letGo: () => client.end() };
  }
  const file = new Database(databaseFile(server.data));
  const hands: Hands = async (statement, ...values) => {
    const prepared = file.prepare<unknown[], HandledRow>(statement);
    if (prepared.reader) return prepared.all(...values);
    prepared.run(...values);
    return [];
  };
  return { hands, letGo: async () => void file.close() };
}
