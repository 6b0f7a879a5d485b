// The one way into the data of an item: its value out of the XML it is kept as, the dates in it, and back. Whoever reads XML
// that was not kept yet takes parseThing of item.ts.
import { toCamel } from '../schema/schema.ts';
import { readStored } from '../schema/stored-xml.ts';
import { type DateValue, getEarliest } from './common/dates.ts';
import {
  currentVersion,
  findVersion,
  parseThing,
  printThing,
  type ThingType,
  type ThingVersion,
  transform,
} from './index.ts';

/** An item as it is kept. */
export interface KeptItem {
  readonly typeId: string;
  readonly dataXml: string;
}

export interface Item {
  readonly type: ThingType;
  readonly version: ThingVersion;
  readonly value: unknown;
}

/** In the version it is kept in. */
export function readItem({ typeId, dataXml }: KeptItem): Item {
  const known = findVersion(typeId);
  if (!known) throw new Error(`an item of the unknown type ${typeId} is kept`);
  const { type, version } = known;
  return { type, version, value: parseThing(version, readStored(dataXml).root()) };
}

/** The value of an item of a type, in the current version. */
export function readValue<Value>(type: ThingType<Value>, kept: KeptItem): Value {
  const { version, value } = readItem(kept);
  const own = type as ThingType;
  return transform(own, value, version, currentVersion(own)) as Value;
}

/** The date under a name, as it was said; undefined for none. */
export function readDate(value: unknown, name: string | undefined): DateValue | undefined {
  if (name === undefined || typeof value !== 'object') return undefined;
  return (value as Readonly<Record<string, DateValue | undefined>>)[toCamel(name)];
}

/** Local date-times; undefined where the item says none, or words. */
export interface ItemDates {
  readonly effectiveDate: string | undefined;
  readonly endDate: string | undefined;
}

/** The dates that an item is kept under. */
export function readDates({ effectiveDate, endDate }: ThingVersion, value: unknown): ItemDates {
  const dateAt = (name: string | undefined) => {
    const date = readDate(value, name);
    return date && getEarliest(date);
  };
  return { effectiveDate: dateAt(effectiveDate), endDate: dateAt(endDate) };
}

/** A value as it is to be kept. */
export function writeItem(version: ThingVersion, value: unknown): ItemDates & { readonly xml: string } {
  return { xml: printThing(version, value), ...readDates(version, value) };
}
