// Changes which optional rules an application has on a record. What it must have stays as it was granted.
import type { Application } from '../applications/application.ts';
import { fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Authorization } from './authorization.ts';
import { directKey, getRuleKey, offersDirect } from './consent-choice.ts';
import type { Rule } from './rules.ts';

/**
 * Optional rules that can be given or taken: the application's own of today, in its order, then others that it was
 * granted, such as those of SMART scopes. Each is as it was granted.
 * @param withdrawn what the person took back since the consent, which they may give again
 */
export function listOptionalRules(
  app: Application,
  { rules }: Authorization,
  withdrawn: readonly Rule[],
): { readonly rule: Rule; readonly isGranted: boolean }[] {
  const granted = rules.filter(rule => rule.optional !== undefined);
  const asGranted = new Map(granted.map(rule => [getRuleKey(rule), rule]));
  const own = app.rules.filter(rule => rule.optional !== undefined);
  const ownKeys = new Set(own.map(getRuleKey));
  const others = [...granted, ...withdrawn].filter(rule => !ownKeys.has(getRuleKey(rule)));
  return [...own, ...others].map(rule => ({
    rule: asGranted.get(getRuleKey(rule)) ?? rule,
    isGranted: asGranted.has(getRuleKey(rule)),
  }));
}

/**
 * A rule that was granted and stays is left as it was granted, whatever the application made of it since.
 * @param keys ruleKeys of the optional rules the application is to have, and directKey where it may send Direct messages
 * @throws accessDenied when there is no authorisation to change
 */
export async function setOptionalRules(
  db: Writer,
  vault: Vault,
  app: Application,
  { personId, recordId, keys }: { personId: string; recordId: string; keys: readonly string[] },
): Promise<void> {
  const before = await db.authorizations.find(app.id, personId, recordId);
  if (!before) throw fault('accessDenied');
  const required = before.rules.filter(rule => rule.optional === undefined);
  const withdrawnBefore = await db.authorizations.withdrawnRules(app.id, personId, recordId);
  const all = listOptionalRules(app, before, withdrawnBefore).map(({ rule }) => rule);
  const chosen = all.filter(rule => keys.includes(getRuleKey(rule)));
  const withdrawn = all.filter(rule => !chosen.includes(rule) && !app.rules.includes(rule));
  const now = vault.clock.now();
  const maySendDirect = offersDirect(app) && keys.includes(directKey);
  await db.authorizations.put({ ...before, rules: [...required, ...chosen], updatedAt: now });
  await db.authorizations.putWithdrawnRules(app.id, personId, recordId, withdrawn);
  await db.authorizations.putMaySendDirect(app.id, personId, recordId, maySendDirect);
  await db.audit.add({
    at: now,
    action: 'ChangeOptionalRules',
    personId,
    appId: app.id,
    recordId,
    avenue: 'Online',
    details: {
      optionalRules: chosen.map(({ name }) => name),
      ...(offersDirect(app) && { maySendDirect: maySendDirect ? 'yes' : 'no' }),
    },
  });
}
