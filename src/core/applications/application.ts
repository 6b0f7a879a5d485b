// Applications: what is registered of them.
import type { Rule } from '../authorization/rules.ts';

/** Method groups an application may be allowed beyond the basic one. */
export const methodGroups = [
  'basic',
  'hosted-web',
  'connect-package',
  'provisioning',
  'sign-up',
  'eventing',
  'e-mail',
  'rest',
  'onboarding',
  'meaningful-use',
] as const;
export type MethodGroup = (typeof methodGroups)[number];

export interface Application {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'web' | 'master' | 'soda-master' | 'soda-child' | 'child';
  /** The master of a child. */
  readonly masterId: string | undefined;
  /** Production vaults let only active ones work. */
  readonly state: 'active' | 'pending' | 'disabled';
  /** Does it work with several records of a person at once? */
  readonly multiRecord: boolean;
  readonly actionUrl: string | undefined;
  /** Hosts that `redirect` may name in a sandbox, beyond loopback. */
  readonly redirectHosts: readonly string[];
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
  readonly methodGroups: readonly MethodGroup[];
  readonly rules: readonly Rule[];
  /** Address prefixes calls must come from; none means any. */
  readonly ipPrefixes: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** May an application call at all, from this address? In production only approved ones may. */
export function mayCall(app: Application, mode: 'sandbox' | 'production', address: string): boolean {
  if (app.state === 'disabled' || (mode === 'production' && app.state !== 'active')) return false;
  return (
    app.ipPrefixes.length === 0 || app.ipPrefixes.some(prefix => startsWith(address, prefix.toLowerCase()))
  );
}

/** Whole parts only: `10.0.0.1` is not the beginning of `10.0.0.17`. */
function startsWith(address: string, prefix: string): boolean {
  if (!address.startsWith(prefix)) return false;
  return address.length === prefix.length || /[.:]$/.test(prefix) || /[.:]/.test(address[prefix.length]!);
}

/** A public key an application signs with. */
export interface Certificate {
  readonly appId: string;
  /** Hex SHA-1 of the DER form, in lower case: what clients name it by. */
  readonly thumbprint: string;
  readonly pem: string;
  readonly addedAt: number;
}
