// What was found out about those who call is kept as long as nothing of it changes. Whatever process changes it, triggers raise
// a number in the same transaction, and each request asks for that number before it takes what is kept. These are facts:
// what has ended, what was signed and what is granted is judged every time (core/healthvault/sessions).
import type { Database } from 'better-sqlite3';
import { type Awaitable, after } from '../../core/awaitable.ts';
import type { AppSessionsReader, CallerFacts, CallerQuery } from '../../core/healthvault/sessions/ports.ts';
import { makeRoom } from '../make-room.ts';
import type { Sql } from '../sql.ts';

/** The tables that are asked who calls; of some that change with every write, the columns that matter. */
const asked: Readonly<Record<string, readonly string[]>> = {
  app_session: [],
  application: [],
  application_certificate: [],
  user_token: [],
  person_alias: [],
  person: ['state'],
  record_alias: [],
  app_authorization: [],
  record: ['state'],
  record_access: [],
};

export const generationTable = 'caller_generation';

/**
 * At every opening: a step that makes a table anew loses the triggers on it. One that becomes another takes another name.
 * What is added needs none: what was found whole stays found.
 */
export function watchCallers(db: Database): void {
  db.exec(`CREATE TABLE IF NOT EXISTS ${generationTable} (number INTEGER NOT NULL);
    INSERT INTO ${generationTable} SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM ${generationTable})`);
  for (const [table, columns] of Object.entries(asked)) {
    const changed = columns.length === 0 ? 'UPDATE' : `UPDATE OF ${columns.join(', ')}`;
    for (const [name, event] of [
      ['changed', changed],
      ['removed', 'DELETE'],
    ])
      db.exec(`CREATE TRIGGER IF NOT EXISTS caller_${table}_${name} AFTER ${event} ON ${table}
        BEGIN UPDATE ${generationTable} SET number = number + 1; END`);
  }
}

/** As many as there are parsed texts, which they share (parsed-once.ts): so they hold hardly more than those. */
const callersKeptMax = 1000;

type Look = AppSessionsReader['caller'];

/** The same, but what was found whole is not looked up again. */
export function rememberCallers(sql: Sql, look: Look, keptMax = callersKeptMax): Look {
  const kept = new Map<string, CallerFacts>();
  let generation: number | undefined;
  const ask = (query: CallerQuery): Awaitable<CallerFacts | undefined> => {
    const name = nameOf(query);
    const known = kept.get(name);
    if (known) return known;
    const asOf = generation;
    return after(look(query), found => {
      if (found && asOf === generation && isWhole(query, found)) {
        makeRoom(kept, keptMax);
        kept.set(name, found);
      }
      return found;
    });
  };
  return query =>
    after(sql.rows<[number]>(`SELECT number FROM ${generationTable}`), ([row]) => {
      if (row?.[0] !== generation) {
        kept.clear();
        generation = row?.[0];
      }
      // Without the row no change would be told.
      return generation === undefined ? look(query) : ask(query);
    });
}

function nameOf({ hash, userHash, personAlias, recordAlias }: CallerQuery): string {
  return `${hash.toString('latin1')} ${userHash?.toString('latin1')} ${personAlias} ${recordAlias}`;
}

/** Is all of it there that was asked for? */
function isWhole(query: CallerQuery, found: CallerFacts): boolean {
  const { userHash, personAlias, recordAlias } = query;
  const { app, userToken, personId, personState, reach } = found;
  return (
    app !== undefined &&
    (userHash === undefined || userToken !== undefined) &&
    (personAlias === undefined || personId !== undefined) &&
    ((userHash === undefined && personAlias === undefined) || personState !== undefined) &&
    (recordAlias === undefined || (reach?.authorization !== undefined && reach.access !== undefined))
  );
}
