// PostgreSQL. Works on the whole vault run one after the other, as if alone; all others beside each other, those of one
// record or one turn one after the other, on whichever node they are asked for.
import type { Awaitable } from '../../../core/awaitable.ts';
import type { Reader, Store, Writer, WriteScope } from '../../../core/store.ts';
import { countStepsLeft, migrate } from '../../migrations.ts';
import { KeyRing } from '../../sealing/key-ring.ts';
import { openReader, openWriter } from '../../tables.ts';
import { openRemembering } from '../known-callers.ts';
import { readPostgresUrl } from './address.ts';
import { generationNumber, isWatchingCallers, watchCallers } from './callers.ts';
import type { Connection } from './connection.ts';
import { postgresDialect } from './dialect.ts';
import { isWorthTrying } from './faults.ts';
import { Lanes, Taken } from './lanes.ts';
import { postgresLimits } from './limits.ts';
import { Readers } from './readers.ts';
import { Source } from './source.ts';
import { commitMarkTable, sweepMarks, Transaction } from './transaction.ts';
import { watchConnections } from './watch.ts';
import { WorkSql } from './work-sql.ts';

/** How often a node asks for the lock under which another brings the tables up to date. */
const migrationTries = 60;

export interface PostgresOptions {
  readonly url: string;
  /** Unlocked once it is known what the vault is sealed with. */
  readonly ring?: KeyRing | undefined;
}

/** @throws when it cannot be reached, or is of a newer Keepwell */
export async function openPostgres({ url, ring = new KeyRing() }: PostgresOptions): Promise<Store> {
  const source = new Source(readPostgresUrl(url));
  const connection = await source.open();
  try {
    await bringUpToDate(connection, 1);
  } finally {
    await connection.close();
  }
  return new PostgresStore(source, ring);
}

/** In one transaction, one node at a time; the others wait. */
async function bringUpToDate(connection: Connection, tried: number): Promise<void> {
  if (await isUpToDate(connection)) return;
  const transaction = new Transaction(connection, 'vault');
  const sql = new WorkSql();
  sql.begin(transaction, false);
  try {
    for (const text of commitMarkTable) await sql.run(text);
    await migrate(sql, postgresDialect);
    await watchCallers(sql);
    sql.flush();
    await transaction.commit();
  } catch (error) {
    await transaction.undo();
    if (!isWorthTrying(error) || tried === migrationTries) throw error;
    await bringUpToDate(connection, tried + 1);
  }
}

async function isUpToDate(connection: Connection): Promise<boolean> {
  const transaction = new Transaction(connection, { records: [], turns: [] });
  const sql = new WorkSql();
  sql.begin(transaction, false);
  const found = await sql.get<{ mark: string | null; step: string | null }>(
    `SELECT to_regclass('commit_mark') AS mark, to_regclass('migration') AS step`,
  );
  const hasTables = Boolean(found?.mark && found.step);
  const isCurrent = hasTables && (await countStepsLeft(sql)) === 0 && (await isWatchingCallers(sql));
  await transaction.undo();
  return isCurrent;
}

class PostgresStore implements Store {
  readonly #source: Source;
  readonly #readers: Readers;
  readonly #reader: Reader;
  readonly #vaultLane: Lanes;
  readonly #rowLane: Lanes;
  readonly #turnLanes: Lanes;
  readonly #recordLanes: Lanes;
  readonly #stopWatching: () => void;
  readonly #sweeping: NodeJS.Timeout;

  constructor(source: Source, ring: KeyRing) {
    this.#source = source;
    this.#readers = new Readers(source);
    const reader = openReader(this.#readers, postgresDialect, ring);
    this.#reader = openRemembering({
      reader,
      looking: this.#readers,
      asking: this.#readers,
      number: generationNumber,
    });
    const taken = new Taken();
    const openLanes = (count: number) =>
      new Lanes(count, source, sql => openWriter(sql, postgresDialect, ring), taken);
    this.#vaultLane = openLanes(1);
    this.#rowLane = openLanes(1);
    this.#turnLanes = openLanes(postgresLimits.turnConnections);
    this.#recordLanes = openLanes(postgresLimits.recordConnections);
    this.#stopWatching = watchConnections(source, () => ({
      reading: this.#readers.connections,
      writing: this.#lanes().flatMap(({ connections }) => connections),
    }));
    this.#sweeping = setInterval(() => {
      const [connection] = this.#readers.connections;
      // What goes wrong goes right the next time.
      if (connection) sweepMarks(connection).catch(() => {});
    }, postgresLimits.sweepMs).unref();
  }

  async read<T>(work: (db: Reader) => Awaitable<T>): Promise<T> {
    return work(this.#reader);
  }

  write<T>(work: (db: Writer) => Awaitable<T>, scope?: WriteScope): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#lanesOf(scope).add({ work, scope, resolve, reject });
    });
  }

  /** A vacuum of the whole would hold everybody up; docs/encryption.md tells operators what to run. */
  async overwriteRemoved(): Promise<boolean> {
    return false;
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    this.#source.close();
    await Promise.all(this.#lanes().map(lane => lane.close()));
    await this.#readers.close();
    this.#stopWatching();
  }

  #lanes(): readonly Lanes[] {
    return [this.#vaultLane, this.#rowLane, this.#turnLanes, this.#recordLanes];
  }

  #lanesOf(scope: WriteScope | undefined): Lanes {
    if (!scope) return this.#vaultLane;
    if (scope.recordId !== undefined) return this.#recordLanes;
    return scope.turns && scope.turns.length > 0 ? this.#turnLanes : this.#rowLane;
  }
}
