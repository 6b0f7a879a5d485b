// Whatever there is to find: people, kinds of item, items of the record at hand, pages. The box is in the header of every page.
import type { Child } from 'hono/jsx';
import type { Grant } from '../../../core/authorization/grant.ts';
import type { Excerpt } from '../../../core/documents/excerpt.ts';
import { type JudgedForm, makeJudgedForm, readBeside } from '../../../core/targets/judge.ts';
import { listThings } from '../../../core/things/list.ts';
import type { ShownThing } from '../../../core/things/query.ts';
import { findKinds } from '../../../locales/find-kinds.ts';
import { nameType } from '../../../locales/type-names.ts';
import { dataWords, findWords } from '../../../locales/words.ts';
import { foldText } from '../../../spelling.ts';
import { everyType } from '../../../things/index.ts';
import { Around } from '../../items/documents/around.tsx';
import { wordsMax } from '../../items/filter.ts';
import { chartHref, getTypeId, itemHref, kindHref } from '../../items/kinds.ts';
import { type Addable, addableHref, isAddable, listForms } from '../../items/links.ts';
import { Marks } from '../../items/marks.tsx';
import { openFrom, sealInto } from '../../items/place.ts';
import { uploadPath } from '../../items/upload/upload.tsx';
import { sayWhen } from '../../items/when.ts';
import { Empty } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { SignOf, SignOfKind } from '../../kit/sign.tsx';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { listPlaces } from './places.ts';

/** Of each sort of thing; the list of items has the rest. */
const itemsShownMax = 8;
/** Of each kind that is found. */
const newestShownMax = 3;
const kindsShownMax = 4;
const placesShownMax = 5;

/** What is typed becomes an address without words in it. */
export async function applyFind(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const words = (form.get('words') ?? '').trim().slice(0, wordsMax);
  return goTo(c, words === '' ? '/find' : `/find?find=${sealInto(c.var.visit, 'words', words)}`);
}

export async function showFind(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const w = findWords(visit.language);
  const words = openFrom(visit, 'words', c.req.query('find')) ?? '';
  const page = (
    <Layout title={words === '' ? w.label : w.title(words)} visit={visit}>
      <h1>{words === '' ? w.label : w.title(words)}</h1>
      <div id="found">{words === '' ? <p class="hint">{w.hint}</p> : await drawFound(visit, words)}</div>
    </Layout>
  );
  return show(c, page);
}

async function drawFound(visit: SignedInVisit, words: string) {
  const { language } = visit;
  const w = findWords(language);
  const asked = foldText(words).split(/\s+/).filter(Boolean);
  const isNamed = (text: string) => {
    const there = foldText(text).split(/[^\p{L}\p{N}]+/u);
    return asked.every(word => there.some(other => other.startsWith(word)));
  };
  const people = visit.records.filter(({ record }) => isNamed(record.name));
  const places = listPlaces(visit).filter(({ name, also }) => isNamed(`${name} ${also}`));
  const { items, kinds } = await lookInRecord(visit, words);
  if (people.length + places.length + kinds.length + items.length === 0)
    return <Empty title={w.none} text={w.noneText} />;
  return (
    <>
      <Found
        title={w.people}
        found={people.map(({ record }) => <a href={`/records/${record.id}/health`}>{record.name}</a>)}
      />
      <Found title={w.items} found={items.map(item => <FoundItem {...item} visit={visit} />)} />
      {items.length === itemsShownMax && (
        <p>
          <a href={`/items?find=${sealInto(visit, 'words', words)}`}>{w.allItems}</a>
        </p>
      )}
      <Found title={w.kinds} found={kinds.map(kind => <FoundType {...kind} visit={visit} />)} />
      <Found
        title={w.pagesTitle}
        found={places.slice(0, placesShownMax).map(({ name, href }) => <a href={href}>{name}</a>)}
      />
    </>
  );
}

function Found({ title, found }: { title: string; found: readonly Child[] }) {
  if (found.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="cards">
        {found.map(one => (
          <li>{one}</li>
        ))}
      </ul>
    </section>
  );
}

