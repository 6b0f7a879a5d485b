// What a person is asked before an application gets access, and what becomes of the answer.
// Between the Shell's consent page and consent.ts.
import { getFirst } from '../../assume.ts';
import type { Application } from '../applications/application.ts';
import type { HealthRecord, RecordAccess } from '../records/record.ts';
import { getScopeKey } from '../smart/scopes.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { hasAllRequired } from './auth-action.ts';
import type { Authorization } from './authorization.ts';
import { giveConsent } from './consent.ts';
import { mayServeRecordsOf } from './location.ts';
import { isOfLaunch, type Rule } from './rules.ts';

/** What one application asks for. */
export interface Ask {
  readonly app: Application;
  /** All or none. */
  readonly required: readonly Rule[];
  /** Each by itself. */
  readonly optional: readonly { readonly rule: Rule; readonly checked: boolean }[];
  /** May the person let it send Direct messages in their name? */
  readonly direct?: { readonly checked: boolean } | undefined;
  /** Is it asked for by SMART App Launch? What was granted by HealthVault's rules stays beside it then, and the other way round. */
  readonly isOfLaunch?: true;
}

/** Stands among the keys of optional rules for sending Direct messages. */
export const directKey = 'direct';

/** May the operator's word on an application have people let it send Direct messages? */
export function offersDirect({ methodGroups }: Application): boolean {
  return methodGroups.includes('direct');
}

/** Is a rule that was granted none that this asks about? */
export function staysBeside(ask: Pick<Ask, 'isOfLaunch'>): (rule: Rule) => boolean {
  return rule => isOfLaunch(rule) !== (ask.isOfLaunch ?? false);
}

/** Was an application let in by SMART App Launch, and in no other way? */
function isByLaunchAlone({ rules }: Authorization): boolean {
  return rules.length > 0 && rules.every(isOfLaunch);
}

/** Optional rules that an application asks for by name. */
export interface NamedRules {
  readonly online: readonly string[];
  readonly offline: readonly string[];
}

/**
 * Optional rules are shown when the application names them, when the person granted them before, or, to a person
 * who meets the application for the first time, when they are meant for that.
 */
export async function askFor(
  db: Reader,
  app: Application,
  personId: string,
  named: NamedRules,
): Promise<Ask> {
  const before = await db.authorizations.ofPerson(app.id, personId);
  const isFirst = before.every(isByLaunchAlone);
  const optional = app.rules.flatMap(rule => {
    if (rule.optional === undefined) return [];
    const granted = before.some(({ rules }) => rules.some(other => getRuleKey(other) === getRuleKey(rule)));
    const shown = granted || named[rule.mode].includes(rule.name) || (isFirst && rule.optional.displayFirst);
    const checked = granted || (isFirst ? rule.optional.checkedFirst : rule.optional.checkedByDefault);
    return shown ? [{ rule, checked }] : [];
  });
  const required = app.rules.filter(rule => rule.optional === undefined);
  return {
    ...{ app, required, optional },
    ...(offersDirect(app) && { direct: { checked: await sendsDirectSomewhere(db, before) } }),
  };
}

async function sendsDirectSomewhere(db: Reader, all: readonly Authorization[]): Promise<boolean> {
  for (const { appId, personId, recordId } of all)
    if (await db.authorizations.maySendDirect(appId, personId, recordId)) return true;
  return false;
}

/** Rules have their names within application and mode; those that stand for scopes are told apart by these. */
export function getRuleKey({ mode, name, scope }: Pick<Rule, 'mode' | 'name' | 'scope'>): string {
  return `${mode}:${scope === undefined ? name : getScopeKey(scope)}`;
}

export interface AccessibleRecord {
  readonly record: HealthRecord;
  readonly access: RecordAccess;
}

/** The records a person can reach today. */
export async function listAccessibleRecords(
  db: Reader,
  personId: string,
  now: number,
): Promise<AccessibleRecord[]> {
  const all = await db.records.ofPerson(personId);
  return all.filter(
    ({ record, access }) =>
      record.state === 'active' && (access.expiresAt === undefined || access.expiresAt > now),
  );
}

/** The records on which an application has all it requires today, oldest authorisation first. */
export async function listFullyAuthorizedRecords(
  db: Reader,
  app: Application,
  personId: string,
  now: number,
): Promise<string[]> {
  if (!(await mayServeRecordsOf(db, app, personId))) return [];
  const reachable = await listAccessibleRecords(db, personId, now);
  return (await db.authorizations.ofPerson(app.id, personId)).flatMap(authorization => {
    const { recordId, rules } = authorization;
    const isReachable = reachable.some(({ record }) => record.id === recordId);
    const hasAll = !isByLaunchAlone(authorization) && hasAllRequired(app.rules, rules);
    return isReachable && hasAll ? [recordId] : [];
  });
}

/**
 * Grants what was asked on the chosen records. The first becomes the one selected in the application, unless one
 * of them is already.
 * @param optionalKeys ruleKeys of the optional rules the person agreed to, and directKey
 */
export async function grantAsk(
  db: Writer,
  vault: Vault,
  {
    ask,
    optionalKeys,
    personId,
    recordIds,
  }: { ask: Ask; optionalKeys: readonly string[]; personId: string; recordIds: readonly string[] },
): Promise<void> {
  const optional = ask.optional
    .map(({ rule }) => rule)
    .filter(rule => optionalKeys.includes(getRuleKey(rule)));
  const app = { ...ask.app, rules: [...ask.required, ...optional] };
  const optionalRules = optional.map(rule => rule.name);
  const stays = staysBeside(ask);
  const maySendDirect = ask.isOfLaunch
    ? undefined
    : ask.direct !== undefined && optionalKeys.includes(directKey);
  for (const recordId of recordIds)
    await giveConsent(db, vault, { app, personId, recordId, optionalRules, maySendDirect, stays });
  const settings = await db.settings.get(app.id, personId);
  if (settings?.selectedRecordId !== undefined && recordIds.includes(settings.selectedRecordId)) return;
  await selectRecord(db, app.id, personId, getFirst(recordIds));
}

/** Makes a record the one an application works with for a person. */
export async function selectRecord(
  db: Writer,
  appId: string,
  personId: string,
  recordId: string,
): Promise<void> {
  const settings = await db.settings.get(appId, personId);
  await db.settings.put(appId, personId, { xml: settings?.xml ?? '', selectedRecordId: recordId });
}
