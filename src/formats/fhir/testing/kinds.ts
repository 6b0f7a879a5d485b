// What each kind of item says in elements that applications find, and by them alone; and what applications say of it.
import { expect, test } from 'vitest';
import { readXml } from '../../../schema/xml-reader.ts';
import { readValue, writeItem } from '../../../things/data.ts';
import { currentVersion, everyType, getVersion, parseThing, type ThingType } from '../../../things/index.ts';
import {
  type FhirThing,
  fromResource,
  type Json,
  type JsonObject,
  type Resource,
  restUrl,
  toResource,
} from '../index.ts';
import type { Settings } from '../mapping.ts';

export const settings: Settings = { zone: 'Europe/Berlin', patient: 'Patient/1' };
export const loinc = 'http://loinc.org';
/** A moment, as items have it and as resources have it. */
export const when = { date: { y: 2026, m: 3, d: 1 }, time: { h: 8, m: 0, s: 0 } };
export const effectiveDateTime = '2026-03-01T08:00:00+01:00';

export function makeThing(version: ThingType['versions'][number], value: unknown, commonXml = ''): FhirThing {
  return { typeId: version.id, dataXml: writeItem(version, value).xml, commonXml };
}

export function makeItem(name: string, value: unknown): FhirThing {
  const type = everyType().find(one => one.name === name)!;
  return makeThing(currentVersion(type), value);
}

/** The type that a resource becomes, and its value. */
export function take(resource: Resource): [name: string, value: unknown] {
  const { typeId, dataXml } = fromResource(resource, settings);
  const type = everyType().find(({ versions }) => versions.some(({ id }) => id === typeId))!;
  return [type.name, parseThing(currentVersion(type), readXml(dataXml).root())];
}

export function write<Value>(type: ThingType<Value>, value: Value, how = settings): Resource {
  return toResource(makeThing(currentVersion(type as ThingType), value), how);
}

/** What a resource says as an item of the type; and that it comes back equal. */
export function read<Value>(type: ThingType<Value>, resource: Resource): Value {
  const thing = fromResource(resource, settings);
  expect(getVersion(thing.typeId).type.name).toBe(type.name);
  expect(withoutRest(toResource(thing, settings))).toEqual(withoutRest(resource));
  return readValue(type, thing);
}

export function withoutRest({ extension = [], ...resource }: Resource): Json {
  const left = (extension as readonly Json[]).filter(one => (one as { url: string }).url !== restUrl);
  return { ...resource, extension: left };
}

export const ofCode = (code: string, system = loinc) => ({ code: { coding: [{ system, code }] } });
export const quantity = (value: number, code: string) => ({ valueQuantity: { value, code } });

export interface Kind {
  readonly item: object;
  /** What of it stands in elements, where that is less than all; nothing where an item is not read of elements alone. */
  readonly said?: object;
  readonly resource: object;
}

/** By the name of the type. What the extension has besides is told in docs/fhir-mapping.md. */
export function holdToElements(kinds: Readonly<Record<string, Kind>>): void {
  test.each(Object.entries(kinds))('%s', (name, { item, said = item, resource: expected }) => {
    const thing = makeItem(name, item);
    const { extension, ...bare } = toResource(thing, settings);
    expect(bare).toMatchObject(expected);
    if (Object.keys(said).length > 0) expect(take(bare as Resource)).toEqual([name, zoned(said)]);
    const all = { ...bare, ...(extension !== undefined && { extension }) } as Resource;
    expect(fromResource(all, settings)).toMatchObject(thing);
  });
}

/** Times of day come back with the zone that they were given. */
function zoned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(zoned);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, zoned(inside)]));
  const { date, time } = fields;
  return date !== undefined && time !== undefined ? { ...fields, tz: { text: '+01:00' } } : fields;
}

/** What an application sends, the type that it becomes, and what the item says then. */
export type Sent = readonly [what: string, sent: JsonObject, name: string, value: Json];

export function holdToSent(all: readonly Sent[]): void {
  test.each(all)('%s is taken, and given as what it was', (_, sent, name, value) => {
    const resource = { subject: { reference: 'Patient/1' }, ...sent } as JsonObject as Resource;
    expect(take(resource)).toMatchObject([name, value]);
    expect(toResource(fromResource(resource, settings), settings)).toEqual(resource);
  });
}
