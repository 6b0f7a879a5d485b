// Takes a mail of Direct out of its signatures and encryptions: all that goes over its bytes. What was signed is cut out byte for
// byte, and nothing around it counts. Whom to believe is judged by open.ts, of what is found here; a large mail is peeled by a
// thread (peel-thread.ts).
import type { Limits } from '../../limits/limits.ts';
import type { DirectKey } from '../certificates/key.ts';
import { contentTypes, readContentInfo } from './content-info.ts';
import { type Decrypted, decryptEnvelope } from './decrypt.ts';
import { cutSigned, decodeBody, type Entity, makeCanonical, readEntity } from './entity.ts';
import { findSenders, type Senders } from './senders.ts';
import { checkSigners, readSignedData, type SignedData, type Signing } from './signed-data.ts';
import { UnreadableMail } from './unreadable.ts';

export interface Peeling {
  /** Of the envelope; empty where it names nobody. */
  readonly from: string;
  /** The vault's own, of whom it came to. */
  readonly keys: readonly DirectKey[];
  readonly limits: Limits;
}

/** What is left of a mail, and what it was in. A thread hands it on, so certificates are DER. */
export interface Peeled {
  /** What was signed: a MIME entity. */
  readonly entity: Buffer;
  /** From the outermost. */
  readonly layers: readonly PeeledLayer[];
  /** Is it in more of them than are opened? */
  readonly isTooDeep: boolean;
  /** Does what was signed say itself from whom it is, and for whom? */
  readonly isWrapped: boolean;
  /** Undefined where it is not told apart who that is. */
  readonly senders: Senders | undefined;
}

export interface PeeledLayer {
  /** Undefined for what was encrypted. */
  readonly signed?: SignedLayer;
  readonly opened?: Omit<Decrypted, 'content'>;
}

export interface SignedLayer {
  readonly signings: readonly PeeledSigning[];
  readonly certificates: readonly Buffer[];
}

export type PeeledSigning = Exclude<Signing, By> | (Omit<By, 'by'> & { readonly by: Buffer });
type By = Extract<Signing, { by: unknown }>;

interface Layer extends PeeledLayer {
  readonly content: Buffer;
}

/** @throws UnreadableMail; whatever goes wrong from the decryption on is one reason */
export function peelMail(raw: Buffer, about: Peeling): Peeled {
  const { limits } = about;
  const layers: Layer[] = [];
  const isOpen = () => layers.some(({ signed }) => !signed);
  try {
    const outer = readEntity(raw, limits);
    let entity = outer;
    let isTooDeep = false;
    for (let layer = openLayer(entity, about); layer; layer = openLayer(entity, about)) {
      isTooDeep = layers.length === limits.directLayersMax;
      if (isTooDeep) break;
      layers.push(layer);
      entity = readEntity(layer.content, limits);
    }
    const isAsked = !isTooDeep && layers.at(-1)?.signed !== undefined;
    return {
      entity: entity.bytes,
      layers: layers.map(({ content: _, ...layer }) => layer),
      isTooDeep,
      isWrapped: entity.type === 'message/rfc822' || entity.headers('from').length > 0,
      senders: isAsked ? findSenders(entity, outer, { envelope: about.from, limits }) : undefined,
    };
  } catch (error) {
    throw error instanceof UnreadableMail && isOpen() ? new UnreadableMail('undecryptable') : error;
  }
}

const structureTypes = ['application/pkcs7-mime', 'application/x-pkcs7-mime'];
const signatureTypes = ['application/pkcs7-signature', 'application/x-pkcs7-signature'];

/** Undefined for what is neither encrypted nor signed by S/MIME. */
function openLayer(entity: Entity, { limits, keys }: Peeling): Layer | undefined {
  if (entity.type === 'multipart/signed') {
    const protocol = (entity.parameters.get('protocol') ?? '').toLowerCase();
    return signatureTypes.includes(protocol) ? openDetached(entity, limits) : undefined;
  }
  if (!structureTypes.includes(entity.type)) return undefined;
  const info = readContentInfo(decodeBody(entity), limits);
  switch (info.type) {
    case contentTypes.envelopedData:
    case contentTypes.authEnvelopedData: {
      const { content, ...opened } = decryptEnvelope(info, keys, limits);
      return { content, opened };
    }
    case contentTypes.signedData: {
      const data = readSignedData(info.content, limits);
      // Certificates alone are sent so too.
      if (!data.content) return undefined;
      return { content: data.content, signed: describe(data, checkSigners(data, data.content)) };
    }
    default:
      throw new UnreadableMail('unsupported');
  }
}

/** As it came, or with the line breaks it had when it was signed. */
function openDetached(entity: Entity, limits: Limits): Layer {
  const [signedBytes, signatureBytes] = cutSigned(entity);
  const part = readEntity(signatureBytes, limits);
  if (!signatureTypes.includes(part.type)) throw new UnreadableMail('malformed');
  const info = readContentInfo(decodeBody(part), limits);
  if (info.type !== contentTypes.signedData) throw new UnreadableMail('malformed');
  const data = readSignedData(info.content, limits);
  // Content that comes with it is not the content that is shown.
  if (data.content) throw new UnreadableMail('malformed');
  const asItCame = checkSigners(data, signedBytes);
  if (!asItCame.some(isBy)) {
    const content = makeCanonical(signedBytes);
    const signings = content === signedBytes ? [] : checkSigners(data, content);
    if (signings.some(isBy)) return { content, signed: describe(data, signings) };
  }
  return { content: signedBytes, signed: describe(data, asItCame) };
}

function isBy(signing: Signing): signing is By {
  return 'by' in signing;
}

function describe({ certificates }: SignedData, signings: readonly Signing[]): SignedLayer {
  return {
    signings: signings.map(one => (isBy(one) ? { ...one, by: one.by.certificate.raw } : one)),
    certificates: certificates.map(({ certificate }) => certificate.raw),
  };
}
