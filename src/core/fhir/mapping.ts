// What the mappings of formats/fhir tell of things as resources, in terms of the index and of searches.

import { heldType, moments } from '../../formats/fhir/holder.ts';
import {
  findMapping,
  listParts,
  type Mapping,
  mappingOf,
  mappingsOf,
  patientMappings,
  type Settings,
  toResource,
} from '../../formats/fhir/index.ts';
import type { Json } from '../../schema/json.ts';
import { currentVersion, findVersion, type ThingType } from '../../things/index.ts';
import type { Beside } from '../targets/judge.ts';
import type { FhirAccess } from './access.ts';
import { listResourceKinds } from './elements.ts';
import { interpret } from './interpret.ts';
import { valuesOf } from './parameter.ts';
import { listParameters } from './parameters.ts';
import { awayMs, type FixedOfType } from './plan.ts';
import { patientKept, tellReferences } from './references.ts';
import {
  listTokens,
  parameterOfToken,
  tokenOfException,
  tokenOfKind,
  tokenOfNobody,
  tokenOfOtherTime,
} from './tokens.ts';
import { type Resource, referenceOf, spanOf, spanOfDate } from './values.ts';

/** Raise it when tokens or mappings change, so that each record is gone through anew. */
export const indexVersion = '5';

/** What of a thing a resource is made of. */
interface MappedThing {
  readonly typeId: string;
  readonly dataXml: string;
  readonly commonXml: string;
  readonly tags?: string | undefined;
  readonly effectiveDate?: string | undefined;
}

/** By what values are judged, where resources are to say it. */
export interface ToldSettings extends Settings {
  readonly beside?: Beside;
}

export interface MadeResource {
  /** Undefined for the thing itself. */
  readonly key: string | undefined;
  readonly resource: Resource;
}

/** The resource that a thing is, then those made of its parts. Of a type that nobody knows there is none. */
export function resourcesOfThing(thing: MappedThing, settings: ToldSettings): MadeResource[] {
  const mapping = findMapping(thing);
  const { beside } = settings;
  const made = tellReferences(toResource(thing, settings), thing, settings.patient) as Resource;
  const { effectiveDate = '' } = thing;
  const whole = beside ? interpret(made, { ...thing, effectiveDate }, beside) : made;
  return [
    { key: undefined, resource: whole },
    ...listParts(mapping, whole as never).map(({ key, resource }) => ({
      key,
      resource: resource as Resource,
    })),
  ];
}

/** Times that say no zone are told as those of this one. */
const zone = 'UTC';

export function settingsFor({ patientId }: Pick<FhirAccess, 'patientId'>): Settings {
  return { patient: `Patient/${patientId}`, zone };
}

/** The Patient as it is in what is kept, whoever is told. */
export const settingsOfIndex: Settings = { zone, patient: patientKept };

/** Files and subscriptions, which no item is. */
const apart = new Set(['Binary', 'Subscription']);

let kinds: readonly string[] | undefined;

/** Kinds of resource that a record may hold, in order: all of R4, as what no type is for is held whole. */
export function listKinds(): readonly string[] {
  kinds ??= [...listResourceKinds()].filter(kind => !apart.has(kind)).sort();
  return kinds;
}

/** Is it one that a record may hold? */
export function isServedKind(resourceType: string): boolean {
  return listResourceKinds().has(resourceType) && !apart.has(resourceType);
}

interface Fixed extends FixedOfType {
  readonly type: ThingType;
}

const fixedByKind = new Map<string, readonly FixedOfType[]>();

/** What is known of the things that a kind of resource may be made of, a line for each version of each type. */
export function fixedOfKind(resourceType: string): readonly FixedOfType[] {
  const known = fixedByKind.get(resourceType);
  if (known) return known;
  const made = [
    ...mappingsOf(resourceType).map(mapping => ({ ...fixedOf(mapping, resourceType), isHeld: false })),
    {
      type: heldType,
      isHeld: true,
      isWhole: false,
      has: none,
      closed: none,
      dates: datesOfHeld(resourceType),
    },
  ].flatMap(({ type, ...rest }) => type.versions.map(({ id }) => ({ ...rest, typeId: id })));
  const byId = [...new Map(made.map(one => [one.typeId, one])).values()];
  fixedByKind.set(resourceType, byId);
  return byId;
}

const none: ReadonlySet<string> = new Set();

function fixedOf(mapping: Mapping, resourceType: string): Omit<Fixed, 'typeId' | 'isHeld'> {
  const { type } = mapping;
  const isWhole = mapping === mappingOf(type) && !mapping.others && mapping.resourceType === resourceType;
  if (!isWhole || mapping.parts?.resourceType === resourceType)
    return { type, isWhole: false, has: none, closed: none, dates: none };
  return { type, isWhole, ...closedOf(mapping), dates: datesOf(mapping) };
}

/** Parameters of the element that carries the date by which things of a type are kept. */
function datesOf({ type, resourceType, rows }: Mapping): ReadonlySet<string> {
  const { effectiveDate } = currentVersion(type);
  const field = effectiveDate?.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const roots = new Set(
    rows
      .filter(row => field !== undefined && rootOf(row.field) === field)
      .map(({ element }) => rootOf(element)),
  );
  return namesOfDates(resourceType, roots);
}

/** What is held whole is kept under the likeliest of its dates. */
function datesOfHeld(resourceType: string): ReadonlySet<string> {
  return namesOfDates(resourceType, new Set(moments.map(rootOf)));
}

