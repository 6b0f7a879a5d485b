// Whom the operator trusts to vouch for signers, as the world provides it: trust-folder.ts reads a folder.

/** Files as they lie there, PEM or DER. The same object as long as nothing changed. */
export interface TrustFiles {
  /** Every one is an anchor: what it signed is trusted. */
  readonly certificates: readonly Buffer[];
  /** Certificate revocation lists. */
  readonly revocationLists: readonly Buffer[];
}

export interface TrustStore {
  read(): Promise<TrustFiles>;
}
