// The items that an item names as related to it, as links.
import type { Reader } from '../../core/store.ts';
import type { ThingQuery } from '../../core/things/query.ts';
import { summarise } from '../../core/things/short-form.ts';
import type { Language } from '../../locales/language.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import { itemWords } from '../../locales/words.ts';
import type { Infer } from '../../schema/schema.ts';
import type { common } from '../../things/common/common-part.ts';
import type { Visit } from '../web/visit.ts';
import type { ItemAtHand } from './at-hand.ts';
import { itemHref } from './kinds.ts';

/** More are not looked up for one page. */
const relatedMax = 50;

export interface RelatedThing {
  readonly relationship: string | undefined;
  /** Undefined for what is not there, or not to be seen. */
  readonly thing:
    | {
        readonly id: string;
        readonly typeId: string;
        /** Undefined where it is too large to be read with the others. */
        readonly summary: string | undefined;
      }
    | undefined;
}

export async function listRelated(
  db: Reader,
  { grant }: Pick<ItemAtHand, 'grant'>,
  { relatedThing = [] }: Partial<Pick<Infer<typeof common>, 'relatedThing'>>,
  { vault, language }: Visit,
): Promise<RelatedThing[]> {
  const things = db.things(grant);
  const found: RelatedThing[] = [];
  let bytes = 0;
  for (const { target, relationshipType: relationship } of relatedThing.slice(0, relatedMax)) {
    const by = 'byId' in target ? { ids: [target.byId.thingId] } : { clientIds: [target.clientThingId] };
    const query: ThingQuery = { ...by, filters: [], currentOnly: true, limit: 1 };
    const [key] = await things.queryKeys(query);
    if (!key) {
      found.push({ relationship, thing: undefined });
      continue;
    }
    const { id, typeId } = key;
    const [thing] = bytes + key.size <= vault.limits.pageBytesMax ? await things.queryShown(query) : [];
    bytes += thing?.size ?? 0;
    found.push({
      relationship,
      thing: { id, typeId, summary: thing && summarise(thing, language) },
    });
  }
  return found;
}

interface RelatedProps {
  readonly related: readonly RelatedThing[];
  readonly language: Language;
}

export function Related({ related, language }: RelatedProps) {
  const w = itemWords(language);
  if (related.length === 0) return null;
  return (
    <section>
      <h2>{w.related}</h2>
      <ul class="cards">
        {related.map(({ thing, relationship }) => (
          <li>
            {thing ? (
              <a href={itemHref(thing.id)}>
                {[nameTypeId(thing.typeId, language), thing.summary].filter(Boolean).join(': ')}
              </a>
            ) : (
              w.relatedGone
            )}
            {relationship !== undefined && <span class="hint">{relationship}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
