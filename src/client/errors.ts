// What can go wrong with a call: the platform says no, or it cannot be reached.
import { statusCodes } from '../methods/contracts/statuses.ts';

/** A status by HealthVault's name for it. */
export type StatusName = keyof typeof statusCodes;

const names = new Map(Object.entries(statusCodes).map(([name, code]) => [code as number, name]));

/** The platform's no. `name` is HealthVault's for the code, such as ACCESS_DENIED; the message says how to mend it. */
export class HealthVaultError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
    this.name = names.get(code) ?? `STATUS_${code}`;
  }
}

/** There was no answer, or none of the platform's. */
export class UnreachableError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UnreachableError';
  }
}
