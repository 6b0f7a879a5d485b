// On the page of an item, its documents; on that of a document, what it belongs to.

import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { mayAddFiles } from '../../../core/records/files.ts';
import type { Reader } from '../../../core/store.ts';
import type { ShownThing } from '../../../core/things/query.ts';
import { summarise } from '../../../core/things/short-form.ts';
import { paperWords } from '../../../locales/words.ts';
import type { Visit } from '../../web/visit.ts';
import type { ItemAtHand } from '../at-hand.ts';
import { itemHref } from '../kinds.ts';
import type { RelatedThing } from '../related.tsx';
import { DetachButton, mayChange } from './attach.tsx';
import { sayThing } from './belongs-to.tsx';
import { attachHref, chooseDocumentHref, uploadForHref } from './links.ts';
import { getTitle, isDocument, Paper, readFiles } from './paper.tsx';

/** More are not shown on the page of one item. */
const relatingMax = 50;

export interface Relating {
  readonly papers: readonly { readonly thing: ShownThing; readonly blob: ThingBlob | undefined }[];
  /** Other items that name it. */
  readonly others: readonly RelatedThing[];
}

/** What names an item as related to it. */
export async function readRelating(
  db: Reader,
  at: ItemAtHand,
  { vault, language }: Visit,
): Promise<Relating> {
  const things = db.things(at.grant);
  const keys = await things.relating(at.thing.id, relatingMax);
  if (keys.length === 0) return { papers: [], others: [] };
  let bytes = 0;
  const fits = (size: number) => {
    bytes += size;
    return bytes <= vault.limits.pageBytesMax;
  };
  const query = {
    ids: keys.map(({ id }) => id),
    filters: [],
    currentOnly: true,
    limit: relatingMax,
  } as const;
  const found = await things.queryShown({ ...query, order: 'newest first' }, fits);
  const papers = found.filter(isDocument);
  const files = await readFiles(db, at, papers);
  return {
    papers: papers.map(thing => ({ thing, blob: files.get(thing.blobSet ?? '')?.[0] })),
    others: found
      .filter(thing => !isDocument(thing))
      .map(thing => ({
        relationship: undefined,
        thing: { id: thing.id, typeId: thing.typeId, summary: summarise(thing, language) },
      })),
  };
}

interface PapersProps {
  readonly at: ItemAtHand;
  readonly relating: Relating;
  readonly visit: Visit;
}

export function PapersOfItem({ at, relating: { papers }, visit }: PapersProps) {
  const { grant, thing } = at;
  const w = paperWords(visit.language);
  const mayAdd = thing.state === 'Active' && mayAddFiles(grant);
  if (papers.length === 0 && !mayAdd) return null;
  return (
    <section>
      <h2>{w.ofItem}</h2>
      {papers.length > 0 && (
        <ul class="papers">
          {papers.map(({ thing: paper, blob }) => (
            <Paper thing={paper} blob={blob} visit={visit}>
              {mayChange(at, paper) && (
                <DetachButton
                  visit={visit}
                  document={paper.id}
                  item={thing.id}
                  back={thing.id}
                  named={w.detachDocument(getTitle(paper))}
                />
              )}
            </Paper>
          ))}
        </ul>
      )}
      {mayAdd && (
        <p class="actions">
          <a class="button second" href={uploadForHref(thing.id)}>
            {w.add}
          </a>
          <a class="button quiet" href={chooseDocumentHref(thing.id)}>
            {w.choose}
          </a>
        </p>
      )}
    </section>
  );
}

/** @param related what the document names */
export function ItemsOfPaper({
  at,
  related,
  visit,
}: {
  at: ItemAtHand;
  related: readonly RelatedThing[];
  visit: Visit;
}) {
  const { thing } = at;
  const { language } = visit;
  const w = paperWords(language);
  const isOpen = thing.state === 'Active' && mayChange(at, thing);
  const there = related.flatMap(one => one.thing ?? []);
  if (there.length === 0 && !isOpen) return null;
  return (
    <section>
      <h2>{w.belongsTo}</h2>
      <ul class="cards">
        {there.map(item => (
          <li class="with-action">
            <a href={itemHref(item.id)}>{sayThing(item, language)}</a>
            {isOpen && (
              <DetachButton
                visit={visit}
                document={thing.id}
                item={item.id}
                back={thing.id}
                named={w.detachFrom(sayThing(item, language))}
              />
            )}
          </li>
        ))}
      </ul>
      {isOpen && (
        <p class="actions">
          <a class="button second" href={attachHref(thing.id)}>
            {w.attach}
          </a>
        </p>
      )}
    </section>
  );
}
