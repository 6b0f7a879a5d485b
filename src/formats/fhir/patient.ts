// Patient: the person of a record, made of the four items of which a record has one each (patient-rows.ts), and these items of a
// Patient. Called by core/fhir; nothing is lost either way, as with any other item (frame.ts).
import { assume } from '../../assume.ts';
import { findVersion } from '../../things/index.ts';
import { writeCommon } from './common.ts';
import { applyChanges, findChanges } from './difference.ts';
import { absent } from './elements.ts';
import {
  addRemainder,
  type FhirThing,
  type MadeThing,
  makeItem,
  type OpenedThing,
  openThing,
  readNative,
  takeServed,
  UnmappableResource,
  type Whole,
} from './frame.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import type { Mapping, Settings } from './mapping.ts';
import { patientMappings, recordNameUrl } from './patient-rows.ts';
import { addRest, type Rest, takeRest } from './rest.ts';

export interface PatientRecord {
  /** As the application that asks knows it. */
  readonly id: string;
  readonly name: string;
}

const recordSystem = 'urn:keepwell:record';
const profile = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient';

/** Whose remainder a Patient keeps, the first of those that there are. */
const keepers = ['personal', 'basic', 'contact', 'personal-image'];

const byRoot = (root: string) =>
  assume(
    patientMappings.find(({ type }) => type.versions[0]?.root === root),
    'a mapping of each of the four items',
  );

/**
 * The items of a person as a Patient, without `id` and what a server says of a version. Things of other types are left out.
 * @param settings whose attachments are those of the picture
 */
export function toPatient(things: readonly FhirThing[], settings: Settings, record: PatientRecord): Resource {
  const opened = new Map<Mapping, OpenedThing & { readonly typeId: string }>();
  for (const thing of things) {
    const mapping = findPatientMapping(thing.typeId);
    if (mapping) opened.set(mapping, { ...openThing(thing), typeId: thing.typeId });
  }
  const wholes = new Map([...opened].map(([mapping, { whole }]) => [mapping, whole]));
  const native = writeNativePatient(wholes, settings, record);
  const remainder = keepers.map(root => opened.get(byRoot(root))?.remainder).find(one => one !== undefined);
  const read = (said: Resource) =>
    [...opened].flatMap(([mapping, { whole }]) =>
      findChanges(readNative(mapping, said, settings), whole as unknown as Json),
    );
  const said = remainder?.resourceType === 'Patient' ? addRemainder(native, remainder.changes, read) : native;
  let resource = said;
  for (const mapping of patientMappings) {
    const one = opened.get(mapping);
    if (!one) continue;
    const changes = findChanges(readNative(mapping, said, settings), one.whole as unknown as Json);
    // It says that there is such an item, even where nothing of it is left to say.
    resource = addRest(resource, {
      typeId: one.typeId,
      changes,
      ...(one.kept !== undefined && { kept: one.kept }),
    });
  }
  return resource;
}

function findPatientMapping(typeId: string): Mapping | undefined {
  const type = findVersion(typeId)?.type;
  return patientMappings.find(one => one.type === type);
}

function writeNativePatient(
  wholes: ReadonlyMap<Mapping, Whole>,
  settings: Settings,
  record: Partial<PatientRecord>,
): Resource {
  const { id, name } = record;
  const resource: Draft = { resourceType: 'Patient', meta: { profile: [profile] } };
  if (id !== undefined) resource.identifier = [{ system: recordSystem, value: id }];
  for (const mapping of patientMappings) {
    const whole = wholes.get(mapping);
    if (whole) for (const row of mapping.rows) row.write(whole.item, resource, settings);
  }
  if (resource.name === undefined && name !== undefined)
    resource.name = [
      { extension: [{ url: recordNameUrl, valueString: name }, ...listOf(absent.extension)], text: name },
    ];
  resource.gender ??= 'unknown';
  return resource as Resource;
}

/**
 * The items that a Patient says: those it was made of, and what it says besides; at least one.
 * @throws UnmappableResource where one of them does not take what it says
 */
export function fromPatient(sent: Resource, settings: Settings): MadeThing[] {
  if (sent.resourceType !== 'Patient') throw new UnmappableResource(sent.resourceType, 'is no Patient');
  const { resource, rests } = takeRest(takeServed(sent));
  const made = new Map<Mapping, ReturnType<typeof makeItem>>();
  for (const mapping of patientMappings) {
    const rest = rests.find(one => findVersion(one.typeId)?.type === mapping.type);
    const one = readPart(mapping, resource, rest, { isOurs: rests.length > 0, settings });
    if (one) made.set(mapping, one);
  }
  const personal = byRoot('personal');
  // Somebody has to keep what else it says.
  if (made.size === 0) made.set(personal, makeItem(personal, {}, undefined, resource));
  const wholes = new Map([...made].map(([mapping, { whole }]) => [mapping, whole]));
  const native = writeNativePatient(wholes, settings, findRecord(resource));
  const hasPicture = made.has(byRoot('personal-image'));
  const changes = findChanges(native, resource).filter(({ path }) => !(hasPicture && path[0] === 'photo'));
  const keeper = keepers.map(byRoot).find(one => made.has(one));
  return [...made].map(([mapping, { whole, made: one }]) => {
    const remainder =
      mapping === keeper && changes.length > 0 ? { resourceType: 'Patient', changes } : undefined;
    return {
      ...one,
      commonXml: writeCommon(whole.common ?? {}, remainder),
      ...(whole.tags !== undefined && { tags: whole.tags }),
    };
  });
}

function readPart(
  mapping: Mapping,
  resource: Resource,
  rest: Rest | undefined,
  { isOurs, settings }: { isOurs: boolean; settings: Settings },
): ReturnType<typeof makeItem> | undefined {
  const native = readNative(mapping, resource, settings);
  const item = getOwn(native, 'item');
  if (!rest && !isTold(mapping, isObject(item) ? item : {}, isOurs)) return undefined;
  const whole = applyChanges(native, rest?.changes ?? []);
  return makeItem(mapping, isObject(whole) ? whole : {}, rest, resource);
}

/** Does the item say something? Of one that was not there when we wrote the rest: what no other item says. */
function isTold({ type }: Mapping, item: JsonObject, isOurs: boolean): boolean {
  const said = Object.keys(item);
  if (type.versions[0]?.root !== 'basic') return said.length > 0;
  return isOurs
    ? said.includes('gender') || said.includes('language')
    : said.some(key => key !== 'birthyear');
}

/** The record as the Patient names it, where it was made by us. */
function findRecord(resource: Resource): Partial<PatientRecord> {
  const id = getOwn(
    listOf(resource.identifier).find(one => getOwn(one, 'system') === recordSystem),
    'value',
  );
  const marks = listOf(resource.name).flatMap(one => listOf(getOwn(one, 'extension')));
  const name = getOwn(
    marks.find(one => getOwn(one, 'url') === recordNameUrl),
    'valueString',
  );
  return { ...(typeof id === 'string' && { id }), ...(typeof name === 'string' && { name }) };
}
