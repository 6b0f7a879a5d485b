// Reads a mail: its tree of parts, each decoded. What two programs could read in two ways is refused: a field of MIME that stands
// there twice, a header that nothing separates from the body, a part that holds others but does not say where they begin. A mail
// within a mail is a file and stays closed.
import { decodeBase64Lines, decodeQuotedPrintable } from './encodings.ts';
import { decodeWords, readContentType, readParameters } from './header.ts';
import { type MimeLimits, mimeLimits } from './limits.ts';
import { type ContentType, findField, type MimeField, type MimePart, UnreadableMime } from './part.ts';

/** @throws UnreadableMime */
export function readMime(bytes: Buffer, limits: MimeLimits = mimeLimits): MimePart {
  return readPart(bytes, { limits, partsLeft: limits.partsMax }, 1, plainText);
}

/** The header of a mail alone. @throws UnreadableMime */
export function readMimeHeader(bytes: Buffer, limits: MimeLimits = mimeLimits): readonly MimeField[] {
  return readHeader(bytes, limits).fields;
}

interface Reading {
  readonly limits: MimeLimits;
  partsLeft: number;
}

const plainText: ContentType = { type: 'text/plain', parameters: new Map() };
const aMail: ContentType = { type: 'message/rfc822', parameters: new Map() };

function readPart(raw: Buffer, reading: Reading, depth: number, unsaid: ContentType): MimePart {
  if (depth > reading.limits.depthMax) throw new UnreadableMime('too-deep');
  reading.partsLeft--;
  if (reading.partsLeft < 0) throw new UnreadableMime('too-many-parts');
  const { fields, bodyAt } = readHeader(raw, reading.limits);
  demandOnce(fields);
  const typeSaid = findField({ fields }, 'content-type');
  const contentType = typeSaid === undefined ? unsaid : (readContentType(typeSaid) ?? unknownType);
  const body = raw.subarray(bodyAt);
  const about = { fields, raw, body, ...readNames(fields, contentType) };
  if (!contentType.type.startsWith('multipart/')) return leafOf(about, contentType);
  const boundary = contentType.parameters.get('boundary');
  if (boundary === undefined || !isBoundary(boundary)) throw new UnreadableMime('malformed');
  const encoding = encodingOf(fields);
  if (encoding !== undefined && !isIdentity(encoding)) throw new UnreadableMime('malformed');
  const within = contentType.type === 'multipart/digest' ? aMail : plainText;
  const slices = splitBody(body, boundary, reading.partsLeft);
  return {
    ...about,
    contentType,
    bytes: Buffer.alloc(0),
    parts: slices.map(slice => readPart(slice, reading, depth + 1, within)),
  };
}

const unknownType: ContentType = { type: 'application/octet-stream', parameters: new Map() };

function leafOf(about: Omit<MimePart, 'contentType' | 'bytes' | 'parts'>, said: ContentType): MimePart {
  const encoding = encodingOf(about.fields);
  const bytes = decodeBody(about.body, encoding);
  // Of bytes in an encoding that nobody knows it is not known what they are.
  return { ...about, contentType: bytes ? said : unknownType, bytes: bytes ?? about.body, parts: [] };
}

function decodeBody(body: Buffer, encoding: string | undefined): Buffer | undefined {
  if (encoding === undefined || isIdentity(encoding)) return body;
  if (encoding === 'base64') return decodeBase64Lines(body);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return undefined;
}

function isIdentity(encoding: string): boolean {
  return encoding === '7bit' || encoding === '8bit' || encoding === 'binary';
}

function encodingOf(fields: readonly MimeField[]): string | undefined {
  return findField({ fields }, 'content-transfer-encoding')
    ?.replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase();
}

const onceOnly = ['content-type', 'content-transfer-encoding', 'content-disposition', 'from', 'message-id'];

function demandOnce(fields: readonly MimeField[]): void {
  for (const name of onceOnly)
    if (fields.filter(field => field.name === name).length > 1) throw new UnreadableMime('malformed');
}

