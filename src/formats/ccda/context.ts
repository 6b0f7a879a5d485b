// What a statement of a document stands in: the words of the document by their names, who wrote it, and when.
import { OPEN } from '../../schema/xml-document.ts';
import type { XmlDocument } from '../../schema/xml-reader.ts';
import type { DateTime } from '../../things/common/dates.ts';
import { Element } from '../clinical/element.ts';
import { clinicalLimits } from '../clinical/limits.ts';

export const hl7 = 'urn:hl7-org:v3';
export const sdtc = 'urn:hl7-org:sdtc';

/** Of the whole document. */
export interface DocumentContext {
  readonly root: Element;
  /** Elements by the `ID` that statements refer to. */
  readonly ids: ReadonlyMap<string, number>;
  /** Words that were read of them, as many statements may refer to the same. */
  readonly words: Map<number, string | undefined>;
  /** When it was written. */
  readonly written: DateTime | undefined;
  /** Who wrote it, for people. */
  readonly source: string | undefined;
  /** The country that its addresses are in where they say none. */
  readonly country: string | undefined;
}

/** Of one section of it. */
export interface SectionContext extends DocumentContext {
  /** LOINC of the section, or nothing. */
  readonly code: string | undefined;
  /** The section's own word for what is in it. */
  readonly title: string;
}

export function findIds(document: XmlDocument): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  for (let at = 0; at < document.kinds.length; at++) {
    if (document.kinds[at] !== OPEN) continue;
    for (const { name, uri, value } of document.attributesAt(at))
      if (name === 'ID' && uri === '' && !ids.has(value)) ids.set(value, at);
  }
  return ids;
}

/** The words of an element that holds words, or refers to some: `<text><reference value="#a1"/></text>`. */
export function readWords(element: Element | undefined, context: DocumentContext): string | undefined {
  if (!element) return undefined;
  const max = clinicalLimits.clinicalWordsCharactersMax;
  const name = element.find('reference')?.attribute('value')?.replace(/^#/, '');
  const at = name === undefined ? undefined : context.ids.get(name);
  const words = (at === undefined ? undefined : readReferred(at, context)) ?? element.text(max);
  if (words === undefined || /^[-–—.]+$/.test(words)) return undefined;
  // Some write the reference as if it were the words; one that leads nowhere says nothing.
  const [, id] = /^#([A-Za-z_][^\s#]*)$/.exec(words) ?? [];
  if (id === undefined) return words;
  const referred = context.ids.get(id);
  return referred === undefined ? undefined : readReferred(referred, context);
}

function readReferred(at: number, { root, words }: DocumentContext): string | undefined {
  if (!words.has(at))
    words.set(at, new Element(root.document, at).text(clinicalLimits.clinicalWordsCharactersMax));
  return words.get(at);
}
