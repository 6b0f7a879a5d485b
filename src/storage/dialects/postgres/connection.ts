// One connection: statements are sent at once, however many are not answered yet, and answered in their order. Those of a
// transaction that are asked for in one turn of the event loop go out as one, and their answers come as one. `pg` makes the
// connection (TLS, passwords), `pg-protocol` of the same authors writes and reads what is said over it: a statement that was
// said before is not described again, and makes no objects but its answer.
import pg, { type ClientConfig } from 'pg';
import { parse, serialize } from 'pg-protocol';
import type { SqlValue } from '../../sql.ts';
import { type Answer, Asked, type Hearing, type Question } from './asked.ts';
import { ConnectionLost, readFault, StatementRefused } from './faults.ts';
import { postgresLimits } from './limits.ts';
import { noShape, readDone, readShape, type Shape } from './rows.ts';

/** Where what was sent together ends: after an error PostgreSQL goes on there. */
const turnEnd = Symbol('the end of a turn');

export class Connection {
  readonly #client: pg.Client;
  readonly #config: ClientConfig;
  /** What is to be said. */
  #outgoing: Buffer[] = [];
  /** By name, as far as their rows are known. */
  readonly #prepared = new Map<string, Shape | undefined>();
  #sent: (Asked | typeof turnEnd)[] = [];
  /** How many of these are behind us. */
  #sentDone = 0;
  #turnError: unknown;
  #isTurnOpen = false;
  #isFlushing = false;
  #isLost = false;
  #waiting = 0;
  /** When the statement that is being answered could begin. */
  #headSince = 0;
  #warnings = 0;

  constructor(client: pg.Client, config: ClientConfig) {
    this.#client = client;
    this.#config = config;
    client.on('error', error => this.#lose(error));
    client.on('end', () => this.#lose(undefined));
  }

  /** From now on it is this that hears what is said. Before anything is sent. */
  takeOver(): void {
    const { stream } = this.#client.connection;
    stream.removeAllListeners('data');
    void parse(stream, message => this.#handle(message as unknown as Message));
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

  /** Does it wait for the end of this turn of the event loop to say what was asked in it? */
  get isGathering(): boolean {
    return this.#isFlushing;
  }

  /** Warnings that have come: a commit that comes with one may not have reached the standby. */
  get warnings(): number {
    return this.#warnings;
  }

  /** For how long the statement at the head has not been answered. */
  silentFor(now: number): number {
    return this.#waiting === 0 ? 0 : now - this.#headSince;
  }

  /** A statement by itself. */
  send(question: Question): Promise<Answer> {
    return new Promise((answered, failed) => this.#say(question, { answered, failed }, false));
  }

  /** One of a transaction: where it fails, so do those behind it. */
  sendWithin(question: Question, hearing: Hearing): void {
    this.#say(question, hearing, true);
  }

  #say(question: Question, hearing: Hearing, isWithin: boolean): void {
    if (this.#isLost) {
      hearing.failed(new ConnectionLost('closed'));
      return;
    }
    const { statement, values } = question;
    const { text, name } = statement;
    const isPrepared = name !== undefined && this.#prepared.has(name);
    const shape = isPrepared ? this.#prepared.get(name) : undefined;
    const isPlain = name === undefined && values.length === 0;
    const isAlone = isPlain || !isWithin;
    if (isAlone) this.#endTurn();
    const { query, parse, bind, describe, execute } = serialize;
    if (isPlain) this.#outgoing.push(query(text));
    else {
      if (!isPrepared) this.#outgoing.push(parse({ text, ...(name !== undefined && { name }) }));
      this.#outgoing.push(bind({ statement: name ?? '', values: [...values], valueMapper: writeValue }));
      if (!shape) this.#outgoing.push(describe({ type: 'P' }));
      this.#outgoing.push(execute());
    }
    if (name !== undefined && !isPrepared) this.#prepared.set(name, undefined);
    this.#sent.push(new Asked(question, hearing, { isWithin: !isAlone, isParsing: !isPrepared, shape }));
    if (this.#waiting === 0) this.#headSince = performance.now();
    this.#waiting += 1;
    if (isPlain) this.#sent.push(turnEnd);
    else this.#isTurnOpen = true;
    if (isAlone) this.#endTurn();
    this.#flushSoon(isWithin);
  }

  #endTurn(): void {
    if (!this.#isTurnOpen) return;
    this.#isTurnOpen = false;
    this.#outgoing.push(serialize.sync());
    this.#sent.push(turnEnd);
  }

  /** What is said in one turn goes out in one piece. */
  #flushSoon(isWithin: boolean): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    const flush = () => this.#flush();
    if (isWithin) process.nextTick(flush);
    else setImmediate(flush);
  }

  #flush(): void {
    this.#isFlushing = false;
    this.#endTurn();
    if (this.#outgoing.length === 0) return;
    this.#client.connection.stream.write(Buffer.concat(this.#outgoing));
    this.#outgoing = [];
  }

  #handle(message: Message): void {
    const head = this.#sent[this.#sentDone];
    if (message.name === 'notice') {
      if (message.severity === 'WARNING') this.#warnings += 1;
    } else if (message.name === 'readyForQuery') this.#finishTurn();
    else if (message.name === 'error') {
      const error = readFault(message);
      this.#turnError ??= error;
      // Nobody asked: it is about to end.
      if (!(head instanceof Asked) || error instanceof ConnectionLost) this.#lose(error);
    } else if (head instanceof Asked) this.#handleAnswer(head, message);
  }

  #handleAnswer(head: Asked, message: Message): void {
    if (message.name === 'dataRow') head.addRow(message.fields);
    else if (message.name === 'parseComplete') head.isParsing = false;
    else if (message.name === 'rowDescription') this.#describe(head, readShape(message.fields));
    else if (message.name === 'noData') this.#describe(head, noShape);
    else if (message.name === 'commandComplete') {
      head.setDone(readDone(message.text));
      if (head.isWithin) this.#finish(head);
    }
  }

  #describe(asked: Asked, shape: Shape): void {
    asked.shape = shape;
    const { name } = asked.statement;
    if (name !== undefined) this.#prepared.set(name, shape);
  }

  #finishTurn(): void {
    const error = this.#turnError;
    for (;;) {
      const next = this.#sent[this.#sentDone];
      if (!(next instanceof Asked)) break;
      this.#finish(next, error);
    }
    this.#turnError = undefined;
    this.#sentDone += 1;
    // What is behind us is dropped now and then.
    if (this.#sentDone === this.#sent.length || this.#sentDone > 1000) {
      this.#sent = this.#sent.slice(this.#sentDone);
      this.#sentDone = 0;
    }
  }

