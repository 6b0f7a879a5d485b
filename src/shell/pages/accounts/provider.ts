// Speaks OpenID Connect with the providers that the operator configured: code flow with PKCE, state and nonce.
// provider-pages.tsx is the way through it.
import type { Configuration } from 'openid-client';
import type { IdentityProvider, Vouched } from '../../../core/people/identity-provider.ts';
import type { Vault } from '../../../core/vault.ts';
import { isLoopback } from '../../../core/web-address.ts';

/** What this side of the flow keeps until the person comes back. */
export interface Flow {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Must the person sign in there anew? */
  readonly fresh: boolean;
}

/** Loaded for the first who signs in by a provider: most vaults have none. */
const openIdClient = () => import('openid-client');

const timeoutSeconds = 10;
const keptForMs = 3_600_000;

interface Known {
  readonly config: Configuration;
  readonly until: number;
}
const knownOf = new WeakMap<IdentityProvider, Known>();

/** What a provider tells of itself, asked once in a while. */
async function configuration({ clock }: Vault, provider: IdentityProvider): Promise<Configuration> {
  const known = knownOf.get(provider);
  if (known && known.until > clock.now()) return known.config;
  const { issuer, clientId, clientSecret } = provider;
  const oidc = await openIdClient();
  const url = new URL(issuer);
  const config = await oidc.discovery(
    url,
    clientId,
    undefined,
    clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    {
      timeout: timeoutSeconds,
      execute: [
        // The standard lets an ID token that came over TLS go unsigned; who can speak for a provider here should have its key.
        oidc.enableNonRepudiationChecks,
        ...(isLoopback(url.hostname) && url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    },
  );
  knownOf.set(provider, { config, until: clock.now() + keptForMs });
  return config;
}

/** Each provider has its own, so that none gets what another was asked for. */
function returnAddress({ instance }: Vault, { name }: Pick<IdentityProvider, 'name'>): string {
  return `${instance.shellUrl}/sign-in/back/${name}`;
}

export async function beginFlow(
  vault: Vault,
  provider: IdentityProvider,
  { fresh }: { fresh: boolean },
): Promise<{ flow: Flow; address: string }> {
  const oidc = await openIdClient();
  const random = () => vault.ids.bytes(32).toString('base64url');
  const flow: Flow = { provider: provider.name, state: random(), nonce: random(), verifier: random(), fresh };
  const address = oidc.buildAuthorizationUrl(await configuration(vault, provider), {
    redirect_uri: returnAddress(vault, provider),
    response_type: 'code',
    scope: 'openid email profile',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    ...(fresh && { prompt: 'login', max_age: '0' }),
  });
  return { flow, address: address.href };
}

/** @param search the query that the person came back with @throws when anything of it does not hold */
export async function endFlow(
  vault: Vault,
  provider: IdentityProvider,
  flow: Flow,
  search: string,
): Promise<Vouched> {
  const oidc = await openIdClient();
  const tokens = await oidc.authorizationCodeGrant(
    await configuration(vault, provider),
    new URL(`${returnAddress(vault, provider)}${search}`),
    {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
      ...(flow.fresh && { maxAge: freshForSeconds }),
    },
  );
  const claims = tokens.claims()!;
  if (claims.sub.trim() === '' || claims.sub.length > subjectMax)
    throw new Error('The subject is empty or too long.');
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : '');
  return {
    issuer: provider.issuer,
    subject: claims.sub,
    email: text(claims.email),
    name: text(claims.name) || text(claims.given_name),
  };
}

const freshForSeconds = 300;

/** As the standard has it. */
const subjectMax = 255;
