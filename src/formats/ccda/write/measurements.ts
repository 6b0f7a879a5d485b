// What was measured, as organizers of observations: vital signs and laboratory results.
import { makeTable } from '../../../schema/table.ts';
import type { BloodOxygenSaturation } from '../../../things/blood-oxygen-saturation.ts';
import type { BloodPressure } from '../../../things/blood-pressure.ts';
import type { BodyDimension } from '../../../things/body-dimension.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type { DateValue } from '../../../things/common/dates.ts';
import type { DisplayValue } from '../../../things/common/measurements.ts';
import { dropNoise } from '../../../things/common/numbers.ts';
import { findUcumOfUnits } from '../../../things/common/unit-names.ts';
import { findUcumOfDisplay } from '../../../things/common/units.ts';
import type { HeartRate } from '../../../things/heart-rate.ts';
import type { Height } from '../../../things/height.ts';
import { type LabResults, listTests, nameTest } from '../../../things/lab-results.ts';
import type { VitalSigns } from '../../../things/vital-signs.ts';
import type { Weight } from '../../../things/weight.ts';
import { all, element, worded } from '../../clinical/xml.ts';
import {
  findQuantity,
  nothing,
  writeCoded,
  writeOrganization,
  writeQuantity,
  writeTime,
} from './data-types.ts';
import { type Beside, completed, id, template } from './statements.ts';

const loinc = '2.16.840.1.113883.6.1';

interface Observed {
  readonly code: string;
  readonly value: string | undefined;
  /** An id of its own, where one observation is all there is. */
  readonly id?: string;
  readonly more?: string;
}

function writeVital({ code, value, id: own, more = '' }: Observed, when: DateValue): string {
  return element(
    'component',
    {},
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      template('27', '2014-06-09'),
      own === undefined ? element('id', nothing) : id(own),
      code,
      completed,
      writeTime('effectiveTime', when),
      value,
      more,
    ),
  );
}

function writeMoment(when: DateValue, observed: readonly Observed[], beside: Beside): string {
  return element(
    'organizer',
    { classCode: 'CLUSTER', moodCode: 'EVN' },
    template('26', '2015-08-01'),
    id(beside.id),
    element(
      'code',
      { code: '46680005', codeSystem: '2.16.840.1.113883.6.96', displayName: 'Vital signs' },
      element('translation', { code: '74728-7', codeSystem: loinc, displayName: 'Vital signs' }),
    ),
    completed,
    writeTime('effectiveTime', when),
    all(observed, one => writeVital(one, when)),
    all(beside.acts, act => element('component', {}, act)),
  );
}

function named(code: string, displayName: string): string {
  return element('code', { code, codeSystem: loinc, displayName });
}

/** As it was shown, or else in the base unit. */
function shown(base: number, unit: string, display: DisplayValue | undefined): string {
  const ucum = display && findUcumOfDisplay(display);
  const number = display && ucum !== undefined ? display.value : base;
  return writeQuantity('value', number, ucum ?? unit, { 'xsi:type': 'PQ' });
}

const quantity = (value: number, unit: string) => writeQuantity('value', value, unit, { 'xsi:type': 'PQ' });

export function writeWeight({ when, value }: Weight, beside: Beside): string {
  return writeMoment(
    when,
    [{ code: named('29463-7', 'Body weight'), value: shown(value.kg, 'kg', value.display), id: beside.id }],
    beside,
  );
}

export function writeHeight({ when, value }: Height, beside: Beside): string {
  return writeMoment(
    when,
    [{ code: named('8302-2', 'Body height'), value: shown(value.m, 'm', value.display), id: beside.id }],
    beside,
  );
}

export function writePressure({ when, systolic, diastolic, pulse }: BloodPressure, beside: Beside): string {
  const observed: Observed[] = [
    { code: named('8480-6', 'Systolic blood pressure'), value: quantity(systolic, 'mm[Hg]'), id: beside.id },
    { code: named('8462-4', 'Diastolic blood pressure'), value: quantity(diastolic, 'mm[Hg]') },
  ];
  if (pulse !== undefined)
    observed.push({ code: named('8867-4', 'Heart rate'), value: quantity(pulse, '/min') });
  return writeMoment(when, observed, beside);
}

export function writeHeartRate({ when, value }: HeartRate, beside: Beside): string {
  return writeMoment(
    when,
    [{ code: named('8867-4', 'Heart rate'), value: quantity(value, '/min'), id: beside.id }],
    beside,
  );
}

export function writeOxygen({ when, value }: BloodOxygenSaturation, beside: Beside): string {
  const code = named('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry');
  return writeMoment(when, [{ code, value: quantity(dropNoise(value * 100), '%'), id: beside.id }], beside);
}

const dimensions: Readonly<Record<string, string>> = makeTable({
  HeadCircumference: '9843-4',
  WaistCircumference: '8280-0',
});

export function writeDimension({ when, measurementName, value }: BodyDimension, beside: Beside): string {
  const known = dimensions[measurementName.code?.[0]?.value ?? ''];
  const code = known === undefined ? writeCoded('code', measurementName) : named(known, measurementName.text);
  return writeMoment(
    when,
    [{ code: code ?? '', value: shown(value.m, 'm', value.display), id: beside.id }],
    beside,
  );
}

