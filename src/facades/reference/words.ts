// Definitions in words: how often something stands, what a text may be.

import type { ElementItem, Facets, TextShape } from '../../schema/schema.ts';
import { makeTable } from '../../schema/table.ts';
import type { ThingGroup } from '../../things/index.ts';

/** In the order of the index. */
export const groups: readonly ThingGroup[] = [
  'vitals',
  'fitness',
  'medications',
  'conditions',
  'labs',
  'documents',
  'profile',
  'plans',
  'apps',
];

export function sayHowOften({ min, max }: Pick<ElementItem, 'min' | 'max'>): string {
  if (max === 1) return min === 0 ? 'optional' : 'required';
  if (!Number.isFinite(max)) return min === 0 ? 'any number' : `${min} or more`;
  return min === 0 ? `up to ${max}` : `${min} to ${max}`;
}

const bases: Readonly<Record<string, string>> = makeTable({
  string: 'text',
  boolean: 'true or false',
  int: 'whole number',
  long: 'whole number',
  unsignedInt: 'whole number',
  positiveInteger: 'whole number',
  double: 'number',
  decimal: 'decimal number',
  dateTime: 'date and time',
});

/** `whole number, from 1 to 12`. Fixed values are listed apart. */
export function sayText({ base, facets }: TextShape): string {
  if (facets.values) return 'one of';
  if (facets.pattern?.problem === 'must be a GUID') return 'GUID';
  const lowest = base === 'positiveInteger' ? { min: 1, ...facets } : facets;
  return [bases[base] ?? base, rangeInWords(lowest), lengthInWords(facets), patternInWords(facets)]
    .filter(Boolean)
    .join(', ');
}

function rangeInWords({ min, max, above }: Facets): string {
  const from = min !== undefined ? `from ${min}` : above !== undefined ? `more than ${above}` : '';
  return [from, max !== undefined && `${from.startsWith('more') ? 'up ' : ''}to ${max}`]
    .filter(Boolean)
    .join(' ')
    .replace(/^to/, 'up to');
}

function lengthInWords({ minLength = 0, maxLength, nonBlank }: Facets): string {
  const empty = nonBlank ? 'not blank' : minLength > 1 ? `at least ${minLength} characters` : '';
  const most = maxLength !== undefined ? `up to ${maxLength} characters` : '';
  return [empty || (minLength === 1 ? 'not empty' : ''), most].filter(Boolean).join(', ');
}

function patternInWords({ pattern }: Facets): string {
  return pattern ? `matching ${pattern.xsd}` : '';
}
