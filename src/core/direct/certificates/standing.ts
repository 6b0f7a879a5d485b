// What is to be believed of who sent a mail.

/** Why nobody vouches for the sender of a mail. */
export type Doubt =
  | 'not-signed'
  | 'not-encrypted'
  | 'tampered'
  | 'expired'
  | 'revoked'
  | 'untrusted'
  | 'not-bound'
  | 'other-signer'
  | 'weak'
  | 'unknown-revocation'
  | 'nested'
  | 'not-for-you';

export type Standing =
  | {
      readonly kind: 'verified';
      readonly address: string;
      /** Whose certificate it is, as people read it. */
      readonly subject: string;
      readonly issuer: string;
      readonly notAfter: number;
      /** SHA-256 of the certificate, in hex. */
      readonly fingerprint: string;
      readonly boundTo: 'address' | 'domain';
      /** When it was signed, by the signer's own word. */
      readonly signedAt?: number;
    }
  | { readonly kind: 'unverified'; readonly why: Doubt };

export function doubt(why: Doubt): Standing & { readonly kind: 'unverified' } {
  return { kind: 'unverified', why };
}
