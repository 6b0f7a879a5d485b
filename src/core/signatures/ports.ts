// Whom the operator trusts to vouch for signers, as the world provides it: trust-folder.ts reads a folder.

export interface TrustFile {
  readonly name: string;
  /** DER; undefined for what cannot be told to be any. */
  readonly der: Buffer | undefined;
}

/** The same object as long as nothing changed. */
export interface TrustFiles {
  /** Every one is an anchor: what it signed is trusted. */
  readonly certificates: readonly TrustFile[];
  /** Certificate revocation lists. */
  readonly revocationLists: readonly TrustFile[];
  /** Does what was signed with SHA-1 count, too? For tests with systems of old. */
  readonly acceptsSha1?: boolean;
}

export interface TrustStore {
  read(): Promise<TrustFiles>;
}
