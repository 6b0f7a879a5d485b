// The items of a record for pages of the Shell: newest first, a page at a time, by kind, date, source and state, or by
// words that stand in them.
import type { Language } from '../../locales/language.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import { paperWords } from '../../locales/words.ts';
import { foldText, isMistyped } from '../../spelling.ts';
import type { Grant } from '../authorization/grant.ts';
import { readDocumentAbout } from '../documents/about.ts';
import { type Excerpt, findExcerpt } from '../documents/excerpt.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { getPlace, readBoundedPage, type ThingPage } from './page.ts';
import type { ShownThing, ThingFilter, ThingPlace, ThingQuery } from './query.ts';
import { findFamilies, listVersionIds } from './scope.ts';
import { readNote, summarise } from './short-form.ts';

export interface ThingList extends ThingPage {
  /** Did a search stop before it came to the end, or to a full page? */
  readonly stopped: boolean;
  /** Of what a search found by the words of its files: what stands around them, by ids. */
  readonly excerpts: ReadonlyMap<string, Excerpt>;
}

export interface ListAsked {
  /** Version-type-ids, each of which stands for its family; none for all kinds. */
  readonly typeIds?: readonly string[] | undefined;
  /** Only what custodians may see otherwise than active. */
  readonly state?: 'Active' | 'Deleted';
  /** Days, both included: `2026-11-25`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The application that brought it; null for the pages of the vault. */
  readonly source?: string | null | undefined;
  /** Words that all stand in what is shown of it. */
  readonly words?: string | undefined;
  readonly order?: ThingQuery['order'] | undefined;
  /** In which it is shown to who seeks them; English unless told otherwise. */
  readonly language?: Language;
  readonly after: ThingPlace | undefined;
  /** Fewer come where these are large. */
  readonly limit: number;
  /** Is it to be told who wrote them? */
  readonly withWriters?: boolean;
}

/** How long one search may take; it can be gone on with. */
const searchMs = 400;
const searchPage = 250;

export async function listThings(vault: Vault, grant: Grant, asked: ListAsked): Promise<ThingList> {
  const query = buildQuery(asked);
  const words = foldedWords(asked.words ?? '');
  if (words.length > 0) return searched(vault, grant, query, words, asked);
  const page = await readPageFrom(vault, grant, query, asked);
  return { ...page, stopped: false, excerpts: new Map() };
}

type PageAsked = 'after' | 'limit' | 'withWriters';

export function buildQuery(asked: Omit<ListAsked, PageAsked>): ThingQuery {
  const { typeIds = [], state = 'Active', from, to, source, order = 'newest first' } = asked;
  const filter: ThingFilter = {
    ...(typeIds.length > 0 && { typeIds: listVersionIds(findFamilies(typeIds)) }),
    states: [state],
    ...(from !== undefined && { effectiveMin: from }),
    ...(to !== undefined && { effectiveMax: getEndOfDay(to) }),
    ...(source === null ? { createdByHand: true } : source !== undefined && { createdApp: source }),
  };
  return { filters: [filter], currentOnly: true, order, limit: 0 };
}

/** Every time of the day sorts before it. */
export function getEndOfDay(day: string): string {
  return `${day}T99`;
}

/** Is there anything in the record that the grant opens, be it deleted? */
export async function hasAnything(db: Reader, grant: Grant): Promise<boolean> {
  for (const state of ['Active', 'Deleted'] as const) {
    const query = { ...buildQuery({ state }), limit: 1 };
    if ((await db.things(grant).queryKeys(query)).length > 0) return true;
  }
  return false;
}

/** What a query finds after a place. */
export async function readPageFrom(
  vault: Vault,
  grant: Grant,
  query: ThingQuery,
  { after, limit, withWriters = false }: Pick<ListAsked, PageAsked>,
): Promise<ThingPage> {
  const asked = { ...query, limit, ...(after && { after }) };
  const bounds = { withWriters, bytesMax: vault.limits.pageBytesMax };
  return vault.store.read(db => readBoundedPage(db.things(grant), asked, bounds, grant.onDamaged));
}

