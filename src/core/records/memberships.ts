// Valid memberships of groups: not over, written by an application that the person who wrote it lets read and delete it
// offline, and signed by one who is trusted still, where they are signed. Called by methods/get-valid-group-membership.ts.
import { type DateTime, earliest } from '../../things/common/dates.ts';
import groupMembership, { type GroupMembership } from '../../things/group-membership.ts';
import { findVersion, parseThing } from '../../things/index.ts';
import { grantOn } from '../authorization/authorize.ts';
import type { Grant } from '../authorization/grant.ts';
import { stillHolds } from '../signatures/verify.ts';
import { localText, visible } from '../things/plan.ts';
import { readStored } from '../things/stored-xml.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';

/** @param appIds applications, one of which must have written it last; none for any */
export async function validMemberships(
  vault: Vault,
  grant: Grant,
  appIds: readonly string[],
): Promise<StoredThing[]> {
  const { fullThingsPerGroupMax, partialThingsPerGroupMax } = vault.limits;
  const typeIds = groupMembership.versions.map(({ id }) => id);
  const all = await vault.store.read(db =>
    db.things(grant).ofTypes(typeIds, fullThingsPerGroupMax + partialThingsPerGroupMax),
  );
  const valid: StoredThing[] = [];
  for (const thing of all) {
    const isAsked = appIds.length === 0 || appIds.includes(thing.updated.appId ?? '');
    if (!isAsked || !visible(grant, thing) || !grant.permits('Read', thing.typeId, thing.effectiveDate))
      continue;
    if (
      !isOver(vault, thing) &&
      (await writerMayDelete(vault, grant, thing)) &&
      (await isHonest(vault, thing))
    )
      valid.push(thing);
  }
  return valid;
}

function isOver(vault: Vault, { typeId, dataXml }: StoredThing): boolean {
  const { version } = findVersion(typeId)!;
  const { expires } = parseThing(version, readStored(dataXml).root()) as GroupMembership;
  return expires !== undefined && endOf(expires) <= localText(vault.clock.now());
}

/** A day without a time is over when the day is. */
function endOf(expires: DateTime): string {
  const start = earliest(expires)!;
  return expires.time === undefined ? `${start.slice(0, 10)}T23:59:59.999` : start;
}

async function writerMayDelete(vault: Vault, { recordId }: Grant, thing: StoredThing): Promise<boolean> {
  const { appId, personId } = thing.updated;
  if (appId === undefined) return false;
  const writers = await vault.store.read(async db => {
    const app = await db.applications.byId(appId);
    return app && grantOn(db, app, { id: personId, avenue: 'Offline' }, recordId, vault.clock.now());
  });
  return (['Read', 'Delete'] as const).every(right =>
    writers?.permits(right, thing.typeId, thing.effectiveDate),
  );
}

async function isHonest(vault: Vault, thing: StoredThing): Promise<boolean> {
  const { signature } = thing;
  return signature === undefined || stillHolds(vault, { ...thing, signature });
}
