// Both directions, for every mapping: items as resources and resources as items, and nothing lost on the way. What an item has no
// element for travels in the resource (rest.ts), what a resource has no field for stays with the item (common.ts).

import { fromJson, toJson } from '../../schema/json.ts';
import { toCamel } from '../../schema/schema.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import { type ItemDates, readItem, writeItem } from '../../things/data.ts';
import {
  currentVersion,
  findVersion,
  parseThing,
  printThing,
  type ThingType,
  transform,
} from '../../things/index.ts';
import { readBridge } from './bridge.ts';
import { dropClaims } from './claims.ts';
import { type CommonPart, isCommon, isTags, type Remainder, readCommon, writeCommon } from './common.ts';
import { applyChanges, type Change, findChanges, isSameJson } from './difference.ts';
import { readNotes, unknownConcept } from './elements.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, type Resource } from './json.ts';
import type { Mapping, Settings } from './mapping.ts';
import { isOfBefore } from './older.ts';
import { getAtPath } from './paths.ts';
import { addRest, type Rest, takeRest } from './rest.ts';
import { dropVerdicts } from './verdicts.ts';

/** An item as it is kept. */
export interface FhirThing {
  readonly typeId: string;
  readonly dataXml: string;
  /** The common element, or nothing. */
  readonly commonXml: string;
  readonly tags?: string | undefined;
}

/** An item that was made of a resource, as it is to be kept. */
export interface MadeThing extends FhirThing, ItemDates {}

/** A resource that cannot be taken: where, and why, in words for whoever sent it. Holds no value. */
export class UnmappableResource extends Error {
  /** FHIRPath, such as `Observation.valueQuantity`, or a field of the item. */
  readonly path: string;
  readonly problem: string;

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.name = 'UnmappableResource';
    this.path = path;
    this.problem = problem;
  }
}

/** An item as mappings see it. */
export interface Whole {
  readonly item: JsonObject;
  readonly common?: JsonObject;
  readonly tags?: string;
}

export interface OpenedThing {
  readonly type: ThingType;
  readonly whole: Whole;
  readonly remainder: Remainder | undefined;
  /** The item where it is of an older version, which the newer may lose something of. */
  readonly kept: string | undefined;
}

/** The item in the current version of its type. */
export function openThing({ typeId, dataXml, commonXml, tags }: FhirThing): OpenedThing {
  const { type, version, value } = readItem({ typeId, dataXml });
  const newest = currentVersion(type);
  const current = transform(type, value, version, newest);
  const { common, remainder }: CommonPart = readCommon(commonXml);
  const whole = {
    item: toJson(current) as JsonObject,
    ...(Object.keys(common).length > 0 && { common }),
    ...(tags !== undefined && tags !== '' && { tags }),
  };
  return { type, whole, remainder, kept: version === newest ? undefined : dataXml };
}

/** Kinds of resource that have a place for notes of people. */
const noted = new Set([
  ...[
    'AllergyIntolerance',
    'Condition',
    'Observation',
    'Procedure',
    'MedicationRequest',
    'MedicationStatement',
  ],
  ...['MedicationAdministration', 'MedicationDispense', 'Immunization', 'CarePlan', 'Goal', 'Communication'],
  ...['FamilyMemberHistory', 'Device', 'ImagingStudy', 'Task'],
]);

/** What the rows of a mapping write. */
function writeNative(mapping: Mapping, { item, common }: Whole, settings: Settings): Resource {
  const { resourceType, profile, subject, fixed, rows } = mapping;
  const resource: Draft = { resourceType, ...structuredClone(fixed as Draft) };
  if (profile !== undefined) resource.meta = { profile: [profile] };
  if (subject !== undefined && settings.patient !== undefined)
    resource[subject] = { reference: settings.patient };
  for (const row of rows) row.write(item, resource, settings);
  // Such as infinity, which FHIR has no way to write.
  if (profile !== undefined && resourceType === 'Observation' && saysNothing(resource))
    resource.dataAbsentReason = unknownConcept;
  const note = getOwn(common, 'note');
  if (noted.has(resourceType) && typeof note === 'string' && /\S/.test(note) && !resource.note)
    resource.note = [{ text: note }];
  return dropClaims(resource as Resource);
}

function saysNothing(observation: JsonObject): boolean {
  return !Object.keys(observation).some(name =>
    /^(value[A-Z]|component$|hasMember$|dataAbsentReason$)/.test(name),
  );
}

/** What the rows of a mapping read. */
export function readNative(
  { resourceType, rows, readDocument }: Mapping,
  resource: Resource,
  settings: Settings,
): JsonObject {
  const fields: Draft = {};
  const read = readBridge(resource);
  if (!readDocument) for (const row of rows) row.read(read, fields, settings);
  const item = readDocument?.(resource) ?? fields;
  const note = noted.has(resourceType) && !fields.note ? readNotes(resource) : undefined;
  return { item, ...(note !== undefined && { common: { note } }) };
}

/** An item as a resource of a mapping of its type, without id. */
export function writeResource(mapping: Mapping, thing: FhirThing, settings: Settings): Resource {
  const { whole, remainder, kept } = openThing(thing);
  const read = (resource: Resource) => {
    const again = readNative(mapping, resource, settings) as unknown as Json;
    return findChanges(again, whole as unknown as Json).filter(one => !isOfBefore(again, whole.item, one));
  };
  const native = writeNative(mapping, whole, settings);
  const isOfMapping = remainder?.resourceType === mapping.resourceType;
  const resource = isOfMapping ? addRemainder(native, remainder.changes, read) : native;
  const changes = read(resource);
  if (changes.length === 0 && kept === undefined) return resource;
  return addRest(resource, { typeId: thing.typeId, changes, ...(kept !== undefined && { kept }) });
}

