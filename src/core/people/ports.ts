// What the ways to sign in ask of the store. Implemented by storage/credentials.ts.
import type { Awaitable } from '../ports.ts';
import type { CodeApp, Identity, KnownBrowser, MailedLink, Passkey } from './person.ts';

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
  /** Those of a person that can still be used, the newest first. */
  mailedLinksOf(personId: string, now: number): Awaitable<MailedLink[]>;
  /** When the recovery codes were made; undefined where there are none. */
  recoveryCodesMadeAt(personId: string): Awaitable<number | undefined>;
  /** Links that were asked for and are to be mailed. */
  askedLinks(limit: number): Awaitable<MailedLink[]>;
}

export interface CredentialsWriter {
  addPasskey(passkey: Passkey): Awaitable<void>;
  usePasskey(id: string, use: { counter: number; at: number }): Awaitable<void>;
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
