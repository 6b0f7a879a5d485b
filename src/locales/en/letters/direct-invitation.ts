// The words of the mail that brings somebody the code for a message that a clinic left for them.
export interface DirectInvitationFacts {
  /** The address of who sent it. */
  readonly from: string;
  readonly code: string;
  readonly link: string;
}

export const directInvitationWords = {
  subject: 'A message is waiting for you',
  text: ({ from, code, link }: DirectInvitationFacts) =>
    `“${from}” has sent you a message by way of Keepwell. Sign in, or open an account, and enter this code to read it:\n\n${code}\n\n${link}\n\nYou may be asked a question that you and the sender know the answer to. If you do not know who sent it, do nothing.\n`,
};
