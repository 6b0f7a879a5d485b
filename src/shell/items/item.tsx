// The page of one item, drawn from the definition of its type: its fields, what stands beside them, who wrote it, its
// versions, and what can be done with it.

import type { Grant } from '../../core/authorization/grant.ts';
import type { ThingBlob } from '../../core/blobs/blob.ts';
import { documentSource, readDocumentAbout } from '../../core/documents/about.ts';
import { countShown } from '../../core/healthvault/meaningful-use/actions.ts';
import { isClinicalDocument } from '../../core/imports/automatic.ts';
import { findImportsOf } from '../../core/imports/choose.ts';
import { findDocumentImport } from '../../core/imports/reconcile.ts';
import type { Reader } from '../../core/store.ts';
import { type Beside, makeJudgedForm, readBeside } from '../../core/targets/judge.ts';
import { mayRestore } from '../../core/things/rights.ts';
import { makeShortForm } from '../../core/things/short-form.ts';
import { findWriters } from '../../core/things/stamps.ts';
import { flag, type StoredThing } from '../../core/things/thing.ts';
import { listVersionKeys } from '../../core/things/versions.ts';
import type { Language } from '../../locales/language.ts';
import { itemWords, paperWords, picturesWords } from '../../locales/words.ts';
import type { Infer } from '../../schema/schema.ts';
import { readStored } from '../../schema/stored-xml.ts';
import { common } from '../../things/common/common-part.ts';
import { readItem } from '../../things/data.ts';
import { findVersion, getVersion } from '../../things/index.ts';
import labType from '../../things/lab-results.ts';
import { Form, Layout } from '../kit/layout.tsx';
import { SignOfKind } from '../kit/sign.tsx';
import { show } from '../web/respond.tsx';
import type { ShellContext, Visit } from '../web/visit.ts';
import { AboutItem } from './about-item.tsx';
import type { ItemAtHand } from './at-hand.ts';
import { hasGrowth, sayGrowthOf } from './charts/growth.ts';
import { buildTree } from './data-tree.ts';
import { ItemData } from './data-view.tsx';
import { aboutHref } from './documents/links.ts';
import { ItemsOfPaper, PapersOfItem, readRelating } from './documents/of-item.tsx';
import { isDocument } from './documents/paper.tsx';
import { Files } from './files.tsx';
import { JudgedBy, tellLines } from './judged-by.tsx';
import { chartHref, itemHref, kindHref } from './kinds.ts';
import { Report } from './labs/report.tsx';
import { editHref, isAddable, sendItemHref } from './links.ts';
import { Marks } from './marks.tsx';
import { DocumentText, Outline } from './outline.tsx';
import { hasPictures } from './pictures/has-pictures.ts';
import { studyHref } from './pictures/links.ts';
import { listRelated, Related } from './related.tsx';
import { TakeOver } from './take-over.tsx';
import { sayAdded, sayWhen } from './when.ts';

type Common = Infer<typeof common>;

export async function showItem(c: ShellContext, at: ItemAtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { grant, thing } = at;
  const w = itemWords(language);
  const { type } = getVersion(thing.typeId);
  const beside = readCommon(thing);
  const isPaper = isDocument(thing);
  const isPictured = thing.blobSet !== undefined && hasPictures(thing);
  const { versions, blobs, related, relating, judgedBy, imports, taken } = await vault.store.read(
    async db => ({
      judgedBy: await readBeside(db, grant, vault.clock.now()),
      versions: await listVersionKeys(db, vault, grant, thing.id),
      blobs: await blobsOf(db, at),
      related: await listRelated(db, at, beside, visit),
      relating: await readRelating(db, at, visit),
      imports: await findImportsOf(db, grant, thing.id),
      taken: isClinicalDocument(thing.typeId)
        ? await findDocumentImport(db, vault, grant, thing.id)
        : undefined,
    }),
  );
  const { kind, marks } = makeJudgedForm(thing, language, judgedBy);
  const lines = await tellLines(marks, language);
  const writerOf = await findWriters(vault, grant, [thing]);
  await countShown(vault, grant, [{ things: [thing], actions: ['view'] }]);
  const page = (
    <Layout title={kind} visit={visit} place="items" across>
      <Heading thing={thing} visit={visit} />
      {hasGrowth(type) && <Growth among={sayGrowthOf(thing, judgedBy.about, language)} language={language} />}
      <Marks marks={marks} id={thing.id} grant={grant} language={language} />
      {thing.state === 'Deleted' && <Deleted visit={visit} at={at} />}
      <HeadActions visit={visit} at={at} />
      {isClinicalDocument(thing.typeId) && <TakeOver visit={visit} at={at} before={taken} />}
      <div class="cols">
        <div>
          {isPaper && <Files thing={thing} blobs={blobs} visit={visit} />}
          <Contents thing={thing} grant={grant} judgedBy={judgedBy} language={language} />
          <JudgedBy lines={lines} grant={grant} language={language} />
          {beside.note !== undefined && (
            <section>
              <h2>{w.note}</h2>
              <p class="letter">{beside.note}</p>
            </section>
          )}
          {!isPaper && !isPictured && <Files thing={thing} blobs={blobs} visit={visit} />}
          {isPaper ? (
            <ItemsOfPaper at={at} related={[...related, ...relating.others]} visit={visit} />
          ) : (
            <>
              <PapersOfItem at={at} relating={relating} visit={visit} />
              <Related related={[...related, ...relating.others]} language={language} />
            </>
          )}
          <Extensions beside={beside} visit={visit} />
        </div>
        <div class="side">
          <AboutItem {...{ thing, versions, beside, imports, writerOf, visit }} />
          {thing.state === 'Active' && <WhoMaySee visit={visit} at={at} />}
          <FootActions visit={visit} at={at} />
        </div>
      </div>
    </Layout>
  );
  return show(c, page);
}

