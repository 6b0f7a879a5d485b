// The items of a record: by group, kind, date, source and state, searched by words, a page at a time, newest first.

import { getFirst } from '../../assume.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { mayImport } from '../../core/imports/begin.ts';
import { mayAddFiles } from '../../core/records/files.ts';
import { readBeside } from '../../core/targets/judge.ts';
import { hasAnything, listThings, type ThingList } from '../../core/things/list.ts';
import { presentKinds } from '../../core/things/newest.ts';
import type { ThingPlace, ThingQuery } from '../../core/things/query.ts';
import { listSorted } from '../../core/things/sorted.ts';
import type { Language } from '../../locales/language.ts';
import { nameType } from '../../locales/type-names.ts';
import { bulkWords, dataWords, importsWords, paperWords } from '../../locales/words.ts';
import labType from '../../things/lab-results.ts';
import { Empty } from '../kit/kit.tsx';
import { Layout } from '../kit/layout.tsx';
import { goTo, show } from '../web/respond.tsx';
import type { ShellContext, Visit } from '../web/visit.ts';
import type { AtHand } from './at-hand.ts';
import { documentsPath } from './documents/links.ts';
import {
  type Filter,
  findMistakes,
  getAsked,
  makeListAddress,
  pageSizes,
  readFilter,
  type Sort,
} from './filter.ts';
import { FilterForm } from './filter-form.tsx';
import { GroupTabs } from './group-tabs.tsx';
import { importsPath } from './import-links.ts';
import { chartHref, getTypeId } from './kinds.ts';
import { labsHref } from './labs/links.ts';
import { addHref, chooseHref, isAddable } from './links.ts';
import { Listed, mayChoose } from './list-rows.tsx';
import { openFrom, sealInto } from './place.ts';
import { listSources } from './sources.ts';
import { uploadPath } from './upload/upload.tsx';

export async function showItems(c: ShellContext, at: AtHand): Promise<Response> {
  const { visit } = c.var;
  const words = openFrom(visit, 'words', c.req.query('find')) ?? '';
  return drawn(
    c,
    at,
    readFilter(name => c.req.query(name), words),
    {
      after: openFrom(visit, 'place', c.req.query('after')),
      skip: Number(/^\d{1,6}$/.exec(c.req.query('skip') ?? '')?.[0] ?? 0),
      isChoosing: c.req.query('choose') === 'yes',
    },
  );
}

/** Which part of the list is shown, and what for. */
interface Part {
  readonly after: ThingPlace | undefined;
  /** Of a list that is not in the order of dates. */
  readonly skip: number;
  readonly isChoosing: boolean;
}

const firstPart: Part = { after: undefined, skip: 0, isChoosing: false };

async function drawn(c: ShellContext, { of, grant }: AtHand, filter: Filter, part: Part): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = dataWords(language);
  const found = await findPage(visit, grant, filter, part);
  const { present, sources, holdsSome, beside } = await vault.store.read(async db => ({
    present: await presentKinds(db, grant),
    sources: await listSources(db, grant, language),
    holdsSome: await hasAnything(db, grant),
    beside: await readBeside(db, grant, vault.clock.now()),
  }));
  const title =
    filter.types.length === 1 ? nameType(getFirst(filter.types), language) : w.title(of.record.name);
  const { things, isFirst } = found;
  const hasMore = found.next !== undefined || !isFirst;
  const canChoose = mayChoose(grant, filter, things);
  const isChoosing = canChoose && (part.isChoosing || filter.state === 'Deleted');
  const errors = Object.fromEntries(
    Object.entries(findMistakes(filter)).map(([name, mistake]) => [name, w[mistake]]),
  );
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={title} visit={visit} place="items" hasErrors={hasErrors} script="list" across>
      <h1>{title}</h1>
      {filter.types.length === 1 && <p class="lead">{of.record.name}</p>}
      {filter.types.length > 1 && (
        <p class="lead">{filter.types.map(type => nameType(type, language)).join(', ')}</p>
      )}
      <GroupTabs
        present={present}
        at={filter.types.length > 0 ? undefined : (filter.group ?? 'all')}
        addressOf={group => (group === undefined ? '/items' : `/items?group=${group}`)}
        language={language}
      />
      <Actions filter={filter} grant={grant} language={language} />
      {/* Where everything was deleted, it leads to what was. */}
      {holdsSome && (
        <FilterForm
          visit={visit}
          filter={filter}
          errors={errors}
          present={present}
          sources={sources}
          grant={grant}
        />
      )}
      {found.stopped && <p class="notice">{w.stopped}</p>}
      {found.isCut && <p class="notice">{w.sortedSome(vault.limits.itemsSortedMax)}</p>}
      {things.length === 0 ? (
        !visit.damaged?.some && (
          <NothingFound
            filter={filter}
            seesDeleted={grant.seesEverything}
            isNew={present.length === 0}
            name={of.record.name}
            language={language}
          />
        )
      ) : (
        <Listed
          {...{ visit, grant, filter, things, beside, hasMore, isChoosing }}
          excerpts={found.excerpts}
        />
      )}
      <Pages visit={visit} found={found} filter={filter} canChoose={canChoose && !isChoosing} />
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: true });
}

interface FoundPage extends Pick<ThingList, 'things' | 'stopped' | 'excerpts'> {
  /** The rest of the address of the next page. */
  readonly next: string | undefined;
  readonly isFirst: boolean;
  readonly isCut: boolean;
}

