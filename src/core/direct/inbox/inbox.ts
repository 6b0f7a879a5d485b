// A person's mail by Direct, for their own pages: every function looks at what is theirs alone.

import { dropBlob } from '../../blobs/keep.ts';
import { readBytes } from '../../blobs/read.ts';
import { fault } from '../../faults.ts';
import { Turns } from '../../limits/turns.ts';
import type { Reader } from '../../store.ts';
import { ofMailbox } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { findDirectAddress, hashSender } from './address.ts';
import { type MailContent, readContent, showText } from './content.ts';
import { fileIn, planFiling, withFiles } from './file.ts';
import { type DirectAbout, type DirectHead, type DirectMessage, headOf } from './message.ts';
import type { DirectFolder, MailPlace, StoredMail } from './ports.ts';
import { openAbout } from './sealed.ts';
import { dropSender, judgeSender } from './senders.ts';

export async function listInbox(
  vault: Vault,
  personId: string,
  { folder, after, limit }: { folder: DirectFolder; after: MailPlace | undefined; limit: number },
): Promise<{ messages: DirectHead[]; next: MailPlace | undefined }> {
  const found = await vault.store.read(db => db.directInbox.list(personId, folder, after, limit + 1));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    messages: shown.map(mail => headOf(mail, openAbout(vault, mail))),
    next: found.length > limit && last ? { at: last.at, id: last.id } : undefined,
  };
}

export function countUnread(db: Reader, personId: string): Promise<number> {
  return Promise.resolve(db.directInbox.countUnread(personId));
}

/** Of senders that wait to be accepted. */
export function countUnknown(db: Reader, personId: string): Promise<number> {
  return Promise.resolve(db.directInbox.countIn(personId, 'unknown'));
}

/** Undefined for what is none of theirs. */
export async function findDirect(
  vault: Vault,
  personId: string,
  id: string,
): Promise<DirectAbout | undefined> {
  const mail = await vault.store.read(db => db.directInbox.mail(personId, id));
  if (!mail) return undefined;
  const about = openAbout(vault, mail);
  return { ...headOf(mail, about), to: about.to, attachments: about.attachments };
}

/** Undefined for what is none of theirs. */
export async function readDirect(
  vault: Vault,
  personId: string,
  id: string,
): Promise<DirectMessage | undefined> {
  const mail = await vault.store.read(db => db.directInbox.mail(personId, id));
  if (!mail) return undefined;
  const about = openAbout(vault, mail);
  const { text, isCut } = showText(await contentOf(vault, mail));
  return { ...headOf(mail, about), to: about.to, text, isCut, attachments: about.attachments };
}

export async function readAttachment(
  vault: Vault,
  personId: string,
  id: string,
  number: number,
): Promise<{ name: string; type: string; bytes: Buffer } | undefined> {
  const mail = await vault.store.read(db => db.directInbox.mail(personId, id));
  const found = mail && (await contentOf(vault, mail)).attachments.find(one => one.number === number);
  return found && { name: found.name, type: found.type, bytes: found.part.bytes };
}

/** A mail is in memory several times while it is read: few at once, and one of each person. */
const reading = new Turns(2, 1);

function contentOf(vault: Vault, mail: StoredMail): Promise<MailContent> {
  return reading.take(mail.personId, () => readContentOf(vault, mail));
}

async function readContentOf(vault: Vault, { blobId }: StoredMail): Promise<MailContent> {
  const blob = await vault.store.read(db => db.blobs.byId(blobId));
  if (!blob) throw new Error('a mail has no bytes');
  const pieces: Buffer[] = [];
  for await (const piece of readBytes(vault, blob, 0, blob.length)) pieces.push(piece);
  return readContent(Buffer.concat(pieces));
}

/** From the bin it can be taken back until it is emptied. */
export async function moveDirect(
  vault: Vault,
  personId: string,
  id: string,
  folder: DirectFolder,
): Promise<void> {
  await vault.store.write(async db => {
    const mail = await db.directInbox.mail(personId, id);
    if (mail) await db.directInbox.update({ ...mail, folder, movedAt: vault.clock.now() });
  }, ofMailbox(personId));
}

