// Reads the contents of a connect package: the elements of its things, one after the other, without a root.
import { fault } from '../../core/healthvault/status-fault.ts';
import type { Limits } from '../../core/limits/limits.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { many, seq } from '../../schema/sequence.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import { thingWrite } from './thing-write.ts';

const contents = {
  1: seq({ thing: many(thingWrite(1), { min: 1 }) }),
  2: seq({ thing: many(thingWrite(2), { min: 1 }) }),
};

/**
 * The things as they enter a record: each is new, whatever id it had where the application took it from.
 * @throws INVALID_PACKAGE_CONTENTS, or what else is wrong with a thing
 */
export function readPackageThings(
  { bytes, version }: { bytes: Uint8Array; version: 1 | 2 },
  { xmlDepthMax: depthMax, xmlNodesMax: nodesMax }: Limits,
): ThingWrite[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // The reader takes one root only.
    const document = readXml(`<things>${text}</things>`, { depthMax, nodesMax });
    const { thing = [] } = contents[version].parse(document.root());
    return thing.map(({ id: _, versionStamp: __, ...write }) => write);
  } catch (error) {
    if (error instanceof XmlFault) throw fault('INVALID_PACKAGE_CONTENTS', error.message);
    if (error instanceof TypeError) throw fault('INVALID_PACKAGE_CONTENTS', 'They must be UTF-8.');
    throw error;
  }
}
