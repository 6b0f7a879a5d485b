// The page of one item, drawn from the definition of its type: its fields, what stands beside them, who wrote it, its
// versions, and what can be done with it.

import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { countShown } from '../../../core/meaningful-use/actions.ts';
import type { Reader } from '../../../core/ports.ts';
import { mayRestore } from '../../../core/things/custody.ts';
import { shortForm } from '../../../core/things/short-form.ts';
import { writersOf } from '../../../core/things/stamps.ts';
import { readStored } from '../../../core/things/stored-xml.ts';
import { flag, type StoredThing } from '../../../core/things/thing.ts';
import { common } from '../../../methods/contracts/parts/thing-common.ts';
import type { Infer } from '../../../schema/schema.ts';
import { findVersion, parseThing } from '../../../things/index.ts';
import { Form, Layout } from '../layout.tsx';
import { show } from '../respond.tsx';
import { typeName } from '../type-names.ts';
import type { ShellContext, Visit } from '../visit.ts';
import { day } from '../words.ts';
import { AboutItem } from './about-item.tsx';
import { type ItemAtHand, isOpen } from './at-hand.ts';
import { timeOf } from './dates.ts';
import { Drawn } from './drawn.tsx';
import { Files } from './files.tsx';
import { editHref, isAddable } from './form/links.ts';
import { itemWords } from './item-words.ts';
import { chartHref, itemHref, kindHref } from './kinds.ts';
import { DocumentText, Outline } from './outline.tsx';
import { treeOf } from './tree.ts';

type Common = Infer<typeof common>;

/** Of a thing, that are linked. */
const relatedMax = 50;

export async function itemPage(c: ShellContext, at: ItemAtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { grant, thing } = at;
  const w = itemWords(language);
  const { type } = findVersion(thing.typeId)!;
  const beside = commonOf(thing);
  const { versions, blobs, related } = await vault.store.read(async db => ({
    versions: await db.things(grant).queryKeys({
      ids: [thing.id],
      filters: [],
      scope: undefined,
      currentOnly: false,
      seesEverything: grant.seesEverything,
      limit: versionsCounted,
    }),
    blobs: await blobsOf(db, at),
    related: await relatedTo(db, at, beside),
  }));
  const writerOf = await writersOf(vault, grant, [thing]);
  await countShown(vault, grant, [{ things: [thing], actions: ['view'] }]);
  const { summary } = shortForm(thing);
  const when = [day(thing.effectiveDate, language), timeOf(thing.effectiveDate)].filter(Boolean).join(', ');
  const name = typeName(type, language);
  const page = (
    <Layout title={name} visit={visit} place="items">
      <h1>{name}</h1>
      <p class="lead">
        <strong>{summary}</strong> <time datetime={thing.effectiveDate}>{w.dated(when)}</time>
      </p>
      {thing.state === 'Deleted' && <Deleted visit={visit} at={at} />}
      <Contents thing={thing} visit={visit} />
      {beside.note !== undefined && (
        <section>
          <h2>{w.note}</h2>
          <p class="letter">{beside.note}</p>
        </section>
      )}
      <Files thing={thing} blobs={blobs} language={language} />
      <Related related={related} language={language} />
      <Extensions beside={beside} visit={visit} />
      <AboutItem
        thing={thing}
        versionCount={versions.length}
        beside={beside}
        writerOf={writerOf}
        visit={visit}
      />
      {thing.state === 'Active' && <WhoMaySee visit={visit} at={at} />}
      <Actions visit={visit} at={at} />
    </Layout>
  );
  return show(c, page);
}

/** More are not counted on a page. */
const versionsCounted = 1000;

export function commonOf({ commonXml }: Pick<StoredThing, 'commonXml'>): Common {
  return commonXml === ''
    ? ({ extension: [], relatedThing: [] } as unknown as Common)
    : common.parse(readStored(commonXml).root());
}

async function blobsOf(db: Reader, { grant, thing }: ItemAtHand): Promise<readonly ThingBlob[]> {
  const { blobSet } = thing;
  if (blobSet === undefined) return [];
  return (await db.things(grant).blobSets([blobSet])).get(blobSet) ?? [];
}

interface RelatedThing {
  readonly relationship: string | undefined;
  /** Undefined for what is not there, or not to be seen. */
  readonly thing: StoredThing | undefined;
}

async function relatedTo(db: Reader, { grant }: ItemAtHand, beside: Common): Promise<RelatedThing[]> {
  const named = (beside.relatedThing ?? []).slice(0, relatedMax);
  const found: RelatedThing[] = [];
  for (const { target, relationshipType } of named) {
    const by = 'byId' in target ? { ids: [target.byId.thingId] } : { clientIds: [target.clientThingId] };
    const [thing] = await db.things(grant).query({
      ...by,
      filters: [],
      scope: undefined,
      currentOnly: true,
      seesEverything: grant.seesEverything,
      limit: 1,
    });
    found.push({ relationship: relationshipType, thing: thing && isOpen(grant, thing) ? thing : undefined });
  }
  return found;
}

