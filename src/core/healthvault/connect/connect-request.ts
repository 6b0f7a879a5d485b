// A connect request: an application's invitation to a person it knows by an external id, to connect a record.

export interface ConnectRequest {
  readonly id: string;
  readonly appId: string;
  readonly codeHash: Buffer;
  readonly friendlyName: string;
  readonly question: string;
  /** See answer.ts. */
  readonly keptAnswer: Buffer;
  readonly externalId: string;
  readonly createdAt: number;
  /** In a row, and those being judged. */
  readonly wrongAnswers: number;
  /** Who connected which record, when last. */
  readonly connected:
    | { readonly personId: string; readonly recordId: string; readonly at: number }
    | undefined;
}
