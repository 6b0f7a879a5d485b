// What people say of a document: what kind it is, and of which day. HealthVault's files have no place for it, so it is an
// extension beside the item, which every application hands on. An item stands under that day.
import { isDay } from '../../schema/text.ts';
import { escapeText } from '../../schema/xml-reader.ts';
import { isKeptYear } from '../days.ts';
import { childrenOf } from '../things/common-part.ts';

export const documentSource = 'urn:keepwell:document';

export const documentKinds = [
  'letter',
  'result',
  'picture',
  'prescription',
  'referral',
  'certificate',
  'vaccination',
  'plan',
  'consent',
  'insurance',
  'bill',
  'other',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

export interface DocumentAbout {
  readonly kind: DocumentKind | undefined;
  /** `2026-11-25`. */
  readonly day: string | undefined;
}

const nothing: DocumentAbout = { kind: undefined, day: undefined };

/** Of what may have come from anybody: what is no kind or no day is left out. */
export function readDocumentAbout({ commonXml }: { readonly commonXml: string }): DocumentAbout {
  if (!commonXml.includes(documentSource)) return nothing;
  for (const at of childrenOf(commonXml)) {
    if (at.name !== 'extension' || at.attribute('source') !== documentSource) continue;
    const close = at.enter();
    if (at.index >= close || !at.atElement()) return nothing;
    const [day, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(at.attribute('day') ?? '') ?? [];
    return {
      kind: documentKinds.find(kind => kind === at.attribute('kind')),
      day: day && isKeptYear(day) && isDay(Number(y), Number(m), Number(d)) ? day : undefined,
    };
  }
  return nothing;
}

/** What stands in the extension; undefined where nothing is to be said. */
export function printDocumentAbout({ kind, day }: DocumentAbout): string | undefined {
  const said = Object.entries({ kind, day }).flatMap(([name, text]) => (text ? ` ${name}="${text}"` : []));
  return said.length > 0 ? `<document${said.join('')}/>` : undefined;
}

/** The moment that an item without a date of its own stands under; undefined where nobody said one. */
export function readDocumentDate(commonXml: string): string | undefined {
  const { day } = readDocumentAbout({ commonXml });
  return day && `${day}T00:00:00`;
}

/** A request has room for a hundred thousand, and each is a row. */
export const relatedMax = 250;

/** Ids of the things that a thing names as related to it, the first of them. */
export function listRelatedIds(commonXml: string): string[] {
  if (!commonXml.includes('<related-thing')) return [];
  const ids = new Set<string>();
  for (const at of childrenOf(commonXml)) {
    if (ids.size === relatedMax) break;
    if (at.name !== 'related-thing') continue;
    const close = at.enter();
    if (at.index < close && at.atNamed('thing-id')) ids.add(at.text().trim().toLowerCase());
  }
  return [...ids];
}

/** What HealthVault has for what belongs together, in its words; of a new document, the whole of what stands beside it. */
export const attachedTo = 'attached to';

export function printAttached(id: string): string {
  const related = `<thing-id>${escapeText(id)}</thing-id><relationship-type>${attachedTo}</relationship-type>`;
  return `<common><related-thing>${related}</related-thing></common>`;
}
