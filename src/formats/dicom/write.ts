// Writes data sets, little endian and with their representations: the contents of a disc, the part of a file before its data
// set, and the files of tests. No kept library writes such a directory, whose records point to each other by where they lie.

/** A text is written in UTF-8; numbers are written as the representation says. */
export type WrittenValue = string | readonly number[] | Uint8Array | readonly (readonly WrittenElement[])[];

export interface WrittenElement {
  /** Eight digits: `00100010`. */
  readonly tag: string;
  readonly vr: string;
  readonly value: WrittenValue;
}

export function element(tag: string, vr: string, value: WrittenValue): WrittenElement {
  return { tag, vr, value };
}

/** Those whose length has four bytes. */
const longForms = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

export function printDataset(elements: readonly WrittenElement[]): Buffer {
  return Buffer.concat(elements.map(printElement));
}

export function printElement({ tag, vr, value }: WrittenElement): Buffer {
  const content = printValue(vr, value);
  const isLong = longForms.has(vr);
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (isLong) head.writeUInt32LE(content.length, 8);
  else head.writeUInt16LE(content.length, 6);
  return Buffer.concat([head, content]);
}

function printValue(vr: string, value: WrittenValue): Buffer {
  if (typeof value === 'string') return makeEven(Buffer.from(value), vr === 'UI' ? 0 : 0x20);
  if (value instanceof Uint8Array)
    return makeEven(Buffer.from(value.buffer, value.byteOffset, value.length), 0);
  if (vr === 'SQ') return Buffer.concat((value as readonly (readonly WrittenElement[])[]).map(printItem));
  const width = vr === 'US' ? 2 : 4;
  const bytes = Buffer.alloc(value.length * width);
  for (const [i, number] of (value as readonly number[]).entries())
    width === 2 ? bytes.writeUInt16LE(number, i * 2) : bytes.writeUInt32LE(number, i * 4);
  return bytes;
}

/** Bytes of an item before what is in it. */
export const itemHeadBytes = 8;

export function printItem(elements: readonly WrittenElement[]): Buffer {
  const content = printDataset(elements);
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

function makeEven(bytes: Buffer, padding: number): Buffer {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([padding])]);
}

/** By which DICOM tells who wrote a file: a UID made of a number that is ours alone. */
const implementationUid = '2.25.299792458020261129';

/** What stands before a data set in a file. */
export function printFileHead(about: {
  readonly sopClass: string;
  readonly instanceUid: string;
  readonly transferSyntax: string;
}): Buffer {
  const rest = printDataset([
    element('00020001', 'OB', Uint8Array.from([0, 1])),
    element('00020002', 'UI', about.sopClass),
    element('00020003', 'UI', about.instanceUid),
    element('00020010', 'UI', about.transferSyntax),
    element('00020012', 'UI', implementationUid),
    element('00020013', 'SH', 'KEEPWELL'),
  ]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    printElement(element('00020000', 'UL', [rest.length])),
    rest,
  ]);
}
