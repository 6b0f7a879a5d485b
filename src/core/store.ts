// The store that the core works on: the sum of what each concern asks of it in its ports.ts. Implemented by storage/.

import type {
  AdmissionsReader,
  AdmissionsWriter,
  AppAdminsReader,
  AppAdminsWriter,
  ApplicationsReader,
  ApplicationsWriter,
  AppTextsReader,
  AppTextsWriter,
  SettingsReader,
  SettingsWriter,
} from './applications/ports.ts';
import type {
  AuditReader,
  AuditWriter,
  LogReader,
  LogWriter,
  ReadsReader,
  ReadsWriter,
} from './audit/ports.ts';
import type { Grant } from './authorization/grant.ts';
import type { AuthorizationsReader, AuthorizationsWriter } from './authorization/ports.ts';
import type { Awaitable } from './awaitable.ts';
import type { BackupsReader, BackupsWriter } from './backup/ports.ts';
import type { BlobsReader, BlobsWriter } from './blobs/ports.ts';
import type { DirectCertificatesReader, DirectCertificatesWriter } from './direct/certificates/ports.ts';
import type { DirectInboxReader, DirectInboxWriter } from './direct/inbox/ports.ts';
import type { DirectOutboxReader, DirectOutboxWriter } from './direct/outbox/ports.ts';
import type { DocumentsReader, DocumentsWriter } from './documents/ports.ts';
import type { EventsReader, EventsWriter, OutboxWriter } from './events/ports.ts';
import type {
  FhirBinariesReader,
  FhirBinariesWriter,
  FhirExportsReader,
  FhirExportsWriter,
  ResourceIndexReader,
  ResourceIndexWriter,
} from './fhir/ports.ts';
import type { FhirSubscriptionsReader, FhirSubscriptionsWriter } from './fhir/subscriptions/ports.ts';
import type { AlternateIdsReader, AlternateIdsWriter } from './healthvault/alternate-ids/ports.ts';
import type { ConnectReader, ConnectWriter } from './healthvault/connect/ports.ts';
import type { MeaningfulUseReader, MeaningfulUseWriter } from './healthvault/meaningful-use/ports.ts';
import type { PackagesReader, PackagesWriter } from './healthvault/packages/ports.ts';
import type { ParkedReader, ParkedWriter } from './healthvault/parked/ports.ts';
import type { AppSessionsReader, AppSessionsWriter } from './healthvault/sessions/ports.ts';
import type { TracingReader, TracingWriter } from './healthvault/tracing/ports.ts';
import type { ImagesReader, ImagesWriter } from './imaging/ports.ts';
import type { ImportsReader, ImportsWriter } from './imports/ports.ts';
import type { LeasesReader, LeasesWriter } from './leases/ports.ts';
import type { TriesReader, TriesWriter } from './limits/ports.ts';
import type { MailReader, MailWriter } from './mail/ports.ts';
import type { OperatorsReader, OperatorsWriter } from './operator/ports.ts';
import type {
  AliasesReader,
  AliasesWriter,
  CredentialsReader,
  CredentialsWriter,
  PeopleReader,
  PeopleWriter,
  SessionsReader,
  SessionsWriter,
  SignUpCodesReader,
  SignUpCodesWriter,
} from './people/ports.ts';
import type { ExportsReader, ExportsWriter, RecordsReader, RecordsWriter } from './records/ports.ts';
import type { RemindersReader, RemindersWriter } from './reminders/ports.ts';
import type { SealsReader, SealsWriter } from './seals/ports.ts';
import type { SecretAddressesReader, SecretAddressesWriter } from './secret-addresses/ports.ts';
import type { SharingReader, SharingWriter } from './sharing/ports.ts';
import type { SmartReader, SmartWriter } from './smart/ports.ts';
import type { DamageReader } from './things/damage.ts';
import type { LooksReader, LooksWriter, ThingsReader, ThingsWriter, UnscopedThings } from './things/ports.ts';
import type { VocabulariesReader, VocabulariesWriter } from './vocabularies/ports.ts';

