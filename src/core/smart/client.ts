// What is registered of an application as a client of SMART App Launch, beside what every application has. Pure.
// Checked by check.ts; turned into the words of OAuth by facades/oauth/.

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
