// What the operator's pages ask of the store: who runs the vault, how it goes, and of people only what an account is.
import type { Awaitable } from '../awaitable.ts';
import type { Person } from '../people/person.ts';
import type { SignInOutcome, SignInWay } from '../people/sign-in-watch.ts';

export interface Operator {
  readonly personId: string;
  readonly addedAt: number;
  /** Undefined for the first account, and for whom the command line named. */
  readonly addedBy: string | undefined;
}

/** An account, and how much its records take; nothing of what is in them, their names neither. */
export interface AccountUse {
  readonly person: Pick<Person, 'id' | 'email' | 'name' | 'state' | 'createdAt'>;
  /** Those that count for the person. */
  readonly records: number;
  readonly bytes: number;
  readonly largest: number;
}

export interface AccountPlace {
  readonly createdAt: number;
  readonly id: string;
}

export interface VaultUse {
  readonly people: number;
  readonly records: number;
  readonly bytes: number;
  readonly blobBytes: number;
  readonly applications: number;
}

export interface DatabaseUse {
  /** `SQLite`, `PostgreSQL`. */
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
}

/** What a server stands on. What cannot be looked at is undefined. */
export interface Machine {
  readonly diskFreeBytes: number | undefined;
  readonly diskBytes: number | undefined;
  /** Of the log that SQLite writes before the database. */
  readonly walBytes: number | undefined;
  /** Of the file that is shown, milliseconds since 1970; undefined without TLS. */
  readonly certificateEndsAt: number | undefined;
  /** Where settings say that the master key is, if not in the data folder: a variable, and a token with the label of the key. */
  readonly masterKey: {
    readonly from: string | undefined;
    readonly token: readonly [string, string] | undefined;
  };
}

/** Tries of one hour that failed alike from one address. */
export interface FailedSignIns {
  /** When it began, milliseconds since 1970. */
  readonly hour: number;
  readonly way: SignInWay;
  readonly outcome: SignInOutcome;
  /** Empty for those past as many as are told apart. */
  readonly address: string;
  readonly count: number;
  readonly lastAt: number;
}

export interface OperatorsReader {
  is(personId: string): Awaitable<boolean>;
  all(): Awaitable<Operator[]>;
  /** Is there an account beside this one whose holder may use the vault, now or once let in again? Those that were made to try the vault do not count. */
  hasOthers(personId: string): Awaitable<boolean>;
  /** The oldest account that is active, or else may come back. Those that were made to try the vault do not count. */
  oldestAccount(): Awaitable<string | undefined>;
  /** Newest accounts first; by the beginning of the e-mail address or the name, where one is given. */
  accounts(page: {
    beginning?: string | undefined;
    after?: AccountPlace | undefined;
    limit: number;
  }): Awaitable<AccountUse[]>;
  use(): Awaitable<VaultUse>;
  database(): Awaitable<DatabaseUse>;
  /** The latest hour first; those without any are left out. */
  failedSignInsByHour(since: number): Awaitable<{ readonly hour: number; readonly count: number }[]>;
  latestFailedSignIns(limit: number): Awaitable<FailedSignIns[]>;
}
export interface OperatorsWriter {
  /** False when the person is one already. */
  add(operator: Operator): Awaitable<boolean>;
  /** Whoever comes into an empty vault runs it. Called before the account is there. False when it is not empty. */
  addFirst(personId: string, at: number): Awaitable<boolean>;
  remove(personId: string): Awaitable<void>;
  countFailedSignInRows(hour: number): Awaitable<number>;
  /** Adds to those of the same hour, way, outcome and address. */
  noteFailedSignIn(failed: FailedSignIns): Awaitable<void>;
  sweepFailedSignIns(before: number): Awaitable<void>;
  /** Tries waiting mail at once. */
  hastenMail(now: number): Awaitable<number>;
}
