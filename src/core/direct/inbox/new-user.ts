// Mail to `newuser@`: for somebody who may have no account here yet. Its subject says to whom, and by which answer they are known:
// `email[;question;answer][;subject]`. It is held, and they are mailed a code by which they pick it up, as a package of an
// application is: who has the code and answers the question gets it, once.
//
// Only who is vouched for may have the vault mail somebody, so often and no oftener. All others are answered alike, whatever was
// found by decrypting.
import { dropBlob, keepBlob, streamOnce } from '../../blobs/keep.ts';
import { Fault, fault } from '../../faults.ts';
import { answerMatches, hashAnswer } from '../../healthvault/connect/answer.ts';
import {
  hashIdentityCode,
  makeIdentityCode,
  readIdentityCode,
} from '../../healthvault/connect/identity-code.ts';
import { countConnectTry, type Trier } from '../../healthvault/connect/tries.ts';
import { cleanHeaderText, isMailAddress } from '../../mail/address.ts';
import type { Writer } from '../../store.ts';
import { ofJob, ofMailbox } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { findDirectAddress, hashSender, makeDirectAddress } from './address.ts';
import { answerMail } from './answers.ts';
import { inviteNewUser, mayInviteByDirect } from './invitation.ts';
import type { MailAbout } from './message.ts';
import type { OpenedDirect } from './open.ts';
import type { HeldMail, StoredMail } from './ports.ts';
import { DirectRefusal } from './refusal.ts';
import { sealAbout } from './sealed.ts';

export const newUserLocal = 'newuser';

interface Addressee {
  readonly email: string;
  readonly question: string | undefined;
  readonly answer: string | undefined;
  readonly subject: string;
}

/** Undefined where it names nobody. */
export function readAddressee(subject: string): Addressee | undefined {
  const [email = '', ...others] = subject.split(';').map(part => cleanHeaderText(part));
  if (!isMailAddress(email)) return undefined;
  if (others.length < 2) return { email, question: undefined, answer: undefined, subject: others[0] ?? '' };
  const [question = '', answer = '', ...rest] = others;
  if (question === '' || answer === '') return undefined;
  return { email, question, answer, subject: rest.join('; ') };
}

export function notVouchedFor(): DirectRefusal {
  return new DirectRefusal(
    554,
    'Mail to this address must be encrypted, and signed by somebody who is trusted.',
  );
}

/** @throws DirectRefusal */
export async function holdMail(
  vault: Vault,
  opened: OpenedDirect,
  { to, hash, bytes }: { readonly to: string; readonly hash: Buffer; readonly bytes: number },
): Promise<'kept' | 'duplicate'> {
  if (opened.standing.kind !== 'verified') throw notVouchedFor();
  if (!opened.isWrapped)
    throw new DirectRefusal(554, 'The subject must be signed: wrap the message (message/rfc822).');
  const addressee = readAddressee(opened.subject);
  if (!addressee)
    throw new DirectRefusal(554, 'The subject must be: e-mail address;question;answer;subject.');
  if (await vault.store.read(db => db.directInbox.hasHeld(hash))) return 'duplicate';
  const { question, answer } = addressee;
  const keptAnswer = answer === undefined ? undefined : await hashAnswer(vault.keys, answer);
  const owner = { appId: heldOwner, purpose: 'import' as const };
  const { blobId } = await keepBlob(vault, owner, streamOnce(opened.entity));
  const code = makeIdentityCode(vault.ids);
  const about = aboutOf(opened, to, addressee.subject);
  const held: HeldMail = {
    ...{ id: vault.ids.guid(), hash, blobId, bytes, at: vault.clock.now(), wrongAnswers: 0 },
    codeHash: hashIdentityCode(code),
    sealed: sealHeld(vault, { about, question, answer: keptAnswer?.toString('base64') }),
  };
  try {
    const isNew = await vault.store.write(async db => {
      await demandRoom(db, vault, bytes);
      if (!(await db.directInbox.insertHeld(held))) return false;
      if (!(await mayInviteByDirect(db, vault, opened.from, addressee.email)))
        throw new DirectRefusal(451, 'Too many invitations in a short time. Try again later.');
      await inviteNewUser(db, vault, { email: addressee.email, from: opened.from, code });
      await db.blobs.hold(blobId, 0, Number.MAX_SAFE_INTEGER);
      await answerMail(db, vault, opened, to);
      return true;
    }, ofJob('packages'));
    if (!isNew) await dropBlob(vault, blobId);
    return isNew ? 'kept' : 'duplicate';
  } catch (error) {
    await dropBlob(vault, blobId);
    if (error instanceof Fault && error.reason === 'mailNotQueued')
      throw new DirectRefusal(451, 'No mail can be sent just now. Try again later.');
    throw error;
  }
}

const heldOwner = 'direct newuser';

async function demandRoom(db: Writer, { limits }: Vault, more: number): Promise<void> {
  const { count, bytes } = await db.directInbox.heldInAll();
  if (count >= limits.directHeldMax || bytes + more > limits.directHeldBytesMax)
    throw new DirectRefusal(452, 'Too much waits to be picked up. Try again later.');
}

function aboutOf(
  { from, fromName, messageId, inReplyTo, standing, content }: OpenedDirect,
  to: string,
  subject: string,
): MailAbout {
  return {
    ...{ from, fromName, to, subject, messageId, standing, isSubjectSigned: true },
    ...(inReplyTo !== undefined && { inReplyTo }),
    attachments: content.attachments.map(({ part: _, ...attachment }) => attachment),
  };
}

