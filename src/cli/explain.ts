// Turns what went wrong into one line that says how to mend it. Never a stack.

/** The command was not used as its help says. */
export class UsageError extends Error {}

/** The command could not do what was asked. */
export class Failure extends Error {}

/** What the system means by its error codes, as far as people running a vault meet them. */
const meanings: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the other side broke off',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'there was no answer in time',
  SQLITE_BUSY: 'another process holds the database; try again',
  SQLITE_CANTOPEN: 'the database cannot be opened',
  SQLITE_CORRUPT: 'the database is damaged; restore it from a backup',
  SQLITE_FULL: 'the disk is full',
  SQLITE_NOTADB: 'keepwell.db is not a database; restore it from a backup',
  SQLITE_READONLY: 'the database cannot be written',
};

export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code, path } = cause as NodeJS.ErrnoException;
  const meaning = code === undefined ? undefined : (meanings[code] ?? meanings[code.replace(/_[A-Z]+$/, '')]);
  if (meaning === undefined) return oneLine(error.message);
  return path === undefined ? `${oneLine(error.message)}: ${meaning}.` : `${path}: ${meaning}.`;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
