// What a method declares: its contract for every version, who may call it, and its handler. One method is one file here.
import type { Application, MethodGroup } from '../core/applications/application.ts';
import type { Avenue, Grant } from '../core/authorization/grant.ts';
import type { Awaitable } from '../core/awaitable.ts';
import type { Vault } from '../core/vault.ts';
import type { Schema } from '../schema/schema.ts';

/** Who must be known before a method runs. */
export type AuthMode =
  /** Nobody; an application names itself. */
  | 'none'
  /** An application by its session; a person may be named too. */
  | 'app'
  /** And a person, online or offline. */
  | 'person'
  /** And a record that person authorised. */
  | 'record';

export interface Caller {
  readonly vault: Vault;
  readonly header: CallHeader;
  /** Every method there is, for those that tell of them. */
  readonly methods: readonly Method[];
  /** The caller's address, as the trusted end of the connection gives it. */
  readonly address: string;
  /**
   * Before an answer is made that may be large: few are made at a time, each until it is sent.
   * @returns how many bytes may be held for who asks
   */
  readonly turnForMuch: () => Promise<number>;
}

/** What a handler may want of the request's header. */
export interface CallHeader {
  /** The application that names itself in an anonymous request. */
  readonly appId: string | undefined;
  readonly recordId: string | undefined;
  readonly language: string | undefined;
  readonly country: string | undefined;
  /** May it have come before? What it asks for is done once then, as far as its method knows how (`Keepwell-Once: 1`). */
  readonly isOnce: boolean;
}

export interface AppCall extends Caller {
  readonly app: Application;
  readonly person: CallPerson | undefined;
}
export interface CallPerson {
  readonly id: string;
  readonly avenue: Avenue;
}
export interface PersonCall extends AppCall {
  readonly person: CallPerson;
}
export interface RecordCall extends PersonCall {
  readonly grant: Grant;
}

type CallFor<A extends AuthMode> = A extends 'none'
  ? Caller
  : A extends 'app'
    ? AppCall
    : A extends 'person'
      ? PersonCall
      : RecordCall;

export interface MethodVersion<A extends AuthMode, Request, Response> {
  readonly request: Schema<Request>;
  /** Undefined for a method that answers with its status alone. */
  readonly response?: Schema<Response>;
  /** The end of the answer's namespace where it is not the method's name. */
  readonly answersAs?: string;
  run(call: CallFor<A>, info: Request): Awaitable<Response>;
}

export interface Method {
  readonly name: string;
  readonly auth: AuthMode;
  readonly group: MethodGroup;
  /** May `record-id` be left out, the person's sole authorised record being meant? */
  readonly recordMayBeImplied: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the pipeline hands each version what its own schema read
  readonly versions: Readonly<Record<number, MethodVersion<any, any, any>>>;
}

/** A version, with its types inferred from its schemas. */
export function version<A extends AuthMode, Request, Response = void>(
  _auth: A,
  declared: MethodVersion<A, Request, Response>,
): MethodVersion<A, Request, Response> {
  return declared;
}

/** A schema that is published in the shape of a contract, and read or printed in a way of its own. */
export function shapedLike<T>({ shape }: Schema<unknown>, own: Schema<T>): Schema<T> {
  return { ...own, shape };
}

export function method(
  declared: Omit<Method, 'recordMayBeImplied' | 'group'> &
    Partial<Pick<Method, 'recordMayBeImplied' | 'group'>>,
): Method {
  return { recordMayBeImplied: false, group: 'basic', ...declared };
}
