// Limits of mail.

export const mailLimits = {
  /** Copies of mail that an application may send in a day, and that may be sent with one person behind them. */
  mailsPerAppPerDayMax: 1000,
  mailsPerPersonPerDayMax: 100,
  /** Invitations that one person has mailed in an hour; mails to one address in a day, of one person or of one application. */
  mailsPerPersonPerHourMax: 20,
  mailsPerReceiverPerDayMax: 10,
  /** Invitations to one address in a day, whoever sends them. */
  mailsPerReceiverInAllPerDayMax: 100,
  /** Recipients that one call may name. */
  mailRecipientsMax: 100,
  /** Subject and texts of one mail. */
  mailBytesMax: 262_144,
  /** Copies that wait for the mail server. */
  mailsWaitingMax: 10_000,
  /** How long a copy is left to the process that hands it over; longer than a mail server that answers takes. */
  mailClaimMs: 45_000,
  /** Of the mailbox page of a sandbox: older ones are dropped. */
  mailboxMailsMax: 500,
};
