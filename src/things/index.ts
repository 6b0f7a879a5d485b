// The types by id, and values of them read and moved between versions. The list itself is generated.
import { type XmlCursor, XmlFault } from '../schema/xml-reader.ts';
import { checkXsi } from '../schema/xsi.ts';
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

/** The version that clients get unless they ask for another. */
export function currentVersion(type: ThingType): ThingVersion {
  return type.versions.at(-1)!;
}

/**
 * Reads the item at the cursor as a version of a type and moves past it.
 * @throws XmlFault of kind `date` only when nothing else is wrong
 */
export function parseThing(version: ThingVersion, at: XmlCursor): unknown {
  const start = at.index;
  try {
    return parseRoot(version, at);
  } catch (fault) {
    if (!(fault instanceof XmlFault) || fault.kind === 'schema') throw fault;
    // The reader stops at the first fault; what breaks the schema further on matters more.
    at.document.ignoredFaults = fault.kind;
    try {
      parseRoot(version, at.at(start));
    } finally {
      at.document.ignoredFaults = undefined;
    }
    throw fault;
  }
}

function parseRoot({ root, schema }: ThingVersion, at: XmlCursor): unknown {
  // A document of another standard knows its own root and namespace.
  if (schema.shape.kind === 'document') return schema.parse(at);
  if (!at.atNamed(root)) {
    if (!at.atElement()) at.missing(root);
    at.fail(at.name === root ? `must be ${root}, in no namespace` : `must be ${root}`);
  }
  if (at.attributes.length > 0) checkXsi(at, schema);
  return schema.parse(at);
}

/** The item as its element. */
export function printThing(version: ThingVersion, value: unknown): string {
  return version.schema.print(version.root, value);
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
  for (let i = first + 1; i <= last; i++) moved = type.versions[i]!.up!(moved as never);
  for (let i = first; i > last; i--) moved = type.versions[i]!.down!(moved);
  return moved;
}
