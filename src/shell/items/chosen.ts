// What is done with items that were chosen in a list or on their own page: deleted, restored, removed for good.

import { Fault } from '../../core/faults.ts';
import { purgeThings, restoreThings } from '../../core/things/custody.ts';
import { listRemovedIds, removeThings } from '../../core/things/remove.ts';
import { dataWords, itemWords } from '../../locales/words.ts';
import { showQuestion } from '../kit/kit.tsx';
import { leaveNotice } from '../web/notice.ts';
import { notFound } from '../web/problem.ts';
import { goTo } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import type { AtHand, ItemAtHand } from './at-hand.ts';
import { itemHref } from './kinds.ts';

/** What a page of a list has, and a little more. */
const chosenMax = 100;

export async function doWithChosen(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const back = checkOwnList(form.get('back'));
  const keys = form
    .getAll('thing')
    .slice(0, chosenMax)
    .map(text => {
      const [id = '', versionStamp = ''] = text.split(' ');
      return { id, versionStamp };
    });
  const w = dataWords(c.var.visit.language);
  if (keys.length === 0) {
    leaveNotice(c, { text: w.noChoice });
    return goTo(c, back);
  }
  const ids = keys.map(({ id }) => id);
  switch (form.get('do')) {
    case 'delete':
      return removeChosen(c, at, keys, back);
    case 'restore':
      return restore(c, at, ids, back);
    case 'purge':
      return askPurge(c, at, ids, back);
    default:
      throw notFound();
  }
}

export async function removeChosen(
  c: ShellContext,
  { grant }: AtHand,
  keys: readonly { id: string; versionStamp: string }[],
  back: string,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = dataWords(language);
  let operation: number;
  try {
    operation = await removeThings(vault, grant, keys);
  } catch (error) {
    if (!isConflict(error)) throw error;
    leaveNotice(c, { text: w.changedMeanwhile });
    return goTo(c, back);
  }
  leaveNotice(c, {
    text: w.deleted(keys.length),
    undo: {
      action: '/items/restore',
      fields: { record: grant.recordId, operation: String(operation), back },
      label: w.undo,
    },
  });
  return goTo(c, back);
}

/** Undoes a deletion, or brings back what is named. */
export async function restoreNamed(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const operation = Number(form.get('operation'));
  const ids =
    Number.isSafeInteger(operation) && operation > 0
      ? await listRemovedIds(c.var.visit.vault, at.grant, operation)
      : idsIn(form);
  return restore(c, at, ids, checkOwnList(form.get('back')));
}

export async function restore(
  c: ShellContext,
  { grant }: AtHand,
  ids: readonly string[],
  back: string,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = dataWords(language);
  try {
    await restoreThings(vault, grant, ids);
    leaveNotice(c, { text: w.restored(ids.length) });
  } catch (error) {
    const isTaken = error instanceof Fault && error.reason === 'versionStampMissing';
    if (!isTaken && !isConflict(error)) throw error;
    leaveNotice(c, { text: isTaken ? itemWords(language).singleton : w.changedMeanwhile });
  }
  return goTo(c, back);
}

export function askPurge(
  c: ShellContext,
  { grant }: Pick<AtHand, 'grant'>,
  ids: readonly string[],
  back: string,
): Promise<Response> {
  const w = itemWords(c.var.visit.language);
  return showQuestion(c, {
    title: w.purgeTitle,
    text: w.purgeText(ids.length),
    action: '/items/purge',
    fields: { record: grant.recordId, things: ids.join(' '), back },
    button: w.purge,
    cancelHref: back,
    place: 'items',
  });
}

export function purgeNamed(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  return purge(c, at, idsIn(form), checkOwnList(form.get('back')));
}

export async function purge(
  c: ShellContext,
  { grant }: AtHand,
  ids: readonly string[],
  back: string,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  try {
    await purgeThings(vault, grant, ids);
    leaveNotice(c, { text: itemWords(language).purged });
  } catch (error) {
    if (!isConflict(error)) throw error;
    leaveNotice(c, { text: dataWords(language).changedMeanwhile });
  }
  return goTo(c, back);
}

function idsIn(form: URLSearchParams): string[] {
  return (form.get('things') ?? '').split(' ').filter(Boolean).slice(0, chosenMax);
}

/** Somebody else was there first. */
export function isConflict(error: unknown): boolean {
  const names: readonly string[] = ['versionStampOutdated', 'thingNotFound'];
  return error instanceof Fault && names.includes(error.reason);
}

/** Pages of items lead to each other, and nowhere else. */
export function checkOwnList(back: string | null): string {
  return back !== null &&
    /^\/(?:items|timeline|documents|medicines|pictures|plans)(?:[/?][\w\-=&,.%/?]*)?$/.test(back)
    ? back
    : '/items';
}

export async function askPurgeItem(c: ShellContext, { grant, thing }: ItemAtHand): Promise<Response> {
  if (thing.state !== 'Deleted') return goTo(c, itemHref(thing.id));
  return askPurge(c, { grant }, [thing.id], '/items?state=deleted');
}
