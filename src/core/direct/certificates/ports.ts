// What the certificates of Direct ask of the store: the vault's own keys, and whom its domains trust.
import type { Awaitable } from '../../awaitable.ts';

/** A key of the vault, sealed with its certificate: of an address or a domain, or of the authority that vouches for those. */
export interface KeptKey {
  readonly id: string;
  readonly kind: 'own' | 'authority';
  /** A keyed hash of whom it is bound to. */
  readonly boundHash: Buffer;
  readonly sealed: Buffer;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly madeAt: number;
}

/** A certificate that a domain of the vault trusts, or every one where `domain` is empty. */
export interface KeptAnchor {
  readonly id: string;
  readonly domain: string;
  /** Of the bundle it came in. */
  readonly bundleId: string | undefined;
  readonly der: Buffer;
  readonly addedAt: number;
}

/** Where anchors come from, to be looked for again. */
export interface KeptBundle {
  readonly id: string;
  readonly domain: string;
  readonly address: string;
  /** Who must have signed it, in DER; undefined where nobody has to. */
  readonly signer: Buffer | undefined;
  readonly refreshedAt: number | undefined;
  readonly dueAt: number;
  /** Why it could not be read the last time. */
  readonly problem: string | undefined;
}

/** A revocation list: from a file, from where certificates say that it is, or that of an authority of the vault, under its id. */
export interface KeptList {
  readonly id: string;
  /** Undefined for one that was brought. */
  readonly address: string | undefined;
  /** Of one that is fetched: who must have signed it, in DER. */
  readonly issuer: Buffer | undefined;
  /** Undefined until it was fetched. */
  readonly der: Buffer | undefined;
  readonly addedAt: number;
  readonly dueAt: number | undefined;
  readonly problem: string | undefined;
}

export interface DirectCertificatesReader {
  /** Of one address or domain, the newest first. */
  keysOf(boundHash: Buffer, limit: number): Awaitable<KeptKey[]>;
  /** The newest first. */
  keys(kind: KeptKey['kind']): Awaitable<KeptKey[]>;
  /** Those of a domain, and of every one. */
  anchorsFor(domain: string): Awaitable<KeptAnchor[]>;
  anchors(): Awaitable<KeptAnchor[]>;
  bundles(): Awaitable<KeptBundle[]>;
  lists(): Awaitable<KeptList[]>;
  list(id: string): Awaitable<KeptList | undefined>;
  /** Which anchors a domain has, and lists the vault, in one text that is another when they are. */
  trustState(domain: string): Awaitable<string>;
  /** Does a domain refuse whoever has no revocation list? */
  needsLists(domain: string): Awaitable<boolean>;
}

export interface DirectCertificatesWriter {
  addKey(key: KeptKey): Awaitable<void>;
  removeKey(id: string): Promise<boolean>;
  addAnchor(anchor: KeptAnchor): Awaitable<void>;
  removeAnchor(id: string): Promise<boolean>;
  removeAnchorsOf(bundleId: string): Awaitable<void>;
  putBundle(bundle: KeptBundle): Awaitable<void>;
  removeBundle(id: string): Promise<boolean>;
  putList(list: KeptList): Awaitable<void>;
  removeList(id: string): Promise<boolean>;
  setNeedsLists(domain: string, needs: boolean): Awaitable<void>;
}
