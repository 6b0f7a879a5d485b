// The only way from bytes to a certificate: exactly its DER, nothing before, in or after it that another reader could
// take for one. PEM, where people paste files, is made DER here and once. Called by whoever takes a certificate.

import { X509Certificate } from 'node:crypto';
import { getAt } from '../assume.ts';
import { decodeBase64 } from './secrets.ts';

/** The certificate that these bytes are; undefined for anything else. */
export function readDerCertificate(der: Buffer): X509Certificate | undefined {
  if (!isDer(der)) return undefined;
  try {
    const certificate = new X509Certificate(der);
    // Node looks for PEM first, wherever it stands; and its keys are read when they are asked for.
    return certificate.raw.equals(der) && certificate.publicKey ? certificate : undefined;
  } catch {
    return undefined;
  }
}

/** The one certificate in what people hand in or in what is kept: PEM, DER, or the base64 of DER. */
export function readOneCertificate(given: Buffer | string): X509Certificate | undefined {
  const bytes = typeof given === 'string' ? Buffer.from(given) : given;
  const blocks = readBlocks(bytes, ['CERTIFICATE']) ?? [decodeBase64(bytes.toString('latin1'))];
  const [der] = blocks;
  return blocks.length === 1 && der ? readDerCertificate(der) : undefined;
}

/** The first certificate of a chain in PEM form: that of the server which shows it. */
export function readServerCertificate(chain: Buffer): X509Certificate | undefined {
  const der = readBlocks(chain, ['CERTIFICATE'])?.find(block => block !== undefined);
  return der && readDerCertificate(der);
}

export interface CertificateFacts {
  readonly subject: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What lists say of a certificate that is kept. One that cannot be read any more is over. */
export function getCertificateFacts(pem: string): CertificateFacts {
  const certificate = readOneCertificate(pem);
  if (!certificate) return { subject: '', startsAt: 0, endsAt: 0 };
  const { subject, validFrom, validTo } = certificate;
  return { subject, startsAt: Date.parse(validFrom), endsAt: Date.parse(validTo) };
}

const blockPattern = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;

/**
 * DER as it is, or what a text has in PEM. Blocks under other labels are listed as undefined, and so is what cannot be
 * told apart.
 * @returns undefined for what is neither
 */
export function readBlocks(
  bytes: Buffer,
  labels: readonly string[],
): readonly (Buffer | undefined)[] | undefined {
  if (isDer(bytes)) return [bytes];
  const text = bytes.toString('latin1');
  const begun = text.split('-----BEGIN ').length - 1;
  if (begun === 0) return undefined;
  const blocks = [...text.matchAll(blockPattern)].map(([, label, body]) =>
    labels.includes(label!) ? decodeBase64(body!) : undefined,
  );
  return blocks.length === begun ? blocks : [...blocks, undefined];
}

const longTag = 0x1f;
const constructed = 0x20;
const lengthBytesMax = 4;
const depthMax = 32;

/** Is this one value of DER: every length said the one right way, every part within the one around it? */
export function isDer(bytes: Buffer): boolean {
  return bytes[0] === 0x30 && areValues(bytes, 0, bytes.length, 0) === 1;
}

/** @returns how many values fill the span; NaN where they do not */
function areValues(bytes: Buffer, from: number, to: number, depth: number): number {
  let count = 0;
  let at = from;
  while (at < to) {
    const tag = getAt(bytes, at);
    const said = lengthAt(bytes, at + 1, to);
    if (!said || (tag & longTag) === longTag || depth > depthMax) return Number.NaN;
    const end = said.at + said.length;
    if (end > to) return Number.NaN;
    if ((tag & constructed) !== 0 && Number.isNaN(areValues(bytes, said.at, end, depth + 1)))
      return Number.NaN;
    at = end;
    count++;
  }
  return count;
}

/** The length at a place, where it is definite and as short as can be, and where its value begins. */
function lengthAt(bytes: Buffer, at: number, to: number): { length: number; at: number } | undefined {
  const first = bytes[at];
  if (first === undefined || at >= to) return undefined;
  if (first < 0x80) return { length: first, at: at + 1 };
  const size = first - 0x80;
  if (size === 0 || size > lengthBytesMax || at + 1 + size > to) return undefined;
  const length = bytes.readUIntBE(at + 1, size);
  const isShortest = size === 1 ? length >= 0x80 : length >= 2 ** (8 * (size - 1));
  return isShortest ? { length, at: at + 1 + size } : undefined;
}
