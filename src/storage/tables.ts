// Puts the tables together into the core's ports.
import type { Reader, Writer } from '../core/store.ts';
import { aliases } from './aliases.ts';
import { alternateIds } from './alternate-ids.ts';
import { applicationTexts } from './application-texts.ts';
import { applications } from './applications.ts';
import { audit } from './audit.ts';
import { authorizations } from './authorizations.ts';
import { blobs } from './blobs.ts';
import { connect } from './connect.ts';
import { credentials } from './credentials.ts';
import { appAdmins } from './develop.ts';
import { events, outbox } from './events.ts';
import { looks } from './looks.ts';
import { mail } from './mail.ts';
import { meaningfulUse } from './meaningful-use.ts';
import { operators } from './operators.ts';
import { packages } from './packages.ts';
import { parked } from './parked.ts';
import { people } from './people.ts';
import { reads } from './reads.ts';
import { records } from './records.ts';
import { seals } from './seals.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import { sharing } from './sharing.ts';
import { admissions, signUpCodes } from './sign-up-codes.ts';
import type { Dialect, Sql } from './sql.ts';
import { things } from './things.ts';
import { vocabularies } from './vocabularies.ts';
import { vocabularyLoads } from './vocabulary-loads.ts';

export function writer(sql: Sql, dialect: Dialect): Writer {
  return {
    packages: packages(sql),
    parked: parked(sql),
    people: people(sql),
    records: records(sql),
    applications: applications(sql),
    applicationTexts: applicationTexts(sql),
    authorizations: authorizations(sql),
    blobs: blobs(sql),
    aliases: aliases(sql),
    sessions: sessions(sql),
    settings: settings(sql),
    reads: reads(sql),
    looks: looks(sql),
    seals: seals(sql),
    sharing: sharing(sql),
    meaningfulUse: meaningfulUse(sql),
    vocabularies: { ...vocabularies(sql, dialect.textIndex), ...vocabularyLoads(sql, dialect.textIndex) },
    connect: connect(sql),
    credentials: credentials(sql),
    alternateIds: alternateIds(sql),
    mail: mail(sql),
    signUpCodes: signUpCodes(sql),
    admissions: admissions(sql),
    appAdmins: appAdmins(sql),
    audit: audit(sql),
    operators: operators(sql),
    outbox: outbox(sql),
    events: events(sql),
    things: grant => things(sql, grant),
  };
}

/** The same tables over a connection that cannot write. */
export function reader(sql: Sql, dialect: Dialect): Reader {
  return writer(sql, dialect);
}
