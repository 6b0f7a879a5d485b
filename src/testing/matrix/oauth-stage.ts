// The people, browsers and applications of the authorisation matrix at the doors of OAuth, and what they do there.
import { createHash, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Application } from '../../core/applications/application.ts';
import { revoke } from '../../core/authorization/consent.ts';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import {
  agree,
  givenClient,
  redirectUri,
  symmetric,
  testSecret,
} from '../../facades/oauth/testing/clients.ts';
import type { Browser, Page } from '../../shell/testing/browser.ts';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import type { TestServer } from '../server.ts';
import type { DoorName, WhoAt } from './oauth-rules.ts';

export type Ask = (stage: OauthStage) => Promise<string>;
/** By doors, and by who comes there. */
export type Asks = { readonly [D in DoorName]: Readonly<Record<WhoAt<D>, Ask>> };

export const minuteMs = 60_000;
/** What might be a code or a token, and is none. */
export const madeByNobody = 'made-by-nobody'.padEnd(43, 'x');
export const nobody = { id: '5b7a5ac1-6f56-4b2b-9a3e-6d3f0d1f9b57', smart: undefined };
export const wrongSecret = 'not the secret that it has';

export const usualScopes = 'launch/patient offline_access patient/Observation.rs';
export const serviceScopes = 'system/Observation.rs';

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

type Changes = Readonly<Record<string, string | undefined>>;

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An application that a person let in. */
export interface Connected extends Visitor {
  readonly app: Application;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export type Key = Awaited<ReturnType<typeof generateKeyPair>>;

export class OauthStage {
  readonly server: TestServer;

  constructor(server: TestServer) {
    this.server = server;
    // The library goes by the time it is.
    server.clock.pass(Date.now() - server.clock.now());
  }

  visitor(): Promise<Visitor> {
    return givenSignedIn(this.server);
  }

  publicApp(): Promise<Application> {
    return givenClient(this.server, { launchUrl: 'https://app.example/launch' });
  }

  secretApp(given: Partial<Application> = {}): Promise<Application> {
    return givenClient(this.server, symmetric, given);
  }

  /** One that may ask of the tokens of all. */
  gateway(): Promise<Application> {
    return this.secretApp({ methodGroups: ['basic', 'introspection'] });
  }

  async service(): Promise<{ app: Application; key: Key }> {
    const key = await generateKeyPair('ES384', { extractable: true });
    const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1', alg: 'ES384', use: 'sig' };
    const app = await givenClient(this.server, {
      clientType: 'confidential-asymmetric',
      redirectUris: [],
      jwks: { keys: [jwk] },
      scopes: serviceScopes,
    });
    return { app, key };
  }

  /** Where an application sends its person. */
  addressOf({ id }: Pick<Application, 'id'>, changes: Changes = {}): string {
    const { instance } = this.server.vault;
    return `/oauth/authorize?${formOf({
      client_id: id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: usualScopes,
      state: 'a state',
      aud: getFhirUrl(instance),
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    })}`;
  }

  /** @returns the code */
  async walk(app: Application, { browser }: Visitor, scope = usualScopes): Promise<string> {
    return (await agree(browser, this.addressOf(app, { scope }))).searchParams.get('code') ?? '';
  }

  /** Takes tokens for a code. */
  exchange(
    app: Pick<Application, 'id' | 'smart'>,
    code: string,
    changes: Changes = {},
    proof = proofOf(app),
  ): Promise<Answer> {
    const form = { code, redirect_uri: redirectUri, code_verifier: verifier };
    return this.post(
      'token',
      { grant_type: 'authorization_code', ...form, ...proof.form, ...changes },
      proof,
    );
  }

  refresh(
    app: Pick<Application, 'id' | 'smart'>,
    refreshToken: string,
    changes: Changes = {},
    proof = proofOf(app),
  ): Promise<Answer> {
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, ...proof.form };
    return this.post('token', { ...form, ...changes }, proof);
  }

  async connect(made?: Application, scope?: string, visitor?: Visitor): Promise<Connected> {
    const app = made ?? (await this.publicApp());
    const by = visitor ?? (await this.visitor());
    const { body } = await this.exchange(app, await this.walk(app, by, scope));
    const [accessToken, refreshToken] = [String(body.access_token), String(body.refresh_token)];
    return { ...by, app, accessToken, refreshToken };
  }

  async ask(form: Changes, given: { key: Key; id: string; claims?: object }): Promise<Answer> {
    const assertion = await this.assert(given);
    return this.askWith(assertion, form);
  }

