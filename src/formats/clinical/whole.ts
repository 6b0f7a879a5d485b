// The document itself, which is kept whole beside what is read of it.
import type { XmlDocument } from '../../schema/xml-reader.ts';
import type { ThingType } from '../../things/index.ts';
import { type AboutCandidate, type Finding, makeFinding } from '../format.ts';
import { clinicalLimits } from './limits.ts';

/** Nothing where it is too long for an item. */
export function keepWhole(
  type: ThingType<string>,
  document: XmlDocument,
  about: Pick<AboutCandidate, 'source' | 'sourceId' | 'idScope'>,
): Finding[] {
  const xml = document.root().standaloneXml();
  return xml.length > clinicalLimits.clinicalWholeCharactersMax
    ? []
    : [makeFinding(type, xml, type.name, about)];
}