/** The fields; a document of another standard as a text. */
export function Contents({ thing, visit: { language } }: { thing: StoredThing; visit: Visit }) {
  const { type, version } = findVersion(thing.typeId)!;
  if (version.schema.shape.kind === 'document')
    return (
      <section>
        <DocumentText xml={thing.dataXml} language={language} />
      </section>
    );
  const value = parseThing(version, readStored(thing.dataXml).root());
  const nodes = treeOf(type, version, value, language);
  return (
    <section>
      <Drawn nodes={nodes} language={language} />
    </section>
  );
}

function Related({ related, language }: { related: readonly RelatedThing[]; language: Visit['language'] }) {
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
                {typeName(findVersion(thing.typeId)!.type, language)}: {shortForm(thing).summary}
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

function Extensions({ beside, visit: { language } }: { beside: Common; visit: Visit }) {
  const w = itemWords(language);
  const extensions = beside.extension ?? [];
  if (extensions.length === 0) return null;
  return (
    <details class="more">
      <summary>{w.extensions}</summary>
      {extensions.map(({ source, content = [] }) => (
        <section>
          <h2>{w.extensionOf(source)}</h2>
          {content.map(xml => (
            <Outline xml={xml} language={language} isNamed />
          ))}
        </section>
      ))}
    </details>
  );
}

function Deleted({ visit, at: { grant, thing } }: { visit: Visit; at: ItemAtHand }) {
  const w = itemWords(visit.language);
  const fields = <input type="hidden" name="things" value={thing.id} />;
  return (
    <div class="notice">
      <h2>{w.isDeleted}</h2>
      <p>{w.isDeletedText}</p>
      {mayRestore(grant, thing) && (
        <div class="decision">
          <Form visit={visit} action="/items/restore">
            {fields}
            <input type="hidden" name="back" value={itemHref(thing.id)} />
            <button type="submit">{w.restore}</button>
          </Form>
          <a class="button second" href={`${itemHref(thing.id)}/purge`}>
            {w.purge}
          </a>
        </div>
      )}
    </div>
  );
}

/** Who looks after the record says who may see the item. */
function WhoMaySee({ visit, at: { grant, thing } }: { visit: Visit; at: ItemAtHand }) {
  const w = itemWords(visit.language);
  if (!grant.permits('Update', thing.typeId, thing.effectiveDate)) return null;
  const ticks = [
    ...(grant.seesEverything
      ? [{ name: 'personal', label: w.personal, hint: w.personalHint, bit: flag.personal }]
      : []),
    { name: 'hidden', label: w.hidden, hint: w.hiddenHint, bit: flag.hiddenFromEmergencyProfile },
  ];
  return (
    <details class="more" open={ticks.some(({ bit }) => (thing.flags & bit) !== 0)}>
      <summary>{w.who}</summary>
      <Form visit={visit} action={`${itemHref(thing.id)}/who`}>
        <input type="hidden" name="stamp" value={thing.versionStamp} />
        {ticks.map(({ name, label, hint, bit }) => (
          <div class="choice">
            <input
              type="checkbox"
              id={name}
              name={name}
              value="yes"
              checked={(thing.flags & bit) !== 0}
              aria-describedby={`${name}-hint`}
            />
            <div>
              <label for={name}>{label}</label>
              <span class="hint" id={`${name}-hint`}>
                {hint}
              </span>
            </div>
          </div>
        ))}
        <button type="submit" class="second">
          {w.save}
        </button>
      </Form>
    </details>
  );
}

function Actions({ visit, at: { grant, thing } }: { visit: Visit; at: ItemAtHand }) {
  const w = itemWords(visit.language);
  const { type } = findVersion(thing.typeId)!;
  const { typeId, effectiveDate } = thing;
  const isActive = thing.state === 'Active';
  const mayEdit =
    isActive && !type.immutable && isAddable(type) && grant.permits('Update', typeId, effectiveDate);
  const mayDelete = isActive && grant.permits('Delete', typeId, effectiveDate);
  return (
    <div class="actions after">
      {mayEdit && (thing.flags & flag.readOnly) === 0 && (
        <a class="button" href={editHref(thing)}>
          {w.edit}
        </a>
      )}
      {type.chart.length > 0 && (
        <a class="button second" href={chartHref(type)}>
          {w.chart}
        </a>
      )}
      <a class="button second" href={kindHref(type)}>
        {w.back}
      </a>
      {mayDelete && (
        <Form visit={visit} action="/items/chosen">
          <input type="hidden" name="thing" value={`${thing.id} ${thing.versionStamp}`} />
          <input type="hidden" name="back" value={kindHref(type)} />
          <button type="submit" name="do" value="delete" class="second">
            {w.remove}
          </button>
        </Form>
      )}
    </div>
  );
}
