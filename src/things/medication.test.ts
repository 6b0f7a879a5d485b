import { describe, expect, test } from 'vitest';
import { readXml } from '../schema/xml-reader.ts';
import { hasReference, sampleXml } from '../testing/reference.ts';
import { parseThing, transform } from './index.ts';
import medicationType, { type Medication, type Medication1 } from './medication.ts';

const [version1, version2] = medicationType.versions as [
  (typeof medicationType.versions)[number],
  (typeof medicationType.versions)[number],
];
const up = (value: Medication1) => transform(medicationType, value, version1, version2) as Medication;
const down = (value: Medication) => transform(medicationType, value, version2, version1) as Medication1;

const tablets = { text: 'tablets' };
const mg = { text: 'mg' };

describe('version 1 as version 2', () => {
  test('amounts become measurements in words and numbers', () => {
    const newer = up({
      name: 'Ibuprofen',
      doseValue: { exactDose: 1.5 },
      doseUnit: tablets,
      strengthValue: 600,
      strengthUnit: mg,
      frequency: 'every 8 hours',
    });
    expect(newer).toMatchObject({
      name: { text: 'Ibuprofen' },
      dose: { display: '1.5 tablets', structured: [{ value: 1.5, units: tablets }] },
      strength: { display: '600 mg', structured: [{ value: 600, units: mg }] },
      frequency: { display: 'every 8 hours' },
    });
    expect(newer.prescription).toBeUndefined();
  });

  test('a span of doses keeps both ends, and words of the person win', () => {
    const doseValue = { minDose: 2, maxDose: 3 };
    expect(up({ doseValue, doseUnit: tablets }).dose).toEqual({
      display: '2–3 tablets',
      structured: [
        { value: 2, units: tablets },
        { value: 3, units: tablets },
      ],
    });
    expect(up({ doseValue: { ...doseValue, description: 'a few' } }).dose).toEqual({ display: 'a few' });
  });

  test('what was prescribed is by an unknown person', () => {
    const { prescription, prescribed } = up({
      isPrescribed: true,
      amountPrescribed: '15 tablets',
      refills: 2,
      daysSupply: 5,
      instructions: 'after dinner',
      substitutionPermitted: false,
    });
    expect(prescribed?.code?.[0]?.value).toBe('prescribed');
    expect(prescription).toMatchObject({
      prescribedBy: { name: { full: 'Unknown' } },
      amountPrescribed: { display: '15 tablets' },
      substitution: { code: [{ value: 'DAW', type: 'medication-substitution' }] },
      refills: 2,
      daysSupply: 5,
      instructions: { text: 'after dinner' },
    });
  });

  test('a name is required there', () => {
    expect(up({})).toMatchObject({ name: { text: 'Unknown' } });
  });

  test('what has no place is lost', () => {
    const lost = {
      dateFilled: { descriptive: 'May' },
      refillsLeft: 1,
      pharmacy: {},
      prescriptionNumber: '7',
      code: [1],
    };
    expect(down(up({ name: 'A', ...lost }))).toEqual({ name: 'A' });
  });
});

test('there and back again nothing else is lost', () => {
  const older: Medication1 = {
    name: 'Ibuprofen',
    dateDiscontinued: { structured: { date: { y: 2025 } } },
    datePrescribed: { descriptive: 'in spring' },
    isPrescribed: false,
    indication: 'pain',
    amountPrescribed: '15',
    doseValue: { description: '2–3', minDose: 2, maxDose: 3 },
    doseUnit: tablets,
    strengthValue: 600,
    strengthUnit: mg,
    frequency: 'daily',
    route: { text: 'By mouth' },
    refills: 0,
    daysSupply: 5,
    prescriptionDuration: {
      startDate: { structured: { date: { y: 2025, m: 1 } } },
      endDate: { structured: { date: { y: 2025, m: 2, d: 3 } } },
    },
    instructions: 'after dinner',
    substitutionPermitted: true,
  };
  expect(down(up(older))).toEqual(older);
});

test('version 2 as version 1 reads codes in any case', () => {
  const newer: Medication = {
    name: { text: 'A' },
    prescribed: { text: '?', code: [{ value: 'PrescribedOTC', type: 'medication-prescribed' }] },
    strength: { display: '0.5 mg', structured: [{ value: 0.5, units: mg }] },
    prescription: { prescribedBy: { name: { full: 'B' } }, prescriptionExpiration: { y: 2026, m: 1, d: 1 } },
  };
  expect(down(newer)).toEqual({ name: 'A', isPrescribed: true });
});

test.skipIf(!hasReference)('the published sample moves up (needs KEEPWELL_REFERENCE)', () => {
  const older = parseThing(version1, readXml(sampleXml(version1.id)!).root()) as Medication1;
  const newer = up(older);
  expect(newer.dose).toEqual({
    display: 'Increase dose',
    structured: [{ value: 0.6, units: older.doseUnit }],
  });
  expect(medicationType.summary(newer as never)).toBe(
    'Amoxicillin, 20 group, Increase dose, 0.5 to 0.6 per day., until 10 Oct 2005 06:00',
  );
});
