// What one work says within a transaction. What nobody waits for is kept until it looks again or is done.
import type { SqlValue } from '../../sql.ts';
import type { Answer, Question } from './asked.ts';
import { LookingSql } from './looking-sql.ts';
import { makeStatement, repeatRow } from './statements.ts';
import type { Transaction } from './transaction.ts';

export interface Put {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const savepoint = makeStatement('SAVEPOINT work');
const undoWork = makeStatement('ROLLBACK TO SAVEPOINT work');

export class WorkSql extends LookingSql {
  #transaction: Transaction | undefined;
  #puts: Put[] = [];
  #isAlone = false;
  #hasWritten = false;

  /** @param isAlone whether no other work says anything in the transaction before this one is done */
  begin(transaction: Transaction, isAlone: boolean): void {
    this.#transaction = transaction;
    this.#puts = [];
    this.#isAlone = isAlone;
    this.#hasWritten = false;
  }

  /** Has it changed what only undoing can take back? */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** What it has yet to say. */
  takePuts(): Put[] {
    const puts = this.#puts;
    this.#puts = [];
    return puts;
  }

  /** Takes back what it has written, where it was alone. */
  undo(): void {
    this.#puts = [];
    if (this.#hasWritten) this.#open().put({ statement: undoWork, values: [] });
  }

  /** Says what is kept. */
  flush(): void {
    if (this.#puts.length === 0) return;
    this.#beforeWriting();
    sendPuts(this.#open(), [this.takePuts()]);
  }

  async run(text: string, ...values: SqlValue[]): Promise<number> {
    this.flush();
    this.#beforeWriting();
    return (await this.#open().ask({ statement: makeStatement(text), values })).count;
  }

  put(text: string, ...values: SqlValue[]): void {
    this.#puts.push({ text, values });
  }

  protected async look<R>(
    text: string,
    values: readonly SqlValue[],
    isListed: boolean,
    keep?: (row: R) => boolean,
  ): Promise<R[]> {
    this.flush();
    // A statement that changes rows and answers them is a change.
    if (!text.startsWith('SELECT') && !text.startsWith('WITH')) this.#beforeWriting();
    const answer: Answer = await this.#open().ask({ statement: makeStatement(text), values, isListed, keep });
    return answer.rows as R[];
  }

  #beforeWriting(): void {
    if (this.#hasWritten) return;
    this.#hasWritten = true;
    if (this.#isAlone) this.#open().put({ statement: savepoint, values: [] });
  }

  #open(): Transaction {
    if (!this.#transaction) throw new Error('A work was not begun.');
    return this.#transaction;
  }
}

/** Rows that are added by one statement. */
export const rowsMax = 32;

/**
 * Sends what works have yet to say, each work's in its order: what several say in the same words goes together. Works of
 * different records do not mind each other.
 */
export function sendPuts(transaction: Transaction, works: readonly (readonly Put[])[]): void {
  const places = works.map(() => 0);
  for (let first = 0; first < works.length; ) {
    const text = works[first]?.[places[first] ?? 0]?.text;
    if (text === undefined) {
      first += 1;
      continue;
    }
    const rows: (readonly SqlValue[])[] = [];
    for (const [at, puts] of works.entries()) {
      let place = places[at] ?? 0;
      for (; puts[place]?.text === text; place++) rows.push(puts[place]?.values ?? []);
      places[at] = place;
    }
    sendRows(question => transaction.put(question), text, rows);
  }
}

/** In so many pieces, so that few texts serve all counts. */
const pieces = [32, 20, 12, 8, 5, 3, 2, 1];

/** As few statements as will do. */
export function sendRows(
  send: (question: Question) => void,
  text: string,
  rows: readonly (readonly SqlValue[])[],
): void {
  for (let from = 0; from < rows.length; ) {
    const left = Math.min(rows.length - from, rowsMax);
    const count = pieces.find(piece => piece <= left) ?? 1;
    const together = count > 1 ? repeatRow(text, count) : text;
    const taken = together === undefined ? 1 : count;
    const values = rows.slice(from, from + taken).flat();
    send({ statement: makeStatement(together ?? text), values });
    from += taken;
  }
}