interface HeldSecrets {
  readonly about: MailAbout;
  readonly question: string | undefined;
  /** As it is kept, in base64. */
  readonly answer: string | undefined;
}

function sealHeld({ keys }: Vault, secrets: HeldSecrets): Buffer {
  return keys.seal(Buffer.from(JSON.stringify(secrets)));
}

function openHeld({ keys }: Vault, { sealed }: HeldMail): HeldSecrets {
  return JSON.parse(keys.open(sealed).toString());
}

export interface FoundHeld {
  readonly id: string;
  readonly from: string;
  readonly question: string | undefined;
}

/**
 * What a code as somebody typed it stands for; undefined where there is none, or no more.
 * @throws limitReached after too many codes that were wrong
 */
export async function findHeldMail(trier: Trier, typed: string): Promise<FoundHeld | undefined> {
  const { vault } = trier;
  const takeBack = await countConnectTry(trier, 'identity code');
  const code = readIdentityCode(typed);
  const held =
    code === undefined
      ? undefined
      : await vault.store.read(db => db.directInbox.heldByCode(hashIdentityCode(code)));
  if (!held || !isOpen(vault, held)) return undefined;
  await takeBack();
  const { about, question } = openHeld(vault, held);
  return { id: held.id, from: about.from, question };
}

function isOpen({ limits, clock }: Vault, { at, wrongAnswers }: HeldMail): boolean {
  return at + limits.packageTtlMs > clock.now() && wrongAnswers < limits.packageAnswersMax;
}

export type PickedUp =
  | { readonly isRight: true; readonly mailId: string }
  | { readonly isRight: false; readonly triesLeft: number };

/**
 * Puts what was held into the folders of a person who answers its question, and it is held no more. Each answer counts as wrong
 * until it is found right, so that many at once get no further than the allowed.
 * @throws limitReached; thingNotFound where it is no longer there
 */
export async function pickUpHeld(
  trier: Trier & { readonly personId: string },
  id: string,
  answer: string,
): Promise<PickedUp> {
  const { vault, personId } = trier;
  const takeBack = await countConnectTry(trier, 'package answer');
  const held = await vault.store.write(async db => {
    const found = await openHeldOf(db, vault, id);
    const counted = { ...found, wrongAnswers: found.wrongAnswers + 1 };
    await db.directInbox.countAnswer(id, counted.wrongAnswers);
    return counted;
  }, ofJob('packages'));
  const { about, question, answer: kept } = openHeld(vault, held);
  const isRight =
    question === undefined ||
    kept === undefined ||
    (await answerMatches(vault.keys, Buffer.from(kept, 'base64'), answer));
  if (!isRight) return { isRight, triesLeft: vault.limits.packageAnswersMax - held.wrongAnswers };
  await takeBack();
  const mailId = await vault.store.write(async db => giveTo(db, vault, personId, held, about), {
    turns: [...(ofJob('packages').turns ?? []), ...(ofMailbox(personId).turns ?? [])],
  });
  return { isRight, mailId };
}

async function openHeldOf(db: Writer, vault: Vault, id: string): Promise<HeldMail> {
  const held = await db.directInbox.heldById(id);
  if (held && held.wrongAnswers >= vault.limits.packageAnswersMax)
    throw fault('limitReached', 'Its question was answered wrongly too often.');
  if (!held || !isOpen(vault, held)) throw fault('thingNotFound', 'The message is no longer there.');
  return held;
}

/** In "unknown", where the person says whether they know the sender. */
async function giveTo(
  db: Writer,
  vault: Vault,
  personId: string,
  held: HeldMail,
  about: MailAbout,
): Promise<string> {
  if (!(await db.directInbox.heldById(held.id)))
    throw fault('thingNotFound', 'The message is no longer there.');
  const person = await db.people.byId(personId);
  if (person) await makeDirectAddress(db, vault, person);
  const own = await findDirectAddress(db, vault, personId);
  const now = vault.clock.now();
  const mail: StoredMail = {
    ...{ id: held.id, personId, hash: held.hash, blobId: held.blobId, bytes: held.bytes },
    ...{ folder: 'unknown', isVerified: true, isRead: false, at: held.at, movedAt: now },
    senderHash: hashSender(vault, about.from),
    thingId: undefined,
    sealed: sealAbout(vault, { ...about, to: own?.address ?? about.to }),
  };
  // Somebody who has it already has it once.
  if (!(await db.directInbox.insert(mail))) await db.blobs.hold(held.blobId, 0, 0);
  await db.directInbox.removeHeld(held.id);
  return mail.id;
}

const perRun = 100;

/** What nobody picked up in time goes, and who was given what long ago. Run by background.ts. */
export async function sweepHeld(vault: Vault): Promise<void> {
  const claimedBefore = vault.clock.now() - vault.limits.directReadersKnownMs;
  await vault.store.write(db => db.directInbox.dropClaims(claimedBefore), ofJob('packages'));
  const before = vault.clock.now() - vault.limits.packageTtlMs;
  for (const { id, blobId } of await vault.store.read(db => db.directInbox.heldBefore(before, perRun))) {
    await vault.store.write(async db => {
      await db.directInbox.removeHeld(id);
      await db.blobs.hold(blobId, 0, 0);
    }, ofJob('packages'));
    await dropBlob(vault, blobId);
  }
}
