// What Direct messages that go out ask of the store. Implemented by storage/direct-outbox.ts.
import type { Awaitable } from '../../awaitable.ts';

/** A confirmation of receipt is in nobody's list. */
export type LetterKind = 'message' | 'mdn';

export type CopyState = 'queued' | 'sent' | 'processed' | 'delivered' | 'failed';

/** A message, whoever it goes to. */
export interface NewLetter {
  readonly id: string;
  readonly kind: LetterKind;
  readonly personId: string | undefined;
  readonly recordId: string | undefined;
  /** The application that sends it in the person's name. */
  readonly appId: string | undefined;
  readonly sealedHead: Buffer;
  readonly sealedContents: Buffer;
  readonly at: number;
}

/** One for each recipient. */
export interface NewCopy {
  readonly id: string;
  readonly sealedTo: Buffer;
  /** A keyed hash. */
  readonly domain: Buffer;
}

export interface DueCopy {
  readonly id: string;
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly queuedAt: number;
  readonly tries: number;
  readonly sealedTo: Buffer;
  readonly domain: Buffer;
}

export interface CopyRow {
  readonly id: string;
  readonly letterId: string;
  readonly sealedTo: Buffer;
  readonly state: CopyState;
  /** A word of `SentProblem`. */
  readonly problem: string | undefined;
  readonly sentAt: number | undefined;
  readonly changedAt: number;
}

export interface LetterRow {
  readonly id: string;
  readonly personId: string | undefined;
  readonly recordId: string | undefined;
  readonly appId: string | undefined;
  readonly createdAt: number;
  readonly sealedHead: Buffer;
  readonly copies: readonly CopyRow[];
}

export interface SendingApp {
  readonly appId: string;
  readonly personId: string;
  readonly recordId: string;
}

export interface LetterPlace {
  readonly createdAt: number;
  readonly id: string;
}

export interface FoundRow {
  readonly sealed: Buffer;
  readonly expiresAt: number;
}

/** How sending goes, for who runs the vault. */
export interface QueueHealth {
  /** Copies that wait, and those of them that were tried in vain. */
  readonly waiting: number;
  readonly failing: number;
  /** Given up since. */
  readonly failed: number;
  readonly lastSentAt: number | undefined;
  /** The last that was given up, and why: a word of `SentProblem`. */
  readonly lastFailedAt: number | undefined;
  readonly lastProblem: string | undefined;
}

export interface DirectOutboxReader {
  /** The copies that are due and nobody's, the longest due first, so many of each domain. */
  due(now: number, bounds: { perDomain: number; limit: number }): Awaitable<DueCopy[]>;
  /** Head and contents of a letter; undefined where the contents are forgotten. */
  contents(letterId: string): Awaitable<{ sealedHead: Buffer; sealedContents: Buffer } | undefined>;
  head(letterId: string): Awaitable<Buffer | undefined>;
  countQueued(): Awaitable<number>;
  health(since: number): Awaitable<QueueHealth>;
  countOfPerson(personId: string, since: number): Awaitable<number>;
  /** Those of a person's that applications sent. */
  countOfAppsOf(personId: string, since: number): Awaitable<number>;
  countOfApp(appId: string, since: number): Awaitable<number>;
  /** By which application, in whose name and with which record a letter was sent; undefined where by none. */
  appOf(letterId: string): Awaitable<SendingApp | undefined>;
  /** Messages of a person, the newest first. */
  sentBy(personId: string, page: { after: LetterPlace | undefined; limit: number }): Awaitable<LetterRow[]>;
  oneSentBy(personId: string, id: string): Awaitable<LetterRow | undefined>;
  copy(id: string): Awaitable<CopyRow | undefined>;
  /** What was found out of a name before. */
  found(name: Buffer): Awaitable<FoundRow | undefined>;
}

export interface DirectOutboxWriter {
  queue(letter: NewLetter, copies: readonly NewCopy[]): Awaitable<void>;
  /** Leaves a queued copy to one process, by the database's clock. False where another has it. */
  claim(id: string, forMs: number): Awaitable<boolean>;
  /** Of a copy in one of these states. @returns whether it was in one */
  settle(
    id: string,
    from: readonly CopyState[],
    to: { state: CopyState; problem: string | undefined; at: number },
  ): Awaitable<boolean>;
  /** Of a queued copy: it is tried again. */
  postpone(id: string, again: { tries: number; dueAt: number; problem: string; at: number }): Awaitable<void>;
  /** A copy that failed is tried anew as if it were sent now. False where its contents are forgotten. */
  requeue(id: string, at: number): Awaitable<boolean>;
  /** Forgets a letter of which no copy waits. */
  drop(letterId: string): Awaitable<void>;
  putFound(name: Buffer, row: FoundRow): Awaitable<void>;
  /** Forgets contents, letters and findings from before these times, and nothing of what waits. */
  sweep(before: { contents: number; letters: number; found: number }): Awaitable<void>;
}
