// SQLite: one connection writes, one reads, and one asks whether what is known of callers still holds. Writes asked for in one
// turn of the event loop share a commit; their promises resolve when it is on disk.

import { closeSync, existsSync, openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { assume } from '../../assume.ts';
import type { Awaitable } from '../../core/awaitable.ts';
import type { Reader, Store, Writer } from '../../core/store.ts';
import { migrate } from '../migrations.ts';
import { KeyRing } from '../sealing/key-ring.ts';
import type { Dialect, Sql, SqlValue } from '../sql.ts';
import { openReader, openWriter } from '../tables.ts';
import { openRemembering } from './known-callers.ts';
import { generationNumber, watchCallers } from './sqlite-callers.ts';
import { gramIndex, sqliteTextIndex, wordIndex } from './sqlite-text-index.ts';

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  marks: {
    blob: 'BLOB',
    integer: 'INTEGER',
    clustered: ' WITHOUT ROWID',
    serial: 'INTEGER PRIMARY KEY',
    wordIndex,
    gramIndex,
  },
  addToRoomUsed: `INSERT INTO room_used (holder, bytes) SELECT '', ? - bytes FROM record WHERE id = ?
    ON CONFLICT (holder) DO UPDATE SET bytes = room_used.bytes + excluded.bytes`,
  lockRow: '',
  databaseUse: `SELECT 'SQLite' AS name, sqlite_version() AS version,
    (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS bytes`,
  hex: bytes => `hex(${bytes})`,
  now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  textIndex: sqliteTextIndex,
};

const statementsKeptMax = 250;

/** How long a write waits for another process, and how often it looks whether that is done. */
const busyForMs = 5000;
const lookAgainMs = 2;

