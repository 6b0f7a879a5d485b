// What tells applications where everything is: the configuration of SMART, and who runs the vault, as a bundle of brands.
import { getFhirUrl } from '../../core/instance.ts';
import { makeStableId } from '../../core/smart/client.ts';
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
export function describeSmart(vault: Vault, registers: boolean): object {
  const base = vault.instance.shellUrl;
  return {
    issuer: base,
    jwks_uri: `${base}${oauthPaths.jwks}`,
    authorization_endpoint: `${base}${oauthPaths.authorization}`,
    token_endpoint: `${base}${oauthPaths.token}`,
    revocation_endpoint: `${base}${oauthPaths.revocation}`,
    introspection_endpoint: `${base}${oauthPaths.introspection}`,
    ...(registers && {
      registration_endpoint: `${base}${oauthPaths.registration}`,
      client_id_metadata_document_supported: true,
    }),
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
    user_access_brand_identifier: brandIdentifier(vault),
  };
}

export const smartPath = '/fhir/r4/.well-known/smart-configuration';
export const brandsPath = '/fhir/r4/.well-known/brands';

function brandIdentifier({ instance, brand }: Vault): object {
  const [own] = (brand?.identifier ?? []) as readonly object[];
  return own ?? { system: 'urn:ietf:rfc:3986', value: instance.shellUrl };
}

/** One organisation, as the operator has it, and the address of its FHIR interface. */
export function describeBrands(vault: Vault): object {
  const { shellUrl, updatedAt, name } = vault.instance;
  const timestamp = new Date(updatedAt).toISOString();
  const id = (kind: string) => makeStableId(`${kind} ${shellUrl}`);
  const endpoint = `urn:uuid:${id('Endpoint')}`;
  return {
    resourceType: 'Bundle',
    id: 'brands',
    meta: { lastUpdated: timestamp },
    type: 'collection',
    timestamp,
    entry: [
      {
        fullUrl: `urn:uuid:${id('Organization')}`,
        resource: { ...describeBrand(vault, endpoint), id: id('Organization') },
      },
      {
        fullUrl: endpoint,
        resource: describeEndpoint(vault, id('Endpoint'), String(vault.brand?.name ?? name)),
      },
    ],
  };
}

const portalUrl = 'http://hl7.org/fhir/StructureDefinition/organization-portal';

function describeBrand(vault: Vault, endpoint: string): object {
  const { instance, brand = {} } = vault;
  const { name, shellUrl } = instance;
  const extensions = (brand.extension ?? []) as readonly Extension[];
  const portal = extensions.find(({ url }) => url === portalUrl)?.extension ?? [];
  const parts: readonly Extension[] = [
    { url: 'portalName', valueString: brand.name ?? name },
    { url: 'portalUrl', valueUrl: shellUrl },
    { url: 'portalEndpoint', valueReference: { reference: endpoint } },
  ];
  return {
    resourceType: 'Organization',
    identifier: [brandIdentifier(vault)],
    active: true,
    name,
    telecom: [{ system: 'url', value: shellUrl }],
    ...brand,
    endpoint: [{ reference: endpoint }],
    extension: [
      ...extensions.filter(({ url }) => url !== portalUrl),
      {
        url: portalUrl,
        extension: [...parts.filter(({ url }) => portal.every(one => one.url !== url)), ...portal],
      },
    ],
  };
}

interface Extension {
  readonly url: string;
  readonly extension?: readonly Extension[];
  readonly [value: string]: unknown;
}

function describeEndpoint({ instance }: Vault, id: string, name: string): object {
  const { shellUrl } = instance;
  return {
    resourceType: 'Endpoint',
    id,
    status: 'active',
    name: `FHIR R4 of ${name}`,
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'hl7-fhir-rest',
    },
    contact: [{ system: 'url', value: shellUrl }],
    payloadType: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'none' }],
      },
    ],
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version', valueCode: '4.0' }],
    address: getFhirUrl(instance),
  };
}
