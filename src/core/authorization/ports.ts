// What the core asks of the store about what people granted applications.
import type { Awaitable } from '../awaitable.ts';
import type { RecordAccess } from '../records/record.ts';
import type { Authorization } from './authorization.ts';
import type { Rule } from './rules.ts';

/** What decides a grant: the authorisation, and the person's own access to the record. Either may be gone. */
export interface GrantBasis {
  readonly personId: string;
  readonly recordId: string;
  readonly authorization: Authorization | undefined;
  readonly access: RecordAccess | undefined;
}

export interface AuthorizationsReader {
  find(appId: string, personId: string, recordId: string): Awaitable<Authorization | undefined>;
  /** Whose authorisation of which record an application's record id names, and what is left of it. */
  byRecordAlias(appId: string, alias: string): Awaitable<GrantBasis | undefined>;
  /** The same by the record's own id. */
  reach(appId: string, personId: string, recordId: string): Awaitable<GrantBasis | undefined>;
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
  /** Does the person let the application send Direct messages in their name, with what it may read of the record? */
  maySendDirect(appId: string, personId: string, recordId: string): Awaitable<boolean>;
  /** Rules that the person took back since the consent, each as it was granted. */
  withdrawnRules(appId: string, personId: string, recordId: string): Awaitable<readonly Rule[]>;
  /** Authorised records with changes since a time (milliseconds), oldest change first. */
  updatedRecords(
    appId: string,
    since: number | undefined,
  ): Awaitable<{ authorization: Authorization; updatedAt: number; sequence: number }[]>;
}

export interface AuthorizationsWriter {
  /** Whether it may send Direct messages stays as it is; no rule counts as withdrawn. */
  put(authorization: Authorization): Awaitable<void>;
  /** Of an authorisation that is there. */
  putMaySendDirect(appId: string, personId: string, recordId: string, maySend: boolean): Awaitable<void>;
  /** Of an authorisation that is there. */
  putWithdrawnRules(
    appId: string,
    personId: string,
    recordId: string,
    rules: readonly Rule[],
  ): Awaitable<void>;
  remove(appId: string, personId: string, recordId: string): Awaitable<void>;
}
