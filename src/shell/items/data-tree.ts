// An item as people read it: its fields with labels and texts, groups inside groups, made of the type's definition alone.
// Drawn by drawn.tsx; compared between versions by differences.ts.
import { assume } from '../../assume.ts';
import { readText } from '../../core/vocabularies/localised.ts';
import { labelFields, sayUnit, sayValue } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { sayDisplay, sayNumber } from '../../locales/numbers.ts';
import { nameType } from '../../locales/type-names.ts';
import { itemWords } from '../../locales/words.ts';
import type { Schema } from '../../schema/schema.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import { convertToShown, type DisplayValue } from '../../things/common/measurements.ts';
import { dates } from '../../things/common/namespaces.ts';
import { dropNoise } from '../../things/common/numbers.ts';
import type { Field, ThingType, ThingVersion } from '../../things/index.ts';
import { saySize } from '../web/sizes.ts';
import { sayDate } from './dates.ts';

export interface Node {
  /** Its place among its siblings: the key, and which one it is of several. */
  readonly at: string;
  readonly label: string;
  /** What it says; undefined for a group and for what was written in XML. */
  readonly text?: string;
  /** As machines read a date. */
  readonly moment?: string | undefined;
  readonly codes?: readonly string[];
  /** Elements of another schema, as they were written. */
  readonly xml?: string;
  readonly children: readonly Node[];
}

type Values = Readonly<Record<string, unknown>>;

export function buildTree(
  type: ThingType,
  version: ThingVersion,
  value: unknown,
  language: Language,
): Node[] {
  const { shape } = version.schema;
  if (shape.kind === 'document' || shape.kind === 'anything')
    return [{ at: version.root, label: nameType(type, language), xml: value as string, children: [] }];
  return nodesOf(labelFields(type, version, language), value as Values, language);
}

function nodesOf(fields: readonly Field[], values: Values, language: Language): Node[] {
  return fields.flatMap(field => fieldNodes(field, values[field.key], language));
}

function fieldNodes(field: Field, value: unknown, language: Language): Node[] {
  if (value === undefined) return [];
  // What has no element of its own stands among its siblings.
  if (field.kind === 'choice' || field.kind === 'group')
    return nodesOf(field.fields, value as Values, language);
  const all = field.list && Array.isArray(value) ? value : [value];
  return all.map((one, index): Node => {
    const label = all.length > 1 ? `${field.label} ${index + 1}` : field.label;
    const at = `${field.key}[${index}]`;
    if (field.kind === 'any') return { at, label: '', xml: one as string, children: [] };
    return { at, label, children: [], ...contentOf(field, one, language) };
  });
}

type Content = Partial<Omit<Node, 'at' | 'label'>>;

function contentOf(field: Field, value: unknown, language: Language): Content {
  const schema = assume(field.schema, 'a schema');
  const known = byTypeName(schema, value, language);
  if (known) return known;
  const { shape } = schema;
  if (shape.kind === 'text') {
    if (schema.unit === 'bytes') return { text: saySize(value as number, language) };
    return {
      text: shape.facets.values ? sayValue(String(value), language) : scalar(value, field.unit, language),
    };
  }
  if (shape.kind === 'anything' || shape.kind === 'document') return { xml: value as string };
  const values = value as Values;
  if (shape.kind === 'marked-text') {
    return {
      text: scalar(values.value, field.unit, language),
      children: nodesOf(field.fields, values, language),
    };
  }
  const measured = measuredContent(field, values, language);
  return measured ?? { children: nodesOf(field.fields, values, language) };
}

/** The types that many share, said as people say them. */
function byTypeName({ typeName }: Schema<unknown>, value: unknown, language: Language): Content | undefined {
  const values = value as Values;
  switch (typeName?.name) {
    case 'codable-value':
      return codableContent(value as CodableValue, language);
    case 'coded-value':
      return { text: String(values.value), codes: [codeText(values)] };
    case 'general-measurement': {
      const structured = (values.structured ?? []) as readonly Values[];
      const [only, ...others] = structured;
      // Mostly the words are the number again, with the comma or the point of whoever wrote them.
      const isThat = (one: Language, sole: Values) => structuredContent(sole, one).text === values.display;
      if (only && others.length === 0 && (isThat(language, only) || isThat('en', only)))
        return structuredContent(only, language);
      return { text: String(values.display), children: structured.map(one => numbered(one, language)) };
    }
    case 'structured-measurement':
      return structuredContent(values, language);
    default: {
      if (typeName?.namespace !== dates) return undefined;
      const date = sayDate(value, language);
      return date && { text: date.text, moment: date.moment };
    }
  }
}

function codableContent(value: CodableValue, language: Language): Content {
  return { text: readText(value, language), codes: (value.code ?? []).map(codeText) };
}

/** `E11.9 · icd · icd10cm 2026`. */
function codeText({ value, family, type, version }: Values): string {
  return [value, family, [type, version].filter(Boolean).join(' ')].filter(Boolean).join(' · ');
}

function numbered(values: Values, language: Language): Node {
  const { text = '', codes = [] } = structuredContent(values, language);
  return { at: `structured ${text}`, label: itemWords(language).inNumbers, text, codes, children: [] };
}

function structuredContent({ value, units }: Values, language: Language): Content {
  const unit = codableContent((units ?? { text: '' }) as CodableValue, language);
  return { text: `${sayNumber(value as number, language)} ${unit.text}`.trim(), codes: unit.codes ?? [] };
}

/** A number in its base unit or that of a nutrient, and what the person saw: `154 lb (69.85 kg)`. */
function measuredContent(field: Field, values: Values, language: Language): Content | undefined {
  const base = field.fields.find(({ unit, schema }) => unit !== undefined && schema?.shape.kind === 'text');
  const isMeasured = base && field.fields.length === 2 && field.fields.some(({ name }) => name === 'display');
  if (!isMeasured) return undefined;
  const number = values[base.key] as number;
  const told = convertToShown(field.schema?.measure, number) ?? { number, unit: base.unit };
  const inBase = scalar(told.number, told.unit, language);
  const display = values.display as DisplayValue | undefined;
  if (!display) return { text: inBase };
  const shown = `${sayDisplay(display, language)} ${sayUnit(display.units, language)}`.trim();
  // Mostly the words are the number and its unit again, with a decimal point in every language.
  const isThat = display.text === `${sayDisplay(display, 'en')} ${display.units}`;
  const texts = [...new Set([isThat ? shown : (display.text ?? shown), shown, inBase])];
  const [first, ...others] = texts;
  const code = display.unitsCode;
  return {
    text: others.length > 0 ? `${first} (${others.join(', ')})` : (first ?? ''),
    ...(code !== undefined && { codes: [code] }),
  };
}

function scalar(value: unknown, unit: string | undefined, language: Language): string {
  const w = itemWords(language);
  if (typeof value === 'boolean') return value ? w.yes : w.no;
  if (typeof value !== 'number') return String(value);
  if (unit === 'fraction') return `${sayNumber(dropNoise(value * 100), language)} %`;
  return [sayNumber(value, language), unit].filter(Boolean).join(' ');
}
