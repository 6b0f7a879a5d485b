// What sessions of applications ask of the store. Tokens are looked up by the SHA-256 of what the client holds.
import type { Application } from '../../applications/application.ts';
import type { GrantBasis } from '../../authorization/ports.ts';
import type { Awaitable } from '../../awaitable.ts';
import type { Person, UserToken } from '../../people/person.ts';
import type { AppSession } from './session.ts';

/** What is undefined finds nothing. */
export interface CallerQuery {
  /** Of the session's token. */
  readonly hash: Buffer;
  /** Of the person's token. */
  readonly userHash: Buffer | undefined;
  /** As the session's application knows somebody, and a record. */
  readonly personAlias: string | undefined;
  readonly recordAlias: string | undefined;
}

/** What is there of a session, whatever it is worth by now. */
export interface CallerFacts {
  readonly session: AppSession;
  /** Undefined where it is gone. */
  readonly app: Application | undefined;
  readonly userToken: UserToken | undefined;
  /** Of the alias. */
  readonly personId: string | undefined;
  /** Of the person whom the token or the alias names. */
  readonly personState: Person['state'] | undefined;
  readonly reach: GrantBasis | undefined;
}

export interface AppSessionsReader {
  /** A session that its certificate still holds, and all else that a request says of who sends it, at once. */
  caller(asked: CallerQuery): Awaitable<CallerFacts | undefined>;
}
export interface AppSessionsWriter {
  putApp(session: AppSession): Awaitable<void>;
}
