// A connect package: things an application drops off for a person it cannot reach, to be picked up with an identity
// code and the answer to a question. What is in it only the answer opens; the vault never has it before.
import type { Lock } from './crypto/package-cipher.ts';

export interface ConnectPackage {
  readonly id: string;
  readonly appId: string;
  readonly codeHash: Buffer;
  /** When it was dropped off; while it was not, when its code was reserved. */
  readonly createdAt: number;
  /** In all, and those being judged. */
  readonly wrongAnswers: number;
  /** Undefined while its code is reserved only. */
  readonly droppedOff: DroppedOff | undefined;
}

export interface DroppedOff {
  readonly friendlyName: string;
  readonly question: string;
  readonly externalId: string;
  readonly lock: Lock;
  /** The version of CreateConnectPackage it came by, which is that of the things in it. */
  readonly version: 1 | 2;
  /** Bytes of the contents and of the blobs, as they came. */
  readonly size: number;
}
