// What can go wrong with PostgreSQL, in words. Its own errors hold values of rows, so none is passed on.
import { DatabaseError } from 'pg';
import { StoreUnavailable } from '../../../core/store.ts';

/** A statement that PostgreSQL refused, by its code and by the names of what stood against it. */
export class StatementRefused extends Error {
  readonly code: string;

  constructor(code: string, names: readonly string[]) {
    super(`PostgreSQL refused a statement (${[code, ...names].join(' ')}). ${troubles[code] ?? ''}`.trim());
    this.name = 'StatementRefused';
    this.code = code;
  }
}

/** The connection ended before the answer came. */
export class ConnectionLost extends Error {
  readonly why: string;

  constructor(why: string) {
    super(`The connection to PostgreSQL was lost (${why}).`);
    this.name = 'ConnectionLost';
    this.why = why;
  }
}

/** Sent again it may go well: it collided with another, or the plan it had is out of date. */
export function isWorthTrying(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof StatementRefused && collisions.has(error.code));
}

/** What is told of what was tried in vain: it may go well later. */
export function readRefusal(error: unknown): unknown {
  return isWorthTrying(error)
    ? new StoreUnavailable('What was asked was tried in vain.', { cause: error })
    : error;
}

/** Was the statement ended because it took too long? */
export function isBrokenOff(error: unknown): boolean {
  return error instanceof StatementRefused && error.code === '57014';
}

/** Is the server there, with no connection left to give? */
export function isFull(error: unknown): boolean {
  return error instanceof ConnectionLost && error.why === '53300';
}

/** Serialization, deadlock, lock not available, a plan whose table was changed meanwhile. */
const collisions: ReadonlySet<string> = new Set(['40001', '40P01', '55P03', '0A000']);

/** The server goes down, was told to end this connection, or may not write any more: another has to be found. */
const endings: ReadonlySet<string> = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25006',
  '25P03',
  '53300',
  '08006',
  '08003',
  '08P01',
]);

/** What an operator can do about it, by PostgreSQL's codes. */
const troubles: Readonly<Record<string, string>> = {
  '53100': 'The disk of the database is full. Make room; the server need not be restarted.',
  '42501': 'Its user lacks a right. Make it the owner of the database.',
  '28P01': 'The password is wrong.',
  '28000': 'This user may not sign in from here.',
  '3D000': 'There is no such database. Make one: createdb keepwell.',
  '22P05': 'Make a database with the encoding UTF8.',
  '57014': 'It took too long.',
};

/** The error as it may be logged and judged. */
export function readFault(error: unknown): Error {
  if (
    error instanceof StatementRefused ||
    error instanceof ConnectionLost ||
    error instanceof StoreUnavailable
  )
    return error;
  if (!(error instanceof DatabaseError))
    return new ConnectionLost((error as NodeJS.ErrnoException | undefined)?.code ?? 'closed');
  const code = error.code ?? 'unknown';
  if (endings.has(code)) return new ConnectionLost(code);
  return new StatementRefused(
    code,
    [error.table, error.column, error.constraint].filter(name => name !== undefined),
  );
}
