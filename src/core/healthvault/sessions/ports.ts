// What sessions of applications ask of the store. Tokens are looked up by the SHA-256 of what the client holds.
import type { Application } from '../../applications/application.ts';
import type { Awaitable } from '../../awaitable.ts';
import type { AppSession } from './session.ts';

export interface AppSessionsReader {
  /** A session, and its application if that is still there. */
  app(tokenHash: Buffer): Awaitable<{ session: AppSession; app: Application | undefined } | undefined>;
}
export interface AppSessionsWriter {
  putApp(session: AppSession): Awaitable<void>;
}
