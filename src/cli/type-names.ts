// The thing types as people name them on the command line: `blood-pressure`, or a version's id.
import {
  currentVersion,
  everyType,
  findVersion,
  type ThingType,
  type ThingVersion,
} from '../things/index.ts';

/** A type by the name of its element, by its title, or by the id of one of its versions; undefined when there is none. */
export function findType(name: string): { type: ThingType; version: ThingVersion } | undefined {
  const wanted = name.toLowerCase();
  const byId = findVersion(wanted);
  if (byId) return byId;
  const type = everyType().find(
    type => nameOf(type).toLowerCase() === wanted || type.name.toLowerCase() === wanted,
  );
  return type && { type, version: currentVersion(type) };
}

export function listTypeNames(): string {
  return everyType().map(nameOf).sort().join(', ');
}

/** That of its element, unless another type has the same. */
function nameOf(type: ThingType): string {
  const { root } = currentVersion(type);
  const isAlone = everyType().every(other => other === type || currentVersion(other).root !== root);
  return isAlone ? root : `"${type.name}"`;
}

/** As the command line names them; an id of no type stays as it is. */
export function nameTypes(ids: readonly string[]): string[] {
  return [...new Set(ids.map(id => findVersion(id)?.type ?? id))].map(one =>
    typeof one === 'string' ? one : nameOf(one),
  );
}