function Heading({ thing, visit }: { thing: StoredThing; visit: Visit }) {
  const { language } = visit;
  const w = itemWords(language);
  const { type } = getVersion(thing.typeId);
  const { effectiveDate } = thing;
  const { kind: paperKind } = readDocumentAbout(thing);
  const { kind, summary, datedTo } = makeShortForm(thing, language);
  const date = sayWhen({ effectiveDate, datedTo }, visit);
  const added = new Date(thing.created.at).toISOString();
  const when = datedTo === 'day' ? w.dated(date) : datedTo ? date : sayAdded(added, visit);
  return (
    <>
      <h1 class="signed">
        <SignOfKind of={type} />
        <span>{kind}</span>
      </h1>
      <p class="lead">
        <strong>{summary}</strong>{' '}
        <time class="hint" datetime={effectiveDate}>
          {[paperKind && paperWords(language).kinds[paperKind], when].filter(Boolean).join(', ')}
        </time>
      </p>
    </>
  );
}

function Growth({ among, language }: { among: string | undefined; language: Language }) {
  if (among === undefined) return null;
  return (
    <p>
      <a href="/growth">{itemWords(language).amongChildren(among)}</a>
    </p>
  );
}

export function readCommon({ commonXml }: Pick<StoredThing, 'commonXml'>): Common {
  return commonXml === ''
    ? ({ extension: [], relatedThing: [] } as unknown as Common)
    : common.parse(readStored(commonXml).root());
}

async function blobsOf(db: Reader, { grant, thing }: ItemAtHand): Promise<readonly ThingBlob[]> {
  const { blobSet } = thing;
  if (blobSet === undefined) return [];
  return (await db.things(grant).blobSets([blobSet])).get(blobSet) ?? [];
}

interface ContentsProps {
  readonly thing: StoredThing;
  readonly grant: Grant;
  readonly judgedBy: Beside;
  readonly language: Language;
}

/** The fields; a document of another standard as a text. */
function Contents({ thing, grant, judgedBy, language }: ContentsProps) {
  if (findVersion(thing.typeId)?.version.schema.shape.kind === 'document')
    return (
      <section>
        <DocumentText xml={thing.dataXml} language={language} />
      </section>
    );
  const { type, version, value } = readItem(thing);
  const nodes = buildTree(type, version, value, language);
  if (type.name !== labType.name)
    return (
      <section>
        <ItemData nodes={nodes} language={language} />
      </section>
    );
  return (
    <section>
      <Report thing={thing} beside={judgedBy} grant={grant} language={language} />
      <details class="more">
        <summary>{itemWords(language).allFields}</summary>
        <ItemData nodes={nodes} language={language} />
      </details>
    </section>
  );
}

function Extensions({ beside, visit: { language } }: { beside: Common; visit: Visit }) {
  const w = itemWords(language);
  const extensions = (beside.extension ?? []).filter(({ source }) => source !== documentSource);
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
            <input type="hidden" name="record" value={grant.recordId} />
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

/** What people come for stands before the fields, however many these are. */
function HeadActions({ visit, at: { grant, thing } }: { visit: Visit; at: ItemAtHand }) {
  const w = itemWords(visit.language);
  const { type } = getVersion(thing.typeId);
  const { typeId, effectiveDate, state, flags } = thing;
  const isOpen = state === 'Active' && (flags & flag.readOnly) === 0 && !type.immutable && isAddable(type);
  const mayEdit = isOpen && grant.permits('Update', typeId, effectiveDate);
  const isPictured = thing.blobSet !== undefined && hasPictures(thing);
  if (!mayEdit && !isPictured && type.chart.length === 0) return null;
  return (
    <p class="actions at-head">
      {isPictured && (
        <a class="button" href={studyHref(thing.id)}>
          {picturesWords(visit.language).open}
        </a>
      )}
      {mayEdit && (
        <a class="button" href={type.isUploaded ? aboutHref(thing.id) : editHref(thing)}>
          {w.edit}
        </a>
      )}
      {type.chart.length > 0 && (
        <a class="button second" href={chartHref(type)}>
          {w.chart}
        </a>
      )}
    </p>
  );
}

function FootActions({ visit, at: { grant, thing } }: { visit: Visit; at: ItemAtHand }) {
  const w = itemWords(visit.language);
  const { type } = getVersion(thing.typeId);
  const mayDelete = thing.state === 'Active' && grant.permits('Delete', thing.typeId, thing.effectiveDate);
  return (
    <div class="actions after">
      <a class="button second" href={kindHref(type)}>
        {w.back}
      </a>
      {visit.vault.direct && thing.state === 'Active' && (
        <a class="button second" href={sendItemHref(thing.id)}>
          {w.sendOn}
        </a>
      )}
      {mayDelete && (
        <Form visit={visit} action="/items/chosen">
          <input type="hidden" name="record" value={grant.recordId} />
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
