// What was found out about those who call is kept as long as nothing of it changes. Whatever process changes it, triggers raise
// a number in the same transaction, and each request asks for that number before it takes what is kept. These are facts:
// what has ended, what was signed and what is granted is judged every time (core/healthvault/sessions). The triggers are made
// by sqlite-callers.ts and postgres/callers.ts.
import { type Awaitable, after } from '../../core/awaitable.ts';
import type { AppSessionsReader, CallerFacts, CallerQuery } from '../../core/healthvault/sessions/ports.ts';
import type { Reader } from '../../core/store.ts';
import { type CallerAsOf, findCallerAsOf } from '../callers.ts';
import { makeRoom } from '../make-room.ts';
import type { Sql, SqlValue } from '../sql.ts';

/**
 * The tables that are asked who calls; of some that change with every write, the columns that matter. One that becomes another
 * takes another name. What is added needs no trigger: what was found whole stays found.
 */
export const askedTables: Readonly<Record<string, readonly string[]>> = {
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

/** The triggers of a table that is asked: their names, and after what they raise the number. */
export function listEvents(table: string): readonly { readonly name: string; readonly event: string }[] {
  const columns = askedTables[table] ?? [];
  return [
    {
      name: `caller_${table}_changed`,
      event: columns.length === 0 ? 'UPDATE' : `UPDATE OF ${columns.join(', ')}`,
    },
    { name: `caller_${table}_removed`, event: 'DELETE' },
  ];
}

/** As many as there are parsed texts, which they share (parsed-once.ts): so they hold hardly more than those. */
const callersKeptMax = 1000;

type Look = AppSessionsReader['caller'];
type LookAsOf = (query: CallerQuery) => Awaitable<CallerAsOf>;

interface Remembering {
  readonly reader: Reader;
  readonly looking: Sql;
  /** Asks for the number, as often as anybody calls. */
  readonly asking: Sql;
  readonly number: string;
}

/** A reader that remembers. Who writes looks for itself: what it finds is not committed yet. */
export function openRemembering({ reader, looking, asking, number }: Remembering): Reader {
  const { sessions } = reader;
  return {
    ...reader,
    sessions: {
      ...sessions,
      caller: rememberCallers(asking, number, query => findCallerAsOf(looking, query, number)),
    },
  };
}

/**
 * The same, but what was found whole is not looked up again.
 * @param number asks for the number: a row where it is known what is changed
 * @param look also tells the number beside what it finds: of several connections, one may still lead to the server of before
 */
export function rememberCallers(sql: Sql, number: string, look: LookAsOf, keptMax = callersKeptMax): Look {
  const kept = new Map<string, CallerFacts>();
  let generation: SqlValue | undefined;
  const ask = (query: CallerQuery): Awaitable<CallerFacts | undefined> => {
    const name = nameOf(query);
    const known = kept.get(name);
    if (known) return known;
    return after(look(query), ({ found, asOf }) => {
      if (found && asOf === generation && isWhole(query, found)) {
        makeRoom(kept, keptMax);
        kept.set(name, found);
      }
      return found;
    });
  };
  return query =>
    after(sql.column<SqlValue>(number), ([now]) => {
      // Of several that are asked for at once, an earlier one may be answered later: it takes nothing of what was found since.
      if (now !== generation) {
        kept.clear();
        generation = now;
      }
      // Without the row no change would be told.
      return generation === undefined ? after(look(query), ({ found }) => found) : ask(query);
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
