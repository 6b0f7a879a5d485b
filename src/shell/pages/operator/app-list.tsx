// All applications of the vault but those that devices made, which have names for their owners alone.

import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { Application } from '../../../core/applications/application.ts';
import { isWaiting } from '../../../core/applications/approval.ts';
import type { Reader } from '../../../core/store.ts';
import { foldText } from '../../../core/vocabularies/search-text.ts';
import type { Language } from '../../../locales/language.ts';
import { developWords, frameWords, operatorAppsWords, switchWords } from '../../../locales/words.ts';
import { Input, Select } from '../../kit/fields.tsx';
import { Empty, Table } from '../../kit/kit.tsx';
import { dayThere, type Locale } from '../../web/clock.ts';
import type { ShellContext } from '../../web/visit.ts';
import { findStanding } from '../develop/live-standing.tsx';
import { appHref } from './app-hrefs.ts';
import { operatorTabs } from './frame.tsx';

const appsOnPage = 50;

const listStates = ['waiting', 'active', 'pending', 'disabled'] as const;
type ListState = (typeof listStates)[number];

interface Sought {
  readonly q: string;
  readonly state: ListState | undefined;
  readonly from: number;
}

export function readSought(c: ShellContext): Sought {
  const from = c.req.query('from') ?? '';
  return {
    q: (c.req.query('q') ?? '').trim().slice(0, 200),
    state: listStates.find(state => state === c.req.query('state')),
    from: /^\d{1,7}$/.test(from) ? Number(from) : 0,
  };
}

interface Found {
  readonly app: Application;
  readonly entry: AppEntry;
}

export interface AppList {
  readonly sought: Sought;
  readonly page: readonly Found[];
  readonly hasMore: boolean;
}

/** By name; each word that is looked for stands somewhere in the name, or is the id. */
export async function listAppsSought(db: Reader, sought: Sought, language: Language): Promise<AppList> {
  const entries = await db.appAdmins.entries();
  const words = foldText(sought.q).split(/\s+/);
  const found = (await db.applications.registered())
    .map(app => ({ app, entry: entries.get(app.id) ?? {} }))
    .filter(one => isSought(one, words, sought.state))
    .sort((a, b) => a.app.name.localeCompare(b.app.name, language));
  const { from } = sought;
  return { sought, page: found.slice(from, from + appsOnPage), hasMore: found.length > from + appsOnPage };
}

function isSought({ app, entry }: Found, words: readonly string[], state: ListState | undefined): boolean {
  if (app.kind === 'soda-child') return false;
  const name = foldText(app.name);
  if (!words.every(word => name.includes(word) || word === app.id)) return false;
  return state === undefined || (state === 'waiting' ? isWaiting(app, entry) : app.state === state);
}

export function AllApps({ list, locale }: { list: AppList; locale: Locale }) {
  const { language } = locale;
  const w = operatorAppsWords(language);
  const { sought, page, hasMore } = list;
  const states = [
    { value: '', label: w.anyState },
    ...listStates.map(value => ({ value, label: w.listStates[value] })),
  ];
  return (
    <section>
      <h2>{w.all}</h2>
      <search>
        <form method="get" action={operatorTabs.apps} class="in-line">
          <Input
            name="q"
            label={w.find}
            type="search"
            value={sought.q}
            autocomplete="off"
            errors={{}}
            optional={frameWords(language).optional}
          />
          <Select name="state" label={w.state} options={states} value={sought.state ?? ''} errors={{}} />
          <button type="submit" class="second">
            {w.findButton}
          </button>
        </form>
      </search>
      {page.length === 0 ? (
        <Empty title={w.noneFound} text={w.noneFoundText} />
      ) : (
        <Listed page={page} locale={locale} />
      )}
      <p class="links">
        {sought.from > 0 && (
          <a href={listHref({ ...sought, from: Math.max(0, sought.from - appsOnPage) })}>{w.earlier}</a>
        )}
        {hasMore && <a href={listHref({ ...sought, from: sought.from + appsOnPage })}>{w.more}</a>}
      </p>
    </section>
  );
}

function listHref({ q, state, from }: Sought): string {
  return `${operatorTabs.apps}?${new URLSearchParams({ q, state: state ?? '', from: String(from) })}`;
}

function Listed({ page, locale }: { page: readonly Found[]; locale: Locale }) {
  const { language } = locale;
  const w = operatorAppsWords(language);
  return (
    <Table
      caption={w.allCaption}
      rows={page}
      columns={[
        {
          label: w.app,
          cell: ({ app }) => (
            <>
              <a href={appHref(app.id)}>{app.name}</a>
              <span class="hint">{developWords(language).kinds[app.kind]}</span>
            </>
          ),
        },
        {
          label: w.state,
          cell: ({ app, entry }) => (
            <>
              {sayState(app, entry, locale)}
              {app.state === 'active' && isWaiting(app, entry) && <span class="hint">{w.changesWait}</span>}
            </>
          ),
        },
        { label: w.registered, cell: ({ app }) => dayThere(app.createdAt, locale) },
      ]}
    />
  );
}

export function sayState(app: Application, entry: AppEntry, locale: Locale): string {
  const w = switchWords(locale.language);
  if (app.state === 'disabled') return entry.isDisabledByAdmin ? w.byDevelopers : w.byOperator;
  return findStanding(app, entry, locale).text;
}
