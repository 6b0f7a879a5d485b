// What SMART App Launch asks of the store: what the authorization server keeps, what was granted by which token, and its keys.
import type { Application } from '../applications/application.ts';
import type { GrantBasis } from '../authorization/ports.ts';
import type { Awaitable } from '../awaitable.ts';
import type { Person } from '../people/person.ts';

/** A token, code or step of an authorisation, known by a hash of what its holder has. */
export interface SmartRow {
  /** As the authorization server calls it: `AccessToken`, `Interaction` … */
  readonly kind: string;
  readonly idHash: Buffer;
  readonly sealed: Buffer;
  readonly appId: string | undefined;
  /** Of the grant it belongs to, and ends with. */
  readonly grantHash: Buffer | undefined;
  /** Another thing it is looked up by. */
  readonly uidHash: Buffer | undefined;
  readonly consumedAt: number | undefined;
  readonly expiresAt: number;
}

/** What a person granted an application once, and all its tokens go by, within what the authorisation says today. */
export interface SmartGrant {
  readonly hash: Buffer;
  readonly appId: string;
  readonly personId: string;
  /** The record in context; undefined where it works with all that are authorised. */
  readonly recordId: string | undefined;
  /** All that was granted, those included that open no data. */
  readonly scopes: string;
  /** Does it go on when the person is away? */
  readonly isOffline: boolean;
  /** The session of the pages that it ends with. */
  readonly shellId: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A bearer token, and all that says whether it is good. */
export interface SmartToken {
  readonly row: SmartRow;
  /** Undefined for what no person granted. */
  readonly grant: SmartGrant | undefined;
  /** Undefined where it is gone. */
  readonly app: Application | undefined;
  readonly personState: Person['state'] | undefined;
  /** Is the session there that the grant ends with? */
  readonly isSignedIn: boolean;
  /** What is left of the authorisation of the record in context; undefined where there is none, or it is not known by any id. */
  readonly reach: (GrantBasis & { readonly recordAlias: string }) | undefined;
}

/** A key that the server signs with, private part and all. */
export interface SmartKey {
  readonly id: string;
  readonly sealed: Buffer;
  readonly madeAt: number;
}

export interface SmartReader {
  row(kind: string, idHash: Buffer): Awaitable<SmartRow | undefined>;
  rowByUid(kind: string, uidHash: Buffer): Awaitable<SmartRow | undefined>;
  /** What a bearer token is, of any kind there is, in one look. */
  token(idHash: Buffer, now: number): Awaitable<SmartToken | undefined>;
  grant(hash: Buffer): Awaitable<SmartGrant | undefined>;
  /** Is there one by which the application may come while the person is away, to this record? */
  hasOffline(
    of: Pick<SmartGrant, 'appId' | 'personId'> & { recordId: string },
    now: number,
  ): Awaitable<boolean>;
  /** Oldest first. */
  keys(): Awaitable<SmartKey[]>;
}

export interface SmartWriter {
  /** Inserts or replaces. */
  putRow(row: SmartRow): Awaitable<void>;
  /** False where it is there already. */
  addRow(row: SmartRow): Promise<boolean>;
  /** False where it was consumed before, or is gone. */
  consumeRow(kind: string, idHash: Buffer, at: number): Promise<boolean>;
  removeRow(kind: string, idHash: Buffer): Awaitable<void>;
  putGrant(grant: SmartGrant): Awaitable<void>;
  /** With all that belongs to it. Subscriptions that may have rested on it are due to be looked at. */
  removeGrant(hash: Buffer): Awaitable<void>;
  putKey(key: SmartKey): Awaitable<void>;
  /** Drops what ended before `now`. */
  sweep(now: number): Awaitable<void>;
}