/** What has the words as they were typed; where nothing has, what has words that they may be slips for. */
async function searched(
  vault: Vault,
  grant: Grant,
  query: ThingQuery,
  words: readonly string[],
  asked: ListAsked,
): Promise<ThingList> {
  const hasAll = (text: string) => words.every(word => text.includes(word));
  const exact = await searchFor(vault, grant, query, asked, hasAll, words);
  if (exact.things.length > 0 || exact.stopped) return exact;
  return searchFor(vault, grant, query, asked, text => {
    const there = text.split(/[^\p{L}\p{N}.]+/u);
    return words.every(word => text.includes(word) || there.some(other => isMistyped(word, other)));
  });
}

/**
 * Goes through what the rest of the question finds, a stretch at a time, and stops when it took long enough.
 * @param inDocuments what is sought in documents, too
 */
async function searchFor(
  vault: Vault,
  grant: Grant,
  query: ThingQuery,
  { after: from, limit, language }: ListAsked,
  isFound: (text: string) => boolean,
  inDocuments: readonly string[] | undefined = undefined,
): Promise<ThingList> {
  const things: ShownThing[] = [];
  const excerpts = new Map<string, Excerpt>();
  const started = performance.now();
  let bytes = 0;
  let after = from;
  const { itemsSearchedMax, pageBytesMax } = vault.limits;
  const pageSize = Math.min(searchPage, itemsSearchedMax);
  for (let seen = 0; ; ) {
    const page = await readPageFrom(vault, grant, query, { after, limit: pageSize });
    for (const thing of page.things) {
      seen++;
      const text = textOf(thing, language);
      let found = isFound(text);
      if (!found && inDocuments && thing.blobSet !== undefined) {
        const inside = await readInside(vault, grant, thing.blobSet);
        found = isFound(`${text} ${folded(inside)}`);
        const sought = inDocuments.filter(word => !text.includes(word));
        const excerpt = found ? findExcerpt(inside, sought, folded) : undefined;
        if (excerpt) excerpts.set(thing.id, excerpt);
      }
      if (found) {
        things.push(thing);
        bytes += thing.size;
      }
      const next = thing === page.things.at(-1) ? page.next : getPlace(thing);
      if (things.length === limit || bytes > pageBytesMax) return { things, next, stopped: false, excerpts };
      // A stretch may be of large items.
      if (next && performance.now() - started > searchMs) return { things, next, stopped: true, excerpts };
    }
    after = page.next;
    if (!after) return { things, next: undefined, stopped: false, excerpts };
    if (seen >= itemsSearchedMax || performance.now() - started > searchMs)
      return { things, next: after, stopped: true, excerpts };
    // Others get their turn between pages.
    await new Promise(setImmediate);
  }
}

/** The words of the files of a thing. */
async function readInside({ store, limits }: Vault, grant: Grant, blobSet: string): Promise<string> {
  const filesMax = limits.documentFilesSearchedMax;
  const texts = await store.read(db => db.things(grant).blobTexts([blobSet], filesMax));
  return texts.get(blobSet) ?? '';
}

function textOf(thing: ShownThing, language: Language = 'en'): string {
  const { kind: paper } = readDocumentAbout(thing);
  const kind = [nameTypeId(thing.typeId, language), paper && paperWords(language).kinds[paper]].join(' ');
  return folded(`${kind} ${summarise(thing, language)} ${readNote(thing)} ${thing.tags ?? ''}`);
}

const wordsMax = 10;

function foldedWords(text: string): string[] {
  return folded(text).split(/\s+/).filter(Boolean).slice(0, wordsMax);
}

/** Without case and accents; decimals as they are kept. */
function folded(text: string): string {
  return foldText(text).replace(/(?<=\d),(?=\d)/g, '.');
}
