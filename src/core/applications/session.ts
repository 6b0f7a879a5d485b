// An application's session: the secret its requests are signed with.

export type HmacName = 'HMACSHA1' | 'HMACSHA256' | 'HMACSHA384' | 'HMACSHA512';

/** Kept by the hash of its token; the secret is sealed. */
export interface AppSession {
  readonly hash: Buffer;
  readonly appId: string;
  readonly hmac: HmacName;
  readonly sealedSecret: Buffer;
  readonly expiresAt: number;
}
