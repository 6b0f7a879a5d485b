// What no mail can be made of.

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
