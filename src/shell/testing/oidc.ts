// An OpenID provider on this computer, the real thing: whoever it is told to is signed in there without a question.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export interface TestProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Who is at the browser, by its subject there; undefined refuses. */
  subject: string | undefined;
  email: string;
}

export const testClient = { clientId: 'keepwell', clientSecret: 'a secret of the test' };

/** @param redirectUri known only once the vault listens */
export async function startProvider(redirectUri: () => string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const state: { subject: string | undefined; email: string } = {
    subject: 'first',
    email: 'ada@example.org',
  };
  let ready: Promise<(request: never, response: never) => unknown> | undefined;
  server.on('request', async (request, response) => {
    // The client is registered when it is first needed.
    ready ??= Promise.resolve(providerOf(issuer, redirectUri(), state).callback() as never);
    const handle = await ready;
    handle(request as never, response as never);
  });
  return Object.assign(state, {
    issuer,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  });
}

function providerOf(
  issuer: string,
  redirectUri: string,
  state: { subject: string | undefined; email: string },
): Provider {
  const configuration: Configuration = {
    clients: [
      {
        client_id: testClient.clientId,
        client_secret: testClient.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['one key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, email: state.email, email_verified: true, name: 'Ada Provided' }),
    }),
  };
  const provider = new Provider(issuer, configuration);
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    await interact(provider, context.req, context.res, state);
    context.respond = false;
  });
  return provider;
}

async function interact(
  provider: Provider,
  request: Parameters<Provider['interactionDetails']>[0],
  response: Parameters<Provider['interactionDetails']>[1],
  { subject }: { subject: string | undefined },
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (subject === undefined)
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId: subject } });
  const grant = new provider.Grant({ accountId: session!.accountId, clientId: params.client_id as string });
  grant.addOIDCScope('openid email profile');
  const grantId = await grant.save();
  return provider.interactionFinished(
    request,
    response,
    { consent: { grantId } },
    { mergeWithLastSubmission: true },
  );
}

/** A provider that answers with whatever ID token it is told to. */
export interface HostileProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly keys: { readonly own: KeyObject; readonly foreign: KeyObject };
  /** Makes the token of the claims that a good provider would answer with. */
  token: (claims: Readonly<Record<string, unknown>>) => string;
}

export async function startHostileProvider(): Promise<HostileProvider> {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = pair();
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const keys = { own: own.privateKey, foreign: pair().privateKey };
  const provider: HostileProvider = {
    issuer,
    keys,
    token: claims => idToken(claims, keys.own),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  let nonce = '';
  server.on('request', (request, response) => {
    const url = new URL(request.url!, issuer);
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (url.pathname === '/jwks')
      return json({
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
      });
    if (url.pathname === '/token') {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: issuer,
        aud: testClient.clientId,
        sub: 'somebody',
        iat: now,
        exp: now + 600,
        nonce,
      };
      return json({ access_token: 'a', token_type: 'bearer', id_token: provider.token(claims) });
    }
    nonce = url.searchParams.get('nonce')!;
    const back = new URL(url.searchParams.get('redirect_uri')!);
    back.search = String(new URLSearchParams({ code: 'c', state: url.searchParams.get('state')! }));
    response.writeHead(303, { location: back.href }).end();
  });
  return provider;
}

/** Signed, or with the algorithm `none` where no key is given. */
export function idToken(claims: Readonly<Record<string, unknown>>, key?: KeyObject): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: key ? 'RS256' : 'none', kid: 'k' })}.${part(claims)}`;
  return `${text}.${key ? sign('sha256', Buffer.from(text), key).toString('base64url') : ''}`;
}
