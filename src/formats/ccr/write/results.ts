// What was measured, as results of a CCR with their tests: vital signs, laboratory results, what images showed.
import type { BloodGlucose } from '../../../things/blood-glucose.ts';
import type { BloodOxygenSaturation } from '../../../things/blood-oxygen-saturation.ts';
import type { BloodPressure } from '../../../things/blood-pressure.ts';
import type { DateValue } from '../../../things/common/dates.ts';
import { dropNoise } from '../../../things/common/numbers.ts';
import type { Height } from '../../../things/height.ts';
import { type LabResults, listTests, nameTest } from '../../../things/lab-results.ts';
import type { PeakFlow } from '../../../things/peak-flow.ts';
import type { RadiologyResult } from '../../../things/radiology-result.ts';
import type { VitalSigns } from '../../../things/vital-signs.ts';
import type { Weight } from '../../../things/weight.ts';
import { all, element, type Part, worded } from '../../clinical/xml.ts';
import { type Around, writeCommon } from './objects.ts';
import {
  writeDate,
  writeDescription,
  writeMeasure,
  writeMeasurement,
  writeShown,
  writeSource,
  writeText,
} from './parts.ts';

interface Tested {
  readonly name: Part;
  /** A TestResult. */
  readonly result: string;
  readonly date?: Part;
  readonly status?: Part;
  readonly more?: string;
}

const collected = 'Collection start date';

function writeResult(
  when: DateValue | undefined,
  description: Part,
  tests: readonly Tested[],
  around: Around,
): string {
  return element(
    'Result',
    {},
    writeCommon(around, { dates: [writeDate(when, collected)], description }),
    all([...tests.entries()], ([at, { name, result, date, status, more = '' }]) =>
      element(
        'Test',
        {},
        worded('CCRDataObjectID', `${around.id}.${at + 1}`),
        date,
        name,
        status,
        writeSource('A1'),
        result,
        more,
      ),
    ),
  );
}

const text = (words: string) => writeText('Description', words);
const number = (value: number, unit: string) => writeMeasure('TestResult', value, unit);

export function writePressure({ when, systolic, diastolic, pulse }: BloodPressure, around: Around): string {
  const tests: Tested[] = [
    { name: text('Systolic Blood Pressure'), result: number(systolic, 'mmHg') },
    { name: text('Diastolic Blood Pressure'), result: number(diastolic, 'mmHg') },
  ];
  if (pulse !== undefined) tests.push({ name: text('Pulse Rate'), result: number(pulse, '/min') });
  return writeResult(when, text('Blood Pressure'), tests, around);
}

export function writeWeight({ when, value }: Weight, around: Around): string {
  const result = writeShown('TestResult', value.kg, 'kg', value.display);
  return writeResult(when, text('Weight'), [{ name: text('Weight'), result }], around);
}

export function writeHeight({ when, value }: Height, around: Around): string {
  const result = writeShown('TestResult', value.m, 'm', value.display);
  return writeResult(when, text('Height'), [{ name: text('Height'), result }], around);
}

export function writeGlucose({ when, value }: BloodGlucose, around: Around): string {
  const result = writeShown('TestResult', value.mmolPerL, 'mmol/L', value.display);
  return writeResult(when, text('Blood Glucose'), [{ name: text('Blood Glucose'), result }], around);
}

export function writeOxygen({ when, value }: BloodOxygenSaturation, around: Around): string {
  const name = text('Blood oxygen saturation');
  return writeResult(when, name, [{ name, result: number(dropNoise(value * 100), '%') }], around);
}

export function writePeakFlow({ when, pef, fev1, fev6 }: PeakFlow, around: Around): string {
  const tests: Tested[] = [];
  if (pef)
    tests.push({
      name: text('Peak Expiratory Flow Rate (PEFR)'),
      result: writeShown('TestResult', pef.litersPerSecond, 'l/s', pef.display),
    });
  if (fev1)
    tests.push({
      name: text('Forced Expiratory Volume in One Second (FEV1)'),
      result: writeShown('TestResult', fev1.liters, 'l', fev1.display),
    });
  if (fev6)
    tests.push({
      name: text('Forced Expiratory Volume in Six Seconds (FEV6)'),
      result: writeShown('TestResult', fev6.liters, 'l', fev6.display),
    });
  return writeResult(when, text('Spirometer Reading'), tests, around);
}

export function writeVitalSigns({ when, vitalSignsResults = [] }: VitalSigns, around: Around): string {
  const tests = vitalSignsResults.map(
    ({ title, value, unit, textValue, flag }): Tested => ({
      name: writeDescription('Description', title),
      result:
        value === undefined
          ? writeMeasure('TestResult', textValue || 'Unknown', undefined)
          : writeMeasure('TestResult', value, unit?.text),
      more: writeDescription('Flag', flag) ?? '',
    }),
  );
  return writeResult(when, text('Vital signs'), tests, around);
}

export function writeLabResults(value: LabResults, around: Around): string {
  const [first] = value.labGroup;
  const tests = listTests(value).map(({ test }): Tested => {
    const normals = test.value?.ranges ?? [];
    const ranges = all(normals, ({ text: range }) =>
      element('Normal', {}, writeText('Description', range.text), writeSource('A1')),
    );
    return {
      name: test.clinicalCode
        ? writeDescription('Description', test.clinicalCode)
        : text(nameTest(test) ?? 'Test'),
      date: writeDate(test.when, collected),
      status: writeDescription('Status', test.status),
      result:
        writeMeasurement('TestResult', test.value?.measurement) ??
        writeMeasure('TestResult', 'Unknown', undefined),
      more:
        (ranges === '' ? '' : element('NormalResult', {}, ranges)) +
        all(test.value?.flag, flag => writeDescription('Flag', flag)),
    };
  });
  return writeResult(value.when, writeDescription('Description', first?.groupName), tests, around);
}

export function writeRadiology({ when, title, resultText }: RadiologyResult, around: Around): string {
  const result = writeMeasure('TestResult', resultText || 'Unknown', undefined);
  return element(
    'Result',
    {},
    writeCommon(around, {
      dates: [writeDate(when, collected)],
      type: writeText('Type', 'Radiology results'),
      description: writeText('Description', title ?? 'Radiology results'),
    }),
    element(
      'Test',
      {},
      worded('CCRDataObjectID', `${around.id}.1`),
      text(title ?? 'Radiology results'),
      writeSource('A1'),
      result,
    ),
  );
}
