// BER, of which DER is the one strict form: mail that is streamed says no lengths ahead, and cuts what it carries to pieces.
// Read once into values, in bounds, so that no second reader sees something else. Used by content-info.ts.
import { getAt } from '../../../assume.ts';
import type { Limits } from '../../limits/limits.ts';
import { printLength } from './der.ts';
import { UnreadableMail } from './unreadable.ts';

export interface Ber {
  /** Class, form and number, in one byte. */
  readonly tag: number;
  /** All of it, as it came. */
  readonly raw: Buffer;
  /** Of a primitive value; empty for others. */
  readonly content: Buffer;
  /** Of a constructed value; empty for others. */
  readonly parts: readonly Ber[];
}

export const tags = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  constructedOctets: 0x24,
} as const;

const constructed = 0x20;
const longTag = 0x1f;
const indefinite = 0x80;
const lengthBytesMax = 4;

type AsnLimits = Pick<Limits, 'directAsnDepthMax' | 'directAsnValuesMax'>;

/** The one value that these bytes are. @throws UnreadableMail */
export function readBer(bytes: Buffer, limits: AsnLimits): Ber {
  const reader = new BerReader(bytes, limits);
  const value = reader.value(0, bytes.length, 0);
  if (value.raw.length !== bytes.length) throw new UnreadableMail('malformed');
  return value;
}

class BerReader {
  private readonly bytes: Buffer;
  private readonly limits: AsnLimits;
  private count = 0;

  constructor(bytes: Buffer, limits: AsnLimits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  value(from: number, to: number, depth: number): Ber {
    const { directAsnDepthMax, directAsnValuesMax } = this.limits;
    if (depth > directAsnDepthMax || ++this.count > directAsnValuesMax) throw new UnreadableMail('too-large');
    const tag = this.byte(from, to);
    if ((tag & longTag) === longTag || tag === 0) throw new UnreadableMail('malformed');
    const { at, length } = this.length(from + 1, to);
    const isConstructed = (tag & constructed) !== 0;
    if (length === undefined) {
      if (!isConstructed) throw new UnreadableMail('malformed');
      const { parts, end } = this.partsToMark(at, to, depth);
      return { tag, raw: this.bytes.subarray(from, end), content: empty, parts };
    }
    const end = at + length;
    if (end > to) throw new UnreadableMail('malformed');
    const raw = this.bytes.subarray(from, end);
    if (!isConstructed) return { tag, raw, content: this.bytes.subarray(at, end), parts: [] };
    return { tag, raw, content: empty, parts: this.partsTo(at, end, depth) };
  }

  private partsTo(from: number, end: number, depth: number): Ber[] {
    const parts: Ber[] = [];
    for (let at = from; at < end; at += parts.at(-1)!.raw.length) parts.push(this.value(at, end, depth + 1));
    return parts;
  }

  /** Up to the two zero bytes that end what says no length. */
  private partsToMark(from: number, to: number, depth: number): { parts: Ber[]; end: number } {
    const parts: Ber[] = [];
    let at = from;
    while (this.byte(at, to) !== 0) {
      const part = this.value(at, to, depth + 1);
      parts.push(part);
      at += part.raw.length;
    }
    if (this.byte(at + 1, to) !== 0) throw new UnreadableMail('malformed');
    return { parts, end: at + 2 };
  }

  private length(at: number, to: number): { at: number; length: number | undefined } {
    const first = this.byte(at, to);
    if (first < indefinite) return { at: at + 1, length: first };
    const size = first - indefinite;
    if (size === 0) return { at: at + 1, length: undefined };
    if (size > lengthBytesMax || at + 1 + size > to) throw new UnreadableMail('malformed');
    return { at: at + 1 + size, length: this.bytes.readUIntBE(at + 1, size) };
  }

  private byte(at: number, to: number): number {
    if (at >= to) throw new UnreadableMail('malformed');
    return getAt(this.bytes, at);
  }
}

const empty = Buffer.alloc(0);

/** The bytes of an octet string, in one piece or several; of a tag of its own where its place says what it is. */
export function readOctets(value: Ber, tag: number = tags.octets): Buffer {
  if (value.tag === tag) return value.content;
  if (value.tag !== (tag | constructed)) throw new UnreadableMail('malformed');
  return value.parts.length === 1
    ? readOctets(value.parts[0]!)
    : Buffer.concat(value.parts.map(part => readOctets(part)));
}

/** A value as DER has it, so that what was signed so is what is checked. */
export function printDer({ tag, content, parts }: Ber, as = tag): Buffer {
  const inside = (tag & constructed) === 0 ? content : Buffer.concat(parts.map(part => printDer(part)));
  return Buffer.concat([Buffer.from([as]), printLength(inside.length), inside]);
}

/** Parts of a value that is one of parts. @throws UnreadableMail for any other */
export function readParts({ tag, parts }: Ber, expected: number): readonly Ber[] {
  if (tag !== expected) throw new UnreadableMail('malformed');
  return parts;
}

/** An object identifier in figures. */
export function readOid({ tag, content }: Ber): string {
  if (
    tag !== tags.oid ||
    content.length === 0 ||
    content.length > 64 ||
    getAt(content, content.length - 1) > 0x7f
  )
    throw new UnreadableMail('malformed');
  const figures: number[] = [];
  let figure = 0;
  for (const byte of content) {
    // A figure begins with no zeros, which would make two ways to say it.
    if (figure === 0 && byte === 0x80) throw new UnreadableMail('malformed');
    figure = figure * 128 + (byte & 0x7f);
    if (byte > 0x7f) continue;
    figures.push(figure);
    figure = 0;
  }
  const [first = 0, ...rest] = figures;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - 40 * root, ...rest].join('.');
}
