// What becomes of a request for access: what is asked of whom, the person's answer, the grant. The page is consent-page.tsx.

import { isAdmitted } from '../../../core/applications/admitted.ts';
import type { Application } from '../../../core/applications/application.ts';
import { localiseApplication } from '../../../core/applications/localised.ts';
import { hasSmallLogo } from '../../../core/applications/logos.ts';
import {
  type Ask,
  askFor,
  grantAsk,
  listAccessibleRecords,
} from '../../../core/authorization/consent-choice.ts';
import { createChild } from '../../../core/healthvault/soda/soda.ts';
import { StatusFault } from '../../../core/healthvault/status-fault.ts';
import { status } from '../../../core/healthvault/statuses.ts';
import { relationship } from '../../../core/records/create.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import type { SmartAsk } from '../../../core/smart/ask.ts';
import type { Reader } from '../../../core/store.ts';
import { admissionWords, consentWords } from '../../../locales/words.ts';
import { addStatements } from '../../kit/about-app.tsx';
import type { FieldErrors } from '../../kit/fields.tsx';
import { makeAppMistake, Problem } from '../../web/problem.ts';
import type { SignedInContext, SignedInVisit, Visit } from '../../web/visit.ts';
import { leave, makeTokenFor, type Outcome } from '../leave/leave.tsx';
import { makeUsedLink, type Resolved, resolve } from '../resolve.ts';
import { openRequest, type ShellRequest } from '../shell-request.ts';
import {
  answerSmart,
  askByScopes,
  findSmartAsk,
  findSmartProblem,
  grantByScopes,
  readLess,
  refuseSmart,
  takesSeveral,
} from '../smart/decision.ts';
import { findMeantRecord } from '../targets.ts';
import type { Choice } from './consent-background.ts';
import { readBackground } from './consent-background.ts';
import { type Answered, showConsentPage } from './consent-page.tsx';

export async function showConsent(c: SignedInContext): Promise<Response> {
  const sealed = c.req.query('request');
  return shownPage(c, sealed ?? '', await load(c.var.visit, sealed));
}

/** The page over the records that are chosen on it, or would be. */
async function shownPage(
  c: SignedInContext,
  sealed: string,
  choice: Choice,
  errors: FieldErrors = {},
  answered?: Answered,
): Promise<Response> {
  const chosen = answered?.recordIds ?? choice.preset;
  const background = await readBackground(c.var.visit, choice, chosen);
  return showConsentPage(c, sealed, { choice, background, errors, answered });
}

async function load(visit: SignedInVisit, sealed: string | null | undefined): Promise<Choice> {
  const request = openRequest(visit.vault, sealed);
  if (!request) throw makeAppMistake('There is no request to agree to.');
  const smart = await findSmartAsk(visit, request);
  return visit.vault.store.read(db => loadChoice(db, visit, request, smart));
}

async function loadChoice(
  db: Reader,
  visit: SignedInVisit,
  request: ShellRequest,
  smart: SmartAsk | undefined,
): Promise<Choice> {
  const { vault, person } = visit;
  const found = await resolve(db, vault, request);
  const [app, ...others] = found.apps;
  const speaking = async (of: Application) =>
    addStatements(db, vault, await localiseApplication(db, of, [visit.language]));
  const resolved: Resolved = {
    ...found,
    ...(smart && { multiRecord: takesSeveral(app, smart) }),
    apps: [await speaking(app), ...(await Promise.all(others.map(speaking)))],
  };
  for (const app of resolved.apps) {
    if (!(await isAdmitted(db, app, person.id))) throw makeNotAdmitted(visit, app.name);
  }
  const asks: Ask[] = [];
  for (const app of resolved.apps)
    asks.push(
      smart
        ? await askByScopes(db, app, person.id, smart)
        : await askFor(db, app, person.id, request.optionalRules),
    );
  const reachable = await listAccessibleRecords(db, person.id, vault.clock.now());
  const launched = smart?.launch?.recordId;
  const records =
    launched === undefined ? reachable : reachable.filter(({ record }) => record.id === launched);
  const meant = launched ?? (await findMeantRecord(db, visit, resolved));
  const own = records.find(({ access }) => access.relationship === relationship.self) ?? records[0];
  const first = meant ?? (await currentRecord(db, visit, resolved)) ?? own?.record.id;
  const shown = hashSha256(
    JSON.stringify(
      asks.map(({ app, required, optional, direct }) => [
        ...[app.id, required, optional.map(o => o.rule)],
        direct !== undefined,
      ]),
    ),
  );
  // What a device is about to make has the logo of its master.
  const hasLogo = others.length === 0 && (await hasSmallLogo(db, app));
  return {
    resolved,
    asks,
    records,
    smart,
    logoOf: hasLogo ? (found.child ? app.masterId : app.id) : undefined,
    preset: first === undefined ? [] : [first],
    shown: shown.toString('base64url'),
  };
}

