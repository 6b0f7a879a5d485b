// What sharing asks of the store.
import type { Awaitable } from '../awaitable.ts';
import type { Invitation } from './invitation.ts';

export interface SharingReader {
  invitation(codeHash: Buffer): Awaitable<Invitation | undefined>;
  /** Does an invitation to an address, in lower case, still wait? */
  isInvited(email: string, now: number): Awaitable<boolean>;
  /** Those of a record that still wait, oldest first. */
  invitations(recordId: string): Awaitable<Invitation[]>;
}

export interface SharingWriter {
  put(invitation: Invitation): Awaitable<void>;
  remove(id: string): Awaitable<void>;
  /** Drops invitations that ended before `now`. */
  sweep(now: number): Awaitable<void>;
}
