// What the core asks of the store about applications: their definitions, texts and pictures, who is admitted to them, who
// configures them, what they keep for a person.
import type { Awaitable } from '../awaitable.ts';
import type { AdminInvitation, AppAdmin, AppEntry } from './app-entry.ts';
import type { AppText, AppTextKind } from './app-text.ts';
import type { Application, Certificate } from './application.ts';
import type { AppStanding, AppUse } from './examine.ts';

export interface AppTextsReader {
  /** Of some kinds, those for all languages first. */
  of(appId: string, kinds: readonly AppTextKind[]): Awaitable<AppText[]>;
  /** Of which kinds it has any, without reading them. */
  kinds(appId: string): Awaitable<AppTextKind[]>;
}
export interface AppTextsWriter {
  /** Puts texts in the place of all there are of a kind. */
  replace(appId: string, kind: AppTextKind, texts: readonly AppText[]): Awaitable<void>;
}

export interface ApplicationsReader {
  byId(id: string): Awaitable<Application | undefined>;
  all(): Awaitable<Application[]>;
  /** All but those that devices made. Oldest first. */
  registered(): Awaitable<Application[]>;
  /** How many registered themselves. */
  countSelfRegistered(): Awaitable<number>;
  /** Ids of those of them that were last changed before a time. */
  selfRegisteredBefore(time: number): Awaitable<string[]>;
  certificates(appId: string): Awaitable<Certificate[]>;
  /** How many children a master has. */
  childCount(masterId: string): Awaitable<number>;
  /** Oldest first. */
  children(masterId: string, page: { offset: number; limit: number }): Awaitable<Application[]>;
  /** Has anybody ever authorised it, or has it children, or does something wait in its name? */
  isTakenUp(appId: string): Awaitable<boolean>;
  /** The sealed secret of a SODA child. */
  sharedSecret(appId: string): Awaitable<Buffer | undefined>;
  /** What it did with items of the records it is authorised for. Goes through all of them. */
  uses(appId: string): Awaitable<AppUse[]>;
  /** What is open to it now. */
  standing(appId: string, times: { now: number; idleSince: number }): Awaitable<AppStanding>;
}

export interface ApplicationsWriter {
  /** Inserts or replaces. Without the group `direct` nobody's leave to send Direct messages stays. */
  put(application: Application): Awaitable<void>;
  addCertificate(certificate: Certificate): Awaitable<void>;
  removeCertificates(appId: string): Awaitable<void>;
  removeCertificate(appId: string, thumbprint: string): Awaitable<void>;
  /** With all that is configured of it, and its sessions. */
  remove(appId: string): Awaitable<void>;
  putSharedSecret(appId: string, sealed: Buffer): Awaitable<void>;
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

export interface AppAdminsReader {
  has(appId: string, personId: string): Awaitable<boolean>;
  /** Oldest first. */
  of(appId: string): Awaitable<AppAdmin[]>;
  /** Ids of the applications that a person configures, oldest first. */
  appsOf(personId: string): Awaitable<string[]>;
  invitations(appId: string): Awaitable<AdminInvitation[]>;
  invitationsTo(email: string): Awaitable<AdminInvitation[]>;
  entry(appId: string): Awaitable<AppEntry>;
  entries(): Awaitable<ReadonlyMap<string, AppEntry>>;
}

export interface AppAdminsWriter {
  add(admin: AppAdmin): Awaitable<void>;
  remove(appId: string, personId: string): Awaitable<void>;
  invite(invitation: AdminInvitation): Awaitable<void>;
  removeInvitation(appId: string, email: string): Awaitable<void>;
  putEntry(appId: string, entry: AppEntry): Awaitable<void>;
}

export interface AdmissionsReader {
  has(appId: string, personId: string): Awaitable<boolean>;
}

export interface AdmissionsWriter {
  add(appId: string, personId: string, at: number): Awaitable<void>;
}
