// A DICOM file as dicom-parser reads it: where its elements lie, nothing of them copied. Pixel data is not read at all, so the
// beginning of a file is enough. What the library leaves to others is decided here: how the data set is written, and how much
// of it is inflated.
import { constants, inflateRawSync } from 'node:zlib';
import dicomParser, { type ByteArrayParser, type DataSet, type Element } from 'dicom-parser';
import { UnreadableFile } from '../format.ts';
import { depthMax, headerNumbersMax, inflatedBytesMax } from './limits.ts';
import { explicitBigEndian, explicitLittleEndian, implicitLittleEndian } from './uids.ts';

export type Elements = DataSet['elements'];
export type DicomElement = Element;

export interface Dataset {
  readonly bytes: Buffer;
  readonly elements: Elements;
  readonly isExplicit: boolean;
  readonly isLittleEndian: boolean;
}

export interface DicomFile {
  readonly transferSyntax: string;
  readonly meta: Dataset;
  readonly data: Dataset;
  /** Where the data set begins in the file; its offsets are of what it was inflated to, where it was deflated. */
  readonly dataAt: number;
  readonly isDeflated: boolean;
  /** Was it read to its pixel data, or to its end? Else there was more of it than was given. */
  readonly isWhole: boolean;
}

export const pixelTag = 'x7fe00010';
const implicitSyntaxes = new Set([
  implicitLittleEndian,
  // Those of two makers, and one that was given up, write the data set so, too.
  '1.2.840.113619.5.2',
  '1.2.840.10008.1.20',
]);
const deflatedSyntaxes = new Set([
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.4.95',
  '1.2.840.10008.1.2.4.205',
]);

const preambleBytes = 128;
const { littleEndianByteArrayParser: little, bigEndianByteArrayParser: big } = dicomParser;

/**
 * @param isCut are the bytes only the beginning of the file?
 * @throws UnreadableFile
 */
export function parseDicom(bytes: Buffer, isCut: boolean): DicomFile {
  const start = findStart(bytes);
  const { meta, end } = readMeta(bytes, start);
  const said = readUid(meta, 'x00020010');
  // It goes into the headers of answers.
  if (said !== undefined && !/^[0-9.]{1,64}$/.test(said)) throw new UnreadableFile('damaged');
  const isDeflated = said !== undefined && deflatedSyntaxes.has(said);
  const body = isDeflated ? inflate(bytes.subarray(end), isCut) : bytes;
  const at = isDeflated ? 0 : end;
  const form = said === undefined ? guessForm(body, at) : formOf(said);
  const data: Dataset = { bytes: body, elements: {}, ...form };
  const isWhole = readElements(data, at, isCut);
  checkDepth(data.elements, 0);
  const transferSyntax = said ?? nameForm(form);
  return { transferSyntax, meta, data, dataAt: end, isDeflated, isWhole };
}

/** After the preamble and its mark, or at once where there is none. @throws UnreadableFile where it begins like no data set */
function findStart(bytes: Buffer): number {
  if (bytes.toString('latin1', preambleBytes, preambleBytes + 4) === 'DICM') return preambleBytes + 4;
  if (!isDatasetStart(bytes)) throw new UnreadableFile('not-this-format');
  return 0;
}

/** Those without a preamble begin with the elements of groups 2 or 8, in either order of bytes. */
function isDatasetStart(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const group = bytes.readUInt16LE(0);
  if (group === 0x0800) return isVr(bytes, 4);
  if (group !== 2 && group !== 8) return false;
  if (bytes.readUInt16LE(2) > 0xff) return false;
  return isVr(bytes, 4) || (group === 8 && bytes.readUInt32LE(4) < 1024);
}

function isVr(bytes: Buffer, at: number): boolean {
  return /^[A-Z]{2}$/.test(bytes.toString('latin1', at, at + 2));
}

function readMeta(bytes: Buffer, start: number): { meta: Dataset; end: number } {
  const elements: Elements = {};
  // The library reads from no place that is past the end.
  if (start >= bytes.length) throw new UnreadableFile('cut-off');
  const stream = new dicomParser.ByteStream(little, bytes, start);
  try {
    while (stream.position + 8 <= bytes.length && bytes.readUInt16LE(stream.position) === 2) {
      const element = dicomParser.readDicomElementExplicit(stream, []);
      elements[element.tag] = element;
    }
  } catch {
    throw new UnreadableFile('damaged');
  }
  return { meta: { bytes, elements, isExplicit: true, isLittleEndian: true }, end: stream.position };
}

