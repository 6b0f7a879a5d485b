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

/**
 * Something is wrong with a call, or with what came of it. All errors of the SDK but `NotificationError` are such.
 * @example
 * const error = await app.personInfo({ userToken: 'none' }).catch((error: unknown) => error);
 * if (error instanceof CallError) console.log(error.method, error.httpStatus); // GetPersonInfo 200
 */
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

/**
 * The platform's no. `name` is HealthVault's for the code, such as ACCESS_DENIED; the message says how to mend it.
 * @example
 * const elsewhere = app.record('3f2504e0-4f89-41d3-9a0c-0305e82c3301', { personId: person.id });
 * const error = await elsewhere.get(weight).catch((error: unknown) => error);
 * if (error instanceof HealthVaultError) console.log(error.code, error.name); // 10 INVALID_RECORD
 */
export class HealthVaultError extends CallError {
  declare readonly name: Status;
  readonly code: number;

  constructor(code: number, message: string, context?: ErrorContext) {
    super(message, context);
    this.code = code;
    this.name = nameStatus(code);
  }
}

/**
 * There was no answer, or none of the platform's.
 * @example
 * const nowhere = connect({ platformUrl: 'http://127.0.0.1:65534/', appId, retries: 0 });
 * const error = await nowhere.service().catch((error: unknown) => error);
 * if (error instanceof UnreachableError) console.log(error.mayBeDone); // false
 */
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

/**
 * The platform answered something else than its contract says.
 * @example
 * const info = '<i:info xmlns:i="urn:com.microsoft.wc.methods.response.GetServiceDefinition2"><odd/></i:info>';
 * const answer = `<response><status><code>0</code></status>${info}</response>`;
 * const odd = connect({ platformUrl, appId, fetch: async () => new Response(answer) });
 * const error = await odd.service().catch((error: unknown) => error);
 * console.log(error instanceof AnswerError); // true
 */
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

/**
 * What is to be sent has a field that its type does not have, or another form. Nothing was sent.
 * @example
 * const value = JSON.parse('{ "when": { "date": { "y": 2026, "m": 11, "d": 25 } }, "value": { "lb": 157 } }');
 * const error = await record.put(weight, value).catch((error: unknown) => error);
 * if (error instanceof InvalidValueError) console.log(error.path); // value.lb
 */
export class InvalidValueError extends CallError {
  override readonly name = 'InvalidValueError';
  /** Of the field, such as `value.kg`; empty for the value as a whole. */
  readonly path: string;

  constructor(message: string, path: string, cause?: unknown) {
    super(message, {}, cause);
    this.path = path;
  }
}

/**
 * A thing was asked for by its id as one of a type that it is not of.
 * @example
 * const { id } = await record.put(medication, { name: { text: 'Aspirin' } });
 * const error = await record.get(weight, { ids: [id] }).catch((error: unknown) => error);
 * if (error instanceof WrongTypeError) console.log(error.thingId === id); // true
 */
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
