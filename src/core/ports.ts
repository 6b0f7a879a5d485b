// What the core asks of the world: a store, a clock, random ids, keys. Implemented by storage/ and main.ts.

import type { LoadedItem, VocabularyHead } from '../vocabularies/loaders/source.ts';
import type { CodeItem } from '../vocabularies/vocabulary.ts';
import type { AppAdminsReader, AppAdminsWriter } from './applications/admins.ts';
import type { AdmissionsReader, AdmissionsWriter } from './applications/admitted.ts';
import type { Application, Certificate } from './applications/application.ts';
import type { AppTextsReader, AppTextsWriter } from './applications/ports.ts';
import type { AuditReader, AuditWriter } from './audit/audit.ts';
import type { ReadsReader, ReadsWriter } from './audit/reads.ts';
import type { Authorization } from './authorization/authorization.ts';
import type { Grant } from './authorization/grant.ts';
import type { BlobsReader, BlobsWriter } from './blobs/ports.ts';
import type { OutboxEvent } from './events/outbox.ts';
import type { EventsReader, EventsWriter } from './events/ports.ts';
import type { AlternateIdsReader, AlternateIdsWriter } from './healthvault/alternate-ids/ports.ts';
import type { ConnectReader, ConnectWriter } from './healthvault/connect/ports.ts';
import type { MeaningfulUseReader, MeaningfulUseWriter } from './healthvault/meaningful-use/ports.ts';
import type { PackagesReader, PackagesWriter } from './healthvault/packages/ports.ts';
import type { ParkedReader, ParkedWriter } from './healthvault/parked/ports.ts';
import type { AppSession } from './healthvault/sessions/session.ts';
import type { MailReader, MailWriter } from './mail/ports.ts';
import type { OperatorsReader, OperatorsWriter } from './operator/ports.ts';
import type { Closing, Person, ShellSession, UserToken } from './people/person.ts';
import type { CredentialsReader, CredentialsWriter } from './people/ports.ts';
import type { SignUpCodesReader, SignUpCodesWriter } from './people/sign-up-codes.ts';
import type { HealthRecord, RecordAccess } from './records/record.ts';
import type { SealsReader, SealsWriter } from './seals.ts';
import type { SharingReader, SharingWriter } from './sharing/ports.ts';
import type { LooksReader, LooksWriter } from './things/looks.ts';
import type { ThingsReader, ThingsWriter } from './things/ports.ts';
import type { VocabularyLoad } from './vocabularies/load.ts';
import type { LoadedVocabulary, VocabularySearch } from './vocabularies/loaded.ts';

/** A value now (SQLite) or soon (PostgreSQL). */
export type Awaitable<T> = T | Promise<T>;

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export interface Ids {
  /** A random GUID in lower case. */
  guid(): string;
  /** Random bytes for tokens and secrets. */
  bytes(count: number): Buffer;
}

/** Seals secrets for rest in the store; the key lies outside it. */
export interface Keys {
  seal(plain: Buffer): Buffer;
  /** @throws when the bytes were not sealed with this key */
  open(sealed: Buffer): Buffer;
}

/**
 * The record store. Work inside `write` is one savepoint of a commit that several requests may share:
 * it is undone alone when it throws, and its promise resolves only when the commit is on disk.
 * Inside the work, await nothing but the store.
 */
export interface Store {
  read<T>(work: (db: Reader) => Awaitable<T>): Promise<T>;
  write<T>(work: (db: Writer) => Awaitable<T>): Promise<T>;
  close(): Promise<void>;
}

/** What may be looked up. Data of a record is reached through a grant only. */
export interface Reader {
  readonly people: PeopleReader;
  readonly records: RecordsReader;
  readonly applications: ApplicationsReader;
  readonly applicationTexts: AppTextsReader;
  readonly authorizations: AuthorizationsReader;
  readonly aliases: AliasesReader;
  readonly sessions: SessionsReader;
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
  readonly meaningfulUse: MeaningfulUseReader;
  readonly credentials: CredentialsReader;
  readonly audit: AuditReader;
  readonly operators: OperatorsReader;
  things(grant: Grant): ThingsReader;
}

