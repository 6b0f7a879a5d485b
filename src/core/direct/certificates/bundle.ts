// Bundles of anchors, as communities of Direct publish them: certificates alone, or such a bundle that somebody signed; and
// revocation lists. Used by trusting.ts and refresh.ts, and by those who look for certificates in directories.
import { fault } from '../../faults.ts';
import type { Limits } from '../../limits/limits.ts';
import { decodeBase64 } from '../../secrets.ts';
import type { Parts } from '../../signatures/parts.ts';
import { readList } from '../../signatures/revocation.ts';
import { readBlocks } from '../../x509.ts';
import { contentTypes, readContentInfo } from '../smime/content-info.ts';
import { checkSigners, readSignedData } from '../smime/signed-data.ts';
import { UnreadableMail } from '../smime/unreadable.ts';
import { takeApart } from './judge.ts';

export interface TrustBundle {
  readonly anchors: readonly Parts[];
  /** DER. */
  readonly lists: readonly Buffer[];
}

/**
 * Certificates, lists or a bundle, in PEM or as they are.
 * @param signer who must have signed a bundle; undefined where nobody has to
 * @throws invalid
 */
export function readTrustFile(bytes: Buffer, limits: Limits, signer?: Parts): TrustBundle {
  if (bytes.length > limits.directBundleBytesMax)
    throw fault('tooLarge', 'A bundle of trust may not be so large.');
  const blocks = readBlocks(bytes, ['CERTIFICATE', 'X509 CRL', 'CRL', 'PKCS7', 'CMS']);
  const ders = blocks?.filter(block => block !== undefined) ?? [decodeText(bytes) ?? bytes];
  const read = ders.map(der => readOne(der, limits, signer));
  const anchors = distinct(read.flatMap(one => one.anchors));
  const lists = read.flatMap(one => one.lists);
  if (anchors.length + lists.length === 0)
    throw fault('invalid', 'There is no certificate and no revocation list in it.');
  if (anchors.length > limits.directAnchorsMax || lists.length > limits.directRevocationListsMax)
    throw fault('limitReached', 'There are more certificates in it than a domain may trust.');
  return { anchors, lists };
}

/** Base64 alone, as some servers send it. */
function decodeText(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString('latin1').trim();
  return /^[A-Za-z0-9+/=\s]+$/.test(text) ? decodeBase64(text.replace(/\s+/g, '')) : undefined;
}

function readOne(der: Buffer, limits: Limits, signer: Parts | undefined): TrustBundle {
  const certificate = takeApart(der);
  if (certificate) return { anchors: [certificate], lists: [] };
  if (isList(der)) return { anchors: [], lists: [der] };
  try {
    return readBundle(der, limits, signer);
  } catch (error) {
    if (error instanceof UnreadableMail)
      throw fault('invalid', 'It is no certificate, no revocation list and no bundle of them.');
    throw error;
  }
}

export function isList(der: Buffer): boolean {
  try {
    readList(der);
    return true;
  } catch {
    return false;
  }
}

/** The bundles of a large community have more certificates than any mail. */
function readBundle(der: Buffer, limits: Limits, signer: Parts | undefined): TrustBundle {
  const bounds = { ...limits, directCertificatesMax: limits.directAnchorsMax };
  const info = readContentInfo(der, bounds);
  if (info.type !== contentTypes.signedData) throw new UnreadableMail('unsupported');
  const data = readSignedData(info.content, bounds);
  if (!data.content || data.content.length === 0) {
    if (signer) throw fault('invalid', 'The bundle is not signed.');
    return { anchors: data.certificates, lists: [] };
  }
  const isSigned = checkSigners(
    { ...data, certificates: signer ? [signer] : data.certificates },
    data.content,
  ).some(signing => 'by' in signing);
  // Who signed it is known only by its certificate, yet what was changed since is seen in any case.
  if (!isSigned)
    throw fault('invalid', 'The bundle was not signed by whom it must be, or was changed since.');
  const inner = readContentInfo(data.content, bounds);
  if (inner.type !== contentTypes.signedData) throw new UnreadableMail('unsupported');
  return { anchors: readSignedData(inner.content, bounds).certificates, lists: [] };
}

/** The certificates that come with a signature, whatever was signed; none of what is no such. */
export function readCarried(der: Buffer, limits: Limits): Buffer[] {
  try {
    const info = readContentInfo(der, limits);
    if (info.type !== contentTypes.signedData) return [];
    return readSignedData(info.content, limits).certificates.map(({ certificate }) => certificate.raw);
  } catch (error) {
    if (error instanceof UnreadableMail) return [];
    throw error;
  }
}

function distinct(anchors: readonly Parts[]): Parts[] {
  return [...new Map(anchors.map(one => [one.certificate.fingerprint256, one])).values()];
}
