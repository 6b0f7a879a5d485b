// PostgreSQL. Works on the whole vault run one after the other, as if alone; works on records beside each other, those of
// one record one after the other, on whichever node they are asked for.
import type { Awaitable } from '../../../core/awaitable.ts';
import { ownRows, type Reader, type Store, type Writer, type WriteScope } from '../../../core/store.ts';
import { countStepsLeft, migrate } from '../../migrations.ts';
import { openReader, openWriter } from '../../tables.ts';
import { readPostgresUrl } from './address.ts';
import type { Connection } from './connection.ts';
import { postgresDialect } from './dialect.ts';
import { isWorthTrying } from './faults.ts';
import { Lane } from './lane.ts';
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
}

/** @throws when it cannot be reached, or is of a newer Keepwell */
export async function openPostgres({ url }: PostgresOptions): Promise<Store> {
  const source = new Source(readPostgresUrl(url));
  const connection = await source.open();
  try {
    await bringUpToDate(connection, 1);
  } finally {
    await connection.close();
  }
  return new PostgresStore(source);
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
    sql.flush();
    await transaction.commit();
  } catch (error) {
    await transaction.undo();
    if (!isWorthTrying(error) || tried === migrationTries) throw error;
    await bringUpToDate(connection, tried + 1);
  }
}

async function isUpToDate(connection: Connection): Promise<boolean> {
  const transaction = new Transaction(connection, []);
  const sql = new WorkSql();
  sql.begin(transaction, false);
  const found = await sql.get<{ mark: string | null; step: string | null }>(
    `SELECT to_regclass('commit_mark') AS mark, to_regclass('migration') AS step`,
  );
  const isCurrent = Boolean(found?.mark && found.step) && (await countStepsLeft(sql)) === 0;
  await transaction.undo();
  return isCurrent;
}

class PostgresStore implements Store {
  readonly #source: Source;
  readonly #readers: Readers;
  readonly #reader: Reader;
  readonly #vaultLane: Lane;
  readonly #rowLane: Lane;
  readonly #recordLanes: readonly Lane[];
  readonly #stopWatching: () => void;
  readonly #sweeping: NodeJS.Timeout;

  constructor(source: Source) {
    this.#source = source;
    this.#readers = new Readers(source);
    this.#reader = openReader(this.#readers, postgresDialect);
    const openLane = () => new Lane(source, sql => openWriter(sql, postgresDialect));
    this.#vaultLane = openLane();
    this.#rowLane = openLane();
    this.#recordLanes = Array.from({ length: postgresLimits.recordConnections }, openLane);
    this.#stopWatching = watchConnections(source, () => ({
      reading: this.#readers.connections,
      writing: this.#lanes().flatMap(({ connection }) => connection ?? []),
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
      const recordId = scope?.recordId;
      this.#laneOf(recordId).add({ work, recordId, resolve, reject });
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    this.#source.close();
    await Promise.all(this.#lanes().map(lane => lane.close()));
    await this.#readers.close();
    this.#stopWatching();
  }

  #lanes(): readonly Lane[] {
    return [this.#vaultLane, this.#rowLane, ...this.#recordLanes];
  }

  /** Works of one record are in one lane, so that they need not wait for locks that this node holds. */
  #laneOf(recordId: string | undefined): Lane {
    if (recordId === undefined) return this.#vaultLane;
    if (recordId === ownRows.recordId) return this.#rowLane;
    let sum = 0;
    for (let at = 0; at < recordId.length; at++) sum = (sum * 31 + recordId.charCodeAt(at)) | 0;
    return this.#recordLanes[Math.abs(sum % this.#recordLanes.length)] ?? this.#vaultLane;
  }
}
