// Documents and items brought together: chosen from the document or from the item, and taken apart with an undo. It is kept in
// the document, as a related thing.

import { listRelatedIds } from '../../../core/documents/about.ts';
import { changeThing, readThing } from '../../../core/things/edit.ts';
import { listThings } from '../../../core/things/list.ts';
import { makeShortForm, summarise } from '../../../core/things/short-form.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import { paperWords } from '../../../locales/words.ts';
import { everyType } from '../../../things/index.ts';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import type { ItemAtHand } from '../at-hand.ts';
import { itemHref } from '../kinds.ts';
import { openFrom } from '../place.ts';
import { explainRefusal } from '../refusal.ts';
import { makeEditUndo } from '../revert.ts';
import { sayWhen } from '../when.ts';
import { sayThing } from './belongs-to.tsx';
import { attach, detach } from './beside.ts';
import { FindForm, readWords } from './find-form.tsx';
import { attachHref, chooseDocumentHref } from './links.ts';
import { documentTypeIds, getTitle, isDocument, Paper, readFiles } from './paper.tsx';

const shownMax = 24;

/** What documents are about, mostly; others are found by their words. */
const usualTypeIds = everyType()
  .filter(({ group }) => ['conditions', 'labs', 'medications', 'plans'].includes(group))
  .flatMap(({ versions }) => versions.map(({ id }) => id));

export function mayChange(
  { grant }: Pick<ItemAtHand, 'grant'>,
  thing: Pick<StoredThing, 'typeId' | 'effectiveDate'>,
): boolean {
  return grant.permits('Update', thing.typeId, thing.effectiveDate);
}

/** Items to choose from, for a document. */
export async function showAttach(c: ShellContext, at: ItemAtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { grant, thing } = at;
  if (!isDocument(thing) || !mayChange(at, thing)) throw notFound();
  const w = paperWords(language);
  const words = openFrom(visit, 'words', c.req.query('find')) ?? '';
  const typeIds = words === '' ? usualTypeIds : undefined;
  const found = await listThings(vault, grant, {
    typeIds,
    words,
    language,
    after: undefined,
    limit: shownMax,
  });
  const there = listRelatedIds(thing.commonXml);
  const items = found.things.filter(one => !isDocument(one) && !there.includes(one.id));
  const title = w.attachTitle(getTitle(thing));
  const page = (
    <Layout title={title} visit={visit} place="items">
      <h1>{title}</h1>
      <FindForm visit={visit} action={attachHref(thing.id)} recordId={grant.recordId} words={words} />
      {items.length === 0 ? <p>{w.attachNone}</p> : <p class="hint">{w.newest}</p>}
      <ul class="cards">
        {items.map(item => {
          const { summary, datedTo } = makeShortForm(item, language);
          const { effectiveDate, typeId } = item;
          return (
            <li class="with-action">
              <div>
                <strong>{sayThing({ typeId, summary }, language)}</strong>
                <span class="hint">{sayWhen({ effectiveDate, datedTo }, visit)}</span>
              </div>
              <AttachButton
                visit={visit}
                document={thing.id}
                item={item.id}
                back={thing.id}
                named={w.attachThis(summary)}
              />
            </li>
          );
        })}
      </ul>
      <p class="after">
        <a href={itemHref(thing.id)}>{w.back}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

/** Documents to choose from, for an item. */
export async function showChooseDocument(c: ShellContext, at: ItemAtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { grant, thing } = at;
  const w = paperWords(language);
  const words = openFrom(visit, 'words', c.req.query('find')) ?? '';
  const found = await listThings(vault, grant, {
    ...{ typeIds: documentTypeIds, words, language, after: undefined, limit: shownMax },
  });
  const papers = found.things.filter(
    one => one.id !== thing.id && mayChange(at, one) && !listRelatedIds(one.commonXml).includes(thing.id),
  );
  const files = await vault.store.read(db => readFiles(db, at, papers));
  const title = w.chooseTitle(summarise(thing, language));
  const page = (
    <Layout title={title} visit={visit} place="items">
      <h1>{title}</h1>
      <FindForm visit={visit} action={chooseDocumentHref(thing.id)} recordId={grant.recordId} words={words} />
      {papers.length === 0 ? <p>{w.chooseNone}</p> : <p class="hint">{w.newest}</p>}
      <ul class="papers">
        {papers.map(paper => (
          <Paper thing={paper} blob={files.get(paper.blobSet ?? '')?.[0]} visit={visit}>
            <AttachButton
              visit={visit}
              document={paper.id}
              item={thing.id}
              back={thing.id}
              named={w.attachThis(getTitle(paper))}
            />
          </Paper>
        ))}
      </ul>
      <p class="after">
        <a href={itemHref(thing.id)}>{w.back}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

export async function findToChoose(
  c: ShellContext,
  { thing }: ItemAtHand,
  form: URLSearchParams,
): Promise<Response> {
  return goTo(c, `${chooseDocumentHref(thing.id)}${readWords(c.var.visit, form)}`);
}

interface ButtonProps {
  readonly visit: Visit;
  readonly document: string;
  readonly item: string;
  /** The item whose page comes next. */
  readonly back: string;
  /** Said to who does not see what it stands beside. */
  readonly named: string;
}

function AttachButton(props: ButtonProps) {
  return <OneButton {...props} what="attach" label={paperWords(props.visit.language).attachShort} />;
}

export function DetachButton(props: ButtonProps) {
  return <OneButton {...props} what="detach" label={paperWords(props.visit.language).detach} />;
}

function OneButton({
  visit,
  document,
  item,
  back,
  named,
  what,
  label,
}: ButtonProps & { what: string; label: string }) {
  return (
    <Form visit={visit} action={attachHref(document)}>
      <input type="hidden" name="item" value={item} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" name="do" value={what} class="second" aria-label={named}>
        {label}
      </button>
    </Form>
  );
}

export async function saveAttach(c: ShellContext, at: ItemAtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { grant, thing } = at;
  const what = form.get('do');
  if (what === 'find') return goTo(c, `${attachHref(thing.id)}${readWords(visit, form)}`);
  const item = (form.get('item') ?? '').toLowerCase();
  const from = readThing(thing);
  const [there] = await vault.store.read(db => db.things(grant).byIds([item]));
  // What is gone can still be taken off.
  if (!from || !isDocument(thing) || (what !== 'detach' && !there)) throw notFound();
  const w = paperWords(language);
  const change = what === 'detach' ? detach : attach;
  try {
    const saved = await changeThing(vault, grant, from, { ...from, commonXml: change(from.commonXml, item) });
    if (saved === 'conflict') leaveNotice(c, { text: w.conflict });
    else if (saved !== 'same')
      leaveNotice(c, {
        text: what === 'detach' ? w.detached : w.attached,
        undo: makeEditUndo(visit, { id: thing.id, versionStamp: saved.versionStamp, to: thing.versionStamp }),
      });
  } catch (error) {
    leaveNotice(c, { text: explainRefusal(error, visit) });
  }
  return goTo(c, itemHref(form.get('back') === item ? item : thing.id));
}