/**
 * What a resource said besides, as far as it is still so: an item that was changed since then by who knows no FHIR is right, and
 * an element that says what it said before is not.
 */
export function addRemainder(
  native: Resource,
  changes: readonly Change[],
  read: (resource: Resource) => readonly Change[],
): Resource {
  const add = (some: readonly Change[]) => applyChanges(native, some) as Resource;
  let kept = changes;
  let lost = read(add(kept)).length;
  const elements = lost === 0 ? [] : new Set(changes.map(elementOf));
  for (const element of elements) {
    const fewer = kept.filter(change => elementOf(change) !== element);
    const without = read(add(fewer)).length;
    if (without < lost) [kept, lost] = [fewer, without];
  }
  return add(kept);
}

/** The element a change is in: all that `value[x]` may be called are one, and so are what is contained and what refers to it. */
function elementOf({ path: [element = ''] }: Change): string {
  return element === 'result' ? 'contained' : (/^[a-z]*/.exec(String(element))?.[0] ?? '');
}

/**
 * A resource as an item of a mapping's type.
 * @throws UnmappableResource where the type does not take what it says
 */
export function readResource(mapping: Mapping, sent: Resource, settings: Settings): MadeThing {
  const { type } = mapping;
  const { resource, rests } = takeRest(dropClaims(takeServed(sent)));
  const rest = rests.find(one => findVersion(one.typeId)?.type === type);
  const { whole, made } = makeItem(mapping, readWhole(mapping, resource, rest, settings), rest, resource);
  const native = writeNative(mapping, whole, settings);
  const changes = findChanges(native, resource);
  const { resourceType, isOther } = mapping;
  const remainder = isOther || changes.length > 0 ? { resourceType, changes } : undefined;
  return {
    ...made,
    commonXml: writeCommon(whole.common ?? {}, remainder),
    ...(whole.tags !== undefined && { tags: whole.tags }),
  };
}

/** Without what the server says of each version. */
export function takeServed(sent: Resource): Resource {
  const { id: _, meta, ...resource } = dropVerdicts(sent);
  const { versionId, lastUpdated, ...said } = isObject(meta) ? meta : ({} as JsonObject);
  return (Object.keys(said).length > 0 ? { ...resource, meta: said } : resource) as Resource;
}

function readWhole(
  mapping: Mapping,
  resource: Resource,
  rest: Rest | undefined,
  settings: Settings,
): JsonObject {
  const changes: readonly Change[] = rest?.changes ?? [];
  const whole = applyChanges(readNative(mapping, resource, settings), changes);
  return isObject(whole) ? whole : {};
}

/** The item that its JSON says. @throws UnmappableResource */
export function makeItem(
  mapping: Mapping,
  json: JsonObject,
  rest: Rest | undefined,
  resource: JsonObject,
): { whole: Whole; made: ItemDates & Pick<MadeThing, 'typeId' | 'dataXml'> } {
  const { type, resourceType } = mapping;
  const version = currentVersion(type);
  const { common, tags } = json;
  if ((common !== undefined && !isCommon(common)) || (typeof tags === 'string' && !isTags(tags)))
    throw new UnmappableResource(
      `${resourceType}.extension`,
      'says of the common part what there is no place for',
    );
  const value = readFields(mapping, getOwn(json, 'item') ?? {}, resource);
  const whole = {
    item: toJson(value) as JsonObject,
    ...(common !== undefined && { common }),
    ...(typeof tags === 'string' && { tags }),
  };
  const older = rest && findOlder(type, rest, whole.item);
  if (older) return { whole, made: older };
  const { xml, ...dates } = writeItem(version, value);
  return { whole, made: { typeId: version.id, dataXml: xml, ...dates } };
}

function readFields(mapping: Mapping, item: Json, resource: JsonObject): unknown {
  const version = currentVersion(mapping.type);
  try {
    const value = fromJson(version.schema, item, '');
    // Some of what is wrong is told by reading alone.
    parseThing(version, readXml(printThing(version, value)).root());
    return value;
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    throw makeRefusal(mapping, fault, resource);
  }
}

/** With the element that the field comes from which is wrong, or missing. */
function makeRefusal({ resourceType, rows }: Mapping, { path, problem }: XmlFault, resource: JsonObject) {
  const [wrong = ''] = path.split(/[/[]/).filter(step => step !== '');
  const own = rows.filter(({ field }) => field.split('.')[0] === toCamel(wrong));
  const said = own.find(({ element }) => getAtPath(resource, element) !== undefined);
  const row = said ?? own[0];
  const place = row ? `${resourceType}.${row.element}` : resourceType;
  if (said && problem === 'is missing')
    return new UnmappableResource(place, 'is of another kind, unit or precision than such an item has');
  return new UnmappableResource(place, row ? problem : `${path}: ${problem}`);
}

/** The item in the older version it was kept in, where the resource still says the same. */
function findOlder(
  type: ThingType,
  { typeId, kept }: Rest,
  item: JsonObject,
): (ItemDates & Pick<MadeThing, 'typeId' | 'dataXml'>) | undefined {
  const version = type.versions.find(({ id }) => id === typeId);
  if (kept === undefined || !version) return undefined;
  try {
    const value = parseThing(version, readXml(kept).root());
    const current = transform(type, value, version, currentVersion(type));
    if (!isSameJson(toJson(current), item)) return undefined;
    const { xml, ...dates } = writeItem(version, value);
    return { typeId, dataXml: xml, ...dates };
  } catch (fault) {
    if (fault instanceof XmlFault) return undefined;
    throw fault;
  }
}
