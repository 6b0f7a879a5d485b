// RECORDLIST: of the person's records those that an application may see.
import type { Hono } from 'hono';
import { targetsWords } from '../../../locales/words.ts';
import { recordsPage } from '../../pages/records/list.tsx';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, ShellEnv } from '../../web/visit.ts';
import { signInAddress } from '../shell-request.ts';

export function recordListOfAppRoutes(app: Hono<ShellEnv>): void {
  app.get('/records/app/:app', listOf);
}

async function listOf(c: ShellContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  if (!person) return goTo(c, signInAddress(undefined));
  const appId = c.req.param('app')!.toLowerCase();
  const { name, recordIds } = await vault.store.read(async db => {
    const app = await db.applications.byId(appId);
    if (!app) throw notFound();
    const all = await db.authorizations.ofPerson(appId, person.id);
    return { name: app.name, recordIds: all.map(({ recordId }) => recordId) };
  });
  const w = targetsWords(language).list;
  return recordsPage(c, ({ record }) => recordIds.includes(record.id), {
    recordsLead: w.lead(name),
    noRecords: w.none,
    noRecordsText: w.noneText(name),
  });
}
