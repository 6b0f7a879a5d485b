// Takes a mail on for one person. When it returns the mail is on disk; what is not taken is refused in words, so that its
// sender knows. What comes again is taken once, whichever node it comes to: the database decides.
//
// What is not for us, or nothing that we know, is refused and not kept: its sender can send it anew. What is, but is not vouched
// for, is kept apart, and its person is told why.
import { dropBlob, keepBlob, streamOnce } from '../../blobs/keep.ts';
import { Fault } from '../../faults.ts';
import { hourMs } from '../../limits/durations.ts';
import { countTries, TooManyTries } from '../../limits/rate-limit.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofDirectKey, ofMailbox } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { findRecipient, hashSender, localPartOf, type Recipient } from './address.ts';
import { answerMail, takeReport } from './answers.ts';
import { fileIn, planFiling, type StoredFiling, withFiles } from './file.ts';
import type { Envelope, MailAbout } from './message.ts';
import { holdMail, newUserLocal, notVouchedFor } from './new-user.ts';
import { noticeDirect, noticeWaiting } from './notice.ts';
import { isSealed, notForUs, type OpenedDirect, type Openings, openDirect } from './open.ts';
import type { DirectFolder, StoredMail } from './ports.ts';
import { isPostmaster, takePostmaster } from './postmaster.ts';
import { DirectRefusal } from './refusal.ts';
import { sealAbout } from './sealed.ts';
import { isKnownSender } from './senders.ts';

/** `noted`: it tells of a mail of ours. `handed-on`: it is for those who run the vault. `dropped`: nobody need read it. */
export type Outcome = 'kept' | 'duplicate' | 'noted' | 'handed-on' | 'dropped';

/**
 * @param openings of the same mail, where it is for several
 * @throws DirectRefusal
 */
export async function receiveDirect(
  vault: Vault,
  raw: Buffer,
  { from, to, transaction }: Envelope,
  openings: Openings = new Map(),
): Promise<Outcome> {
  if (localPartOf(vault, to) === newUserLocal)
    return hold(vault, raw, { from, to: to.toLowerCase() }, openings);
  if (isPostmaster(vault, to)) return takePostmaster(vault, raw, from);
  const recipient = await vault.store.read(db => findRecipient(db, vault, to));
  if (!recipient) throw noSuchMailbox();
  const opened = await openDirect(vault, raw, { from, to: recipient.address }, openings);
  const hash = hashMail(vault, opened);
  if (await vault.store.read(db => db.directInbox.hasMail(recipient.personId, hash))) return 'duplicate';
  await demandAllowance(vault, opened, recipient.personId);
  await claimContent(vault, opened, recipient.personId, transaction);
  if (opened.content.report) {
    await takeReport(vault, opened);
    return 'noted';
  }
  return keep(vault, recipient, opened, { hash, bytes: raw.length });
}

/** For somebody whom its subject names. */
async function hold(vault: Vault, raw: Buffer, { from, to }: Envelope, openings: Openings): Promise<Outcome> {
  // Anybody may send to this address: what is not sealed at all costs no more than its header.
  if (!isSealed(raw)) throw notVouchedFor();
  const opened = await openDirect(vault, raw, { from, to }, openings);
  await demandAllowance(vault, opened, newUserLocal);
  return holdMail(vault, opened, { to, hash: hashMail(vault, opened), bytes: raw.length });
}

export function noSuchMailbox(): DirectRefusal {
  return new DirectRefusal(550, 'There is no such mailbox.');
}

/**
 * By who wrote it and how they call it, where they signed that; otherwise by what they signed. What nobody vouches for takes the
 * place of nothing that somebody does.
 */
function hashMail({ keys }: Vault, opened: OpenedDirect): Buffer {
  const { from, messageId, hasMessageId, standing, isWrapped, signatureHash } = opened;
  const isNamed = standing.kind !== 'verified' || (isWrapped && hasMessageId) || !signatureHash;
  const name = isNamed ? messageId : signatureHash.toString('hex');
  const kind = isNamed ? standing.kind : 'signature';
  return keys.hash(`direct mail\n${kind}\n${from.toLowerCase()}\n${name}`);
}

/** Of what does not say for whom it is. Whoever sends it again, for somebody else, is told what all are who send what is not for us. */
async function claimContent(
  vault: Vault,
  { claimedBy }: OpenedDirect,
  personId: string,
  transaction = vault.ids.guid(),
): Promise<void> {
  if (!claimedBy) return;
  const claim = {
    keyHash: vault.keys.hash(`direct content\n${claimedBy.toString('hex')}`),
    readerHash: vault.keys.hash(`direct reader\n${personId}`),
    ...{ transaction, at: vault.clock.now() },
  };
  const isTheirs = await vault.store.write(
    db => db.directInbox.claimContent(claim),
    ofDirectKey(claim.keyHash),
  );
  if (!isTheirs) throw notForUs();
}

/** What nobody vouches for is counted by itself: nobody uses up what is others' by writing in their name. */
async function demandAllowance(
  vault: Vault,
  { from, standing }: OpenedDirect,
  personId: string,
): Promise<void> {
  const { limits } = vault;
  const isVerified = standing.kind === 'verified';
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  const toPersonMax = isVerified
    ? limits.directMailsPerPersonPerHourMax
    : limits.directUnverifiedPerPersonPerHourMax;
  const ofDomain = { key: domain, isEndless: true, max: limits.directMailsPerDomainPerHourMax };
  const toPerson = { key: personId, max: toPersonMax };
  try {
    await countTries(vault, [
      { kind: `direct ${standing.kind} mail of domain`, ...ofDomain, windowMs: hourMs },
      { kind: `direct ${standing.kind} mail to`, ...toPerson, windowMs: hourMs },
    ]);
  } catch (error) {
    if (error instanceof TooManyTries)
      throw new DirectRefusal(451, 'Too much mail came in a short time. Try again later.');
    throw error;
  }
}

