// The grant for things that come in a package. Called by core/healthvault/packages/pick-up.ts.

import { findVersion } from '../../things/index.ts';
import type { Application } from '../applications/application.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import { type Grant, makeGrant } from './grant.ts';
import type { Permission, Rule } from './rules.ts';

/**
 * What an application may do when a person picks up its package: create things of these types, and change those that a
 * record has one of, this once, as far as the person may. It needs no rules, for the person was told what comes; and nothing of it lasts.
 * @throws accessDenied when the record is not the person's to write to
 */
export async function makePickUpGrant(
  db: Reader,
  app: Application,
  { personId, recordId, typeIds }: { personId: string; recordId: string; typeIds: readonly string[] },
  now: number,
): Promise<Grant> {
  const access = await db.records.access(personId, recordId);
  if (!access || (access.expiresAt !== undefined && access.expiresAt <= now)) throw fault('accessDenied');
  const rule = (permission: Permission, typeIds: readonly string[]): Rule => ({
    name: 'pick-up',
    reason: '',
    permissions: [permission],
    targets: [{ typeIds }],
    exceptions: [],
    mode: 'online',
    optional: undefined,
  });
  const singletons = typeIds.filter(id => findVersion(id)?.type.singleton);
  const rules = [rule('Create', typeIds), ...(singletons.length > 0 ? [rule('Update', singletons)] : [])];
  return makeGrant({ recordId, personId, app, avenue: 'Online', rules, access });
}
