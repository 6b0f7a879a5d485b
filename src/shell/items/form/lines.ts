// The value of a field in lines of words, for the two sides of a conflict.

import { assume, getNamed } from '../../../assume.ts';
import { readText } from '../../../core/vocabularies/localised.ts';
import { sayOf } from '../../../locales/colon.ts';
import { sayUnit, sayValue } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type { Field } from '../../../things/index.ts';
import { sayDate } from '../dates.ts';
import type { LeafContext } from './leaf.ts';
import { findLeaf, getEntry, isKept } from './leaves.ts';

const linesMax = 40;

/** Lines of one entry that stand in one. */
const joinedMax = 8;

/** What of both sides is shown: of long ones the lines that the other has not. */
export function findDiffering(
  mine: readonly string[],
  theirs: readonly string[],
  language: Language,
): { mine: string[]; theirs: string[] } {
  const isLong = Math.max(mine.length, theirs.length) > linesMax;
  const shown = (own: readonly string[], other: readonly string[]) => {
    if (!isLong) return [...own];
    const left = without(own, other);
    return left.length > linesMax || left.length < own.length ? [...left.slice(0, linesMax), '…'] : left;
  };
  const sides = { mine: shown(mine, theirs), theirs: shown(theirs, mine) };
  if (sides.mine.join('\n') !== sides.theirs.join('\n')) return sides;
  const { unseen } = formWords(language);
  return { mine: [...sides.mine, unseen], theirs: [...sides.theirs, unseen] };
}

/** The lines that the other side has not as often. */
function without(own: readonly string[], other: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) + 1);
  return own.filter(line => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}

export function listLines(field: Field, value: unknown, language: Language): string[] {
  if (value === undefined) return [];
  if (field.list && field.kind !== 'any')
    return (value as readonly unknown[]).flatMap(one => {
      const lines = listLines(getEntry(field), one, language);
      return lines.length <= joinedMax ? lines.join(' · ') : lines;
    });
  if (isKept(field)) return [formWords(language).kept];
  const leaf = findLeaf(field);
  if (leaf) return [leafText(field, value, language)];
  return field.fields.flatMap(one =>
    listLines(one, (value as Readonly<Record<string, unknown>>)[one.key], language).map(line =>
      line.includes(': ') && findLeaf(one) === undefined ? line : sayOf(one.label, line, language),
    ),
  );
}

function leafText(field: Field, value: unknown, language: Language): string {
  const w = formWords(language);
  const leaf = assume(findLeaf(field), 'a leaf');
  const context: LeafContext = { field, before: value, language };
  const texts = leaf.texts(value, context);
  switch (leaf.kind) {
    case 'boolean':
      return value ? w.yes : w.no;
    case 'choice':
      return sayValue(String(value), language);
    case 'codable':
      return readText(value as CodableValue, language);
    case 'measured':
    case 'display':
      return `${texts['.value']} ${sayUnit(getNamed(texts, '.unit'), language)}`;
    case 'fraction':
      return `${texts['']} %`;
    case 'time':
    case 'date':
    case 'date-time':
    case 'approx-date':
    case 'approx':
      return assume(sayDate(value, language), 'a date').text;
    default:
      return field.unit === undefined ? getNamed(texts, '') : `${texts['']} ${field.unit}`;
  }
}