type Form = Pick<Dataset, 'isExplicit' | 'isLittleEndian'>;

function formOf(transferSyntax: string): Form {
  return {
    isExplicit: !implicitSyntaxes.has(transferSyntax),
    isLittleEndian: transferSyntax !== explicitBigEndian,
  };
}

/** Groups are small numbers: which byte of the first is set tells the order. */
function guessForm(bytes: Buffer, at: number): Form {
  if (at + 8 > bytes.length) return { isExplicit: true, isLittleEndian: true };
  const isExplicit = isVr(bytes, at + 4);
  return { isExplicit, isLittleEndian: !isExplicit || bytes.readUInt16LE(at) < 0x100 };
}

function nameForm({ isExplicit, isLittleEndian }: Form): string {
  if (!isExplicit) return implicitLittleEndian;
  return isLittleEndian ? explicitLittleEndian : explicitBigEndian;
}

function inflate(deflated: Buffer, isCut: boolean): Buffer {
  // Of a beginning, as much as comes out of it.
  const finishFlush = isCut ? constants.Z_SYNC_FLUSH : constants.Z_FINISH;
  try {
    return inflateRawSync(deflated, { maxOutputLength: inflatedBytesMax, finishFlush });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(code === 'ERR_BUFFER_TOO_LARGE' ? 'unpacks-too-large' : 'damaged');
  }
}

/** @returns whether it came to the pixel data, or to the end */
function readElements(data: Dataset, at: number, isCut: boolean): boolean {
  const { bytes, elements, isExplicit, isLittleEndian } = data;
  const parser = countReads(isLittleEndian ? little : big);
  if (at >= bytes.length) return !isCut;
  const stream = new dicomParser.ByteStream(parser, bytes, at);
  const into = { byteArray: bytes, byteArrayParser: parser, elements, warnings: [] } as unknown as DataSet;
  const until = { untilTag: pixelTag };
  try {
    if (isExplicit) dicomParser.parseDicomDataSetExplicit(into, stream, bytes.length, until);
    else dicomParser.parseDicomDataSetImplicit(into, stream, bytes.length, until);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    // Items within items until the stack is full.
    if (error instanceof RangeError) throw new UnreadableFile('too-deep');
    if (!isCut) throw new UnreadableFile('damaged');
    return false;
  }
  return elements[pixelTag] !== undefined || !isCut;
}

/** The library bounds nothing: millions of empty elements take it as long as whoever made them likes. */
function countReads(parser: ByteArrayParser): ByteArrayParser {
  let count = 0;
  return {
    ...parser,
    readUint16(bytes, at) {
      if (++count > headerNumbersMax) throw new UnreadableFile('too-large');
      return parser.readUint16(bytes, at);
    },
  };
}

function checkDepth(elements: Elements, depth: number): void {
  if (depth > depthMax) throw new UnreadableFile('too-deep');
  for (const element of Object.values(elements))
    for (const item of element.items ?? []) if (item.dataSet) checkDepth(item.dataSet.elements, depth + 1);
}

/** The bytes of a value, where it lies within what was read. */
export function bytesOf({ bytes }: Dataset, { dataOffset, length }: DicomElement): Buffer | undefined {
  return dataOffset + length <= bytes.length ? bytes.subarray(dataOffset, dataOffset + length) : undefined;
}

/** The items of a sequence, as data sets. */
export function itemsOf(data: Dataset, tag: string): Dataset[] {
  const items = data.elements[tag]?.items ?? [];
  return items.flatMap(({ dataSet }) => (dataSet ? { ...data, elements: dataSet.elements } : []));
}

/** A UID, without the byte that makes its length even. */
export function readUid(data: Dataset, tag: string): string | undefined {
  const element = data.elements[tag];
  const value = element && bytesOf(data, element);
  if (!value || value.length > 128) return undefined;
  return value.toString('latin1').replace(/[\0 ]+$/, '') || undefined;
}

export function readNumber(data: Dataset, tag: string): number | undefined {
  const element = data.elements[tag];
  const value = element && bytesOf(data, element);
  if (!value || value.length < 2) return undefined;
  return data.isLittleEndian ? value.readUInt16LE() : value.readUInt16BE();
}
