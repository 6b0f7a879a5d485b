// Leaves that are measured: a number and the unit it was typed in. The item holds it in the base unit of its type, and what was
// typed beside it, to the digit.

import { unitText } from '../../../locales/labels/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import { camel } from '../../../schema/schema.ts';
import { type BaseUnit, baseUnits, type DisplayValue } from '../../../things/common/measurements.ts';
import { inNutrientUnit, type NutrientUnit, nutrientUnit } from '../../../things/common/nutrients.ts';
import type { Substance } from '../../../things/common/substances.ts';
import { ucumOfText } from '../../../things/common/unit-names.ts';
import type { Field } from '../../../things/index.ts';
import { type Leaf, type LeafContext, plain, Wrong } from './leaf.ts';
import { printable, shownNumber, typedNumber } from './texts.ts';

/** The number is named by the base unit. */
type Measured = { readonly [unit: string]: unknown; readonly display?: DisplayValue };

const isBlank: Leaf['isBlank'] = texts => plain(texts['.value'] ?? '') === '';

export const measuredLeaf: Leaf = {
  kind: 'measured',
  parts: ['.value', '.unit'],
  isBlank,
  texts(value, { field, language }) {
    const base = baseOf(field)!;
    const { display, [camel(base)]: number } = (value ?? {}) as Measured;
    if (value === undefined) return { '.value': '', '.unit': unitsFor(field, language)[0]! };
    if (display) return { '.value': displayText(display, language), '.unit': display.units };
    const counted = countedAs(field);
    const shown = counted ? inNutrientUnit(number as number, counted) : number;
    return { '.value': shownNumber(String(shown), language), '.unit': counted ?? baseUnits[base] };
  },
  parse(texts, context) {
    const { field } = context;
    const base = baseOf(field)!;
    const unit = plain(texts['.unit']!) || baseUnits[base];
    const typed = numberIn(texts['.value']!, context);
    const number = inBase(typed.number, unit, base, context);
    within(number, context, base);
    const before = (context.before as Measured | undefined)?.display;
    const code = before?.units === unit ? before.unitsCode : undefined;
    const display: DisplayValue = {
      value: typed.number,
      units: unit,
      ...(code !== undefined && { unitsCode: code }),
      ...(typed.text !== String(typed.number) && { text: `${typed.text} ${unit}` }),
    };
    return { [camel(base)]: number, display };
  },
};

/** What a device or a person saw, where nothing stands beside it. */
export const displayLeaf: Leaf = {
  kind: 'display',
  parts: ['.value', '.unit'],
  isBlank,
  texts(value, { language }) {
    const display = value as DisplayValue | undefined;
    return { '.value': display ? displayText(display, language) : '', '.unit': display?.units ?? '' };
  },
  parse(texts, context) {
    const units = printable(plain(texts['.unit']!), context.field.label, context.language);
    if (units === '') throw new Wrong(formWords(context.language).unitDue(context.field.label), '.unit');
    return { value: numberIn(texts['.value']!, context).number, units };
  },
};

/** The digits as they were typed, which a number alone may have lost: 180.0. */
export function displayText({ value, units, text }: DisplayValue, language: Language): string {
  const typed = text?.endsWith(` ${units}`) ? text.slice(0, -units.length - 1) : undefined;
  const isThatNumber = typed !== undefined && /^[+-]?\d+(\.\d+)?$/.test(typed) && Number(typed) === value;
  return shownNumber(isThatNumber ? typed : String(value), language);
}

function numberIn(text: string, context: LeafContext): { number: number; text: string } {
  const { field, language } = context;
  const typed = typedNumber(text, context);
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(typed))
    throw new Wrong(formWords(language).number(field.label), '.value');
  return { number: Number(typed), text: typed };
}

function inBase(
  number: number,
  unit: string,
  base: BaseUnit,
  { field, language, units }: LeafContext,
): number {
  const { label } = field;
  if (unit === baseUnits[base]) return number;
  const display = { value: number, units: unit };
  const converted =
    unitsFor(field, language).includes(unit) || ucumOfText(unit) !== undefined
      ? units?.displayInBase(display, base, substanceOf(field))
      : undefined;
  if (converted === undefined)
    throw new Wrong(
      formWords(language).unknownUnit(
        label,
        unitsFor(field, language).map(one => unitText(one, language)),
      ),
      '.unit',
    );
  return converted;
}

function within(number: number, { field, language }: LeafContext, base: BaseUnit): void {
  const shape = field.fields.find(({ name }) => name === base)?.schema?.shape;
  if (shape?.kind !== 'text') return;
  const { min, above } = shape.facets;
  const w = formWords(language);
  if (min !== undefined && number < min) throw new Wrong(w.numberFrom(field.label, min), '.value');
  if (above !== undefined && number <= above) throw new Wrong(w.numberAbove(field.label, above), '.value');
}

/** The element that holds the number in the base unit; undefined for what is not measured. */
export function baseOf({ schema }: Field): BaseUnit | undefined {
  if (schema?.shape.kind !== 'sequence' || schema.unit === undefined) return undefined;
  const [number, display, ...others] = schema.shape.items;
  if (number?.kind !== 'element' || display?.key !== 'display' || others.length > 0) return undefined;
  return Object.hasOwn(baseUnits, number.name) ? (number.name as BaseUnit) : undefined;
}

/** The unit in which people count a nutrient; undefined for anything else. */
export function countedAs(field: Field): NutrientUnit | undefined {
  return baseOf(field) === 'kg' ? nutrientUnit(field.name) : undefined;
}

/** Units to choose from, the likeliest first. */
export function unitsFor(field: Field, language: Language): readonly string[] {
  const base = baseOf(field);
  if (base === undefined) return [];
  const nutrient = countedAs(field);
  if (nutrient) return nutrientUnits[nutrient];
  // As laboratories report it to people.
  if (base === 'mmol-per-mol') return language === 'en' ? ['mmol/mol', '%'] : ['%', 'mmol/mol'];
  if (base === 'mmolPerL' && substanceOf(field) === undefined) return [baseUnits.mmolPerL];
  if (base === 'm' && /distance|altitude|elevation/.test(field.name)) return ['km', 'm', 'mi', 'ft'];
  return units[base] ?? [baseUnits[base]];
}

const nutrientUnits: Readonly<Record<NutrientUnit, readonly string[]>> = {
  g: ['g', 'mg', 'oz'],
  mg: ['mg', 'g', 'µg'],
  µg: ['µg', 'mg', 'g'],
};

const units: { readonly [Unit in BaseUnit]?: readonly string[] } = {
  kg: ['kg', 'lb', 'g', 'oz'],
  m: ['cm', 'm', 'in', 'ft'],
  liters: ['L', 'mL'],
  'liters-per-second': ['L/min', 'L/s'],
  celsius: ['°C', '°F'],
  'meters-per-second': ['km/h', 'm/s', 'mph'],
  pascals: ['mmHg', 'hPa', 'kPa', 'Pa', 'cmH2O'],
  mmolPerL: ['mmol/L', 'mg/dL'],
  calories: ['kcal', 'kJ'],
};

/** Between mass and moles it takes what is measured. */
function substanceOf({ name, schema }: Field): Substance | undefined {
  if (schema?.typeName?.name === 'blood-glucose-value' || /glucose/.test(name)) return 'glucose';
  if (/^(ldl|hdl|total-cholesterol)$/.test(name)) return 'cholesterol';
  return /^triglycerides?$/.test(name) ? 'triglyceride' : undefined;
}
