// Who shares a record: the people with access to it, and those who were invited. Called by methods/get-people-for-record.ts.
import { assume } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import { listParticipants, type Participant } from '../sharing/access.ts';
import type { Invitation } from '../sharing/invitation.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { HealthRecord } from './record.ts';

export interface PeopleOfRecord {
  readonly record: HealthRecord;
  readonly participants: readonly Participant[];
  /** With the name of who sent each. */
  readonly invitations: readonly { readonly invitation: Invitation; readonly from: string }[];
}

/** @throws accessDenied unless a custodian of the record authorised the application, for while they are away too where they are */
export async function listPeopleOfRecord(db: Reader, vault: Vault, grant: Grant): Promise<PeopleOfRecord> {
  if (grant.access.level !== 'custodian')
    throw fault(
      'accessDenied',
      'Only an application that a custodian of the record authorised may ask this.',
    );
  if (!grant.holdsAny)
    throw fault('accessDenied', 'The person let the application do nothing on the record in this mode.');
  const { recordId } = grant;
  const now = vault.clock.now();
  const waiting = await db.sharing.invitations(recordId);
  const invitations: PeopleOfRecord['invitations'][number][] = [];
  for (const invitation of waiting.filter(({ expiresAt }) => expiresAt > now))
    invitations.push({
      invitation,
      from: assume(await db.people.byId(invitation.fromPersonId), 'who invites').name,
    });
  return {
    record: assume(await db.records.byId(recordId), 'the record'),
    participants: await listParticipants(db, vault, recordId),
    invitations,
  };
}