interface Job {
  readonly work: (db: Writer) => Awaitable<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export interface SqliteOptions {
  readonly file: string;
  /** FULL unless a durability test wants to see what happens otherwise. */
  readonly synchronous?: 'FULL' | 'OFF';
  readonly takeTurn?: TakeTurn | undefined;
  /** Unlocked once it is known what the vault is sealed with. */
  readonly ring?: KeyRing | undefined;
}

/** Resolves when it is this process's turn to write among those that take turns, with what ends the turn. */
export type TakeTurn = () => Promise<() => void>;

export async function openSqlite({
  file,
  synchronous = 'FULL',
  takeTurn,
  ring = new KeyRing(),
}: SqliteOptions): Promise<Store> {
  // SQLite gives the files beside it the same mode.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  const writing = new Database(file);
  writing.pragma('busy_timeout = 5000');
  writing.pragma('journal_mode = WAL');
  writing.pragma(`synchronous = ${synchronous}`);
  writing.pragma('foreign_keys = ON');
  // What is removed is overwritten with zeros, its pages that nothing uses any more included.
  writing.pragma('secure_delete = ON');
  // A commit that put pages in another order goes through all that it has: more is of no use, with the system's own behind it.
  writing.pragma('cache_size = -8192');
  // Savepoints write down what they would undo: to memory, not to a file beside the database.
  writing.pragma('temp_store = MEMORY');
  // So many pages of the log have one table still, by which readers find them.
  writing.pragma('wal_autocheckpoint = 4000');
  const sql = prepareStatements(writing);
  writing.exec('BEGIN IMMEDIATE');
  try {
    await migrate(sql, sqliteDialect);
    watchCallers(writing);
    writing.exec('COMMIT');
  } catch (error) {
    writing.close();
    throw error;
  }
  // From here on it waits without holding up everything else.
  writing.pragma('busy_timeout = 0');
  const reading = new Database(file, { readonly: true });
  reading.pragma('busy_timeout = 5000');
  reading.pragma('cache_size = -65536');
  reading.pragma('mmap_size = 1073741824');
  // Of its own: after a commit, a connection that is asked anything maps the file anew, and this is asked for every caller.
  const asking = new Database(file, { readonly: true });
  asking.pragma('busy_timeout = 5000');
  asking.pragma('cache_size = -64');
  const looking = prepareStatements(reading);
  return new SqliteStore(
    writing,
    [reading, asking],
    openWriter(sql, sqliteDialect, ring),
    openRemembering({
      reader: openReader(looking, sqliteDialect, ring),
      looking,
      asking: prepareStatements(asking),
      number: generationNumber,
    }),
    takeTurn,
  );
}

/** Prepared statements by their text and by how they answer. */
export function prepareStatements(db: Database.Database): Sql {
  const plain = keepStatements(text => db.prepare(text));
  const listed = keepStatements(text => db.prepare(text).raw());
  const plucked = keepStatements(text => db.prepare(text).pluck());
  return {
    all: <R>(text: string, ...values: SqlValue[]) => plain(text).all(...values) as R[],
    rows: <R>(text: string, ...values: SqlValue[]) => listed(text).all(...values) as R[],
    column: <T>(text: string, ...values: SqlValue[]) => plucked(text).all(...values) as T[],
    allWhile: <R>(keep: (row: R) => boolean, text: string, ...values: SqlValue[]) =>
      takeWhile(plain(text).iterate(values) as IterableIterator<R>, keep),
    rowsWhile: <R>(keep: (row: R) => boolean, text: string, ...values: SqlValue[]) =>
      takeWhile(listed(text).iterate(values) as IterableIterator<R>, keep),
    get: <R>(text: string, ...values: SqlValue[]) => plain(text).get(...values) as R | undefined,
    run: (text, ...values) => plain(text).run(...values).changes,
    put: (text, ...values) => void plain(text).run(...values),
  };
}

/** In two ages, so that finding one changes nothing: once the young are half of what may be kept, those before them are dropped. */
function keepStatements(prepare: (text: string) => Database.Statement): typeof prepare {
  let young = new Map<string, Database.Statement>();
  let old: typeof young = new Map();
  return text => {
    const known = young.get(text);
    if (known) return known;
    const statement = old.get(text) ?? prepare(text);
    if (young.size * 2 >= statementsKeptMax) {
      old = young;
      young = new Map();
    }
    young.set(text, statement);
    return statement;
  };
}

function takeWhile<R>(rows: Iterable<R>, keep: (row: R) => boolean): R[] {
  const taken: R[] = [];
  for (const row of rows) {
    if (!keep(row)) break;
    taken.push(row);
  }
  return taken;
}

class SqliteStore implements Store {
  readonly #writing: Database.Database;
  readonly #brackets: Brackets;
  readonly #readOnly: readonly Database.Database[];
  readonly #writer: Writer;
  readonly #reader: Reader;
  readonly #takeTurn: TakeTurn | undefined;
  #waiting: Job[] = [];
  #running: Promise<void> | undefined;

  constructor(
    writing: Database.Database,
    readOnly: readonly Database.Database[],
    writer: Writer,
    reader: Reader,
    takeTurn: TakeTurn | undefined,
  ) {
    this.#writing = writing;
    this.#brackets = prepareBrackets(writing);
    this.#readOnly = readOnly;
    this.#writer = writer;
    this.#reader = reader;
    this.#takeTurn = takeTurn;
  }

  read<T>(work: (db: Reader) => Awaitable<T>): Awaitable<T> {
    return work(this.#reader);
  }

  write<T>(work: (db: Writer) => Awaitable<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#running ??= new Promise(done => setImmediate(done)).then(() => this.#commitWaiting());
    });
  }

