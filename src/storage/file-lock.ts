// A lock that ends with its process, however that ends: SQLite's lock on an empty database, which knows nothing of process ids.
import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface FileLock {
  release(): void;
}

/**
 * Undefined where another has it.
 * @param file made where it is not there
 * @param withinMs milliseconds, through which this process does nothing else
 */
export function tryLock(file: string, withinMs = 0): FileLock | undefined {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  const lock = new Database(file, { timeout: withinMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    return undefined;
  }
  return { release: () => void lock.close() };
}

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
