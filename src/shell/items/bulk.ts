// What is done with all that a list finds, on its other pages too: asked first, and undone as a whole like what was chosen.

import { hashSha256 } from '../../core/secrets.ts';
import { type FoundKeys, listKeys } from '../../core/things/list-keys.ts';
import { sayOf } from '../../locales/colon.ts';
import type { Language } from '../../locales/language.ts';
import { nameGroup, nameType } from '../../locales/type-names.ts';
import { bulkWords, dataWords } from '../../locales/words.ts';
import { showQuestion } from '../kit/kit.tsx';
import { leaveNotice } from '../web/notice.ts';
import { notFound } from '../web/problem.ts';
import { goTo } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import type { AtHand } from './at-hand.ts';
import { checkOwnList, purge, removeChosen, restore } from './chosen.ts';
import { type Filter, filterAt, getAsked } from './filter.ts';
import { listSources, type Source } from './sources.ts';

const ways = ['delete', 'restore', 'purge'] as const;
type Way = (typeof ways)[number];

export async function doWithAll(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const back = checkOwnList(form.get('back'));
  const way = ways.find(name => name === form.get('do'));
  const filter = filterAt(visit, back);
  if (!/^\/items(\?|$)/.test(back) || !way || (way === 'delete') !== (filter.state === 'Active'))
    throw notFound();
  const found = await listKeys(vault, at.grant, { ...getAsked(filter), language });
  if (found.keys.length === 0) {
    leaveNotice(c, { text: dataWords(language).noneFound });
    return goTo(c, back);
  }
  const asked = form.get('found');
  const mark = markOf(found);
  // What was not there when it was asked is asked about again.
  if (asked !== mark) return question(c, at, { way, filter, found, back, mark, isAgain: asked !== null });
  if (way === 'delete') return removeChosen(c, at, found.keys, back);
  const ids = found.keys.map(({ id }) => id);
  return way === 'restore' ? restore(c, at, ids, back) : purge(c, at, ids, back);
}

/** The same for the same versions of the same things. */
function markOf({ keys }: FoundKeys): string {
  return hashSha256(keys.map(({ id, versionStamp }) => `${id} ${versionStamp}`).join()).toString('hex');
}

interface Asked {
  readonly way: Way;
  readonly filter: Filter;
  readonly found: FoundKeys;
  readonly back: string;
  readonly mark: string;
  readonly isAgain: boolean;
}

async function question(
  c: ShellContext,
  { of, grant }: AtHand,
  { way, filter, found: { keys, isCut }, back, mark, isAgain }: Asked,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = bulkWords(language);
  const sources = await vault.store.read(db => listSources(db, grant, language));
  const count = keys.length.toLocaleString(language);
  return showQuestion(c, {
    title: w.titles[way],
    text: [
      ...(isAgain ? [w.again] : []),
      [of.record.name, ...inWords(filter, sources, language)].join(' · '),
      isCut ? w.cut(count) : w.found(keys.length, count),
      ...w.texts[way],
    ],
    action: '/items/all',
    fields: { record: grant.recordId, back, do: way, found: mark },
    button: w.buttons[way],
    cancelHref: back,
    place: 'items',
  });
}

/** What the list was narrowed down to. */
function inWords(
  { types, group, from, to, source, words }: Filter,
  sources: readonly Source[],
  language: Language,
): string[] {
  const w = dataWords(language);
  const app = sources.find(({ id }) => id === source);
  return [
    types.length > 0
      ? types.map(type => nameType(type, language)).join(', ')
      : group
        ? nameGroup(group, language)
        : w.anyKind,
    from && `${w.from} ${from}`,
    to && `${w.to} ${to}`,
    app ? sayOf(w.source, app.name, language) : '',
    words && sayOf(w.search, words, language),
  ].filter(Boolean);
}