export interface Writer extends Reader {
  readonly people: PeopleReader & PeopleWriter;
  readonly records: RecordsReader & RecordsWriter;
  readonly applications: ApplicationsReader & ApplicationsWriter;
  readonly applicationTexts: AppTextsReader & AppTextsWriter;
  readonly authorizations: AuthorizationsReader & AuthorizationsWriter;
  readonly aliases: AliasesReader & AliasesWriter;
  readonly sessions: SessionsReader & SessionsWriter;
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
  readonly meaningfulUse: MeaningfulUseReader & MeaningfulUseWriter;
  readonly credentials: CredentialsReader & CredentialsWriter;
  readonly audit: AuditReader & AuditWriter;
  readonly operators: OperatorsReader & OperatorsWriter;
  readonly outbox: { add(event: OutboxEvent): Awaitable<void> };
  readonly events: EventsReader & EventsWriter;
  things(grant: Grant): ThingsReader & ThingsWriter;
}

export interface PeopleReader {
  byId(id: string): Awaitable<Person | undefined>;
  /** E-mail addresses compare without case. */
  byEmail(email: string): Awaitable<Person | undefined>;
  count(): Awaitable<number>;
  closing(id: string): Awaitable<Closing | undefined>;
  /** Whose accounts are to be deleted by a time. */
  closingsDue(now: number): Awaitable<string[]>;
}
export interface PeopleWriter {
  insert(person: Person): Awaitable<void>;
  update(person: Person): Awaitable<void>;
  putClosing(closing: Closing): Awaitable<void>;
  removeClosing(id: string): Awaitable<void>;
  /** Removes an account for good, with all that is kept by it. Records are not. */
  purge(id: string): Awaitable<void>;
}

export interface RecordsReader {
  byId(id: string): Awaitable<HealthRecord | undefined>;
  /** None to a record in the bin. */
  access(personId: string, recordId: string): Awaitable<RecordAccess | undefined>;
  /** Everybody's, oldest first, what has ended too. */
  accessesTo(recordId: string): Awaitable<RecordAccess[]>;
  /** The records a person may reach, oldest access first. */
  ofPerson(personId: string): Awaitable<{ record: HealthRecord; access: RecordAccess }[]>;
  /** A person's records that lie in the bin, the longest there first. */
  inBin(personId: string): Awaitable<{ record: HealthRecord; access: RecordAccess }[]>;
  /** For whom the bytes of a record count. */
  owner(recordId: string): Awaitable<string | undefined>;
  /** Ids of records that are a person's, in the bin too. */
  owned(personId: string): Awaitable<string[]>;
  /** Ids of records that came into the bin before a time. */
  deletedBefore(time: number): Awaitable<string[]>;
  /** How much it holds, whoever may see what of it. */
  usage(recordId: string): Awaitable<Usage>;
}
export interface RecordsWriter {
  /** Removes a record for good, with all that is kept by it. */
  purge(recordId: string): Awaitable<void>;
  /** @param ownerId for whom its bytes count */
  insert(record: HealthRecord, ownerId: string): Awaitable<void>;
  update(record: HealthRecord): Awaitable<void>;
  giveTo(recordId: string, ownerId: string): Awaitable<void>;
  /**
   * Sets what the record holds after a write to its things.
   * @param usage.isOpen was anything changed that is not personal?
   */
  setUsage(
    recordId: string,
    usage: Pick<Usage, 'bytes' | 'blobBytes' | 'sequence'> & { updatedAt: number; isOpen: boolean },
  ): Awaitable<void>;
  putAccess(access: RecordAccess): Awaitable<void>;
  removeAccess(personId: string, recordId: string): Awaitable<void>;
}

/** What a record holds. */
export interface Usage {
  readonly bytes: number;
  /** Of its bytes, those of blobs. */
  readonly blobBytes: number;
  /** The number of the latest operation. */
  readonly sequence: number;
  /** Of the latest one that was on something not personal, and when that was: what applications are told. */
  readonly openSequence: number;
  readonly openUpdatedAt: number;
  /** What all records hold that are whose this one is, and what all records of the vault do. */
  readonly ownerBytes: number;
  readonly vaultBytes: number;
}

