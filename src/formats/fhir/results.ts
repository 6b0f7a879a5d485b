// What was found, of whatever kind: an amount, words, a code. Items have it in words and numbers, resources in value[x] beside the
// range that is usual and how it stands out.
import type { CodableValue } from '../../things/common/codable.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import { findUcumOfText, findUcumOfUnits } from '../../things/common/unit-names.ts';
import { showUnit } from '../clinical/amounts.ts';
import { addWritten } from './amounts.ts';
import { isWritable, translated, ucum } from './codes.ts';
import { hasOwnDigits, sayDigits } from './digits.ts';
import { type Draft, getOwn, type Json, type JsonObject, listOf } from './json.ts';
import type { Converter } from './mapping.ts';
import { findValue } from './observation.ts';

const interpretations = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

/** How a result stands out: the letters of laboratories. */
export const flag: Converter<CodableValue> = translated(interpretations, 'lab-result-flag', {
  N: ['N', 'Normal'],
  H: ['H', 'High'],
  L: ['L', 'Low'],
  A: ['A', 'Abnormal'],
  AA: ['C', 'Critical'],
  IND: ['I', 'Indeterminate'],
  HH: ['C', 'Critically high'],
  LL: ['C', 'Critically low'],
});

/** A number in a unit that the item names, as far as UCUM knows it. */
export function writeAmount(
  value: Json | undefined,
  units: Json | undefined,
  written = '',
): JsonObject | undefined {
  if (typeof value !== 'number') return undefined;
  const codable = units as unknown as CodableValue | undefined;
  const code = codable && findUcumOfUnits(codable);
  const quantity = {
    value,
    ...(isWritable(codable?.text) && { unit: codable?.text }),
    ...(code !== undefined && isCode(code) && { system: ucum, code }),
  };
  return addWritten(quantity, /^-?\d+\.\d+(?= |$)/.exec(written)?.[0]);
}

/** Any text may stand where a code of UCUM is said to. */
function isCode(text: string): boolean {
  return /^[!-~]+$/.test(text);
}

/** The unit of a Quantity as items name it. */
export function readUnits(quantity: Json | undefined): JsonObject | undefined {
  const code = getOwn(quantity, 'system') === ucum ? getOwn(quantity, 'code') : undefined;
  if (code === '1') return undefined;
  const unit = getOwn(quantity, 'unit');
  const text = isWritable(unit) ? unit : typeof code === 'string' ? (showUnit(code) ?? code) : undefined;
  if (text === undefined) return undefined;
  return { text, ...(typeof code === 'string' && { code: [{ value: code, type: 'UCUM' }] }) };
}

const bound = /^(<=|<|>=|>) ?(-?\d+(?:\.\d+)?)(?: (\S.*))?$/;

/** Puts what was found where a resource has it. */
export function writeMeasurement(measurement: Json | undefined, into: Draft): void {
  const { display, structured = [] } = (measurement ?? {}) as unknown as Partial<GeneralMeasurement>;
  const [only, ...others] = structured;
  const amount =
    only && others.length === 0 ? writeAmount(only.value, only.units as unknown as Json, display) : undefined;
  const quantity = amount ?? (isWritable(display) ? readWords(display) : undefined);
  if (quantity) into.valueQuantity = quantity;
  else if (isWritable(display)) into.valueString = display;
}

/** A bound, or a bare number, that stands in words. */
function readWords(words: string): JsonObject | undefined {
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(words) && isExact(words))
    return addWritten({ value: Number(words) }, words);
  const found = bound.exec(words);
  if (!found) return undefined;
  const [, comparator = '', value = '', unit] = found;
  if (!isExact(value)) return undefined;
  const code = unit === undefined ? undefined : findUcumOfText(unit);
  const quantity = {
    value: Number(value),
    comparator,
    ...(unit !== undefined && { unit }),
    ...(code !== undefined && { system: ucum, code }),
  };
  return addWritten(quantity, value);
}

/** Can a number be written as it is here? */
function isExact(digits: string): boolean {
  return String(Number(digits)) === digits || (/\.\d*0$/.test(digits) && hasOwnDigits(digits));
}

/** What was found, in words and as a number where it is one. */
export function readMeasurement(from: Json | undefined): JsonObject | undefined {
  const [name, value] = findValue(from) ?? [];
  if (name === 'valueQuantity') return readAmount(value);
  const words = value === undefined ? undefined : sayValue(name ?? '', value);
  return words === undefined ? undefined : { display: words };
}

function readAmount(quantity: Json | undefined): JsonObject | undefined {
  const value = getOwn(quantity, 'value');
  if (typeof value !== 'number') return undefined;
  const units = readUnits(quantity);
  const comparator = getOwn(quantity, 'comparator');
  const words = `${typeof comparator === 'string' ? `${comparator}` : ''}${sayDigits(quantity)}`;
  const display = units ? `${words} ${units.text}` : words;
  return comparator === undefined && units ? { display, structured: [{ value, units }] } : { display };
}

/** What is no amount, in words. */
export function sayValue(name: string, value: Json): string | undefined {
  const parts = sayParts(name, value);
  return isWritable(parts) ? parts : undefined;
}

function sayParts(name: string, value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  switch (name) {
    case 'valueQuantity':
      return getOwn(readAmount(value), 'display') as string | undefined;
    case 'valueCodeableConcept':
      return sayConcept(value);
    case 'valueRange':
      return join(' – ', [sayAmount(getOwn(value, 'low')), sayAmount(getOwn(value, 'high'))]);
    case 'valueRatio':
      return join(' : ', [sayAmount(getOwn(value, 'numerator')), sayAmount(getOwn(value, 'denominator'))]);
    case 'valuePeriod':
      return join(' – ', [getOwn(value, 'start'), getOwn(value, 'end')]);
    default:
      return undefined;
  }
}

function sayAmount(quantity: Json | undefined): Json | undefined {
  return getOwn(readAmount(quantity), 'display');
}

function sayConcept(concept: Json): string | undefined {
  const codings = listOf(getOwn(concept, 'coding'));
  const all = [
    getOwn(concept, 'text'),
    ...codings.flatMap(one => [getOwn(one, 'display'), getOwn(one, 'code')]),
  ];
  return all.find(isWritable);
}

function join(between: string, parts: readonly (Json | undefined)[]): string | undefined {
  const said = parts.filter(isWritable);
  return said.length === 0 ? undefined : said.join(between);
}

/** What is usual, with the unit of what was found. */
export function writeBounds(
  min: Json | undefined,
  max: Json | undefined,
  units: Json | undefined,
): JsonObject {
  const [low, high] = [writeAmount(min, units), writeAmount(max, units)];
  return { ...(low && { low }), ...(high && { high }) };
}

export function readBound(range: Json | undefined, end: 'low' | 'high'): number | undefined {
  const value = getOwn(getOwn(range, end), 'value');
  return typeof value === 'number' ? value : undefined;
}
