// Grants and revokes: what a person lets an application do on a record. Called by the Shell, by sandbox set-up,
// and by RemoveApplicationRecordAuthorization.
import { demandAdmitted } from '../applications/admitted.ts';
import type { Application } from '../applications/application.ts';
import { fault } from '../faults.ts';
import { ensurePersonAlias, ensureRecordAlias } from '../people/aliases.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Authorization } from './authorization.ts';
import { mayServeRecordsOf } from './location.ts';
import type { Rule } from './rules.ts';

/**
 * Authorises an application on a record: all its required rules, and the optional ones named.
 * An authorisation that is there is replaced, but for what is asked for at another door.
 * @param maySendDirect may it send Direct messages in the person's name? Where it is left out that stays as it is.
 * @param stays is a rule that was granted one of those? None is where it is left out.
 * @throws accessDenied; locationNotServed when the application does not serve the person's country
 * @returns the ids the application will know person and record by
 */
export async function giveConsent(
  db: Writer,
  vault: Vault,
  {
    app,
    personId,
    recordId,
    optionalRules,
    maySendDirect,
    stays = () => false,
  }: {
    app: Application;
    personId: string;
    recordId: string;
    optionalRules: readonly string[];
    maySendDirect?: boolean | undefined;
    stays?: (rule: Rule) => boolean;
  },
): Promise<{ personAlias: string; recordAlias: string }> {
  const now = vault.clock.now();
  const access = await db.records.access(personId, recordId);
  if (!access || (access.expiresAt !== undefined && access.expiresAt <= now)) throw fault('accessDenied');
  if (!(await mayServeRecordsOf(db, app, personId))) throw fault('locationNotServed');
  await demandAdmitted(db, app, personId);
  const before = await db.authorizations.find(app.id, personId, recordId);
  const rules = app.rules.filter(rule => rule.optional === undefined || optionalRules.includes(rule.name));
  await db.authorizations.put({
    appId: app.id,
    personId,
    recordId,
    rules: [...rules, ...(before?.rules.filter(stays) ?? [])],
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
  if (maySendDirect !== undefined)
    await db.authorizations.putMaySendDirect(app.id, personId, recordId, maySendDirect);
  await db.audit.add({
    at: now,
    action: 'AuthorizeApplication',
    personId,
    appId: app.id,
    recordId,
    avenue: 'Online',
    details: {
      optionalRules,
      ...(maySendDirect !== undefined && { maySendDirect: maySendDirect ? 'yes' : 'no' }),
    },
  });
  return {
    personAlias: await ensurePersonAlias(db, vault, app.id, personId),
    recordAlias: await ensureRecordAlias(db, vault, app.id, personId, recordId),
  };
}

export async function revoke(
  db: Writer,
  vault: Vault,
  { appId, personId, recordId }: Pick<Authorization, 'appId' | 'personId' | 'recordId'>,
): Promise<void> {
  await db.authorizations.remove(appId, personId, recordId);
  await db.alternateIds.removeOf({ appId, personId, recordId });
  await db.audit.add({
    at: vault.clock.now(),
    action: 'RemoveApplicationRecordAuthorization',
    personId,
    appId,
    recordId,
    avenue: undefined,
    details: {},
  });
}
