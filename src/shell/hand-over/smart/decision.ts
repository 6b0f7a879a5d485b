// What is asked by scopes, as rules that a person may leave out or narrow, and what becomes of their answer.
import { getFirst } from '../../../assume.ts';
import type { Application } from '../../../core/applications/application.ts';
import { type Ask, getRuleKey, grantAsk } from '../../../core/authorization/consent-choice.ts';
import { isOfLaunch, type Rule } from '../../../core/authorization/rules.ts';
import { ensurePersonAlias } from '../../../core/people/aliases.ts';
import { findAsk, keepAnswer, type SmartAnswer, type SmartAsk } from '../../../core/smart/ask.ts';
import { makeGranted } from '../../../core/smart/narrow.ts';
import { covers, parseScopes, scopesToRules } from '../../../core/smart/scopes.ts';
import { typesOfResource } from '../../../core/smart/types.ts';
import type { Reader, Writer } from '../../../core/store.ts';
import type { Language } from '../../../locales/language.ts';
import { smartWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { makeProblem } from '../../web/problem.ts';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import type { Answered } from '../consent/consent-page.tsx';
import { goOn } from '../leave/leave.tsx';
import type { ShellRequest } from '../shell-request.ts';
import type { Less } from './give-less.tsx';

/** Undefined for a request of another kind. @throws Problem when it is too old, or was opened for somebody else */
export async function findSmartAsk(
  { vault, person }: SignedInVisit,
  request: ShellRequest,
): Promise<SmartAsk | undefined> {
  if (request.target !== 'SMART') return undefined;
  const ask = await findAsk(vault, request.uid);
  if (!ask || (ask.launch && ask.launch.personId !== person.id)) throw makeProblem(400, 'tooOld');
  return ask;
}

/** Each scope by itself, for while the person is there; whether it also holds when they are away is asked once for all. */
export async function askByScopes(
  db: Reader,
  app: Application,
  personId: string,
  { scopes }: SmartAsk,
): Promise<Ask> {
  const before = await db.authorizations.ofPerson(app.id, personId);
  const given = before.flatMap(({ rules }) => rules.filter(isOfLaunch));
  const isGranted = ({ scope: asked = '', mode }: Rule) =>
    given.some(({ scope, ...other }) => other.mode === mode && scope !== undefined && covers(scope, asked));
  const optional = scopesToRules(parseScopes(scopes), typesOfResource)
    .filter(({ mode }) => mode === 'online')
    // What was left out before stays so until the person says otherwise.
    .map(rule => ({ rule, checked: given.length === 0 || isGranted(rule) }));
  return { app, required: [], optional, isOfLaunch: true };
}

/** With scopes of a user alone, an application that works with several records gets as many as the person chooses. */
export function takesSeveral({ multiRecord }: Application, { scopes, launch }: SmartAsk): boolean {
  const { resources, others } = parseScopes(scopes);
  return (
    multiRecord &&
    launch === undefined &&
    !others.has('launch/patient') &&
    resources.length > 0 &&
    resources.every(({ context }) => context === 'user')
  );
}

/** What the form says of it. */
export function readLess(form: URLSearchParams): Less {
  return {
    isAway: form.get('away') === 'yes',
    from: form.get('from') || undefined,
    leftOut: form.getAll('left-out'),
  };
}

const day = /^\d{4}-\d\d-\d\d$/;

export function findSmartProblem(
  { scopes }: SmartAsk,
  { optionalKeys, less }: Answered,
  language: Language,
): FieldErrors | undefined {
  const w = smartWords(language);
  if (less?.from !== undefined && !(day.test(less.from) && !Number.isNaN(Date.parse(less.from))))
    return { from: w.badDay };
  if (optionalKeys.length === 0 && !parseScopes(scopes).others.has('openid')) return { asks: w.chooseOne };
  return undefined;
}

/** Within the transaction of the consent. */
export async function grantByScopes(
  db: Writer,
  { vault, person, session }: SignedInVisit,
  smart: SmartAsk,
  asks: readonly Ask[],
  { optionalKeys, recordIds, less }: Answered,
): Promise<SmartAnswer> {
  const { app, optional } = getFirst(asks);
  const prefix = '0:';
  const picked = optional
    .map(({ rule }) => rule)
    .filter(rule => optionalKeys.includes(`${prefix}${getRuleKey(rule)}`));
  const recordId = recordIds.length === 1 ? recordIds[0] : undefined;
  const granted = makeGranted(parseScopes(smart.scopes), picked, less);
  const ask: Ask = {
    app,
    required: [],
    optional: granted.rules.map(rule => ({ rule, checked: true })),
    isOfLaunch: true,
  };
  const personId = person.id;
  await grantAsk(db, vault, {
    ask,
    optionalKeys: granted.rules.map(getRuleKey),
    personId,
    recordIds,
  });
  return {
    uid: smart.uid,
    isGranted: true,
    personId,
    personAlias: await ensurePersonAlias(db, vault, app.id, personId),
    recordId,
    scopes: granted.scopes,
    isOffline: granted.isOffline,
    shellId: session.id,
  };
}

/** Back to the authorization server, with what only this browser has. */
export async function answerSmart(
  c: SignedInContext,
  appName: string,
  answer: SmartAnswer,
): Promise<Response> {
  const { vault } = c.var.visit;
  const id = await keepAnswer(vault, answer);
  return goOn(c, appName, `/oauth/interaction/${encodeURIComponent(answer.uid)}?answer=${id}`);
}

export async function refuseSmart(c: SignedInContext, { uid, appId }: SmartAsk): Promise<Response> {
  const app = await c.var.visit.vault.store.read(db => db.applications.byId(appId));
  return answerSmart(c, app?.name ?? '', { uid, isGranted: false });
}
