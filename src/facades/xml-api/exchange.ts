// One request on its way through the steps of pipeline.ts: what is known of it, and types that tell how far it has come.
import type { Application } from '../../core/applications/application.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import type { Awaitable } from '../../core/awaitable.ts';
import type { Caller } from '../../core/healthvault/sessions/caller.ts';
import type { StatusFault } from '../../core/healthvault/status-fault.ts';
import type { Vault } from '../../core/vault.ts';
import type { CallPerson, Method, MethodVersion } from '../../methods/method.ts';
import type { XmlBegun } from '../../schema/xml-reader.ts';
import type { Envelope, Wish } from './envelope.ts';

export interface Beginning {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** Where the bytes come from, inflated. */
export interface Source {
  begin(): Awaitable<Beginning>;
  whole(): Promise<Buffer>;
}

/** All that may be known of a request. */
export interface Exchange {
  readonly vault: Vault;
  readonly source: Source;
  readonly address: string;
  /** Does the client say that it may have sent this before? */
  readonly isOnce?: boolean;
  readonly turnForMuch: () => Promise<number>;
  /** Inflated; at first its beginning. */
  body?: Buffer;
  isWhole?: boolean;
  begun?: XmlBegun;
  envelope?: Envelope;
  wish?: Wish;
  method?: Method;
  // biome-ignore lint/suspicious/noExplicitAny: each version is handed what its own schema read
  version?: MethodVersion<any, any, any>;
  /** The one whose session signed this, though it may be refused yet. */
  app?: Application;
  /** The application that the envelope names, before it is proved: for its trace. */
  claimedAppId?: string | undefined;
  /** What is known of it and of the person and record it names. */
  caller?: Caller;
  person?: CallPerson;
  grant?: Grant;
  info?: unknown;
  answer?: string;
  /** What a client is told in its place. */
  refusal?: StatusFault;
}

type With<K extends keyof Exchange> = Exchange & Required<Pick<Exchange, K>>;

export type Begun = With<'isWhole' | 'begun' | 'envelope'>;
export type Chosen = Begun & With<'method' | 'version'>;
export type Whole<X extends Begun = Chosen> = X & With<'wish'>;
export type Decoded = Whole & With<'info'>;
export type Answered = Decoded & With<'answer'>;
