// What connect requests ask of the store.
import type { Awaitable } from '../../awaitable.ts';
import type { ConnectRequest } from './connect-request.ts';

export interface ConnectReader {
  byCode(codeHash: Buffer): Awaitable<ConnectRequest | undefined>;
  byId(id: string): Awaitable<ConnectRequest | undefined>;
  /** Those of an application with an external id, ended ones too, oldest first. */
  byExternalId(appId: string, externalId: string): Awaitable<ConnectRequest[]>;
  /** Those of an application, and of its children, that a person connected at this time or later, in that order. */
  connected(appId: string, since: number): Awaitable<Connected[]>;
  /** How many there are of an application. */
  count(appId: string): Awaitable<number>;
}

export interface ConnectWriter {
  insert(request: ConnectRequest): Awaitable<void>;
  /** Stores what can change of one: external id, wrong answers, who connected. */
  update(request: ConnectRequest): Awaitable<void>;
  remove(id: string): Awaitable<void>;
  /** Drops what was last used before a time, and what was made before another, unless wrong answers used it up. */
  sweep(ended: {
    readonly createdBefore: number;
    readonly connectedBefore: number;
    readonly wrongAnswersMax: number;
  }): Awaitable<void>;
}

/** A connect request that a person answered, in the ids its application knows them by. */
export interface Connected {
  readonly appId: string;
  readonly externalId: string;
  readonly personAlias: string;
  readonly recordAlias: string;
  readonly recordAliasInApp: string;
}
