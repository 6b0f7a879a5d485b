// The pages about the data of a record: lists, items, charts, the timeline. Forms to add and edit are in form/.
import type { Hono } from 'hono';
import { setSeclusion } from '../../core/things/custody.ts';
import { itemWords } from '../../locales/words.ts';
import { aboutRecord } from '../kit/reached.ts';
import { leaveNotice } from '../web/notice.ts';
import { goTo } from '../web/respond.tsx';
import type { ShellContext, ShellEnv } from '../web/visit.ts';
import { formWithItem, formWithRecord, type ItemAtHand, itemPath, withItem, withRecord } from './at-hand.ts';
import { doWithAll } from './bulk.ts';
import { chartPage } from './charts.tsx';
import { askPurge, doWithChosen, isConflict, purgeNamed, restoreNamed } from './chosen.ts';
import { file } from './file.ts';
import { historyPage } from './history.tsx';
import { itemPage } from './item.tsx';
import { itemHref } from './kinds.ts';
import { applyFilter, listPage } from './list.tsx';
import { revert } from './revert.ts';
import { timelinePage } from './timeline.tsx';

export function dataRoutes(app: Hono<ShellEnv>): void {
  app.get('/items', withRecord(listPage));
  app.post('/items/find', formWithRecord(applyFilter));
  app.post('/items/chosen', formWithRecord(doWithChosen));
  app.post('/items/all', formWithRecord(doWithAll));
  app.post('/items/restore', formWithRecord(restoreNamed));
  app.post('/items/purge', formWithRecord(purgeNamed));
  app.get('/timeline', withRecord(timelinePage));
  app.get('/charts/:kind', withRecord(chartPage));
  app.get(itemPath, withItem(itemPage));
  app.get(`${itemPath}/history`, withItem(historyPage));
  app.get(`${itemPath}/purge`, withItem(purgeQuestion));
  app.get(`${itemPath}/files/:file`, withItem(file));
  app.post(`${itemPath}/revert`, formWithItem(revert));
  app.post(`${itemPath}/who`, formWithItem(saveWho));
  // Where applications send people (VIEWITEMS): the record becomes the one at hand.
  app.get(
    '/records/:record/items',
    aboutRecord(async c => goTo(c, `/items${new URL(c.req.url).search}`)),
  );
}

async function purgeQuestion(c: ShellContext, { grant, thing }: ItemAtHand): Promise<Response> {
  if (thing.state !== 'Deleted') return goTo(c, itemHref(thing.id));
  return askPurge(c, { grant }, [thing.id], '/items?state=deleted');
}

async function saveWho(
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
