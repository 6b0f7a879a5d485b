// What a mail server says that became of a mail for one recipient (RFC 3464): a bounce, or that it was delivered. Beside mdn.ts,
// in whose terms it is told.
import { readMessageId } from './header.ts';
import type { Mdn } from './mdn.ts';
import { findField, type MimeField, type MimePart, UnreadableMime } from './part.ts';
import { readMimeHeader } from './read.ts';

export function isDsn({ contentType: { type, parameters } }: MimePart): boolean {
  return type === 'multipart/report' && /^delivery-status$/i.test(parameters.get('report-type') ?? '');
}

const dispositions: Readonly<Record<string, Mdn['disposition']>> = {
  failed: 'failed',
  delivered: 'dispatched',
};

/** Undefined for what is none, only says that it takes longer, or does not say of which mail and recipient it is. */
export function readDsn(part: MimePart): Mdn | undefined {
  if (!isDsn(part)) return undefined;
  const status = part.parts.find(({ contentType }) => contentType.type === 'message/delivery-status');
  const [ofMail = [], ...ofRecipients] = status ? readGroups(status.bytes) : [];
  const [fields] = ofRecipients;
  // Copies go to one recipient each: what tells of several is not of ours.
  if (!fields || ofRecipients.length > 1) return undefined;
  const action = findField({ fields }, 'action')?.trim().toLowerCase() ?? '';
  const disposition = new Map(Object.entries(dispositions)).get(action);
  const finalRecipient =
    addressOf(findField({ fields }, 'original-recipient')) ??
    addressOf(findField({ fields }, 'final-recipient'));
  const originalMessageId =
    readMessageId(findField({ fields: ofMail }, 'x-original-message-id')) ?? findReturned(part);
  if (!disposition || finalRecipient === undefined || originalMessageId === undefined) return undefined;
  return { disposition, finalRecipient, originalMessageId, isAutomatic: true, isOfServer: true };
}

/** Fields of the mail, then those of each recipient, with an empty line between. */
function readGroups(bytes: Buffer): (readonly MimeField[])[] {
  const groups = bytes
    .toString('latin1')
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .filter(text => text.trim() !== '');
  return groups.map(text => readFields(Buffer.from(`${text}\r\n\r\n`, 'latin1')));
}

function readFields(bytes: Buffer): readonly MimeField[] {
  try {
    return readMimeHeader(bytes);
  } catch (error) {
    if (error instanceof UnreadableMime) return [];
    throw error;
  }
}

/** By the headers of the mail, which come back with the report. */
function findReturned({ parts }: MimePart): string | undefined {
  const returned = parts.find(({ contentType: { type } }) =>
    ['message/rfc822', 'text/rfc822-headers'].includes(type),
  );
  return returned && readMessageId(findField({ fields: readFields(returned.bytes) }, 'message-id'));
}

function addressOf(value: string | undefined): string | undefined {
  const [, address] = /^\s*rfc822\s*;\s*<?([^<>\s]{3,320})>?\s*$/i.exec(value ?? '') ?? [];
  return address;
}