  askWith(assertion: string | undefined, form: Changes = {}): Promise<Answer> {
    return this.post('token', {
      grant_type: 'client_credentials',
      scope: serviceScopes,
      ...(assertion !== undefined && {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
      ...form,
    });
  }

  assert({ key, id, claims = {} }: { key: Key; id: string; claims?: object }): Promise<string> {
    const aud = `${this.server.shellUrl}/oauth/token`;
    const exp = Math.floor(Date.now() / 1000) + 240;
    return new SignJWT({ iss: id, sub: id, aud, jti: crypto.randomUUID(), exp, ...claims })
      .setProtectedHeader({ alg: 'ES384', kid: 'k1', typ: 'JWT' })
      .sign(key.privateKey);
  }

  async post(door: string, form: Changes, { headers = {} }: Partial<Proof> = {}): Promise<Answer> {
    return this.send(`/oauth/${door}`, { method: 'POST', body: formOf(form), headers: { ...headers } });
  }

  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await fetch(`${this.server.shellUrl}${path}`, { redirect: 'manual', ...init });
    const text = await answer.text();
    const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, body: isJson && text !== '' ? JSON.parse(text) : {} };
  }

  async isGood(accessToken: string): Promise<boolean> {
    return (await findSmartAccess(this.server.vault, accessToken)) !== undefined;
  }

  suspend({ person }: Visitor): Promise<void> {
    return this.server.vault.store.write(async db => db.people.update({ ...person, state: 'suspended' }));
  }

  switchOff(app: Application): Promise<void> {
    return this.server.vault.store.write(async db => db.applications.put({ ...app, state: 'disabled' }));
  }

  remove({ app, person, record }: Pick<Connected, 'app' | 'person' | 'record'>): Promise<void> {
    const { vault } = this.server;
    const of = { appId: app.id, personId: person.id, recordId: record.id };
    return vault.store.write(db => revoke(db, vault, of));
  }

  /** As it is when so much time has passed, which did not for others. */
  async later<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
    const { clock } = this.server;
    clock.pass(milliseconds);
    try {
      return await work();
    } finally {
      clock.pass(-milliseconds);
    }
  }

  /** Somebody registers an application in the pages, for SMART. */
  async register({ browser }: Visitor): Promise<string> {
    const page = await browser.submit(await browser.open('/develop/new'), '/develop/new', {
      name: 'Growth chart',
      kind: 'web',
    });
    const [, id = ''] = /\/develop\/([0-9a-f-]{36})/.exec(page.html) ?? [];
    const path = `/develop/${id}/smart`;
    await browser.submit(await browser.open(path), path, {
      clientType: 'confidential-symmetric',
      scopes: 'launch/patient\npatient/Observation.rs',
      redirectUris: redirectUri,
      launchUrl: 'https://app.example/launch',
    });
    return id;
  }
}

export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Changes;
}

/** By what an application shows that it is the one. */
export function proofOf({ id, smart }: Pick<Application, 'id' | 'smart'>, secret = testSecret): Proof {
  if (smart?.clientType === 'public') return { headers: {}, form: { client_id: id } };
  const basic = Buffer.from(`${id}:${secret}`).toString('base64');
  return { headers: { authorization: `Basic ${basic}` }, form: {} };
}

export const withoutProof: Proof = { headers: {}, form: {} };

export function namedAlone({ id }: Pick<Application, 'id'>): Proof {
  return { headers: {}, form: { client_id: id } };
}

function formOf(all: Changes): URLSearchParams {
  const given = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  return new URLSearchParams(given);
}

export function tellTokens({ status, body }: Answer): string {
  return status === 200 && body.access_token !== undefined ? 'tokens' : tellStatus({ status, body });
}

export function tellStatus({ status, body: { error } }: Answer): string {
  return typeof error === 'string' ? `${status} ${error}` : String(status);
}

export function tellActive(answer: Answer): string {
  const { status, body } = answer;
  return status !== 200 ? tellStatus(answer) : body.active === true ? 'told' : 'inactive';
}

/** Where a browser comes to that an application sent. */
export function tellPage({ status, url, location }: Page): string {
  if (location !== undefined) {
    const { searchParams } = new URL(location.replace('#', '?'));
    const error = searchParams.get('error');
    if (error !== null) return `back: ${error}`;
    return searchParams.has('launch') ? 'a launch' : searchParams.has('code') ? 'a code, unasked' : location;
  }
  if (status >= 400)
    return url.pathname === '/authorize' || url.pathname === '/consent' ? 'a page' : `${status}`;
  if (url.pathname === '/sign-in') return 'asked to sign in';
  return url.pathname === '/consent' ? 'asked' : String(status);
}

/** A form of the pages with what shows that it came from them. */
export async function postAs(
  browser: Browser,
  path: string,
  values: Record<string, string> = {},
): Promise<Page> {
  const { form } = (await browser.open('/apps')).form('/sign-out');
  return browser.post(path, { form, ...values });
}
