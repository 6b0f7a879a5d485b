// What alternate ids ask of the store.
import type { Authorization } from '../../authorization/authorization.ts';
import type { Awaitable } from '../../awaitable.ts';

/** Whose authorisation of which record an alternate id stands for. */
export type Authorized = Pick<Authorization, 'appId' | 'personId' | 'recordId'>;

export interface AlternateId extends Authorized {
  readonly alternateId: string;
}

export interface AlternateIdsReader {
  find(appId: string, alternateId: string): Awaitable<AlternateId | undefined>;
  /** Oldest first. */
  ofRecord(of: Authorized): Awaitable<string[]>;
}

export interface AlternateIdsWriter {
  add(alternateId: AlternateId, createdAt: number): Awaitable<void>;
  remove(appId: string, alternateId: string): Awaitable<void>;
  removeOf(of: Authorized): Awaitable<void>;
}
