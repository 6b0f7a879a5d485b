// The items of a record: by group, kind, date, source and state, searched by words, a page at a time, newest first.
import type { Grant } from '../../../core/authorization/grant.ts';
import { type ListAsked, listThings, type ThingList } from '../../../core/things/list.ts';
import { presentKinds } from '../../../core/things/newest.ts';
import type { ShownThing } from '../../../core/things/query.ts';
import { shortForm } from '../../../core/things/short-form.ts';
import { everyType, type ThingGroup, type ThingType } from '../../../things/index.ts';
import { Empty, Table } from '../kit.tsx';
import type { Language } from '../language.ts';
import { Form, Layout } from '../layout.tsx';
import { notFound } from '../problem.ts';
import { goTo, show } from '../respond.tsx';
import { typeName, typeNameOf } from '../type-names.ts';
import type { ShellContext, Visit } from '../visit.ts';
import { day } from '../words.ts';
import type { AtHand } from './at-hand.ts';
import { dataWords } from './data-words.ts';
import { timeOf } from './dates.ts';
import { FilterForm } from './filter-form.tsx';
import { addHref, chooseHref, isAddable, slugOf, typeNamed } from './form/links.ts';
import { chartHref, groups, isGroup, itemHref, typeIdOf } from './kinds.ts';
import { openFrom, sealInto } from './place.ts';
import { isDayText, type Source, sourceNames } from './sources.ts';

const itemsOnPage = 25;

/** What an address of a list asks for. */
export interface Filter {
  readonly group: ThingGroup | undefined;
  readonly types: readonly ThingType[];
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly state: 'Active' | 'Deleted';
  readonly words: string;
}

export async function listPage(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = dataWords(language);
  const filter = filterIn(c);
  const after = openFrom(vault, 'place', c.req.query('after'));
  const found = await listThings(vault, grant, { ...askedBy(filter), after, limit: itemsOnPage });
  const { present, sources, wasUsed } = await vault.store.read(async db => ({
    present: await presentKinds(db, grant),
    sources: await sourceNames(db, grant, language),
    wasUsed: (await db.things(grant).usage()).sequence > 0,
  }));
  const title = filter.types.length === 1 ? typeName(filter.types[0]!, language) : w.title(of.record.name);
  const address = addressOf(visit, filter);
  const page = (
    <Layout title={title} visit={visit} place="items">
      <h1>{title}</h1>
      {filter.types.length > 1 && (
        <p class="lead">{filter.types.map(type => typeName(type, language)).join(', ')}</p>
      )}
      <Groups filter={filter} present={present} language={language} />
      <Actions filter={filter} grant={grant} language={language} />
      {/* Where everything was deleted, it leads to what was. */}
      {wasUsed && (
        <FilterForm visit={visit} filter={filter} present={present} sources={sources} grant={grant} />
      )}
      {found.stopped && <p class="notice">{w.stopped}</p>}
      {found.things.length === 0 ? (
        <NothingFound
          filter={filter}
          isNew={present.length === 0}
          name={of.record.name}
          language={language}
        />
      ) : (
        <Chosen visit={visit} grant={grant} filter={filter} things={found.things} />
      )}
      <Pages visit={visit} found={found} address={address} isFirst={!after} />
    </Layout>
  );
  return show(c, page);
}

/** @throws Problem for a kind that is not known here */
function filterIn(c: ShellContext): Filter {
  const group = c.req.query('group') ?? '';
  const named = (c.req.query('typeid') ?? c.req.query('kind') ?? '').split(',').filter(Boolean);
  const types = named.map(text => typeNamed(text) ?? unknownKind());
  const date = (name: string) => {
    const text = c.req.query(name) ?? '';
    return isDayText(text) ? text : '';
  };
  return {
    group: isGroup(group) ? group : undefined,
    types: [...new Set(types)],
    from: date('from'),
    to: date('to'),
    source: (c.req.query('source') ?? '').toLowerCase(),
    state: c.req.query('state') === 'deleted' ? 'Deleted' : 'Active',
    words: openFrom(c.var.visit.vault, 'words', c.req.query('find')) ?? '',
  };
}

function unknownKind(): never {
  throw notFound();
}

function askedBy({
  group,
  types,
  from,
  to,
  source,
  state,
  words,
}: Filter): Omit<ListAsked, 'after' | 'limit'> {
  const ofGroup = group && everyType().filter(type => type.group === group);
  const wanted = types.length > 0 ? types : (ofGroup ?? []);
  return {
    typeIds: wanted.map(typeIdOf),
    state,
    ...(from !== '' && { from }),
    ...(to !== '' && { to }),
    ...(source !== '' && { source: source === 'here' ? null : source }),
    ...(words !== '' && { words }),
  };
}

