// An instance as DICOM's JSON has it: all of its elements but the pixels and what else is long, which it says the addresses of.
import { elements as dictionary } from '@iwharris/dicom-data-dictionary';
import { bytesOf, type Dataset, type DicomElement, type DicomFile, pixelTag } from './dataset.ts';
import { inlineBytesMax } from './limits.ts';
import { decode, readCharset } from './text.ts';

export interface JsonElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
  readonly InlineBinary?: string;
  readonly BulkDataURI?: string;
}

/** By tags of eight digits. */
export type DicomJson = Readonly<Record<string, JsonElement>>;

/** @param url of the instance */
export function printJson({ data }: DicomFile, url: string): DicomJson {
  return printItem(data, readCharset(data), `${url}/bulkdata`);
}

function printItem(data: Dataset, charset: string, url: string): DicomJson {
  const entries = Object.values(data.elements)
    .filter(({ tag }) => !tag.endsWith('0000') && !tag.startsWith('xfffe'))
    .map(element => {
      const tag = element.tag.slice(1).toUpperCase();
      return [tag, printElement(data, element, { charset, url: `${url}/${tag}` })] as const;
    });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Around {
  readonly charset: string;
  readonly url: string;
}

function printElement(data: Dataset, element: DicomElement, { charset, url }: Around): JsonElement {
  if (element.items) {
    const items = element.items.map(({ dataSet }, at) => {
      const item = { ...data, elements: dataSet?.elements ?? {} };
      return printItem(item, readCharset(item, charset), `${url}/${at}`);
    });
    return items.length > 0 ? { vr: 'SQ', Value: items } : { vr: 'SQ' };
  }
  // Who did not know an element wrote it as UN, and its bytes as they would be without any of these words.
  const vr = element.vr === undefined || element.vr === 'UN' ? findVr(element.tag) : element.vr;
  if (element.hadUndefinedLength || (element.tag === pixelTag && element.length > 0))
    return { vr: vr === 'UN' ? 'OB' : vr, BulkDataURI: url };
  // JSON is in UTF-8, whatever the file was in.
  if (element.tag === 'x00080005') return { vr: 'CS', Value: ['ISO_IR 192'] };
  if (element.length === 0) return { vr };
  const bytes = bytesOf(data, element);
  if (!bytes || element.length > (texts.has(vr) ? textBytesMax : inlineBytesMax))
    return { vr, BulkDataURI: url };
  const read = numbers.get(vr);
  if (read) return { vr, Value: readNumbers(bytes, data.isLittleEndian, read) };
  if (vr === 'AT') return { vr, Value: readTags(bytes, data.isLittleEndian) };
  if (!texts.has(vr)) return { vr, InlineBinary: bytes.toString('base64') };
  const value = readTexts(bytes, vr, charset);
  return value.some(one => one !== null) ? { vr, Value: value } : { vr };
}

/** Of texts, all are told but those that are documents. */
const textBytesMax = 1_048_576;

/** Of a file that does not say it, as the standard's dictionary has it. */
function findVr(tag: string): string {
  const key = `(${tag.slice(1, 5)},${tag.slice(5)})`.toUpperCase();
  const [vr = ''] = (Object.hasOwn(dictionary, key) ? (dictionary[key]?.vr ?? '') : '').split(' ');
  return /^[A-Z]{2}$/.test(vr) ? vr : 'UN';
}

const texts = new Set([
  'AE',
  'AS',
  'CS',
  'DA',
  'DS',
  'DT',
  'IS',
  'LO',
  'LT',
  'PN',
  'SH',
  'ST',
  'TM',
  'UC',
  'UI',
  'UR',
  'UT',
]);
const undivided = new Set(['LT', 'ST', 'UR', 'UT']);
const inCharset = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);

function readTexts(bytes: Buffer, vr: string, charset: string): unknown[] {
  const text = decode(bytes, inCharset.has(vr) ? charset : '', vr).replace(/[\0 ]+$/, '');
  if (undivided.has(vr)) return [text === '' ? null : text];
  return text.split('\\').map(part => {
    const value = part.trim();
    if (value === '') return null;
    if (vr === 'PN') return printName(value);
    return vr === 'DS' || vr === 'IS' ? toNumber(value) : value;
  });
}

const nameGroups = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;

function printName(value: string): Readonly<Record<string, string>> {
  const groups = value.split('=', 3);
  return Object.fromEntries(
    groups.flatMap((group, at) => (group.trim() === '' ? [] : [[nameGroups[at] ?? '', group.trim()]])),
  );
}

/** What is no number is told as it is written. */
function toNumber(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

interface ReadNumber {
  readonly width: number;
  readonly read: (bytes: Buffer, at: number, isLittle: boolean) => number | string;
}

/** Those of eight bytes are told as texts where JSON has no such number. */
const wide = (value: bigint) =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);

const numbers: ReadonlyMap<string, ReadNumber> = new Map([
  ['US', { width: 2, read: (b, at, little) => (little ? b.readUInt16LE(at) : b.readUInt16BE(at)) }],
  ['SS', { width: 2, read: (b, at, little) => (little ? b.readInt16LE(at) : b.readInt16BE(at)) }],
  ['UL', { width: 4, read: (b, at, little) => (little ? b.readUInt32LE(at) : b.readUInt32BE(at)) }],
  ['SL', { width: 4, read: (b, at, little) => (little ? b.readInt32LE(at) : b.readInt32BE(at)) }],
  ['FL', { width: 4, read: (b, at, little) => (little ? b.readFloatLE(at) : b.readFloatBE(at)) }],
  ['FD', { width: 8, read: (b, at, little) => (little ? b.readDoubleLE(at) : b.readDoubleBE(at)) }],
  ['UV', { width: 8, read: (b, at, little) => wide(little ? b.readBigUInt64LE(at) : b.readBigUInt64BE(at)) }],
  ['SV', { width: 8, read: (b, at, little) => wide(little ? b.readBigInt64LE(at) : b.readBigInt64BE(at)) }],
]);

function readNumbers(bytes: Buffer, isLittle: boolean, { width, read }: ReadNumber): unknown[] {
  const values: unknown[] = [];
  for (let at = 0; at + width <= bytes.length; at += width) {
    const value = read(bytes, at, isLittle);
    // JSON has no infinity, and what is no number at all is nothing.
    values.push(typeof value === 'string' || Number.isFinite(value) ? value : null);
  }
  return values;
}

function readTags(bytes: Buffer, isLittle: boolean): string[] {
  const tags: string[] = [];
  const read = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const print = (number: number) => number.toString(16).toUpperCase().padStart(4, '0');
  for (let at = 0; at + 4 <= bytes.length; at += 4) tags.push(print(read(at)) + print(read(at + 2)));
  return tags;
}
