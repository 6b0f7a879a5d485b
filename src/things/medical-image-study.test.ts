import { expect, test } from 'vitest';
import { transform } from './index.ts';
import studyType, { type MedicalImageStudy, type MedicalImageStudy1 } from './medical-image-study.ts';

const [version1, version2] = studyType.versions;
const up = (value: MedicalImageStudy1) =>
  transform(studyType, value, version1!, version2!) as MedicalImageStudy;
const down = (value: MedicalImageStudy) =>
  transform(studyType, value, version2!, version1!) as MedicalImageStudy1;

const when = { date: { y: 2009, m: 1, d: 8 } };
const taken = { date: { y: 2009, m: 1, d: 9 } };
const images: MedicalImageStudy['series'][number]['images'] = [{ imageBlobName: 'one' }];
const ada = { name: { full: 'Ada Doctor' } };
const bo = { name: { full: 'Bo Doctor' } };

test('the first referring physician of a series becomes that of the study', () => {
  const newer = up({
    when,
    description: 'Head',
    series: [
      { acquisitionDatetime: taken, images },
      { acquisitionDatetime: taken, images, referringPhysician: ada, modality: { text: 'MR' } },
      { acquisitionDatetime: taken, images, referringPhysician: bo, modality: { text: 'MR' } },
    ],
  });
  expect(newer.referringPhysician).toEqual(ada);
  expect(newer.series.filter(one => 'referringPhysician' in one)).toEqual([]);
  expect(studyType.summary(newer as never)).toBe('Head, MR');
});

test('the referring physician of the study is that of every series, and comes back', () => {
  const newer: MedicalImageStudy = {
    when,
    patientName: 'C',
    series: [
      { acquisitionDatetime: taken, images },
      { acquisitionDatetime: when, images },
    ],
    keyImages: images,
    studyInstanceUid: '1.2',
    referringPhysician: ada,
  };
  const older = down(newer);
  expect(older.series.map(one => one.referringPhysician)).toEqual([ada, ada]);
  expect(older).not.toHaveProperty('referringPhysician');
  expect(up(older)).toEqual(newer);
});

test('a series without a date takes that of the study; the accession number is lost', () => {
  expect(down({ when, accessionNumber: '7', series: [{ images }] })).toEqual({
    when,
    series: [{ acquisitionDatetime: when, images }],
  });
});
