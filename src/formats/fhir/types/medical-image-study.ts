// Medical image study: its series, with how many images each has. The images are files of the item.
import medicalImageStudy from '../../../things/medical-image-study.ts';
import { codeable, readConcept } from '../codes.ts';
import { inList, text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { isMarked, makeMark } from '../elements.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from '../json.ts';
import { type Converter, defineMapping, rowsOf, type Settings } from '../mapping.ts';
import { firstCoding, personReference } from '../people.ts';

const { row, rowBy } = rowsOf(medicalImageStudy);
const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
/** Modality is asked for; this is DICOM's word for others. */
const other: JsonObject = { system: dicom, code: 'OT', display: 'Other' };
const uid = /^[A-Za-z0-9\-.]{1,64}$/;

function writeSeries(series: Json, at: number, settings: Settings): JsonObject {
  const [number, description, taken] = ['seriesInstanceUid', 'description', 'acquisitionDatetime'].map(key =>
    getOwn(series, key),
  );
  const [modality, part] = ['modality', 'bodyPart'].map(key => getOwn(series, key));
  const coding = firstCoding(modality as never);
  const display = getOwn(modality, 'text');
  const site = firstCoding(part as never);
  const words = getOwn(part, 'text');
  const started = taken === undefined ? undefined : dateTime.write(taken, settings);
  return {
    uid: typeof number === 'string' && uid.test(number) ? number : String(at + 1),
    modality: coding
      ? { ...coding, ...said(display) }
      : Object.keys(said(display)).length > 0
        ? { ...other, ...said(display) }
        : other,
    ...(text.write(description ?? null, settings) !== undefined && { description: description as Json }),
    numberOfInstances: listOf(getOwn(series, 'images')).length,
    ...(site || Object.keys(said(words)).length > 0 ? { bodySite: { ...site, ...said(words) } } : {}),
    ...(started !== undefined && { started }),
  };
}

function said(words: Json | undefined): { display?: Json } {
  return typeof words === 'string' && /\S/.test(words) ? { display: words } : {};
}

function readSeries(series: Json, settings: Settings): JsonObject {
  const [number, description, started] = ['uid', 'description', 'started'].map(key => getOwn(series, key));
  const when = started === undefined ? undefined : dateTime.read(started, settings);
  const [modality, bodyPart] = ['modality', 'bodySite'].map(key => readCoding(getOwn(series, key), settings));
  return {
    ...(when !== undefined && { acquisitionDatetime: when }),
    ...(typeof description === 'string' && { description }),
    ...(modality && { modality }),
    ...(bodyPart && { bodyPart }),
    ...(typeof number === 'string' && !/^\d{1,4}$/.test(number) && { seriesInstanceUid: number }),
  };
}

function readCoding(coding: Json | undefined, settings: Settings): JsonObject | undefined {
  const code = getOwn(coding, 'code');
  const display = getOwn(coding, 'display');
  if (!isObject(coding) || (code === 'OT' && display === 'Other')) return undefined;
  const isOther = code === 'OT' && getOwn(coding, 'system') === dicom;
  return readConcept(
    { ...(!isOther && { coding: [coding] }), ...(display !== undefined && { text: display }) },
    settings,
  );
}

const series: Converter = {
  write: (value, settings) => listOf(value).map((one, at) => writeSeries(one, at, settings)),
  read: (json, settings) => listOf(json).map(one => readSeries(one, settings)),
};

const accession: JsonObject = {
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }] },
};

export default defineMapping(medicalImageStudy, {
  resourceType: 'ImagingStudy',
  subject: 'subject',
  fixed: { meta: { tag: listOf(makeMark(medicalImageStudy).coding) }, status: 'available' },
  rows: [
    row('when', 'started', dateTime),
    row('description', 'description', text),
    rowBy(
      'series',
      'series',
      {
        write(item, resource, settings) {
          const written = series.write(item.series ?? [], settings);
          if (written !== undefined) resource.series = written;
        },
        read(resource, item, settings) {
          const value = resource.series === undefined ? undefined : series.read(resource.series, settings);
          if (value !== undefined) item.series = value;
        },
      },
      'Of its images the number; their names are in the extension.',
    ),
    row('reason', 'reasonCode', inList(codeable)),
    row('referringPhysician', 'referrer', personReference),
    rowBy('accessionNumber', 'identifier', {
      write(item, resource) {
        const own = said(item.accessionNumber);
        if (own.display !== undefined)
          resource.identifier = [...listOf(resource.identifier), { ...accession, value: own.display }];
      },
      read(resource, item) {
        const own = listOf(resource.identifier).find(one => isAccession(one));
        const value = getOwn(own, 'value');
        if (typeof value === 'string') item.accessionNumber = value;
      },
    }),
    rowBy('studyInstanceUid', 'identifier', {
      write(item, resource) {
        const own = said(item.studyInstanceUid);
        if (own.display !== undefined)
          resource.identifier = [
            ...listOf(resource.identifier),
            { system: 'urn:dicom:uid', value: `urn:oid:${String(own.display)}` },
          ];
      },
      read(resource, item) {
        const own = listOf(resource.identifier).find(one => getOwn(one, 'system') === 'urn:dicom:uid');
        const value = getOwn(own, 'value');
        if (typeof value === 'string') item.studyInstanceUid = value.replace(/^urn:oid:/, '');
      },
    }),
  ],
  // The images of one that comes from elsewhere lie elsewhere, and an item is nothing without them.
  takes: resource => isMarked(resource, medicalImageStudy),
});

function isAccession(identifier: Json): boolean {
  return listOf(getOwn(getOwn(identifier, 'type'), 'coding')).some(one => getOwn(one, 'code') === 'ACSN');
}
