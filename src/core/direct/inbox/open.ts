// From the bytes that came by SMTP to what they are: who wrote the mail, how they call it, and what they signed.
//
// What was found by decrypting changes nothing of the answer: whoever changes a mail of others on its way, bit by bit, and asks
// whether it is still taken could read it so. One that cannot be decrypted is kept as it came, as one is that was changed.
import {
  decodeWords,
  readAddresses,
  readContentType,
  readMailbox,
  readMessageId,
} from '../../../formats/mime/header.ts';
import { asksForDelivery } from '../../../formats/mime/mdn.ts';
import { findField, type MimeField, UnreadableMime } from '../../../formats/mime/part.ts';
import { readMimeHeader } from '../../../formats/mime/read.ts';
import { hashSha256 } from '../../secrets.ts';
import type { Vault } from '../../vault.ts';
import { type DirectKey, findOwnKeys } from '../certificates/key.ts';
import { doubt, type Standing } from '../certificates/standing.ts';
import { findTrust } from '../certificates/trust.ts';
import { noteLists } from '../certificates/trusting.ts';
import type { OpenedMail } from '../smime/open.ts';
import { OpeningStopped, type Unreadable, UnreadableMail } from '../smime/unreadable.ts';
import { type MailContent, readContent } from './content.ts';
import type { Envelope } from './message.ts';
import { DirectRefusal } from './refusal.ts';

export interface OpenedDirect {
  readonly from: string;
  readonly fromName: string;
  /** Made of its bytes where it has none. */
  readonly messageId: string;
  /** Did it have one? */
  readonly hasMessageId: boolean;
  readonly inReplyTo: string | undefined;
  readonly subject: string;
  /** Are name, subject and Message-ID what its signer signed? */
  readonly isWrapped: boolean;
  readonly signatureHash: Buffer | undefined;
  /** Of what nothing signed says for whom it is, encrypted to a key of several addresses: it is theirs to whom it came first. */
  readonly claimedBy: Buffer | undefined;
  readonly asksDelivery: boolean;
  /** Did a program send it by itself? Nothing answers that. */
  readonly isAutomatic: boolean;
  /** What was signed, byte for byte; of what cannot be read, all that came. */
  readonly entity: Buffer;
  readonly content: MailContent;
  readonly wasEncrypted: boolean;
  readonly standing: Standing;
}

/** What was found in one mail, by the keys that it was opened with: whoever has the same need not open it again. */
export type Openings = Map<string, Promise<Opening>>;

/**
 * @param openings of this mail, and of nothing else
 * @throws DirectRefusal by what anybody on its way could see of it
 */
export async function openDirect(
  vault: Vault,
  raw: Buffer,
  envelope: Envelope,
  openings: Openings,
): Promise<OpenedDirect> {
  const fields = readOuter(raw);
  demandNoLoop(vault, fields);
  const sender = readMailbox(findField({ fields }, 'from') ?? '');
  if (!sender) throw new DirectRefusal(554, 'The mail must name its one sender in From.');
  const opened = await openContent(vault, raw, envelope, openings);
  const { standing, content } = opened;
  const { signedFields } = content;
  // Of who is verified, what was signed is all that counts, where it says these things at all.
  const header = { fields: signedFields ?? fields };
  const messageId = readMessageId(findField(header, 'message-id'));
  return {
    ...opened,
    from: standing.kind === 'verified' ? standing.address : sender.address,
    fromName: standing.kind === 'verified' ? findSignedName(content, standing.address) : sender.name,
    messageId: messageId ?? `${hashSha256(raw).toString('hex')}@invalid`,
    hasMessageId: messageId !== undefined,
    inReplyTo: readMessageId(findField(header, 'in-reply-to')),
    subject: decodeWords(findField(header, 'subject') ?? ''),
    isWrapped: signedFields !== undefined,
    asksDelivery: asksForDelivery(header),
    isAutomatic: [fields, header.fields].some(isAutomatic),
  };
}

/** As it stands with the address that was found to have signed. */
function findSignedName({ signedFields: fields }: MailContent, address: string): string {
  const sender = fields && readMailbox(findField({ fields }, 'from') ?? '');
  return sender?.address.toLowerCase() === address.toLowerCase() ? sender.name : '';
}

/** Does it say that a program sent it by itself? */
export function isAutomatic(fields: readonly MimeField[]): boolean {
  return !/^no\b/i.test((findField({ fields }, 'auto-submitted') ?? 'no').trim());
}

const sealedTypes: ReadonlySet<string> = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime']);

/** Does its header say that S/MIME encrypted it, or signed it as a whole? */
export function isSealed(raw: Buffer): boolean {
  const type = findField({ fields: readOuter(raw) }, 'content-type');
  return sealedTypes.has((type && readContentType(type)?.type) ?? '');
}

export function readOuter(raw: Buffer): readonly MimeField[] {
  return readable(() => readMimeHeader(raw));
}

/** @throws DirectRefusal for what is not as mail must be */
export function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableMime) throw new DirectRefusal(554, 'The mail is not as mail must be.');
    throw error;
  }
}

