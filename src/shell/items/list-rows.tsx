// The rows of a list of items, sorted by the links in their head; and, where they are to be chosen, a box before each and what
// can be done with those.
import type { Grant } from '../../core/authorization/grant.ts';
import type { Excerpt } from '../../core/documents/excerpt.ts';
import { type Beside, type JudgedForm, makeJudgedForm } from '../../core/targets/judge.ts';
import type { ThingList } from '../../core/things/list.ts';
import type { ShownThing } from '../../core/things/query.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import { bulkWords, clockWords, dataWords } from '../../locales/words.ts';
import { type Column, type Sorting, Table } from '../kit/kit.tsx';
import { Form } from '../kit/layout.tsx';
import { SignOf } from '../kit/sign.tsx';
import { shortDayThere } from '../web/clock.ts';
import type { Visit } from '../web/visit.ts';
import { Around } from './documents/around.tsx';
import { type Filter, makeListAddress, type Sort } from './filter.ts';
import { itemHref } from './kinds.ts';
import { Marks } from './marks.tsx';
import { sayWhen } from './when.ts';

interface ListedProps {
  readonly visit: Visit;
  readonly grant: Grant;
  readonly filter: Filter;
  readonly things: readonly ShownThing[];
  readonly excerpts: ThingList['excerpts'];
  /** By what their values are judged. */
  readonly beside: Beside;
  /** On other pages. */
  readonly hasMore: boolean;
  /** Did they come to choose some? */
  readonly isChoosing: boolean;
}

/** May some of these be chosen, for there is something to be done with them? */
export function mayChoose(grant: Grant, { state }: Filter, things: readonly ShownThing[]): boolean {
  if (state === 'Deleted') return grant.seesEverything;
  return things.some(({ typeId, effectiveDate }) => grant.permits('Delete', typeId, effectiveDate));
}

export function Listed({ visit, grant, filter, things, excerpts, beside, hasMore, isChoosing }: ListedProps) {
  const back = makeListAddress(visit, filter);
  const isDeleted = filter.state === 'Deleted';
  const rows = <Rows {...{ things, excerpts, beside, grant, filter, visit }} canChoose={isChoosing} />;
  if (!isChoosing) return rows;
  return (
    <>
      <Form visit={visit} action="/items/chosen">
        <input type="hidden" name="record" value={grant.recordId} />
        <input type="hidden" name="back" value={back} />
        <div class="choice not-printed" data-late="" hidden>
          <input type="checkbox" id="choose-page" data-choose-page="" autocomplete="off" />
          <label for="choose-page">{bulkWords(visit.language).choosePage}</label>
        </div>
        {rows}
        <ChosenActions visit={visit} isDeleted={isDeleted} back={back} />
      </Form>
      {hasMore && <AllFound visit={visit} recordId={grant.recordId} back={back} isDeleted={isDeleted} />}
    </>
  );
}

function ChosenActions({ visit, isDeleted, back }: { visit: Visit; isDeleted: boolean; back: string }) {
  const w = dataWords(visit.language);
  return (
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
        <>
          <button type="submit" name="do" value="delete" class="danger-quiet">
            {w.deleteChosen}
          </button>
          <a class="button second" href={back}>
            {w.chooseNone}
          </a>
        </>
      )}
    </p>
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
  readonly excerpts: ThingList['excerpts'];
  readonly beside: Beside;
  readonly grant: Grant;
  readonly canChoose: boolean;
  readonly filter: Filter;
  readonly visit: Visit;
}

interface Row extends ShownThing, JudgedForm {
  readonly when: string;
  readonly excerpt: Excerpt | undefined;
}

function Rows({ things, excerpts, beside, grant, canChoose, filter, visit }: RowsProps) {
  const { language } = visit;
  const w = dataWords(language);
  const rows = things.map((thing): Row => {
    const shown = { ...thing, ...makeJudgedForm(thing, language, beside) };
    return { ...shown, when: sayWhen(shown, visit), excerpt: excerpts.get(thing.id) };
  });
  const sorted = (up: Sort | undefined, down: Sort | undefined) => makeSorting(visit, filter, up, down);
  const kind: Column<Row> = {
    label: w.kind,
    isWhole: true,
    sorting: sorted('kind', '-kind'),
    cell: ({ typeId }) => nameTypeId(typeId, language),
  };
  return (
    <div class="one-line">
      <Table
        caption={w.sorted[filter.sort]}
        rows={rows}
        columns={[
          {
            label: w.summary,
            sorting: sorted('what', '-what'),
            cell: row => <What row={row} canChoose={canChoose} grant={grant} visit={visit} />,
          },
          ...(filter.types.length === 1 ? [] : [kind]),
          {
            label: w.date,
            isWhole: true,
            sorting: sorted('date', '-date'),
            cell: ({ effectiveDate, when, datedTo }) => (
              <time datetime={datedTo && effectiveDate}>{when}</time>
            ),
          },
          {
            label: w.changedOn,
            isWhole: true,
            isBeside: filter.sort !== '-changed',
            sorting: sorted(undefined, '-changed'),
            cell: ({ updated }) => updated && shortDayThere(updated.at, visit),
          },
        ]}
      />
      <p class="hint">{clockWords(language).items}</p>
    </div>
  );
}

/** The way that is not the one there is; where there is neither yet, the one that begins with the newest or with A. */
function makeSorting(visit: Visit, filter: Filter, up: Sort | undefined, down: Sort | undefined): Sorting {
  const { sort } = filter;
  const now = sort === up ? 'ascending' : sort === down ? 'descending' : undefined;
  const first = up === undefined || down === '-date' ? down : up;
  const next = now === undefined ? first : now === 'ascending' ? down : up;
  return { now, href: next && makeListAddress(visit, { ...filter, sort: next }) };
}

function What({
  row,
  canChoose,
  grant,
  visit,
}: {
  row: Row;
  canChoose: boolean;
  grant: Grant;
  visit: Visit;
}) {
  const { id, typeId, versionStamp, summary, note, marks, when, excerpt } = row;
  const { language } = visit;
  return (
    <div class={canChoose ? 'row-choice' : 'signed'}>
      {canChoose ? (
        <input
          type="checkbox"
          name="thing"
          value={`${id} ${versionStamp}`}
          aria-label={dataWords(language).choose(`${summary}, ${when}`)}
        />
      ) : (
        <SignOf typeId={typeId} />
      )}
      <span>
        <a href={itemHref(id)}>{summary}</a>
        <Marks marks={marks} id={id} grant={grant} language={language} />
        {note !== '' && <span class="hint clipped">{note}</span>}
        <Around excerpt={excerpt} />
      </span>
    </div>
  );
}