function readNames(fields: readonly MimeField[], { parameters }: ContentType) {
  const said = findField({ fields }, 'content-disposition');
  const disposition = said === undefined ? undefined : readParameters(said);
  const name = disposition?.parameters.get('filename') ?? parameters.get('name');
  const contentId = findField({ fields }, 'content-id')?.trim().replace(/^<|>$/g, '');
  return {
    // What is no word for "inline" is an attachment: RFC 2183.
    disposition:
      disposition && (disposition.word === 'inline' ? ('inline' as const) : ('attachment' as const)),
    fileName: name === undefined ? undefined : decodeWords(name),
    contentId,
  };
}

const [tab, lf, cr, space, colon, dash] = [9, 10, 13, 32, 58, 45];

/** A field begins with its name; a line that begins with white space goes on with the one before. */
function readHeader(raw: Buffer, limits: MimeLimits): { fields: MimeField[]; bodyAt: number } {
  const fields: { name: string; from: number; to: number }[] = [];
  let at = 0;
  while (at < raw.length) {
    const next = nextLine(raw, at);
    if (next > limits.headerBytesMax) throw new UnreadableMime('header-too-large');
    const end = lineEnd(raw, at, next);
    if (end === at) return { fields: textsOf(raw, fields), bodyAt: next };
    const first = raw[at];
    const last = fields.at(-1);
    if (first === space || first === tab) {
      if (!last) throw new UnreadableMime('malformed');
      last.to = end;
    } else {
      const to = raw.subarray(at, end).indexOf(colon);
      if (to < 1) throw new UnreadableMime('malformed');
      const name = raw
        .toString('latin1', at, at + to)
        .trimEnd()
        .toLowerCase();
      if (!/^[!-9;-~]+$/.test(name)) throw new UnreadableMime('malformed');
      fields.push({ name, from: at + to + 1, to: end });
      if (fields.length > limits.headerFieldsMax) throw new UnreadableMime('header-too-large');
    }
    at = next;
  }
  return { fields: textsOf(raw, fields), bodyAt: raw.length };
}

function textsOf(raw: Buffer, fields: readonly { name: string; from: number; to: number }[]): MimeField[] {
  return fields.map(({ name, from, to }) => ({ name, value: headerText(raw.subarray(from, to)) }));
}

/** In UTF-8, as of today, or as one byte a letter. Characters of control are none of a header's. */
function headerText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const read = text.includes('\ufffd') ? bytes.toString('latin1') : text;
  return read
    .replace(/\r?\n(?=[ \t])/g, '')
    .replace(/[^\S\t ]|\p{Cc}/gu, ' ')
    .trim();
}

function nextLine(raw: Buffer, from: number): number {
  const at = raw.indexOf(lf, from);
  return at < 0 ? raw.length : at + 1;
}

/** Before the line break; a CR that stands alone is part of the line. */
function lineEnd(raw: Buffer, from: number, next: number): number {
  let end = next;
  if (end > from && raw[end - 1] === lf) end--;
  if (end > from && end < next && raw[end - 1] === cr) end--;
  return end;
}

const boundaryLengthMax = 70;

function isBoundary(text: string): boolean {
  return text.length <= boundaryLengthMax && /^[\w'()+,./:=? -]*[\w'()+,./:=?-]$/.test(text);
}

/** What lies between the lines of a boundary; what comes before the first and behind the last is of nobody. */
function splitBody(body: Buffer, boundary: string, partsMax: number): Buffer[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const slices: Buffer[] = [];
  let partAt: number | undefined;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== lf) continue;
    const isLast = body[at + mark.length] === dash && body[at + mark.length + 1] === dash;
    const from = at + mark.length + (isLast ? 2 : 0);
    const next = nextLine(body, from);
    if (!isWhite(body.subarray(from, next))) continue;
    if (partAt !== undefined) slices.push(body.subarray(partAt, Math.max(partAt, beforeBreak(body, at))));
    if (slices.length > partsMax) throw new UnreadableMime('too-many-parts');
    partAt = isLast ? undefined : next;
    if (isLast) return slices;
  }
  // It was cut off, or never closed.
  if (partAt !== undefined) slices.push(body.subarray(partAt));
  return slices;
}

/** The line break before a boundary is the boundary's. */
function beforeBreak(body: Buffer, at: number): number {
  if (at === 0) return at;
  return body[at - 2] === cr ? at - 2 : at - 1;
}

function isWhite(bytes: Buffer): boolean {
  return bytes.every(byte => byte === space || byte === tab || byte === cr || byte === lf);
}
