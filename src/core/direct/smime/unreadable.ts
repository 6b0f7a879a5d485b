// What no mail can be made of.
import type { StopReason } from '../../limits/bounded-thread.ts';

/** All that can go wrong in decrypting is one reason, so that nobody learns from it how near a guess was. */
export type Unreadable = 'malformed' | 'too-large' | 'unsupported' | 'not-for-us' | 'undecryptable';

export class UnreadableMail extends Error {
  readonly reason: Unreadable;

  constructor(reason: Unreadable) {
    super(`A mail cannot be read: ${reason}.`);
    this.name = 'UnreadableMail';
    this.reason = reason;
  }
}

/** It took longer, or more memory, than a mail may: what is in it is not known, and it may come again. */
export class OpeningStopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super('A mail could not be opened within the limits.');
    this.name = 'OpeningStopped';
    this.reason = reason;
  }
}
