// Measured values: one number in the base unit, and what the person saw or typed.
import {
  type Infer,
  inUnit,
  type Measure,
  measuredBy,
  named,
  type Schema,
  type TextSchema,
} from '../../schema/schema.ts';
import { many, type Occurs, optional, seq } from '../../schema/sequence.ts';
import { double, string, textWithAttributes } from '../../schema/text.ts';
import { codable } from './codable.ts';
import { base } from './namespaces.ts';
import { dropNoise, nonNegativeDouble, positiveDouble } from './numbers.ts';
import type { Say } from './say.ts';
import type { Substance } from './substances.ts';

/** The value in the unit of the person: `<display units="lb">154</display>`. */
export const displayValue = named(
  base,
  'display-value',
  textWithAttributes(double(), {
    units: string,
    'units-code': { optional: string, key: 'unitsCode' },
    text: { optional: string },
  }),
);
export type DisplayValue = Infer<typeof displayValue>;

/** The base units, by the element that holds a number in one, as people write them. */
export const baseUnits = {
  kg: 'kg',
  m: 'm',
  liters: 'L',
  'liters-per-second': 'L/s',
  celsius: '°C',
  'seconds-per-hundred-meters': 's/100 m',
  'meters-per-second': 'm/s',
  watts: 'W',
  'newton-meters': 'N·m',
  pascals: 'Pa',
  'breaths-per-minute': '/min',
  mmolPerL: 'mmol/L',
  'mmol-per-mol': 'mmol/mol',
  calories: 'kcal',
  IE: 'units',
} as const;
export type BaseUnit = keyof typeof baseUnits;

/** What people type, where it is more than the base unit; the likeliest first. */
const typedUnits: { readonly [Unit in BaseUnit]?: readonly string[] } = {
  kg: ['kg', 'lb', 'g', 'oz'],
  m: ['cm', 'm', 'in', 'ft'],
  liters: ['L', 'mL'],
  'liters-per-second': ['L/min', 'L/s'],
  celsius: ['°C', '°F'],
  'meters-per-second': ['km/h', 'm/s', 'mph'],
  pascals: ['mmHg', 'hPa', 'kPa', 'Pa', 'cmH2O'],
  'mmol-per-mol': ['mmol/mol', '%'],
  calories: ['kcal', 'kJ'],
};

type MeasuredFields<Unit extends BaseUnit> = Record<Unit, TextSchema<number>> & {
  display: Occurs<typeof displayValue, 0, false>;
};

/** A measurement in a base unit, by the element that holds its number. */
export function measured<const Unit extends BaseUnit>(
  unit: Unit,
  number: TextSchema<number>,
  // Said by its name: written out, declarations of it hold for no compiler.
): ReturnType<typeof seq<MeasuredFields<Unit>, Record<never, never>>> {
  const fields = { [unit]: inUnit(number, baseUnits[unit]), display: optional(displayValue) };
  const schema = seq(fields as MeasuredFields<Unit>);
  return measuredBy(inUnit(schema, baseUnits[unit]), { units: typedUnits[unit] ?? [baseUnits[unit]] });
}

/** A way, which people count in kilometres or miles. */
export function ofWay<S extends Schema<unknown>>(length: S): S {
  return measuredBy(length, { units: ['km', 'm', 'mi', 'ft'] });
}

/** A concentration of a substance that laboratories report by its mass too. */
export function ofSubstance<S extends Schema<unknown>>(concentration: S, substance: Substance): S {
  return measuredBy(concentration, { units: ['mmol/L', 'mg/dL'], substance });
}