  #finish(asked: Asked, error?: unknown): void {
    this.#sentDone += 1;
    this.#waiting -= 1;
    this.#headSince = performance.now();
    const { name } = asked.statement;
    if (error !== undefined && asked.isParsing && name !== undefined) this.#prepared.delete(name);
    asked.end(error);
  }

  /** It is over: whatever is not answered is lost. */
  #lose(error: unknown): void {
    this.end();
    const fault = error instanceof ConnectionLost ? error : readFault(error);
    const left = this.#sent.slice(this.#sentDone);
    this.#sent = [];
    this.#sentDone = 0;
    this.#waiting = 0;
    for (const one of left) if (one instanceof Asked) one.end(fault);
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
    this.#flush();
    await this.#client.end();
  }
}

/** What `pg-protocol` reads; other messages tell nothing that is asked for. */
type Message =
  | { readonly name: 'dataRow'; readonly fields: readonly (string | null)[] }
  | { readonly name: 'rowDescription'; readonly fields: readonly { name: string; dataTypeID: number }[] }
  | { readonly name: 'commandComplete'; readonly text: string }
  | { readonly name: 'notice'; readonly severity: string | undefined }
  | { readonly name: 'error' | 'readyForQuery' | 'parseComplete' | 'noData' };

const lastNumber = 2n ** 63n - 1n;

/**
 * A text has no U+0000 here. XML has none either, so it is in what somebody made up: it is written as what is no character. A
 * number beyond those of PostgreSQL, as an xs:long may be once it is rounded, is the last of them.
 */
function writeValue(value: SqlValue): string | Buffer | null {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  if (value === null || Buffer.isBuffer(value)) return value;
  if (typeof value === 'number' && Math.abs(value) >= 2 ** 63)
    return String(value < 0 ? -lastNumber : lastNumber);
  return String(value);
}

/** @throws ConnectionLost where there is none, or where it may not write */
export async function connect(config: ClientConfig): Promise<Connection> {
  const client = new pg.Client({
    application_name: 'keepwell',
    ...config,
    keepAlive: true,
    keepAliveInitialDelayMillis: postgresLimits.silentMs,
    connectionTimeoutMillis: postgresLimits.connectMs,
  });
  const connection = new Connection(client, config);
  const late = setTimeout(() => connection.end(), postgresLimits.connectMs);
  try {
    await client.connect();
    connection.takeOver();
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