export interface ApplicationsReader {
  byId(id: string): Awaitable<Application | undefined>;
  all(): Awaitable<Application[]>;
  /** All but those that devices made. Oldest first. */
  registered(): Awaitable<Application[]>;
  certificates(appId: string): Awaitable<Certificate[]>;
  /** How many children a master has. */
  childCount(masterId: string): Awaitable<number>;
  /** Oldest first. */
  children(masterId: string, page: { offset: number; limit: number }): Awaitable<Application[]>;
  /** Has anybody ever authorised it, or has it children, or does something wait in its name? */
  isTakenUp(appId: string): Awaitable<boolean>;
  /** The sealed secret of a SODA child. */
  sharedSecret(appId: string): Awaitable<Buffer | undefined>;
}
export interface ApplicationsWriter {
  /** Inserts or replaces. */
  put(application: Application): Awaitable<void>;
  addCertificate(certificate: Certificate): Awaitable<void>;
  removeCertificates(appId: string): Awaitable<void>;
  removeCertificate(appId: string, thumbprint: string): Awaitable<void>;
  /** With all that is configured of it, and its sessions. */
  remove(appId: string): Awaitable<void>;
  putSharedSecret(appId: string, sealed: Buffer): Awaitable<void>;
}

/** What decides a grant: the authorisation, and the person's own access to the record. Either may be gone. */
export interface Reach {
  readonly personId: string;
  readonly recordId: string;
  readonly authorization: Authorization | undefined;
  readonly access: RecordAccess | undefined;
}
export interface AuthorizationsReader {
  find(appId: string, personId: string, recordId: string): Awaitable<Authorization | undefined>;
  /** Whose authorisation of which record an application's record id names, and what is left of it. */
  byRecordAlias(appId: string, alias: string): Awaitable<Reach | undefined>;
  /** One person's authorisations of an application, oldest first. */
  ofPerson(appId: string, personId: string): Awaitable<Authorization[]>;
  /** What a person authorised, whatever the application, oldest first. */
  everyOfPerson(personId: string): Awaitable<Authorization[]>;
  /** What anybody authorised on a record, oldest first. */
  everyOnRecord(recordId: string): Awaitable<Authorization[]>;
  /** People with an authorised record, by person alias order, after a cursor (an alias). */
  people(
    appId: string,
    page: { after?: string; createdSince?: number; limit: number },
  ): Awaitable<{ alias: string; personId: string }[]>;
  /** Authorised records with changes since a time (milliseconds), oldest change first. */
  updatedRecords(
    appId: string,
    since: number | undefined,
  ): Awaitable<{ authorization: Authorization; updatedAt: number; sequence: number }[]>;
}
export interface AuthorizationsWriter {
  put(authorization: Authorization): Awaitable<void>;
  remove(appId: string, personId: string, recordId: string): Awaitable<void>;
}

/** The ids an application knows people and records by. */
export interface AliasesReader {
  ofPerson(appId: string, personId: string): Awaitable<string | undefined>;
  ofRecord(appId: string, personId: string, recordId: string): Awaitable<string | undefined>;
  /** The id that is the same for every person's authorisation of a record. */
  ofRecordInApp(appId: string, recordId: string): Awaitable<string | undefined>;
  person(appId: string, alias: string): Awaitable<string | undefined>;
  record(appId: string, alias: string): Awaitable<{ personId: string; recordId: string } | undefined>;
}
export interface AliasesWriter {
  putPerson(appId: string, personId: string, alias: string): Awaitable<void>;
  putRecord(appId: string, personId: string, recordId: string, alias: string): Awaitable<void>;
  putRecordInApp(appId: string, recordId: string, alias: string): Awaitable<void>;
}

