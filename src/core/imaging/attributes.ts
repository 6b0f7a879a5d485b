// By what studies, series and instances are found and told of: the attributes of DICOM that a search knows, at each of its levels.
import type { HeldInstance } from './held.ts';

export type Level = 'study' | 'series' | 'instance';

/** One line of an answer: a study, one of its series, one of its instances. */
export interface Row {
  /** Those of the study by their own word. */
  readonly own: readonly HeldInstance[];
  readonly series: readonly HeldInstance[];
  readonly instance: HeldInstance | undefined;
}

export interface Attribute {
  readonly keyword: string;
  /** Eight digits. */
  readonly tag: string;
  readonly vr: string;
  readonly level: Level;
  readonly read: (row: Row) => readonly (string | number)[];
}

type Read = (header: HeldInstance['header'], row: Row) => string | number | undefined;

function of(level: Level, keyword: string, tag: string, vr: string, read: Read): Attribute {
  return {
    ...{ keyword, tag, vr, level },
    read: row => {
      const from = level === 'instance' ? row.instance : level === 'series' ? row.series[0] : row.own[0];
      const value = from && read(from.header, row);
      return value === undefined || value === '' ? [] : [value];
    },
  };
}

const toDate = (day: string | undefined) => day?.replaceAll('-', '');
const toTime = (time: string | undefined) => time?.replaceAll(':', '');

export const attributes: readonly Attribute[] = [
  of('study', 'StudyDate', '00080020', 'DA', ({ study }) => toDate(study.date)),
  of('study', 'StudyTime', '00080030', 'TM', ({ study }) => toTime(study.time)),
  of('study', 'AccessionNumber', '00080050', 'SH', ({ study }) => study.accessionNumber),
  {
    ...{ keyword: 'ModalitiesInStudy', tag: '00080061', vr: 'CS', level: 'study' },
    read: ({ own }) => [...new Set(own.flatMap(({ header }) => header.series.modality ?? []))],
  },
  {
    ...{ keyword: 'SOPClassesInStudy', tag: '00080062', vr: 'UI', level: 'study' },
    read: ({ own }) => [...new Set(own.map(({ header }) => header.sopClass))],
  },
  of('study', 'ReferringPhysicianName', '00080090', 'PN', ({ study }) => study.referringPhysician),
  of('study', 'StudyDescription', '00081030', 'LO', ({ study }) => study.description),
  of('study', 'PatientName', '00100010', 'PN', ({ patient }) => patient.name),
  of('study', 'PatientID', '00100020', 'LO', ({ patient }) => patient.id),
  of('study', 'PatientBirthDate', '00100030', 'DA', ({ patient }) => toDate(patient.birthDate)),
  of('study', 'PatientSex', '00100040', 'CS', ({ patient }) => patient.sex),
  of('study', 'StudyInstanceUID', '0020000D', 'UI', ({ studyUid }) => studyUid),
  of('study', 'StudyID', '00200010', 'SH', ({ study }) => study.id),
  of('study', 'NumberOfStudyRelatedSeries', '00201206', 'IS', (_, { own }) => countSeries(own)),
  of('study', 'NumberOfStudyRelatedInstances', '00201208', 'IS', (_, { own }) => own.length),
  of('series', 'SeriesDate', '00080021', 'DA', ({ series }) => toDate(series.date)),
  of('series', 'SeriesTime', '00080031', 'TM', ({ series }) => toTime(series.time)),
  of('series', 'Modality', '00080060', 'CS', ({ series }) => series.modality),
  of('series', 'InstitutionName', '00080080', 'LO', ({ series }) => series.institution),
  of('series', 'SeriesDescription', '0008103E', 'LO', ({ series }) => series.description),
  of('series', 'BodyPartExamined', '00180015', 'CS', ({ series }) => series.bodyPart),
  of('series', 'SeriesInstanceUID', '0020000E', 'UI', ({ seriesUid }) => seriesUid),
  of('series', 'SeriesNumber', '00200011', 'IS', ({ series }) => series.number),
  of('series', 'NumberOfSeriesRelatedInstances', '00201209', 'IS', (_, { series }) => series.length),
  of('instance', 'SOPClassUID', '00080016', 'UI', ({ sopClass }) => sopClass),
  of('instance', 'SOPInstanceUID', '00080018', 'UI', ({ instanceUid }) => instanceUid),
  of('instance', 'AvailableTransferSyntaxUID', '00083002', 'UI', ({ transferSyntax }) => transferSyntax),
  of('instance', 'InstanceNumber', '00200013', 'IS', ({ number }) => number),
  of('instance', 'NumberOfFrames', '00280008', 'IS', ({ frames }) => frames),
  of('instance', 'Rows', '00280010', 'US', ({ rows }) => rows),
  of('instance', 'Columns', '00280011', 'US', ({ columns }) => columns),
  of('instance', 'BitsAllocated', '00280100', 'US', ({ bitsAllocated }) => bitsAllocated),
];

