// The types by id, and their values in XML, in JSON, and moved between versions. The list itself is generated, as is the
// static type of every version; what forms and documentation show of the fields is in fields.ts, units are converted
// by common/units.ts.
import { assume, getOf } from '../assume.ts';
import * as json from '../schema/json.ts';
import { readXml } from '../schema/xml-reader.ts';
import { allThingTypes } from './all.ts';
import { parseThing, printThing } from './item.ts';
import type { ThingType, ThingVersion } from './thing-type.ts';
import type { ThingValues } from './values.ts';

export type { Json } from '../schema/json.ts';
export { XmlFault } from '../schema/xml-reader.ts';
export { type Field, fieldsOf } from './fields.ts';
export { currentVersion, parseThing, printThing } from './item.ts';
export type { Asked, Preset, Series, ThingGroup, ThingType, ThingVersion } from './thing-type.ts';
export type * from './values.ts';

const byId = new Map<string, { type: ThingType; version: ThingVersion }>();
for (const type of allThingTypes as readonly ThingType[]) {
  for (const version of type.versions) byId.set(version.id, { type, version });
}

/** The type and version a version-type-id (in lower case) stands for. */
export function findVersion(id: string): { type: ThingType; version: ThingVersion } | undefined {
  return byId.get(id);
}

/** The type and version of an id that is known to stand for one, such as that of a thing that is kept. */
export function getVersion(id: string): { type: ThingType; version: ThingVersion } {
  return getOf(byId, id);
}

export function everyType(): readonly ThingType[] {
  return allThingTypes;
}

/**
 * A value of one version as another of the same type has it, step by step.
 * What has no place on the way is lost; each version's `loses` tells what.
 */
export function transform(type: ThingType, value: unknown, from: ThingVersion, to: ThingVersion): unknown {
  const first = type.versions.indexOf(from);
  const last = type.versions.indexOf(to);
  if (first < 0 || last < 0) throw new Error(`a version is not one of ${type.name}`);
  let moved = value;
  const up = type.versions.slice(first + 1, last + 1);
  const down = type.versions.slice(last + 1, first + 1).reverse();
  for (const version of up) moved = assume(version.up, 'a way up')(moved as never);
  for (const version of down) moved = assume(version.down, 'a way down')(moved);
  return moved;
}

/** The static type of the values of a version: of its own name where the id is known to the compiler. */
export type ValueOf<Id extends string> = Id extends keyof ThingValues ? ThingValues[Id] : unknown;

/**
 * The item of a version-type-id as a value: `fromXml('3d34d87e-7fc1-4153-800f-f56592cb0d17', xml).value.kg`.
 * @throws XmlFault with the path of what is wrong
 */
export function fromXml<const Id extends string>(id: Id, xml: string): ValueOf<Id> {
  return parseThing(versionOf(id), readXml(xml).root()) as ValueOf<Id>;
}

/** The value as the item of a version-type-id. What it was read from comes back element by element. */
export function toXml<const Id extends string>(id: Id, value: ValueOf<Id>): string {
  return printThing(versionOf(id), value);
}

/**
 * The value as JSON can hold it. It looks like the value, but for numbers that JSON has no way to write: they are the
 * strings "INF", "-INF" and "NaN", as XML Schema spells them. Free content is a string of XML.
 */
export function toJson(value: unknown): json.Json {
  return json.toJson(value);
}

/**
 * The value that JSON stands for, checked as an item would be.
 * @throws XmlFault with the path of what is wrong
 */
export function fromJson<const Id extends string>(id: Id, from: unknown): ValueOf<Id> {
  const { schema, root } = versionOf(id);
  return json.fromJson(schema, from, root) as ValueOf<Id>;
}

function versionOf(id: string): ThingVersion {
  const found = findVersion(id.toLowerCase());
  if (!found) throw new RangeError(`no thing type has the version-type-id ${id}`);
  return found.version;
}
