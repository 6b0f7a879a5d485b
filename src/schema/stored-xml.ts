// Reads what the store keeps. It met the limits of the request it came with; those of today do not judge it again.
import { readXml, type XmlDocument } from './xml-reader.ts';

const unlimited = { depthMax: Number.POSITIVE_INFINITY, nodesMax: Number.POSITIVE_INFINITY };

export function readStored(xml: string): XmlDocument {
  return readXml(xml, unlimited);
}
