// What a mail is made of, and what sends it. Queued by send.ts, handed on by deliver.ts; facades/mail/ speaks SMTP.

export interface MailAddress {
  /** What mail programs show; may be empty. */
  readonly name: string;
  readonly address: string;
}

/** What all recipients get. Kept sealed. */
export interface Letter {
  readonly from: MailAddress;
  readonly replyTo: MailAddress | undefined;
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** A culture such as `de-CH`. */
  readonly locale: string | undefined;
}

/** One copy, for one recipient. */
export interface Mail extends Letter {
  /** Stays the same when the copy is sent again, so that a receiver can drop the second. */
  readonly id: string;
  readonly to: MailAddress;
}

export interface Mailer {
  /** Hands a copy to the mail server. @throws MailProblem */
  send(mail: Mail): Promise<void>;
  /** Does the server take mail from here? @throws MailProblem */
  check(): Promise<void>;
}

/** Why a copy was not taken, without anything of the mail in it. */
export class MailProblem extends Error {
  /** `refused`: this copy will never be taken. `later`: not now. `unreachable`: no mail at all can be sent now. */
  readonly kind: 'refused' | 'later' | 'unreachable';
  constructor(kind: MailProblem['kind'], code: string) {
    super(code);
    this.kind = kind;
  }
}

/** How a vault sends mail. */
export interface MailSettings {
  /** The sender of the vault's own mail, and the address that all bounces go to. */
  readonly from: string;
  readonly mailer: Mailer | undefined;
  /** Who may look into the mailbox page, where mail goes in a sandbox without a mail server. */
  readonly mailbox: 'none' | 'local' | 'open';
}
