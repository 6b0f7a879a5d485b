// Sorting things by a property of their type: an element of the item by its path, such as `value/kg`. Used by search.ts.

import type { Item, Schema } from '../../schema/schema.ts';
import { readStored } from '../../schema/stored-xml.ts';
import { collapseSpaces } from '../../schema/text.ts';
import type { XmlCursor } from '../../schema/xml-reader.ts';
import { type DateValue, getEarliest } from '../../things/common/dates.ts';
import { dates } from '../../things/common/namespaces.ts';
import { findVersion } from '../../things/index.ts';
import { fault } from '../faults.ts';
import type { Budget } from './budget.ts';
import type { StoredThing } from './thing.ts';

export interface OrderBy {
  readonly typeId: string;
  /** `eff-date`, or the path of an element below the item's own, in any case. */
  readonly property: string;
  readonly direction: 'Asc' | 'Desc';
  /** Texts sort by its rules. */
  readonly culture: string;
}

export type SortValue = number | string | undefined;

export interface SortKey {
  of(thing: StoredThing, budget: Budget): SortValue;
  compare(a: SortValue, b: SortValue): number;
}

/**
 * How to sort; undefined by effective date, which the store does.
 * @throws orderTypeUnknown, orderPropertyUnknown for a type or property there is not
 */
export function makeSortKey({ typeId, property, direction, culture }: OrderBy): SortKey | undefined {
  const type = findVersion(typeId)?.type;
  if (!type) throw fault('orderTypeUnknown');
  if (sameName(property, 'eff-date')) return undefined;
  const path = property.split('/');
  const leaves = new Map(type.versions.map(version => [version.id, schemaAt(version.schema, path)]));
  if (![...leaves.values()].some(Boolean)) {
    throw fault('orderPropertyUnknown');
  }
  const collator = new Intl.Collator(culture);
  const sign = direction === 'Asc' ? 1 : -1;
  return {
    of({ typeId, dataXml }, budget) {
      const schema = leaves.get(typeId);
      if (!schema) return undefined;
      budget.spend(dataXml.length);
      const at = elementAt(readStored(dataXml).root(), path);
      return at && valueAt(schema, at);
    },
    compare: (a, b) => sign * ascending(collator, a, b),
  };
}

/** What is absent comes first, then numbers, then texts. */
function ascending(collator: Intl.Collator, a: SortValue, b: SortValue): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return rank(a) - rank(b);
}

function rank(value: SortValue): number {
  return value === undefined ? 0 : typeof value === 'number' ? 1 : 2;
}

/** Applications write the names of properties in any case, as HealthVault took them. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function schemaAt(schema: Schema<unknown>, path: readonly string[]): Schema<unknown> | undefined {
  let at: Schema<unknown> | undefined = schema;
  for (const name of path) at = at && childSchema(at, name);
  return at;
}

function childSchema({ shape }: Schema<unknown>, name: string): Schema<unknown> | undefined {
  return shape.kind === 'sequence' || shape.kind === 'choice' ? find(shape.items, name) : undefined;
}

function find(items: readonly Item[], name: string): Schema<unknown> | undefined {
  for (const item of items) {
    if (item.kind !== 'element') {
      const found = find(item.items, name);
      if (found) return found;
    } else if (sameName(item.name, name)) return item.schema;
  }
  return undefined;
}

function elementAt(root: XmlCursor, path: readonly string[]): XmlCursor | undefined {
  let at: XmlCursor | undefined = root;
  for (const name of path) at = at && child(at, name);
  return at;
}

/** The first child element, of this name if one is given. */
function child(of: XmlCursor, name?: string): XmlCursor | undefined {
  const at = of.at(of.index);
  at.enter();
  while (at.atElement()) {
    if (name === undefined || sameName(at.name, name)) return at;
    at.skip();
  }
  return undefined;
}

const dateTypes = ['date', 'approx-date', 'date-time', 'approx-date-time', 'StructuredApproxDate'];

/** The text, number or date of an element; of one with several parts, its first part's. */
function valueAt(schema: Schema<unknown>, at: XmlCursor): SortValue {
  const { shape, typeName } = schema;
  if (shape.kind === 'text') return textValue(shape.base, at.text());
  if (shape.kind === 'marked-text') return textValue(shape.base.shape.base, at.text());
  if (typeName?.namespace === dates && dateTypes.includes(typeName.name))
    return getEarliest(schema.parse(at) as DateValue);
  const first = child(at);
  const inner = first && childSchema(schema, first.name);
  return inner && valueAt(inner, first);
}

const textBases = ['string', 'boolean', 'dateTime'];

function textValue(base: string, text: string): SortValue {
  if (textBases.includes(base)) return collapseSpaces(text);
  const number = Number(collapseSpaces(text));
  return Number.isNaN(number) ? undefined : number;
}
