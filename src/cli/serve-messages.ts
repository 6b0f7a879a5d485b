// What a server's parent and its workers tell each other: serve-workers.ts is the parent, serve-worker.ts the worker.

/** What `serve` says once a vault is served. */
export interface Facts {
  readonly mode: string;
  readonly version: string;
  readonly platformUrl: string;
  readonly shellUrl: string;
  /** Where the first account is made, in an empty vault. */
  readonly firstAccountUrl?: string;
  /** What makes it, where strangers may not sign up. */
  readonly firstAccountCommand?: string;
  /** The others have the same password. */
  readonly demo?:
    | { readonly email: string; readonly password: string; readonly otherEmails: readonly string[] }
    | { readonly notLoaded: string };
}

export type FromWorker =
  | { readonly kind: 'ready'; readonly facts: Facts | undefined }
  /** In words for the operator; the worker ends. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** It would write, and it has written: on SQLite one process writes at a time. */
  | { readonly kind: 'write' }
  | { readonly kind: 'written' };

export type FromParent =
  /** Its turn to write. */
  | { readonly kind: 'write' }
  /** It reads its certificate again. */
  | { readonly kind: 'reload' }
  /** It finishes what is under way, and ends. */
  | { readonly kind: 'stop' };

/** Tells a worker that it is one, and whether it is the first, which says how the vault stands. */
export const workerVariable = 'KEEPWELL_WORKER';
