// The value of a field in lines of words, for the two sides of a conflict.
import type { CodableValue } from '../../../../things/common/codable.ts';
import type { Field } from '../../../../things/index.ts';
import { unitText } from '../../labels/labels.ts';
import { valueText } from '../../labels/values.ts';
import type { Language } from '../../language.ts';
import { dateInWords } from '../dates.ts';
import { formWords } from './form-words.ts';
import type { LeafContext } from './leaf.ts';
import { entryOf, isKept, leafOf } from './leaves.ts';

const linesMax = 40;

export function linesOf(field: Field, value: unknown, language: Language): string[] {
  const all = inside(field, value, language);
  return all.length > linesMax ? [...all.slice(0, linesMax), '…'] : all;
}

function inside(field: Field, value: unknown, language: Language): string[] {
  if (value === undefined) return [];
  if (field.list && field.kind !== 'any')
    return (value as readonly unknown[]).flatMap(one => inside(entryOf(field), one, language));
  if (isKept(field)) return [formWords(language).kept];
  const leaf = leafOf(field);
  if (leaf) return [leafText(field, value, language)];
  return field.fields.flatMap(one =>
    inside(one, (value as Readonly<Record<string, unknown>>)[one.key], language).map(line =>
      line.includes(': ') && leafOf(one) === undefined ? line : `${one.label}: ${line}`,
    ),
  );
}

function leafText(field: Field, value: unknown, language: Language): string {
  const w = formWords(language);
  const leaf = leafOf(field)!;
  const context: LeafContext = { field, before: value, language, codesToFind: [] };
  const texts = leaf.texts(value, context);
  switch (leaf.kind) {
    case 'boolean':
      return value ? w.yes : w.no;
    case 'choice':
      return valueText(String(value), language);
    case 'codable':
      return (value as CodableValue).text;
    case 'measured':
    case 'display':
      return `${texts['.value']} ${unitText(texts['.unit']!, language)}`;
    case 'fraction':
      return `${texts['']} %`;
    case 'time':
    case 'date':
    case 'date-time':
    case 'approx-date':
    case 'approx':
      return dateInWords(value, language)!.text;
    default:
      return field.unit === undefined ? texts['']! : `${texts['']} ${field.unit}`;
  }
}
