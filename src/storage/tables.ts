// Puts the tables together into the core's ports.
import type { Reader, Writer } from '../core/ports.ts';
import { aliases } from './aliases.ts';
import { applications } from './applications.ts';
import { audit, outbox } from './audit.ts';
import { authorizations } from './authorizations.ts';
import { people } from './people.ts';
import { records } from './records.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import type { Dialect, Sql } from './sql.ts';
import { things } from './things.ts';
import { vocabularies } from './vocabularies.ts';
import { vocabularyLoads } from './vocabulary-loads.ts';

export function writer(sql: Sql, dialect: Dialect): Writer {
  return {
    people: people(sql),
    records: records(sql),
    applications: applications(sql),
    authorizations: authorizations(sql),
    aliases: aliases(sql),
    sessions: sessions(sql),
    settings: settings(sql),
    vocabularies: { ...vocabularies(sql, dialect.textIndex), ...vocabularyLoads(sql, dialect.textIndex) },
    audit: audit(sql),
    outbox: outbox(sql),
    things: grant => things(sql, grant),
  };
}

/** The same tables over a connection that cannot write. */
export function reader(sql: Sql, dialect: Dialect): Reader {
  return writer(sql, dialect);
}
