// The lines of the page of Activity, day by day: when, what, who, with which application.
import { getOf } from '../../../assume.ts';
import type { Names } from '../../../core/audit/activity.ts';
import type { ActivityItems } from '../../../core/audit/activity-items.ts';
import type { ActivityRow } from '../../../core/audit/together.ts';
import type { Language } from '../../../locales/language.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { activityWords } from '../../../locales/words.ts';
import { itemHref } from '../../items/kinds.ts';
import { Table } from '../../kit/kit.tsx';
import { dayThere, getDayThere, type Locale, timeThere } from '../../web/clock.ts';
import { sayAction, sayDetails, sayWho } from './action-in-words.ts';

const kindsNamed = 3;

interface RowsProps {
  readonly rows: readonly ActivityRow[];
  readonly items: ReadonlyMap<number, ActivityItems>;
  readonly names: Names;
  readonly locale: Locale;
}

export function Rows({ rows, items, names, locale }: RowsProps) {
  const { language } = locale;
  const w = activityWords(language);
  const who = (row: ActivityRow) => sayWho(row, names, language);
  const app = ({ appId }: ActivityRow) =>
    appId === undefined ? w.pages : (names.apps.get(appId) ?? w.goneApp);
  return (
    <Table
      caption={w.caption}
      rows={rows}
      groupOf={({ at }) => dayThere(at, locale)}
      columns={[
        {
          label: w.when,
          cell: ({ at, since }) => (
            <time datetime={new Date(at).toISOString()}>{sayTimes(since, at, locale)}</time>
          ),
        },
        {
          label: w.what,
          cell: row => {
            const { id, action } = row;
            const said = sayDetails(row, language);
            return (
              <>
                {sayAction(action, language)}
                {said !== '' && <span class="hint">{said}</span>}
                {items.has(id) && <Items of={getOf(items, id)} language={language} />}
              </>
            );
          },
        },
        { label: w.who, isNamed: true, cell: who },
        {
          label: w.app,
          isNamed: true,
          cell: row => (
            <>
              {app(row)}
              {row.appId !== undefined && row.avenue !== undefined && (
                <span class="hint">{row.avenue === 'Online' ? w.online : w.offline}</span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** `08:30`, or `08:30–21:15` for what went on. */
function sayTimes(since: number, at: number, locale: Locale): string {
  const last = timeThere(at, locale);
  const first =
    getDayThere(since, locale.zone) === getDayThere(at, locale.zone) ? timeThere(since, locale) : last;
  return first === last ? last : `${first}–${last}`;
}

/** How many, of which kinds; one that is still there can be opened. */
function Items({ of: { count, typeIds, isCut, id }, language }: { of: ActivityItems; language: Language }) {
  const all = [...new Set(typeIds.map(typeId => nameTypeId(typeId, language)))];
  const kinds = all.slice(0, kindsNamed).join(', ');
  const isMore = isCut || all.length > kindsNamed;
  return (
    <span class="hint">
      {activityWords(language).items(count)}
      {kinds !== '' && ': '}
      {id === undefined ? kinds : <a href={itemHref(id)}>{kinds}</a>}
      {isMore && ' …'}
    </span>
  );
}
