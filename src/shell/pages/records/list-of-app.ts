// RECORDLIST: of the person's records those that an application may see.

import { targetsWords } from '../../../locales/words.ts';
import { notFound } from '../../web/problem.ts';
import type { SignedInContext } from '../../web/visit.ts';
import { showRecordList } from './list.tsx';

export async function showRecordsOfApp(c: SignedInContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const appId = (c.req.param('app') ?? '').toLowerCase();
  const { name, recordIds } = await vault.store.read(async db => {
    const app = await db.applications.byId(appId);
    if (!app) throw notFound();
    const all = await db.authorizations.ofPerson(appId, person.id);
    return { name: app.name, recordIds: all.map(({ recordId }) => recordId) };
  });
  const w = targetsWords(language).list;
  return showRecordList(c, {
    only: ({ record }) => recordIds.includes(record.id),
    words: { recordsLead: w.lead(name), noRecords: w.none, noRecordsText: w.noneText(name) },
  });
}