async function findPage(
  visit: Visit,
  grant: Grant,
  filter: Filter,
  { after, skip }: Part,
): Promise<FoundPage> {
  const { vault, language } = visit;
  const { sort, size } = filter;
  const asked = { ...getAsked(filter), withWriters: true };
  if (sort.endsWith('what') || sort.endsWith('kind')) {
    const by = sort.endsWith('what') ? 'what' : 'kind';
    const how = { by, isDown: sort.startsWith('-'), skip, limit: size, language } as const;
    const { things, next, isCut } = await listSorted(vault, grant, asked, how);
    const more = next === undefined ? undefined : `skip=${next}`;
    return { things, next: more, isFirst: skip === 0, stopped: false, excerpts: new Map(), isCut };
  }
  const order = orders[sort];
  const { things, next, stopped, excerpts } = await listThings(vault, grant, {
    ...asked,
    order,
    after,
    limit: size,
    language,
  });
  const more = next && `after=${sealInto(visit, 'place', next)}`;
  return { things, next: more, isFirst: !after, stopped, excerpts, isCut: false };
}

const orders: Readonly<Partial<Record<Sort, ThingQuery['order']>>> = {
  '-date': 'newest first',
  date: 'oldest first',
  '-changed': 'last made first',
};

function Actions({ filter, grant, language }: { filter: Filter; grant: Grant; language: Language }) {
  const w = dataWords(language);
  const [only, ...others] = filter.types;
  const type = others.length === 0 ? only : undefined;
  const charted = type && type.chart.length > 0;
  const mayAdd = type
    ? isAddable(type) && grant.permits('Create', getTypeId(type))
    : grant.access.level !== 'view';
  const isLab = type?.versions === labType.versions;
  const isPaper = type?.isUploaded;
  return (
    <p class="actions">
      {mayAdd && (
        <a class="button" href={type ? addHref(type) : chooseHref()}>
          {type ? w.addKind(nameType(type, language)) : w.add}
        </a>
      )}
      {!type && mayAddFiles(grant) && (
        <a class="button second" href={uploadPath}>
          {paperWords(language).add}
        </a>
      )}
      {!type && mayImport(grant) && (
        <a class="button second" href={importsPath}>
          {importsWords(language).short}
        </a>
      )}
      {(!type || isPaper) && (
        <a class="button second" href={documentsPath}>
          {paperWords(language).short}
        </a>
      )}
      {charted && (
        <a class="button second" href={chartHref(type)}>
          {w.chartOf(nameType(type, language))}
        </a>
      )}
      {isLab && (
        <a class="button second" href={labsHref}>
          {w.asTable}
        </a>
      )}
    </p>
  );
}

interface NothingFoundProps {
  readonly filter: Filter;
  readonly seesDeleted: boolean;
  readonly isNew: boolean;
  readonly name: string;
  readonly language: Language;
}

function NothingFound({ filter, seesDeleted, isNew, name, language }: NothingFoundProps) {
  const w = dataWords(language);
  const { from, to, source, words, types, group, state } = filter;
  if (from || to || source || words) return <Empty title={w.noneFound} text={w.noneFoundText} />;
  const isWhole = types.length === 0 && !group;
  if (isWhole && state === 'Deleted' && seesDeleted)
    return <Empty title={w.noneDeleted} text={w.noneDeletedText} />;
  if (isNew && isWhole && state === 'Active') return <Empty title={w.firstTitle(name)} text={w.firstText} />;
  return <Empty title={w.none} text={w.noneText(name)} />;
}

interface PagesProps {
  readonly visit: Visit;
  readonly found: FoundPage;
  readonly filter: Filter;
  /** May some be chosen, which they cannot be yet? */
  readonly canChoose: boolean;
}

function Pages({ visit, found: { next, stopped, isFirst }, filter, canChoose }: PagesProps) {
  const w = dataWords(visit.language);
  const others = pageSizes.filter(size => size !== filter.size);
  if (!next && isFirst && filter.size === pageSizes[0] && !canChoose) return null;
  const isByDate = filter.sort === '-date';
  const address = makeListAddress(visit, filter);
  const glue = address.includes('?') ? '&' : '?';
  return (
    <p class="actions">
      {next && (
        <a class="button second" href={`${address}${glue}${next}`}>
          {stopped ? w.searchOn : isByDate ? w.older : w.more}
        </a>
      )}
      {!isFirst && (
        <a class="button second" href={address}>
          {isByDate ? w.newest : w.toBeginning}
        </a>
      )}
      {others.map(size => (
        <a class="button quiet" href={makeListAddress(visit, { ...filter, size })}>
          {bulkWords(visit.language).pageOf(size)}
        </a>
      ))}
      {canChoose && (
        <a class="button quiet" href={`${address}${glue}choose=yes`}>
          {w.chooseSome}
        </a>
      )}
    </p>
  );
}

/** The filter as it was filled in; it becomes an address without words in it. */
export async function applyFilter(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const filter = readFilter(name => form.get(name), (form.get('words') ?? '').trim());
  return Object.keys(findMistakes(filter)).length > 0
    ? drawn(c, at, filter, firstPart)
    : goTo(c, makeListAddress(c.var.visit, filter));
}

/** Where applications send people (VIEWITEMS): the record becomes the one at hand. */
export async function showItemsOfRecord(c: ShellContext): Promise<Response> {
  return goTo(c, `/items${new URL(c.req.url).search}`);
}
