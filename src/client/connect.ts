// An application on a platform: what it may ask for, each part in a file of its own. How calls get there is connection.ts.
import type { XmlCursor } from '../schema/xml-reader.ts';
import type { CallArguments, Caller, TransferRequest, XmlCallFor } from './caller.ts';
import { blobMethod, Connection } from './connection.ts';
import { getContract, type MethodName, type ResponseOf, type VersionOf } from './contracts.ts';
import { readInfo } from './envelope.ts';
import { printKnown } from './known-fields.ts';
import type { Actor, CallOptions, ConnectOptions } from './options.ts';
import type { ConnectPackage, PackageOptions } from './packages.ts';
import { eachPerson, type PeopleQuery, type Person, readPersonInfo } from './people.ts';
import { RecordClient } from './record.ts';
import { readService, type Service } from './service.ts';
import { eachVocabularyItem, type VocabularyItem, type VocabularyName } from './vocabularies.ts';

/**
 * An application's connection to a platform. Nothing is sent before the first call.
 * @example
 * const app = connect({ platformUrl, appId, credential: { privateKey, certificate } });
 * for (const { name } of await app.people()) console.log(name); // Ada Test
 */
export function connect(options: ConnectOptions): App {
  return new App(new Connection(options));
}

/** What a device starts with: the id and secret of an application of its own, and the token that has it made. */
export type CreationInfo = ResponseOf<'NewApplicationCreationInfo', 1>;

export class App implements Caller {
  readonly appId: string;
  readonly #connection: Connection;
  readonly #how: CallOptions;

  constructor(connection: Connection, how: CallOptions = {}) {
    this.appId = connection.options.appId;
    this.#connection = connection;
    this.#how = how;
  }

  /**
   * The same application and session, all of whose calls are made so.
   * @example
   * const people = await app.with({ signal: AbortSignal.timeout(5000) }).people();
   */
  with(how: CallOptions): App {
    return new App(this.#connection, { ...this.#how, ...how });
  }

  /**
   * Calls a method with what it takes, and reads what it answers, both by its contract.
   * @example
   * const { personInfo } = await app.call('GetPersonInfo', 1, {}, { userToken });
   * console.log(personInfo.record?.length); // 1
   * @throws HealthVaultError when the platform refuses, UnreachableError when it cannot be reached, InvalidValueError when
   *   the info has a field that the method does not take, AnswerError when the answer is not what the contract says
   */
  async call<M extends MethodName, V extends VersionOf<M>>(
    method: M,
    version: V,
    ...[info, how]: CallArguments<M, V>
  ): Promise<ResponseOf<M, V>> {
    const { request, response } = getContract(method, version);
    const printed = printKnown(request, 'info', info ?? {});
    const answer = await this.#connection.call({ ...this.#how, ...how, method, version, info: printed });
    return (response && readInfo(response, answer, { method })) as ResponseOf<M, V>;
  }

  /**
   * Calls a method with the inside of its info element as XML, and answers with the info element as it came, if any.
   * @example
   * const info = await app.callXml('GetPersonInfo', 1, '', { personId: person.id });
   * console.log(info?.name); // info
   */
  callXml(method: string, version: number, info = '', how: XmlCallFor = {}): Promise<XmlCursor | undefined> {
    return this.#connection.call({ ...this.#how, ...how, method, version, info: `<info>${info}</info>` });
  }

  /**
   * The token of the session, for the REST interface, where nothing is signed: whoever has it acts as the application.
   * The platform says 401 there when the session has ended: make any other call, and ask for the token again.
   * @example
   * const token = await app.sessionToken();
   * const authorization = `MSH-V1 app-token=${token},offline-person-id=${person.id},record-id=${person.records[0]?.id}`;
   * console.log((await fetch(`${shell}/Goals`, { headers: { authorization } })).status); // 200
   */
  sessionToken(): Promise<string> {
    return this.#connection.sessionToken(this.#how.signal);
  }

  /** For blobs, whose addresses are enough to be let in. */
  transfer<T>(
    url: string,
    init: TransferRequest,
    how: CallOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const given = { ...this.#how, ...how };
    return this.#connection.again(
      given,
      () => true,
      attempt =>
        this.#connection.request(url, init, { method: blobMethod, version: 1, attempt, ...given }, read),
    );
  }

  /**
   * A record, for a person who is here (`userToken`) or away (`personId`).
   * @example
   * const record = app.record(person.records[0]?.id ?? '', { personId: person.id });
   * console.log((await record.get(weight)).length); // 2
   */
  record(recordId: string, actor: Pick<Actor, 'personId' | 'userToken'>): RecordClient {
    return new RecordClient(this, { ...actor, recordId });
  }

  /**
   * The people who authorised the application, with their records; asked for page by page as they are wanted.
   * @example
   * for await (const { id, records } of app.eachPerson({ since: Date.parse('2026-01-01') }))
   *   console.log(id === person.id, records.length); // true 1
   */
  eachPerson(query: PeopleQuery = {}): AsyncGenerator<Person> {
    return eachPerson(this, query);
  }

  /**
   * All of them.
   * @example
   * const [first] = await app.people();
   * console.log(first?.name); // Ada Test
   */
  people(): Promise<Person[]> {
    return all(this.eachPerson());
  }

  /**
   * The items of a vocabulary in their order, asked for page by page as they are wanted.
   * @example
   * for await (const { codeValue, displayText } of app.eachVocabularyItem({ name: 'blood-types' })) {
   *   console.log(codeValue, displayText); // A- A-
   *   break;
   * }
   */
  eachVocabularyItem(vocabulary: VocabularyName): AsyncGenerator<VocabularyItem> {
    return eachVocabularyItem(this, vocabulary);
  }

  /**
   * For an application that cannot reach a person: things to be picked up with a code and the answer to a question.
   * @example
   * const question = 'What was the name of your first pet?';
   * const parcel = await app.newPackage({ friendlyName: 'Ada', question, answer: 'Rex', externalId: 'visit 7' });
   * parcel.add(weight, { when: { date: { y: 2026, m: 11, d: 25 } }, value: { kg: 71.2 } });
   * console.log((await parcel.leave()).length); // 24
   */
  async newPackage(options: PackageOptions): Promise<ConnectPackage> {
    // Few pages leave packages: the ciphers are loaded by those that do.
    const { makePackage } = await import('./packages.ts');
    return makePackage(this, options);
  }

  /**
   * Who a person is, and which records of theirs the application may use.
   * @example
   * const { name, records } = await app.personInfo({ userToken });
   * console.log(name, records.length); // Ada Test 1
   */
  personInfo(actor: Pick<Actor, 'personId' | 'userToken'>): Promise<Person> {
    return readPersonInfo(this, actor);
  }

  /**
   * Where platform and Shell are. Needs no session.
   * @example
   * const service = await app.service();
   * console.log(service.platformUrl === platformUrl); // true
   */
  service(): Promise<Service> {
    return readService(this);
  }

  /**
   * For a SODA master: the beginnings of a device's own application. See `createApplicationUrl` for what comes next.
   * @example
   * const creation = await connect({ platformUrl, appId: sodaMasterId }).newApplicationCreationInfo();
   * console.log(typeof creation.appId, typeof creation.sharedSecret); // string string
   */
  newApplicationCreationInfo(): Promise<CreationInfo> {
    return this.call('NewApplicationCreationInfo', 1);
  }
}

async function all<T>(each: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of each) found.push(one);
  return found;
}
