// Valid memberships of groups: not over, written by an application that the person who wrote it lets read and delete it
// offline, and signed by one who is trusted still, where they are signed. Called by methods/get-valid-group-membership.ts.
import { assume } from '../../assume.ts';
import { type DateTime, getEarliest } from '../../things/common/dates.ts';
import { readValue } from '../../things/data.ts';
import groupMembership from '../../things/group-membership.ts';
import type { Grant } from '../authorization/grant.ts';
import { findAppGrant } from '../authorization/grants.ts';
import type { Reader } from '../store.ts';
import { printLocal } from '../things/local-text.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { isStillValid } from './signatures/verify.ts';

/** @param appIds applications, one of which must have written it last; none for any */
export async function listValidMemberships(
  vault: Vault,
  grant: Grant,
  appIds: readonly string[],
): Promise<StoredThing[]> {
  const { fullThingsPerGroupMax, partialThingsPerGroupMax } = vault.limits;
  const typeIds = groupMembership.versions.map(({ id }) => id);
  const asked = await vault.store.read(async db => {
    const all = await db.things(grant).ofTypes(typeIds, fullThingsPerGroupMax + partialThingsPerGroupMax);
    const isAsked = ({ updated }: StoredThing) => appIds.length === 0 || appIds.includes(updated.appId ?? '');
    const open = all.filter(thing => isAsked(thing) && !isOver(vault, thing));
    return writtenByWhoMayDelete(db, vault, grant, open);
  });
  const valid: StoredThing[] = [];
  for (const thing of asked) if (await isHonest(vault, thing)) valid.push(thing);
  return valid;
}

function isOver(vault: Vault, thing: StoredThing): boolean {
  const { expires } = readValue(groupMembership, thing);
  return expires !== undefined && endOf(expires) <= printLocal(vault.clock.now());
}

/** A day without a time is over when the day is. */
function endOf(expires: DateTime): string {
  const start = assume(getEarliest(expires), 'a date');
  return expires.time === undefined ? `${start.slice(0, 10)}T23:59:59.999` : start;
}

/** Many memberships have few writers: what one may do is looked up once. */
async function writtenByWhoMayDelete(
  db: Reader,
  vault: Vault,
  { recordId }: Grant,
  things: readonly StoredThing[],
): Promise<StoredThing[]> {
  const grants = new Map<string, Grant | undefined>();
  const kept: StoredThing[] = [];
  for (const thing of things) {
    const { appId, personId } = thing.updated;
    if (appId === undefined) continue;
    const writer = `${appId} ${personId}`;
    if (!grants.has(writer)) {
      const app = await db.applications.byId(appId);
      const person = { id: personId, avenue: 'Offline' } as const;
      grants.set(writer, app && (await findAppGrant(db, app, person, recordId, vault.clock.now())));
    }
    const grant = grants.get(writer);
    const { typeId, effectiveDate } = thing;
    if (grant?.permits('Read', typeId, effectiveDate) && grant.permits('Delete', typeId, effectiveDate))
      kept.push(thing);
  }
  return kept;
}

async function isHonest(vault: Vault, thing: StoredThing): Promise<boolean> {
  const { signature } = thing;
  return signature === undefined || isStillValid(vault, { ...thing, signature });
}
