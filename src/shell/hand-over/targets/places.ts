// Targets that lead to a place of the Shell and nowhere back: HELP, MANAGEACCOUNT, RECORDLIST, SHAREDAPPDETAILS, VIEWITEMS.

import { getFirst } from '../../../assume.ts';
import { listAccessibleRecords } from '../../../core/authorization/consent-choice.ts';
import type { Reader } from '../../../core/store.ts';
import { targetsWords } from '../../../locales/words.ts';
import { findFormsAddress } from '../../items/links.ts';
import { findHelpTopic } from '../../kit/help-topics.ts';
import { makeAppMistake, Problem } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import { chooseRecord, isSignedIn, type ShellContext, type SignedInVisit } from '../../web/visit.ts';
import { resolve } from '../resolve.ts';
import { type ShellRequest, sealRequest } from '../shell-request.ts';
import { chooseRecordFor, findMeantRecord } from './meant-record.ts';

/** Open to everybody. A topic that is not known here leads to the help home. */
export function showHelp(c: ShellContext, { topicId }: ShellRequest<'HELP'>): Response {
  const topic = findHelpTopic(topicId);
  return goTo(c, topic === undefined ? '/help' : `/help/${topic}`);
}

export async function goToAccount(c: ShellContext, request: ShellRequest): Promise<Response> {
  await judgeApps(c, request);
  return isSignedIn(c) ? goTo(c, '/account') : signInFirst(c, request);
}

export async function goToRecordList(c: ShellContext, request: ShellRequest): Promise<Response> {
  const [appId] = request.appIds;
  const address = appId === undefined ? '/records' : `/records/app/${appId}`;
  await judgeApps(c, request);
  return isSignedIn(c) ? goTo(c, address) : signInFirst(c, request);
}

export async function goToAppDetails(
  c: ShellContext,
  request: ShellRequest<'SHAREDAPPDETAILS'>,
): Promise<Response> {
  await judgeApps(c, request);
  if (!isSignedIn(c)) return signInFirst(c, request);
  const { visit } = c.var;
  const appId = request.sharedAppId ?? getFirst(request.appIds);
  const recordId = await visit.vault.store.read(db => sharedRecord(db, visit, request, appId));
  return goTo(c, `/apps/${appId}/${recordId}`);
}

/** @throws Problem when the application has no access to tell of */
async function sharedRecord(
  db: Reader,
  visit: SignedInVisit,
  request: ShellRequest,
  appId: string,
): Promise<string> {
  const { vault, person, language } = visit;
  const app = await db.applications.byId(appId);
  if (!app) throw makeAppMistake(`There is no application ${appId} here.`);
  const resolved = await resolve(db, vault, request);
  const records = await listAccessibleRecords(db, person.id, vault.clock.now());
  const authorized = (await db.authorizations.ofPerson(appId, person.id))
    .map(({ recordId }) => recordId)
    .filter(id => records.some(({ record }) => record.id === id));
  const selected = (await db.settings.get(appId, person.id))?.selectedRecordId;
  const wanted =
    request.recordAlias === undefined
      ? (authorized.find(id => id === selected) ?? authorized[0])
      : ((await findMeantRecord(db, visit, resolved)) ??
        (await findMeantRecord(db, visit, { request, apps: [app] })));
  if (wanted !== undefined && authorized.includes(wanted)) return wanted;
  const w = targetsWords(language);
  throw new Problem(404, w.noAccess, w.noAccessText(app.name));
}

export async function viewItems(c: ShellContext, request: ShellRequest<'VIEWITEMS'>): Promise<Response> {
  await judgeApps(c, request);
  if (!isSignedIn(c)) return signInFirst(c, request);
  const { visit } = c.var;
  const of = await visit.vault.store.read(async db =>
    chooseRecordFor(db, visit, await resolve(db, visit.vault, request)),
  );
  if (of === 'wrong')
    throw makeAppMistake('The parameter extrecordid names no record of this person.', 'record');
  // Without a record there is nothing to see; the page of the records says how to make one.
  if (of === 'none') return goTo(c, '/records');
  if (of !== visit.record) chooseRecord(c, of);
  const { typeIds, addItem } = request;
  if (addItem && of.access.level !== 'view') {
    const form = findFormsAddress(typeIds, of.record.id);
    if (form !== undefined) return goTo(c, form);
  }
  return goTo(c, `/items?typeid=${typeIds.join(',')}`);
}

/** Before anybody signs in for them. @throws Problem */
async function judgeApps(c: ShellContext, request: ShellRequest): Promise<void> {
  const { vault } = c.var.visit;
  if (request.appIds.length > 0) await vault.store.read(db => resolve(db, vault, request));
}

function signInFirst(c: ShellContext, request: ShellRequest): Response {
  return goTo(c, `/sign-in?request=${sealRequest(c.var.visit.vault, request)}`);
}
