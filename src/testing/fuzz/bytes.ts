// Harm done to bytes: encodings, lengths, bits. What it answers is sent as it is.
import type { Random } from './random.ts';

export function mutateBytes(body: Buffer, r: Random): { name: string; body: Buffer } {
  const name = r.pick(harmNames);
  return { name, body: harms[name]!(body, r) };
}

type Harm = (body: Buffer, r: Random) => Buffer;

const harms: Readonly<Record<string, Harm>> = {
  flipBits(body, r) {
    const copy = Buffer.from(body);
    for (let i = r.between(1, 4); i > 0 && copy.length > 0; i--)
      copy[r.below(copy.length)]! ^= 1 << r.below(8);
    return copy;
  },
  randomBytes: (body, r) => spliced(body, r.below(body.length), 0, r.bytes(r.between(1, 20))),
  dropBytes: (body, r) => spliced(body, r.below(body.length), r.between(1, 40), Buffer.alloc(0)),
  doubleBytes(body, r) {
    const at = r.below(body.length);
    return spliced(body, at, 0, body.subarray(at, at + r.between(1, 200)));
  },
  cut: (body, r) => body.subarray(0, r.below(body.length)),
  nul: (body, r) => spliced(body, r.below(body.length), 1, Buffer.from([0])),
  nothing: () => Buffer.alloc(0),
  noise: (_body, r) => r.bytes(r.between(1, 3000)),
  twice: body => Buffer.concat([body, body]),
  utf16le: body => Buffer.from(body.toString(), 'utf16le'),
  utf16leMarked: body => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(body.toString(), 'utf16le')]),
  utf16beMarked: body =>
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(body.toString(), 'utf16le').swap16()]),
  utf32: body => Buffer.concat([...body.subarray(0, 2000)].map(byte => Buffer.from([byte, 0, 0, 0]))),
  latin1: (body, r) =>
    Buffer.from(spliced(body, r.below(body.length), 0, Buffer.from('é')).toString(), 'latin1'),
  utf8Marked: body => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
  badUtf8: (body, r) => spliced(body, r.below(body.length), 0, r.pick(badSequences)),
};
const harmNames = Object.keys(harms);

/** Overlong forms, halves of surrogate pairs, bytes that never stand in UTF-8, and code points past the last. */
const badSequences = [
  [0xc0, 0xaf],
  [0xc0, 0xbc],
  [0xe0, 0x80, 0xbc],
  [0xed, 0xa0, 0x80],
  [0xed, 0xbf, 0xbf],
  [0xff],
  [0xfe],
  [0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf0, 0x9f, 0x98],
  [0xc3],
].map(bytes => Buffer.from(bytes));

function spliced(body: Buffer, at: number, dropped: number, added: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, at), added, body.subarray(at + dropped)]);
}
