// Alternate ids: an application's own names for a person's record, kept here so that it need not keep ours.
// They are case-sensitive, unique in an application, and end with the authorisation.
import type { Application } from '../../applications/application.ts';
import type { Avenue, Grant } from '../../authorization/grant.ts';
import { findAppGrant, makeAppGrant } from '../../authorization/grants.ts';
import { findPersonInfo, listAuthorizedRecords, type PersonInfo } from '../../people/person-info.ts';
import type { Reader } from '../../store.ts';
import { ofApp } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import type { AlternateId } from './ports.ts';

/** @throws DUPLICATE_ALTERNATE_ID, ALTERNATE_IDS_LIMIT_EXCEEDED */
export async function associateAlternateId(
  vault: Vault,
  app: Application,
  { personId, recordId }: Grant,
  alternateId: string,
): Promise<void> {
  const of = { appId: app.id, personId, recordId };
  await vault.store.write(async db => {
    const now = vault.clock.now();
    const taken = await db.alternateIds.find(app.id, alternateId);
    if (taken && (await isReachable(db, app, taken, now))) throw fault('DUPLICATE_ALTERNATE_ID');
    if (taken) await db.alternateIds.remove(app.id, alternateId);
    const max = vault.limits.alternateIdsPerRecordMax;
    if ((await db.alternateIds.ofRecord(of)).length >= max)
      throw fault('ALTERNATE_IDS_LIMIT_EXCEEDED', `There may be ${max}.`);
    await db.alternateIds.add({ ...of, alternateId }, now);
  }, ofApp(app.id));
}

/** Not where the person lost the record: an id must not be both taken and not found. */
async function isReachable(
  db: Reader,
  app: Application,
  { personId, recordId }: AlternateId,
  now: number,
): Promise<boolean> {
  return (await findAppGrant(db, app, { id: personId, avenue: 'Offline' }, recordId, now)) !== undefined;
}

/**
 * @param of the record it must be of; undefined for whichever it is
 * @throws ALTERNATE_ID_NOT_FOUND
 */
export async function disassociateAlternateId(
  vault: Vault,
  app: Application,
  alternateId: string,
  of?: { person: { id: string; avenue: Avenue }; recordAlias: string },
): Promise<void> {
  await vault.store.write(async db => {
    const found = await db.alternateIds.find(app.id, alternateId);
    const now = vault.clock.now();
    const grant = of && (await makeAppGrant(db, app, of.person, of.recordAlias, now));
    const isOther = grant && (found?.personId !== grant.personId || found.recordId !== grant.recordId);
    if (!found || isOther) throw fault('ALTERNATE_ID_NOT_FOUND');
    await db.alternateIds.remove(app.id, alternateId);
  }, ofApp(app.id));
}

/**
 * The person, with the one record that an alternate id stands for.
 * @throws ALTERNATE_ID_NOT_FOUND, also when the record can no longer be reached
 */
export async function findByAlternateId(
  vault: Vault,
  app: Application,
  alternateId: string,
): Promise<PersonInfo> {
  return vault.store.read(async db => {
    const found = await db.alternateIds.find(app.id, alternateId);
    const person = found && { id: found.personId, avenue: undefined };
    const info = person && (await findPersonInfo(db, vault, app, person));
    // All of them: person information is cut short when a person has many.
    const records = person ? await listAuthorizedRecords(db, vault, app, person) : [];
    const meant = records.find(({ record }) => record.id === found?.recordId);
    if (!info || !meant) throw fault('ALTERNATE_ID_NOT_FOUND');
    return { ...info, selectedRecordAlias: meant.alias, records: [meant], moreRecords: false };
  });
}
