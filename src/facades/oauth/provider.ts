// The authorization server: oidc-provider, told what is ours. Who a person is and what they grant is decided by the pages
// (interaction.ts); what a token opens, by the authorisation (core/smart/).
import type { EventEmitter } from 'node:events';
import Provider, { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { getFhirUrl } from '../../core/instance.ts';
import { hashSha256, isSameBytes } from '../../core/secrets.ts';
import { findSmartApp } from '../../core/smart/access.ts';
import { sealMistake } from '../../core/smart/ask.ts';
import { appIdOf, listOrigins } from '../../core/smart/client.ts';
import { makeNextRefreshToken } from '../../core/smart/kept.ts';
import { getSigningKeys } from '../../core/smart/keys.ts';
import { isWithin, otherScopes, parseScopes } from '../../core/smart/scopes.ts';
import type { Vault } from '../../core/vault.ts';
import { makeAdapter } from './adapter.ts';
import { ownMetadata } from './clients.ts';
import { addContext, findTokenContext } from './context.ts';
import { clientAuthAlgorithms, clientAuthMethods, oauthPaths } from './discovery.ts';
import { fetchPublished } from './fetch-published.ts';
import { mayIntrospect } from './introspect.ts';
import { KeyAge, type Publisher } from './key-age.ts';
import { traceRequests } from './trace.ts';

interface ProviderOptions {
  readonly vault: Vault;
  /** May applications register themselves? */
  readonly registers: boolean;
  /** Of what is no fault of a client. */
  readonly onError: (error: unknown) => void;
}

const second = 1000;

export async function makeProvider({ vault, registers, onError }: ProviderOptions): Promise<Provider> {
  const keys = await getSigningKeys(vault);
  const keyAge = new KeyAge(vault.clock);
  const configuration = {
    ...describeServer(vault, registers, keyAge),
    jwks: { keys },
  } as unknown as Configuration;
  const provider = new Provider(vault.instance.shellUrl, configuration);
  // What the proxy said of TLS is told by endpoint.ts, from the settings.
  provider.proxy = true;
  provider.on('server_error', (_, error) => onError(error));
  (provider as unknown as EventEmitter).on('error', onError);
  compareHashes(provider);
  chainRefreshTokens(vault, provider);
  traceRequests(vault, provider);
  provider.use(async (context, next) => {
    await next();
    await addContext(vault, context as KoaContextWithOIDC);
  });
  return provider;
}

/** Only the hash of a secret is known. */
function compareHashes(provider: Provider): void {
  Object.defineProperty(provider.Client.prototype, 'compareClientSecret', {
    value(this: { clientSecret?: string }, given: string) {
      const hash = Buffer.from(this.clientSecret ?? '', 'base64url');
      return isSameBytes(hashSha256(given), hash);
    },
  });
}

/** A refresh token that comes again within its time leads on to the same one. */
function chainRefreshTokens(vault: Vault, provider: Provider): void {
  const tokens = provider.RefreshToken.prototype;
  const { generateTokenId } = tokens as unknown as { generateTokenId(): string };
  Object.defineProperty(tokens, 'generateTokenId', {
    value(this: object) {
      const used = Provider.ctx?.oidc.entities.RotatedRefreshToken?.jti;
      return used === undefined ? generateTokenId.call(this) : makeNextRefreshToken(vault, used);
    },
  });
}

function describeServer(vault: Vault, registers: boolean, keyAge: KeyAge): object {
  const { limits, keys, instance } = vault;
  const isSecure = instance.shellUrl.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure: isSecure, signed: true, path: '/oauth/' };
  return {
    adapter: makeAdapter(vault, registers),
    routes: { ...oauthPaths },
    scopes: [...otherScopes],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['profile'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    subjectTypes: ['public'],
    clientAuthMethods: [...clientAuthMethods],
    enabledJWA: {
      clientAuthSigningAlgValues: [...clientAuthAlgorithms],
      idTokenSigningAlgValues: ['RS256'],
    },
    extraClientMetadata: { properties: [...ownMetadata] },
    extraParams: {
      aud: (_: unknown, value: unknown) => demandOwnAudience(vault, value),
      launch: null,
    },
    pkce: { required: () => true },
    cookies: {
      keys: [keys.derive('oauth cookies').toString('base64url')],
      long: cookie,
      short: { ...cookie, path: undefined },
      names: {
        session: 'keepwell-oauth',
        interaction: 'keepwell-oauth-step',
        resume: 'keepwell-oauth-back',
      },
    },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/oauth/interaction/${uid}` },
    ttl: describeTimes(limits),
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: true,
    // With whose session it ends is known by core/smart/.
    expiresWithSession: () => false,
    issueRefreshToken: (
      _: unknown,
      client: { grantTypeAllowed: (type: string) => boolean },
      code: HasScopes,
    ) =>
      client.grantTypeAllowed('refresh_token') &&
      (code.scopes.has('offline_access') || code.scopes.has('online_access')),
    extraTokenClaims: (_: unknown, token: { clientId?: string; grantId?: string }) =>
      findTokenContext(vault, token),
    findAccount: (context: KoaContextWithOIDC, id: string) => findAccount(vault, context, id),
    clientBasedCORS: (_: unknown, origin: string, client: HasAddresses) => mayCallFrom(client, origin),
    fetch: async (url: string | URL) => {
      const answer = await fetchPublished(vault, String(url));
      keyAge.note(String(url), answer.headers);
      return answer;
    },
    assertJwtClientAuthClaimsAndHeader: judgeAssertion(vault, keyAge),
    renderError: tellPerson(vault),
    ...(registers && { discovery: { client_id_metadata_document_supported: true } }),
    features: describeFeatures(vault, registers),
  };
}

function describeFeatures(vault: Vault, registers: boolean): object {
  const { ids, instance } = vault;
  const isOwn = (_: unknown, client: HasId, token: HasId) => token.clientId === client.clientId;
  const mayAsk = async (_: unknown, client: HasId, token: HasId) => {
    if (token.clientId === client.clientId) return true;
    // Of an application that may not work any more no token is good.
    const app = await vault.store.read(db => findSmartApp(db, vault, appIdOf(token.clientId ?? '')));
    return app !== undefined && (await mayIntrospect(vault, client.clientId ?? ''));
  };
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: mayAsk },
    revocation: { enabled: true, allowedPolicy: isOwn },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => getFhirUrl(instance),
      useGrantedResource: () => true,
      getResourceServerInfo: (context: KoaContextWithOIDC, resource: string, client: HasScope) =>
        describeFhir(vault, context, resource, client),
    },
    registration: {
      enabled: registers,
      idFactory: () => ids.guid(),
      secretFactory: () => ids.bytes(32).toString('base64url'),
      issueRegistrationAccessToken: false,
    },
  };
}

interface HasId {
  readonly clientId?: string;
}
interface HasScopes {
  readonly scopes: ReadonlySet<string>;
}
interface HasScope {
  readonly smart_scopes?: string;
}
interface HasAddresses {
  readonly redirectUris?: readonly string[];
  readonly smart_launch_url?: string;
}

/** In seconds. */
function describeTimes(limits: Vault['limits']): object {
  const of = (ms: number) => Math.max(1, Math.floor(ms / second));
  return {
    AccessToken: of(limits.smartTokenTtlMs),
    ClientCredentials: of(limits.smartBackendTokenTtlMs),
    AuthorizationCode: of(limits.smartCodeTtlMs),
    IdToken: of(limits.smartTokenTtlMs),
    RefreshToken: of(limits.smartRefreshTtlMs),
    Interaction: of(limits.smartAskTtlMs),
    Session: of(limits.smartAskTtlMs),
    Grant: of(limits.smartGrantTtlMs),
  };
}

/** A token is for this vault alone: an application that means another was misled. */
function demandOwnAudience({ instance }: Vault, given: unknown): void {
  const own = getFhirUrl(instance);
  if (typeof given === 'string' && given.replace(/\/$/, '') === own) return;
  throw new errors.InvalidRequest(`aud must be ${own}, the address of this FHIR interface`);
}

/** Of the scopes that are asked for, or were granted, those that the application may have. */
function describeFhir(
  vault: Vault,
  { oidc }: KoaContextWithOIDC,
  resource: string,
  client: HasScope,
): object {
  const own = getFhirUrl(vault.instance);
  if (resource !== own) throw new errors.InvalidTarget();
  const { AuthorizationCode: code, RefreshToken: refresh } = oidc.entities as Record<
    string,
    { scope?: string } | undefined
  >;
  const asked = [oidc.params?.scope, code?.scope, refresh?.scope].filter(text => typeof text === 'string');
  const registered = parseScopes(client.smart_scopes ?? '').resources;
  const isSystem = oidc.params?.grant_type === 'client_credentials';
  const scopes = parseScopes(asked.join(' ')).resources.filter(
    scope => isWithin(scope, registered) && (scope.context === 'system') === isSystem,
  );
  if (isSystem && scopes.length === 0)
    throw new errors.InvalidScope(
      'none of these scopes of a system is registered',
      String(oidc.params?.scope),
    );
  return {
    scope: scopes.map(({ text }) => text).join(' '),
    audience: own,
    accessTokenFormat: 'opaque',
    accessTokenTTL: Math.floor(
      (isSystem ? vault.limits.smartBackendTokenTtlMs : vault.limits.smartTokenTtlMs) / second,
    ),
  };
}

/** @param id as the application knows the person */
async function findAccount(
  vault: Vault,
  { oidc }: KoaContextWithOIDC,
  id: string,
): Promise<object | undefined> {
  const clientId = oidc.client?.clientId;
  if (clientId === undefined) return undefined;
  const appId = appIdOf(clientId);
  const known = await vault.store.read(async db => {
    const personId = await db.aliases.person(appId, id);
    return personId === undefined ? undefined : db.people.byId(personId);
  });
  if (known?.state !== 'active') return undefined;
  return {
    accountId: id,
    claims: async () => {
      const { fhirUser } = await findTokenContext(vault, {
        clientId,
        grantId: oidc.entities.Grant?.jti,
      });
      return { sub: id, ...(fhirUser !== undefined && { fhirUser, profile: fhirUser }) };
    },
  };
}

const assertionSecondsMax = 300;
const skewSeconds = 60;

/** Beside what any assertion must be: short, and by no keys but those that are registered, and published still. */
function judgeAssertion({ clock }: Vault, keyAge: KeyAge) {
  return async (
    _: unknown,
    { exp }: { exp?: number },
    { jku, kid }: { jku?: string; kid?: string },
    client: Publisher,
  ): Promise<void> => {
    if ((exp ?? 0) > clock.now() / second + assertionSecondsMax + skewSeconds)
      throw new errors.InvalidClientAuth('exp is more than five minutes ahead');
    if (jku !== undefined && jku !== client.jwksUri)
      throw new errors.InvalidClientAuth('jku is not the address of the keys that is registered');
    if (!(await keyAge.isPublished(client, kid)))
      throw new errors.InvalidClientAuth('the key is not among those at jwks_uri any more');
  };
}

function mayCallFrom({ redirectUris = [], smart_launch_url }: HasAddresses, origin: string): boolean {
  const smart = { clientType: 'public', redirectUris, launchUrl: smart_launch_url, scopes: '' } as const;
  return listOrigins(smart).has(origin);
}

/** To a person whose browser cannot be sent back, as the application named an address that is not its own, or none. */
function tellPerson(vault: Vault) {
  return (context: KoaContextWithOIDC, { error, error_description }: ErrorOut): void => {
    const mistake = sealMistake(vault, [error, error_description].filter(Boolean).join(': '));
    context.status = 303;
    context.redirect(`/authorize?mistake=${mistake}`);
  };
}

interface ErrorOut {
  readonly error: string;
  readonly error_description?: string | undefined;
}