/** Tokens are looked up by the SHA-256 of what the client holds. */
export interface SessionsReader {
  /** A session, and its application if that is still there. */
  app(tokenHash: Buffer): Awaitable<{ session: AppSession; app: Application | undefined } | undefined>;
  /** A person's token, and the state of the account. */
  user(
    tokenHash: Buffer,
  ): Awaitable<{ token: UserToken; personState: Person['state'] | undefined } | undefined>;
  shell(tokenHash: Buffer): Awaitable<ShellSession | undefined>;
  /** A person's that have not ended, the last used first. */
  shellsOf(personId: string, now: number): Awaitable<ShellSession[]>;
}
export interface SessionsWriter {
  putApp(session: AppSession): Awaitable<void>;
  putUser(token: UserToken): Awaitable<void>;
  removeUser(tokenHash: Buffer): Awaitable<void>;
  putShell(session: ShellSession): Awaitable<void>;
  /** Ends a Shell session and the user tokens that came of it. */
  removeShell(tokenHash: Buffer): Awaitable<void>;
  touchShell(tokenHash: Buffer, at: number): Awaitable<void>;
  /** Gives a Shell session another token; the person has just shown who they are. */
  renewShell(tokenHash: Buffer, renewed: { hash: Buffer; provedAt: number }): Awaitable<void>;
  /** Marks something as used. False when it was used before and has not expired. */
  useOnce(kind: string, hash: Buffer, now: number, expiresAt: number): Awaitable<boolean>;
  /** Drops what expired before `now`. */
  sweep(now: number): Awaitable<void>;
  /** Ends every session and token, and forgets what was confirmed, mailed and offered by mail until now, whoever's it is. Links that operators made stay. */
  forgetAll(): Awaitable<void>;
}

export interface SettingsReader {
  get(
    appId: string,
    personId: string,
  ): Awaitable<{ xml: string; selectedRecordId: string | undefined } | undefined>;
}
export interface SettingsWriter {
  put(
    appId: string,
    personId: string,
    settings: { xml: string; selectedRecordId: string | undefined },
  ): Awaitable<void>;
}

/** Code systems that the operator loaded; those that come with Keepwell are in vocabularies/. */
export interface VocabulariesReader {
  /** The complete ones, by family and name, versions of one together, the newest last. */
  all(): Awaitable<LoadedVocabulary[]>;
  /** Items in their order, from a code on, that one included. Undefined when there is no such code. */
  items(
    vocabulary: LoadedVocabulary,
    page: { from?: string | undefined; limit: number },
  ): Awaitable<CodeItem[] | undefined>;
  /** Items whose text in a language matches, the best first; at most `limit`. */
  search(vocabulary: LoadedVocabulary, search: VocabularySearch): Awaitable<CodeItem[]>;
}
/** A load is staged in many commits, unseen, and becomes visible in one. */
export interface VocabulariesWriter {
  /** Loads that were begun and not ended, oldest first. */
  unfinished(): Awaitable<VocabularyLoad[]>;
  /** Begins a load. Unfinished ones of the same vocabularies are given up. */
  begin(load: {
    source: string;
    lists: readonly VocabularyHead[];
    startedAt: number;
  }): Awaitable<VocabularyLoad>;
  /**
   * Stages entries `from` to `to` of a load. A code that is there gains the languages it lacks.
   * Answers how many added nothing. @throws when the load is not at `from`: another process works on it, or ended it
   */
  addItems(
    loadId: number,
    part: { from: number; to: number; items: readonly LoadedItem[] },
  ): Awaitable<number>;
  /** Makes the load's vocabularies visible, those without items apart, in place of the same versions before. */
  publish(loadId: number): Awaitable<void>;
  /** Ends a load with nothing kept. */
  giveUp(loadId: number): Awaitable<void>;
  /** Takes a vocabulary away; readers see it gone at once. */
  remove(vocabulary: LoadedVocabulary): Awaitable<void>;
  /** Deletes a part of what nobody sees any more. True while there is more. */
  sweep(): Awaitable<boolean>;
  /** Brings the index a step nearer to the form that is read fastest. True while there is more. */
  compact(isFirst: boolean): Awaitable<boolean>;
}
