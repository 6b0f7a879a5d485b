// What the header of an instance says of itself: by these facts studies are put together, shown and found.
import { UnreadableFile } from '../format.ts';
import {
  type Dataset,
  type DicomFile,
  itemsOf,
  parseDicom,
  pixelTag,
  readNumber,
  readUid,
} from './dataset.ts';
import { countFrames } from './frames.ts';
import { listKeyInstances } from './report.ts';
import { readAscii, readCharset, readText } from './text.ts';
import { directoryClass, type InstanceKind, isUid, nameKind } from './uids.ts';

export interface InstanceHeader {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly instanceUid: string;
  readonly sopClass: string;
  readonly transferSyntax: string;
  readonly kind: InstanceKind;
  readonly patient: {
    /** As DICOM writes names: `Family^Given`. */
    readonly name?: string;
    readonly id?: string;
    /** `2026-11-29`. */
    readonly birthDate?: string;
    readonly sex?: string;
  };
  readonly study: {
    /** `2026-11-29`. */
    readonly date?: string;
    /** `14:05:00`. */
    readonly time?: string;
    readonly description?: string;
    readonly accessionNumber?: string;
    readonly referringPhysician?: string;
    readonly id?: string;
  };
  readonly series: {
    readonly date?: string;
    readonly time?: string;
    readonly description?: string;
    readonly number?: number;
    readonly modality?: string;
    readonly bodyPart?: string;
    readonly institution?: string;
  };
  readonly number?: number;
  readonly rows?: number;
  readonly columns?: number;
  readonly frames?: number;
  readonly bitsAllocated?: number;
  /** Of a list of key images, those that it names. */
  readonly keyInstances?: readonly string[];
}

/** Why a file that is DICOM is no instance of a study. */
export type NoInstance = 'directory' | 'no-uid';

export interface ReadInstance {
  /** `more` where the header does not end in these bytes, and says too little until there. */
  readonly header: InstanceHeader | NoInstance | 'more';
  /** Where its pixel data ends, counted from the beginning of the file; undefined where it does not say. */
  readonly pixelEnd: number | undefined;
}

/**
 * @param isCut are the bytes only the beginning of the file?
 * @throws UnreadableFile
 */
export function readInstance(bytes: Buffer, isCut: boolean): ReadInstance {
  const file = parseDicom(bytes, isCut);
  const header = describe(file);
  if (header === 'no-uid' && !file.isWhole) return { header: 'more', pixelEnd: undefined };
  // A file of any kind may begin as some data set does.
  if (header === 'no-uid' && !file.meta.elements.x00020010 && !file.data.elements.x00080016)
    throw new UnreadableFile('not-this-format');
  return { header, pixelEnd: findPixelEnd(file) };
}

function describe({ meta, data, transferSyntax }: DicomFile): InstanceHeader | NoInstance {
  const sopClass = readUid(data, 'x00080016') ?? readUid(meta, 'x00020002');
  if (sopClass === directoryClass) return 'directory';
  const uids = {
    studyUid: readUid(data, 'x0020000d'),
    seriesUid: readUid(data, 'x0020000e'),
    instanceUid: readUid(data, 'x00080018') ?? readUid(meta, 'x00020003'),
  };
  const { studyUid, seriesUid, instanceUid } = uids;
  if (!isUid(studyUid) || !isUid(seriesUid) || !isUid(instanceUid) || !isUid(sopClass)) return 'no-uid';
  const kind = nameKind(sopClass, data.elements[pixelTag] !== undefined);
  const charset = readCharset(data);
  const text = (tag: string, vr?: string) => readText(data, tag, charset, vr === undefined ? {} : { vr });
  return {
    studyUid,
    seriesUid,
    instanceUid,
    sopClass,
    transferSyntax,
    kind,
    patient: keepSaid({
      name: text('x00100010', 'PN'),
      id: text('x00100020'),
      birthDate: readDate(data, 'x00100030'),
      sex: readAscii(data, 'x00100040'),
    }),
    study: keepSaid({
      date: readDate(data, 'x00080020'),
      time: readTime(data, 'x00080030'),
      description: text('x00081030'),
      accessionNumber: text('x00080050', 'SH'),
      referringPhysician: text('x00080090', 'PN'),
      id: text('x00200010', 'SH'),
    }),
    series: keepSaid({
      date: readDate(data, 'x00080021') ?? readDate(data, 'x00080022') ?? readDate(data, 'x00080023'),
      time: readTime(data, 'x00080031') ?? readTime(data, 'x00080032') ?? readTime(data, 'x00080033'),
      description: text('x0008103e'),
      number: readInteger(data, 'x00200011'),
      modality: readAscii(data, 'x00080060'),
      bodyPart: readBodyPart(data, charset),
      institution: text('x00080080'),
    }),
    ...keepSaid({
      number: readInteger(data, 'x00200013'),
      rows: readNumber(data, 'x00280010'),
      columns: readNumber(data, 'x00280011'),
      frames: countFrames(data),
      bitsAllocated: readNumber(data, 'x00280100'),
      keyInstances: kind === 'key-objects' ? listKeyInstances(data) : undefined,
    }),
  };
}

type Said<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

function keepSaid<T extends Readonly<Record<string, unknown>>>(facts: T): Said<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Said<T>;
}

function readBodyPart(data: Dataset, charset: string): string | undefined {
  const said = readAscii(data, 'x00180015');
  if (said !== undefined) return said;
  const [item] = itemsOf(data, 'x00082218');
  return item && readText(item, 'x00080104', readCharset(item, charset));
}

/** As the standard writes it, or as it did once, with points. */
function readDate(data: Dataset, tag: string): string | undefined {
  const [, y, m, d] = /^(\d{4})[.-]?(\d\d)[.-]?(\d\d)/.exec(readAscii(data, tag) ?? '') ?? [];
  const text = `${y}-${m}-${d}`;
  const date = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return y !== undefined && Number(y) >= 1000 && isDay ? text : undefined;
}

function readTime(data: Dataset, tag: string): string | undefined {
  const [, h, m = '00', s = '00'] = /^(\d\d):?(\d\d)?:?(\d\d)?/.exec(readAscii(data, tag) ?? '') ?? [];
  return h !== undefined && h < '24' && m < '60' && s < '60' ? `${h}:${m}:${s}` : undefined;
}

function readInteger(data: Dataset, tag: string): number | undefined {
  const said = readAscii(data, tag);
  const number = said !== undefined && /^[+-]?\d{1,10}\b/.test(said) ? Number.parseInt(said, 10) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** What says that its pixel data ends beyond the file was cut off. */
function findPixelEnd({ data, isDeflated }: DicomFile): number | undefined {
  const element = data.elements[pixelTag];
  if (!element || isDeflated || element.hadUndefinedLength) return undefined;
  return element.dataOffset + element.length;
}
