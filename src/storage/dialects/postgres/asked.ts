// A statement that was sent, and what has come of it so far. Used by connection.ts.
import type { SqlValue } from '../../sql.ts';
import { noShape, readList, readObject, type Shape } from './rows.ts';
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

/** What hears of it when it is answered. */
export interface Hearing {
  answered?(answer: Answer): void;
  failed(error: unknown): void;
}

export class Asked {
  readonly statement: Statement;
  readonly #isListed: boolean;
  readonly #keep: ((row: never) => boolean) | undefined;
  readonly #hearing: Hearing;
  /** Is it part of a transaction? What is not, is done only when all of its turn is. */
  readonly isWithin: boolean;
  /** Undefined until PostgreSQL says it. */
  shape: Shape | undefined;
  /** Was its text sent along, and not taken yet? */
  isParsing: boolean;
  readonly #rows: unknown[] = [];
  #isKeeping = true;
  #done: { readonly command: string; readonly count: number } | undefined;
  #refusal: { readonly error: unknown } | undefined;

  constructor(
    { statement, isListed = false, keep }: Question,
    hearing: Hearing,
    sent: { isWithin: boolean; isParsing: boolean; shape: Shape | undefined },
  ) {
    this.statement = statement;
    this.#isListed = isListed;
    this.#keep = keep;
    this.#hearing = hearing;
    this.isWithin = sent.isWithin;
    this.isParsing = sent.isParsing;
    this.shape = sent.shape;
  }

  addRow(texts: readonly (string | null)[]): void {
    if (!this.#isKeeping) return;
    const row = (this.#isListed ? readList : readObject)(this.shape ?? noShape, texts);
    if (this.#keep) {
      try {
        this.#isKeeping = this.#keep(row as never);
      } catch (error) {
        this.#isKeeping = false;
        this.#refusal = { error };
      }
    }
    if (this.#isKeeping) this.#rows.push(row);
  }

  setDone(done: { command: string; count: number }): void {
    this.#done = done;
  }

  /** Tells what has come of it. @param error what went wrong, in it or before it */
  end(error?: unknown): void {
    if (this.#refusal) this.#hearing.failed(this.#refusal.error);
    else if (this.#done && error === undefined) {
      const count = this.#keep ? this.#rows.length : this.#done.count;
      this.#hearing.answered?.({ rows: this.#rows, count, command: this.#done.command });
    } else this.#hearing.failed(error);
  }
}
