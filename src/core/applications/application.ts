// Applications: what is registered of them.
import { BlockList, isIP } from 'node:net';
import type { Rule } from '../authorization/rules.ts';
import type { SmartClient } from '../smart/client.ts';

/** Method groups an application may be allowed beyond the basic one. */
export const methodGroups = [
  'basic',
  'hosted-web',
  'connect-package',
  'provisioning',
  'sign-up',
  'eventing',
  'e-mail',
  'direct',
  'rest',
  'onboarding',
  'meaningful-use',
  'introspection',
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
  /** What a person reads who connected a record or picked up a package. */
  readonly connectMessage?: string | undefined;
  readonly methodGroups: readonly MethodGroup[];
  readonly rules: readonly Rule[];
  /** Address prefixes calls must come from, `10.0.` or `10.0.0.0/16`; none means any. */
  readonly ipPrefixes: readonly string[];
  /** Where a child's master named methods or groups: all it may call. */
  readonly methods?: readonly string[];
  /** Mail of the application is sent from here. */
  readonly domainName?: string;
  /** Only people whom AuthorizeApplication admitted may authorise it. */
  readonly restrictsUsers?: boolean;
  /** May people stay signed in, and for how long? */
  readonly persistentTokens?: { readonly enabled: boolean; readonly ttlSeconds?: number };
  /** Such as `hippa`, which is how HealthVault spelled it, and `clinicaltrial`. */
  readonly attributes?: readonly string[];
  /** Vocabularies registered for it. */
  readonly vocabularies?: readonly VocabularyGrant[];
  /** What a master may register for its children; no limit when absent. */
  readonly childVocabularies?: readonly VocabularyGrant[];
  /** Where the records it serves may belong; anywhere when there are none. */
  readonly recordLocations?: readonly RecordLocation[];
  /** Instances it works with; all when absent. */
  readonly instances?: readonly string[];
  /** Sources of meaningful-use data that are its own, and those its children may have. */
  readonly meaningfulUseSources?: readonly string[];
  readonly childMeaningfulUseSources?: readonly string[];
  readonly bulkExtraction?: { readonly isOnboarded: boolean; readonly isPermissionRequired: boolean };
  /** Where it works by SMART App Launch too. */
  readonly smart?: SmartClient | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A vocabulary by its name, or all of a family. */
export interface VocabularyGrant {
  readonly family: string;
  readonly name?: string;
}

/** A country, or a part of it. */
export interface RecordLocation {
  readonly country: string;
  readonly stateProvince?: string;
}

/** May an application call at all, from this address? In production only approved ones may. */
export function mayCall(app: Application, mode: 'sandbox' | 'production', address: string): boolean {
  return explainRefusedCall(app, mode, address) === undefined;
}

/** What keeps it from calling, for its developers. */
export function explainRefusedCall(
  { state, ipPrefixes }: Application,
  mode: 'sandbox' | 'production',
  address: string,
): 'disabled' | 'approval' | 'caller' | undefined {
  if (state === 'disabled') return 'disabled';
  if (mode === 'production' && state !== 'active') return 'approval';
  const isOpen =
    ipPrefixes.length === 0 || ipPrefixes.some(prefix => isWithin(address, prefix.toLowerCase()));
  return isOpen ? undefined : 'caller';
}

/** Is a method open to an application? Those of the basic group are open to all but children that were given a list. */
export function mayCallMethod(
  app: Application,
  { name, group }: { name: string; group: MethodGroup },
): boolean {
  if (group !== 'basic' && !app.methodGroups.includes(group)) return false;
  return app.methods === undefined || app.methods.includes(name) || app.methods.includes(group);
}

export function isWithin(address: string, prefix: string): boolean {
  const [subnet = '', bits] = prefix.split('/');
  if (bits === undefined) return startsWith(address, prefix);
  if (isIP(address) === 0 || isIP(address) !== isIP(subnet)) return false;
  const list = new BlockList();
  const family = isIP(subnet) === 6 ? 'ipv6' : 'ipv4';
  list.addSubnet(subnet, Number(bits), family);
  return list.check(address, family);
}

/** Whole parts only: `10.0.0.1` is not the beginning of `10.0.0.17`. */
function startsWith(address: string, prefix: string): boolean {
  if (!address.startsWith(prefix)) return false;
  return (
    address.length === prefix.length || /[.:]$/.test(prefix) || /[.:]/.test(address.charAt(prefix.length))
  );
}

/** A public key an application signs with. */
export interface Certificate {
  readonly appId: string;
  /** Hex SHA-1 of the DER form, in lower case: what clients name it by. */
  readonly thumbprint: string;
  readonly pem: string;
  readonly addedAt: number;
  /** The admin who gave it; undefined where a master or the operator did. */
  readonly addedBy?: string | undefined;
}