function countSeries(instances: readonly HeldInstance[]): number {
  return new Set(instances.map(({ header }) => header.seriesUid)).size;
}

/** By its name or its tag. */
export function findAttribute(name: string): Attribute | undefined {
  const tag = name.toUpperCase();
  return attributes.find(one => one.keyword === name || one.tag === tag);
}

/** Which attributes a line of a level tells: its own, and those of the levels above that were not named. */
export function listAttributes(level: Level, above: readonly Level[]): Attribute[] {
  return attributes.filter(one => one.level === level || above.includes(one.level));
}

/** The lines that a study has at a level. */
export function listRows(own: readonly HeldInstance[], level: Level): Row[] {
  const ofSeries = new Map<string, HeldInstance[]>();
  for (const one of own) {
    const series = ofSeries.get(one.header.seriesUid);
    if (series) series.push(one);
    else ofSeries.set(one.header.seriesUid, [one]);
  }
  if (own.length === 0) return [];
  if (level === 'study') return [{ own, series: own, instance: undefined }];
  const rows = [...ofSeries.values()].map(series => ({ own, series, instance: undefined }));
  if (level === 'series') return rows;
  return rows.flatMap(row => row.series.map(instance => ({ ...row, instance })));
}

export interface Match {
  readonly attribute: Attribute;
  readonly value: string;
  readonly isFuzzy: boolean;
}

/** As long as what wildcards are for may be. */
const patternCharactersMax = 64;

/** As the standard matches: lists of UIDs, spans of dates and times, wildcards, and all where nothing is asked. */
export function fits(row: Row, { attribute, value, isFuzzy }: Match): boolean {
  if (value === '' || value === '*') return true;
  const held = attribute.read(row).map(String);
  const { vr } = attribute;
  if (vr === 'UI') return value.split(/[,\\]/).some(uid => held.includes(uid.trim()));
  if (vr === 'DA' || vr === 'TM') return held.some(one => isWithin(one, value));
  if (vr === 'IS' || vr === 'US') return held.includes(value);
  if (vr === 'PN' && isFuzzy) return held.some(one => hasWords(one, value));
  const pattern = value.slice(0, patternCharactersMax);
  return held.some(one => fitsWildcards(one, pattern));
}

function isWithin(held: string, value: string): boolean {
  const [from = '', to] = value.split('-');
  const pad = (text: string, filler: string) => text.padEnd(held.length, filler).slice(0, held.length);
  if (to === undefined) return held.startsWith(from) || held === pad(from, '0');
  return (from === '' || held >= pad(from, '0')) && (to === '' || held <= pad(to, '9'));
}

/** `?` stands for one character, `*` for any; names fit in any case. In time of one by the other at most, whatever is asked. */
function fitsWildcards(text: string, pattern: string): boolean {
  const [held, asked] = [[...text.toLowerCase()], [...pattern.toLowerCase()]];
  let [at, place] = [0, 0];
  let star: { readonly place: number; at: number } | undefined;
  while (at < held.length) {
    if (asked[place] === '*') {
      star = { place, at };
      place += 1;
    } else if (place < asked.length && (asked[place] === '?' || asked[place] === held[at])) {
      at += 1;
      place += 1;
    } else {
      if (!star) return false;
      // The last star takes one more.
      star.at += 1;
      at = star.at;
      place = star.place + 1;
    }
  }
  return asked.slice(place).every(part => part === '*');
}

function hasWords(held: string, value: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[\s^=,]+/)
      .filter(Boolean);
  const own = words(held);
  return words(value).every(word => own.some(one => one.startsWith(word.replaceAll('*', ''))));
}