/** What goes round in circles comes by more and more servers. */
export function demandNoLoop({ limits }: Vault, fields: readonly MimeField[]): void {
  const hops = fields.filter(({ name }) => name === 'received').length;
  if (hops > limits.directHopsMax) throw new DirectRefusal(554, 'The mail came by too many servers.');
}

type Content = Pick<
  OpenedDirect,
  'entity' | 'standing' | 'content' | 'wasEncrypted' | 'signatureHash' | 'claimedBy'
>;

/** `mail` is undefined where it is kept as it came, whoever it is for. */
type Opening =
  | { readonly mail: OpenedMail; readonly content: MailContent }
  | { readonly mail: undefined; readonly content: Content };

async function openContent(
  vault: Vault,
  raw: Buffer,
  envelope: Envelope,
  openings: Openings,
): Promise<Content> {
  const { to } = envelope;
  const domain = to.slice(to.lastIndexOf('@') + 1);
  const keys = await vault.store.read(db => findOwnKeys(db, vault, to));
  const name = JSON.stringify([domain, ...keys.map(({ id }) => id)]);
  let opening = openings.get(name);
  if (!opening) {
    opening = openWith(vault, raw, envelope, { keys, domain });
    openings.set(name, opening);
  }
  const { mail, content } = await opening;
  return mail ? judgeRecipient(mail, content, to) : content;
}

async function openWith(
  vault: Vault,
  raw: Buffer,
  { from, to }: Envelope,
  { keys, domain }: { keys: readonly DirectKey[]; domain: string },
): Promise<Opening> {
  const trust = await vault.store.read(db => findTrust(db, vault, domain));
  const about = { from, to, keys, trust, now: vault.clock.now(), limits: vault.limits };
  let opened: OpenedMail;
  try {
    // Loaded with the first mail: what reads certificates takes memory.
    const { openMail } = await import('../smime/open.ts');
    opened = await openMail(raw, about);
  } catch (error) {
    if (error instanceof OpeningStopped) {
      vault.log('warn', { bytes: raw.length, reason: error.reason }, 'a mail by Direct was not opened');
      throw new DirectRefusal(451, 'The mail could not be opened just now. Try again later.');
    }
    if (!(error instanceof UnreadableMail)) throw error;
    return { mail: undefined, content: unopened(raw, error.reason) };
  }
  await noteLists(vault, opened.lists);
  const { entity, wasEncrypted } = opened;
  if (!wasEncrypted) return { mail: opened, content: readable(() => readContent(entity)) };
  let content: MailContent;
  try {
    content = readContent(entity);
  } catch (error) {
    if (!(error instanceof UnreadableMime)) throw error;
    return { mail: undefined, content: unopened(raw, 'undecryptable') };
  }
  // Whoever changes what was encrypted to a key of many, so that it is nobody's any more, reads nothing of it.
  if (opened.isKeyShared && !opened.signatureHash)
    return {
      mail: undefined,
      content: { ...unopened(raw, 'undecryptable'), standing: opened.standing },
    };
  return { mail: opened, content };
}

/**
 * What was signed says for whom it is: who it was not written to does not see it as if it were, and where the key it was encrypted
 * to says nothing of them either, not at all. Only what is signed and unchanged is answered by this.
 */
function judgeRecipient(opened: OpenedMail, content: MailContent, to: string): Content {
  const { entity, standing, wasEncrypted, signatureHash, keyHash, isKeyShared, isWrapped } = opened;
  const about = { entity, standing, wasEncrypted, signatureHash, content, claimedBy: undefined };
  if (!signatureHash) return about;
  const { signedFields } = content;
  if (isWrapped !== (signedFields !== undefined)) return { ...about, standing: doubt('nested') };
  if (!signedFields) return { ...about, claimedBy: isKeyShared ? keyHash : undefined };
  if (isWrittenTo(signedFields, to)) return about;
  if (isKeyShared) throw notForUs();
  return standing.kind === 'verified' ? { ...about, standing: doubt('not-for-you') } : about;
}

const recipientFields: ReadonlySet<string> = new Set(['to', 'cc', 'bcc']);

function isWrittenTo(fields: readonly MimeField[], address: string): boolean {
  const named = fields.filter(({ name }) => recipientFields.has(name));
  return named.some(({ value }) =>
    readAddresses(value).some(one => one.toLowerCase() === address.toLowerCase()),
  );
}

const words: Readonly<Record<Exclude<Unreadable, 'undecryptable'>, string>> = {
  malformed: 'The mail is not as S/MIME must be.',
  'too-large': 'The mail has more in it than is read.',
  unsupported: 'The mail is encrypted or signed in a way that is not known here.',
  'not-for-us': 'The mail is not encrypted for this address.',
};

export function notForUs(): DirectRefusal {
  return new DirectRefusal(554, words['not-for-us']);
}

function unopened(raw: Buffer, reason: Unreadable): Content {
  if (reason !== 'undecryptable') throw new DirectRefusal(554, words[reason]);
  const content = readable(() => readContent(raw));
  return {
    ...{ entity: raw, standing: doubt('tampered'), wasEncrypted: true, content },
    ...{ signatureHash: undefined, claimedBy: undefined },
  };
}
