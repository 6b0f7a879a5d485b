// Leaves that are measured: a number and the unit it was typed in. The item holds it in the base unit of its type, and what was
// typed beside it, to the digit.

import { assume, getFirst, getNamed } from '../../../assume.ts';
import { sayUnit } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { sayDisplay, writeNumber } from '../../../locales/numbers.ts';
import { formWords } from '../../../locales/words.ts';
import { toCamel } from '../../../schema/schema.ts';
import {
  type BaseUnit,
  baseUnits,
  convertToShown,
  type DisplayValue,
} from '../../../things/common/measurements.ts';
import { isSubstance } from '../../../things/common/substances.ts';
import { findUcumOfText } from '../../../things/common/unit-names.ts';
import type { Field } from '../../../things/index.ts';
import { type Leaf, type ParseContext, toPlain, Wrong } from './leaf.ts';
import { demandPrintable, readTypedNumber } from './text-leaves.ts';

/** The number is named by the base unit. */
type Measured = { readonly [unit: string]: unknown; readonly display?: DisplayValue };

const isBlank: Leaf['isBlank'] = texts => toPlain(texts['.value'] ?? '') === '';

export const measuredLeaf: Leaf = {
  kind: 'measured',
  parts: ['.value', '.unit'],
  isBlank,
  texts(value, { field, language }) {
    const base = assume(findBase(field), 'what is measured');
    const { display, [toCamel(base)]: number } = (value ?? {}) as Measured;
    if (value === undefined) return { '.value': '', '.unit': getFirst(listUnits(field, language)) };
    if (display) return { '.value': sayDisplay(display, language), '.unit': display.units };
    const shown = convertToShown(field.schema?.measure, Number(number)) ?? { number, unit: baseUnits[base] };
    return { '.value': writeNumber(String(shown.number), language), '.unit': shown.unit };
  },
  parse(texts, context) {
    const { field } = context;
    const base = assume(findBase(field), 'what is measured');
    const unit = toPlain(getNamed(texts, '.unit')) || baseUnits[base];
    const typed = numberIn(getNamed(texts, '.value'), context);
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
    return { [toCamel(base)]: number, display };
  },
};

/** What a device or a person saw, where nothing stands beside it. */
export const displayLeaf: Leaf = {
  kind: 'display',
  parts: ['.value', '.unit'],
  isBlank,
  texts(value, { language }) {
    const display = value as DisplayValue | undefined;
    return { '.value': display ? sayDisplay(display, language) : '', '.unit': display?.units ?? '' };
  },
  parse(texts, context) {
    const units = demandPrintable(toPlain(getNamed(texts, '.unit')), context.field.label, context.language);
    if (units === '') throw new Wrong(formWords(context.language).unitDue(context.field.label), '.unit');
    return { value: numberIn(getNamed(texts, '.value'), context).number, units };
  },
};

function numberIn(text: string, context: ParseContext): { number: number; text: string } {
  const { field, language } = context;
  const typed = readTypedNumber(text, context);
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(typed))
    throw new Wrong(formWords(language).number(field.label), '.value');
  return { number: Number(typed), text: typed };
}

function inBase(
  number: number,
  unit: string,
  base: BaseUnit,
  { field, language, units }: ParseContext,
): number {
  const { label } = field;
  if (unit === baseUnits[base]) return number;
  const display = { value: number, units: unit };
  const { substance = '' } = field.schema?.measure ?? {};
  const converted =
    listUnits(field, language).includes(unit) || findUcumOfText(unit) !== undefined
      ? units?.displayInBase(display, base, isSubstance(substance) ? substance : undefined)
      : undefined;
  if (converted === undefined)
    throw new Wrong(
      formWords(language).unknownUnit(
        label,
        listUnits(field, language).map(one => sayUnit(one, language)),
      ),
      '.unit',
    );
  return converted;
}

function within(number: number, { field, language }: ParseContext, base: BaseUnit): void {
  const shape = field.fields.find(({ name }) => name === base)?.schema?.shape;
  if (shape?.kind !== 'text') return;
  const { min, above } = shape.facets;
  const w = formWords(language);
  if (min !== undefined && number < min) throw new Wrong(w.numberFrom(field.label, min), '.value');
  if (above !== undefined && number <= above) throw new Wrong(w.numberAbove(field.label, above), '.value');
}

/** The element that holds the number in the base unit; undefined for what is not measured. */
export function findBase({ schema }: Field): BaseUnit | undefined {
  if (schema?.shape.kind !== 'sequence' || schema.unit === undefined) return undefined;
  const [number, display, ...others] = schema.shape.items;
  if (number?.kind !== 'element' || display?.key !== 'display' || others.length > 0) return undefined;
  return Object.hasOwn(baseUnits, number.name) ? (number.name as BaseUnit) : undefined;
}

/** Units to choose from, the likeliest first. */
export function listUnits({ schema }: Field, language: Language): readonly string[] {
  const units = schema?.measure?.units ?? [];
  // Laboratories report per cent to people, but for those of Britain.
  return language === 'en' || !units.includes('%') ? units : ['%', ...units.filter(unit => unit !== '%')];
}