export const weightValue = named(base, 'weight-value', measured('kg', nonNegativeDouble));
export const lengthValue = named(base, 'length-value', measured('m', positiveDouble));
export const distanceValue = ofWay(lengthValue);
export const altitudeValue = named(base, 'altitude-value', ofWay(measured('m', double())));
export const volumeValue = named(base, 'volume-value', measured('liters', nonNegativeDouble));
export const flowValue = named(base, 'flow-value', measured('liters-per-second', positiveDouble));
export const temperatureValue = named(base, 'temperature-value', measured('celsius', double()));
export const paceValue = named(base, 'pace-value', measured('seconds-per-hundred-meters', positiveDouble));
export const speedValue = named(base, 'speed-value', measured('meters-per-second', positiveDouble));
export const powerValue = named(base, 'power-value', measured('watts', positiveDouble));
export const torqueValue = named(base, 'torque-value', measured('newton-meters', positiveDouble));
export const pressureValue = named(base, 'pressure-value', measured('pascals', nonNegativeDouble));
export const respiratoryRateValue = named(
  base,
  'respiratory-rate-value',
  measured('breaths-per-minute', nonNegativeDouble),
);
export const concentrationValue = named(base, 'concentration-value', measured('mmolPerL', nonNegativeDouble));
export const bloodGlucoseValue = named(
  base,
  'blood-glucose-value',
  ofSubstance(measured('mmolPerL', positiveDouble), 'glucose'),
);
export const insulinInjectionValue = named(base, 'insulin-injection-value', measured('IE', positiveDouble));

export type WeightValue = Infer<typeof weightValue>;
export type VolumeValue = Infer<typeof volumeValue>;
export type FlowValue = Infer<typeof flowValue>;
export type LengthValue = Infer<typeof lengthValue>;
export type ConcentrationValue = Infer<typeof concentrationValue>;
export type InsulinInjectionValue = Infer<typeof insulinInjectionValue>;

export const structuredMeasurement = named(
  base,
  'structured-measurement',
  seq({ value: double(), units: codable('measurement-unit-sets') }),
);
export type StructuredMeasurement = Infer<typeof structuredMeasurement>;

/** A measurement in words, and as numbers where it has some: "1 tablet every 8 hours". */
export const generalMeasurement = named(
  base,
  'general-measurement',
  seq({ display: string, structured: many(structuredMeasurement) }),
);
export type GeneralMeasurement = Infer<typeof generalMeasurement>;

/** How often: "every 8 hours". */
export const frequency = measuredBy(generalMeasurement, { isFrequency: true });

export const doubleRange = named(
  base,
  'double-range',
  seq({ 'minimum-range': double(), 'maximum-range': double() }),
);

/** A number in the unit that people count such a thing in; undefined where that is the base unit. */
export function convertToShown(
  measure: Measure | undefined,
  number: number,
): { number: number; unit: string } | undefined {
  const { shownIn } = measure ?? {};
  return shownIn && { number: dropNoise(number * shownIn.perBase), unit: shownIn.unit };
}

/** A measurement for people to read: as it was displayed, to the digit, or in the base unit. */
export function measuredText(value: number, unit: string, display?: DisplayValue): string {
  if (!display) return `${numberText(value)} ${unit}`;
  return display.text ?? `${display.value} ${display.units}`;
}

/** A flow of air for people to read: `9.9 L/s`. */
export function flowText({ litersPerSecond, display }: FlowValue): string {
  return measuredText(litersPerSecond, 'L/s', display);
}

/** An amount of insulin for people to read: `12 units`. */
export function insulinText({ IE, display }: InsulinInjectionValue, say: Say): string {
  const unit = baseUnits.IE;
  const text = measuredText(IE, unit, display);
  return text.endsWith(` ${unit}`) ? `${text.slice(0, -unit.length)}${say(unit)}` : text;
}

/** A number of minutes for people to read: `7 h 25 min`. */
export function minutesText(minutes: number): string {
  if (!(minutes >= 60 && minutes < Number.POSITIVE_INFINITY)) return `${numberText(minutes)} min`;
  const rest = Number((minutes % 60).toPrecision(12));
  return [`${Math.floor(minutes / 60)} h`, rest > 0 && `${rest} min`].filter(Boolean).join(' ');
}

/** All digits that mean something. */
function numberText(value: number): string {
  return String(dropNoise(value));
}
