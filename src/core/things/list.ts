// The items of a record for pages of the Shell: newest first, a page at a time, by kind, date, source and state, or by
// words that stand in them.
import type { Grant } from '../authorization/grant.ts';
import type { Vault } from '../vault.ts';
import { placeOf } from './page.ts';
import type { ShownThing, ThingFilter, ThingPlace, ThingQuery } from './query.ts';
import { families, readable } from './scope.ts';
import { shortForm } from './short-form.ts';

export interface ThingList {
  readonly things: readonly ShownThing[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: ThingPlace | undefined;
  /** Did a search stop before it came to the end, or to a full page? */
  readonly stopped: boolean;
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
  readonly after: ThingPlace | undefined;
  readonly limit: number;
}

/** How long one search may take; it can be gone on with. */
const searchMs = 400;
const searchPage = 250;

export async function listThings(vault: Vault, grant: Grant, asked: ListAsked): Promise<ThingList> {
  const query = queryOf(grant, asked);
  if (!query) return { things: [], next: undefined, stopped: false };
  const words = foldedWords(asked.words ?? '');
  if (words.length > 0) return searched(vault, grant, query, words, asked);
  const { limit, after } = asked;
  const found = await vault.store.read(db =>
    db.things(grant).queryShown({ ...query, limit: limit + 1, ...(after && { after }) }),
  );
  const things = found.slice(0, limit);
  const last = things.at(-1);
  return { things, next: found.length > limit && last ? placeOf(last) : undefined, stopped: false };
}

/** Undefined where nothing can be found. */
export function queryOf(grant: Grant, asked: Omit<ListAsked, 'after' | 'limit'>): ThingQuery | undefined {
  const { typeIds, state = 'Active', from, to, source } = asked;
  if (state !== 'Active' && !grant.seesEverything) return undefined;
  const open = readable(grant, typeIds && typeIds.length > 0 ? families(typeIds) : undefined);
  if (open.typeIds?.length === 0) return undefined;
  const filter: ThingFilter = {
    ...(open.typeIds && { typeIds: open.typeIds }),
    states: [state],
    ...(from !== undefined && { effectiveMin: from }),
    // Every time of the day sorts before this.
    ...(to !== undefined && { effectiveMax: `${to}T99` }),
    ...(source === null ? { createdByHand: true } : source !== undefined && { createdApp: source }),
  };
  return {
    filters: [filter],
    scope: open.scope,
    currentOnly: true,
    seesEverything: grant.seesEverything,
    order: 'newest first',
    limit: 0,
  };
}

/** Goes through what the rest of the question finds, a stretch at a time, and stops when it took long enough. */
async function searched(
  vault: Vault,
  grant: Grant,
  query: ThingQuery,
  words: readonly string[],
  { after: from, limit }: ListAsked,
): Promise<ThingList> {
  const things: ShownThing[] = [];
  const started = performance.now();
  let after = from;
  const pageSize = Math.min(searchPage, vault.limits.itemsSearchedMax);
  for (let seen = 0; ; ) {
    const at: ThingQuery = { ...query, limit: pageSize, ...(after && { after }) };
    const page = await vault.store.read(db => db.things(grant).queryShown(at));
    for (const thing of page) {
      seen++;
      after = placeOf(thing);
      if (!stands(words, thing)) continue;
      things.push(thing);
      if (things.length === limit) return { things, next: after, stopped: false };
    }
    if (page.length < pageSize) return { things, next: undefined, stopped: false };
    if (seen >= vault.limits.itemsSearchedMax || performance.now() - started > searchMs)
      return { things, next: after, stopped: true };
    // Others get their turn between pages.
    await new Promise(setImmediate);
  }
}

function stands(words: readonly string[], thing: ShownThing): boolean {
  const { summary, note } = shortForm(thing);
  const text = folded(`${summary} ${note} ${thing.tags ?? ''}`);
  return words.every(word => text.includes(word));
}

const wordsMax = 10;

function foldedWords(text: string): string[] {
  return folded(text).split(/\s+/).filter(Boolean).slice(0, wordsMax);
}

/** Without case and accents. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
