// A new record, with its first custodian.
import { makePersonGrant } from '../authorization/grants.ts';
import { fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { writeFirstItems } from './profile.ts';
import type { HealthRecord } from './record.ts';

/** HealthVault's relationship numbers that are in use here; the vocabulary is wc.relationship-types. */
export const relationship = { self: 1, other: 2, spouse: 3, child: 5, parent: 8 } as const;

export interface NewRecord {
  readonly personId: string;
  readonly name: string;
  readonly relationship: number;
}

/**
 * With what its maker said in its demographic items, as applications expect of every record. What people said of
 * themselves is known of their own.
 * @throws tooManyRecords
 */
export async function createRecord(db: Writer, vault: Vault, made: NewRecord): Promise<HealthRecord> {
  const record = await openRecord(db, vault, made);
  const { personId, name } = made;
  const self = made.relationship === relationship.self ? await db.people.byId(personId) : undefined;
  const grant = await makePersonGrant(db, personId, record.id, vault.clock.now());
  const said = { birthDate: self?.birthDate ?? '', country: self?.country ?? '' };
  await writeFirstItems(db, vault, grant, { name, ...said });
  return record;
}

/** With nothing in it, for who brings these items along. @throws tooManyRecords */
export async function openRecord(
  db: Writer,
  vault: Vault,
  { personId, name, relationship }: NewRecord,
): Promise<HealthRecord> {
  const { recordsPerPersonMax } = vault.limits;
  // What lies in the bin takes room still, and can come back.
  const own = (await db.records.inBin(personId)).filter(({ access }) => access.level === 'custodian');
  if ((await db.records.ofPerson(personId)).length + own.length >= recordsPerPersonMax)
    throw fault('tooManyRecords');
  const now = vault.clock.now();
  const record: HealthRecord = {
    id: vault.ids.guid(),
    name,
    country: (await db.people.byId(personId))?.country ?? '',
    createdAt: now,
    updatedAt: now,
    state: 'active',
    deletedAt: undefined,
  };
  await db.records.insert(record, personId);
  await db.records.putAccess({
    personId,
    recordId: record.id,
    level: 'custodian',
    relationship,
    typeIds: undefined,
    createdAt: now,
    expiresAt: undefined,
  });
  await db.audit.add({
    at: now,
    action: 'CreateRecord',
    personId,
    appId: undefined,
    recordId: record.id,
    avenue: undefined,
    details: {},
  });
  return record;
}
