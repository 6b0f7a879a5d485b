// The items of a record: by group, kind, date, source and state, searched by words, a page at a time, newest first.
import { getFirst } from '../../assume.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { mayAddFiles } from '../../core/records/files.ts';
import { hasAnything, listThings, type ThingList } from '../../core/things/list.ts';
import { presentKinds } from '../../core/things/newest.ts';
import type { ShownThing, ThingPlace } from '../../core/things/query.ts';
import { makeShortForm } from '../../core/things/short-form.ts';
import type { Language } from '../../locales/language.ts';
import { nameGroup, nameType, nameTypeId } from '../../locales/type-names.ts';
import { bulkWords, clockWords, dataWords, paperWords } from '../../locales/words.ts';
import type { ThingType } from '../../things/index.ts';
import labType from '../../things/lab-results.ts';
import { Empty, Table } from '../kit/kit.tsx';
import { Form, Layout } from '../kit/layout.tsx';
import { goTo, show } from '../web/respond.tsx';
import type { ShellContext, Visit } from '../web/visit.ts';
import type { AtHand } from './at-hand.ts';
import { documentsPath } from './documents/links.ts';
import { type Filter, findMistakes, getAsked, makeListAddress, pageSizes, readFilter } from './filter.ts';
import { FilterForm } from './filter-form.tsx';
import { chartHref, getTypeId, groups, itemHref } from './kinds.ts';
import { labsHref } from './labs/links.ts';
import { addHref, chooseHref, isAddable } from './links.ts';
import { Marks } from './marks.tsx';
import { openFrom, sealInto } from './place.ts';
import { listSources } from './sources.ts';
import { uploadPath } from './upload/upload.tsx';
import { sayWhen } from './when.ts';

export async function showItems(c: ShellContext, at: AtHand): Promise<Response> {
  const { visit } = c.var;
  const words = openFrom(visit, 'words', c.req.query('find')) ?? '';
  const after = openFrom(visit, 'place', c.req.query('after'));
  return drawn(
    c,
    at,
    readFilter(name => c.req.query(name), words),
    after,
  );
}

async function drawn(
  c: ShellContext,
  { of, grant }: AtHand,
  filter: Filter,
  after: ThingPlace | undefined,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = dataWords(language);
  const found = await listThings(vault, grant, {
    ...getAsked(filter),
    after,
    limit: filter.size,
    language,
  });
  const { present, sources, holdsSome } = await vault.store.read(async db => ({
    present: await presentKinds(db, grant),
    sources: await listSources(db, grant, language),
    holdsSome: await hasAnything(db, grant),
  }));
  const title =
    filter.types.length === 1 ? nameType(getFirst(filter.types), language) : w.title(of.record.name);
  const hasMore = found.next !== undefined || after !== undefined;
  const errors = Object.fromEntries(
    Object.entries(findMistakes(filter)).map(([name, mistake]) => [name, w[mistake]]),
  );
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={title} visit={visit} place="items" hasErrors={hasErrors} script="list">
      <h1>{title}</h1>
      {filter.types.length === 1 && <p class="lead">{of.record.name}</p>}
      {filter.types.length > 1 && (
        <p class="lead">{filter.types.map(type => nameType(type, language)).join(', ')}</p>
      )}
      <Groups filter={filter} present={present} language={language} />
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
      {found.things.length === 0 ? (
        <NothingFound
          filter={filter}
          seesDeleted={grant.seesEverything}
          isNew={present.length === 0}
          name={of.record.name}
          language={language}
        />
      ) : (
        <Chosen visit={visit} grant={grant} filter={filter} things={found.things} hasMore={hasMore} />
      )}
      <Pages visit={visit} found={found} filter={filter} isFirst={!after} />
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: true });
}

interface GroupsProps {
  readonly filter: Filter;
  readonly present: readonly ThingType[];
  readonly language: Language;
}

