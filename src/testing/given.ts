// What tests start from: an application with its key, people, records, grants, and a way to call methods as a client does.
import { createHash, createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Application } from '../core/applications/application.ts';
import { addCertificate, type NewApplication, registerApplication } from '../core/applications/register.ts';
import { selfSigned } from '../core/applications/self-signed.ts';
import { giveConsent } from '../core/authorization/consent.ts';
import { permissions, type Rule } from '../core/authorization/rules.ts';
import { createPerson } from '../core/people/accounts.ts';
import type { Person } from '../core/people/person.ts';
import { issueUserToken } from '../core/people/tokens.ts';
import { openRecord, relationship } from '../core/records/create.ts';
import type { HealthRecord } from '../core/records/record.ts';
import type { Vault } from '../core/vault.ts';
import { readXml, type XmlCursor } from '../schema/xml-reader.ts';
import { codeSeen } from './codes-seen.ts';
import type { TestServer } from './server.ts';

/** One key serves all tests: making one takes long. */
export const testKey = generateKeyPairSync('rsa', { modulusLength: 2048 });

export function fullRules(typeIds: readonly string[] | 'all' = 'all'): Rule[] {
  return (['online', 'offline'] as const).map(mode => ({
    name: `all ${mode}`,
    reason: 'testing',
    permissions,
    targets: [{ typeIds }],
    exceptions: [],
    mode,
    optional: undefined,
  }));
}

export interface TestApp {
  readonly app: Application;
  readonly thumbprint: string;
}

export async function givenApp(vault: Vault, given: Partial<NewApplication> = {}): Promise<TestApp> {
  const id = given.id ?? randomUUID();
  const pem = await selfSigned({
    commonName: `WildcatApp-${id}`,
    key: testKey.privateKey,
    days: 365,
    now: vault.clock.now(),
  });
  return vault.store.write(async db => {
    const app = await registerApplication(db, vault, {
      name: 'Test application',
      kind: 'web',
      rules: fullRules(),
      ...given,
      id,
    });
    const { thumbprint } = await addCertificate(db, vault, app.id, pem);
    return { app, thumbprint };
  });
}

/** With a record that has nothing in it. */
export async function givenPerson(
  vault: Vault,
  name = 'Ada Test',
): Promise<{ person: Person; record: HealthRecord }> {
  return vault.store.write(async db => {
    const email = `${randomUUID()}@example.org`;
    const person = await createPerson(db, vault, {
      email,
      name,
      passwordHash: undefined,
      birthDate: '1980-05-01',
      country: 'US',
    });
    return {
      person,
      record: await openRecord(db, vault, { personId: person.id, name, relationship: relationship.self }),
    };
  });
}

export interface Linked extends TestApp {
  readonly person: Person;
  readonly record: HealthRecord;
  /** The ids the application knows them by. */
  readonly personId: string;
  readonly recordId: string;
  readonly userToken: string;
  readonly client: TestClient;
}

/** An application that a person authorised on a record of theirs, with a session open. */
export async function givenLinkedApp(
  server: TestServer,
  given: Partial<NewApplication> = {},
): Promise<Linked> {
  const { vault } = server;
  const testApp = await givenApp(vault, given);
  const owner = await givenPerson(vault);
  return linkApp(server, testApp, owner);
}

/** Authorises an application on a person's record and opens a session. */
export async function linkApp(
  server: TestServer,
  testApp: TestApp,
  { person, record }: { person: Person; record: HealthRecord },
  optionalRules: readonly string[] = [],
): Promise<Linked> {
  const { vault } = server;
  const { app } = testApp;
  const { ids, userToken } = await vault.store.write(async db => ({
    ids: await giveConsent(db, vault, { app, personId: person.id, recordId: record.id, optionalRules }),
    userToken: await issueUserToken(db, vault, { appId: app.id, personId: person.id, shellHash: undefined }),
  }));
  const client = await openClient(server, testApp);
  return {
    ...testApp,
    person,
    record,
    personId: ids.personAlias,
    recordId: ids.recordAlias,
    userToken,
    client,
  };
}

/** Opens a session as a client with a certificate does. */
export async function openClient(server: TestServer, { app, thumbprint }: TestApp): Promise<TestClient> {
  const client = new TestClient(server, app.id);
  const answer = await client.call('CreateAuthenticatedSessionToken', {
    version: 2,
    info: sessionRequest({ app, thumbprint }, server.clock.now()),
  });
  if (answer.code !== 0) throw new Error(answer.xml);
  client.useSession(answer.texts('token')[0]!, answer.texts('shared-secret')[0]!);
  return client;
}

let signatures = 0;

