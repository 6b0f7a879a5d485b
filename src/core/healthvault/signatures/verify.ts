// Verifies the digital signatures that things are sent with, by HealthVault's methods: by whom, and of what. Asked for by those
// who write such things, before the transaction, since checking certificates waits for other things than the store. The blobs
// are checked there.

import { createHash, createVerify, type X509Certificate } from 'node:crypto';
import { getFirst, getLast } from '../../../assume.ts';
import { readStored } from '../../../schema/stored-xml.ts';
import type { XmlDocument } from '../../../schema/xml-document.ts';
import { escapeAttribute } from '../../../schema/xml-reader.ts';
import type { Grant } from '../../authorization/grant.ts';
import { Fault } from '../../faults.ts';
import { hashSha256 } from '../../secrets.ts';
import {
  isInfo,
  type KeptSignature,
  type SentSignature,
  type VerifiedSignature,
} from '../../signatures/signature.ts';
import type { ThingWrite, VerifiedSignatures } from '../../things/plan.ts';
import { isVisible } from '../../things/rights.ts';
import type { StoredThing } from '../../things/thing.ts';
import type { Vault } from '../../vault.ts';
import { readDerCertificate } from '../../x509.ts';
import { fault } from '../status-fault.ts';
import {
  type DataXml,
  dsUri,
  isPlain,
  listElements,
  readThingSignature,
  type ThingSignature,
} from './signed-thing.ts';

/** Certificates as they were sent, the signer's own first. */
type Chain = readonly [X509Certificate, ...X509Certificate[]];

const none: VerifiedSignatures = new Map();

/** Loaded for the first signature: its library takes 10 MB. */
const chains = () => import('../../signatures/chain.ts');

/**
 * Verifies the signatures of those writes that have one.
 * @throws BAD_SIG, BAD_CERT, INVALID_SIGNATURE_ALGORITHM, UNSUPPORTED_SIGNATURE_METHOD; TOO_MANY_THINGS_SPECIFIED for
 *   too many signers
 */
export async function verifySignatures(
  vault: Vault,
  grant: Grant,
  writes: readonly ThingWrite[],
): Promise<VerifiedSignatures> {
  if (writes.every(write => write.signature === undefined)) return none;
  const verified = new Map<ThingWrite, VerifiedSignature>();
  const signers = new Signers(vault);
  for (const [index, write] of writes.entries()) {
    if (!write.signature) continue;
    try {
      const signature = await verify({ vault, grant, signers }, write, write.signature);
      if (signature) verified.set(write, signature);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw error.at(`Thing ${index + 1} of ${writes.length}.`);
    }
    // Others get their turn between two.
    await new Promise(setImmediate);
  }
  return verified;
}

