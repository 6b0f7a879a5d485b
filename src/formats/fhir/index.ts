// Items as FHIR R4 and back: which mapping is whose, and the two ways. Called by core/fhir and by imports.
import { getOf } from '../../assume.ts';
import { everyType, findVersion, getVersion, type ThingType } from '../../things/index.ts';
import { findAbsence } from './absence.ts';
import { makeBasicMapping } from './basic.ts';
import { readBridge } from './bridge.ts';
import { codesOf } from './codes.ts';
import { readCommon } from './common.ts';
import { type FhirThing, type MadeThing, readResource, UnmappableResource, writeResource } from './frame.ts';
import { findHeldType, heldType, makeHolder } from './holder.ts';
import type { Resource } from './json.ts';
import type { Mapping, Part, Settings } from './mapping.ts';
import { patientMappings } from './patient-rows.ts';
import { takeRest } from './rest.ts';
import { listScans } from './scans.ts';
import { allMappings } from './types/all.ts';

export { codesOf } from './codes.ts';
export { withoutRemainder } from './common.ts';
export { type FhirThing, type MadeThing, UnmappableResource } from './frame.ts';
export type { Json, JsonObject, Resource } from './json.ts';
export type { Attachment, Mapping, Part, Parts, Row, Settings } from './mapping.ts';
export { fromPatient, type PatientRecord, toPatient } from './patient.ts';
export { patientMappings } from './patient-rows.ts';
export { restUrl, takeRest } from './rest.ts';
export { scanKey } from './scans.ts';

const mapped = new Map<ThingType, Mapping>((allMappings as readonly Mapping[]).map(one => [one.type, one]));

/** Of each type: those without a file of their own travel as Basic, whole. */
const byType = new Map(everyType().map(type => [type, mapped.get(type) ?? makeBasicMapping(type)]));

/** Of which the one Patient of a record is made (patient.ts). */
const patientTypes = patientMappings.map(({ type }) => type);

const every: readonly Mapping[] = [...byType.values()].flatMap(one => [one, ...(one.others ?? [])]);

/** What an item of a type becomes unless it came as something else. */
export function mappingOf(type: ThingType): Mapping {
  return getOf(byType, type);
}

/** The mapping by which an item becomes a resource. */
export function findMapping(thing: FhirThing): Mapping {
  const { type } = getVersion(thing.typeId);
  const mapping = mappingOf(type);
  if (type === heldType) {
    const held = findHeldType(thing);
    return held === undefined ? mapping : makeHolder(held);
  }
  const came = mapping.others && readCommon(thing.commonXml).remainder?.resourceType;
  return mapping.others?.find(({ resourceType }) => resourceType === came) ?? mapping;
}

/** An item as a resource, without `id` and what a server says of a version. */
export function toResource(thing: FhirThing, settings: Settings): Resource {
  return writeResource(findMapping(thing), thing, settings);
}

/** Resources within one that are found by themselves, too: its parts, and what it presents as a document. */
export function listParts({ parts }: Mapping, resource: Resource): Part[] {
  return [...(parts?.list(resource) ?? []), ...listScans(resource)];
}

/**
 * A resource as an item. One that no type is for is held whole.
 * @throws UnmappableResource where its type does not take what it says
 */
export function fromResource(resource: Resource, settings: Settings): MadeThing {
  return readResource(chooseMapping(resource), resource, settings);
}

/** Statuses of what is, or was, not so: as an item it would look as if it were. */
const notSo = new Set(['entered-in-error', 'not-done', 'cancelled', 'declined', 'refused', 'rejected']);

/** Does it say what it seems to say? A modifier that nobody here knows may turn it into its opposite. */
export function isInForce(resource: Resource, { says = [] }: Pick<Mapping, 'says'> = {}): boolean {
  const { status, modifierExtension, doNotPerform, verificationStatus } = resource;
  return (
    !(typeof status === 'string' && notSo.has(status) && !says.includes(status)) &&
    !codesOf(verificationStatus).includes('entered-in-error') &&
    modifierExtension === undefined &&
    doNotPerform !== true &&
    !isAbsent(resource)
  );
}

/** Does it stand for what there is none of, or for what nobody knows? There is an item for allergies that a person has none of. */
function isAbsent(resource: Resource): boolean {
  const denial = findAbsence(resource);
  return denial === 'unknown' || (denial === 'none' && resource.resourceType !== 'AllergyIntolerance');
}

/**
 * By which mapping a resource becomes an item: that of the item it says it was made of, or the first that takes it.
 * @throws UnmappableResource where it was made of an item and now says that it was entered in error
 */
export function chooseMapping(resource: Resource): Mapping {
  const { rests } = takeRest(resource);
  const own = rests.map(({ typeId }) => findVersion(typeId)?.type).find(type => type !== undefined);
  const ofKind = every.filter(({ resourceType }) => resourceType === resource.resourceType);
  const inForce = ofKind.filter(mapping => isInForce(resource, mapping));
  const read = readBridge(resource);
  const made = ofKind.find(({ type }) => type === own);
  if (made && resource.status === 'entered-in-error')
    throw new UnmappableResource(
      `${resource.resourceType}.status`,
      'says that it was entered in error: an item cannot say that, so delete it instead',
    );
  return (
    made ??
    inForce.find(mapping => mapping.takes(read)) ??
    inForce.find(mapping => mapping.takesOthers?.(read)) ??
    makeHolder(resource.resourceType)
  );
}

/** The mappings by which things can be resources of a kind, apart from those that are held whole, which may be of any. */
export function mappingsOf(resourceType: string): readonly Mapping[] {
  return every.filter(one => listKinds(one).includes(resourceType) && !patientTypes.includes(one.type));
}

/** The types whose items can be resources of a kind. */
export function typesOf(resourceType: string): readonly ThingType[] {
  const own = resourceType === 'Patient' ? patientTypes : mappingsOf(resourceType).map(({ type }) => type);
  return [...new Set([...own, heldType])];
}

/** The kinds of resource that items of a type can be; `*` for a type that holds any. */
export function resourceTypesOf(type: ThingType): readonly string[] {
  if (type === heldType) return ['*'];
  if (patientTypes.includes(type)) return ['Patient'];
  const mapping = mappingOf(type);
  return [...new Set([mapping, ...(mapping.others ?? [])].flatMap(listKinds))];
}

function listKinds({ resourceType, parts }: Mapping): string[] {
  const document = resourceType === 'DiagnosticReport' ? ['DocumentReference'] : [];
  return [resourceType, ...(parts ? [parts.resourceType] : []), ...document];
}

/** The kinds of resource that there are mappings for. */
export function listResourceTypes(): readonly string[] {
  return [...new Set(every.flatMap(listKinds))].sort();
}