/** What an application sends to open a session. */
export function sessionRequest({ app, thumbprint }: TestApp, now: number): string {
  // RSA signatures repeat, and a repeated one is a replay: the last digits keep them apart.
  const signingTime = new Date(now)
    .toISOString()
    .replace('Z', `${String(++signatures % 10_000).padStart(4, '0')}Z`);
  const content = `<content><app-id>${app.id}</app-id><hmac>HMACSHA256</hmac><signing-time>${signingTime}</signing-time></content>`;
  const signature = createSign('sha1').update(content).sign(testKey.privateKey, 'base64');
  return (
    `<auth-info><app-id>${app.id}</app-id><credential><appserver2>` +
    `<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="${thumbprint}">${signature}</sig>${content}</appserver2></credential></auth-info>`
  );
}

export interface CallOptions {
  readonly version?: number;
  /** The inside of the info element. */
  readonly info?: string;
  /** The whole info element, where its very characters matter. */
  readonly infoXml?: string;
  /** Changes the header before it is signed. */
  readonly header?: (header: string) => string;
  readonly recordId?: string;
  readonly userToken?: string;
  readonly personId?: string;
  /** Header elements between msg-ttl and version's place are fixed; these replace whole parts for hostile tests. */
  readonly msgTime?: string;
  readonly msgTtl?: number;
  readonly language?: string;
  readonly tamper?: (body: string) => string;
  readonly headers?: Record<string, string>;
}

/** Calls methods over the wire, signing as clients do. */
export class TestClient {
  readonly server: TestServer;
  readonly appId: string;
  token: string | undefined;
  secret: Buffer | undefined;

  constructor(server: TestServer, appId: string) {
    this.server = server;
    this.appId = appId;
  }

  useSession(token: string, secret: string): void {
    this.token = token;
    this.secret = Buffer.from(secret, 'base64');
  }

  body(method: string, options: CallOptions = {}): string {
    const { version = 1, info = '', recordId, userToken, personId } = options;
    const time = options.msgTime ?? new Date(this.server.clock.now()).toISOString();
    const infoXml = options.infoXml ?? `<info>${info}</info>`;
    const infoHash = `<info-hash><hash-data algName="SHA256">${createHash('sha256').update(infoXml).digest('base64')}</hash-data></info-hash>`;
    const person = userToken
      ? `<user-auth-token>${userToken}</user-auth-token>`
      : personId
        ? `<offline-person-info><offline-person-id>${personId}</offline-person-id></offline-person-info>`
        : '';
    const identity = this.token
      ? `<auth-session><auth-token>${this.token}</auth-token>${person}</auth-session>`
      : `<app-id>${this.appId}</app-id>`;
    const plainHeader =
      `<header><method>${method}</method><method-version>${version}</method-version>` +
      `${recordId ? `<record-id>${recordId}</record-id>` : ''}${identity}<language>${options.language ?? 'en'}</language><country>US</country>` +
      `<msg-time>${time}</msg-time><msg-ttl>${options.msgTtl ?? 1800}</msg-ttl><version>test 1.0</version>${infoHash}</header>`;
    const header = options.header ? options.header(plainHeader) : plainHeader;
    const auth = this.secret
      ? `<auth><hmac-data algName="HMACSHA256">${createHmac('sha256', this.secret).update(header).digest('base64')}</hmac-data></auth>`
      : '';
    const body = `<wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request">${auth}${header}${infoXml}</wc-request:request>`;
    return options.tamper ? options.tamper(body) : body;
  }

  async call(method: string, options: CallOptions = {}): Promise<Answer> {
    return this.post(this.body(method, options), options.headers);
  }

  async post(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.server.platformUrl, {
      method: 'POST',
      body: body as BodyInit,
      headers: { 'content-type': 'text/xml', ...headers },
    });
    return new Answer(response.status, await response.text(), response.headers);
  }
}

/** An answer of the XML API. */
export class Answer {
  readonly httpStatus: number;
  readonly xml: string;
  readonly headers: Headers;
  readonly code: number;

  constructor(httpStatus: number, xml: string, headers: Headers) {
    this.httpStatus = httpStatus;
    this.xml = xml;
    this.headers = headers;
    this.code = Number(/<code>(\d+)<\/code>/.exec(xml)?.[1] ?? Number.NaN);
    if (!Number.isNaN(this.code)) codeSeen(this.code);
  }

  get message(): string | undefined {
    return /<message>([\s\S]*?)<\/message>/.exec(this.xml)?.[1];
  }

  /** The texts of all elements of this name, wherever they stand. */
  texts(name: string): string[] {
    return this.elements(name).map(at => at.text());
  }

  /** Cursors at all elements of this name, wherever they stand. */
  elements(name: string): XmlCursor[] {
    const document = readXml(this.xml);
    const found: XmlCursor[] = [];
    for (let i = 0; i < document.kinds.length; i++) {
      if (document.kinds[i] === 1 && document.values[i] === name) found.push(document.root().at(i));
    }
    return found;
  }
}

/** The same session at another server of the vault. */
export function clientOf(app: Linked, server: TestServer): TestClient {
  const client = new TestClient(server, app.app.id);
  client.token = app.client.token;
  client.secret = app.client.secret;
  return client;
}