  /** Pages in the database are overwritten as rows go; the log still has them as they were. */
  async overwriteRemoved(): Promise<boolean> {
    while (this.#running) await this.#running;
    const [{ busy }] = this.#writing.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
    return busy === 0;
  }

  async close(): Promise<void> {
    while (this.#running) await this.#running;
    for (const db of this.#readOnly) db.close();
    this.#writing.close();
  }

  /** Commits what waits, and what comes to wait meanwhile, group by group. */
  async #commitWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const endTurn = await this.#takeTurn?.();
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const answers =
          (await this.#attempt(group)) ??
          assume(await this.#attempt(group, 'in savepoints'), 'a group in savepoints');
        for (const answer of answers) answer();
      } catch (error) {
        // The disk is full or failing, or another process holds the file.
        this.#undoGroup(error);
        for (const job of group) job.reject(inWords(error));
      } finally {
        endTurn?.();
      }
      // Let requests that arrived meanwhile be read, so that they join the next group together.
      if (this.#waiting.length > 0) await new Promise(done => setImmediate(done));
    }
    this.#running = undefined;
  }

  /**
   * Savepoints take a fifth of what writes take, and hardly any work fails that has changed something: so none has one at
   * first.
   * @returns what tells who asked, once all is on disk; undefined where it takes savepoints to undo one work of several, and
   *   nothing was done
   */
  async #attempt(group: readonly Job[], how?: 'in savepoints'): Promise<readonly (() => void)[] | undefined> {
    const { save, release, undo, undoAll, countChanges, commit } = this.#brackets;
    const answers: (() => void)[] = [];
    await this.#begin();
    for (const job of group) {
      const before = countChanges.get();
      if (how) save.run();
      try {
        const work = job.work(this.#writer);
        const value = work instanceof Promise ? await work : work;
        answers.push(() => job.resolve(value as never));
      } catch (error) {
        // A disk fault ends the whole transaction; a refused request only its own part.
        if (!this.#writing.inTransaction) throw error;
        const refusal = () => job.reject(inWords(error));
        if (how) undo.run();
        else if (countChanges.get() !== before) {
          undoAll.run();
          return group.length === 1 ? [refusal] : undefined;
        }
        answers.push(refusal);
      }
      if (how) release.run();
    }
    commit.run();
    return answers;
  }

  /** Waits for another process that writes, for so long. */
  async #begin(): Promise<void> {
    for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
      try {
        this.#brackets.begin.run();
        return;
      } catch (error) {
        if (plainCode(error) !== 'SQLITE_BUSY' || waitedMs >= busyForMs) throw error;
      }
      await setTimeout(lookAgainMs);
    }
  }

  /**
   * Sees to it that nothing of a failed group is kept. When only bringing it to the disk failed, it stands in the log
   * all the same, and a server that crashed now would find it there: another commit is put in its place.
   * SQLite writes anew whatever was not confirmed to be on disk, so the connection may go on.
   */
  #undoGroup(error: unknown): void {
    const db = this.#writing;
    try {
      if (db.inTransaction) db.exec('ROLLBACK');
      if (plainCode(error) !== 'SQLITE_IOERR') return;
      db.pragma(`user_version = ${(db.pragma('user_version', { simple: true }) as number) + 1}`);
    } catch {
      // The disk fails still. What was put into the log stands there, whether the disk has it or not.
    }
  }
}

type Brackets = Readonly<
  Record<'begin' | 'save' | 'release' | 'undo' | 'undoAll' | 'countChanges' | 'commit', Database.Statement>
>;

/** What stands around writes. Each is run once for a request, so they are prepared. */
function prepareBrackets(db: Database.Database): Brackets {
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    save: db.prepare('SAVEPOINT request'),
    release: db.prepare('RELEASE request'),
    undo: db.prepare('ROLLBACK TO request'),
    undoAll: db.prepare('ROLLBACK'),
    countChanges: db.prepare('SELECT total_changes()').pluck(),
    commit: db.prepare('COMMIT'),
  };
}

/** What an operator can do about a store that cannot be written, by SQLite's plain codes. */
const troubles: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'The disk is full. Make room; the server need not be restarted.',
  SQLITE_IOERR:
    'The disk fails. Look at it, and at whether this user may write so much; the server need not be restarted.',
  SQLITE_READONLY:
    'The database cannot be written. Look at who owns the data folder and whether its disk is read-only.',
  SQLITE_BUSY: 'Another process holds the database.',
};

/** A fault of the database in words; any other error as it is. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const trouble = troubles[plainCode(error) ?? ''];
  return trouble === undefined ? error : new Error(`${trouble} (${error.code})`, { cause: error });
}

/** Extended codes follow the plain one: SQLITE_IOERR_FSYNC. */
function plainCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code.split('_', 2).join('_') : undefined;
}
