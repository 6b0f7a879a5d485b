// Converts measurements between units by UCUM, the code of units that FHIR and laboratories use. How HealthVault and
// people write units is in unit-names.ts. Nothing here changes or rounds what is stored; what is not known for
// certain is undefined. Whoever does not convert does not load the library: nothing that all types need imports this.
import ucum from '@lhncbc/ucum-lhc';
import { convertIfccToNgsp, convertNgspToIfcc } from './hba1c-units.ts';
import type { BaseUnit, DisplayValue, GeneralMeasurement } from './measurements.ts';
import { molarMass, type Substance } from './substances.ts';
import { agreeOnCode, findUcumOfCode, findUcumOfText, findUcumOfUnits, ucumOfBase } from './unit-names.ts';

let library: ReturnType<typeof ucum.UcumLhcUtils.getInstance> | undefined;

/** It unpacks its tables, which take megabytes, when somebody converts. */
function openLibrary(): NonNullable<typeof library> {
  library ??= ucum.UcumLhcUtils.getInstance();
  return library;
}

/**
 * A number in another unit, both by their UCUM codes: `convert(154, '[lb_av]', 'kg')`. Undefined when a code is
 * unknown or the two measure different things. Between mass and moles it takes the substance.
 */
export function convert(value: number, from: string, to: string, substance?: Substance): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  // The library will not convert arbitrary units, such as those of insulin, not even to themselves.
  if (from === to) return openLibrary().validateUnitString(from).status === 'valid' ? value : undefined;
  const molecularWeight = substance === undefined ? null : molarMass[substance];
  const { status, toVal, msg } = openLibrary().convertUnitTo(from, value, to, { molecularWeight });
  // A message with a result tells that the library took the code for another.
  return status === 'succeeded' && toVal !== null && msg.length === 0 ? exact(toVal) : undefined;
}

/** What was shown to a person, in another unit. */
export function convertDisplay(display: DisplayValue, to: string, substance?: Substance): number | undefined {
  const from = findUcumOfDisplay(display);
  return from === undefined ? undefined : convert(display.value, from, to, substance);
}

/** What was shown to a person, in the base unit of a measured value: `displayInBase(display, 'kg')`. */
export function displayInBase(
  display: DisplayValue,
  base: BaseUnit,
  substance?: Substance,
): number | undefined {
  // Of a HbA1c per cent are those of NGSP, not tenths of mmol/mol.
  if (base === 'mmol-per-mol' && findUcumOfDisplay(display) === '%')
    return exact(convertNgspToIfcc(display.value));
  return convertDisplay(display, ucumOfBase[base], substance);
}

/** The number of a measured value in another unit: `convertBase(value.kg, 'kg', '[lb_av]')`. */
export function convertBase(
  value: number,
  base: BaseUnit,
  to: string,
  substance?: Substance,
): number | undefined {
  if (base === 'mmol-per-mol' && to === '%') return exact(convertIfccToNgsp(value));
  return convert(value, ucumOfBase[base], to, substance);
}

/** The numbers of a measurement in another unit; undefined unless there are some, and each has a known unit. */
export function convertMeasurement(
  { structured = [] }: GeneralMeasurement,
  to: string,
  substance?: Substance,
): number[] | undefined {
  const numbers = structured.map(({ value, units }) => {
    const from = findUcumOfUnits(units);
    return from === undefined ? undefined : convert(value, from, to, substance);
  });
  const known = numbers.filter(number => number !== undefined);
  return known.length > 0 && known.length === numbers.length ? known : undefined;
}

/** The UCUM code of the unit of a display value; undefined too where its code and its words disagree. */
export function findUcumOfDisplay({ units, unitsCode }: DisplayValue): string | undefined {
  return agreeOnCode([
    unitsCode === undefined ? undefined : findUcumOfCode(unitsCode),
    findUcumOfText(units),
  ]);
}

/** A conversion is several steps of binary arithmetic, which leave noise after the thirteenth digit. */
function exact(value: number): number {
  return Number(value.toPrecision(13));
}
