// One item of a version at hand, read and printed. Apart from index.ts, which knows every type: whoever imports one type
// alone, as applications do, need not load them all.
import { getLast } from '../assume.ts';
import { type XmlCursor, XmlFault } from '../schema/xml-reader.ts';
import { checkXsi } from '../schema/xsi.ts';
import type { ThingType, ThingVersion } from './thing-type.ts';

/** The version that clients get unless they ask for another. */
export function currentVersion(type: ThingType): ThingVersion {
  return getLast(type.versions);
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
