// An invitation to a record: what is kept of one, what is offered by it.
import type { AccessLevel } from '../records/record.ts';

export interface Invitation {
  readonly id: string;
  /** SHA-256 of the code in the link. */
  readonly codeHash: Buffer;
  readonly recordId: string;
  readonly fromPersonId: string;
  readonly email: string;
  readonly level: AccessLevel;
  /** Version-type-ids, when the access is to some types only. */
  readonly typeIds: readonly string[] | undefined;
  /** When the access it gives ends by itself. */
  readonly accessEndsAt: number | undefined;
  readonly sealedPin: Buffer;
  readonly wrongPins: number;
  readonly createdAt: number;
  /** Until when it can be accepted. */
  readonly expiresAt: number;
}

export interface Offer {
  readonly recordId: string;
  readonly email: string;
  readonly level: AccessLevel;
  readonly typeIds: readonly string[] | undefined;
  readonly accessEndsAt: number | undefined;
}

/** The mail that goes with it, in the language of a culture. */
export type InvitationLetter = (link: string, culture: string) => { subject: string; text: string };
