// Why a mail is not taken on, in the words of SMTP: its sender's mail server hands them to the sender.

export class DirectRefusal extends Error {
  /** Of SMTP: 4xx where it may come again. */
  readonly code: number;
  constructor(code: number, words: string) {
    super(words);
    this.name = 'DirectRefusal';
    this.code = code;
  }
}
