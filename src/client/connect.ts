// An application's connection to a platform: opens a session when one is needed, signs calls, renews the session once
// when the platform says that it has ended.
import { assume, getFirst } from '../assume.ts';
import type { XmlCursor } from '../schema/xml-reader.ts';
import type { CallArguments, Caller } from './caller.ts';
import { getContract, type MethodName, type ResponseOf, sessionless, type VersionOf } from './contracts.ts';
import {
  type Actor,
  type Call,
  readAnswer,
  readInfo,
  requestBody,
  type Session,
  writeElement,
} from './envelope.ts';
import { HealthVaultError, UnreachableError } from './errors.ts';
import { printKnown } from './known-fields.ts';
import { type ConnectPackage, makePackage, type PackageOptions } from './packages.ts';
import { eachPerson, type PeopleQuery, type Person, readPersonInfo } from './people.ts';
import { RecordClient } from './record.ts';
import { readService, type Service } from './service.ts';
import { type Credential, makeHmacSigner, signContent } from './sign.ts';
import { eachVocabularyItem, type VocabularyItem, type VocabularyName } from './vocabularies.ts';

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

/** What a device starts with: the id and secret of an application of its own, and the token that has it made. */
export type CreationInfo = ResponseOf<'NewApplicationCreationInfo', 1>;

const sessionEnded = 65;

export class App implements Caller {
  readonly appId: string;
  readonly #options: ConnectOptions;
  readonly #now: () => number;
  #session: Promise<Session> | undefined;

  constructor(options: ConnectOptions) {
    this.appId = options.appId;
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** What every request goes through, those for blobs too. */
  fetch(url: string, init: RequestInit): Promise<Response> {
    // Browsers want to find it called on nothing.
    const { fetch = globalThis.fetch } = this.#options;
    return fetch(url, init);
  }

  /**
   * Calls a method with what it takes, and reads what it answers, both by its contract:
   * `app.call('SearchVocabulary', 1, { textSearchParameters: { searchString: { value: 'arm' } } })`.
   * @throws HealthVaultError when the platform refuses, UnreachableError when it cannot be reached, InvalidValueError when
   *   the info has a field that the method does not take, AnswerError when the answer is not what the contract says
   */
  async call<M extends MethodName, V extends VersionOf<M>>(
    method: M,
    version: V,
    ...[info, actor]: CallArguments<M, V>
  ): Promise<ResponseOf<M, V>> {
    const { request, response } = getContract(method, version);
    const answer = await this.#call({
      ...actor,
      method,
      version,
      info: printKnown(request, 'info', info ?? {}),
    });
    return (response && readInfo(response, answer)) as ResponseOf<M, V>;
  }

  /**
   * Calls a method with the inside of its info element as XML, and answers with the info element as it came, if any.
   */
  callXml(method: string, version: number, info = '', actor: Actor = {}): Promise<XmlCursor | undefined> {
    return this.#call({ ...actor, method, version, info: `<info>${info}</info>` });
  }

  /** A record, for a person who is here (`userToken`) or away (`personId`). */
  record(recordId: string, actor: Pick<Actor, 'personId' | 'userToken'>): RecordClient {
    return new RecordClient(this, { ...actor, recordId });
  }

  /** The people who authorised the application, with their records; asked for page by page as they are wanted. */
  eachPerson(query: PeopleQuery = {}): AsyncGenerator<Person> {
    return eachPerson(this, query);
  }

  /** All of them. */
  people(): Promise<Person[]> {
    return all(this.eachPerson());
  }

  /** The items of a vocabulary in their order, asked for page by page as they are wanted. */
  eachVocabularyItem(vocabulary: VocabularyName): AsyncGenerator<VocabularyItem> {
    return eachVocabularyItem(this, vocabulary);
  }

  /** For an application that cannot reach a person: things to be picked up with a code and the answer to a question. */
  newPackage(options: PackageOptions): Promise<ConnectPackage> {
    return makePackage(this, options);
  }

  personInfo(actor: Pick<Actor, 'personId' | 'userToken'>): Promise<Person> {
    return readPersonInfo(this, actor);
  }

  /** Where platform and Shell are. Needs no session. */
  service(): Promise<Service> {
    return readService(this);
  }

  /** For a SODA master: the beginnings of a device's own application. See `createApplicationUrl` for what comes next. */
  newApplicationCreationInfo(): Promise<CreationInfo> {
    return this.call('NewApplicationCreationInfo', 1);
  }

  /** A session when one is needed, renewed once when the platform says that it has ended. */
  async #call(call: Call): Promise<XmlCursor | undefined> {
    if (sessionless.has(call.method)) return this.#send(call);
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
      `<content>${writeElement('app-id', appId)}<hmac>HMACSHA256</hmac>` +
      `<signing-time>${distinct(this.#now())}</signing-time></content>`;
    const info =
      `<auth-info>${writeElement('app-id', appId)}<credential><appserver2>` +
      `${await signContent(credential, content)}${content}</appserver2></credential></auth-info>`;
    const answer = await this.callXml('CreateAuthenticatedSessionToken', 2, info);
    const { response } = getContract('CreateAuthenticatedSessionToken', 2);
    const { token, sharedSecret } = readInfo(assume(response, 'an answer'), answer) as ResponseOf<
      'CreateAuthenticatedSessionToken',
      2
    >;
    return { token: getFirst(assume(token, 'a token')).value, sign: await makeHmacSigner(sharedSecret) };
  }

  async #send(call: Call, session?: Session): Promise<XmlCursor | undefined> {
    const { platformUrl } = this.#options;
    const body = await requestBody(call, { appId: this.appId, session }, this.#now());
    let response: Response;
    let text: string;
    try {
      response = await this.fetch(platformUrl, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/xml' },
      });
      text = await response.text();
    } catch (error) {
      throw new UnreachableError(`${platformUrl} cannot be reached`, (error as Error).cause ?? error);
    }
    if (!response.ok)
      throw new UnreachableError(
        `${platformUrl} answered with HTTP status ${response.status}.`,
        undefined,
        response.status,
      );
    return readAnswer(text, response.headers.get('WC_ResponseId') ?? undefined);
  }
}

async function all<T>(each: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of each) found.push(one);
  return found;
}

/** A time whose last digits keep apart what is signed in one millisecond: a repeated signature counts as a replay. */
function distinct(now: number): string {
  const digits = 1000 + (getFirst(crypto.getRandomValues(new Uint16Array(1))) % 9000);
  return new Date(now).toISOString().replace('Z', `${digits}Z`);
}
