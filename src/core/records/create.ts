// A new record, with its first custodian.
import { fault } from '../errors.ts';
import type { Writer } from '../ports.ts';
import type { Vault } from '../vault.ts';
import type { HealthRecord } from './record.ts';

/** HealthVault's relationship numbers that are in use here; the vocabulary is wc.relationship-types. */
export const relationship = { self: 1, other: 2, spouse: 3, child: 5, parent: 8 } as const;

/** @throws MAX_RECORDS_EXCEEDED */
export async function createRecord(
  db: Writer,
  vault: Vault,
  { personId, name, relationship }: { personId: string; name: string; relationship: number },
): Promise<HealthRecord> {
  const { recordsPerPersonMax } = vault.limits;
  // What lies in the bin takes room still, and can come back.
  const own = (await db.records.inBin(personId)).filter(({ access }) => access.level === 'custodian');
  if ((await db.records.ofPerson(personId)).length + own.length >= recordsPerPersonMax)
    throw fault('MAX_RECORDS_EXCEEDED');
  const now = vault.clock.now();
  const record: HealthRecord = {
    id: vault.ids.guid(),
    name,
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
