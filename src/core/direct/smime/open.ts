// Opens a mail of Direct, and judges whether to believe who it says it is from. Used by those who receive. What was found out of
// an encrypted mail must not change what its sender is answered, or its content could be asked for bit by bit.
import { assume } from '../../../assume.ts';
import type { Parts } from '../../signatures/parts.ts';
import type { DirectTrust } from '../certificates/direct-trust.ts';
import { type Judged, judgeParts, type ListPlace, takeApart } from '../certificates/judge.ts';
import { type Doubt, doubt, type Standing } from '../certificates/standing.ts';
import { type Peeled, type Peeling, peelMail, type SignedLayer } from './peel.ts';
import { peelInThread } from './peel-thread.ts';

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

export interface About extends Peeling {
  readonly to: string;
  readonly trust: DirectTrust;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** @throws UnreadableMail; whatever goes wrong from the decryption on is one reason. OpeningStopped */
export async function openMail(raw: Buffer, about: About): Promise<OpenedMail> {
  const { from, to, keys, limits } = about;
  const peeling = { from, keys, limits };
  const isSmall = raw.length <= limits.directOpenedAtOnceBytesMax;
  const peeled = isSmall ? peelMail(raw, peeling) : await peelInThread(raw, peeling, to);
  const { entity, layers, isWrapped, isTooDeep } = peeled;
  const opened = layers.findLast(layer => layer.opened)?.opened;
  return {
    entity,
    wasEncrypted: opened !== undefined,
    keyHash: opened?.keyHash,
    isKeyShared: opened !== undefined && !opened.boundTo.includes('@'),
    isWrapped,
    ...(isTooDeep ? refuse('nested') : judgeLayers(peeled, about)),
  };
}

type JudgedMail = Judged & Pick<OpenedMail, 'signatureHash'>;

/** The innermost signature says who it is from; one around it must hold as well. */
function judgeLayers({ layers, senders }: Peeled, about: About): JudgedMail {
  // Who signs what was encrypted need not have known what it says.
  if (!layers.at(-1)?.signed) return refuse('not-signed');
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
  { signings, certificates }: SignedLayer,
  senders: Peeled['senders'],
  { trust, now }: About,
): JudgedMail {
  const others = certificates.map(readAgain);
  const judged = signings.map(signing => {
    if (!('by' in signing)) return refuse(signing.why);
    const { by, hash: signatureHash, signedAt } = signing;
    if (!senders) return { ...refuse('other-signer'), signatureHash };
    const about = { addresses: senders, use: 'sign', trust, now } as const;
    const { standing, lists } = judgeParts(readAgain(by), others, about);
    return { standing: withTime(standing, signedAt), lists, signatureHash };
  });
  return judged.find(({ standing }) => standing.kind === 'verified') ?? judged[0] ?? refuse('not-signed');
}

function withTime(standing: Standing, signedAt: number | undefined): Standing {
  return standing.kind === 'verified' && signedAt !== undefined ? { ...standing, signedAt } : standing;
}

function readAgain(der: Buffer): Parts {
  return assume(takeApart(der), 'a certificate that was read before');
}
