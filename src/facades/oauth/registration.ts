// What an application says of itself when it registers (RFC 7591), as what is kept of it.
import type { AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { Fault } from '../../core/faults.ts';
import { hashSha256 } from '../../core/secrets.ts';
import type { ClientType, PublicKeys, SmartClient } from '../../core/smart/client.ts';
import { registerItself, type SelfRegistration } from '../../core/smart/register.ts';
import type { Vault } from '../../core/vault.ts';
import { callerAddress } from './requests.ts';

const types = new Map<unknown, ClientType>([
  ['none', 'public'],
  ['client_secret_basic', 'confidential-symmetric'],
  ['private_key_jwt', 'confidential-asymmetric'],
]);

const nameMax = 100;

/** @throws InvalidClientMetadata with what is wrong */
export async function takeRegistration(vault: Vault, id: string, metadata: AdapterPayload): Promise<void> {
  try {
    await registerItself(vault, { id, ...readSelfDescription(metadata) }, callerAddress.getStore() ?? '');
  } catch (error) {
    if (error instanceof Fault) throw new errors.InvalidClientMetadata(error.message);
    throw error;
  }
}

const unnamed = 'An application without a name';

/** @throws InvalidClientMetadata */
export function readSelfDescription(
  metadata: Readonly<Record<string, unknown>>,
): Omit<SelfRegistration, 'id'> {
  return {
    name: [...(readText(metadata.client_name) ?? '')].slice(0, nameMax).join('') || unnamed,
    privacyUrl: readText(metadata.policy_uri),
    termsUrl: readText(metadata.tos_uri),
    smart: readClient(metadata),
  };
}

function readClient(metadata: Readonly<Record<string, unknown>>): SmartClient {
  const clientType = types.get(metadata.token_endpoint_auth_method);
  if (!clientType)
    throw new errors.InvalidClientMetadata(
      'token_endpoint_auth_method must be none, client_secret_basic or private_key_jwt',
    );
  const secret = readText(metadata.client_secret);
  return {
    clientType,
    redirectUris: readTexts(metadata.redirect_uris),
    launchUrl: readText(metadata.smart_launch_url),
    jwks: readKeys(metadata.jwks),
    jwksUri: readText(metadata.jwks_uri),
    ...(clientType === 'confidential-symmetric' &&
      secret !== undefined && { secretHash: hashSha256(secret).toString('base64url') }),
    scopes: readText(metadata.smart_scopes) ?? '',
    isSelfRegistered: true,
  };
}

/** @throws InvalidClientMetadata */
function readKeys(given: unknown): PublicKeys | undefined {
  if (given === undefined) return undefined;
  const { keys } = (given ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || !keys.every(key => typeof key === 'object' && key !== null))
    throw new errors.InvalidClientMetadata('jwks must be an object with keys');
  return { keys };
}

function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
