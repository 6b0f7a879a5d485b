// Leaves that are one text: words, numbers, yes or no, one of a list, and words that may have a code.
import { getNamed } from '../../../assume.ts';
import { readText } from '../../../core/vocabularies/localised.ts';
import type { Language } from '../../../locales/language.ts';
import { getDecimalMark, writeNumber } from '../../../locales/numbers.ts';
import { formWords } from '../../../locales/words.ts';
import type { TextSchema, TextShape } from '../../../schema/schema.ts';
import { TextProblem } from '../../../schema/text.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type { GeneralMeasurement } from '../../../things/common/measurements.ts';
import type { Field } from '../../../things/index.ts';
import { isAllBlank, type Leaf, type ParseContext, toPlain, Wrong } from './leaf.ts';

const one = (kind: Leaf['kind'], how: Pick<Leaf, 'texts' | 'parse'>): Leaf => ({
  kind,
  parts: [''],
  isBlank: isAllBlank,
  ...how,
});

/** Words, one of a list, or yes and no. */
export function makeTextLeaf(kind: 'text' | 'choice' | 'boolean'): Leaf {
  return one(kind, {
    texts: (value, { field }) => ({ '': value === undefined ? '' : schemaOf(field).toText(value) }),
    parse: (texts, context) => fromText(toPlain(getNamed(texts, '')), context),
  });
}

export const numberLeaf = one('number', {
  texts: (value, { field, language }) => ({
    '': value === undefined ? '' : writeNumber(schemaOf(field).toText(value), language),
  }),
  parse: (texts, context) => fromText(readTypedNumber(getNamed(texts, ''), context), context),
});

/** A quarter is 0.25 in the item and 25 for people. */
export const fractionLeaf = one('fraction', {
  texts: (value, { language }) => ({
    '': value === undefined ? '' : writeNumber(shifted(String(value), 2), language),
  }),
  parse: (texts, context) => fromText(shifted(readTypedNumber(getNamed(texts, ''), context), -2), context),
});

/** Codes stay as long as the words do; of other words they are looked up. */
export const codableLeaf = one('codable', {
  texts: (value, { language }) => ({
    '': value === undefined ? '' : readText(value as CodableValue, language),
  }),
  parse: (texts, { field, language, codesToFind }) => {
    const value: CodableValue = {
      text: demandPrintable(toPlain(getNamed(texts, '')), field.label, language),
    };
    const { vocabularies = [] } = field.schema ?? {};
    if (vocabularies.length > 0) codesToFind.push({ value, vocabularies });
    return value;
  },
});

/** `500 mg` is a number with a unit too; anything else is words. */
export const generalLeaf = one('general', {
  texts: value => ({ '': (value as GeneralMeasurement | undefined)?.display ?? '' }),
  parse: (texts, context) => {
    const display = demandPrintable(toPlain(getNamed(texts, '')), context.field.label, context.language);
    const [, number, unit] = /^([+-]?\d+(?:[.,]\d+)?)\s*([^\d\s][^\d\s]{0,19})$/.exec(display) ?? [];
    if (number === undefined) return { display };
    const value = certainNumber(number, context);
    if (value === undefined) return { display };
    const units: CodableValue = { text: unit! };
    context.codesToFind.push({ value: units, vocabularies: unitVocabularies });
    return { display, structured: [{ value, units }] };
  },
});

/** 1,000 may be one or a thousand: then the words alone are kept. */
function certainNumber(text: string, context: ParseContext): number | undefined {
  try {
    return Number(readTypedNumber(text, context));
  } catch (wrong) {
    if (wrong instanceof Wrong) return undefined;
    throw wrong;
  }
}

const unitVocabularies = ['medication-dose-units', 'medication-strength-unit', 'lab-results-units'];

function schemaOf({ schema }: ParseContext['field']): TextSchema<unknown> {
  return schema as TextSchema<unknown>;
}

function fromText(text: string, { field, language }: ParseContext): unknown {
  demandPrintable(text, field.label, language);
  const schema = schemaOf(field);
  try {
    return schema.fromText(text);
  } catch (problem) {
    if (problem instanceof TextProblem) throw new Wrong(problemWith(schema.shape, field, language));
    throw problem;
  }
}

/** What a schema's facets ask for, in words. */
function problemWith(
  { base, facets }: TextShape,
  { label, unit }: ParseContext['field'],
  language: Language,
): string {
  const w = formWords(language);
  const { min, max, above, maxLength, values } = facets;
  if (values) return w.choose(label);
  if (maxLength !== undefined) return w.tooLong(label, maxLength);
  if (base === 'boolean') return w.choose(label);
  if (/^(int|unsignedInt|positiveInteger|long|double|decimal)$/.test(base)) {
    const percent = unit === 'fraction' ? 100 : 1;
    if (min !== undefined && max !== undefined) return w.numberBetween(label, min * percent, max * percent);
    if (min !== undefined) return w.numberFrom(label, min);
    if (above !== undefined) return w.numberAbove(label, above);
    return base === 'double' || base === 'decimal' ? w.number(label) : w.wholeNumber(label);
  }
  return w.wrongText(label);
}

const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** @throws Wrong for what no item can hold */
export function demandPrintable(text: string, label: string, language: Language): string {
  if (notInXml.test(text)) throw new Wrong(formWords(language).wrongText(label));
  return text;
}

/**
 * A number as people write it, with a point or a comma, as XML writes it. Where the sign is not that of the language it is
 * taken if it can be nothing else: in English 94,5 is one, and 1,500 one and a half or one thousand and a half, so it is
 * asked for.
 */
export function readTypedNumber(
  typed: string,
  { field, language }: { readonly field: Pick<Field, 'label'>; readonly language: Language },
): string {
  const text = toPlain(typed).replace(/\s+/g, '').replace('\u2212', '-');
  if (isBoundless(text) || otherBase.test(text)) throw new Wrong(formWords(language).number(field.label));
  const others = text.split(getDecimalMark(language) === '.' ? ',' : '.').length - 1;
  const isMixed = text.includes('.') && text.includes(',');
  if (isMixed || others > 1 || (others === 1 && mayBeThousands.test(text)))
    throw new Wrong(formWords(language).noThousands(field.label));
  return text.replace(',', '.');
}

const mayBeThousands = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** No number of a body or a clock has so many digits, and writing them out would hold the server. */
const digitsMax = 400;

/** What JavaScript takes for a number, and nobody else. */
const otherBase = /^[+-]?0[xbo]/i;

function isBoundless(text: string): boolean {
  const [, exponent = '0'] = /e([+-]?\d+)$/i.exec(text) ?? [];
  return text.length > digitsMax || Math.abs(Number(exponent)) > digitsMax;
}

/** Moves the decimal point without any arithmetic. */
function shifted(text: string, by: number): string {
  const [, sign = '', whole = '', part = '', exponent] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (whole + part === '' || isBoundless(text)) return text;
  const point = whole.length + by + Number(exponent ?? 0);
  const digits = whole + part;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const after = padded.slice(at).replace(/0+$/, '');
  return `${sign}${before}${after === '' ? '' : `.${after}`}`;
}
