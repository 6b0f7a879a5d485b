// One transaction: the locks that its works need, and a mark that tells later whether it was committed.
import { randomBytes } from 'node:crypto';
import type { Answer, Connection, Question } from './connection.ts';
import { ConnectionLost } from './faults.ts';
import { postgresLimits } from './limits.ts';
import { makeStatement } from './statements.ts';

/** What it concerns: these records, or the whole vault. */
export type Extent = readonly string[] | 'vault';

const { lockMs, idleInTransactionMs } = postgresLimits;

/** Any number, the same in each node: works on the vault hold it alone, works on records share it. */
const vaultLock = 7_300_621;

const settings = `set_config('lock_timeout', '${lockMs}', true),
  set_config('idle_in_transaction_session_timeout', '${idleInTransactionMs}', true)`;
const beginning = makeStatement('BEGIN ISOLATION LEVEL READ COMMITTED');
const lockVault = makeStatement(`SELECT ${settings}, pg_advisory_xact_lock(${vaultLock})`);
const shareVault = makeStatement(`SELECT ${settings}, pg_advisory_xact_lock_shared(${vaultLock})`);
const lockRecord = makeStatement('SELECT 1 FROM record WHERE id = ? FOR NO KEY UPDATE');
const addMark = makeStatement('INSERT INTO commit_mark (id) VALUES (?::uuid)');
const committing = makeStatement('COMMIT');
const undoing = makeStatement('ROLLBACK');

/**
 * Where the transaction was committed, its mark is there, or waited for, or on its way to the standby: this waits for it.
 * Where it was not, the mark that is put now sees to it that it never will be.
 */
const claimMark = makeStatement(
  `INSERT INTO commit_mark (id) VALUES (?::uuid)
   ON CONFLICT (id) DO UPDATE SET at = excluded.at RETURNING (xmax = 0) AS is_new`,
);

export class Transaction {
  readonly #connection: Connection;
  readonly #mark = randomBytes(16).toString('hex');
  #error: unknown;
  #hasAskedToCommit = false;

  /** Begins it, and asks for its locks: whatever is asked next is answered when they are held. */
  constructor(connection: Connection, extent: Extent) {
    this.#connection = connection;
    this.put({ statement: beginning, values: [] });
    this.put({ statement: extent === 'vault' ? lockVault : shareVault, values: [] });
    // Everybody locks in this order.
    if (extent !== 'vault')
      for (const id of [...extent].sort()) this.put({ statement: lockRecord, values: [id] });
  }

  /** The first thing that went wrong: after it, nothing goes well. */
  get error(): unknown {
    return this.#error;
  }

  /** Is it not known whether it was committed? */
  get isUnsettled(): boolean {
    return this.#hasAskedToCommit && this.#error instanceof ConnectionLost;
  }

  async ask(question: Question): Promise<Answer> {
    try {
      return await this.#connection.send(question);
    } catch (error) {
      this.#error ??= error;
      throw error;
    }
  }

  /** Asks for what nobody waits for: what goes wrong is told by `error`, and by the commit. */
  put(question: Question): void {
    this.#connection.send(question).catch(error => {
      this.#error ??= error;
    });
  }

  /** @throws what went wrong in it */
  async commit(): Promise<void> {
    const { warnings } = this.#connection;
    this.put({ statement: addMark, values: [this.#mark] });
    this.#hasAskedToCommit = true;
    const { command } = await this.ask({ statement: committing, values: [] });
    if (command !== 'COMMIT') throw this.#error ?? new Error('PostgreSQL undid a transaction.');
    // It stands, but maybe not with the standby: the claim waits for that.
    if (this.#connection.warnings > warnings) {
      this.#error = new ConnectionLost('the commit was not confirmed by the standby');
      throw this.#error;
    }
  }

  async undo(): Promise<void> {
    await this.#connection.send({ statement: undoing, values: [] }).catch(() => {});
  }

  /** Whether it was committed, asked by another connection. If not, it never will be. */
  async wasCommitted(by: Connection): Promise<boolean> {
    const { rows } = await by.send({ statement: claimMark, values: [this.#mark] });
    return (rows as { is_new: number }[])[0]?.is_new === 0;
  }
}

/** Marks that nobody asks for any more. */
export async function sweepMarks(connection: Connection): Promise<void> {
  await connection.send({
    statement: makeStatement(`DELETE FROM commit_mark WHERE at < now() - ? * INTERVAL '1 millisecond'`),
    values: [postgresLimits.commitMarkMs],
  });
}

export const commitMarkTable = [
  `CREATE TABLE IF NOT EXISTS commit_mark (id UUID PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
  'CREATE INDEX IF NOT EXISTS commit_mark_by_age ON commit_mark (at)',
];
