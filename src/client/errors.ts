// What can go wrong with a call: the platform says no, or it cannot be reached.
import { statusName } from '../methods/parts/statuses.ts';

/** The platform's no. `name` is HealthVault's for the code, such as ACCESS_DENIED; the message says how to mend it. */
export class HealthVaultError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
    this.name = statusName(code) ?? `STATUS_${code}`;
  }
}

/** There was no answer, or none of the platform's. */
export class UnreachableError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UnreachableError';
  }
}
