// What can go wrong with a call: the platform says no, it cannot be reached, or the call itself is wrong.
import { statusCodes } from '../methods/contracts/statuses.ts';
import { XmlFault } from '../schema/xml-reader.ts';

/** A status by HealthVault's name for it. */
export type StatusName = keyof typeof statusCodes;

const names = new Map(Object.entries(statusCodes).map(([name, code]) => [code as number, name]));

/** HealthVault's name for a code; `STATUS_999` for one that it has no name for. */
export type Status = StatusName | `STATUS_${number}`;

export function nameStatus(code: number): Status {
  return (names.get(code) as StatusName | undefined) ?? `STATUS_${code}`;
}

/** Which call it was, and by what the operator of the platform finds it. */
export interface ErrorContext {
  readonly method?: string | undefined;
  /** Of the answer, where there was one. */
  readonly httpStatus?: number | undefined;
  /** The id that the platform gave the request. */
  readonly responseId?: string | undefined;
}

/** Something is wrong with a call, or with what came of it. */
export class CallError extends Error implements ErrorContext {
  /** Of the XML API; undefined where bytes of a blob went or came. */
  readonly method: string | undefined;
  /** Of the answer, where there was one. */
  readonly httpStatus: number | undefined;
  /** What the operator of the platform finds the call by, where the platform says so. */
  readonly responseId: string | undefined;

  constructor(message: string, context: ErrorContext = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.method = context.method;
    this.httpStatus = context.httpStatus;
    this.responseId = context.responseId;
  }
}

/** The platform's no. `name` is HealthVault's for the code, such as ACCESS_DENIED; the message says how to mend it. */
export class HealthVaultError extends CallError {
  declare readonly name: Status;
  readonly code: number;

  constructor(code: number, message: string, context?: ErrorContext) {
    super(message, context);
    this.code = code;
    this.name = nameStatus(code);
  }
}

/** There was no answer, or none of the platform's. */
export class UnreachableError extends CallError {
  override readonly name = 'UnreachableError';
  /** May the platform have done what it was asked all the same? False where it never got to see it. */
  readonly mayBeDone: boolean;
  /** So long it asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    context: ErrorContext & { readonly mayBeDone?: boolean; readonly retryAfterMs?: number | undefined } = {},
    cause?: unknown,
  ) {
    super(message, context, cause);
    this.mayBeDone = context.mayBeDone ?? true;
    this.retryAfterMs = context.retryAfterMs;
  }
}

/** The platform answered something else than its contract says. */
export class AnswerError extends CallError {
  override readonly name = 'AnswerError';
  /** The thing that cannot be read, where it is one. */
  readonly thingId: string | undefined;

  constructor(
    message: string,
    context: ErrorContext & { thingId?: string | undefined } = {},
    cause?: unknown,
  ) {
    super(message, context, cause);
    this.thingId = context.thingId;
  }
}

/** What is to be sent has a field that its type does not have, or another form. Nothing was sent. */
export class InvalidValueError extends CallError {
  override readonly name = 'InvalidValueError';
  /** Of the field, such as `value.kg`; empty for the value as a whole. */
  readonly path: string;

  constructor(message: string, path: string, cause?: unknown) {
    super(message, {}, cause);
    this.path = path;
  }
}

/** A thing was asked for by its id as one of a type that it is not of. */
export class WrongTypeError extends CallError {
  override readonly name = 'WrongTypeError';
  readonly thingId: string;

  constructor(thingId: string, asked: string, found: string) {
    super(`The thing ${thingId} is of the type ${found}, and was asked for as ${asked}.`);
    this.thingId = thingId;
  }
}

/** Reads a part of an answer. @throws AnswerError when it breaks its contract */
export function readPart<T>(work: () => T, about: ErrorContext & { thingId?: string } = {}): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const what = about.thingId === undefined ? 'The answer' : `The thing ${about.thingId}`;
    throw new AnswerError(`${what} has another form than its type: ${error.message}`, about, error);
  }
}
