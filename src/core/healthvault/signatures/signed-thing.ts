// What a thing's XML signature says and signs, read by position: the Signature is the one at its place in the thing,
// its one reference is to the thing as a document of its own, and its transforms are the ones HealthVault names.
// Stylesheets are recognised, never run. Used by verify.ts.
import { OPEN, TEXT, type XmlDocument, xmlnsUri } from '../../../schema/xml-document.ts';
import { decodeBase64 } from '../../secrets.ts';
import {
  type Canonicalization,
  printCanonical,
  printCanonicalText,
  xmlUri,
} from '../../signatures/canonical.ts';
import { fault } from '../status-fault.ts';

export const dsUri = 'http://www.w3.org/2000/09/xmldsig#';
const xslUri = 'http://www.w3.org/1999/XSL/Transform';
const signedDataUri = 'urn:com.microsoft.wc.thing.signing.2.xsl';
const exclusiveUri = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const xsltTransform = 'http://www.w3.org/TR/1999/REC-xslt-19991116';

export type DigestName = 'sha1' | 'sha256';

const signatureMethods: ReadonlyMap<string, { hash: DigestName; tag: string }> = new Map([
  [`${dsUri}rsa-sha1`, { hash: 'sha1', tag: 'rsa-sha1' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', { hash: 'sha256', tag: 'rsa-sha256' }],
]);

const digestMethods: ReadonlyMap<string, DigestName> = new Map([
  [`${dsUri}sha1`, 'sha1'],
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
]);

/** Comments are not there any more when things are made canonical, so both forms of each are one. */
const inclusive: ReadonlyMap<string, '1.0' | '1.1'> = new Map([
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', '1.0'],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', '1.0'],
  ['http://www.w3.org/2006/12/xml-c14n11', '1.1'],
  ['http://www.w3.org/2006/12/xml-c14n11#WithComments', '1.1'],
]);
const exclusive = new Set([exclusiveUri, `${exclusiveUri}WithComments`]);

export interface ThingSignature {
  /** HVSignatureMethod1 or 2, by the stylesheet. */
  readonly method: 1 | 2;
  /** What algorithm-tag must say. */
  readonly algorithmTag: string;
  readonly hash: DigestName;
  /** The canonical SignedInfo. */
  readonly signedInfo: string;
  readonly signature: Buffer;
  readonly digestName: DigestName;
  readonly digest: Buffer;
  /** What stands for certificates, the signer's own first. */
  readonly certificates: readonly Buffer[];
  /** The octets the digest is of, for a thing with this data-xml. */
  signedOctets(data: DataXml): string;
}

/** A data-xml element, in the thing that was sent or as it is kept. */
export interface DataXml {
  readonly document: XmlDocument;
  readonly index: number;
}

/**
 * Reads a Signature.
 * @param thing the thing element as a document of its own
 * @param at the event of the Signature
 * @throws BAD_SIG, INVALID_SIGNATURE_ALGORITHM, UNSUPPORTED_SIGNATURE_METHOD
 */
export function readThingSignature(thing: XmlDocument, at: number): ThingSignature {
  const [signedInfo, value, keyInfo, ...others] = listElements(thing, at);
  if (
    others.length > 0 ||
    !isNamed(thing, signedInfo, 'SignedInfo') ||
    !isNamed(thing, value, 'SignatureValue') ||
    !isNamed(thing, keyInfo, 'KeyInfo')
  ) {
    throw bad('The Signature must hold SignedInfo, SignatureValue and KeyInfo, and no more.');
  }
  const info = readSignedInfo(thing, signedInfo);
  return {
    ...info,
    signature: base64(textOf(thing, value)),
    certificates: certificatesIn(thing, keyInfo),
  };
}

function readSignedInfo(thing: XmlDocument, at: number): Omit<ThingSignature, 'signature' | 'certificates'> {
  const [method, signing, reference, ...others] = listElements(thing, at);
  if (
    others.length > 0 ||
    !isNamed(thing, method, 'CanonicalizationMethod') ||
    !isNamed(thing, signing, 'SignatureMethod') ||
    !isNamed(thing, reference, 'Reference')
  ) {
    throw bad('SignedInfo must hold one Reference.');
  }
  const algorithm = signatureMethods.get(algorithmOf(thing, signing));
  if (!algorithm) throw fault('INVALID_SIGNATURE_ALGORITHM', 'Sign with rsa-sha1 or rsa-sha256.');
  if (listElements(thing, signing).length > 0) throw bad('SignatureMethod takes no parameters here.');
  const how = readCanonicalization(thing, method);
  if (how.kind === 'inclusive' && how.version === '1.1' && hasBaseAround(thing, at))
    throw bad('With Canonical XML 1.1 there is no xml:base around SignedInfo here.');
  return {
    algorithmTag: algorithm.tag,
    hash: algorithm.hash,
    signedInfo: printCanonical(thing, at, how, { inPlace: true }),
    ...readReference(thing, reference),
  };
}

/** Version 1.1 would join these with one another. */
function hasBaseAround(thing: XmlDocument, at: number): boolean {
  for (let i = thing.parentAt(at); i >= 0; i = thing.parentAt(i))
    if (thing.attributesAt(i).some(({ uri, name }) => uri === xmlUri && name === 'base')) return true;
  return false;
}

function readReference(
  thing: XmlDocument,
  at: number,
): Pick<ThingSignature, 'method' | 'digestName' | 'digest' | 'signedOctets'> {
  const uri = thing.attributesAt(at).find(a => a.uri === '' && a.name === 'URI')?.value;
  if (uri !== '') throw bad('The Reference must be to the thing itself: URI="".');
  const [transforms, digesting, value, ...others] = listElements(thing, at);
  if (
    others.length > 0 ||
    !isNamed(thing, transforms, 'Transforms') ||
    !isNamed(thing, digesting, 'DigestMethod') ||
    !isNamed(thing, value, 'DigestValue')
  ) {
    throw bad('The Reference must hold Transforms, DigestMethod and DigestValue.');
  }
  const digestName = digestMethods.get(algorithmOf(thing, digesting));
  if (!digestName) throw fault('INVALID_SIGNATURE_ALGORITHM', 'Digest with SHA-1 or SHA-256.');
  const [first, second, ...more] = listElements(thing, transforms);
  if (
    more.length > 0 ||
    !isNamed(thing, first, 'Transform') ||
    !isNamed(thing, second, 'Transform') ||
    algorithmOf(thing, first) !== xsltTransform
  ) {
    throw bad("The Reference needs two Transforms: HealthVault's stylesheet, then a canonicalization.");
  }
  const stylesheet = recognised(thing, first);
  const how = readCanonicalization(thing, second);
  return {
    method: stylesheet.method,
    digestName,
    digest: base64(textOf(thing, value)),
    signedOctets: data => octets(thing, data, stylesheet, how),
  };
}

interface Stylesheet {
  readonly method: 1 | 2;
  /** The prefix that the result's root has. */
  readonly prefix: string;
}

function octets(thing: XmlDocument, data: DataXml, { method, prefix }: Stylesheet, how: Canonicalization) {
  if (method === 1) {
    const other = listElements(thing, 0).find(i => isPlain(thing, i, 'data-other'));
    const characters = other === undefined ? '' : allText(thing, other);
    return printCanonical(data.document, data.index, how) + printCanonicalText(characters);
  }
  const rendered = new Map([[prefix, signedDataUri]]);
  const info = listElements(thing, 0).find(i => isPlain(thing, i, 'signature-info'));
  const sigData =
    info === undefined ? [] : listElements(thing, info).filter(i => isPlain(thing, i, 'sig-data'));
  return (
    `<${prefix}:signed-thing-data xmlns:${prefix}="${signedDataUri}">` +
    printCanonical(data.document, data.index, how, { rendered }) +
    sigData.map(i => printCanonical(thing, i, how, { rendered })).join('') +
    `</${prefix}:signed-thing-data>`
  );
}

/** An element's name, attributes and elements, nested. */
type Structure = readonly [uri: string, name: string, attributes: object, ...inside: Structure[]];

const inXsl = (name: string, attributes: object, ...inside: Structure[]): Structure => [
  xslUri,
  name,
  attributes,
  ...inside,
];
const copy = (select: string) => inXsl('copy-of', { select });
const whole = (...inside: Structure[]) =>
  inXsl('stylesheet', { version: '1.0' }, inXsl('template', { match: 'thing' }, ...inside));

/** The stylesheets by their structure. */
const stylesheets: ReadonlyMap<string, 1 | 2> = new Map([
  [JSON.stringify(whole(copy('data-xml'), inXsl('value-of', { select: 'data-other' }))), 1],
  [
    JSON.stringify(
      whole([signedDataUri, 'signed-thing-data', {}, copy('data-xml'), copy('signature-info/sig-data')]),
    ),
    2,
  ],
]);

/** Which of HealthVault's two stylesheets a Transform holds, whatever its prefixes and spaces. */
function recognised(thing: XmlDocument, transform: number): Stylesheet {
  const [root, ...others] = listElements(thing, transform);
  const method = root === undefined ? undefined : stylesheets.get(sheetAt(thing, root));
  if (root === undefined || method === undefined || others.length > 0 || !isPure(thing, root)) {
    throw fault(
      'UNSUPPORTED_SIGNATURE_METHOD',
      "The stylesheet is not that of one of HealthVault's signature methods.",
    );
  }
  const result = thing.uris.indexOf(signedDataUri, root);
  return { method, prefix: method === 1 ? '' : thing.prefixAt(result) };
}

/** A stylesheet may be called a transform. */
function sheetAt(thing: XmlDocument, root: number): string {
  const [uri, name, ...rest] = structureOf(thing, root);
  return JSON.stringify([uri, name === 'transform' ? 'stylesheet' : name, ...rest]);
}

function structureOf(thing: XmlDocument, at: number): Structure {
  const attributes = thing
    .attributesAt(at)
    .filter(a => a.uri !== xmlnsUri)
    .map(({ uri, name, value }) => [uri === '' ? name : `{${uri}}${name}`, value]);
  return [
    thing.uriAt(at),
    thing.valueAt(at),
    Object.fromEntries(attributes),
    ...listElements(thing, at).map(i => structureOf(thing, i)),
  ];
}

/** Neither text nor any namespace that would show in the result. */
function isPure(thing: XmlDocument, root: number): boolean {
  for (let i = root; i < thing.closeAt(root); i++) {
    if (thing.kinds[i] === TEXT && /[^ \t\r\n]/.test(thing.valueAt(i))) return false;
    if (thing.kinds[i] !== OPEN) continue;
    for (const [prefix, uri] of thing.declaredAt(i))
      if (prefix === '' ? uri !== '' : uri !== xslUri && uri !== signedDataUri) return false;
  }
  return true;
}

/** More prefixes than any thing needs would only cost. */
const prefixesMax = 20;

export function readCanonicalization(thing: XmlDocument, at: number): Canonicalization {
  const algorithm = algorithmOf(thing, at);
  const parameters = listElements(thing, at);
  const version = inclusive.get(algorithm);
  if (version && parameters.length === 0) return { kind: 'inclusive', version };
  if (!exclusive.has(algorithm) || parameters.length > 1) {
    throw fault(
      'INVALID_SIGNATURE_ALGORITHM',
      'Canonicalize by Canonical XML or Exclusive XML Canonicalization.',
    );
  }
  const [parameter] = parameters;
  if (parameter === undefined) return { kind: 'exclusive', prefixes: [] };
  if (thing.uris[parameter] !== exclusiveUri || thing.values[parameter] !== 'InclusiveNamespaces')
    throw bad('A canonicalization has an unknown parameter.');
  const list = thing.attributesAt(parameter).find(a => a.uri === '' && a.name === 'PrefixList')?.value ?? '';
  const prefixes = list.split(' ').filter(prefix => prefix !== '');
  if (prefixes.length > prefixesMax) throw bad(`A PrefixList may have ${prefixesMax} prefixes.`);
  return { kind: 'exclusive', prefixes: prefixes.map(prefix => (prefix === '#default' ? '' : prefix)) };
}

/** A chain is no longer. */
const certificatesMax = 8;

function certificatesIn(thing: XmlDocument, keyInfo: number): Buffer[] {
  const found = listElements(thing, keyInfo)
    .filter(i => isNamed(thing, i, 'X509Data'))
    .flatMap(i => listElements(thing, i).filter(j => isNamed(thing, j, 'X509Certificate')))
    .map(i => decodeBase64(textOf(thing, i)) ?? Buffer.alloc(0));
  if (found.length === 0 || found.length > certificatesMax)
    throw fault(
      'BAD_CERT',
      `KeyInfo must hold the X509Certificate of the signer, and at most ${certificatesMax}.`,
    );
  return found;
}

function algorithmOf(thing: XmlDocument, at: number): string {
  return thing.attributesAt(at).find(a => a.uri === '' && a.name === 'Algorithm')?.value ?? '';
}

/** Events of the elements directly in an element. */
export function listElements(document: XmlDocument, at: number): number[] {
  const found: number[] = [];
  const close = document.closeAt(at);
  for (let i = at + 1; i < close; i++) {
    if (document.kinds[i] !== OPEN) continue;
    found.push(i);
    i = document.closeAt(i);
  }
  return found;
}

export function isPlain(document: XmlDocument, at: number, name: string): boolean {
  return document.values[at] === name && document.uris[at] === '';
}

function isNamed(thing: XmlDocument, at: number | undefined, name: string): at is number {
  return at !== undefined && thing.values[at] === name && thing.uris[at] === dsUri;
}

/** The characters of an element that holds nothing else. */
function textOf(thing: XmlDocument, at: number): string {
  if (listElements(thing, at).length > 0) throw bad('A value holds elements.');
  return allText(thing, at);
}

function allText(thing: XmlDocument, at: number): string {
  let out = '';
  const close = thing.closeAt(at);
  for (let i = at + 1; i < close; i++) if (thing.kinds[i] === TEXT) out += thing.valueAt(i);
  return out;
}

function base64(characters: string): Buffer {
  const bytes = decodeBase64(characters);
  if (!bytes) throw bad('A value is not base64.');
  return bytes;
}

function bad(detail: string) {
  return fault('BAD_SIG', detail);
}
