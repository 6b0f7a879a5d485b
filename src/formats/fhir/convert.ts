// Simple values of items as elements of resources and back: texts, numbers, words for codes, amounts.
import { makeTable } from '../../schema/table.ts';
import { type BaseUnit, baseUnits } from '../../things/common/measurements.ts';
import { dropNoise } from '../../things/common/numbers.ts';
import type { Substance } from '../../things/common/substances.ts';
import { findUcumOfText, ucumOfBase } from '../../things/common/unit-names.ts';
import { convert } from '../../things/common/units.ts';
import { isWritable, ucum } from './codes.ts';
import { getOwn, isObject, type Json, type JsonObject } from './json.ts';
import type { Converter } from './mapping.ts';

/** Words as they are. */
export const text: Converter<string> = {
  write: value => (isWritable(value) ? value : undefined),
  read: json => (typeof json === 'string' ? json : undefined),
};

export const truth: Converter<boolean> = {
  write: value => (typeof value === 'boolean' ? value : undefined),
  read: json => (typeof json === 'boolean' ? json : undefined),
};

/** A number as it is. Infinity and what is no number have no place in JSON, and none in FHIR. */
export const number: Converter<number> = {
  write: value => (typeof value === 'number' ? value : undefined),
  read: json => (typeof json === 'number' ? json : undefined),
};

/** A word of one list for a word of another, each of which stands for one: `oneOf({ Active: 'active' })`. */
export function oneOf<Word extends string>(words: { readonly [Key in Word]?: string }): Converter<Word> {
  const table = makeTable(words as Readonly<Record<string, string>>);
  const back = makeTable(Object.fromEntries(Object.entries(table).map(([ours, theirs]) => [theirs, ours])));
  return {
    write: value => (typeof value === 'string' ? table[value] : undefined),
    read: json => (typeof json === 'string' ? back[json] : undefined),
  };
}

/** Each of a list by itself. What cannot be written leaves a gap, which what is kept beside fills. */
export function each<T>(converter: Converter<T>): Converter<T[]> {
  const all = (from: Json, way: 'write' | 'read', settings: Parameters<Converter['write']>[1]) => {
    if (!Array.isArray(from)) return undefined;
    const list = from.map(one => converter[way](one, settings)).filter(one => one !== undefined);
    return list.length > 0 ? list : undefined;
  };
  return {
    write: (value, settings) => all(value, 'write', settings),
    read: (json, settings) => all(json, 'read', settings),
  };
}

/** One thing in the only entry of a list. */
export function inList<T>(converter: Converter<T>): Converter<T> {
  return {
    write(value, settings) {
      const written = converter.write(value, settings);
      return written === undefined ? undefined : [written];
    },
    read: (json, settings) =>
      Array.isArray(json) && json[0] !== undefined ? converter.read(json[0], settings) : undefined,
  };
}

/** A concept, or what else holds it, of words alone. */
export const conceptText: Converter<string> = {
  write: value => (isWritable(value) ? { text: value } : undefined),
  read: json => text.read(getOwn(json, 'text') ?? null, { zone: 'UTC' }),
};

/** @param unit as people write it */
export function makeQuantity(value: number, code: string, unit: string): JsonObject {
  return { value, unit, system: ucum, code };
}

/** The number of a Quantity in a unit of UCUM, out of whichever it is in; undefined where it cannot be told. */
export function readQuantity(
  quantity: Json | undefined,
  code: string,
  substance?: Substance,
): number | undefined {
  if (!isObject(quantity) || getOwn(quantity, 'comparator') !== undefined) return undefined;
  const value = getOwn(quantity, 'value');
  if (typeof value !== 'number') return undefined;
  const from = findUnit(quantity);
  if (from === code) return value;
  return from === undefined ? undefined : convert(value, from, code, substance);
}

/** The UCUM code of the unit of a Quantity, which may be written out alone. */
function findUnit(quantity: JsonObject): string | undefined {
  const [system, code, unit] = ['system', 'code', 'unit'].map(key => getOwn(quantity, key));
  if (system === ucum) return typeof code === 'string' ? code : undefined;
  return system === undefined && typeof unit === 'string' ? findUcumOfText(unit) : undefined;
}

/** A number whose unit the type knows: `quantity('mm[Hg]', 'mmHg')`. */
export function quantity(code: string, unit: string): Converter<number> {
  return {
    write: value => (typeof value === 'number' ? makeQuantity(value, code, unit) : undefined),
    read: json => readQuantity(json, code),
  };
}

/** A whole number whose unit the type knows. What comes with a fraction is told to the next one. */
export function count(code: string, unit: string): Converter<number> {
  const { write } = quantity(code, unit);
  return {
    write,
    read(json) {
      const value = readQuantity(json, code);
      return value === undefined ? undefined : Math.round(value);
    },
  };
}

/** A fraction, of which 0.97 is 97 %. */
export const percent: Converter<number> = {
  write: value => (typeof value === 'number' ? makeQuantity(dropNoise(value * 100), '%', '%') : undefined),
  read(json) {
    const value = readQuantity(json, '%');
    return value === undefined ? undefined : dropNoise(value / 100);
  },
};

/** `liters-per-second` as keys have it. */
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;

interface MeasuredIn {
  readonly substance?: Substance;
  /** The unit of UCUM that FHIR asks for, where it is not the base unit, and how many of it are one of that. */
  readonly as?: { readonly code: string; readonly unit: string; readonly perBase: number };
}

/**
 * A measurement in its base unit. Of one that came in another unit, that is what the person sees: it becomes the display.
 */
export function measuredIn<Unit extends BaseUnit>(
  base: Unit,
  { substance, as }: MeasuredIn = {},
): Converter<{ readonly [Key in Camel<Unit>]: number }> {
  const [code, unit] = as ? [as.code, as.unit] : [ucumOfBase[base], baseUnits[base]];
  const perBase = as?.perBase ?? 1;
  const key = base.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return {
    write(value) {
      const amount = getOwn(value, key);
      if (typeof amount !== 'number') return undefined;
      const shown = perBase === 1 ? amount : dropNoise(amount * perBase);
      return Number.isFinite(shown)
        ? makeQuantity(shown, code, unit)
        : makeQuantity(amount, ucumOfBase[base], baseUnits[base]);
    },
    read(json) {
      const read = readQuantity(json, code, substance);
      if (read === undefined) return undefined;
      const amount = perBase === 1 ? read : dropNoise(read / perBase);
      const theirs = getOwn(json, 'unit') ?? getOwn(json, 'code');
      const isOurs = getOwn(json, 'code') === code;
      if (isOurs || !isWritable(theirs)) return { [key]: amount };
      return { [key]: amount, display: { value: getOwn(json, 'value') ?? amount, units: theirs } };
    },
  };
}

/** A length as FHIR asks for those of a body. */
export const centimeters = measuredIn('m', { as: { code: 'cm', unit: 'cm', perBase: 100 } });