/** Does the signature of a kept thing hold still: was its signer trusted when it was written, and not revoked since? */
export async function isStillValid(
  vault: Vault,
  thing: StoredThing & { signature: KeptSignature },
): Promise<boolean> {
  const { signature: kept, dataXml, commonXml, updated } = thing;
  try {
    const { document, signature } = readKept(kept, kept.dataXml ?? plainData(dataXml, commonXml));
    demandDigest(signature, sentData(document));
    const chain = demandSigned(signature);
    const { demandTrusted } = await chains();
    demandTrusted(chain, await vault.trust.read(), { signedAt: updated.at, now: vault.clock.now() });
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** Whose key made a signature that is kept; undefined where that cannot be told. It was trusted when it was written. */
export function findSigner(kept: KeptSignature): X509Certificate | undefined {
  try {
    return demandSigned(readKept(kept, '').signature)[0];
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function readKept(
  kept: KeptSignature,
  dataXml: string,
): { document: XmlDocument; signature: ThingSignature } {
  const document = readStored(`<thing>${dataXml}${kept.xml}</thing>`);
  const around = isInfo(kept) ? getLast(listElements(document, 0)) : 0;
  return { document, signature: readThingSignature(document, getLast(listElements(document, around))) };
}

/** The signers of one request: each is checked once, for that is most of what a signature costs. */
class Signers {
  private readonly vault: Vault;
  private readonly known = new Map<string, Promise<void>>();

  constructor(vault: Vault) {
    this.vault = vault;
  }

  demand(chain: Chain): Promise<void> {
    const name = hashSha256(Buffer.concat(chain.map(({ raw }) => raw))).toString('base64');
    let checked = this.known.get(name);
    if (!checked) {
      const { signersPerPutMax } = this.vault.limits;
      if (this.known.size >= signersPerPutMax)
        throw fault(
          'TOO_MANY_THINGS_SPECIFIED',
          `One request may have things of ${signersPerPutMax} signers.`,
        );
      checked = this.check(chain);
      this.known.set(name, checked);
    }
    return checked;
  }

  private async check(chain: Chain): Promise<void> {
    const { trust, clock } = this.vault;
    const now = clock.now();
    const { demandTrusted } = await chains();
    demandTrusted(chain, await trust.read(), { signedAt: now, now });
  }
}

/** Undefined where the thing is not the one the signature was made for: planning finds that, too. */
async function verify(
  { vault, grant, signers }: { vault: Vault; grant: Grant; signers: Signers },
  write: ThingWrite,
  sent: SentSignature,
): Promise<VerifiedSignature | undefined> {
  const kept = write.data ? undefined : await keptThing(vault, grant, write);
  if (!write.data && !kept) return undefined;
  if (hasInstruction(sent.thingXml))
    throw fault('BAD_SIG', 'A signed thing holds no processing instructions.');
  const thing = readStored(sent.thingXml);
  if (thing.attributesAt(0).some(({ prefix }) => prefix === 'xml'))
    throw fault('BAD_SIG', 'The thing element of a signed thing has no attributes of the prefix xml.');
  const at = signatureAt(thing, sent);
  const signature = readThingSignature(thing, at);
  demandMethod(signature, sent);
  const data = kept ? keptData(kept) : sentData(thing);
  demandDigest(signature, data);
  await signers.demand(demandSigned(signature));
  return {
    method: signature.method,
    blobs: sent.data?.blobs ?? [],
    signsOther: signature.method === 1 && listElements(thing, 0).some(i => isPlain(thing, i, 'data-other')),
    xml: withOuter(thing, sent.data ? thing.parentAt(at) : at),
    dataXml: kept ? kept.signature?.dataXml : exactData(thing, data.index, write),
  };
}

/** The thing that gets a signature but no new data, if it is the version the client speaks of. */
async function keptThing(vault: Vault, grant: Grant, write: ThingWrite): Promise<StoredThing | undefined> {
  const { id, versionStamp } = write;
  if (id === undefined) return undefined;
  const [thing] = await vault.store.read(db =>
    db.unscoped(grant, 'what a write names is judged by its plan').byIds([id]),
  );
  return thing && isVisible(grant, thing) && thing.versionStamp === versionStamp ? thing : undefined;
}

/** The document is well-formed, so these are all the places where the two characters may stand. */
function hasInstruction(xml: string): boolean {
  return /<\?/.test(xml) && /<\?/.test(xml.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, ''));
}

function signatureAt(thing: XmlDocument, { data }: SentSignature): number {
  const root = listElements(thing, 0);
  const around = data ? root.filter(i => isPlain(thing, i, 'signature-info')) : [0];
  const found = around.flatMap(i =>
    listElements(thing, i).filter(j => thing.values[j] === 'Signature' && thing.uris[j] === dsUri),
  );
  if (around.length !== 1 || found.length !== 1) throw fault('BAD_SIG', 'It must hold one Signature.');
  return getFirst(found);
}

const methodNames: ReadonlyMap<string, 1 | 2> = new Map([
  ['HVSignatureMethod1', 1],
  ['HVSignatureMethod2', 2],
]);

function demandMethod(signature: ThingSignature, { data }: SentSignature): void {
  const named = data ? methodNames.get(data.method) : 1;
  if (named === undefined)
    throw fault('UNSUPPORTED_SIGNATURE_METHOD', 'Use HVSignatureMethod1 or HVSignatureMethod2.');
  if (named !== signature.method)
    throw fault('UNSUPPORTED_SIGNATURE_METHOD', 'The stylesheet is of the other method than is named.');
  if (data && data.algorithmTag !== signature.algorithmTag)
    throw fault(
      'INVALID_SIGNATURE_ALGORITHM',
      'algorithm-tag and SignatureMethod must name the same algorithm.',
    );
}

function sentData(thing: XmlDocument): DataXml {
  const [index, ...more] = listElements(thing, 0).filter(i => isPlain(thing, i, 'data-xml'));
  if (index === undefined || more.length > 0) throw fault('BAD_SIG', 'A signed thing has one data-xml.');
  return { document: thing, index };
}

function keptData({ signature, dataXml, commonXml }: StoredThing): DataXml {
  return { document: readStored(signature?.dataXml ?? plainData(dataXml, commonXml)), index: 0 };
}

function plainData(dataXml: string, commonXml: string): string {
  return `<data-xml>${dataXml}${commonXml}</data-xml>`;
}

/** Larger keys would only cost. */
const rsaBitsMax = 8192;

function demandDigest(signature: ThingSignature, data: DataXml): void {
  const digest = createHash(signature.digestName).update(signature.signedOctets(data)).digest();
  if (!digest.equals(signature.digest))
    throw fault('BAD_SIG', 'The digest is not that of the data-xml sent.');
}

/**
 * The signer stands first, so that whoever reads the signature names the one it was made by.
 * @returns the certificates sent
 */
function demandSigned({ certificates, hash, signedInfo, signature }: ThingSignature): Chain {
  const [signer, ...others] = certificates.map(readCertificate);
  const { asymmetricKeyType, asymmetricKeyDetails } = signer!.publicKey;
  const isMade =
    asymmetricKeyType === 'rsa' &&
    (asymmetricKeyDetails?.modulusLength ?? 0) <= rsaBitsMax &&
    createVerify(hash).update(signedInfo).verify(signer!.publicKey, signature);
  if (!isMade)
    throw fault('BAD_SIG', 'The SignatureValue was not made by the key of the first X509Certificate.');
  return [signer!, ...others];
}

function readCertificate(der: Buffer): X509Certificate {
  const certificate = readDerCertificate(der);
  if (!certificate)
    throw fault(
      'BAD_CERT',
      'Each X509Certificate is the base64 of one certificate in DER, and of nothing else.',
    );
  return certificate;
}

/** An element with the namespaces of the thing around it, which count for what was signed. */
function withOuter(thing: XmlDocument, at: number): string {
  const outer = thing.text.slice(thing.startAt(at), thing.endAt(thing.closeAt(at)));
  const own = thing.declaredAt(at);
  const missing = [...thing.declaredAt(0)].filter(([prefix]) => !own.has(prefix));
  if (missing.length === 0) return outer;
  const declarations = missing.map(
    ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`,
  );
  const nameEnd = outer.search(/[\s/>]/);
  return outer.slice(0, nameEnd) + declarations.join('') + outer.slice(nameEnd);
}

function exactData(thing: XmlDocument, at: number, { data }: ThingWrite): string | undefined {
  const exact = withOuter(thing, at);
  return exact === plainData(data!.xml, data!.commonXml) ? undefined : exact;
}
