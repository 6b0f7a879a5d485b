// The one extension of a resource that holds what its element has no place for: changes that make the item, whole, of what can be
// read from the elements. Whoever changes an element changes the item, since what elements say is in no change.
import { type Change, readChanges, writeChanges } from './difference.ts';
import { getOwn, type Json, type JsonObject, listOf, type Resource } from './json.ts';

export const restUrl = 'urn:keepwell:fhir:thing-rest';

export interface Rest {
  /** The version-type-id of the item. */
  readonly typeId: string;
  readonly changes: readonly Change[];
  /** The item as it is kept, where it is of an older version of its type that the newer loses something of. */
  readonly kept?: string;
}

export function addRest(resource: Resource, { typeId, changes, kept }: Rest): Resource {
  const extension: Json[] = [
    { url: 'type', valueString: typeId },
    ...(changes.length > 0 ? [{ url: 'changes', valueString: writeChanges(changes) }] : []),
    ...(kept === undefined ? [] : [{ url: 'kept', valueString: kept }]),
  ];
  return { ...resource, extension: [...listOf(resource.extension), { url: restUrl, extension }] };
}

/** @returns the resource without any, and all there were: one, but for a Patient, which is made of several items */
export function takeRest(resource: Resource): {
  readonly resource: Resource;
  readonly rests: readonly Rest[];
} {
  const { extension, ...others } = resource;
  const all = listOf(extension);
  const ours = all.filter(one => getOwn(one, 'url') === restUrl);
  if (ours.length === 0) return { resource, rests: [] };
  const left = all.filter(one => getOwn(one, 'url') !== restUrl);
  const bare = { ...others, ...(left.length > 0 && { extension: left }) } as JsonObject as Resource;
  return { resource: bare, rests: ours.flatMap(readRest) };
}

function readRest(extension: Json): Rest[] {
  const inside = listOf(getOwn(extension, 'extension'));
  const textOf = (url: string) => {
    const text = getOwn(
      inside.find(one => getOwn(one, 'url') === url),
      'valueString',
    );
    return typeof text === 'string' ? text : undefined;
  };
  const typeId = textOf('type');
  const changes = readChanges(textOf('changes') ?? '[]');
  const kept = textOf('kept');
  if (typeId === undefined || !changes) return [];
  return [{ typeId, changes, ...(kept !== undefined && { kept }) }];
}