/** The groups that the record has something of. */
function Groups({ filter, present, language }: GroupsProps) {
  const w = dataWords(language);
  const there = groups.filter(group => present.some(type => type.group === group) || group === filter.group);
  if (there.length < 2) return null;
  const at = filter.types.length > 0 ? 'none' : filter.group;
  return (
    <nav aria-label={w.groupsLabel}>
      <ul class="tabs">
        <li>
          <a href="/items" aria-current={at === undefined ? 'page' : undefined}>
            {w.all}
          </a>
        </li>
        {there.map(group => (
          <li>
            <a href={`/items?group=${group}`} aria-current={at === group ? 'page' : undefined}>
              {nameGroup(group, language)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

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

interface ChosenProps {
  readonly visit: Visit;
  readonly grant: Grant;
  readonly filter: Filter;
  readonly things: readonly ShownThing[];
  /** On other pages. */
  readonly hasMore: boolean;
}

/** The rows, and what can be done with those that are chosen. */
function Chosen({ visit, grant, filter, things, hasMore }: ChosenProps) {
  const w = dataWords(visit.language);
  const back = makeListAddress(visit, filter);
  const mayDelete = things.some(({ typeId, effectiveDate }) =>
    grant.permits('Delete', typeId, effectiveDate),
  );
  const isDeleted = filter.state === 'Deleted';
  const canChoose = isDeleted ? grant.seesEverything : mayDelete;
  const rows = <Rows things={things} canChoose={canChoose} visit={visit} />;
  if (!canChoose) return rows;
  return (
    <>
      <Form visit={visit} action="/items/chosen">
        <input type="hidden" name="record" value={grant.recordId} />
        <input type="hidden" name="back" value={back} />
        <div class="choice not-printed" hidden>
          <input type="checkbox" id="choose-page" data-choose-page="" autocomplete="off" />
          <label for="choose-page">{bulkWords(visit.language).choosePage}</label>
        </div>
        {rows}
        <p class="actions bulk">
          {isDeleted ? (
            <>
              <button type="submit" name="do" value="restore" class="second">
                {w.restoreChosen}
              </button>
              <button type="submit" name="do" value="purge" class="second">
                {w.purgeChosen}
              </button>
            </>
          ) : (
            <button type="submit" name="do" value="delete" class="second">
              {w.deleteChosen}
            </button>
          )}
        </p>
      </Form>
      {hasMore && <AllFound visit={visit} recordId={grant.recordId} back={back} isDeleted={isDeleted} />}
    </>
  );
}

interface AllFoundProps {
  readonly visit: Visit;
  readonly recordId: string;
  readonly back: string;
  readonly isDeleted: boolean;
}

/** What is on the other pages too is asked about before. */
function AllFound({ visit, recordId, back, isDeleted }: AllFoundProps) {
  const w = bulkWords(visit.language);
  const ways = isDeleted ? (['restore', 'purge'] as const) : (['delete'] as const);
  return (
    <Form visit={visit} action="/items/all">
      <input type="hidden" name="record" value={recordId} />
      <input type="hidden" name="back" value={back} />
      <p class="actions">
        {ways.map(way => (
          <button type="submit" name="do" value={way} class="quiet">
            {w.all[way]}
          </button>
        ))}
      </p>
    </Form>
  );
}

interface RowsProps {
  readonly things: readonly ShownThing[];
  readonly canChoose: boolean;
  readonly visit: Visit;
}

function Rows({ things, canChoose, visit }: RowsProps) {
  const { language } = visit;
  const w = dataWords(language);
  const rows = things.map(thing => {
    const shown = { ...thing, ...makeShortForm(thing, language) };
    return { ...shown, when: sayWhen(shown, visit) };
  });
  return (
    <div class="one-line">
      <Table
        caption={w.caption}
        rows={rows}
        columns={[
          {
            label: w.summary,
            cell: ({ id, versionStamp, summary, note, marks, when }) => (
              <div class={canChoose ? 'row-choice' : undefined}>
                {canChoose && (
                  <input
                    type="checkbox"
                    name="thing"
                    value={`${id} ${versionStamp}`}
                    aria-label={w.choose(`${summary}, ${when}`)}
                  />
                )}
                <span>
                  <a href={itemHref(id)}>{summary}</a>
                  <Marks marks={marks} language={language} />
                  {note !== '' && <span class="hint clipped">{note}</span>}
                </span>
              </div>
            ),
          },
          { label: w.kind, isWhole: true, cell: ({ typeId }) => nameTypeId(typeId, language) },
          {
            label: w.date,
            cell: ({ effectiveDate, when }) => <time datetime={effectiveDate}>{when}</time>,
          },
        ]}
      />
      <p class="hint">{clockWords(language).items}</p>
    </div>
  );
}

interface PagesProps {
  readonly visit: Visit;
  readonly found: ThingList;
  readonly filter: Filter;
  readonly isFirst: boolean;
}

function Pages({ visit, found: { next, stopped }, filter, isFirst }: PagesProps) {
  const w = dataWords(visit.language);
  const others = pageSizes.filter(size => size !== filter.size);
  if (!next && isFirst && filter.size === pageSizes[0]) return null;
  const address = makeListAddress(visit, filter);
  const glue = address.includes('?') ? '&' : '?';
  return (
    <p class="actions">
      {next && (
        <a class="button second" href={`${address}${glue}after=${sealInto(visit, 'place', next)}`}>
          {stopped ? w.searchOn : w.older}
        </a>
      )}
      {!isFirst && (
        <a class="button second" href={address}>
          {w.newest}
        </a>
      )}
      {others.map(size => (
        <a class="button quiet" href={makeListAddress(visit, { ...filter, size })}>
          {bulkWords(visit.language).pageOf(size)}
        </a>
      ))}
    </p>
  );
}

/** The filter as it was filled in; it becomes an address without words in it. */
export async function applyFilter(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const filter = readFilter(name => form.get(name), (form.get('words') ?? '').trim());
  return Object.keys(findMistakes(filter)).length > 0
    ? drawn(c, at, filter, undefined)
    : goTo(c, makeListAddress(c.var.visit, filter));
}

/** Where applications send people (VIEWITEMS): the record becomes the one at hand. */
export async function showItemsOfRecord(c: ShellContext): Promise<Response> {
  return goTo(c, `/items${new URL(c.req.url).search}`);
}
