// From the bytes that came by SMTP to what they are: who wrote the mail, how they call it, and what they signed.
//
// What was found by decrypting changes nothing of the answer: whoever changes a mail of others on its way, bit by bit, and asks
// whether it is still taken could read it so. One that cannot be decrypted is kept as it came, as one is that was changed.
import { decodeWords, readMailbox, readMessageId } from '../../../formats/mime/header.ts';
import { asksForDelivery } from '../../../formats/mime/mdn.ts';
import { findField, type MimeField, UnreadableMime } from '../../../formats/mime/part.ts';
import { readMimeHeader } from '../../../formats/mime/read.ts';
import { hashSha256 } from '../../secrets.ts';
import type { Vault } from '../../vault.ts';
import { findOwnKeys } from '../certificates/key.ts';
import { doubt, type Standing } from '../certificates/standing.ts';
import { findTrust } from '../certificates/trust.ts';
import { noteLists } from '../certificates/trusting.ts';
import { type OpenedMail, openMail } from '../smime/open.ts';
import { type Unreadable, UnreadableMail } from '../smime/unreadable.ts';
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
  readonly asksDelivery: boolean;
  /** Did a program send it by itself? Nothing answers that. */
  readonly isAutomatic: boolean;
  /** What was signed, byte for byte; of what cannot be read, all that came. */
  readonly entity: Buffer;
  readonly content: MailContent;
  readonly wasEncrypted: boolean;
  readonly standing: Standing;
}

/** @throws DirectRefusal by what anybody on its way could see of it */
export async function openDirect(vault: Vault, raw: Buffer, envelope: Envelope): Promise<OpenedDirect> {
  const fields = readOuter(raw);
  demandNoLoop(vault, fields);
  const sender = readMailbox(findField({ fields }, 'from') ?? '');
  if (!sender) throw new DirectRefusal(554, 'The mail must name its one sender in From.');
  const messageId = readMessageId(findField({ fields }, 'message-id'));
  const { entity, standing, content, wasEncrypted } = await openContent(vault, raw, envelope);
  // What was signed comes before what stands outside.
  const said = { fields: [...content.fields, ...fields] };
  const automatic = findField(said, 'auto-submitted') ?? 'no';
  return {
    from: standing.kind === 'verified' ? standing.address : sender.address,
    fromName: sender.name,
    messageId: messageId ?? `${hashSha256(raw).toString('hex')}@invalid`,
    hasMessageId: messageId !== undefined,
    inReplyTo: readMessageId(findField(said, 'in-reply-to')),
    subject: decodeWords(findField(said, 'subject') ?? ''),
    asksDelivery: asksForDelivery(said),
    isAutomatic: !/^no\b/i.test(automatic.trim()),
    ...{ entity, content, wasEncrypted, standing },
  };
}

function readOuter(raw: Buffer): readonly MimeField[] {
  return readable(() => readMimeHeader(raw));
}

/** @throws DirectRefusal for what is not as mail must be */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableMime) throw new DirectRefusal(554, 'The mail is not as mail must be.');
    throw error;
  }
}

/** What goes round in circles comes by more and more servers. */
function demandNoLoop({ limits }: Vault, fields: readonly MimeField[]): void {
  const hops = fields.filter(({ name }) => name === 'received').length;
  if (hops > limits.directHopsMax) throw new DirectRefusal(554, 'The mail came by too many servers.');
}

type Content = Pick<OpenedDirect, 'entity' | 'standing' | 'content' | 'wasEncrypted'>;

async function openContent(vault: Vault, raw: Buffer, { from, to }: Envelope): Promise<Content> {
  const domain = to.slice(to.lastIndexOf('@') + 1);
  const { keys, trust } = await vault.store.read(async db => ({
    keys: await findOwnKeys(db, vault, to),
    trust: await findTrust(db, vault, domain),
  }));
  const about = { from, to, keys, trust, now: vault.clock.now(), limits: vault.limits };
  let opened: OpenedMail;
  try {
    opened = await openMail(raw, about);
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error;
    return unopened(raw, error.reason);
  }
  await noteLists(vault, opened.lists);
  const { entity, standing, wasEncrypted } = opened;
  if (!wasEncrypted) return { entity, standing, wasEncrypted, content: readable(() => readContent(entity)) };
  try {
    return { entity, standing, wasEncrypted, content: readContent(entity) };
  } catch (error) {
    if (!(error instanceof UnreadableMime)) throw error;
    return unopened(raw, 'undecryptable');
  }
}

const words: Readonly<Record<Exclude<Unreadable, 'undecryptable'>, string>> = {
  malformed: 'The mail is not as S/MIME must be.',
  'too-large': 'The mail has more in it than is read.',
  unsupported: 'The mail is encrypted or signed in a way that is not known here.',
  'not-for-us': 'The mail is not encrypted for this address.',
};

function unopened(raw: Buffer, reason: Unreadable): Content {
  if (reason !== 'undecryptable') throw new DirectRefusal(554, words[reason]);
  const content = readable(() => readContent(raw));
  return { entity: raw, standing: doubt('tampered'), wasEncrypted: true, content };
}
