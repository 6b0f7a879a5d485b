// Going back to an earlier version of an item, or to before there was one: the undo of an edit and of adding, and the buttons of the history. It works by stamps, so
// that what somebody else saved meanwhile stays.
import type { Grant } from '../../core/authorization/grant.ts';
import { revertThing } from '../../core/things/revert.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import { itemWords } from '../../locales/words.ts';
import { leaveNotice } from '../web/notice.ts';
import { goTo } from '../web/respond.tsx';
import type { Undo } from '../web/sealed-notice.ts';
import type { ShellContext, Visit } from '../web/visit.ts';
import type { ItemAtHand } from './at-hand.ts';
import { isConflict } from './chosen.ts';
import { itemHref } from './kinds.ts';
import { explainRefusal } from './refusal.ts';

/** @param versionStamp of the version that is current; `to` of the one to go back to */
export function makeEditUndo(
  { language }: Visit,
  { id, versionStamp, to }: { id: string; versionStamp: string; to: string },
): Undo {
  return {
    action: revertHref(id),
    fields: { stamp: versionStamp, to },
    label: itemWords(language).undo,
  };
}

/** Undoes that an item was added; undefined for who may not delete it. @param back the list to go on to */
export function makeAddUndo(
  { language }: Visit,
  grant: Grant,
  { id, typeId, versionStamp }: Pick<StoredThing, 'id' | 'typeId' | 'versionStamp'>,
  back: string,
): Undo | undefined {
  if (!grant.permits('Delete', typeId)) return undefined;
  return {
    action: '/items/chosen',
    fields: { record: grant.recordId, thing: `${id} ${versionStamp}`, back, do: 'delete' },
    label: itemWords(language).undo,
  };
}

export function revertHref(id: string): string {
  return `${itemHref(id)}/revert`;
}

export async function revertItem(
  c: ShellContext,
  { grant, thing: { id } }: ItemAtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { visit } = c.var;
  const w = itemWords(visit.language);
  const [versionStamp, to] = [form.get('stamp') ?? '', form.get('to') ?? ''];
  try {
    const now = await revertThing(visit.vault, grant, { id, versionStamp, to });
    if (now === 'same') leaveNotice(c, { text: w.noDifference });
    else
      leaveNotice(c, {
        text: w.reverted,
        undo: makeEditUndo(visit, { id, versionStamp: now.versionStamp, to: versionStamp }),
      });
  } catch (error) {
    leaveNotice(c, { text: isConflict(error) ? w.notReverted : explainRefusal(error, visit) });
  }
  return goTo(c, itemHref(id));
}
