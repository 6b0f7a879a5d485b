// What tells applications where everything is: the configuration of SMART, and who runs the vault, as a bundle of brands.
import { getFhirUrl, type Instance } from '../../core/instance.ts';
import { hashSha256 } from '../../core/secrets.ts';
import { otherScopes } from '../../core/smart/scopes.ts';
import type { Vault } from '../../core/vault.ts';

/** Below the address of the vault. */
export const oauthPaths = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  jwks: '/oauth/jwks',
  registration: '/oauth/register',
} as const;

/** Ways to prove who an application is, and the algorithms of its key. */
export const clientAuthMethods = ['none', 'client_secret_basic', 'private_key_jwt'] as const;
export const clientAuthAlgorithms = ['RS384', 'ES384', 'RS256', 'ES256'] as const;

/** @param registers may applications register themselves? */
export function describeSmart({ instance }: Vault, registers: boolean): object {
  const base = instance.shellUrl;
  return {
    issuer: base,
    jwks_uri: `${base}${oauthPaths.jwks}`,
    authorization_endpoint: `${base}${oauthPaths.authorization}`,
    token_endpoint: `${base}${oauthPaths.token}`,
    revocation_endpoint: `${base}${oauthPaths.revocation}`,
    introspection_endpoint: `${base}${oauthPaths.introspection}`,
    ...(registers && { registration_endpoint: `${base}${oauthPaths.registration}` }),
    management_endpoint: `${base}/apps`,
    grant_types_supported: ['authorization_code', 'client_credentials'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: clientAuthMethods.filter(method => method !== 'none'),
    token_endpoint_auth_signing_alg_values_supported: clientAuthAlgorithms,
    scopes_supported: [
      ...otherScopes,
      ...['patient', 'user', 'system'].flatMap(context => [`${context}/*.cruds`, `${context}/*.rs`]),
    ],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'authorize-post',
      'client-public',
      'client-confidential-symmetric',
      'client-confidential-asymmetric',
      'sso-openid-connect',
      'context-banner',
      'context-ehr-patient',
      'context-standalone-patient',
      'permission-offline',
      'permission-online',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
    ],
    user_access_brand_bundle: `${base}${brandsPath}`,
    user_access_brand_identifier: brandIdentifier(instance),
  };
}

export const smartPath = '/fhir/r4/.well-known/smart-configuration';
export const brandsPath = '/fhir/r4/.well-known/brands';

function brandIdentifier({ shellUrl }: Instance): object {
  return { system: 'urn:ietf:rfc:3986', value: shellUrl };
}

/** One organisation, and the address of its FHIR interface. */
export function describeBrands({ instance }: Vault): object {
  const { name, shellUrl, updatedAt } = instance;
  const timestamp = new Date(updatedAt).toISOString();
  const url = (kind: string) => `urn:uuid:${toUuid(`${kind} ${shellUrl}`)}`;
  const endpoint = url('Endpoint');
  const organization = url('Organization');
  return {
    resourceType: 'Bundle',
    id: 'brands',
    meta: { lastUpdated: timestamp },
    type: 'collection',
    timestamp,
    entry: [
      {
        fullUrl: organization,
        resource: {
          resourceType: 'Organization',
          id: organization.slice('urn:uuid:'.length),
          identifier: [brandIdentifier(instance)],
          active: true,
          name,
          telecom: [{ system: 'url', value: shellUrl }],
          endpoint: [{ reference: endpoint }],
          extension: [
            {
              url: 'http://hl7.org/fhir/StructureDefinition/organization-portal',
              extension: [
                { url: 'portalName', valueString: name },
                { url: 'portalUrl', valueUrl: shellUrl },
                { url: 'portalEndpoint', valueReference: { reference: endpoint } },
              ],
            },
          ],
        },
      },
      {
        fullUrl: endpoint,
        resource: {
          resourceType: 'Endpoint',
          id: endpoint.slice('urn:uuid:'.length),
          status: 'active',
          name: `FHIR R4 of ${name}`,
          connectionType: {
            system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
            code: 'hl7-fhir-rest',
          },
          contact: [{ system: 'url', value: shellUrl }],
          payloadType: [
            {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'none' },
              ],
            },
          ],
          extension: [
            { url: 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version', valueCode: '4.0' },
          ],
          address: getFhirUrl(instance),
        },
      },
    ],
  };
}

/** Always the same for a word. */
function toUuid(word: string): string {
  const hex = hashSha256(word).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
