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
  EEXIST: 'it is there already',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the other side broke off',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'there was no answer in time',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its TLS certificate is self-signed; name it in NODE_EXTRA_CA_CERTS to trust it',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its TLS certificate is of an unknown issuer; name that in NODE_EXTRA_CA_CERTS to trust it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its TLS certificate comes without those of its issuer; serve the whole chain',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another host',
};

const databaseMeanings: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'Another process holds the database. Try again.',
  SQLITE_CANTOPEN: 'The database cannot be opened. Look at who owns the data folder.',
  SQLITE_CORRUPT: 'The database is damaged. Restore it from a backup.',
  SQLITE_FULL: 'The disk is full.',
  SQLITE_NOTADB: 'keepwell.db is not a database. Restore it from a backup.',
  SQLITE_READONLY: 'The database cannot be written. Look at who owns the data folder.',
};

export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code, path } = cause as NodeJS.ErrnoException;
  if (typeof code === 'string') {
    // Extended codes follow the plain one: SQLITE_READONLY_DIRECTORY.
    const database = databaseMeanings[code.split('_', 2).join('_')];
    if (database !== undefined) return database;
    const meaning = meanings[code];
    if (meaning !== undefined) return `${path ?? oneLine(error.message)}: ${meaning}.`;
  }
  return oneLine(error.message);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
