// Prints what seal.ts makes in DER: a few kinds of values, put together by what is in them.

interface As {
  /** In the place of its own tag. */
  readonly tag: number;
}

export const der = {
  sequence: (...parts: readonly Buffer[]): Buffer => value(0x30, Buffer.concat(parts)),
  /** In the order that DER has for sets. */
  set(...given: readonly (Buffer | As)[]): Buffer {
    const parts = given.filter(part => Buffer.isBuffer(part));
    const as = given.find((part): part is As => !Buffer.isBuffer(part));
    return value(as?.tag ?? 0x31, Buffer.concat(parts.toSorted(Buffer.compare)));
  },
  tagged: (number: number, content: Buffer): Buffer => value(0xa0 + number, content),
  octets: (bytes: Buffer, { tag }: As = { tag: 0x04 }): Buffer => value(tag, bytes),
  integer: (number: number): Buffer => value(0x02, Buffer.from([number])),
  null: (): Buffer => value(0x05, Buffer.alloc(0)),
  oid(figures: string): Buffer {
    const [root = 0, first = 0, ...rest] = figures.split('.').map(Number);
    return value(0x06, Buffer.concat([40 * root + first, ...rest].map(printFigure)));
  },
  /** Years up to 2049 are said by two digits. */
  time(at: number): Buffer {
    const digits = new Date(at).toISOString().replace(/\.\d+|[-:T]/g, '');
    return digits < '2050' ? value(0x17, Buffer.from(digits.slice(2))) : value(0x18, Buffer.from(digits));
  },
};

function value(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), printLength(content.length), content]);
}

export function printLength(length: number): Buffer {
  return length < 0x80 ? Buffer.from([length]) : prefixed(bytesOf(length, 256));
}

function prefixed(bytes: readonly number[]): Buffer {
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function printFigure(figure: number): Buffer {
  const bytes = bytesOf(figure, 128);
  return Buffer.from(bytes.map((byte, i) => (i < bytes.length - 1 ? byte | 0x80 : byte)));
}

/** A number in digits of a base, the greatest first. */
function bytesOf(number: number, base: number): number[] {
  const bytes = [number % base];
  for (let rest = Math.floor(number / base); rest > 0; rest = Math.floor(rest / base))
    bytes.unshift(rest % base);
  return bytes;
}
