// The OpenID providers of the configuration, checked. Read by config.ts.
import type { IdentityProvider } from './core/people/identity-provider.ts';
import { isLoopback, isWebAddress } from './core/web-address.ts';

const fields = ['name', 'label', 'issuer', 'clientId', 'clientSecret'];

/** @throws an error that says what is wrong, without the secret */
export function readIdentityProviders(given: string | readonly object[] | undefined): IdentityProvider[] {
  if (given === undefined) return [];
  const all = typeof given === 'string' ? parsed(given) : given;
  const providers = all.map(readProvider);
  for (const field of ['name', 'issuer'] as const) {
    if (new Set(providers.map(provider => provider[field])).size < providers.length)
      throw new Error(`identity-providers: two have the same ${field}.`);
  }
  return providers;
}

function parsed(text: string): readonly unknown[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    list = undefined;
  }
  if (!Array.isArray(list)) throw new Error('identity-providers must be a JSON list.');
  return list;
}

function readProvider(given: unknown): IdentityProvider {
  if (typeof given !== 'object' || given === null)
    throw new Error('identity-providers: each must be an object.');
  const unknown = Object.keys(given).find(name => !fields.includes(name));
  if (unknown !== undefined) throw new Error(`identity-providers: there is no ${unknown} of a provider.`);
  const text = (name: string) => {
    const value = (given as Record<string, unknown>)[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [name, label, issuer, clientId] = ['name', 'label', 'issuer', 'clientId'].map(text) as [
    string,
    string,
    string,
    string,
  ];
  if (!/^[a-z0-9-]{1,30}$/.test(name))
    throw new Error('identity-providers: a name is made of a–z, 0–9 and hyphens.');
  if (label === '' || clientId === '')
    throw new Error(`identity-providers: ${name} needs a label and a clientId.`);
  if (!isSafe(issuer))
    throw new Error(
      `identity-providers: the issuer of ${name} must be its https address, as it names itself.`,
    );
  return { name, label, issuer, clientId, clientSecret: text('clientSecret') || undefined };
}

/** On this computer plain http will do. */
function isSafe(issuer: string): boolean {
  if (!isWebAddress(issuer)) return false;
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || isLoopback(hostname);
}
