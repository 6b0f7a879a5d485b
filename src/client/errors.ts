// What can go wrong with a call: the platform says no, or it cannot be reached.
import { statusCodes } from '../methods/contracts/statuses.ts';
import { XmlFault } from '../schema/xml-reader.ts';

/** A status by HealthVault's name for it. */
export type StatusName = keyof typeof statusCodes;

const names = new Map(Object.entries(statusCodes).map(([name, code]) => [code as number, name]));

/** The platform's no. `name` is HealthVault's for the code, such as ACCESS_DENIED; the message says how to mend it. */
export class HealthVaultError extends Error {
  declare readonly name: StatusName | `STATUS_${number}`;
  readonly code: number;

  /** What the operator of the platform finds the call by, where it says so. */
  readonly responseId: string | undefined;

  constructor(code: number, message: string, responseId?: string) {
    super(message);
    this.code = code;
    this.responseId = responseId;
    this.name = (names.get(code) as StatusName | undefined) ?? `STATUS_${code}`;
  }
}

/** There was no answer, or none of the platform's. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  /** Of an answer that was none of the platform's. */
  readonly httpStatus: number | undefined;

  constructor(message: string, cause?: unknown, httpStatus?: number) {
    super(message, { cause });
    this.httpStatus = httpStatus;
  }
}

/** The platform answered something else than its contract says. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  /** The thing that cannot be read, where it is one. */
  readonly thingId: string | undefined;

  constructor(message: string, { thingId, cause }: { thingId?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause });
    this.thingId = thingId;
  }
}

/** What is to be sent has a field that its type does not have, or another form. Nothing was sent. */
export class InvalidValueError extends Error {
  override readonly name = 'InvalidValueError';
  /** Of the field, such as `value.kg`; empty for the value as a whole. */
  readonly path: string;

  constructor(message: string, path: string, cause?: unknown) {
    super(message, { cause });
    this.path = path;
  }
}

/** Reads a part of an answer. @throws AnswerError when it breaks its contract */
export function readPart<T>(work: () => T, thingId?: string): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const what = thingId === undefined ? 'The answer' : `The thing ${thingId}`;
    throw new AnswerError(`${what} has another form than its type: ${error.message}`, {
      thingId,
      cause: error,
    });
  }
}
