// Opens a mail of Direct: decrypts it, finds who signed what, and judges whether to believe it. What was signed is cut out
// byte for byte, and nothing around it counts. Used by those who receive. What was found out of an encrypted mail must not
// change what its sender is answered, or its content could be asked for bit by bit.
import type { Limits } from '../../limits/limits.ts';
import type { Parts } from '../../signatures/parts.ts';
import type { DirectTrust } from '../certificates/direct-trust.ts';
import { type Judged, judgeParts, type ListPlace } from '../certificates/judge.ts';
import type { DirectKey } from '../certificates/key.ts';
import { type Doubt, doubt, type Standing } from '../certificates/standing.ts';
import { contentTypes, readContentInfo } from './content-info.ts';
import { type Decrypted, decryptEnvelope } from './decrypt.ts';
import { cutSigned, decodeBody, type Entity, makeCanonical, readEntity } from './entity.ts';
import { findSenders } from './senders.ts';
import { checkSigners, readSignedData, type Signing } from './signed-data.ts';
import { UnreadableMail } from './unreadable.ts';

export type { Standing };

export interface OpenedMail {
  /** What was signed, byte for byte: a MIME entity. */
  readonly entity: Buffer;
  readonly wasEncrypted: boolean;
  readonly standing: Standing;
  /** Of the innermost signature, where it is right, whoever vouches for it: by this a mail is known again. */
  readonly signatureHash: Buffer | undefined;
  /** Of the innermost encryption. */
  readonly keyHash: Buffer | undefined;
  /** Is it encrypted to a key of several addresses? */
  readonly isKeyShared: boolean;
  /** Does what was signed say itself from whom it is, and for whom? */
  readonly isWrapped: boolean;
  /** Where those who vouch for the signer have their revocation lists, to be noted. */
  readonly lists: readonly ListPlace[];
}

export interface About {
  /** Of the envelope; empty where it names nobody. */
  readonly from: string;
  readonly to: string;
  /** The vault's own, of whom it came to. */
  readonly keys: readonly DirectKey[];
  readonly trust: DirectTrust;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly limits: Limits;
}

interface Layer {
  readonly content: Buffer;
  /** Undefined for what was encrypted. */
  readonly signed?: { readonly signings: readonly Signing[]; readonly certificates: readonly Parts[] };
  readonly opened?: Omit<Decrypted, 'content'>;
}

/** @throws UnreadableMail; whatever goes wrong from the decryption on is one reason */
export async function openMail(raw: Buffer, about: About): Promise<OpenedMail> {
  const layers: Layer[] = [];
  const isOpen = () => layers.some(({ signed }) => !signed);
  try {
    let entity = readEntity(raw, about.limits);
    for (let layer = openLayer(entity, about); layer; layer = openLayer(entity, about)) {
      if (layers.length === about.limits.directLayersMax)
        return { ...describe(entity, layers), ...refuse('nested') };
      layers.push(layer);
      entity = readEntity(layer.content, about.limits);
    }
    const judged = judgeLayers(layers, { content: entity, outer: readEntity(raw, about.limits) }, about);
    return { ...describe(entity, layers), ...judged };
  } catch (error) {
    throw error instanceof UnreadableMail && isOpen() ? new UnreadableMail('undecryptable') : error;
  }
}

function describe(
  entity: Entity,
  layers: readonly Layer[],
): Pick<OpenedMail, 'entity' | 'wasEncrypted' | 'keyHash' | 'isKeyShared' | 'isWrapped'> {
  const opened = layers.findLast(layer => layer.opened)?.opened;
  return {
    entity: entity.bytes,
    wasEncrypted: opened !== undefined,
    keyHash: opened?.keyHash,
    isKeyShared: opened !== undefined && !opened.boundTo.includes('@'),
    isWrapped: entity.type === 'message/rfc822' || entity.headers('from').length > 0,
  };
}

const structureTypes = ['application/pkcs7-mime', 'application/x-pkcs7-mime'];
const signatureTypes = ['application/pkcs7-signature', 'application/x-pkcs7-signature'];

/** Undefined for what is neither encrypted nor signed by S/MIME. */
function openLayer(entity: Entity, about: About): Layer | undefined {
  const { limits, keys } = about;
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
      const { content, certificates } = data;
      return { content, signed: { signings: checkSigners(data, content), certificates } };
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
  const { certificates } = data;
  const asItCame = {
    content: signedBytes,
    signed: { signings: checkSigners(data, signedBytes), certificates },
  };
  if (asItCame.signed.signings.some(isBy)) return asItCame;
  const content = makeCanonical(signedBytes);
  const signings = content === signedBytes ? [] : checkSigners(data, content);
  return signings.some(isBy) ? { content, signed: { signings, certificates } } : asItCame;
}

type By = Extract<Signing, { by: unknown }>;

function isBy(signing: Signing): signing is By {
  return 'by' in signing;
}

type JudgedMail = Judged & Pick<OpenedMail, 'signatureHash'>;

/** The innermost signature says who it is from; one around it must hold as well. */
function judgeLayers(
  layers: readonly Layer[],
  { content, outer }: { readonly content: Entity; readonly outer: Entity },
  about: About,
): JudgedMail {
  const innermost = layers.at(-1);
  // Who signs what was encrypted need not have known what it says.
  if (!innermost?.signed) return refuse('not-signed');
  const senders = findSenders(content, outer, { envelope: about.from, limits: about.limits });
  const judged = layers
    .toReversed()
    .flatMap(({ signed }) => (signed ? [judgeSignings(signed, senders, about)] : []));
  const [first = refuse('not-signed')] = judged;
  const { signatureHash } = first;
  const doubted = judged.find(({ standing }) => standing.kind === 'unverified');
  if (doubted) return { ...doubted, signatureHash };
  return layers.every(({ signed }) => signed) ? { ...refuse('not-encrypted'), signatureHash } : first;
}

function refuse(why: Doubt): JudgedMail {
  return { standing: doubt(why), lists: [], signatureHash: undefined };
}

/** One signer who is to be believed is enough. */
function judgeSignings(
  { signings, certificates }: NonNullable<Layer['signed']>,
  senders: readonly [string, ...string[]] | undefined,
  { trust, now }: About,
): JudgedMail {
  const judged = signings.map(signing => {
    if (!isBy(signing)) return refuse(signing.why);
    const { by, hash: signatureHash } = signing;
    if (!senders) return { ...refuse('other-signer'), signatureHash };
    const about = { addresses: senders, use: 'sign', trust, now } as const;
    return { ...judgeParts(by, certificates, about), signatureHash };
  });
  return judged.find(({ standing }) => standing.kind === 'verified') ?? judged[0] ?? refuse('not-signed');
}