async function keep(
  vault: Vault,
  recipient: Recipient,
  opened: OpenedDirect,
  { hash, bytes }: { hash: Buffer; bytes: number },
): Promise<'kept' | 'duplicate'> {
  const { personId } = recipient;
  const isVerified = opened.standing.kind === 'verified';
  await vault.store.read(db => demandRoom(db, vault, { personId, isVerified, bytes }));
  const folder = await vault.store.read(db => chooseFolder(db, vault, recipient, opened));
  const owner = { appId: ownerOf(personId), personId, purpose: 'import' as const };
  const { blobId } = await keepBlob(vault, owner, streamOnce(opened.entity));
  const mail = makeMail(vault, recipient, opened, { hash, bytes, folder, blobId });
  try {
    const isNew =
      folder === 'inbox'
        ? await keepInRecord(vault, recipient, mail, opened)
        : await vault.store.write(db => keepApart(db, vault, mail, opened), ofMailbox(personId));
    if (isNew) return 'kept';
    await dropBlob(vault, blobId);
    return 'duplicate';
  } catch (error) {
    await dropBlob(vault, blobId);
    throw error instanceof Fault && error.reason === 'recordFull' ? full() : error;
  }
}

export function ownerOf(personId: string): string {
  return `direct ${personId}`;
}

interface NewMail {
  readonly stored: StoredMail;
  readonly about: MailAbout;
}

/** From who is known it goes into the record of its person at once. */
async function keepInRecord(
  vault: Vault,
  { personId, recordId, isOwnRecord }: Recipient,
  { stored, about }: NewMail,
  opened: OpenedDirect,
): Promise<boolean> {
  const plan = isOwnRecord
    ? await planFiling(vault, { personId, recordId }, stored, about, opened.content)
    : undefined;
  const work = async (db: Writer, filing: StoredFiling | undefined) => {
    if (!(await insert(db, vault, { stored, about }, opened))) return false;
    if (filing) await fileIn(db, vault, stored, about, filing);
    await noticeDirect(db, vault, personId);
    return true;
  };
  return withFiles(vault, plan, filing =>
    vault.store.write(db => work(db, filing), ofMailbox(personId, filing && recordId)),
  );
}

async function keepApart(db: Writer, vault: Vault, mail: NewMail, opened: OpenedDirect): Promise<boolean> {
  if (!(await insert(db, vault, mail, opened))) return false;
  const { folder, personId } = mail.stored;
  if (folder === 'unknown') await noticeWaiting(db, vault, personId);
  return true;
}

/** False where it came before. */
async function insert(
  db: Writer,
  vault: Vault,
  { stored: mail, about }: NewMail,
  opened: OpenedDirect,
): Promise<boolean> {
  await demandRoom(db, vault, mail);
  if (!(await db.directInbox.insert(mail))) return false;
  // The mail says from now on when its bytes go.
  await db.blobs.hold(mail.blobId, 0, Number.MAX_SAFE_INTEGER);
  await answerMail(db, vault, opened, about.to);
  return true;
}

/** Likewise. */
async function demandRoom(
  db: Reader,
  { limits }: Vault,
  { personId, isVerified, bytes: more }: Pick<StoredMail, 'personId' | 'isVerified' | 'bytes'>,
): Promise<void> {
  const { count, bytes } = await db.directInbox.held(personId, isVerified);
  const [countMax, bytesMax] = isVerified
    ? [limits.directMailsPerPersonMax, limits.directBytesPerPersonMax]
    : [limits.directUnverifiedPerPersonMax, limits.directUnverifiedBytesPerPersonMax];
  if (count >= countMax || bytes + more > bytesMax) throw full();
}

function full(): DirectRefusal {
  return new DirectRefusal(452, 'The mailbox is full. Try again later.');
}

async function chooseFolder(
  db: Reader,
  vault: Vault,
  { personId, recordId, isOwnRecord }: Recipient,
  { from, standing, wasEncrypted }: OpenedDirect,
): Promise<DirectFolder> {
  const said = await db.directInbox.sender(personId, hashSender(vault, from));
  if (said === 'refused') return 'spam';
  // Anybody could have written what is like any mail, in anybody's name, and read it on the way.
  if (standing.kind === 'unverified')
    return standing.why === 'not-signed' && !wasEncrypted ? 'spam' : 'unknown';
  return (await isKnownSender(db, vault, { personId, recordId, isOwnRecord }, from)) ? 'inbox' : 'unknown';
}

function makeMail(
  vault: Vault,
  { personId, address }: Recipient,
  opened: OpenedDirect,
  kept: {
    readonly hash: Buffer;
    readonly bytes: number;
    readonly folder: DirectFolder;
    readonly blobId: string;
  },
): NewMail {
  const now = vault.clock.now();
  const about = aboutOf(opened, address);
  const stored: StoredMail = {
    id: vault.ids.guid(),
    personId,
    ...kept,
    senderHash: hashSender(vault, opened.from),
    isVerified: opened.standing.kind === 'verified',
    isRead: false,
    at: now,
    movedAt: now,
    thingId: undefined,
    sealed: sealAbout(vault, about),
  };
  return { stored, about };
}

function aboutOf(opened: OpenedDirect, to: string): MailAbout {
  const { from, fromName, messageId, subject, standing, content, inReplyTo, isWrapped } = opened;
  return {
    ...{ from, fromName, to, subject, messageId, standing, isSubjectSigned: isWrapped },
    ...(inReplyTo !== undefined && { inReplyTo }),
    attachments: content.attachments.map(({ part: _, ...attachment }) => attachment),
  };
}
