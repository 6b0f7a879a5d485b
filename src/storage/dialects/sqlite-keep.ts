// A SQLite file as it is, page by page, beside what is to be changed.
import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Once it has its name it is whole and on the disk. @throws where there is no room */
export async function keepSqliteFile(from: string, to: string): Promise<void> {
  const unfinished = `${to}.new`;
  rmSync(unfinished, { force: true });
  const db = new Database(from, { fileMustExist: true, timeout: 5000 });
  try {
    await db.backup(unfinished);
  } finally {
    db.close();
  }
  chmodSync(unfinished, 0o600);
  const file = openSync(unfinished, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, to);
}