function FoundItem({
  thing,
  short,
  excerpt,
  grant,
  visit,
}: InRecord['items'][number] & { visit: SignedInVisit }) {
  const { kind, summary, marks, datedTo } = short;
  const { id, typeId, effectiveDate } = thing;
  return (
    <div class="signed">
      <SignOf typeId={typeId} />
      <div>
        <a href={itemHref(id)}>{summary}</a>
        <Marks marks={marks} id={id} grant={grant} language={visit.language} />
        <span class="hint">
          {kind}, {sayWhen({ effectiveDate, datedTo }, visit)}
        </span>
        <Around excerpt={excerpt} />
      </div>
    </div>
  );
}

/** A kind, and what can be done with it. */
function FoundType({ form, mayAdd, newest, visit }: InRecord['kinds'][number] & { visit: SignedInVisit }) {
  const { language } = visit;
  const w = findWords(language);
  const data = dataWords(language);
  const { type } = form;
  const name = nameType(form, language);
  return (
    <div class="signed">
      <SignOfKind of={type} />
      <strong>{name}</strong>
      {newest.length > 0 && (
        <ul class="held">
          {newest.map(({ id, summary, ...when }) => (
            <li>
              <a href={itemHref(id)}>{summary}</a> <span class="hint-inline">{sayWhen(when, visit)}</span>
            </li>
          ))}
        </ul>
      )}
      <span class="found-ways">
        {mayAdd && (
          <a href={type.isUploaded ? uploadPath : addableHref(form)} aria-label={data.addKind(name)}>
            {data.addShort}
          </a>
        )}
        <a href={kindHref(type)} aria-label={w.listOf(name)}>
          {w.list}
        </a>
        {type.chart.length > 0 && (
          <a href={chartHref(type)} aria-label={data.chartOf(name)}>
            {data.asChart}
          </a>
        )}
      </span>
    </div>
  );
}

type FoundNewest = JudgedForm & Pick<ShownThing, 'id' | 'effectiveDate'>;

interface InRecord {
  readonly items: readonly {
    readonly thing: ShownThing;
    readonly short: JudgedForm;
    readonly excerpt: Excerpt | undefined;
    readonly grant: Grant;
  }[];
  readonly kinds: readonly {
    readonly form: Addable;
    readonly mayAdd: boolean;
    /** The newest items of it. */
    readonly newest: readonly FoundNewest[];
  }[];
}

async function lookInRecord(visit: SignedInVisit, words: string): Promise<InRecord> {
  const { vault, record, language } = visit;
  if (!record) return { items: [], kinds: [] };
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, record));
  const { things, excerpts } = await listThings(vault, grant, {
    words,
    language,
    after: undefined,
    limit: itemsShownMax,
  });
  const beside = await vault.store.read(db => readBeside(db, grant, vault.clock.now()));
  const readable = everyType().filter(type => type.versions.some(({ id }) => grant.permits('Read', id)));
  const kinds = findKinds(listForms(readable), words, language).slice(0, kindsShownMax);
  const listNewestOf = async (form: Addable): Promise<FoundNewest[]> => {
    const newest = { typeIds: [getTypeId(form.type)], after: undefined, limit: newestShownMax };
    const found = await listThings(vault, grant, newest);
    const all = found.things.map(thing => ({ ...thing, ...makeJudgedForm(thing, language, beside) }));
    // Of one thing of the many that a type holds, those alone.
    return all.filter(({ kind }) => form.preset === undefined || kind === nameType(form, language));
  };
  return {
    items: things.map(thing => ({
      thing,
      short: makeJudgedForm(thing, language, beside),
      excerpt: excerpts.get(thing.id),
      grant,
    })),
    kinds: await Promise.all(
      kinds.map(async form => ({
        form,
        mayAdd: isAddable(form.type) && grant.permits('Create', getTypeId(form.type)),
        newest: await listNewestOf(form),
      })),
    ),
  };
}
