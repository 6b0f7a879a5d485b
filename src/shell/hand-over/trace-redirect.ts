// Puts into an application's trace what was wrong with a redirect, whether the Shell refused it or not. Shown are parameters that are known
// here, and their values where they look like what is due there and say nothing of a person.

import { addInheritance } from '../../core/applications/inheritance.ts';
import { mask } from '../../core/healthvault/tracing/mask.ts';
import type { Mistake } from '../../core/healthvault/tracing/mistake.ts';
import { listDecodings, Secrets } from '../../core/healthvault/tracing/secrets.ts';
import { type Fits, guid, isPlain } from '../../core/healthvault/tracing/shapes.ts';
import { isTracing, traceRedirect } from '../../core/healthvault/tracing/traces.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import type { Problem } from '../web/problem.ts';
import type { ShellContext, Visit } from '../web/visit.ts';
import { forwarded, type Parameters, redirectParameters } from './redirect-query.ts';
import { findRemarks, type RuleNames } from './redirect-remarks.ts';
import { findTarget, guessTarget } from './redirect-target.ts';
import { openRequest, type ShellRequest, type Target } from './shell-request.ts';

/** Call it with every problem that a page ends in. */
export function noteProblem(c: ShellContext, { detail, mistake }: Problem): void {
  if (detail !== undefined) note(c, { detail, mistake, isServed: false });
}

/** Call it once for every request of an application, with what it read as. */
export async function noteRemarks(
  c: ShellContext,
  parameters: Parameters,
  { target, appIds }: ShellRequest,
): Promise<void> {
  const { vault } = c.var.visit;
  if (!isTracing(vault)) return;
  const rules = asking.includes(target) ? await vault.store.read(db => ruleNames(db, appIds)) : undefined;
  for (const remark of findRemarks(parameters, target, rules))
    noteParameters(vault, parameters, { ...remark, isServed: true });
}

/** The application was told AppAuthInvalidRecord. */
export function noteInvalidRecord(c: ShellContext, { recordAlias }: ShellRequest): void {
  // What is no id at all was told already.
  if (recordAlias === undefined || !guid.test(recordAlias)) return;
  const detail =
    'The parameter extrecordid names no record of this person, so AppAuthInvalidRecord was returned.';
  note(c, { detail, mistake: 'record', isServed: true });
}

const asking: readonly Target[] = ['APPAUTH', 'AUTH', 'CREATEACCOUNT', 'CREATEAPPLICATION', 'CREATERECORD'];

async function ruleNames(db: Reader, appIds: readonly string[]): Promise<RuleNames> {
  const names = { online: [] as string[], offline: [] as string[] };
  for (const id of appIds) {
    const stored = await db.applications.byId(id);
    const app = stored && (await addInheritance(db, stored));
    for (const { mode, name, optional } of app?.rules ?? []) if (optional) names[mode].push(name);
  }
  return names;
}

interface Noted {
  readonly detail: string;
  readonly mistake: Mistake | undefined;
  readonly isServed: boolean;
}

function note(c: ShellContext, noted: Noted): void {
  // Absent when what failed came before it was known who is here.
  const visit = c.var.visit as Visit | undefined;
  if (!visit || !isTracing(visit.vault)) return;
  const { vault } = visit;
  const url = new URL(c.req.url);
  if (url.pathname === '/redirect.aspx') {
    noteParameters(vault, redirectParameters(url.search.slice(1)), noted);
    return;
  }
  const request = sealedRequest(visit, url.searchParams.get('request'));
  if (!request) return;
  const { target } = request;
  for (const appId of request.appIds)
    traceRedirect(vault, appId, { target, request: `target=${target}`, ...noted });
}

function noteParameters(vault: Vault, parameters: Parameters, noted: Noted): void {
  const given = parameters.get('target')?.trim().toUpperCase() ?? '';
  const target = given === '' || fitsOf('target')!(given) ? given : mask;
  for (const appId of appIdsIn(parameters))
    traceRedirect(vault, appId, { target, request: shown(parameters), ...noted });
}

const appIdsMax = 10;

