// Resources that are found by themselves, though they are parts of an item: what a panel has as components, and what a report has
// contained.
import { UnmappableResource } from './frame.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import type { Part, Parts } from './mapping.ts';

/** What a part says for itself of what its whole says, and what it does not say anew in the whole. */
const inherited = [
  'status',
  'category',
  'subject',
  'effectiveDateTime',
  'effectivePeriod',
  'performer',
] as const;

/**
 * Each component as an observation of its own, by its number.
 * @param profileOf the canonical of what one conforms to
 */
export function componentParts(profileOf: (own: JsonObject) => string | undefined): Parts {
  return {
    resourceType: 'Observation',
    list: resource =>
      listOf(resource.component)
        .filter(isObject)
        .map((own, at) => makePart(resource, own, String(at + 1), profileOf(own))),
    put(resource, { key, resource: part }) {
      const own = takeInherited(resource, part);
      const strange = Object.keys(own).find(name => !componentElements.test(name));
      if (strange !== undefined)
        throw new UnmappableResource(
          `Observation.${strange}`,
          'has no place in a measurement that is part of several',
        );
      const at = Number(key) - 1;
      return {
        ...resource,
        component: listOf(resource.component).map((one, index) => (index === at ? own : one)),
      };
    },
  };
}

const componentElements =
  /^(_?(code|value[A-Z].*|interpretation)|dataAbsentReason|referenceRange|extension|modifierExtension)$/;

export function makePart(whole: Resource, own: JsonObject, key: string, profile: string | undefined): Part {
  const from = Object.fromEntries(
    inherited.flatMap(name => {
      const value = getOwn(whole, name);
      return value === undefined || hasOwnWay(own, name) ? [] : [[name, value]];
    }),
  );
  const { id: _, resourceType: __, ...said } = own;
  const resource: Resource = { resourceType: 'Observation', ...from, ...said };
  const meta = profile !== undefined && hasDay(resource) && { meta: { profile: [profile] } };
  return { key, resource: { ...resource, ...meta } };
}

/** The profiles of US Core ask for the day, if anything is said of when it was. */
function hasDay({ effectiveDateTime: moment }: JsonObject): boolean {
  return typeof moment !== 'string' || moment.length >= 10;
}

/** What a part says of its time stands for that of the whole, however it says it. */
function hasOwnWay(own: JsonObject, name: string): boolean {
  if (!name.startsWith('effective')) return Object.hasOwn(own, name);
  return Object.keys(own).some(key => key.startsWith('effective'));
}

/** A part as it stands in its whole: without what it has of that. */
export function takeInherited(whole: JsonObject, part: Resource): JsonObject {
  const own: Draft = { ...part };
  for (const name of ['id', 'meta', 'resourceType']) delete own[name];
  for (const name of inherited) if (isSame(getOwn(whole, name), getOwn(part, name))) delete own[name];
  return own;
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
