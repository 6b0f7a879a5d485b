// What the inbox asks of the store. Implemented by storage/direct-inbox.ts.
import type { Awaitable } from '../../awaitable.ts';

export interface StoredAddress {
  readonly personId: string;
  /** The local part, sealed. */
  readonly sealed: Buffer;
}

export type DirectFolder = 'inbox' | 'unknown' | 'spam' | 'bin';

/** A mail in a person's folders. What it says is sealed, its bytes are a blob. */
export interface StoredMail {
  readonly id: string;
  readonly personId: string;
  /** Of who wrote it and how they call it: it comes once. */
  readonly hash: Buffer;
  /** Of the sender's address. */
  readonly senderHash: Buffer;
  readonly folder: DirectFolder;
  readonly isVerified: boolean;
  readonly isRead: boolean;
  readonly at: number;
  /** When it came into its folder. */
  readonly movedAt: number;
  readonly blobId: string;
  readonly bytes: number;
  /** The Message it became. */
  readonly thingId: string | undefined;
  readonly sealed: Buffer;
}

/** A mail for somebody who is to pick it up by a code. What it says, and the answer, is sealed. */
export interface HeldMail {
  readonly id: string;
  /** As that of a mail. */
  readonly hash: Buffer;
  readonly codeHash: Buffer;
  readonly at: number;
  /** In all, and those being judged. */
  readonly wrongAnswers: number;
  readonly blobId: string;
  readonly bytes: number;
  readonly sealed: Buffer;
}

/** Who was given what is encrypted to a key of several addresses, and does not say to whom of them it is. */
export interface ContentClaim {
  readonly keyHash: Buffer;
  readonly readerHash: Buffer;
  readonly transaction: string;
  readonly at: number;
}

export interface MailPlace {
  readonly at: number;
  readonly id: string;
}

export interface DirectInboxReader {
  /** Whose address it is, or was; the person is undefined once their account is gone. */
  addressByHash(hash: Buffer): Awaitable<{ personId: string | undefined } | undefined>;
  /** The one they have now. */
  addressOf(personId: string): Awaitable<StoredAddress | undefined>;
  countAddresses(personId: string): Awaitable<number>;
  /** People who have none yet. */
  withoutAddress(limit: number): Awaitable<string[]>;
  mail(personId: string, id: string): Awaitable<StoredMail | undefined>;
  /** Did this one come before? */
  hasMail(personId: string, hash: Buffer): Awaitable<boolean>;
  /** The newest first. */
  list(
    personId: string,
    folder: DirectFolder,
    after: MailPlace | undefined,
    limit: number,
  ): Awaitable<StoredMail[]>;
  /** Verified ones of a sender in a folder, the oldest first. */
  ofSender(
    personId: string,
    senderHash: Buffer,
    folder: DirectFolder,
    limit: number,
  ): Awaitable<StoredMail[]>;
  /** What they have of those that somebody vouches for, or of the others. */
  held(personId: string, isVerified: boolean): Awaitable<{ count: number; bytes: number }>;
  countUnread(personId: string): Awaitable<number>;
  countIn(personId: string, folder: DirectFolder): Awaitable<number>;
  /** Of all that anybody got. */
  lastReceivedAt(): Awaitable<number | undefined>;
  /** What lies in bins, or in spam, since before a time. */
  lyingIn(folder: 'bin' | 'spam', before: number, limit: number): Awaitable<StoredMail[]>;
  sender(personId: string, senderHash: Buffer): Awaitable<'accepted' | 'refused' | undefined>;
  countSenders(personId: string): Awaitable<number>;
  hasHeld(hash: Buffer): Awaitable<boolean>;
  heldByCode(codeHash: Buffer): Awaitable<HeldMail | undefined>;
  heldById(id: string): Awaitable<HeldMail | undefined>;
  heldInAll(): Awaitable<{ count: number; bytes: number }>;
  /** That came before a time. */
  heldBefore(time: number, limit: number): Awaitable<HeldMail[]>;
}

export interface DirectInboxWriter {
  /** A new current address. False where somebody else has or had it. */
  putAddress(
    personId: string,
    address: { readonly hash: Buffer; readonly sealed: Buffer; readonly at: number },
  ): Awaitable<boolean>;
  /** False where what a key opens came to somebody else, and not in the same transaction as to them. */
  claimContent(claim: ContentClaim): Awaitable<boolean>;
  dropClaims(before: number): Awaitable<void>;
  /** False where the same came before. */
  insert(mail: StoredMail): Awaitable<boolean>;
  /** Folder, whether it was read, and what it became. */
  update(
    mail: Pick<StoredMail, 'id' | 'personId' | 'folder' | 'isRead' | 'movedAt' | 'thingId' | 'sealed'>,
  ): Awaitable<void>;
  remove(personId: string, id: string): Awaitable<void>;
  /** False where the same came before. */
  insertHeld(held: HeldMail): Awaitable<boolean>;
  countAnswer(id: string, wrongAnswers: number): Awaitable<void>;
  removeHeld(id: string): Awaitable<void>;
  putSender(
    personId: string,
    sender: {
      readonly hash: Buffer;
      readonly sealed: Buffer;
      readonly standing: 'accepted' | 'refused';
      readonly at: number;
    },
  ): Awaitable<void>;
  dropSender(personId: string, senderHash: Buffer): Awaitable<void>;
}
