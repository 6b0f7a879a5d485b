// Amounts that items hold in words and numbers, as Quantity, Range and back.
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import { codeable, isWritable, ucum } from './codes.ts';
import { addDigits, hasOwnDigits, sayDigits } from './digits.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import type { Converter } from './mapping.ts';

/** A number with its unit; UCUM where the unit has such a code. */
export function writeAmount(amount: Json | undefined): JsonObject | undefined {
  const [value, units] = [getOwn(amount, 'value'), getOwn(amount, 'units')];
  if (typeof value !== 'number') return undefined;
  const concept = units === undefined ? undefined : codeable.write(units, { zone: 'UTC' });
  const codings = listOf(getOwn(concept, 'coding'));
  const coding = codings.find(one => getOwn(one, 'system') === ucum) ?? codings[0];
  const [system, code] = [getOwn(coding, 'system'), getOwn(coding, 'code')];
  const text = getOwn(units, 'text');
  return {
    value,
    ...(isWritable(text) && { unit: text }),
    ...(system !== undefined && code !== undefined && { system, code }),
  };
}

export function readAmount(quantity: Json | undefined): JsonObject | undefined {
  const value = getOwn(quantity, 'value');
  if (!isObject(quantity) || typeof value !== 'number' || getOwn(quantity, 'comparator') !== undefined)
    return undefined;
  const { unit, system, code } = quantity;
  const coding = code === undefined ? [] : [{ ...(system !== undefined && { system }), code }];
  const units = codeable.read({ coding, ...(isWritable(unit) && { text: unit }) }, { zone: 'UTC' });
  return units === undefined ? undefined : { value, units };
}

/** `2 tablets`, or `2–3 tablets`. */
function sayAmounts(amounts: readonly JsonObject[], written: readonly string[]): string {
  const values = written.join('–');
  return `${values} ${getOwn(getOwn(amounts[0], 'units'), 'text')}`;
}

const numbered = /^(\d{1,9}(?:\.\d{1,6})?) (\S(?:.{0,60}\S)?)$/;

/**
 * An amount as a Quantity, or two as a Range; words that are a number and what is counted are such an amount, too.
 * @returns undefined for others
 */
export function writeMeasured(
  value: Json | undefined,
): { quantity: JsonObject } | { range: JsonObject } | undefined {
  const { display, structured = [] } = (value ?? {}) as unknown as Partial<GeneralMeasurement>;
  const written = listDigits(display);
  const amounts = structured.map((one, at) => addWritten(writeAmount(one as unknown as Json), written[at]));
  const [first, second] = amounts;
  if (structured.length === 0) {
    const [, number, unit] = numbered.exec(display ?? '') ?? [];
    return number === undefined || unit === undefined
      ? undefined
      : { quantity: addWritten({ value: Number(number), unit }, number) };
  }
  if (amounts.length === 1 && first) return { quantity: first };
  const isRange =
    amounts.length === 2 && first && second && first.unit === second.unit && first.code === second.code;
  return isRange && (first.value as number) < (second.value as number)
    ? { range: { low: first, high: second } }
    : undefined;
}

/** The numbers that words begin with: `2.0 mg`, or `2.0–3.0 mg`. */
function listDigits(words = ''): readonly string[] {
  return /^\d+(?:\.\d+)?(?:–\d+(?:\.\d+)?)?(?= |$)/.exec(words)?.[0].split('–') ?? [];
}

/** With the zeros at the end of its number that it was written with. */
export function addWritten(quantity: JsonObject, digits: string | undefined): JsonObject;
export function addWritten(
  quantity: JsonObject | undefined,
  digits: string | undefined,
): JsonObject | undefined;
export function addWritten(quantity: JsonObject | undefined, digits = ''): JsonObject | undefined {
  if (!quantity || !/\.\d*0$/.test(digits) || !hasOwnDigits(digits) || Number(digits) !== quantity.value)
    return quantity;
  return { ...quantity, _value: addDigits(undefined, digits) as JsonObject };
}

export function readMeasured(quantity: Json | undefined, range: Json | undefined): JsonObject | undefined {
  const read = [quantity, getOwn(range, 'low'), getOwn(range, 'high')].flatMap(one => {
    const amount = readAmount(one);
    return amount ? [{ amount, written: sayDigits(one) }] : [];
  });
  const amounts = read.map(({ amount }) => amount);
  const written = read.map(one => one.written);
  if (amounts.length > 0) return { display: sayAmounts(amounts, written), structured: amounts };
  const [value, text] = [getOwn(quantity, 'value'), getOwn(quantity, 'unit')];
  if (typeof value === 'number' && getOwn(quantity, 'comparator') === undefined)
    return { display: sayDigits(quantity) };
  return isWritable(text) && value === undefined ? { display: text } : undefined;
}

/** For how many days something lasts. */
export const days: Converter<number> = {
  write: value =>
    typeof value === 'number'
      ? { value, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' }
      : undefined,
  read(json) {
    const [value, code] = [getOwn(json, 'value'), getOwn(json, 'code') ?? getOwn(json, 'unit')];
    const isDays = code === 'd' || code === 'day' || code === 'days';
    return isDays && typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
  },
};
