// Addresses that open something of a record to whoever has them: its calendar for a program that shows calendars, its emergency
// page for who finds a card, a way in for an app that sends readings. Nobody signs in there, so an address says no more than was chosen for it, what it opens is read
// with the rights of who made it, and it ends with them.
import type { CalendarChoice } from '../calendar/choice.ts';
import type { EmergencyPart } from '../records/emergency-parts.ts';

export interface EmergencyChoice {
  readonly parts: readonly EmergencyPart[];
}

export interface IntakeChoice {
  /** In which times without one are, and by which doubtful days and numbers are read. */
  readonly zone: string;
  readonly language: string;
}

export interface AddressChoices {
  readonly calendar: CalendarChoice;
  readonly emergency: EmergencyChoice;
  readonly intake: IntakeChoice;
}
export type AddressKind = keyof AddressChoices;

export interface SecretAddress<Kind extends AddressKind = AddressKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly recordId: string;
  /** With whose rights it reads. */
  readonly personId: string;
  /** What they call it. */
  readonly name: string;
  readonly choice: AddressChoices[Kind];
  readonly createdAt: number;
  readonly tokenHash: Buffer;
  /** Where it is to be shown again, as the code on a card is; else undefined. */
  readonly sealedToken: Buffer | undefined;
}