/**
 * The record store. A work inside `write` is whole or undone, alone, when it throws; several may share a commit, and the
 * promise resolves only when that is on disk.
 *
 * A work runs as if nothing else were written meanwhile: anywhere in the vault, or, with a scope, of what its scope names.
 * No work that names the same record or the same turn runs at the same time, nor does one on the whole vault; all others
 * may. So whatever a work goes by is changed only by works that share a name with it or have no scope, or it is asked and
 * changed by one statement that decides for itself, or its row is locked as it is read. With a record's scope it changes rows
 * of that record only, beside what it merely adds (audit, events, mail, counts). Turns and why they do: `turns.ts`.
 *
 * A work may run more than once before it is committed: where it collided with another, or the connection was lost. So it
 * has no effect outside of the store, and takes nothing away from what it closes over. Inside, await nothing but the store.
 */
export interface Store {
  read<T>(work: (db: Reader) => Awaitable<T>): Awaitable<T>;
  write<T>(work: (db: Writer) => Awaitable<T>, scope?: WriteScope): Promise<T>;
  /** Overwrites what rows that are gone have left in files, as far as the database can. False where it could not now. */
  overwriteRemoved(): Promise<boolean>;
  close(): Promise<void>;
}

/** The database cannot be reached just now, or it is not known whether it took a write; what was asked may be asked again. */
export class StoreUnavailable extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`The database cannot be reached. ${why}`, options);
    this.name = 'StoreUnavailable';
  }
}

/** The server that keeps the bytes of files cannot be reached just now. */
export class FilesUnavailable extends StoreUnavailable {
  constructor(options?: ErrorOptions) {
    super('', options);
    this.message = 'The server that keeps files cannot be reached.';
  }
}

/** What a work goes by and changes. A grant is the scope of its record. */
export interface WriteScope {
  readonly recordId?: string | undefined;
  /** Names of what is done by turns. */
  readonly turns?: readonly string[];
  /** Does it belong to the change that its record is held for (`record-holds.ts`)? */
  readonly goesFirst?: boolean;
}

/**
 * Of a work whose statements each decide for themselves, on rows that no other work goes by: it waits for works on the whole
 * vault only.
 */
export const ownRows: WriteScope = {};

/** What may be looked up. Data of a record is reached through a grant only. */
export interface Reader {
  readonly people: PeopleReader;
  readonly records: RecordsReader;
  readonly applications: ApplicationsReader;
  readonly applicationTexts: AppTextsReader;
  readonly authorizations: AuthorizationsReader;
  readonly aliases: AliasesReader;
  readonly sessions: AppSessionsReader & SessionsReader;
  readonly settings: SettingsReader;
  readonly reads: ReadsReader;
  readonly looks: LooksReader;
  readonly seals: SealsReader;
  readonly sharing: SharingReader;
  readonly vocabularies: VocabulariesReader;
  readonly packages: PackagesReader;
  readonly parked: ParkedReader;
  readonly mail: MailReader;
  readonly signUpCodes: SignUpCodesReader;
  readonly admissions: AdmissionsReader;
  readonly appAdmins: AppAdminsReader;
  readonly events: EventsReader;
  readonly connect: ConnectReader;
  readonly alternateIds: AlternateIdsReader;
  readonly blobs: BlobsReader;
  readonly directCertificates: DirectCertificatesReader;
  readonly directOutbox: DirectOutboxReader;
  readonly documents: DocumentsReader;
  readonly damage: DamageReader;
  readonly meaningfulUse: MeaningfulUseReader;
  readonly credentials: CredentialsReader;
  readonly audit: AuditReader;
  readonly log: LogReader;
  readonly operators: OperatorsReader;
  readonly tries: TriesReader;
  readonly leases: LeasesReader;
  readonly tracing: TracingReader;
  readonly exports: ExportsReader;
  readonly backups: BackupsReader;
  readonly secretAddresses: SecretAddressesReader;
  readonly reminders: RemindersReader;
  readonly imports: ImportsReader;
  readonly images: ImagesReader;
  readonly smart: SmartReader;
  readonly resourceIndex: ResourceIndexReader;
  readonly fhirExports: FhirExportsReader;
  readonly fhirSubscriptions: FhirSubscriptionsReader;
  readonly fhirBinaries: FhirBinariesReader;
  readonly directInbox: DirectInboxReader;
  things(grant: Grant): ThingsReader;
  /** Past what the grant opens, within its record. @param reason as ARCHITECTURE lists it */
  unscoped(grant: Grant, reason: string): UnscopedThings;
}

