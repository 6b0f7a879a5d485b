// What must hold of an application as a client of SMART App Launch before it is registered or changed, whoever asks.
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { Vault } from '../vault.ts';
import { isLoopback, isWebAddress } from '../web-address.ts';
import type { SmartClient } from './client.ts';
import { parseScopes, scopesLengthMax, scopesMax } from './scopes.ts';

const urlLengthMax = 2048;

/** The first thing that is wrong, as a sentence; undefined when nothing is. */
export function findSmartProblem(
  { mode, limits }: Pick<Vault, 'mode' | 'limits'>,
  smart: SmartClient,
): string | undefined {
  if (smart.redirectUris.length > limits.smartRedirectsMax)
    return `There may be at most ${limits.smartRedirectsMax} redirect addresses.`;
  return (
    scopeProblem(smart) ??
    smart.redirectUris.map(redirectProblem).find(problem => problem !== undefined) ??
    webProblem('launch address', smart.launchUrl, mode) ??
    webProblem('address of the keys', smart.jwksUri, mode) ??
    keyProblem(smart, limits.smartKeysMax)
  );
}

function scopeProblem({ scopes, clientType, redirectUris }: SmartClient): string | undefined {
  const { resources, unknown, others } = parseScopes(scopes);
  if (scopes.length > scopesLengthMax || resources.length + others.size > scopesMax)
    return `The scopes may have ${scopesLengthMax} characters and be ${scopesMax}.`;
  const [strange] = unknown;
  if (strange !== undefined) return `There is no scope ${strange.slice(0, 100)}.`;
  if (resources.length === 0) return 'It needs a scope that opens data, such as patient/Observation.rs.';
  const isOfSystem = resources.some(({ context }) => context === 'system');
  if (isOfSystem && clientType !== 'confidential-asymmetric')
    return 'Scopes of a system are for applications that prove themselves by a key.';
  const isOfPeople = resources.some(({ context }) => context !== 'system');
  if (isOfPeople && redirectUris.length === 0) return 'It needs a redirect address.';
  return undefined;
}

/** Of an app on a phone, a scheme that is a domain name read backwards, as nobody else has it. */
const ownScheme = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:\/{0,3}[^\s#\p{C}]*$/u;

function redirectProblem(uri: string): string | undefined {
  const wrong =
    'A redirect address is https, http on this very computer, or one of an app such as com.example.app:/back; without a fragment.';
  if (uri.length > urlLengthMax || !URL.canParse(uri) || uri.includes('#') || uri.includes('*')) return wrong;
  const { protocol, hostname } = new URL(uri);
  if (protocol === 'https:' || protocol === 'http:')
    return isWebAddress(uri) && (protocol === 'https:' || isLoopback(hostname)) ? undefined : wrong;
  return ownScheme.test(uri) ? undefined : wrong;
}

function webProblem(what: string, url: string | undefined, mode: Vault['mode']): string | undefined {
  if (url === undefined) return undefined;
  const isGood = url.length <= urlLengthMax && isWebAddress(url) && !url.includes('#');
  if (!isGood) return `The ${what} must be a web address.`;
  const { protocol, hostname } = new URL(url);
  const mayBePlain = mode === 'sandbox' && isLoopback(hostname);
  return protocol === 'https:' || mayBePlain ? undefined : `The ${what} must be https.`;
}

function keyProblem(
  { clientType, jwks, jwksUri, secretHash }: SmartClient,
  keysMax: number,
): string | undefined {
  if (clientType === 'confidential-symmetric')
    return secretHash === undefined ? 'It needs a secret.' : undefined;
  if (clientType === 'public') return undefined;
  if (jwksUri !== undefined) return jwks ? 'Give the keys or their address, not both.' : undefined;
  const keys = jwks?.keys ?? [];
  if (keys.length === 0) return 'It needs a public key, or the address where its keys are published.';
  if (keys.length > keysMax) return `There may be at most ${keysMax} keys.`;
  return keys.every(isGoodKey)
    ? undefined
    : 'Each key is a public one for RS384 (2048 bits or more) or ES384 (P-384), without its private part.';
}

const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth', 'priv'];
const rsaBitsMin = 2048;

function isGoodKey(key: Readonly<Record<string, unknown>>): boolean {
  if (privateParts.some(part => Object.hasOwn(key, part))) return false;
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey({
      key: key as JsonWebKey,
      format: 'jwk',
    });
    if (type === 'rsa') return (details?.modulusLength ?? 0) >= rsaBitsMin;
    return type === 'ec' && (key.crv === 'P-256' || key.crv === 'P-384');
  } catch {
    return false;
  }
}
