// Invitations: a custodian offers somebody access to a record by mail. The link in the mail opens nothing without the PIN,
// which the custodian tells the person on another way. Called by the Shell's sharing pages; access.ts holds what follows.

import { fault } from '../faults.ts';
import { mayHaveMailed } from '../mail/allowance.ts';
import { isOwnAddress } from '../mail/confirm.ts';
import { sendMail } from '../mail/send.ts';
import { tell } from '../people/letters.ts';
import type { RecordAccess } from '../records/record.ts';
import { hashSha256, isSameBytes } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { demandCustodian, giveAccess, isCustodian, listParticipants } from './access.ts';
import type { Invitation, InvitationLetter, Offer } from './invitation.ts';

const codeBytes = 32;
const pinDigits = 6;

/**
 * Invites somebody, and queues the mail in the same transaction: in the language of whoever has an account at the address.
 * @param locale of the mail to everybody else
 * @returns the PIN to tell the person
 * @throws accessDenied for who is no custodian; emailInvalid, mailNotQueued of the mail;
 *   emailUnconfirmed for who has not confirmed their own address, where mail goes out; limitReached when too
 *   many invitations of the record wait; tooMuchMail past what one person may have mailed, or one address may get
 */
export async function invite(
  db: Writer,
  vault: Vault,
  personId: string,
  offer: Offer,
  { letter, locale }: { letter: InvitationLetter; locale: string },
): Promise<{ invitation: Invitation; pin: string }> {
  await demandCustodian(db, vault, personId, offer.recordId);
  const { invitationsPerRecordMax, invitationTtlMs } = vault.limits;
  const now = vault.clock.now();
  const waiting = (await db.sharing.invitations(offer.recordId)).filter(({ expiresAt }) => expiresAt > now);
  if (waiting.length >= invitationsPerRecordMax) throw fault('limitReached');
  if (!(await isOwnAddress(db, vault, personId))) throw fault('emailUnconfirmed');
  if (!(await mayHaveMailed(db, vault, personId, offer.email))) throw fault('tooMuchMail');
  const code = vault.ids.bytes(codeBytes);
  const pin = newPin(vault);
  const invitation: Invitation = {
    ...offer,
    id: vault.ids.guid(),
    codeHash: hashSha256(code),
    fromPersonId: personId,
    sealedPin: vault.keys.seal(Buffer.from(pin)),
    wrongPins: 0,
    createdAt: now,
    expiresAt: Math.min(now + invitationTtlMs, offer.accessEndsAt ?? Number.POSITIVE_INFINITY),
  };
  await db.sharing.put(invitation);
  const link = `${vault.instance.shellUrl}/invitations/${code.toString('hex')}`;
  const theirs = (await db.people.byEmail(offer.email))?.culture ?? locale;
  const to = { name: '', address: offer.email };
  await sendMail(db, vault, { to, ...letter(link, theirs), locale: theirs, personId });
  await audit(db, vault, 'Invite', personId, invitation);
  return { invitation, pin };
}

function newPin({ ids }: Vault): string {
  return String(ids.bytes(6).readUIntBE(0, 6) % 10 ** pinDigits).padStart(pinDigits, '0');
}

/** The PIN again, for custodians who look at the sharing page. */
export function openPin({ keys }: Vault, { sealedPin }: Invitation): string {
  return keys.open(sealedPin).toString();
}

/**
 * What the code of a link opens; undefined when it is unknown, withdrawn, used or too old, and while who sent it could not
 * send it today.
 */
export async function findInvitation(
  db: Reader,
  vault: Vault,
  code: string,
): Promise<Invitation | undefined> {
  const bytes = Buffer.from(code, 'hex');
  if (bytes.length !== codeBytes) return undefined;
  const invitation = await db.sharing.invitation(hashSha256(bytes));
  if (!invitation || invitation.expiresAt <= vault.clock.now()) return undefined;
  const { recordId, fromPersonId } = invitation;
  const record = await db.records.byId(recordId);
  const sender = await db.people.byId(fromPersonId);
  if (record?.state !== 'active' || sender?.state !== 'active') return undefined;
  return (await isCustodian(db, vault, fromPersonId, recordId)) ? invitation : undefined;
}

