// The types by id. Core and methods ask here; the list itself is generated.
import { allThingTypes } from './all.ts';
import type { ThingType, ThingVersion } from './thing-type.ts';

export type { ThingGroup, ThingType, ThingVersion } from './thing-type.ts';

const byId = new Map<string, { type: ThingType; version: ThingVersion }>();
for (const type of allThingTypes as readonly ThingType[]) {
  for (const version of type.versions) byId.set(version.id, { type, version });
}

/** The type and version a version-type-id (in lower case) stands for. */
export function findVersion(id: string): { type: ThingType; version: ThingVersion } | undefined {
  return byId.get(id);
}

export function everyType(): readonly ThingType[] {
  return allThingTypes;
}