function appIdsIn(parameters: Parameters): string[] {
  const named = [parameters.get('appid'), parameters.get('sappid')]
    .filter(ids => ids !== undefined)
    .join(',');
  return [
    ...new Set(
      named
        .toLowerCase()
        .split(',')
        .map(id => id.trim()),
    ),
  ].slice(0, appIdsMax);
}

function sealedRequest({ vault }: Visit, sealed: string | null) {
  try {
    return openRequest(vault, sealed);
  } catch {
    return undefined;
  }
}

const anId: Fits = value => value.split(',').every(id => guid.test(id.trim()));
const aTruth: Fits = value => /^(true|false|0|1|yes|no)$/i.test(value);
const aNumber: Fits = value => /^\d{1,6}$/.test(value);
const aWord: Fits = value => /^[A-Za-z]{1,30}$/.test(value) && isPlain(value);
const aCulture: Fits = value => /^[A-Za-z]{2,3}(-[A-Za-z]{2,4}){0,2}$/.test(value);
/** What developers call a rule, a topic or a type. */
const aName: Fits = value => /^[\w .-]{1,60}$/.test(value) && isPlain(value);

/** What is shown of each parameter that says nothing of a person, if it looks like what is due there. */
const shownParameters: ReadonlyMap<string, Fits> = new Map<string, Fits>([
  ['target', value => (findTarget(value) ?? guessTarget(value)) !== undefined],
  ...named('appid sappid refappid extrecordid typeid thingid', anId),
  ...named('ismra forceappauth foreceappauth daddrec aib mobile', aTruth),
  ...named('lcid', aNumber),
  ...named('trm flow', aWord),
  ...named('culture', aCulture),
  ...named('additem topicid', aName),
]);

/** Known by name, and never by value. */
const hiddenNames = new Set(
  'actionqs credtoken cred_token appcreationtoken instancename packageid redirect wctoken suggestedtokenttl'.split(
    ' ',
  ),
);

function named(names: string, fits: Fits): [string, Fits][] {
  return names.split(' ').map(name => [name, fits]);
}

function fitsOf(name: string): Fits | undefined {
  return shownParameters.get(/^o(n|ff)opt\d{1,3}$/.test(name) ? 'additem' : name);
}

/** One line a parameter. A name that is none of ours may be the very secret. */
function shown(parameters: Parameters): string {
  const ours = [...parameters].filter(([name]) => !['targetqs', ...Object.values(forwarded)].includes(name));
  const secrets = new Secrets();
  for (const [name, value] of ours) {
    if (name === 'redirect') secrets.add(pastPath(value));
    else if (!fitsOf(name)) secrets.add(value);
    if (!fitsOf(name) && !hiddenNames.has(name)) secrets.add(name);
  }
  return ours
    .map(([name, value]) => {
      const isKnown = hiddenNames.has(name) || fitsOf(name) !== undefined;
      return `${isKnown ? name : mask}=${shownValue(name, value, secrets)}`;
    })
    .join('\n');
}

function shownValue(name: string, value: string, secrets: Secrets): string {
  if (name === 'redirect') return shownAddress(value, secrets);
  return fitsOf(name)?.(value) && !secrets.touch(value) ? value : mask;
}

/** Where it would lead says what is wrong with it; its query may hold anything. */
function shownAddress(value: string, secrets: Secrets): string {
  if (!URL.canParse(value)) return mask;
  const { protocol, pathname } = new URL(value);
  const parts = (text: string, by: string) =>
    text
      .split(by)
      .map(part => (listDecodings(part).every(isPlain) && !secrets.touch(part) ? part : mask))
      .join(by);
  return isPlain(protocol)
    ? `${protocol}//${parts(hostAsWritten(value), '.')}${parts(pathname, '/')}`.slice(0, valueMax)
    : mask;
}

/** A URL folds its host, and what a machine made is told by its capitals. */
function hostAsWritten(value: string): string {
  return /^[^/]*\/\/(?:[^/?#@\\]*@)?([^/?#@\\]+)(?=[/?#]|$)/.exec(value.trim())?.[1] ?? mask;
}

const valueMax = 200;

function pastPath(value: string): string {
  if (!URL.canParse(value)) return value;
  const { username, password, search, hash } = new URL(value);
  return [username, password, search, hash].join(' ');
}