export type Accepted =
  | { readonly outcome: 'accepted'; readonly access: RecordAccess }
  | { readonly outcome: 'wrong-pin'; readonly triesLeft: number };

/**
 * Gives a person what was offered. A wrong PIN is counted, so this must be committed whatever the outcome.
 * Who is a custodian already stays one.
 * @throws invitationUsedUp when the PIN was wrong too often; invitationInvalid
 */
export async function acceptInvitation(
  db: Writer,
  vault: Vault,
  personId: string,
  { code, pin, relationship }: { code: string; pin: string; relationship: number },
): Promise<Accepted> {
  const { invitationPinsMax } = vault.limits;
  const invitation = await findInvitation(db, vault, code);
  if (!invitation) throw fault('invitationInvalid');
  if (invitation.wrongPins >= invitationPinsMax) throw fault('invitationUsedUp');
  if (!isSameBytes(hashSha256(pin.replace(/\s/g, '')), hashSha256(openPin(vault, invitation)))) {
    const wrongPins = invitation.wrongPins + 1;
    await db.sharing.put({ ...invitation, wrongPins });
    return { outcome: 'wrong-pin', triesLeft: invitationPinsMax - wrongPins };
  }
  const { recordId, level, typeIds, accessEndsAt } = invitation;
  const now = vault.clock.now();
  const access: RecordAccess = (await isCustodian(db, vault, personId, recordId))
    ? (await db.records.access(personId, recordId))!
    : { personId, recordId, level, relationship, typeIds, createdAt: now, expiresAt: accessEndsAt };
  await giveAccess(db, vault, access);
  await db.sharing.remove(invitation.id);
  await audit(db, vault, 'AcceptInvitation', personId, invitation);
  await tellCustodians(db, vault, invitation, personId);
  return { outcome: 'accepted', access };
}

/** Whoever has the link may decline, signed in or not. */
export async function declineInvitation(db: Writer, vault: Vault, code: string): Promise<void> {
  const invitation = await findInvitation(db, vault, code);
  if (!invitation) return;
  await db.sharing.remove(invitation.id);
  await audit(db, vault, 'DeclineInvitation', undefined, invitation);
  await tellCustodians(db, vault, invitation, undefined);
}

/** @param personId who accepted; undefined where it was declined */
async function tellCustodians(
  db: Writer,
  vault: Vault,
  { recordId }: Invitation,
  personId: string | undefined,
): Promise<void> {
  const record = await db.records.byId(recordId);
  const facts = { what: record?.name ?? '', who: personId && (await db.people.byId(personId))?.name };
  const kind = personId === undefined ? 'invitationDeclined' : 'invitationAccepted';
  for (const { person, access } of await listParticipants(db, vault, recordId))
    if (access.level === 'custodian' && person.id !== personId) await tell(db, vault, person, kind, facts);
}

/** @throws accessDenied for who is no custodian */
export async function withdrawInvitation(
  db: Writer,
  vault: Vault,
  personId: string,
  { recordId, id }: { recordId: string; id: string },
): Promise<void> {
  await demandCustodian(db, vault, personId, recordId);
  const invitation = (await db.sharing.invitations(recordId)).find(other => other.id === id);
  if (!invitation) return;
  await db.sharing.remove(id);
  await audit(db, vault, 'WithdrawInvitation', personId, invitation);
}

async function audit(
  db: Writer,
  vault: Vault,
  action: string,
  personId: string | undefined,
  { id, recordId, level }: Invitation,
): Promise<void> {
  const at = vault.clock.now();
  const details = { invitation: id, level };
  await db.audit.add({ at, action, personId, appId: undefined, recordId, avenue: undefined, details });
}
