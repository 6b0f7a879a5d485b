// Seals a mail of Direct: signs it by S/MIME and encrypts it to those it is for. RFC 8551, 5652; what others read of it is in
// its outer headers and nowhere else. Used by those who send.
import { constants, createCipheriv, createHash, publicEncrypt, randomBytes, sign } from 'node:crypto';
// asn1-schema resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import { fault } from '../../faults.ts';
import type { Limits } from '../../limits/limits.ts';
import { type Parts, readParts } from '../../signatures/parts.ts';
import { readDerCertificate } from '../../x509.ts';
import { judgeCertificate } from '../certificates/judge.ts';
import type { DirectKey } from '../certificates/key.ts';
import { type Ber, readBer } from './ber.ts';
import { contentTypes } from './content-info.ts';
import { der } from './der.ts';
import { makeCanonical } from './entity.ts';

export { judgeCertificate };

/** How the key of the content is encrypted: as it is today, or as those want it who know nothing newer. */
export type KeyTransport = 'oaep' | 'pkcs1';

export interface Sealing {
  /** A MIME entity in 7 bits. */
  readonly entity: Buffer;
  /** Outer headers, printed as they are; those of the content are added. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly signer: DirectKey;
  /** DER of their certificates. */
  readonly recipients: readonly Buffer[];
  readonly keyTransport?: KeyTransport;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly limits: Limits;
}

/** A whole message. @throws tooLarge; certificateUnusable; invalid for headers that are none */
export async function sealMail(about: Sealing): Promise<Buffer> {
  const { entity, headers, signer, recipients, keyTransport = 'oaep', now, limits } = about;
  if (entity.length > limits.directSealedBytesMax || recipients.length > limits.directRecipientsMax)
    throw fault('tooLarge', 'A Direct message cannot be so large, or go to so many.');
  const signed = signEntity(makeCanonical(entity), signer, now);
  const encrypted = encrypt(signed, recipients.map(takeApart), keyTransport);
  const lines = [
    ...headers.map(printHeader),
    'MIME-Version: 1.0',
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="smime.p7m"',
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), printBase64(encrypted)]);
}

function printHeader([name, value]: readonly [string, string]): string {
  if (!/^[!-9;-~]+$/.test(name) || /\r(?!\n[ \t])|(?<!\r)\n|[^\t\r\n -~]/.test(value))
    throw fault('invalid', 'A header of a message is not as it must be.');
  return `${name}: ${value}`;
}

/** Of which a line of 76 characters is made. */
const lineBytes = 57;

function printBase64(bytes: Buffer): Buffer {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes)
    lines.push(bytes.toString('base64', at, at + lineBytes), '\r\n');
  return Buffer.from(lines.join(''), 'latin1');
}

const ids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaOaep: '1.2.840.113549.1.1.7',
  mgf1: '1.2.840.113549.1.1.8',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
};

const sha256 = der.sequence(der.oid(ids.sha256), der.null());

/** multipart/signed, with the certificate of the signer and those that vouch for it. */
function signEntity(entity: Buffer, { certificate, chain, privateKey }: DirectKey, now: number): Buffer {
  const attribute = (id: string, value: Buffer) => der.sequence(der.oid(id), der.set(value));
  const attributes = [
    attribute(ids.contentType, der.oid(contentTypes.data)),
    attribute(ids.signingTime, der.time(now)),
    attribute(ids.messageDigest, der.octets(createHash('sha256').update(entity).digest())),
  ];
  const signer = der.sequence(
    der.integer(1),
    nameIssuer(certificate),
    sha256,
    der.set(...attributes, { tag: 0xa0 }),
    der.sequence(der.oid(ids.rsaEncryption), der.null()),
    der.octets(sign('sha256', der.set(...attributes), privateKey)),
  );
  const data = der.sequence(
    der.integer(1),
    der.set(sha256),
    der.sequence(der.oid(contentTypes.data)),
    der.set(certificate, ...chain, { tag: 0xa0 }),
    der.set(signer),
  );
  const boundary = `--=_${randomBytes(18).toString('hex')}`;
  const head = [
    `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256;`,
    ` boundary="${boundary}"`,
    '',
    `--${boundary}`,
    '',
  ];
  const middle = [
    '',
    `--${boundary}`,
    'Content-Type: application/pkcs7-signature; name="smime.p7s"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="smime.p7s"',
    '',
    '',
  ];
  return Buffer.concat([
    Buffer.from(head.join('\r\n')),
    entity,
    Buffer.from(middle.join('\r\n')),
    printBase64(contentInfo(contentTypes.signedData, data)),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

function contentInfo(type: string, content: Buffer): Buffer {
  return der.sequence(der.oid(type), der.tagged(0, content));
}

/** Issuer and serial number, byte for byte as the certificate has them. */
function nameIssuer(certificate: Buffer): Buffer {
  const [body] = readCertificate(certificate).parts;
  const parts = body?.parts ?? [];
  const [serial, , issuer] = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  if (!serial || !issuer) throw fault('certificateUnusable', 'It cannot be read.');
  return der.sequence(issuer.raw, serial.raw);
}

function readCertificate(bytes: Buffer): Ber {
  return readBer(bytes, { directAsnDepthMax: 32, directAsnValuesMax: 10_000 });
}

function takeApart(bytes: Buffer): Parts {
  const certificate = readDerCertificate(bytes);
  if (certificate?.publicKey.asymmetricKeyType !== 'rsa')
    throw fault('certificateUnusable', 'Mail is encrypted to RSA keys.');
  return readParts(certificate);
}

function encrypt(content: Buffer, recipients: readonly Parts[], transport: KeyTransport): Buffer {
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()]);
  const data = der.sequence(
    der.integer(0),
    der.set(...recipients.map(recipient => wrapKey(key, recipient, transport))),
    der.sequence(
      der.oid(contentTypes.data),
      der.sequence(der.oid(ids.aes256Cbc), der.octets(iv)),
      der.octets(encrypted, { tag: 0x80 }),
    ),
  );
  return contentInfo(contentTypes.envelopedData, data);
}

const oaep = der.sequence(
  der.oid(ids.rsaOaep),
  der.sequence(der.tagged(0, sha256), der.tagged(1, der.sequence(der.oid(ids.mgf1), sha256))),
);
const pkcs1 = der.sequence(der.oid(ids.rsaEncryption), der.null());

function wrapKey(contentKey: Buffer, { certificate }: Parts, transport: KeyTransport): Buffer {
  const key = certificate.publicKey;
  const encryptedKey =
    transport === 'oaep'
      ? publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, contentKey)
      : publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, contentKey);
  return der.sequence(
    der.integer(0),
    nameIssuer(certificate.raw),
    transport === 'oaep' ? oaep : pkcs1,
    der.octets(encryptedKey),
  );
}
