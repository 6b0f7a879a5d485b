// What is registered of an application as a client of SMART App Launch, beside what every application has. Pure.
// Checked by check.ts; turned into the words of OAuth by facades/oauth/.

import { hashSha256 } from '../secrets.ts';

export const clientTypes = ['public', 'confidential-symmetric', 'confidential-asymmetric'] as const;
export type ClientType = (typeof clientTypes)[number];

export interface SmartClient {
  readonly clientType: ClientType;
  /** Compared as they are written; on this very computer the port may be any. */
  readonly redirectUris: readonly string[];
  /** Where a launch from the pages leads. */
  readonly launchUrl?: string | undefined;
  /** Public keys, in place or where they are published. */
  readonly jwks?: PublicKeys | undefined;
  readonly jwksUri?: string | undefined;
  /** SHA-256 of the secret, as base64url. */
  readonly secretHash?: string | undefined;
  /** All it may ask for, as scopes. */
  readonly scopes: string;
  /** It registered itself. */
  readonly isSelfRegistered?: boolean | undefined;
  /** Where the document lies that says all of this, which is its client id then. */
  readonly documentUrl?: string | undefined;
}

/** As JSON Web Keys are written. */
export interface PublicKeys {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Origins of pages from which a browser may call with tokens of the application. */
export function listOrigins({ redirectUris, launchUrl }: SmartClient): ReadonlySet<string> {
  const urls = [...redirectUris, ...(launchUrl === undefined ? [] : [launchUrl])];
  const origins = urls.flatMap(url => (URL.canParse(url) ? [new URL(url).origin] : []));
  // Of an address of an app on a phone it is the word "null", which is that of any page that hides where it is from.
  return new Set(origins.filter(origin => origin !== 'null'));
}

/** The id of the application that a client id names, which may be the address of a document. */
export function appIdOf(clientId: string): string {
  return isDocumentUrl(clientId) ? makeStableId(clientId) : clientId;
}

export function isDocumentUrl(clientId: string): boolean {
  return /^https?:\/\//.test(clientId);
}

/** A GUID that is always the same for a word. */
export function makeStableId(word: string): string {
  const hex = hashSha256(word).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
