// The contents of a disc: which patients, studies, series and files are on it, each record pointing to the next beside it and
// to the first below it by where that lies in the file.
import type { InstanceHeader } from './header.ts';
import { directoryClass, explicitLittleEndian } from './uids.ts';
import {
  element,
  printDataset,
  printElement,
  printFileHead,
  printItem,
  type WrittenElement,
} from './write.ts';

export interface FileOnDisc {
  readonly header: InstanceHeader;
  /** Its folders and its name, of eight letters at most each. */
  readonly path: readonly string[];
}

interface DirectoryRecord {
  readonly type: string;
  readonly keys: readonly WrittenElement[];
  readonly below: readonly DirectoryRecord[];
}

/** @param directoryUid of this directory, which nothing else has */
export function printDicomdir(files: readonly FileOnDisc[], directoryUid: string): Buffer {
  const head = printFileHead({
    sopClass: directoryClass,
    instanceUid: directoryUid,
    transferSyntax: explicitLittleEndian,
  });
  const patients = makePatients(files);
  const before = (first: number, last: number) =>
    printDataset([
      element('00041130', 'CS', 'KEEPWELL'),
      element('00041200', 'UL', [first]),
      element('00041202', 'UL', [last]),
      element('00041212', 'US', [0]),
    ]);
  const start = head.length + before(0, 0).length + sequenceHeadBytes;
  const placed = place(patients, start);
  const records = placed.all.map(record => printRecord(record));
  const [first, last] = [placed.top[0]?.at ?? 0, placed.top.at(-1)?.at ?? 0];
  const sequence = Buffer.concat(records);
  const sequenceHead = printElement(element('00041220', 'SQ', []));
  sequenceHead.writeUInt32LE(sequence.length, sequenceHead.length - 4);
  return Buffer.concat([head, before(first, last), sequenceHead, sequence]);
}

const sequenceHeadBytes = 12;

interface Placed extends DirectoryRecord {
  readonly at: number;
  readonly next: number;
  readonly child: number;
}

/** Each record before those below it, and these before the next. How long one is does not depend on where it points to. */
function place(top: readonly DirectoryRecord[], start: number): { all: Placed[]; top: Placed[] } {
  const all: { -readonly [Name in keyof Placed]: Placed[Name] }[] = [];
  let at = start;
  const put = (records: readonly DirectoryRecord[]): typeof all => {
    const beside: typeof all = [];
    for (const record of records) {
      const own = { ...record, at, next: 0, child: 0 };
      const before = beside.at(-1);
      if (before) before.next = at;
      beside.push(own);
      all.push(own);
      at += printRecord(own).length;
      own.child = put(record.below)[0]?.at ?? 0;
    }
    return beside;
  };
  const placed = put(top);
  return { all, top: placed };
}

function printRecord({ type, keys, next, child }: Placed): Buffer {
  return printItem([
    element('00041400', 'UL', [next]),
    element('00041410', 'US', [0xffff]),
    element('00041420', 'UL', [child]),
    element('00041430', 'CS', type),
    ...keys,
  ]);
}

/** Texts are written in UTF-8, and say so. */
const inUtf8 = element('00080005', 'CS', 'ISO_IR 192');

function makePatients(files: readonly FileOnDisc[]): DirectoryRecord[] {
  return groupBy(files, ({ header: { patient } }) => `${patient.id ?? ''}\n${patient.name ?? ''}`).map(
    own => {
      const { patient } = own[0].header;
      return {
        type: 'PATIENT',
        keys: [
          inUtf8,
          element('00100010', 'PN', patient.name ?? ''),
          element('00100020', 'LO', patient.id ?? 'UNKNOWN'),
          element('00100030', 'DA', toDate(patient.birthDate)),
        ],
        below: groupBy(own, ({ header }) => header.studyUid).map(makeStudy),
      };
    },
  );
}

function makeStudy(files: Group): DirectoryRecord {
  const { study, studyUid } = files[0].header;
  return {
    type: 'STUDY',
    keys: [
      inUtf8,
      element('00080020', 'DA', toDate(study.date) || '19000101'),
      element('00080030', 'TM', (study.time ?? '00:00:00').replaceAll(':', '')),
      element('00080050', 'SH', study.accessionNumber?.slice(0, 16) ?? ''),
      element('00081030', 'LO', study.description?.slice(0, 64) ?? ''),
      element('0020000D', 'UI', studyUid),
      element('00200010', 'SH', study.id?.slice(0, 16) ?? '1'),
    ],
    below: groupBy(files, ({ header }) => header.seriesUid).map(makeSeries),
  };
}

function makeSeries(files: Group, at: number): DirectoryRecord {
  const { series, seriesUid } = files[0].header;
  return {
    type: 'SERIES',
    keys: [
      inUtf8,
      element('00080060', 'CS', series.modality?.slice(0, 16) ?? 'OT'),
      element('0008103E', 'LO', series.description?.slice(0, 64) ?? ''),
      element('0020000E', 'UI', seriesUid),
      element('00200011', 'IS', String(series.number ?? at + 1)),
    ],
    below: files.map(makeInstance),
  };
}

function makeInstance({ header, path }: FileOnDisc, at: number): DirectoryRecord {
  const type = nameRecord(header);
  const number = element('00200013', 'IS', String(header.number ?? at + 1));
  return {
    type,
    keys: [
      element('00041500', 'CS', path.join('\\')),
      element('00041510', 'UI', header.sopClass),
      element('00041511', 'UI', header.instanceUid),
      element('00041512', 'UI', header.transferSyntax),
      inUtf8,
      ...(type === 'SR DOCUMENT' ? reportKeys(header) : []),
      number,
    ],
    below: [],
  };
}

/** What a record of a report must have; whether it was verified stands in the file. */
function reportKeys({ study }: InstanceHeader): WrittenElement[] {
  return [
    element('00080023', 'DA', toDate(study.date) || '19000101'),
    element('00080033', 'TM', (study.time ?? '00:00:00').replaceAll(':', '')),
  ];
}

const recordTypes: readonly (readonly [begins: string, type: string])[] = [
  ['1.2.840.10008.5.1.4.1.1.88.59', 'KEY OBJECT DOC'],
  ['1.2.840.10008.5.1.4.1.1.88.', 'SR DOCUMENT'],
  ['1.2.840.10008.5.1.4.1.1.104.', 'ENCAP DOC'],
  ['1.2.840.10008.5.1.4.1.1.11.', 'PRESENTATION'],
  ['1.2.840.10008.5.1.4.1.1.9.', 'WAVEFORM'],
  ['1.2.840.10008.5.1.4.1.1.481.2', 'RT DOSE'],
  ['1.2.840.10008.5.1.4.1.1.481.3', 'RT STRUCTURE SET'],
  ['1.2.840.10008.5.1.4.1.1.481.5', 'RT PLAN'],
];

function nameRecord({ sopClass, kind }: InstanceHeader): string {
  if (kind === 'image') return sopClass.endsWith('.481.2') ? 'RT DOSE' : 'IMAGE';
  return recordTypes.find(([begins]) => sopClass.startsWith(begins))?.[1] ?? 'RAW DATA';
}

type Group = readonly [FileOnDisc, ...FileOnDisc[]];

/** In the order of the first of each. */
function groupBy(files: readonly FileOnDisc[], keyOf: (file: FileOnDisc) => string): Group[] {
  const groups = new Map<string, [FileOnDisc, ...FileOnDisc[]]>();
  for (const file of files) {
    const key = keyOf(file);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()];
}

function toDate(day: string | undefined): string {
  return day?.replaceAll('-', '') ?? '';
}
