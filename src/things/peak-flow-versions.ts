// Peak flow between its versions. Both measure FEV1, the air of the first second: version 1 as a flow of
// liters a second, version 2 as liters, so the number is the same and only its unit differs.
import { approximately, exactlyOrEarliest } from './common/dates.ts';
import type { DisplayValue, FlowValue, VolumeValue } from './common/measurements.ts';
import type { PeakFlow, Spirometer } from './peak-flow.ts';

export function up({ when, pef, fev1 }: Spirometer): PeakFlow {
  return { when: approximately(when), pef, fev1: fev1 && inOneSecond(fev1) };
}

export function down({ when, pef, fev1 }: PeakFlow): Spirometer {
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
