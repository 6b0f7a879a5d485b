// What devices measure, each with the item it becomes. A reading comes in the base unit of its kind.

import bloodGlucose from '../../things/blood-glucose.ts';
import bloodOxygenSaturation from '../../things/blood-oxygen-saturation.ts';
import bodyComposition from '../../things/body-composition.ts';
import bodyDimension from '../../things/body-dimension.ts';
import { type CodableValue, makeWcCoded, words } from '../../things/common/codable.ts';
import { approximately, type DateTime } from '../../things/common/dates.ts';
import foodAndDrink from '../../things/food-and-drink.ts';
import heartRate from '../../things/heart-rate.ts';
import height from '../../things/height.ts';
import insulinInjectionUsage from '../../things/insulin-injection-usage.ts';
import peakFlow from '../../things/peak-flow.ts';
import vitalSigns from '../../things/vital-signs.ts';
import weight from '../../things/weight.ts';
import { type AboutCandidate, type Finding, makeFinding } from '../format.ts';
import { type Amount, round } from './units.ts';

/** What an item is made of: when, the number in the base unit, and as the device showed it. */
export interface Said {
  readonly when: DateTime;
  readonly value: number;
  readonly shown?: Amount | undefined;
  /** Under which circumstances, or of which sort. */
  readonly context?: CodableValue | undefined;
  /** The device could not tell more than that it is beyond this. */
  readonly beyond?: 'low' | 'high' | undefined;
}

export interface Kind {
  /** What can be, of whoever lives. */
  readonly possible: readonly [min: number, max: number];
  /** Is it measured by itself many times a day, so that a day of it is brought together? */
  readonly isRoutine?: true;
  make(said: Said, what: string, about: AboutCandidate): Finding;
}

export type KindName = keyof typeof kinds;

