// A thing's digital signature as it comes and as it is kept, and what becomes of it when the thing is written.
// Verified by verify.ts, called by things/plan.ts.

import { readStored } from '../../schema/stored-xml.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import type { FaultName } from '../faults.ts';

/** A blob as blob-signature-info describes it. */
export interface SignedBlob {
  readonly name: string;
  readonly contentType: string;
  readonly hash:
    | { readonly algorithm: string; readonly blockSize: number; readonly hash: string }
    | undefined;
}

/** What stands beside a signature, and is signed with it by the second method. */
export interface SignatureData {
  readonly method: string;
  readonly algorithmTag: string;
  readonly blobs: readonly SignedBlob[];
}

export interface SentSignature {
  /** The thing element it came in, able to stand alone. */
  readonly thingXml: string;
  /** Undefined for a bare Signature, as version 1 of the methods has it. */
  readonly data: SignatureData | undefined;
}

/** As it is kept with a version of a thing. */
export interface KeptSignature {
  /** The signature-info element, or the bare Signature, as it was sent. */
  readonly xml: string;
  /** The data-xml element as it was signed, where that is not what its parts make. */
  readonly dataXml: string | undefined;
}

export interface VerifiedSignature extends KeptSignature {
  readonly method: 1 | 2;
  readonly blobs: readonly SignedBlob[];
  /** Does it sign the blob without a name, by its characters in data-other? */
  readonly signsOther: boolean;
}

/**
 * The signature a thing has after a write. One that came with it was verified but for the blobs; one that was there
 * stays as long as what it signs does.
 */
export function chooseSignature(
  write: {
    readonly sent: boolean;
    readonly verified: VerifiedSignature | undefined;
    readonly changesSigned: boolean;
    readonly byOldMethod: boolean;
  },
  before: KeptSignature | undefined,
  blobs: readonly ThingBlob[],
  refuse: (name: FaultName, detail?: string) => Error,
): KeptSignature | undefined {
  if (write.sent) {
    // The thing it was verified with is not the one that is there now.
    if (!write.verified) throw refuse('versionStampOutdated');
    demandBlobs(write.verified, blobs, refuse);
    return { xml: write.verified.xml, dataXml: write.verified.dataXml };
  }
  if (!before || !write.changesSigned) return before;
  if (write.byOldMethod && !isOfFirstMethod(before)) throw refuse('wouldLoseParts');
  return undefined;
}

function demandBlobs(
  signature: VerifiedSignature,
  blobs: readonly ThingBlob[],
  refuse: (name: FaultName, detail?: string) => Error,
): void {
  if (signature.method === 1 && !blobs.every(({ name }) => name === '' && signature.signsOther))
    throw refuse('signatureWithoutBlobs');
  if (signature.method === 2 && !signsBlobs(signature.blobs, blobs)) throw refuse('signatureOfOtherBlobs');
}

function signsBlobs(described: readonly SignedBlob[], blobs: readonly ThingBlob[]): boolean {
  const signed = new Map(described.map(blob => [blob.name, blob]));
  if (signed.size !== described.length || signed.size !== blobs.length) return false;
  return blobs.every(blob => {
    const said = signed.get(blob.name);
    return (
      said?.hash !== undefined &&
      said.contentType === blob.contentType &&
      said.hash.algorithm === blob.hashAlgorithm &&
      said.hash.blockSize === blob.blockSize &&
      said.hash.hash.replace(/\s+/g, '') === blob.hash
    );
  });
}

export function isInfo({ xml }: KeptSignature): boolean {
  return xml.startsWith('<signature-info');
}

/** The signature-info, around a bare Signature too. */
export function printSignatureInfo(kept: KeptSignature): string {
  if (isInfo(kept)) return kept.xml;
  const tag = kept.xml.includes('xmldsig-more#rsa-sha256') ? 'rsa-sha256' : 'rsa-sha1';
  const data = `<hv-signature-method>HVSignatureMethod1</hv-signature-method><algorithm-tag>${tag}</algorithm-tag>`;
  return `<signature-info><sig-data>${data}</sig-data>${kept.xml}</signature-info>`;
}

/** Version 1 of the methods knows no other. */
export function isOfFirstMethod(signature: KeptSignature): boolean {
  if (!isInfo(signature)) return true;
  const at = readStored(signature.xml).root();
  at.enter();
  at.atElement();
  at.enter();
  at.atElement();
  return at.text() === 'HVSignatureMethod1';
}