/** The address of a list by a filter. */
export function addressOf({ vault }: Visit, filter: Partial<Filter>): string {
  const { group, types = [], from, to, source, state, words } = filter;
  const query = [
    group && `group=${group}`,
    types.length > 0 && `kind=${types.map(slugOf).join(',')}`,
    from && `from=${from}`,
    to && `to=${to}`,
    source && `source=${encodeURIComponent(source)}`,
    state === 'Deleted' && 'state=deleted',
    words && `find=${sealInto(vault, 'words', words)}`,
  ].filter(Boolean);
  return query.length === 0 ? '/items' : `/items?${query.join('&')}`;
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
              {w.groups[group]}
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
    ? isAddable(type) && grant.permits('Create', typeIdOf(type))
    : grant.access.level !== 'view';
  if (!mayAdd && !charted) return null;
  return (
    <p class="actions">
      {mayAdd && (
        <a class="button" href={type ? addHref(type) : chooseHref()}>
          {type ? w.addKind(typeName(type, language)) : w.add}
        </a>
      )}
      {charted && (
        <a class="button second" href={chartHref(type)}>
          {w.chartOf(typeName(type, language))}
        </a>
      )}
    </p>
  );
}

interface NothingFoundProps {
  readonly filter: Filter;
  readonly isNew: boolean;
  readonly name: string;
  readonly language: Language;
}

function NothingFound({ filter, isNew, name, language }: NothingFoundProps) {
  const w = dataWords(language);
  const { from, to, source, words, types, group, state } = filter;
  if (from || to || source || words) return <Empty title={w.noneFound} text={w.noneFoundText} />;
  const isPlain = types.length === 0 && !group && state === 'Active';
  if (isNew && isPlain) return <Empty title={w.firstTitle(name)} text={w.firstText} />;
  return <Empty title={w.none} text={w.noneText} />;
}

interface ChosenProps {
  readonly visit: Visit;
  readonly grant: Grant;
  readonly filter: Filter;
  readonly things: readonly ShownThing[];
}

/** The rows, and what can be done with those that are chosen. */
function Chosen({ visit, grant, filter, things }: ChosenProps) {
  const w = dataWords(visit.language);
  const mayDelete = things.some(({ typeId, effectiveDate }) =>
    grant.permits('Delete', typeId, effectiveDate),
  );
  const isDeleted = filter.state === 'Deleted';
  const canChoose = isDeleted ? grant.seesEverything : mayDelete;
  const rows = <Rows things={things} canChoose={canChoose} visit={visit} />;
  if (!canChoose) return rows;
  return (
    <Form visit={visit} action="/items/chosen">
      <input type="hidden" name="back" value={addressOf(visit, filter)} />
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
  );
}

interface RowsProps {
  readonly things: readonly ShownThing[];
  readonly canChoose: boolean;
  readonly visit: Visit;
}

function Rows({ things, canChoose, visit: { language } }: RowsProps) {
  const w = dataWords(language);
  return (
    <Table
      caption={w.caption}
      rows={things.map(thing => ({ ...thing, ...shortForm(thing) }))}
      columns={[
        {
          label: w.summary,
          cell: ({ id, versionStamp, summary, note, effectiveDate }) => (
            <div class={canChoose ? 'row-choice' : undefined}>
              {canChoose && (
                <input
                  type="checkbox"
                  name="thing"
                  value={`${id} ${versionStamp}`}
                  aria-label={w.choose(`${summary}, ${day(effectiveDate, language)}`)}
                />
              )}
              <span>
                <a href={itemHref(id)}>{summary}</a>
                {note !== '' && <span class="hint clipped">{note}</span>}
              </span>
            </div>
          ),
        },
        { label: w.kind, cell: ({ typeId }) => typeNameOf(typeId, language) },
        {
          label: w.date,
          cell: ({ effectiveDate }) => (
            <time datetime={effectiveDate}>
              {[day(effectiveDate, language), timeOf(effectiveDate)].filter(Boolean).join(', ')}
            </time>
          ),
        },
      ]}
    />
  );
}

interface PagesProps {
  readonly visit: Visit;
  readonly found: ThingList;
  readonly address: string;
  readonly isFirst: boolean;
}

function Pages({ visit: { vault, language }, found: { next, stopped }, address, isFirst }: PagesProps) {
  const w = dataWords(language);
  if (!next && isFirst) return null;
  const glue = address.includes('?') ? '&' : '?';
  return (
    <p class="actions">
      {next && (
        <a class="button second" href={`${address}${glue}after=${sealInto(vault, 'place', next)}`}>
          {stopped ? w.searchOn : w.older}
        </a>
      )}
      {!isFirst && (
        <a class="button second" href={address}>
          {w.newest}
        </a>
      )}
    </p>
  );
}

/** The filter as it was filled in; it becomes an address without words in it. */
export async function applyFilter(c: ShellContext, _: AtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const text = (name: string) => (form.get(name) ?? '').trim();
  const kind = typeNamed(text('kind'));
  const group = text('group');
  const date = (name: string) => (isDayText(text(name)) ? text(name) : '');
  const source: Source['id'] = text('source');
  return goTo(
    c,
    addressOf(visit, {
      group: isGroup(group) ? group : undefined,
      types: kind ? [kind] : [],
      from: date('from'),
      to: date('to'),
      source,
      state: text('state') === 'deleted' ? 'Deleted' : 'Active',
      words: text('words').slice(0, wordsMax),
    }),
  );
}

export const wordsMax = 100;