export async function markRead(vault: Vault, personId: string, id: string, isRead: boolean): Promise<void> {
  await vault.store.write(async db => {
    const mail = await db.directInbox.mail(personId, id);
    if (mail && mail.isRead !== isRead) await db.directInbox.update({ ...mail, isRead });
  }, ofMailbox(personId));
}

/**
 * Puts a mail into the record, with what came with it. What is there already stays as it is.
 * @returns the id of the message there
 * @throws recordFull; accessDenied; thingNotFound for what is none of theirs
 */
export async function fileDirect(vault: Vault, personId: string, id: string): Promise<string> {
  const found = await vault.store.read(async db => ({
    mail: await db.directInbox.mail(personId, id),
    own: await findDirectAddress(db, vault, personId),
  }));
  const { mail, own } = found;
  if (!mail) throw fault('thingNotFound', 'There is no such message.');
  if (mail.thingId !== undefined) return mail.thingId;
  if (!own) throw fault('accessDenied', 'You have no record that it could go into.');
  const about = openAbout(vault, mail);
  const { recordId } = own;
  const plan = await planFiling(vault, { personId, recordId }, mail, about, await contentOf(vault, mail));
  if (!plan) throw fault('accessDenied', 'You may not add to this record.');
  return withFiles(vault, plan, filing =>
    vault.store.write(
      async db => {
        const now = await db.directInbox.mail(personId, id);
        if (!now || !filing) throw fault('thingNotFound', 'There is no such message.');
        return now.thingId ?? fileIn(db, vault, now, openAbout(vault, now), filing);
      },
      ofMailbox(personId, recordId),
    ),
  );
}

/** Mails of a sender that go along when one is accepted or refused; more of them can be moved one by one. */
const movedAtOnce = 100;

/** What they wrote, and is vouched for, goes to the inbox and into the record, as what they write will. @throws recordFull */
export async function acceptSender(vault: Vault, personId: string, address: string): Promise<void> {
  await judgeSender(vault, personId, address, 'accepted');
  const own = await vault.store.read(db => findDirectAddress(db, vault, personId));
  for (const folder of ['unknown', 'spam'] as const)
    for (const { id } of await listOfSender(vault, personId, address, folder)) {
      if (own?.isOwnRecord) await fileDirect(vault, personId, id);
      await moveDirect(vault, personId, id, 'inbox');
    }
}

/** What they wrote goes to spam, as what they write will. */
export async function refuseSender(vault: Vault, personId: string, address: string): Promise<void> {
  await judgeSender(vault, personId, address, 'refused');
  for (const { id } of await listOfSender(vault, personId, address, 'unknown'))
    await moveDirect(vault, personId, id, 'spam');
}

/** As if nothing had been said of them: what they wrote, if it was refused, waits again, and so does what they write. */
export async function forgetSender(vault: Vault, personId: string, address: string): Promise<void> {
  await dropSender(vault, personId, address);
  for (const { id } of await listOfSender(vault, personId, address, 'spam'))
    await moveDirect(vault, personId, id, 'unknown');
}

async function listOfSender(
  vault: Vault,
  personId: string,
  address: string,
  folder: DirectFolder,
): Promise<StoredMail[]> {
  const hash = hashSender(vault, address);
  return vault.store.read(db => db.directInbox.ofSender(personId, hash, folder, movedAtOnce));
}

const perRun = 100;

/** Removes for good what has lain in a bin, or in spam, for long enough. Run by background.ts. */
export async function emptyDirectBins(vault: Vault): Promise<void> {
  const now = vault.clock.now();
  await emptyFolder(vault, 'bin', now - vault.limits.directBinMs);
  await emptyFolder(vault, 'spam', now - vault.limits.directSpamMs);
}

async function emptyFolder(vault: Vault, folder: 'bin' | 'spam', before: number): Promise<void> {
  const lying = await vault.store.read(db => db.directInbox.lyingIn(folder, before, perRun));
  for (const { personId, id, blobId } of lying) {
    const isGone = await vault.store.write(async db => {
      const mail = await db.directInbox.mail(personId, id);
      if (mail?.folder !== folder || mail.movedAt >= before) return false;
      await db.directInbox.remove(personId, id);
      await db.blobs.hold(blobId, 0, 0);
      return true;
    }, ofMailbox(personId));
    if (isGone) await dropBlob(vault, blobId);
  }
}