function namesOfDates(resourceType: string, roots: ReadonlySet<string>): ReadonlySet<string> {
  const own = listParameters(resourceType).filter(({ kind }) => kind === 'date');
  return new Set(
    own.filter(({ paths }) => paths.some(path => roots.has(rootOf(path)))).map(({ name }) => name),
  );
}

const closedByMapping = new WeakMap<Mapping, Pick<FixedOfType, 'has' | 'closed'>>();

/** Parameters whose elements no row writes, and what stands there in every resource that nobody changed in them. */
function closedOf(mapping: Mapping): Pick<FixedOfType, 'has' | 'closed'> {
  const known = closedByMapping.get(mapping);
  if (known) return known;
  const { resourceType, fixed, rows } = mapping;
  const written = new Set([...rows.map(({ element }) => rootOf(element)), 'note']);
  const closed = new Set(
    listParameters(resourceType)
      .filter(({ kind, isPatient }) => kind !== 'date' && kind !== 'quantity' && !isPatient)
      .filter(({ paths }) => !paths.some(path => written.has(rootOf(path))))
      .map(({ name }) => name),
  );
  const tokens = listTokens({ ...(fixed as Readonly<Record<string, Json>>), resourceType });
  const has = new Set([...tokens].filter(token => closed.has(parameterOfToken(token))));
  const made = { has, closed };
  closedByMapping.set(mapping, made);
  return made;
}

function rootOf(element: string): string {
  return element.split(/[.[(]/, 1)[0] ?? '';
}

/** What a thing is found by, as the index keeps it: without what all of its type have, unless it differs in that. */
export function listKeptTokens(
  thing: MappedThing & { readonly effectiveDate: string },
): { part: number; tokens: ReadonlySet<string> }[] {
  const mapping = findMapping(thing);
  if (isAllFixed(mapping) && !thing.commonXml.includes(remainderMark)) return [];
  const made = resourcesOfThing(thing, settingsOfIndex);
  return made.map(({ resource }, part) => ({
    part,
    tokens:
      part === 0
        ? new Set([
            ...keptOf(mapping, resource),
            ...listOtherTimes(mapping, resource, thing.effectiveDate),
            ...listNobody(resource),
          ])
        : listTokens(resource),
  }));
}

/** A token for each date parameter by which the resource is not where its thing is kept. */
function listOtherTimes(mapping: Mapping, resource: Resource, effectiveDate: string): string[] {
  const { resourceType } = resource;
  const dates =
    mapping.type === heldType ? datesOfHeld(resourceType) : fixedOf(mapping, mapping.resourceType).dates;
  const { from: kept } = spanOfDate(effectiveDate) ?? { from: Number.NaN };
  return listParameters(resourceType)
    .filter(({ name }) => dates.has(name))
    .filter(parameter =>
      valuesOf(resource, parameter)
        .map(spanOf)
        .some(span => span && !(span.from >= kept - awayMs && span.to <= kept + awayMs)),
    )
    .map(({ name }) => tokenOfOtherTime(resourceType, name));
}

/** A token for each parameter of the Patient by which a resource names none. */
function listNobody(resource: Resource): string[] {
  const { resourceType } = resource;
  return listParameters(resourceType)
    .filter(({ isPatient }) => isPatient)
    .filter(parameter => !valuesOf(resource, parameter).some(value => isOwnPatient(referenceOf(value))))
    .map(({ name }) => tokenOfNobody(resourceType, name));
}

/** As it is kept, or as a file that was brought in says it. */
function isOwnPatient(reference: string | undefined): boolean {
  return reference === patientKept || /^(Patient\/|urn:(uuid|oid):)/.test(reference ?? '');
}

/** What the common part of a thing has where its resource says more than the mapping. */
const remainderMark = 'urn:keepwell:fhir';

/** Are all its resources found by what is fixed of their type alone? */
function isAllFixed(mapping: Mapping): boolean {
  if (mapping.parts || !fixedOf(mapping, mapping.resourceType).isWhole) return false;
  const { closed } = closedOf(mapping);
  const parameters = listParameters(mapping.resourceType);
  // Whether it names the Patient is seen in it.
  if (mapping.subject === undefined && parameters.some(({ isPatient }) => isPatient)) return false;
  return parameters.every(
    ({ name, kind, isPatient }) => kind === 'date' || kind === 'quantity' || isPatient || closed.has(name),
  );
}

function keptOf(mapping: Mapping, resource: Resource): ReadonlySet<string> {
  const tokens = listTokens(resource);
  const { isWhole } = fixedOf(mapping, mapping.resourceType);
  if (!isWhole) return tokens;
  const { has, closed } = closedOf(mapping);
  const ofClosed = [...tokens].filter(token => closed.has(parameterOfToken(token)));
  const isRegular = ofClosed.length === has.size && ofClosed.every(token => has.has(token));
  if (!isRegular) return new Set([...tokens, tokenOfException(resource.resourceType)]);
  const kind = tokenOfKind(resource.resourceType);
  return new Set([...tokens].filter(token => token !== kind && !closed.has(parameterOfToken(token))));
}

/** Is it of a type that this vault knows? */
export function isKnownType(typeId: string): boolean {
  return findVersion(typeId) !== undefined;
}

/** Is it of a type that the one Patient is made of? */
export function isOfPatient(typeId: string): boolean {
  const type = findVersion(typeId)?.type;
  return patientMappings.some(one => one.type === type);
}

/** Of resources of a kind that things become. */
export function findProfiles(resourceType: string): string[] {
  const own = mappingsOf(resourceType).filter(one => one.resourceType === resourceType);
  return [...new Set(own.flatMap(({ profile }) => profile ?? []))];
}
