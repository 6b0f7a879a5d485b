// What people, their accounts and the ways to sign in ask of the store.
import type { Awaitable } from '../awaitable.ts';
import type {
  Closing,
  CodeApp,
  Identity,
  KnownBrowser,
  MailedLink,
  Passkey,
  Person,
  ShellSession,
  UserToken,
} from './person.ts';

export interface CredentialsReader {
  passkey(id: string): Awaitable<Passkey | undefined>;
  /** Oldest first. */
  passkeysOf(personId: string): Awaitable<Passkey[]>;
  codeApp(personId: string): Awaitable<CodeApp | undefined>;
  recoveryCodesLeft(personId: string): Awaitable<number>;
  identity(issuer: string, subject: string): Awaitable<Identity | undefined>;
  identitiesOf(personId: string): Awaitable<Identity[]>;
  /** One that can still be used. */
  mailedLink(hash: Buffer, now: number): Awaitable<MailedLink | undefined>;
  /** One that is still known. */
  knownBrowser(personId: string, hash: Buffer, now: number): Awaitable<KnownBrowser | undefined>;
  hasKnownBrowsers(personId: string, now: number): Awaitable<boolean>;
  /** Those of a person that can still be used, the newest first. */
  mailedLinksOf(personId: string, now: number): Awaitable<MailedLink[]>;
  /** When the recovery codes were made; undefined where there are none. */
  recoveryCodesMadeAt(personId: string): Awaitable<number | undefined>;
  /** Links that were asked for and are to be mailed. */
  askedLinks(limit: number): Awaitable<MailedLink[]>;
}

export interface CredentialsWriter {
  addPasskey(passkey: Passkey): Awaitable<void>;
  /** Notes the use. False when another use has counted as far meanwhile; keys that count nothing always tell 0. */
  usePasskey(id: string, use: { counter: number; at: number }): Awaitable<boolean>;
  removePasskey(id: string): Awaitable<void>;
  putCodeApp(app: CodeApp): Awaitable<void>;
  /** False when the code of this step or a later one was used before. */
  useCodeStep(personId: string, step: number): Awaitable<boolean>;
  removeCodeApp(personId: string): Awaitable<void>;
  /** In place of those before. */
  putRecoveryCodes(personId: string, hashes: readonly Buffer[], at: number): Awaitable<void>;
  /** False when there is no such code, or no more. */
  useRecoveryCode(personId: string, hash: Buffer): Awaitable<boolean>;
  addIdentity(identity: Identity): Awaitable<void>;
  useIdentity(issuer: string, subject: string, at: number): Awaitable<void>;
  removeIdentity(issuer: string, subject: string): Awaitable<void>;
  putKnownBrowser(browser: KnownBrowser): Awaitable<void>;
  /** Keeps only so many of a person, those that were used last. */
  trimKnownBrowsers(personId: string, keep: number): Awaitable<void>;
  removeKnownBrowsersOf(personId: string): Awaitable<void>;
  putMailedLink(link: MailedLink): Awaitable<void>;
  removeMailedLink(hash: Buffer): Awaitable<void>;
  removeMailedLinksOf(personId: string): Awaitable<void>;
  /** Drops links, and browsers, that are over. */
  sweep(now: number): Awaitable<void>;
}

export interface SignUpCodesReader {
  isOpen(hash: Buffer, now: number): Awaitable<boolean>;
  openOf(appId: string, now: number): Awaitable<number>;
}

export interface SignUpCodesWriter {
  add(code: { hash: Buffer; appId: string; expiresAt: number }): Awaitable<void>;
  /** False when there is no such code, or no more. */
  use(hash: Buffer, now: number): Awaitable<boolean>;
  sweep(now: number): Awaitable<void>;
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
  /** A person's token, and the state of the account. */
  user(
    tokenHash: Buffer,
  ): Awaitable<{ token: UserToken; personState: Person['state'] | undefined } | undefined>;
  shell(tokenHash: Buffer): Awaitable<ShellSession | undefined>;
  /** A person's that have not ended, the last used first. */
  shellsOf(personId: string, now: number): Awaitable<ShellSession[]>;
}

export interface SessionsWriter {
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
  /** Ends every session and token, of people and applications, and every link that was mailed. Links that operators made stay. */
  endAll(): Awaitable<void>;
  /** Ends every session and token, and forgets what was confirmed, mailed and offered by mail until now, whoever's it is. Links that operators made stay. */
  forgetAll(): Awaitable<void>;
}
