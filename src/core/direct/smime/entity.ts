// A MIME entity as far as S/MIME goes by it: what its type is, and where its body lies, byte for byte. What is in it is read
// by formats/mime, once it is known who signed it. Used by peel.ts.
import type { Limits } from '../../limits/limits.ts';
import { UnreadableMail } from './unreadable.ts';

export interface Entity {
  /** All of it. */
  readonly bytes: Buffer;
  readonly body: Buffer;
  /** Lower case; `text/plain` where none is said. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly encoding: string;
  /** Values of a header, unfolded, by its name in lower case. */
  headers(name: string): readonly string[];
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const [blank, tab, dash] = [0x20, 0x09, 0x2d];

/** @throws UnreadableMail for what says twice what it is */
export function readEntity(bytes: Buffer, limits: Limits): Entity {
  const { head, body } = cutHead(bytes, limits.directHeaderBytesMax);
  const headers = readHeaders(head);
  const only = (name: string) => {
    const values = headers.get(name) ?? [];
    if (values.length > 1) throw new UnreadableMail('malformed');
    return values[0];
  };
  const { type, parameters } = readType(only('content-type') ?? 'text/plain');
  const encoding = (only('content-transfer-encoding') ?? '7bit').trim().toLowerCase();
  return { bytes, body, type, parameters, encoding, headers: name => headers.get(name) ?? [] };
}

/** The headers end with the first empty line; where there is none, all are headers. */
function cutHead(bytes: Buffer, bytesMax: number): { head: string; body: Buffer } {
  let from = 0;
  while (from < bytes.length) {
    if (from > bytesMax) throw new UnreadableMail('too-large');
    const end = bytes.indexOf(lineFeed, from);
    const next = end < 0 ? bytes.length : end + 1;
    const isEmpty = end === from || (end === from + 1 && bytes[from] === carriageReturn);
    if (isEmpty) return { head: bytes.toString('latin1', 0, from), body: bytes.subarray(next) };
    from = next;
  }
  if (from > bytesMax) throw new UnreadableMail('too-large');
  return { head: bytes.toString('latin1'), body: bytes.subarray(bytes.length) };
}

const headerPattern = /^([!-9;-~]+)[ \t]*:(.*)$/s;

function readHeaders(head: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const [, name, value] = headerPattern.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const values = headers.get(name.toLowerCase());
    if (values) values.push(value.trim());
    else headers.set(name.toLowerCase(), [value.trim()]);
  }
  return headers;
}

const typePattern = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*/;
const parameterPattern = /\s*;\s*(?:([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+)))?\s*/y;

/** What is not as it must be, or says a parameter twice, is no S/MIME, whatever it begins with. */
function readType(value: string): Pick<Entity, 'type' | 'parameters'> {
  const start = typePattern.exec(value);
  if (!start) return { type: 'application/octet-stream', parameters: new Map() };
  const parameters = new Map<string, string>();
  parameterPattern.lastIndex = start[0].length;
  while (parameterPattern.lastIndex < value.length) {
    const found = parameterPattern.exec(value);
    if (!found) break;
    const [, name, quoted, plain] = found;
    if (name === undefined) continue;
    if (parameters.has(name.toLowerCase())) throw new UnreadableMail('malformed');
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return { type: start[1]!.toLowerCase(), parameters };
}

/** The bytes of a body, of the ways to encode it that S/MIME is sent in. @throws UnreadableMail */
export function decodeBody({ body, encoding }: Entity): Buffer {
  if (encoding === 'base64') {
    const text = dropBlanks(body).toString('latin1');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new UnreadableMail('malformed');
    return Buffer.from(text, 'base64');
  }
  if (['7bit', '8bit', 'binary'].includes(encoding)) return body;
  throw new UnreadableMail('unsupported');
}

/** Byte by byte: to replace them in a text that is broken after each letter takes seconds, and many times its memory. */
function dropBlanks(body: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(body.length);
  let to = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number;
    if (!isBlankByte(byte)) kept[to++] = byte;
  }
  return kept.subarray(0, to);
}

/** The two parts of multipart/signed: what was signed, without the line break before what ends it, and the signature. */
export function cutSigned({ body, parameters }: Entity): readonly [signed: Buffer, signature: Buffer] {
  const boundary = parameters.get('boundary') ?? '';
  if (boundary === '' || boundary.length > 70) throw new UnreadableMail('malformed');
  const lines = findDelimiters(body, boundary);
  const [first, second, last] = lines;
  if (!first || !second || !last || lines.length !== 3) throw new UnreadableMail('malformed');
  if (first.isLast || second.isLast || !last.isLast) throw new UnreadableMail('malformed');
  // What is appended to encrypted mail would tell, by whether it is still taken, what that says.
  if (!isBlank(body, last.end)) throw new UnreadableMail('malformed');
  return [body.subarray(first.end, second.start), body.subarray(second.end, last.start)];
}

function isBlank(body: Buffer, from: number): boolean {
  let at = from;
  while (at < body.length && isBlankByte(body[at] as number)) at++;
  return at >= body.length;
}

function isBlankByte(byte: number): boolean {
  return byte === blank || byte === tab || byte === carriageReturn || byte === lineFeed;
}

interface Delimiter {
  /** Where the line break before it begins. */
  readonly start: number;
  readonly end: number;
  readonly isLast: boolean;
}

/** Up to the last one; what follows it is nothing of the entity. Each byte is looked at a few times, whatever they are. */
function findDelimiters(body: Buffer, boundary: string): Delimiter[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const found: Delimiter[] = [];
  for (let at = 0; at < body.length; at++) {
    if (body[at] !== dash || (at > 0 && body[at - 1] !== lineFeed) || !hasAt(body, at, mark)) continue;
    const from = at + mark.length;
    const isLast = body[from] === dash && body[from + 1] === dash;
    const end = findLineEnd(body, isLast ? from + 2 : from);
    if (end === undefined) continue;
    const breakBytes = at === 0 ? 0 : body[at - 2] === carriageReturn ? 2 : 1;
    found.push({ start: at - breakBytes, end, isLast });
    if (isLast || found.length > 3) break;
  }
  return found;
}

function hasAt(body: Buffer, from: number, mark: Buffer): boolean {
  for (let at = 0; at < mark.length; at++) if (body[from + at] !== mark[at]) return false;
  return true;
}

/** Behind the line break; undefined where there is more in the line than blanks. */
function findLineEnd(body: Buffer, from: number): number | undefined {
  let at = from;
  while (body[at] === blank || body[at] === tab) at += 1;
  if (body[at] === carriageReturn) at += 1;
  if (at >= body.length) return body.length;
  return body[at] === lineFeed ? at + 1 : undefined;
}

/** Line breaks as mail has them, which a relay may have made others of. */
export function makeCanonical(bytes: Buffer): Buffer {
  let lacking = 0;
  for (let at = 0; at < bytes.length; at++) if (isBare(bytes, at)) lacking += 1;
  if (lacking === 0) return bytes;
  const made = Buffer.alloc(bytes.length + lacking);
  let to = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (isBare(bytes, at)) made[to++] = carriageReturn;
    made[to++] = bytes[at] as number;
  }
  return made;
}

function isBare(bytes: Buffer, at: number): boolean {
  return bytes[at] === lineFeed && bytes[at - 1] !== carriageReturn;
}
