// One transaction: the locks that its works need, and a mark that tells later whether it was committed.
import { createHash, randomBytes } from 'node:crypto';
import type { Answer, Question } from './asked.ts';
import type { Connection } from './connection.ts';
import { ConnectionLost } from './faults.ts';
import { postgresLimits } from './limits.ts';
import { makeStatement } from './statements.ts';

/** What it concerns: these records and turns, or the whole vault. */
export type Extent = { readonly records: readonly string[]; readonly turns: readonly string[] } | 'vault';

const { lockMs, idleInTransactionMs } = postgresLimits;

/** Any number, the same in each node: works on the vault hold it alone, all others share it. */
const vaultLock = 7_300_621;

const settings = `set_config('lock_timeout', '${lockMs}', true),
  set_config('idle_in_transaction_session_timeout', '${idleInTransactionMs}', true)`;
const beginning = makeStatement('BEGIN ISOLATION LEVEL READ COMMITTED');
const lockVault = makeStatement(`SELECT ${settings}, pg_advisory_xact_lock(${vaultLock})`);
const shareVault = makeStatement(`SELECT ${settings}, pg_advisory_xact_lock_shared(${vaultLock})`);
const lockTurns = makeStatement('SELECT pg_advisory_xact_lock(turn) FROM unnest(?::bigint[]) AS turn');
const lockRecords = makeStatement(
  'SELECT 1 FROM record WHERE id = ANY (?::text[]) ORDER BY id FOR NO KEY UPDATE',
);
const addMark = makeStatement('INSERT INTO commit_mark (id) VALUES (?::uuid)');
const committing = makeStatement('COMMIT');
const undoing = makeStatement('ROLLBACK');

/**
 * Where the transaction was committed, its mark is there, or waited for, or on its way to the standby: this waits for it.
 * Where it was not, the claim that is put now sees to it that it never will be. A claim stays one, so that it may be made
 * again when its own answer was lost.
 */
const claimMark = makeStatement(
  `INSERT INTO commit_mark (id, is_claim) VALUES (?::uuid, 1)
   ON CONFLICT (id) DO UPDATE SET at = excluded.at RETURNING is_claim`,
);

export class Transaction {
  readonly #connection: Connection;
  readonly #mark = randomBytes(16).toString('hex');
  #error: unknown;
  #hasAskedToCommit = false;
  readonly #unheard = {
    failed: (error: unknown) => {
      this.#error ??= error;
    },
  };

  /** Begins it, and asks for its locks: whatever is asked next is answered when they are held. */
  constructor(connection: Connection, extent: Extent) {
    this.#connection = connection;
    this.put({ statement: beginning, values: [] });
    this.put({ statement: extent === 'vault' ? lockVault : shareVault, values: [] });
    if (extent === 'vault') return;
    // Everybody locks in this order.
    const { records, turns } = extent;
    if (turns.length > 0) this.put({ statement: lockTurns, values: [`{${listLocks(turns).join()}}`] });
    if (records.length > 0) this.put({ statement: lockRecords, values: [writeTexts(records)] });
  }

  /** The first thing that went wrong: after it, nothing goes well. */
  get error(): unknown {
    return this.#error;
  }

  /** Is it not known whether it was committed? */
  get isUnsettled(): boolean {
    return this.#hasAskedToCommit && this.#error instanceof ConnectionLost;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((answered, failed) => {
      this.#connection.sendWithin(question, {
        answered,
        failed: error => {
          this.#error ??= error;
          failed(error);
        },
      });
    });
  }

  /** Asks for what nobody waits for: what goes wrong is told by `error`, and by the commit. */
  put(question: Question): void {
    this.#connection.sendWithin(question, this.#unheard);
  }

  /** @throws what went wrong in it */
  async commit(): Promise<void> {
    const { warnings } = this.#connection;
    this.put({ statement: addMark, values: [this.#mark] });
    this.#hasAskedToCommit = true;
    const { command } = await this.ask({ statement: committing, values: [] });
    if (command !== 'COMMIT') throw this.#error ?? new Error('PostgreSQL undid a transaction.');
    try {
      demandConfirmed(this.#connection, warnings);
    } catch (error) {
      this.#error = error;
      throw error;
    }
  }

  async undo(): Promise<void> {
    // A connection that does not leave a transaction is of no use.
    await this.#connection.send({ statement: undoing, values: [] }).catch(() => this.#connection.end());
  }

  /**
   * Whether it was committed, asked by another connection. If not, it never will be.
   * @throws ConnectionLost where the answer may not be believed; asking again is safe
   */
  async wasCommitted(by: Connection): Promise<boolean> {
    const { warnings } = by;
    const { rows } = await by.send({ statement: claimMark, values: [this.#mark] });
    demandConfirmed(by, warnings);
    return (rows as { is_claim: number }[])[0]?.is_claim === 0;
  }
}

/** The numbers that are locked for turns, in order. Two turns that have one in common merely wait for each other. */
function listLocks(turns: readonly string[]): readonly bigint[] {
  const locks = new Set(turns.map(turn => createHash('sha256').update(turn).digest().readBigInt64BE()));
  return [...locks].sort((a, b) => (a < b ? -1 : 1));
}

/** Texts as PostgreSQL writes an array of them. */
function writeTexts(texts: readonly string[]): string {
  return `{${texts.map(text => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join()}}`;
}

/** A commit that comes with a warning stands, but maybe not with the standby. */
function demandConfirmed({ warnings }: Connection, before: number): void {
  if (warnings > before) throw new ConnectionLost('the commit was not confirmed by the standby');
}

/** Marks that nobody asks for any more. */
export async function sweepMarks(connection: Connection): Promise<void> {
  await connection.send({
    statement: makeStatement(`DELETE FROM commit_mark WHERE at < now() - ? * INTERVAL '1 millisecond'`),
    values: [postgresLimits.commitMarkMs],
  });
}

export const commitMarkTable = [
  `CREATE TABLE IF NOT EXISTS commit_mark (
    id UUID PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(), is_claim SMALLINT NOT NULL DEFAULT 0)`,
  'CREATE INDEX IF NOT EXISTS commit_mark_by_age ON commit_mark (at)',
];
