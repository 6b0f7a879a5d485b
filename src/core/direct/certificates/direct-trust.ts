// Whom a domain of the vault trusts to vouch for those it exchanges mail with. Found by trust.ts, gone by in judge.ts.
import type { TrustFiles } from '../../signatures/ports.ts';

export interface DirectTrust {
  /** Anchors and revocation lists; the same object as long as they stay the same. */
  readonly files: TrustFiles;
  /** Is whoever has no revocation list refused? */
  readonly areListsDemanded: boolean;
}

/** What a process has read of it, by domain, so that it is read once. */
export type KnownTrusts = Map<string, { readonly state: string; readonly files: TrustFiles }>;
