// The ways to look at rows, which all come to one.
import type { Sql, SqlValue } from '../../sql.ts';

export abstract class LookingSql implements Sql {
  all<R>(text: string, ...values: SqlValue[]): Promise<R[]> {
    return this.look<R>(text, values, false);
  }

  rows<R extends readonly SqlValue[]>(text: string, ...values: SqlValue[]): Promise<R[]> {
    return this.look<R>(text, values, true);
  }

  async column<T extends SqlValue>(text: string, ...values: SqlValue[]): Promise<T[]> {
    const rows = await this.look<readonly [T]>(text, values, true);
    return rows.map(([value]) => value);
  }

  allWhile<R>(keep: (row: R) => boolean, text: string, ...values: SqlValue[]): Promise<R[]> {
    return this.look<R>(text, values, false, keep);
  }

  rowsWhile<R extends readonly SqlValue[]>(
    keep: (row: R) => boolean,
    text: string,
    ...values: SqlValue[]
  ): Promise<R[]> {
    return this.look<R>(text, values, true, keep);
  }

  async get<R>(text: string, ...values: SqlValue[]): Promise<R | undefined> {
    return (await this.look<R>(text, values, false))[0];
  }

  abstract run(text: string, ...values: SqlValue[]): Promise<number>;
  abstract put(text: string, ...values: SqlValue[]): void;

  /** @param isListed each row as the list of its values, or as an object */
  protected abstract look<R>(
    text: string,
    values: readonly SqlValue[],
    isListed: boolean,
    keep?: (row: R) => boolean,
  ): Promise<R[]>;
}
