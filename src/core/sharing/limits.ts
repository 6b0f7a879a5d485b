// Limits of sharing.
import { dayMs } from '../limits/durations.ts';

export const sharingLimits = {
  /** Invitations to a record that wait, how long each does, and how many wrong PINs end it. */
  invitationsPerRecordMax: 20,
  invitationTtlMs: 14 * dayMs,
  invitationPinsMax: 5,
};
