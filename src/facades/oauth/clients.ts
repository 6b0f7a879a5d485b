// An application in the words of OAuth. Pure.
import type { ClientMetadata } from 'oidc-provider';
import type { Application } from '../../core/applications/application.ts';
import type { SmartClient } from '../../core/smart/client.ts';
import { otherScopes, parseScopes } from '../../core/smart/scopes.ts';
import { isLoopback } from '../../core/web-address.ts';

const authMethods = {
  public: 'none',
  'confidential-symmetric': 'client_secret_basic',
  'confidential-asymmetric': 'private_key_jwt',
} as const;

/** Undefined for one that is no client. */
export function describeClient({ id, name, smart }: Application): ClientMetadata | undefined {
  if (!smart) return undefined;
  const { clientType, redirectUris, scopes, secretHash, jwks, jwksUri } = smart;
  const asksPeople = redirectUris.length > 0;
  const keys = jwksUri === undefined ? { jwks: jwks ?? { keys: [] } } : { jwks_uri: jwksUri };
  return {
    client_id: smart.documentUrl ?? id,
    client_name: name,
    application_type: isNative(smart) ? 'native' : 'web',
    redirect_uris: [...redirectUris],
    response_types: asksPeople ? ['code'] : [],
    grant_types: [
      ...(asksPeople ? (['authorization_code', 'refresh_token'] as const) : []),
      ...(isBackend(smart) ? (['client_credentials'] as const) : []),
    ],
    token_endpoint_auth_method: authMethods[clientType],
    // Of other scopes it may ask for what its registration says; these open no data.
    scope: otherScopes.join(' '),
    ...(clientType === 'confidential-symmetric' && { client_secret: secretHash || 'none that is known' }),
    ...(clientType === 'confidential-asymmetric' && keys),
    smart_scopes: scopes,
    smart_launch_url: smart.launchUrl,
  } as ClientMetadata;
}

/** Beside what OAuth knows of a client. */
export const ownMetadata = ['smart_scopes', 'smart_launch_url'];

/** On this very computer or a phone: then the port of a redirect may be any. */
function isNative({ redirectUris }: SmartClient): boolean {
  return redirectUris.length > 0 && redirectUris.every(isOfDevice);
}

function isOfDevice(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return protocol === 'http:' ? isLoopback(hostname) : protocol !== 'https:';
}

/** Works without a person there: one that proves itself by a key and registered scopes of a system. */
function isBackend({ clientType, scopes }: SmartClient): boolean {
  return (
    clientType === 'confidential-asymmetric' &&
    parseScopes(scopes).resources.some(({ context }) => context === 'system')
  );
}
