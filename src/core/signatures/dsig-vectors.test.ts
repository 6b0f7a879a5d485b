// Signatures that others made for XML-DSig: KEEPWELL_DSIG_VECTORS names the folder `tests` of xmlsec, which keeps those of
// Merlin, Phaos, Aleksey and the W3C. Whether SignedInfo is made canonical as its signer did is what is seen here.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readXml, type XmlDocument } from '../../schema/xml-reader.ts';
import { dsUri, listElements, readCanonicalization } from '../healthvault/signatures/signed-thing.ts';
import { readDerCertificate } from '../x509.ts';
import { printCanonical } from './canonical.ts';

const folder = process.env.KEEPWELL_DSIG_VECTORS ?? '';

/** How many of each are RSA with SHA-1 or SHA-256 of a key that is there, and have no DTD; and those that are wrong by intent. */
const sets: [name: string, verified: number, wrong: string[]][] = [
  ['merlin-xmldsig-twenty-three', 1, []],
  [
    'phaos-xmldsig-three',
    17,
    ['signature-rsa-enveloped-bad-digest-val.xml', 'signature-rsa-enveloped-bad-sig.xml'],
  ],
  ['aleksey-xmldsig-01', 27, []],
  ['xmldsig11-interop-2012', 6, []],
];

describe.skipIf(!existsSync(folder))('XML-DSig (skipped without KEEPWELL_DSIG_VECTORS)', () => {
  test.each(sets)('%s', (set, verified, wrong) => {
    const files = readdirSync(join(folder, set)).filter(name => name.endsWith('.xml'));
    const others = [...keysIn(join(folder, set, 'certs')), ...keysIn(join(folder, 'keys', 'rsa'))];
    const verdicts = files.map(name => [name, verdictOf(join(folder, set, name), others)] as const);
    expect(verdicts.filter(([, is]) => is === false).map(([name]) => name)).toEqual(wrong);
    expect(verdicts.filter(([, is]) => is)).toHaveLength(verified);
  });
});

function keysIn(certificates: string): KeyObject[] {
  if (!existsSync(certificates)) return [];
  const names = readdirSync(certificates).filter(name => /^rsa-.*cert\.der$/.test(name));
  return names.flatMap(name => readDerCertificate(readFileSync(join(certificates, name)))?.publicKey ?? []);
}

/** Undefined for what is not of our kinds. @param others keys for those that only name theirs */
function verdictOf(file: string, others: readonly KeyObject[]): boolean | undefined {
  let document: XmlDocument;
  try {
    document = readXml(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  const find = (name: string, from = 0, to = document.values.length) =>
    document.values.findIndex(
      (value, i) => i >= from && i < to && value === name && document.uris[i] === dsUri,
    );
  const signature = find('Signature');
  if (signature < 0) return undefined;
  const end = document.closes[signature]!;
  const [info, value] = listElements(document, signature);
  const algorithm = (at: number) =>
    document.attributes[at]!.find(({ name }) => name === 'Algorithm')?.value ?? '';
  const hash = /#rsa-(sha1|sha256)$/.exec(algorithm(find('SignatureMethod', info, end)))?.[1];
  if (hash === undefined) return undefined;
  const how = readCanonicalization(document, find('CanonicalizationMethod', info, end));
  const octets = Buffer.from(printCanonical(document, info!, how, { inPlace: true }));
  const isBy = (key: KeyObject) => verify(hash, octets, key, base64In(document, value!));
  const key = keyIn(document, find, signature, end);
  return key ? isBy(key) : others.some(isBy) || undefined;
}

function keyIn(
  document: XmlDocument,
  find: (name: string, from: number, to: number) => number,
  from: number,
  to: number,
): KeyObject | undefined {
  const modulus = find('Modulus', from, to);
  if (modulus >= 0) {
    const [n, e] = [modulus, find('Exponent', from, to)].map(at =>
      base64In(document, at).toString('base64url'),
    );
    return createPublicKey({ key: { kty: 'RSA', n: n!, e: e! }, format: 'jwk' });
  }
  const certificate = find('X509Certificate', from, to);
  return certificate < 0 ? undefined : readDerCertificate(base64In(document, certificate))?.publicKey;
}

function base64In({ values, closes }: XmlDocument, at: number): Buffer {
  return Buffer.from(values.slice(at + 1, closes[at]).join(''), 'base64');
}