export function makeNotAdmitted({ language }: Visit, appName: string): Problem {
  const { title, text } = admissionWords(language);
  return new Problem(403, title, text(appName), `Code ${status('ACCESS_DENIED').code}`);
}

/** The record an application works with now, or did first. */
async function currentRecord(
  db: Reader,
  { person }: SignedInVisit,
  { apps: [app] }: Resolved,
): Promise<string | undefined> {
  const settings = await db.settings.get(app.id, person.id);
  return settings?.selectedRecordId ?? (await db.authorizations.ofPerson(app.id, person.id))[0]?.recordId;
}

export async function decideConsent(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const sealed = form.get('request') ?? '';
  const choice = await load(c.var.visit, sealed);
  const { resolved, records, shown } = choice;
  const decision = form.get('decision');
  const { smart } = choice;
  if (decision === 'deny') return smart ? refuseSmart(c, smart) : leave(c, resolved, 'AppAuthReject');
  const picked = form.getAll('record').filter(id => records.some(({ record }) => record.id === id));
  const answered: Answered = {
    recordIds: picked,
    optionalKeys: form.getAll('optional'),
    ...(smart && { less: readLess(form) }),
  };
  if (decision !== 'allow') return shownPage(c, sealed, choice, {}, answered);
  const w = consentWords(c.var.visit.language);
  if (form.get('shown') !== shown) return shownPage(c, sealed, choice, { asks: w.changed }, answered);
  if (picked.length === 0) return shownPage(c, sealed, choice, { record: w.chooseRecord }, answered);
  if (picked.length > 1 && !resolved.multiRecord) throw makeAppMistake('It works with one record at a time.');
  if (smart) {
    const problem = findSmartProblem(smart, answered, c.var.visit.language);
    if (problem) return shownPage(c, sealed, choice, problem, answered);
  }
  return allow(c, choice, answered);
}

/** Where choosing another record than the application works with is told as that. */
const changesRecord: readonly ShellRequest['target'][] = ['APPAUTH', 'AUTH'];

/** One transaction, over what is there now: nothing is granted that was not shown. */
async function allow(
  c: SignedInContext,
  { resolved: { request }, shown, smart }: Choice,
  answered: Answered,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  try {
    const done = await vault.store.write(async db => {
      const choice = await loadChoice(db, visit, request, smart);
      if (choice.shown !== shown)
        throw makeAppMistake('It changed what it asks for at this very moment. Try again.');
      const { resolved, asks } = choice;
      const before = await currentRecord(db, visit, resolved);
      if (smart) return { resolved, answer: await grantByScopes(db, visit, smart, asks, answered) };
      if (resolved.child) await createChild(db, vault, resolved.child, person.id);
      for (const [place, ask] of asks.entries()) {
        const prefix = `${place}:`;
        const optionalKeys = answered.optionalKeys
          .filter(key => key.startsWith(prefix))
          .map(key => key.slice(prefix.length));
        await grantAsk(db, vault, { ask, optionalKeys, personId: person.id, recordIds: answered.recordIds });
      }
      const isOther = before !== undefined && !answered.recordIds.includes(before) && !resolved.multiRecord;
      const outcome: Outcome =
        changesRecord.includes(request.target) && isOther && resolved.returnUrl !== undefined
          ? 'SelectedRecordChanged'
          : 'AppAuthSuccess';
      return { resolved, outcome, token: await makeTokenFor(db, visit, resolved.apps[0]) };
    });
    if ('answer' in done) return answerSmart(c, done.resolved.apps[0].name, done.answer);
    return leave(c, done.resolved, done.outcome, done.token);
  } catch (error) {
    if (error instanceof StatusFault && error.status === 'APPLICATION_CREATION_TOKEN_INVALID')
      throw makeUsedLink(error);
    throw error;
  }
}
