// An application of SMART with an access token, as the authorization server would keep it; what the person granted is an
// authorisation like any other.
import { randomBytes } from 'node:crypto';
import type { Application } from '../core/applications/application.ts';
import type { NewApplication } from '../core/applications/register.ts';
import { giveConsent } from '../core/authorization/consent.ts';
import type { Rule } from '../core/authorization/rules.ts';
import type { Person } from '../core/people/person.ts';
import type { HealthRecord } from '../core/records/record.ts';
import { addSmartGrant } from '../core/smart/grants.ts';
import { keepSmart } from '../core/smart/kept.ts';
import { parseScopes } from '../core/smart/scopes.ts';
import { fullRules, givenApp, givenPerson } from './given.ts';
import type { TestServer } from './server.ts';

export interface SmartGiven {
  /** Separated by spaces. */
  readonly scopes: string;
  /** What the person grants: all there is where it is left out. */
  readonly rules?: readonly Rule[];
  /** Whose record; somebody new where it is left out. */
  readonly of?: { readonly person: Person; readonly record: HealthRecord };
  /** Is the person away? */
  readonly isAway?: boolean;
  /** Is no record in context, as with `user/` scopes? */
  readonly isWithoutRecord?: boolean;
  readonly app?: Partial<NewApplication>;
  /** One that there is already. */
  readonly isOf?: Application;
}

export interface SmartToken {
  readonly app: Application;
  readonly person: Person;
  readonly record: HealthRecord;
  /** The ids the application knows them by: `Patient/<recordId>`. */
  readonly personId: string;
  readonly recordId: string;
  /** The bearer token. */
  readonly token: string;
  /** What goes with each request. */
  readonly headers: { readonly authorization: string };
}

const testRedirect = 'https://app.example/callback';

export async function givenSmartApp(
  { vault }: Pick<TestServer, 'vault'>,
  given: Partial<NewApplication> = {},
): Promise<Application> {
  const smart = { clientType: 'public' as const, redirectUris: [testRedirect], scopes: 'user/*.cruds' };
  const { app } = await givenApp(vault, { smart, ...given });
  return app;
}

export async function givenSmartToken(
  server: Pick<TestServer, 'vault'>,
  given: SmartGiven,
): Promise<SmartToken> {
  const { vault } = server;
  const { person, record } = given.of ?? (await givenPerson(vault));
  const rules = given.rules ?? fullRules();
  const app = given.isOf ?? (await givenSmartApp(server, { rules, ...given.app }));
  const grantId = randomBytes(32).toString('base64url');
  const isOffline = given.isAway ?? parseScopes(given.scopes).others.has('offline_access');
  const { personAlias, recordAlias } = await vault.store.write(async db => {
    const aliases = await giveConsent(db, vault, {
      app: { ...app, rules },
      personId: person.id,
      recordId: record.id,
      optionalRules: rules.map(({ name }) => name),
    });
    await addSmartGrant(db, vault, grantId, {
      appId: app.id,
      personId: person.id,
      recordId: given.isWithoutRecord ? undefined : record.id,
      scopes: given.scopes,
      isOffline,
      shellId: undefined,
    });
    return aliases;
  });
  const gty = given.isAway ? 'authorization_code refresh_token' : 'authorization_code';
  const scope = parseScopes(given.scopes)
    .resources.map(({ text }) => text)
    .join(' ');
  const token = await keepToken(server, 'AccessToken', { clientId: app.id, grantId, scope, gty });
  return {
    app,
    person,
    record,
    personId: personAlias,
    recordId: recordAlias,
    token,
    headers: { authorization: `Bearer ${token}` },
  };
}

/** A token of a backend service. */
export async function givenBackendToken(
  server: TestServer,
  { app, scopes }: { app: Application; scopes: string },
): Promise<string> {
  return keepToken(server, 'ClientCredentials', { clientId: app.id, scope: scopes });
}

async function keepToken(
  { vault }: Pick<TestServer, 'vault'>,
  kind: string,
  payload: { clientId: string; grantId?: string; scope: string; gty?: string },
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  await keepSmart(vault, { kind, id, payload }, vault.limits.smartTokenTtlMs);
  return id;
}
