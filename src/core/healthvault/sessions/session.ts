// An application's session: the secret its requests are signed with.

export type HmacName = 'HMACSHA1' | 'HMACSHA256' | 'HMACSHA384' | 'HMACSHA512';

/** Kept by the hash of its token; the secret is sealed. */
export interface AppSession {
  readonly hash: Buffer;
  readonly appId: string;
  readonly hmac: HmacName;
  readonly sealedSecret: Buffer;
  /** Of the certificate that opened it, and with which it ends; undefined for who opened it by a shared secret. */
  readonly thumbprint: string | undefined;
  readonly expiresAt: number;
}