const vitals: Readonly<Record<string, readonly [code: string, name: string]>> = makeTable({
  Tmp: ['8310-5', 'Body temperature'],
  Res: ['9279-1', 'Respiratory rate'],
  Pls: ['8867-4', 'Heart rate'],
  BPS: ['8480-6', 'Systolic blood pressure'],
  BPD: ['8462-4', 'Diastolic blood pressure'],
  Hgt: ['8302-2', 'Body height'],
  Wgt: ['29463-7', 'Body weight'],
  BOS: ['59408-5', 'Oxygen saturation'],
  HC: ['9843-4', 'Head circumference'],
});

export function writeVitalSigns({ when, vitalSignsResults = [] }: VitalSigns, beside: Beside): string {
  const observed = vitalSignsResults.map(({ title, value, unit, textValue, flag }): Observed => {
    const known = vitals[title.code?.[0]?.value ?? ''];
    const number = value !== undefined && Number.isFinite(value);
    return {
      code: known ? named(...known) : (writeCoded('code', title) ?? ''),
      value: number
        ? writeQuantity('value', value, unit && findUcumOfUnits(unit), { 'xsi:type': 'PQ' })
        : (worded('value', textValue, { 'xsi:type': 'ST' }) ??
          element('value', { 'xsi:type': 'ST', ...nothing })),
      more: writeCoded('interpretationCode', flag) ?? '',
    };
  });
  return writeMoment(when, observed, beside);
}

type Test = ReturnType<typeof listTests>[number]['test'];

export function writeLabResults(value: LabResults, beside: Beside): string {
  const [first] = value.labGroup;
  const laboratory = first?.laboratoryName;
  return element(
    'organizer',
    { classCode: 'BATTERY', moodCode: 'EVN' },
    template('1', '2015-08-01'),
    id(beside.id),
    writeCoded('code', first?.groupName) ?? element('code', nothing),
    element('statusCode', { code: statusOf(first?.status) }),
    value.when && writeTime('effectiveTime', value.when),
    laboratory &&
      element(
        'performer',
        {},
        element(
          'assignedEntity',
          {},
          element('id', nothing),
          writeOrganization('representedOrganization', laboratory),
        ),
      ),
    all(listTests(value), ({ test }) => writeTest(test, value.when)),
    all(beside.acts, act => element('component', {}, act)),
  );
}

function statusOf(status: CodableValue | undefined): string {
  return status?.code?.some(({ value, type }) => type === 'lab-status' && value === 'P')
    ? 'active'
    : 'completed';
}

function writeTest(test: Test, when: LabResults['when']): string {
  const { clinicalCode, value, status, substance, collectionMethod } = test;
  const measurement = value?.measurement;
  const amount = measurement && findQuantity(measurement);
  const text = nameTest(test) ?? 'Test';
  return element(
    'component',
    {},
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      template('2', '2015-08-01'),
      element('id', nothing),
      writeCoded('code', clinicalCode ?? { text }),
      element('statusCode', { code: statusOf(status) }),
      writeTime('effectiveTime', test.when ?? when),
      amount
        ? writeQuantity('value', amount.value, amount.unit, { 'xsi:type': 'PQ' })
        : (worded('value', measurement?.display, { 'xsi:type': 'ST' }) ??
            element('value', { 'xsi:type': 'ST', ...nothing })),
      all(value?.flag, one => writeFlag(one)),
      writeCoded('methodCode', collectionMethod),
      substance &&
        element(
          'specimen',
          {},
          element('specimenRole', {}, element('specimenPlayingEntity', {}, writeCoded('code', substance))),
        ),
      all(value?.ranges, range => writeRange(range, amount?.unit)),
    ),
  );
}

const flags: Readonly<Record<string, string>> = makeTable({
  N: 'N',
  H: 'H',
  L: 'L',
  A: 'A',
  C: 'AA',
  I: 'IND',
});

function writeFlag(flag: CodableValue): string {
  const own = flag.code?.find(({ type }) => type === 'lab-result-flag');
  const known = own && flags[own.value];
  return known === undefined
    ? (writeCoded('interpretationCode', flag) ?? '')
    : element('interpretationCode', {
        code: known,
        codeSystem: '2.16.840.1.113883.5.83',
        displayName: flag.text,
      });
}

function writeRange(
  { text, value }: NonNullable<NonNullable<Test['value']>['ranges']>[number],
  unit: string | undefined,
): string {
  const bound = (name: string, number: number | undefined) =>
    number === undefined || !Number.isFinite(number) ? undefined : writeQuantity(name, number, unit);
  const bounds = [bound('low', value?.minimumRange), bound('high', value?.maximumRange)];
  return element(
    'referenceRange',
    {},
    element(
      'observationRange',
      {},
      worded('text', text.text),
      bounds.some(Boolean) && element('value', { 'xsi:type': 'IVL_PQ' }, ...bounds),
    ),
  );
}
