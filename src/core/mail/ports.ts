// What mail asks of the store. Implemented by storage/mail.ts.
import type { Awaitable } from '../awaitable.ts';

export interface QueuedMail {
  readonly id: string;
  readonly createdAt: number;
  readonly tries: number;
  /** The sealed letter and address. */
  readonly sealedLetter: Buffer;
  readonly sealedTo: Buffer;
}

/** Where mail to a person goes. */
export interface PersonAddress {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly isActive: boolean;
  /** Did the person prove that this very address is theirs, and when? */
  readonly isConfirmed: boolean;
  readonly confirmedAt: number | undefined;
}

/** Copies that did not go out for the same reason. */
export interface MailTrouble {
  readonly state: 'waiting' | 'given-up';
  /** The code of a MailProblem. */
  readonly problem: string;
  readonly count: number;
  /** When the newest of them was queued. */
  readonly latest: number;
}

export interface MailReader {
  /** The copies that are due and not being handed over, the longest due first. */
  due(now: number, limit: number): Awaitable<QueuedMail[]>;
  /** What went to the mailbox page, newest first. */
  inMailbox(limit: number): Awaitable<QueuedMail[]>;
  oneInMailbox(id: string): Awaitable<QueuedMail | undefined>;
  /** Copies by state. */
  counts(): Awaitable<{ waiting: number; givenUp: number }>;
  /** Why copies were given up, or wait for another try: those that many share first. */
  troubles(): Awaitable<MailTrouble[]>;
  /** Copies queued since a time for an application, and with a person behind it. */
  queuedByApp(appId: string, since: number): Awaitable<number>;
  queuedByPerson(personId: string, since: number): Awaitable<number>;
  addressOf(personId: string): Awaitable<PersonAddress | undefined>;
  /** Those who are custodians of a record at a time. */
  custodians(recordId: string, now: number): Awaitable<PersonAddress[]>;
}

export interface MailWriter {
  queue(batch: {
    letterId: string;
    sealedLetter: Buffer;
    copies: readonly { id: string; sealedTo: Buffer }[];
    state: 'waiting' | 'mailbox';
    appId: string | undefined;
    personId: string | undefined;
    at: number;
  }): Awaitable<void>;
  /** Leaves a waiting copy to one process, by the database's clock. False where another has it. */
  claim(id: string, forMs: number): Awaitable<boolean>;
  /** Ends the way of a copy that waits; what was in it is forgotten. */
  settle(id: string, end: { state: 'sent' | 'given-up'; problem: string | undefined }): Awaitable<void>;
  /** Of a copy that waits: it is tried again. */
  postpone(id: string, again: { tries: number; dueAt: number; problem: string }): Awaitable<void>;
  /** Keeps only so many mails of the mailbox page. */
  trimMailbox(keep: number): Awaitable<void>;
  /** Drops what was queued before these times. */
  sweep(before: { sent: number; givenUp: number; mailbox: number }): Awaitable<void>;
  /** The address that the person has now is proved to be theirs. */
  confirmAddress(personId: string, at: number): Awaitable<void>;
}
