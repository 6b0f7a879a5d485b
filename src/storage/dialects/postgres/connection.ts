// One connection: statements are sent at once, however many are not answered yet, and answered in their order.
import pg, { type ClientConfig } from 'pg';
import type { SqlValue } from '../../sql.ts';
import { ConnectionLost, readFault, StatementRefused } from './faults.ts';
import { postgresLimits } from './limits.ts';
import type { Statement } from './statements.ts';

export interface Question {
  readonly statement: Statement;
  readonly values: readonly SqlValue[];
  /** Each row as the list of its values, or as an object. */
  readonly isListed?: boolean;
  /** Rows are kept up to the first that is not to be kept; those after it are dropped as they come. */
  readonly keep?: ((row: never) => boolean) | undefined;
}

export interface Answer {
  readonly rows: readonly unknown[];
  /** Rows that were changed or found. */
  readonly count: number;
  /** What was done: COMMIT answers ROLLBACK where a statement before it had failed. */
  readonly command: string;
}

export class Connection {
  readonly #client: pg.Client;
  readonly #config: ClientConfig;
  #isCorked = false;
  #isLost = false;
  #waiting = 0;
  /** When the statement that is being answered could begin. */
  #headSince = 0;
  #warnings = 0;

  constructor(client: pg.Client, config: ClientConfig) {
    this.#client = client;
    this.#config = config;
    // What was asked is told by itself.
    client.on('error', () => this.end());
    client.on('end', () => this.end());
    client.on('notice', ({ severity }) => {
      if (severity === 'WARNING') this.#warnings += 1;
    });
  }

  /** By what it was made: another one is another host. */
  get host(): ClientConfig {
    return this.#config;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Statements that are not answered yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Warnings that have come: a commit that comes with one may not have reached the standby. */
  get warnings(): number {
    return this.#warnings;
  }

  /** For how long the statement at the head has not been answered. */
  silentFor(now: number): number {
    return this.#waiting === 0 ? 0 : now - this.#headSince;
  }

  send(question: Question): Promise<Answer> {
    if (this.#isLost) return Promise.reject(new ConnectionLost('closed'));
    this.#corkForNow();
    if (this.#waiting === 0) this.#headSince = performance.now();
    this.#waiting += 1;
    return new Promise<Answer>((resolve, reject) => {
      this.#submit(question, resolve, error => {
        if (error instanceof ConnectionLost) this.end();
        reject(error);
      });
    });
  }

  #submit(
    { statement: { text, name }, values, isListed, keep }: Question,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ): void {
    const config = {
      text,
      ...(name !== undefined && { name }),
      values: values.map(toStorable),
      ...(isListed && { rowMode: 'array' as const }),
    };
    let isDone = false;
    const answered = () => {
      if (isDone) return;
      isDone = true;
      this.#waiting -= 1;
      this.#headSince = performance.now();
    };
    if (!keep) {
      const done = (error: Error | undefined, result: pg.QueryResult): void => {
        answered();
        if (error) reject(readFault(error));
        else resolve(readAnswer(result));
      };
      this.#client.query(new pg.Query(config, done as never));
      return;
    }
    const rows: unknown[] = [];
    let isKeeping = true;
    let refusal: { readonly error: unknown } | undefined;
    const query = new pg.Query(config);
    query.on('row', (row: unknown) => {
      if (!isKeeping) return;
      try {
        isKeeping = keep(row as never);
      } catch (error) {
        isKeeping = false;
        refusal = { error };
      }
      if (isKeeping) rows.push(row);
    });
    query.on('error', error => {
      answered();
      reject(readFault(error));
    });
    query.on('end', () => {
      answered();
      if (refusal) reject(refusal.error);
      else resolve({ rows, count: rows.length, command: 'SELECT' });
    });
    this.#client.query(query);
  }

  /** What is sent in one turn goes out in one piece. */
  #corkForNow(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    const { stream } = this.#client.connection;
    stream.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      stream.uncork();
    });
  }

  /** Breaks off the statement that is being answered. */
  async cancel(): Promise<void> {
    const { processID, secretKey } = this.#client as unknown as { processID: number; secretKey: number };
    const canceller = new pg.Client(this.#config) as unknown as {
      connection: pg.Connection & {
        connect(port: number, host: string): void;
        cancel(processId: number, secretKey: number): void;
      };
      host: string;
      port: number;
    };
    const { connection, host, port } = canceller;
    connection.on('error', () => {});
    connection.on('connect', () => connection.cancel(processID, secretKey));
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}` as never, undefined as never);
    else connection.connect(port, host);
  }

  /** Takes no more; ends when all is answered. */
  retire(): void {
    this.close().catch(() => {});
  }

  /** Ends it at once: whatever is not answered is lost. */
  end(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#client.connection.stream.destroy();
  }

  /** Ends it when all is answered. */
  async close(): Promise<void> {
    if (this.#isLost) return;
    this.#isLost = true;
    await this.#client.end();
  }
}

/**
 * A text has no U+0000 here. XML has none either, so it is in what somebody made up: it is written as what is no character. A
 * number beyond those of PostgreSQL, as an xs:long may be once it is rounded, is the last of them.
 */
function toStorable(value: SqlValue): SqlValue {
  if (typeof value === 'number' && Math.abs(value) >= 2 ** 63) return value < 0 ? -lastNumber : lastNumber;
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}

const lastNumber = 2n ** 63n - 1n;

function readAnswer(result: pg.QueryResult | pg.QueryResult[]): Answer {
  // Of several statements, the last.
  const { rows, rowCount, command } = (Array.isArray(result) ? result.at(-1) : result) as pg.QueryResult;
  return { rows, count: rowCount ?? 0, command };
}

/** Numbers are within what a double holds; a truth is 1 or 0, as in SQLite. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  16: text => (text === 't' ? 1 : 0),
  17: text => Buffer.from(text.slice(2), 'hex'),
  20: Number,
  21: Number,
  23: Number,
  700: Number,
  701: Number,
  1700: Number,
};
const asText = (text: string) => text;
const types = { getTypeParser: (oid: number) => parsers[oid] ?? asText };

/** @throws ConnectionLost where there is none, or where it may not write */
export async function connect(config: ClientConfig): Promise<Connection> {
  const client = new pg.Client({
    application_name: 'keepwell',
    ...config,
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: postgresLimits.silentMs,
    connectionTimeoutMillis: postgresLimits.connectMs,
    types: types as never,
  });
  const connection = new Connection(client, config);
  const late = setTimeout(() => connection.end(), postgresLimits.connectMs);
  try {
    await client.connect();
    const { rows } = await connection.send({ statement: { text: mayWrite, name: undefined }, values: [] });
    const [state] = rows as { reads_only: number; encoding: string }[];
    if (state?.reads_only !== 0) throw new ConnectionLost('the server does not write');
    if (state.encoding !== 'UTF8') throw new StatementRefused('22P05', ['the database must be in UTF8']);
    return connection;
  } catch (error) {
    connection.end();
    throw readFault(error);
  } finally {
    clearTimeout(late);
  }
}

const mayWrite = `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS reads_only,
  current_setting('server_encoding') AS encoding`;
