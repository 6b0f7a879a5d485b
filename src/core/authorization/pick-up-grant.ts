// The grant for things that come in a package. Called by core/packages/pick-up.ts.
import type { Application } from '../applications/application.ts';
import { fault } from '../errors.ts';
import type { Reader } from '../ports.ts';
import { type Grant, makeGrant } from './grant.ts';

/**
 * What an application may do when a person picks up its package: create things of these types, this once, as far as
 * the person may. It needs no rules, for the person was told what comes; and nothing of it lasts.
 * @throws ACCESS_DENIED when the record is not the person's to write to
 */
export async function grantForPickUp(
  db: Reader,
  app: Application,
  { personId, recordId, typeIds }: { personId: string; recordId: string; typeIds: readonly string[] },
  now: number,
): Promise<Grant> {
  const access = await db.records.access(personId, recordId);
  if (!access || (access.expiresAt !== undefined && access.expiresAt <= now)) throw fault('ACCESS_DENIED');
  const rule = {
    name: 'pick-up',
    reason: '',
    permissions: ['Create'],
    targets: [{ typeIds }],
    exceptions: [],
    mode: 'online',
    optional: undefined,
  } as const;
  return makeGrant({ recordId, personId, app, avenue: 'Online', rules: [rule], access });
}
