// An application's connection to a platform: opens a session when one is needed, signs calls, renews the session once
// when the platform says that it has ended.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { string, textWithAttributes } from '../schema/text.ts';
import type { XmlCursor } from '../schema/xml-reader.ts';
import {
  type Actor,
  type Call,
  element,
  readAnswer,
  readInfo,
  requestBody,
  type Session,
} from './envelope.ts';
import { HealthVaultError, UnreachableError } from './errors.ts';
import { type Person, people, personInfo } from './people.ts';
import { RecordClient } from './record.ts';
import { type Service, service } from './service.ts';
import { type Credential, hmacSigner, signContent } from './sign.ts';

export interface ConnectOptions {
  /** Including `/wildcat.ashx`. */
  readonly platformUrl: string;
  readonly appId: string;
  /** May be left out for what needs no session: GetServiceDefinition, NewApplicationCreationInfo. */
  readonly credential?: Credential;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970, for devices whose own clock is off. */
  readonly now?: () => number;
}

export function connect(options: ConnectOptions): App {
  return new App(options);
}

const sessionAnswer = seq({
  token: textWithAttributes(string, {
    'app-id': { optional: string },
    'app-record-auth-action': { optional: string },
  }),
  'shared-secret': string,
});

const creationInfo = seq({ 'app-id': string, 'shared-secret': string, 'app-token': string });
/** What a device starts with: the id and secret of an application of its own, and the token that has it made. */
export type CreationInfo = Infer<typeof creationInfo>;

const sessionEnded = 65;

export class App {
  readonly appId: string;
  readonly #options: ConnectOptions;
  readonly #now: () => number;
  #session: Promise<Session> | undefined;

  constructor(options: ConnectOptions) {
    this.appId = options.appId;
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Calls a method.
   * @param info the inside of its info element, as XML
   * @returns the info element of the answer, if it has one
   * @throws HealthVaultError when the platform refuses, UnreachableError when it cannot be reached
   */
  async call(method: string, version: number, info = '', actor: Actor = {}): Promise<XmlCursor | undefined> {
    const call = { ...actor, method, version, info };
    const session = this.#openSession();
    try {
      return await this.#send(call, await session);
    } catch (error) {
      if (!(error instanceof HealthVaultError) || error.code !== sessionEnded) throw error;
      // Another call may have renewed it meanwhile.
      if (this.#session === session) this.#session = undefined;
      return this.#send(call, await this.#openSession());
    }
  }

  /** Calls a method that needs no session. */
  async callAnonymously(method: string, version: number, info = ''): Promise<XmlCursor | undefined> {
    return this.#send({ method, version, info });
  }

  /** A record, for a person who is here (`userToken`) or away (`personId`). */
  record(recordId: string, actor: Pick<Actor, 'personId' | 'userToken'>): RecordClient {
    return new RecordClient(this, { ...actor, recordId });
  }

  /** The people who authorised the application, with their records. */
  people(): Promise<Person[]> {
    return people(this);
  }

  personInfo(actor: Pick<Actor, 'personId' | 'userToken'>): Promise<Person> {
    return personInfo(this, actor);
  }

  /** Where platform and Shell are. Needs no session. */
  service(): Promise<Service> {
    return service(this);
  }

  /** For a SODA master: the beginnings of a device's own application. See `createApplicationUrl` for what comes next. */
  async newApplicationCreationInfo(): Promise<CreationInfo> {
    return readInfo(creationInfo, await this.callAnonymously('NewApplicationCreationInfo', 1));
  }

  #openSession(): Promise<Session> {
    this.#session ??= this.#newSession().catch(error => {
      this.#session = undefined;
      throw error;
    });
    return this.#session;
  }

  async #newSession(): Promise<Session> {
    const { appId } = this;
    const { credential } = this.#options;
    if (!credential)
      throw new TypeError(
        'Calls in a session need a credential: give connect() a certificate or a SODA secret.',
      );
    const content =
      `<content>${element('app-id', appId)}<hmac>HMACSHA256</hmac>` +
      `<signing-time>${distinct(this.#now())}</signing-time></content>`;
    const info =
      `<auth-info>${element('app-id', appId)}<credential><appserver2>` +
      `${await signContent(credential, content)}${content}</appserver2></credential></auth-info>`;
    const answer = await this.callAnonymously('CreateAuthenticatedSessionToken', 2, info);
    const { token, sharedSecret } = readInfo(sessionAnswer, answer);
    return { token: token.value, sign: await hmacSigner(sharedSecret) };
  }

  async #send(call: Call, session?: Session): Promise<XmlCursor | undefined> {
    const { platformUrl, fetch = globalThis.fetch } = this.#options;
    const body = await requestBody(call, { appId: this.appId, session }, this.#now());
    let response: Response;
    let text: string;
    try {
      response = await fetch(platformUrl, { method: 'POST', body, headers: { 'content-type': 'text/xml' } });
      text = await response.text();
    } catch (error) {
      throw new UnreachableError(`${platformUrl} cannot be reached`, (error as Error).cause ?? error);
    }
    if (!response.ok)
      throw new UnreachableError(`${platformUrl} answered with HTTP status ${response.status}.`);
    return readAnswer(text);
  }
}

/** A time whose last digits keep apart what is signed in one millisecond: a repeated signature counts as a replay. */
function distinct(now: number): string {
  const digits = 1000 + (crypto.getRandomValues(new Uint16Array(1))[0]! % 9000);
  return new Date(now).toISOString().replace('Z', `${digits}Z`);
}
