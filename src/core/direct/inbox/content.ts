// What is in a mail for whoever reads it: its text, and what came with it. The same reading serves the pages and the record.
import { decodeText } from '../../../formats/mime/charset.ts';
import { isDsn, readDsn } from '../../../formats/mime/dsn.ts';
import { findKind } from '../../../formats/mime/kinds.ts';
import { isMdn, type Mdn, readMdn } from '../../../formats/mime/mdn.ts';
import { findField, type MimeField, type MimePart } from '../../../formats/mime/part.ts';
import { readMime } from '../../../formats/mime/read.ts';
import { makeReadableName } from '../../printable.ts';
import { convertHtmlToText } from '../../records/html-text.ts';
import type { DirectAttachment } from './message.ts';

export interface MailContent {
  /** The plain text, in UTF-8. */
  readonly plain: string | undefined;
  readonly html: string | undefined;
  readonly attachments: readonly (DirectAttachment & { readonly part: MimePart })[];
  /** The header that was signed with it, where the mail was wrapped whole, or says itself who wrote it. */
  readonly signedFields: readonly MimeField[] | undefined;
  /** Is it a report of what became of another mail? */
  readonly isReport: boolean;
  /** What that says, where it can be read. */
  readonly report: Mdn | undefined;
}

/** @throws UnreadableMime */
export function readContent(entity: Buffer): MailContent {
  const outer = readMime(entity);
  // A mail that was signed whole, so that its subject is sealed with it.
  const isWrapped = outer.contentType.type === 'message/rfc822';
  const root = isWrapped ? readMime(outer.bytes) : outer;
  const found: Found = { plain: [], html: [], files: [] };
  gather(root, found, false);
  const isSelfSaid = isWrapped || findField(root, 'from') !== undefined;
  return {
    plain: joinTexts(found.plain),
    html: joinTexts(found.html),
    attachments: found.files.map((part, place) => ({ ...describe(part, place), part })),
    signedFields: isSelfSaid ? root.fields : undefined,
    isReport: isMdn(root) || isDsn(root),
    report: readMdn(root) ?? readDsn(root),
  };
}

interface Found {
  readonly plain: string[];
  readonly html: string[];
  readonly files: MimePart[];
}

function gather(part: MimePart, found: Found, isAlternative: boolean): void {
  const { type } = part.contentType;
  if (part.parts.length > 0 || type.startsWith('multipart/')) {
    for (const within of part.parts) gather(within, found, type === 'multipart/alternative');
    return;
  }
  const isText = (type === 'text/plain' || type === 'text/html') && part.disposition !== 'attachment';
  if (!isText || part.fileName !== undefined) {
    if (part.bytes.length > 0) found.files.push(part);
    return;
  }
  const text = decodeText(part.bytes, part.contentType.parameters.get('charset'));
  const texts = type === 'text/plain' ? found.plain : found.html;
  // Of what says the same twice the first of a kind is enough; other texts follow each other.
  if (texts.length === 0 || !isAlternative) texts.push(text);
}

function joinTexts(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

function describe(part: MimePart, place: number): DirectAttachment {
  const { type } = part.contentType;
  const name = cleanName(part.fileName) || `${nameless(type)}`;
  return { number: place + 1, name, type, bytes: part.bytes.length, kind: findKind(part) };
}

const nameMax = 200;

function cleanName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  return [...makeReadableName(last)].slice(0, nameMax).join('').trim();
}

function nameless(type: string): string {
  return type === 'message/rfc822'
    ? 'message.eml'
    : `file.${type.split('/')[1]?.replace(/[^a-z\d]/g, '') || 'bin'}`;
}

/** Characters of the text that is shown. */
const shownMax = 256 * 1024;

/** For people: without anything that could act, and so much of it. */
export function showText({ plain, html }: MailContent): { text: string; isCut: boolean } {
  const source = plain ?? html ?? '';
  const cut = source.slice(0, shownMax).replace(/[\ud800-\udbff]$/, '');
  const text = plain === undefined ? convertHtmlToText(cut) : cut;
  return {
    text: text.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, ''),
    isCut: source.length > shownMax,
  };
}