/** By their names; the base unit stands beside each. */
export const kinds = {
  /** kg */
  weight: {
    possible: [0.2, 700],
    make: ({ when, value, shown }, what, about) =>
      makeFinding(weight, { when, value: { kg: value, ...display(shown, 'kg') } }, what, about),
  },
  /** m */
  height: {
    possible: [0.1, 3],
    make: ({ when, value, shown }, what, about) =>
      makeFinding(height, { when, value: { m: value, ...display(shown, 'm') } }, what, about),
  },
  /** m */
  waist: {
    possible: [0.1, 4],
    make: ({ when, value, shown }, what, about) =>
      makeFinding(
        bodyDimension,
        {
          when: approximately(when),
          measurementName: makeWcCoded(
            'body-dimension-measurement-names',
            'WaistCircumference',
            'Waist size',
          ),
          value: { m: value, ...display(shown, 'm') },
        },
        what,
        about,
      ),
  },
  /** Fractions, and masses in kg. */
  fat: part('fat-percent', 'Body fat percentage'),
  fatMass: part('fat-mass', 'Body fat mass', 'kg'),
  leanMass: part('lean-mass', 'Body lean mass', 'kg'),
  muscleMass: part('muscle-mass', 'Body muscle mass', 'kg'),
  boneMass: part('bone-mass', 'Body bone mass', 'kg'),
  water: part('water-percent', 'Body water percentage'),
  waterMass: part('water-mass', 'Body water mass', 'kg'),
  /** kg/m² */
  bodyMassIndex: vital(
    { text: 'Body mass index', code: [{ value: '39156-5', family: 'regenstrief', type: 'LOINC' }] },
    'kg/m²',
    [3, 250],
  ),
  /** °C */
  temperature: vital(makeWcCoded('vital-statistics', 'Tmp', 'Temperature'), '°C', [15, 46]),
  /** Breaths a minute. */
  respiratoryRate: {
    ...vital(makeWcCoded('vital-statistics', 'Res', 'Respiratory Rate'), '/min', [1, 150]),
    isRoutine: true,
  },
  /** Beats a minute. */
  heartRate: { ...pulse(), isRoutine: true },
  restingHeartRate: pulse(makeWcCoded('heart-rate-measurement-conditions', 'Resting', 'Resting')),
  /** A fraction. */
  oxygen: {
    possible: [0.2, 1],
    isRoutine: true,
    make: ({ when, value }, what, about) => makeFinding(bloodOxygenSaturation, { when, value }, what, about),
  },
  /** mmol/L */
  glucose: {
    possible: [0.3, 120],
    make: ({ when, value, shown, context }, what, about) =>
      makeFinding(
        bloodGlucose,
        {
          when,
          value: { mmolPerL: value, ...display(shown, 'mmol/L') },
          glucoseMeasurementType: makeWcCoded('glucose-measurement-type', 'wb', 'Whole blood'),
          measurementContext: context,
        },
        what,
        about,
      ),
  },
  /** mmol/L, of a sensor below the skin: one by one, as a mean of them would hide the lows that it is worn for. */
  sensorGlucose: {
    possible: [0.3, 120],
    make: ({ when, value, shown, beyond }, what, about) =>
      makeFinding(
        bloodGlucose,
        {
          when,
          value: { mmolPerL: value, ...display(shown, 'mmol/L') },
          glucoseMeasurementType: words('Interstitial fluid'),
          ...(beyond && { normalcy: beyond === 'low' ? 1 : 5 }),
        },
        what,
        about,
      ),
  },
  /** Grams, eaten at once. */
  carbohydrates: {
    possible: [0.1, 2000],
    make: ({ when, value }, what, about) =>
      makeFinding(
        foodAndDrink,
        {
          when,
          foodItem: words('Carbohydrates'),
          carbohydrates: { kg: round(value / 1000), display: { value, units: 'g' } },
        },
        what,
        about,
      ),
  },
  /** Units. */
  insulin: {
    possible: [0.001, 1000],
    make: ({ when, value, context = words('Insulin') }, what, about) =>
      makeFinding(insulinInjectionUsage, { when, type: context, amount: { IE: value } }, what, about),
  },
  /** L/s */
  peakFlow: {
    possible: [0.1, 30],
    make: ({ when, value, shown }, what, about) =>
      makeFinding(
        peakFlow,
        { when: approximately(when), pef: { litersPerSecond: value, ...display(shown, 'L/s') } },
        what,
        about,
      ),
  },
  /** L */
  fev1: {
    possible: [0.05, 15],
    make: ({ when, value, shown }, what, about) =>
      makeFinding(
        peakFlow,
        { when: approximately(when), fev1: { liters: value, ...display(shown, 'L') } },
        what,
        about,
      ),
  },
} satisfies Readonly<Record<string, Kind>>;

/** As a device showed it, where that was in another unit than that of the number. */
function display(shown: Amount | undefined, base: string) {
  if (!shown || (shown.unit === base && shown.text === undefined)) return {};
  const { value, unit: units, text } = shown;
  return { display: { value, units, ...(text !== undefined && { text }) } };
}

function part(code: string, text: string, unit?: 'kg'): Kind {
  return {
    possible: unit === undefined ? [0, 1] : [0, 400],
    make: ({ when, value, shown }, what, about) =>
      makeFinding(
        bodyComposition,
        {
          when: approximately(when),
          measurementName: makeWcCoded('body-composition-measurement-names', code, text),
          value:
            unit === undefined
              ? { percentValue: value }
              : { massValue: { kg: value, ...display(shown, unit) } },
        },
        what,
        about,
      ),
  };
}

function vital(title: CodableValue, unit: string, possible: readonly [number, number]): Kind {
  return {
    possible,
    make: ({ when, value, shown }, what, about) =>
      makeFinding(
        vitalSigns,
        {
          when,
          vitalSignsResults: [{ title, value: shown?.value ?? value, unit: words(shown?.unit ?? unit) }],
        },
        what,
        about,
      ),
  };
}

function pulse(conditions?: CodableValue): Kind {
  return {
    possible: [10, 400],
    make: ({ when, value, context }, what, about) =>
      makeFinding(
        heartRate,
        { when, value: Math.round(value), measurementConditions: context ?? conditions },
        what,
        about,
      ),
  };
}
