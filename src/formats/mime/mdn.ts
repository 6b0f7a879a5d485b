// What became of a mail, said by the other side (RFC 8098): "processed" that it was taken on, "dispatched" that it reached the
// person's inbox (the Implementation Guide for Delivery Notification of Direct), "failed" that it did not.

import { findField, type MimeField, type MimePart, UnreadableMime } from './part.ts';
import { type NewPart, printMime } from './print.ts';
import { readMimeHeader } from './read.ts';

export interface Mdn {
  /** Whose mailbox it speaks of. */
  readonly finalRecipient: string;
  /** Of the mail, without angle brackets. */
  readonly originalMessageId: string;
  readonly disposition: 'processed' | 'dispatched' | 'displayed' | 'failed';
  readonly isAutomatic: boolean;
  readonly error?: string;
  /** Does it answer a sender who asked to be told of delivery? */
  readonly isOfDelivery?: boolean;
  /** Does a mail server say it, not whoever reads the mail? */
  readonly isOfServer?: boolean;
}

/** Names of its fields, and what a sender asks for it by. */
export const deliveryOption = 'X-DIRECT-FINAL-DESTINATION-DELIVERY';

const dispositions: readonly Mdn['disposition'][] = ['processed', 'dispatched', 'displayed', 'failed'];

/** Is it a report of what became of a mail, whether or not it can be read? */
export function isMdn({ contentType }: MimePart): boolean {
  const { type, parameters } = contentType;
  return (
    type === 'multipart/report' && /^disposition-notification$/i.test(parameters.get('report-type') ?? '')
  );
}

/** Undefined for what is none, or does not say of which mail it is. */
export function readMdn(part: MimePart): Mdn | undefined {
  if (!isMdn(part)) return undefined;
  const report = part.parts.find(
    ({ contentType }) => contentType.type === 'message/disposition-notification',
  );
  const fields = report && fieldsOf(report.bytes);
  if (!fields) return undefined;
  const about = { fields };
  const [mode = '', said = ''] = (findField(about, 'disposition') ?? '').split(';', 2);
  const word = said
    .trim()
    .split(/[/,\s]/, 1)[0]
    ?.toLowerCase();
  const disposition = dispositions.find(known => known === word);
  const originalMessageId = idOf(findField(about, 'original-message-id'));
  const finalRecipient = addressOf(findField(about, 'final-recipient'));
  if (!disposition || originalMessageId === undefined || finalRecipient === undefined) return undefined;
  const error = findField(about, 'error') ?? findField(about, 'failure');
  // "processed/error" says that it could not be processed.
  const isError = /\/\s*(?:error|failure)\b/i.test(said);
  return {
    finalRecipient,
    originalMessageId,
    disposition: isError ? 'failed' : disposition,
    isAutomatic: /^\s*automatic-action\b/i.test(mode),
    ...(error !== undefined && { error: error.slice(0, errorMax) }),
    ...(findField(about, deliveryOption.toLowerCase()) !== undefined && { isOfDelivery: true }),
  };
}

const errorMax = 500;

/** It is written as a header, and may be one alone or several of them, separated by an empty line. */
function fieldsOf(bytes: Buffer): readonly MimeField[] | undefined {
  try {
    return readMimeHeader(bytes);
  } catch (error) {
    if (error instanceof UnreadableMime) return undefined;
    throw error;
  }
}

function idOf(value: string | undefined): string | undefined {
  const [, id] = /^\s*<?([^<>\s]{1,900})>?\s*$/.exec(value ?? '') ?? [];
  return id;
}

function addressOf(value: string | undefined): string | undefined {
  const [, address] = /^\s*rfc822\s*;\s*<?([^<>\s]{3,320})>?\s*$/i.exec(value ?? '') ?? [];
  return address;
}

/** Does the sender of a mail ask to be told when it is in the person's inbox? */
export function asksForDelivery(part: Pick<MimePart, 'fields'>): boolean {
  const options = findField(part, 'disposition-notification-options') ?? '';
  return options
    .split(';')
    .some(option => new RegExp(`^\\s*${deliveryOption}\\s*=[^,]*,\\s*true\\b`, 'i').test(option));
}

const words: Readonly<Record<Mdn['disposition'], string>> = {
  processed: 'The message was received and its signature was verified. Nobody may have read it yet.',
  dispatched: 'The message is in the mailbox of the person it was sent to. They may not have read it yet.',
  displayed: 'The message was shown to the person it was sent to.',
  failed: 'The message could not be taken on.',
};

/** As the entity to be signed. @param makeBoundary as of printMime */
export function printMdn(mdn: Mdn, makeBoundary: () => string): Buffer {
  const { disposition, isAutomatic, finalRecipient, originalMessageId, error, isOfDelivery } = mdn;
  const mode = isAutomatic ? 'automatic-action/MDN-sent-automatically' : 'manual-action/MDN-sent-manually';
  const lines = [
    'Reporting-UA: Keepwell',
    `Final-Recipient: rfc822;${inOneWord(finalRecipient)}`,
    `Original-Message-ID: <${inOneWord(originalMessageId)}>`,
    `Disposition: ${mode}; ${disposition}`,
    ...(error === undefined ? [] : [`Error: ${error.replace(/[^\x20-\x7e]+/g, ' ').slice(0, errorMax)}`]),
    ...(isOfDelivery ? [`${deliveryOption}: `] : []),
  ];
  const report: NewPart = {
    type: 'multipart/report',
    parameters: { 'report-type': 'disposition-notification' },
    parts: [
      { type: 'text/plain', content: words[disposition] },
      { type: 'message/disposition-notification', content: `${lines.join('\r\n')}\r\n` },
    ],
  };
  return printMime(report, makeBoundary);
}

function inOneWord(text: string): string {
  return text.replace(/[^\x21-\x7e]|[<>]/g, '');
}
