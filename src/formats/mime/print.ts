// Prints a mail: fields folded and encoded, parts within parts. What stands in a field is one line, whatever was given for it.
import { encodeBase64Lines, encodeQuotedPrintable } from './encodings.ts';

export interface NewPart {
  /** Beside those of MIME. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
  /** `text/plain`, or `multipart/mixed` of what has parts. */
  readonly type: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly disposition?: 'inline' | 'attachment';
  readonly fileName?: string;
  readonly contentId?: string;
  /** A text is sent in UTF-8. */
  readonly content?: string | Buffer;
  readonly parts?: readonly NewPart[];
}

/** @param makeBoundary a text of letters and digits that is in no part: random */
export function printMime(part: NewPart, makeBoundary: () => string): Buffer {
  if (part.parts) return printMultipart(part, part.parts, makeBoundary);
  const { content = '' } = part;
  const isText = typeof content === 'string';
  const fields = fieldsOf(part, isText ? { charset: 'utf-8' } : {}, [
    ['Content-Transfer-Encoding', isText ? 'quoted-printable' : 'base64'],
  ]);
  const body = isText ? encodeQuotedPrintable(content) : encodeBase64Lines(content);
  return Buffer.concat([fields, lineBreak, body, lineBreak]);
}

const lineBreak = Buffer.from('\r\n');

function printMultipart(part: NewPart, parts: readonly NewPart[], makeBoundary: () => string): Buffer {
  const boundary = `keepwell-${makeBoundary()}`;
  const pieces: Buffer[] = [fieldsOf(part, { boundary }, []), lineBreak];
  for (const within of parts) pieces.push(Buffer.from(`--${boundary}\r\n`), printMime(within, makeBoundary));
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return Buffer.concat(pieces);
}

function fieldsOf(
  { fields = [], type, parameters = {}, disposition, fileName, contentId }: NewPart,
  more: Readonly<Record<string, string>>,
  last: readonly (readonly [string, string])[],
): Buffer {
  const name = fileName === undefined ? {} : { name: fileName };
  const all: (readonly [string, string])[] = [...fields];
  const lines = [
    ...all.map(([field, value]) => printField(field, value)),
    `Content-Type: ${type}${printParameters({ ...parameters, ...more, ...name })}`,
    ...last.map(([field, value]) => printField(field, value)),
  ];
  if (disposition) {
    const file = fileName === undefined ? {} : { filename: fileName };
    lines.push(`Content-Disposition: ${disposition}${printParameters(file)}`);
  }
  if (contentId !== undefined) lines.push(printField('Content-ID', `<${contentId}>`));
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
}

/** One field, without the break at its end. */
export function printField(name: string, value: string): string {
  if (!/^[!-9;-~]+$/.test(name)) throw new TypeError('not the name of a field');
  return fold(`${name}: `, encodeWords(cleanValue(value)));
}

function cleanValue(value: string): string {
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
}

const encodedBytesMax = 42;

/** What is not of ASCII, as encoded words of whole letters. */
function encodeWords(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value) && !value.includes('=?')) return value;
  const words: string[] = [];
  let piece = '';
  for (const letter of value) {
    if (Buffer.byteLength(piece + letter) > encodedBytesMax) {
      words.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...words, piece].map(word => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

const lineMax = 76;
/** No line of a mail may be longer, whatever is in it. */
const hardLineMax = 900;

/** At white space, which stays as it is. */
function fold(start: string, value: string): string {
  const lines: string[] = [];
  let line = start;
  for (const word of value.split(/(?<=\S)(?= )/)) {
    for (const piece of word.match(wordPieces) ?? []) {
      if (line.length + piece.length > lineMax && line.trim() !== '' && line !== start) {
        lines.push(line);
        line = piece.startsWith(' ') ? '' : ' ';
      }
      line += piece;
    }
  }
  return [...lines, line].join('\r\n');
}

const wordPieces = new RegExp(`.{1,${hardLineMax}}`, 'gs');

function printParameters(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `;\r\n ${printParameter(name, cleanValue(value))}`)
    .join('');
}

const pieceBytesMax = 60;

/** RFC 2231 for what is long, or not of ASCII. */
function printParameter(name: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value) && value.length <= pieceBytesMax)
    return `${name}="${value.replace(/[\\"]/g, '\\$&')}"`;
  const pieces: string[] = [];
  let piece = "utf-8''";
  for (const letter of value) {
    const encoded = percentEncode(letter);
    if (piece.length + encoded.length > pieceBytesMax) {
      pieces.push(piece);
      piece = '';
    }
    piece += encoded;
  }
  pieces.push(piece);
  if (pieces.length === 1) return `${name}*=${pieces[0]}`;
  return pieces.map((text, place) => `${name}*${place}*=${text}`).join(';\r\n ');
}

function percentEncode(letter: string): string {
  if (/^[\w.!#$&+^`{|}~-]$/.test(letter)) return letter;
  return [...Buffer.from(letter)]
    .map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