export interface Writer extends Reader {
  readonly people: PeopleReader & PeopleWriter;
  readonly records: RecordsReader & RecordsWriter;
  readonly applications: ApplicationsReader & ApplicationsWriter;
  readonly applicationTexts: AppTextsReader & AppTextsWriter;
  readonly authorizations: AuthorizationsReader & AuthorizationsWriter;
  readonly aliases: AliasesReader & AliasesWriter;
  readonly sessions: AppSessionsReader & AppSessionsWriter & SessionsReader & SessionsWriter;
  readonly settings: SettingsReader & SettingsWriter;
  readonly reads: ReadsReader & ReadsWriter;
  readonly looks: LooksReader & LooksWriter;
  readonly seals: SealsReader & SealsWriter;
  readonly sharing: SharingReader & SharingWriter;
  readonly vocabularies: VocabulariesReader & VocabulariesWriter;
  readonly packages: PackagesReader & PackagesWriter;
  readonly parked: ParkedReader & ParkedWriter;
  readonly mail: MailReader & MailWriter;
  readonly signUpCodes: SignUpCodesReader & SignUpCodesWriter;
  readonly admissions: AdmissionsReader & AdmissionsWriter;
  readonly appAdmins: AppAdminsReader & AppAdminsWriter;
  readonly connect: ConnectReader & ConnectWriter;
  readonly alternateIds: AlternateIdsReader & AlternateIdsWriter;
  readonly blobs: BlobsReader & BlobsWriter;
  readonly directCertificates: DirectCertificatesReader & DirectCertificatesWriter;
  readonly directOutbox: DirectOutboxReader & DirectOutboxWriter;
  readonly documents: DocumentsReader & DocumentsWriter;
  readonly meaningfulUse: MeaningfulUseReader & MeaningfulUseWriter;
  readonly credentials: CredentialsReader & CredentialsWriter;
  readonly audit: AuditReader & AuditWriter;
  readonly log: LogReader & LogWriter;
  readonly operators: OperatorsReader & OperatorsWriter;
  readonly tries: TriesReader & TriesWriter;
  readonly leases: LeasesReader & LeasesWriter;
  readonly tracing: TracingReader & TracingWriter;
  readonly exports: ExportsReader & ExportsWriter;
  readonly backups: BackupsReader & BackupsWriter;
  readonly secretAddresses: SecretAddressesReader & SecretAddressesWriter;
  readonly reminders: RemindersReader & RemindersWriter;
  readonly imports: ImportsReader & ImportsWriter;
  readonly images: ImagesReader & ImagesWriter;
  readonly smart: SmartReader & SmartWriter;
  readonly resourceIndex: ResourceIndexReader & ResourceIndexWriter;
  readonly fhirExports: FhirExportsReader & FhirExportsWriter;
  readonly fhirSubscriptions: FhirSubscriptionsReader & FhirSubscriptionsWriter;
  readonly fhirBinaries: FhirBinariesReader & FhirBinariesWriter;
  readonly directInbox: DirectInboxReader & DirectInboxWriter;
  readonly outbox: OutboxWriter;
  readonly events: EventsReader & EventsWriter;
  things(grant: Grant): ThingsReader & ThingsWriter;
}
