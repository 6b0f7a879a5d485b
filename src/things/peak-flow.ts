// Peak flow: how fast and how much a person breathes out. Version 1 was called Spirometer reading: below.
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, approximately, dateLoses, dateTime, exactlyOrEarliest } from './common/dates.ts';
import { measuredSeries } from './common/measured-series.ts';
import type { DisplayValue, FlowValue, VolumeValue } from './common/measurements.ts';
import { flowText, flowValue, measured, measuredText, volumeValue } from './common/measurements.ts';
import { percentage, positiveDouble } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

/** Unlike the shared one this must not be 0. */
const positiveVolume = measured('liters', positiveDouble);

export const spirometer = seq({
  when: dateTime,
  fev1: optional(flowValue),
  pef: optional(flowValue),
  warning: many(string),
  problem: many(string),
  FEVoverFVC: optional(percentage),
  FEF25to75: optional(percentage),
  FEF25to50: optional(percentage),
  FIF25to75: optional(percentage),
  FIF25to50: optional(percentage),
  FET: optional(inUnit(positiveDouble, 's')),
  SVC: optional(positiveVolume),
  TV: optional(positiveVolume),
  MVV: optional(flowValue),
});
export type Spirometer = Infer<typeof spirometer>;

export const peakFlow = seq({
  when: approxDateTime,
  pef: optional(flowValue),
  fev1: optional(volumeValue),
  fev6: optional(volumeValue),
  'measurement-flags': many(codable()),
});
export type PeakFlow = Infer<typeof peakFlow>;

export default thingType({
  name: 'Peak flow',
  description: 'How fast a person can breathe out, and how much air comes in the first seconds.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '921588d1-27bf-423c-8e55-650d2fedb3e0',
      number: 1,
      root: 'spirometer',
      namespace: 'urn:com.microsoft.wc.thing.spirometer',
      schema: spirometer,
      effectiveDate: 'when',
    }),
    thingVersion({
      id: '5d8419af-90f0-4875-a370-0f881c18f6b3',
      number: 2,
      root: 'peak-flow',
      namespace: 'urn:com.microsoft.wc.thing.peak-flow',
      schema: peakFlow,
      effectiveDate: 'when',
      up,
      down,
      loses: {
        up: 'all but fev1 and pef: warnings, problems, FEVoverFVC and the other values of the lung',
        down: `fev6, measurement-flags, an fev1 of 0, ${dateLoses}`,
      },
    }),
  ],
  short: ['pef', 'when'],
  labels: {
    pef: 'Fastest flow (PEF)',
    fev1: 'Air in the first second (FEV1)',
    fev6: 'Air in the first six seconds (FEV6)',
    FEVoverFVC: 'Share of the air that comes in the first second (FEV1/FVC)',
    FEF25to75: 'Flow out, from 25 to 75 % (FEF)',
    FEF25to50: 'Flow out, from 25 to 50 % (FEF)',
    FIF25to75: 'Flow in, from 25 to 75 % (FIF)',
    FIF25to50: 'Flow in, from 25 to 50 % (FIF)',
    SVC: 'Air of a slow full breath (SVC)',
    TV: 'Air of a breath at rest (TV)',
    MVV: 'Fastest breathing in and out (MVV)',
    FET: 'Time of breathing out (FET)',
    liters: 'Liters',
    display: 'As shown',
    'measurement-flags': 'What to note',
  },
  usual: { pef: [0.3, 20], fev1: [0.1, 10], fev6: [0.1, 10] },
  summary: ({ pef, fev1, fev6 }: PeakFlow) =>
    [pef && `PEF ${flowText(pef)}`, fev1 && `FEV1 ${volumeText(fev1)}`, fev6 && `FEV6 ${volumeText(fev6)}`]
      .filter(Boolean)
      .join(', '),
  chart: [
    measuredSeries('Fastest flow (PEF)', 'liters-per-second', ({ pef }) => pef),
    measuredSeries('Air in the first second (FEV1)', 'liters', ({ fev1 }) => fev1),
  ],
});

function volumeText({ liters, display }: VolumeValue): string {
  return measuredText(liters, 'L', display);
}

// Peak flow between its versions. Both measure FEV1, the air of the first second: version 1 as a flow of
// liters a second, version 2 as liters, so the number is the same and only its unit differs.

function up({ when, pef, fev1 }: Spirometer): PeakFlow {
  return { when: approximately(when), pef, fev1: fev1 && inOneSecond(fev1) };
}

function down({ when, pef, fev1 }: PeakFlow): Spirometer {
  return { when: exactlyOrEarliest(when), pef, fev1: fev1 && perSecond(fev1) };
}

function inOneSecond({ litersPerSecond, display }: FlowValue): VolumeValue {
  return { liters: litersPerSecond, display: display && volumeShown(display) };
}

/** The same number, without the time in its unit. One of another time, such as L/min, would be another number. */
function volumeShown(display: DisplayValue): DisplayValue | undefined {
  const units = display.units.replace(/\s*(?:\/|\bper\b)\s*s(?:ec(?:ond)?s?)?\.?$/i, '');
  if (/\/|\bper\b/i.test(units)) return undefined;
  return inUnits(display, units);
}

function perSecond({ liters, display }: VolumeValue): FlowValue | undefined {
  if (liters === 0) return undefined;
  return { litersPerSecond: liters, display: display && inUnits(display, `${display.units}/s`) };
}

/** The code of a unit is not worth anything for another. */
function inUnits({ value, units: before, unitsCode, text }: DisplayValue, units: string): DisplayValue {
  return {
    value,
    units,
    ...(unitsCode !== undefined && units === before && { unitsCode }),
    ...(text !== undefined && { text }),
  };
}
