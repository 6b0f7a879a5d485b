// Who sees an item: kept from applications, or from who opens the record in an emergency.
import { setSeclusion } from '../../core/things/custody.ts';
import { itemWords } from '../../locales/words.ts';
import { leaveNotice } from '../web/notice.ts';
import { goTo } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import type { ItemAtHand } from './at-hand.ts';
import { isConflict } from './chosen.ts';
import { itemHref } from './kinds.ts';

export async function saveWho(
  c: ShellContext,
  { grant, thing: { id } }: ItemAtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = itemWords(language);
  const said = { personal: form.has('personal'), hiddenInEmergency: form.has('hidden') };
  try {
    await setSeclusion(vault, grant, { id, versionStamp: form.get('stamp') ?? '' }, said);
    leaveNotice(c, { text: w.saved });
  } catch (error) {
    if (!isConflict(error)) throw error;
    leaveNotice(c, { text: w.conflict });
  }
  return goTo(c, itemHref(id));
}
