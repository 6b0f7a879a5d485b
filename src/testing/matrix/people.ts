// The people and records of the authorisation matrices whose doors are those of OAuth.
import { openRecord, relationship } from '../../core/records/create.ts';
import type { AccessLevel } from '../../core/records/record.ts';
import type { givenPerson } from '../given.ts';
import type { TestServer } from '../server.ts';

export type Owned = Awaited<ReturnType<typeof givenPerson>>;

/** One more record of a person. */
export async function openOther({ vault }: TestServer, { person }: Pick<Owned, 'person'>): Promise<Owned> {
  const other = { personId: person.id, name: 'Another', relationship: relationship.self };
  return { person, record: await vault.store.write(db => openRecord(db, vault, other)) };
}

export function share(
  { vault, clock }: TestServer,
  { person, record }: Owned,
  level: AccessLevel,
  expiresAt?: number,
): Promise<void> {
  const access = {
    ...{ personId: person.id, recordId: record.id, level, relationship: 2, typeIds: undefined },
    ...{ createdAt: clock.now(), expiresAt },
  };
  return vault.store.write(async db => db.records.putAccess(access));
}
