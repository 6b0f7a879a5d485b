// The types of records in an export of Apple Health, and what each is here.
import { type CodableValue, makeWcCoded, words } from '../../things/common/codable.ts';
import type { MovementName } from '../readings/days.ts';
import type { KindName } from '../readings/kinds.ts';
import type { Stage } from '../readings/night.ts';
import { type Amount, type Dimension, inBase, inCelsius } from '../readings/units.ts';

export const quantity = 'HKQuantityTypeIdentifier';
export const category = 'HKCategoryTypeIdentifier';

interface Quantity {
  readonly kind: KindName;
  /** Nothing for what is counted. */
  readonly dimension?: Dimension | 'temperature';
}

export const quantities: ReadonlyMap<string, Quantity> = new Map([
  [`${quantity}BodyMass`, { kind: 'weight', dimension: 'mass' }],
  [`${quantity}Height`, { kind: 'height', dimension: 'length' }],
  [`${quantity}BodyMassIndex`, { kind: 'bodyMassIndex' }],
  [`${quantity}BodyFatPercentage`, { kind: 'fat', dimension: 'share' }],
  [`${quantity}LeanBodyMass`, { kind: 'leanMass', dimension: 'mass' }],
  [`${quantity}WaistCircumference`, { kind: 'waist', dimension: 'length' }],
  [`${quantity}HeartRate`, { kind: 'heartRate' }],
  [`${quantity}RestingHeartRate`, { kind: 'restingHeartRate' }],
  [`${quantity}OxygenSaturation`, { kind: 'oxygen', dimension: 'share' }],
  [`${quantity}RespiratoryRate`, { kind: 'respiratoryRate' }],
  [`${quantity}BodyTemperature`, { kind: 'temperature', dimension: 'temperature' }],
  [`${quantity}BasalBodyTemperature`, { kind: 'temperature', dimension: 'temperature' }],
  [`${quantity}BloodGlucose`, { kind: 'glucose', dimension: 'glucose' }],
  [`${quantity}InsulinDelivery`, { kind: 'insulin' }],
  [`${quantity}PeakExpiratoryFlowRate`, { kind: 'peakFlow', dimension: 'flow' }],
  [`${quantity}ForcedExpiratoryVolume1`, { kind: 'fev1', dimension: 'volume' }],
]);

export const movementTypes: ReadonlyMap<string, { name: MovementName; dimension?: Dimension }> = new Map([
  [`${quantity}StepCount`, { name: 'steps' }],
  [`${quantity}DistanceWalkingRunning`, { name: 'distance', dimension: 'length' }],
  [`${quantity}FlightsClimbed`, { name: 'floors' }],
  [`${quantity}ActiveEnergyBurned`, { name: 'energy', dimension: 'energy' }],
]);

const stages: ReadonlyMap<string, Stage> = new Map([
  ['HKCategoryValueSleepAnalysisInBed', 'in-bed'],
  ['HKCategoryValueSleepAnalysisAsleep', 'asleep'],
  ['HKCategoryValueSleepAnalysisAsleepUnspecified', 'asleep'],
  ['HKCategoryValueSleepAnalysisAwake', 'awake'],
  ['HKCategoryValueSleepAnalysisAsleepCore', 'light'],
  ['HKCategoryValueSleepAnalysisAsleepDeep', 'deep'],
  ['HKCategoryValueSleepAnalysisAsleepREM', 'rem'],
  // As numbers, in exports of older phones.
  ['0', 'in-bed'],
  ['1', 'asleep'],
  ['2', 'awake'],
]);

export function findStage(value: string): Stage | undefined {
  return stages.get(value);
}

/** A number in the base unit; undefined where the unit is not known. */
export function convert(
  amount: Amount,
  dimension: Dimension | 'temperature' | undefined,
): number | undefined {
  // Exports write %, and mean a fraction.
  if (dimension === 'share') return amount.value <= 1 ? amount.value : amount.value / 100;
  if (dimension === undefined) return amount.value;
  return dimension === 'temperature' ? inCelsius(amount) : inBase(amount, dimension);
}

const unitTexts: ReadonlyMap<string, string> = new Map([
  ['degC', '°C'],
  ['degF', '°F'],
  ['Cal', 'kcal'],
]);

/** As it was shown there; undefined where the number of the item says it as well. */
export function showAmount(
  { value, unit }: Amount,
  dimension: Dimension | 'temperature' | undefined,
): Amount | undefined {
  if (dimension === undefined || dimension === 'share') return undefined;
  return { value, unit: unitTexts.get(unit) ?? unit.replace(/<[\d.]+>/, '') };
}

const contexts: ReadonlyMap<string, ReadonlyMap<string, CodableValue>> = new Map([
  [
    'HKBloodGlucoseMealTime',
    new Map([
      ['1', makeWcCoded('glucose-measurement-context', 'BeforeMeal', 'Before meal')],
      ['2', makeWcCoded('glucose-measurement-context', 'AfterMeal', 'After meal')],
    ]),
  ],
  [
    'HKInsulinDeliveryReason',
    new Map([
      ['1', words('Basal')],
      ['2', words('Bolus')],
    ]),
  ],
  [
    'HKMetadataKeyHeartRateMotionContext',
    new Map([['2', makeWcCoded('heart-rate-measurement-conditions', 'Active', 'Active')]]),
  ],
]);

/** What a line of metadata says of the circumstances. */
export function findContext(key: string, value: string): CodableValue | undefined {
  return contexts.get(key)?.get(value);
}

const flows: ReadonlyMap<string, CodableValue> = new Map([
  ['Light', makeWcCoded('menstrual-flow-amount', '2', 'Light')],
  ['Medium', makeWcCoded('menstrual-flow-amount', '3', 'Medium')],
  ['Heavy', makeWcCoded('menstrual-flow-amount', '4', 'Heavy')],
]);

/** How heavy; undefined where it is not told. @param value `HKCategoryValueMenstrualFlowHeavy`, or of bleeding */
export function findFlow(value: string): CodableValue | undefined {
  return flows.get(value.replace(/^HKCategoryValue(MenstrualFlow|VaginalBleeding)/, ''));
}

/** A type for people: `HKQuantityTypeIdentifierHeadphoneAudioExposure` is Headphone Audio Exposure. */
export function nameType(type: string): string {
  const known = named.get(type);
  if (known !== undefined) return known;
  const name = type
    .slice(0, 200)
    .replace(/^HK(Quantity|Category|Correlation|Data)Type(Identifier)?/, '')
    .replace(/^HKWorkoutActivityType/, '')
    .replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1 ');
  if (named.size < 1000) named.set(type, name);
  return name;
}

const named = new Map<string, string>();
