// Medical image study: images of the body in their series. The images are blobs; version 2 names the referring
// physician once, for the whole study.
import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { organization, person } from './common/people.ts';
import { stringnznw } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const image = seq({ 'image-blob-name': stringnznw, 'image-preview-blob-name': optional(stringnznw) });

const series1 = seq({
  'acquisition-datetime': dateTime,
  description: optional(longText(stringnznw)),
  images: many(image, { min: 1 }),
  'institution-name': optional(organization),
  'referring-physician': optional(person),
  modality: optional(codable('dicom:modality')),
  'body-part': optional(codable()),
  'preview-blob-name': optional(stringnznw),
  'series-instance-uid': optional(stringnznw),
});

export const medicalImageStudy1 = seq({
  when: dateTime,
  'patient-name': optional(stringnznw),
  description: optional(longText(stringnznw)),
  series: many(series1, { min: 1 }),
  reason: optional(codable()),
  'preview-blob-name': optional(stringnznw),
  'key-images': many(image),
  'study-instance-uid': optional(stringnznw),
});
export type MedicalImageStudy1 = Infer<typeof medicalImageStudy1>;

const series = seq({
  'acquisition-datetime': optional(dateTime),
  description: optional(longText(stringnznw)),
  images: many(image, { min: 1 }),
  'institution-name': optional(organization),
  modality: optional(codable('dicom:modality')),
  'body-part': optional(codable()),
  'preview-blob-name': optional(stringnznw),
  'series-instance-uid': optional(stringnznw),
});

export const medicalImageStudy = seq({
  when: dateTime,
  'patient-name': optional(stringnznw),
  description: optional(longText(stringnznw)),
  series: many(series, { min: 1 }),
  reason: optional(codable()),
  'preview-blob-name': optional(stringnznw),
  'key-images': many(image),
  'study-instance-uid': optional(stringnznw),
  'referring-physician': optional(person),
  'accession-number': optional(stringnznw),
});
export type MedicalImageStudy = Infer<typeof medicalImageStudy>;

const common = {
  root: 'medical-image-study',
  namespace: 'urn:com.microsoft.wc.thing.medical-images',
  // Not annotated as such in the published schema, but it is the date of the study, and it is required.
  effectiveDate: 'when',
};

export default thingType({
  name: 'Medical image study',
  description: 'X-rays, scans or other images of the body that were taken together.',
  group: 'labs',
  versions: [
    thingVersion({
      ...common,
      id: 'c75651c8-548e-449f-8942-9e6379b0b88a',
      number: 1,
      schema: medicalImageStudy1,
    }),
    thingVersion({
      ...common,
      id: 'cdfc0a9b-6d3b-4d16-afa8-02b86d621a8d',
      number: 2,
      schema: medicalImageStudy,
      up,
      down,
      loses: {
        up: 'referring physicians of later series who differ from the first',
        down: 'accession-number; that a series has no acquisition-datetime (it gets that of the study)',
      },
    }),
  ],
  labels: {
    'acquisition-datetime': 'Taken at',
    modality: 'How the images were made',
    reason: 'Reason for the study',
    'key-images': 'Most telling images',
    'image-blob-name': 'Stored image',
    'image-preview-blob-name': 'Stored small image',
    'preview-blob-name': 'Stored small image',
    'study-instance-uid': 'DICOM number of the study',
    'series-instance-uid': 'DICOM number of the series',
    'referring-physician': 'Ordered by',
    'accession-number': 'Order number',
    'institution-name': 'Institution',
    'patient-name': 'Name of the patient',
    'body-part': 'Part of the body',
  },
  summary: ({ description, series, reason }: MedicalImageStudy) => {
    const kinds = series.flatMap(({ modality, bodyPart }) => modality?.text ?? bodyPart?.text ?? []);
    return [description, ...new Set(kinds), reason?.text].filter(Boolean).join(', ');
  },
});

function up(older: MedicalImageStudy1): MedicalImageStudy {
  return {
    ...older,
    series: older.series.map(({ referringPhysician, ...rest }) => rest),
    referringPhysician: older.series.find(one => one.referringPhysician)?.referringPhysician,
  };
}

function down({ referringPhysician, accessionNumber, ...study }: MedicalImageStudy): MedicalImageStudy1 {
  return {
    ...study,
    series: study.series.map(({ acquisitionDatetime = study.when, ...rest }) => ({
      ...rest,
      acquisitionDatetime,
      referringPhysician,
    })),
  };
}
