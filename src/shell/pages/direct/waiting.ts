// How many messages wait to be looked at, by folder.
import { countUnknown } from '../../../core/direct/inbox/inbox.ts';
import type { SignedInVisit } from '../../web/visit.ts';

export interface Waiting {
  readonly inbox: number;
  readonly unknown: number;
}

export async function readWaiting({ vault, person, unread }: SignedInVisit): Promise<Waiting> {
  return { inbox: unread, unknown: await vault.store.read(db => countUnknown(db, person.id)) };
}
