// Puts the tables together into the core's ports.
import type { Reader, Writer } from '../core/store.ts';
import { openAliases } from './aliases.ts';
import { openAlternateIds } from './alternate-ids.ts';
import { openApplicationTexts } from './application-texts.ts';
import { openApplications } from './applications.ts';
import { openAudit } from './audit.ts';
import { openAuthorizations } from './authorizations.ts';
import { openBackups } from './backups.ts';
import { openBlobs } from './blobs.ts';
import { connect } from './connect.ts';
import { openCredentials } from './credentials.ts';
import { openAppAdmins } from './develop.ts';
import { openDirectCertificates } from './direct-certificates.ts';
import { openDirectInbox } from './direct-inbox.ts';
import { openDirectOutbox } from './direct-outbox.ts';
import { openDocuments } from './document-texts.ts';
import { openEvents, openOutbox } from './events.ts';
import { openExports } from './exports.ts';
import { openFhirBinaries } from './fhir-binaries.ts';
import { openFhirExports } from './fhir-exports.ts';
import { openFhirSubscriptions } from './fhir-subscriptions.ts';
import { openResourceIndex } from './fhir-tokens.ts';
import { openImages } from './images.ts';
import { openImports } from './imports.ts';
import { openLeases } from './leases.ts';
import { openLog } from './log.ts';
import { openLooks } from './looks.ts';
import { openMail } from './mail.ts';
import { openMeaningfulUse } from './meaningful-use.ts';
import { openOperators } from './operators.ts';
import { openPackages } from './packages.ts';
import { openParked } from './parked.ts';
import { openPeople } from './people.ts';
import { openReads } from './reads.ts';
import { openRecords } from './records.ts';
import { openReminders } from './reminders.ts';
import { openDamage } from './sealing/damage.ts';
import { KeyRing } from './sealing/key-ring.ts';
import { openSeals } from './seals.ts';
import { openSecretAddresses } from './secret-addresses.ts';
import { openSessions } from './sessions.ts';
import { openSettings } from './settings.ts';
import { openSharing } from './sharing.ts';
import { openAdmissions, signUpCodes } from './sign-up-codes.ts';
import { openSmart } from './smart.ts';
import type { Dialect, Sql } from './sql.ts';
import { openThings, openUnscopedThings } from './things.ts';
import { openTracing } from './tracing.ts';
import { openTries } from './tries.ts';
import { openVocabularies } from './vocabularies.ts';
import { openVocabularyLoads } from './vocabulary-loads.ts';

/** @param ring opens and seals what people wrote; one without keys does where none of that is asked for */
export function openWriter(sql: Sql, dialect: Dialect, ring = new KeyRing()): Writer {
  return {
    packages: openPackages(sql, ring),
    parked: openParked(sql),
    people: openPeople(sql),
    records: openRecords(sql, dialect, ring),
    applications: openApplications(sql),
    applicationTexts: openApplicationTexts(sql),
    authorizations: openAuthorizations(sql),
    blobs: openBlobs(sql, ring),
    directCertificates: openDirectCertificates(sql),
    directOutbox: openDirectOutbox(sql, dialect),
    documents: openDocuments(sql, ring),
    damage: openDamage(sql, ring),
    aliases: openAliases(sql),
    sessions: openSessions(sql),
    settings: openSettings(sql, ring),
    reads: openReads(sql),
    looks: openLooks(sql),
    seals: openSeals(sql),
    sharing: openSharing(sql),
    meaningfulUse: openMeaningfulUse(sql),
    vocabularies: {
      ...openVocabularies(sql, dialect.textIndex),
      ...openVocabularyLoads(sql, dialect.textIndex),
    },
    connect: connect(sql, ring),
    credentials: openCredentials(sql),
    alternateIds: openAlternateIds(sql),
    mail: openMail(sql, dialect),
    signUpCodes: signUpCodes(sql),
    admissions: openAdmissions(sql),
    appAdmins: openAppAdmins(sql),
    audit: openAudit(sql),
    log: openLog(sql),
    operators: openOperators(sql, dialect),
    tries: openTries(sql),
    leases: openLeases(sql, dialect),
    tracing: openTracing(sql),
    exports: openExports(sql),
    backups: openBackups(sql),
    secretAddresses: openSecretAddresses(sql),
    reminders: openReminders(sql),
    imports: openImports(sql, ring),
    images: openImages(sql, ring),
    smart: openSmart(sql),
    resourceIndex: openResourceIndex(sql, ring),
    fhirExports: openFhirExports(sql),
    fhirSubscriptions: openFhirSubscriptions(sql),
    fhirBinaries: openFhirBinaries(sql),
    directInbox: openDirectInbox(sql),
    outbox: openOutbox(sql),
    events: openEvents(sql),
    things: grant => openThings(sql, grant, { ring, dialect }),
    unscoped: grant => openUnscopedThings(sql, grant, { ring, dialect }),
  };
}

/** The same tables over a connection that cannot write. */
export function openReader(sql: Sql, dialect: Dialect, ring?: KeyRing): Reader {
  return openWriter(sql, dialect, ring);
}
