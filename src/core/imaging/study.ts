// A study as an item of the record: made of the headers of its instances, and extended by those that come later. Pure.

import type { CodableValue } from '../../things/common/codable.ts';
import type { DateTime } from '../../things/common/dates.ts';
import type { MedicalImageStudy } from '../../things/medical-image-study.ts';
import { modality as modalities } from '../../vocabularies/public/modality.ts';
import type { InstanceHeader } from './intake.ts';
import { printName } from './patient.ts';

/** What files of pictures are, as the item that holds them says. */
export const dicomContentType = 'application/dicom';

type Series = MedicalImageStudy['series'][number];

/** By its number each file of a study is found again. */
export function nameBlob({ instanceUid }: Pick<InstanceHeader, 'instanceUid'>): string {
  return `${instanceUid}.dcm`;
}

/** Undefined for a file that another program put there under a name of its own. */
export function readBlobName(name: string): string | undefined {
  return /^([0-9.]{1,64})\.dcm$/.exec(name)?.[1];
}

/** @param now for studies that say no date */
export function makeStudy(headers: readonly InstanceHeader[], now: DateTime): MedicalImageStudy {
  const [first] = headers;
  const { study, patient } = first ?? { study: {}, patient: {} };
  const dated = headers.find(({ series }) => series.date !== undefined)?.series;
  return extendStudy(
    {
      when: makeDateTime(study.date, study.time) ?? makeDateTime(dated?.date, dated?.time) ?? now,
      ...said('patientName', patient.name && printName(patient.name)),
      ...said('description', study.description),
      series: [],
      ...said('studyInstanceUid', first?.studyUid),
      ...(hasName(study.referringPhysician) && {
        referringPhysician: { name: { full: printName(study.referringPhysician) } },
      }),
      ...said('accessionNumber', study.accessionNumber),
    },
    headers,
  );
}

/** What is there stays; new instances join their series, in their order. */
export function extendStudy(study: MedicalImageStudy, headers: readonly InstanceHeader[]): MedicalImageStudy {
  const ofSeries = new Map<string, InstanceHeader[]>();
  for (const header of inOrder(headers)) {
    const own = ofSeries.get(header.seriesUid);
    if (own) own.push(header);
    else ofSeries.set(header.seriesUid, [header]);
  }
  const series = study.series.map(one => {
    const added = ofSeries.get(one.seriesInstanceUid ?? '');
    ofSeries.delete(one.seriesInstanceUid ?? '');
    return added ? { ...one, images: [...one.images, ...added.map(toImage)] } : one;
  });
  const all = [...series, ...[...ofSeries.values()].map(makeSeries)];
  return addKeyImages({ ...study, series: all }, headers);
}

/** Those that a list of key images names, as far as the study has them. */
function addKeyImages(study: MedicalImageStudy, headers: readonly InstanceHeader[]): MedicalImageStudy {
  const named = headers.flatMap(({ keyInstances = [] }) => keyInstances);
  if (named.length === 0) return study;
  const held = new Set(
    study.series.flatMap(({ images }) => images.map(({ imageBlobName }) => imageBlobName)),
  );
  const before = study.keyImages ?? [];
  const known = new Set(before.map(({ imageBlobName }) => imageBlobName));
  const added = [...new Set(named.map(instanceUid => nameBlob({ instanceUid })))].filter(
    name => held.has(name) && !known.has(name),
  );
  return { ...study, keyImages: [...before, ...added.map(imageBlobName => ({ imageBlobName }))] };
}

/** By series, then by their numbers. */
function inOrder(headers: readonly InstanceHeader[]): InstanceHeader[] {
  return [...headers].sort(
    (a, b) =>
      (a.series.number ?? 0) - (b.series.number ?? 0) ||
      compare(a.seriesUid, b.seriesUid) ||
      (a.number ?? 0) - (b.number ?? 0) ||
      compare(a.instanceUid, b.instanceUid),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function makeSeries(headers: readonly InstanceHeader[]): Series {
  const [first] = headers;
  const { date, time, description, modality, bodyPart, institution } = first?.series ?? {};
  const taken = makeDateTime(date, time);
  return {
    ...(taken && { acquisitionDatetime: taken }),
    ...said('description', description),
    images: headers.map(toImage),
    ...(institution !== undefined && { institutionName: { name: institution } }),
    ...(modality !== undefined && { modality: codeModality(modality) }),
    ...(bodyPart !== undefined && { bodyPart: { text: sayPart(bodyPart) } }),
    ...said('seriesInstanceUid', first?.seriesUid),
  };
}

function toImage(header: InstanceHeader) {
  return { imageBlobName: nameBlob(header) };
}

function codeModality(modality: string): CodableValue {
  const { family, version, name: type } = modalities;
  const known = modalities.items().find(({ code }) => code === modality);
  const text = known?.texts.en?.display ?? modality;
  return { text, code: [{ value: modality, family, type, version }] };
}

/** Scanners write `CHEST`. */
function sayPart(part: string): string {
  return part === part.toUpperCase() ? part.slice(0, 1) + part.slice(1).toLowerCase() : part;
}

function makeDateTime(date: string | undefined, time: string | undefined): DateTime | undefined {
  const [y = 0, m = 0, d = 0] = date?.split('-').map(Number) ?? [];
  if (date === undefined) return undefined;
  const [h = 0, minute = 0, s = 0] = time?.split(':').map(Number) ?? [];
  return { date: { y, m, d }, ...(time !== undefined && { time: { h, m: minute, s } }) };
}

function hasName(name: string | undefined): name is string {
  return name !== undefined && printName(name) !== '';
}

function said<Name extends string>(name: Name, text: string | undefined): { [Key in Name]?: string } {
  return text === undefined || text === '' ? {} : ({ [name]: text } as { [Key in Name]?: string });
}
