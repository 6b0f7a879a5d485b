// What the operator's pages ask of the store: who runs the vault, how it goes, and of people only what an account is.
import type { Awaitable } from '../awaitable.ts';
import type { Person } from '../people/person.ts';

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
}
export interface OperatorsWriter {
  /** False when the person is one already. */
  add(operator: Operator): Awaitable<boolean>;
  /** Whoever comes into an empty vault runs it. Called before the account is there. False when it is not empty. */
  addFirst(personId: string, at: number): Awaitable<boolean>;
  remove(personId: string): Awaitable<void>;
  /** Tries waiting mail at once. */
  hastenMail(now: number): Awaitable<number>;
}
