// The thing that a clinical document in a mail becomes: itself, byte for byte as far as XML goes.
import { findDocumentType } from '../../../formats/ccda/ccda.ts';
import { clinicalLimits } from '../../../formats/clinical/limits.ts';
import { readDocumentBytes } from '../../../formats/clinical/read-document.ts';
import { UnreadableFile } from '../../../formats/format.ts';
import ccr from '../../../things/ccr.ts';
import type { ThingType } from '../../../things/index.ts';
import type { ThingWrite } from '../../things/plan.ts';
import { makeThing } from '../../things/typed.ts';

/** Undefined for what cannot be read, or is too long for an item: that stays a file. */
export function makeDocument(kind: 'c-cda' | 'ccr', bytes: Buffer): ThingWrite | undefined {
  try {
    const document = readDocumentBytes(bytes);
    const xml = document.root().standaloneXml();
    if (xml.length > clinicalLimits.clinicalWholeCharactersMax) return undefined;
    const type: ThingType<string> = kind === 'ccr' ? ccr : findDocumentType(document);
    return makeThing(type, xml);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
