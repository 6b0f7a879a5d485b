// What an application asks for and holds, beside what it has done with it: for `keepwell doctor --app`.
import { isOfScope, isSameFamily, type Permission, permissions, type Rule } from '../authorization/rules.ts';
import { isLoopback } from '../web-address.ts';
import type { Application } from './application.ts';

/** That an application read or wrote items of a type. */
export interface AppUse {
  /** A version-type-id. */
  readonly typeId: string;
  readonly permission: Permission;
  /** Milliseconds since 1970: the latest. */
  readonly lastAt: number;
}

/** What is open to an application, and for how long it has been. */
export interface AppStanding {
  /** Milliseconds; undefined where nobody has authorised it. */
  readonly firstAuthorizedAt: number | undefined;
  readonly authorizations: number;
  /** Of those that are older than the time asked for, those of which nothing was read or written since. */
  readonly idle: number;
  /** Sessions of the application that are open, by the certificate that opened them; undefined for a shared secret. */
  readonly sessions: readonly { readonly thumbprint: string | undefined; readonly count: number }[];
  /** Tokens of people who authorise nothing of it any more. */
  readonly strayTokens: number;
}

/** A right that rules ask for, and nobody has used. */
export interface UnusedRight {
  readonly rule: string;
  readonly mode: Rule['mode'];
  readonly permission: Permission;
  /** Version-type-ids: those of the rule that were never used so. `all`: it asks for whatever there is. */
  readonly typeIds: readonly string[] | 'all';
}

/**
 * What rules ask for, beyond what was done. A rule for all types is unused by a permission where fewer than
 * `manyTypes` were touched by it: it could name them.
 */
export function listUnusedRights(rules: readonly Rule[], uses: readonly AppUse[]): UnusedRight[] {
  return rules
    .filter(rule => !isOfScope(rule))
    .flatMap(rule =>
      permissions
        .filter(permission => rule.permissions.includes(permission))
        .flatMap(permission => {
          const typeIds = findUnused(rule, permission, uses);
          return typeIds === undefined ? [] : [{ rule: rule.name, mode: rule.mode, permission, typeIds }];
        }),
    );
}

const manyTypes = 20;

function findUnused(
  rule: Rule,
  permission: Permission,
  uses: readonly AppUse[],
): readonly string[] | 'all' | undefined {
  const used = uses.filter(use => use.permission === permission);
  if (rule.targets.some(({ typeIds }) => typeIds === 'all'))
    return new Set(used.map(({ typeId }) => typeId)).size < manyTypes ? 'all' : undefined;
  const named = [...new Set(rule.targets.flatMap(({ typeIds }) => typeIds))];
  const unused = named.filter(typeId => !used.some(use => isSameFamily(use.typeId, typeId)));
  return unused.length === 0 ? undefined : unused;
}

/** Addresses to which tokens and people are sent, that are not https: on another computer, whoever sits between reads along. */
export function listOpenAddresses({ actionUrl, smart }: Application): string[] {
  return [actionUrl, smart?.launchUrl, smart?.jwksUri, ...(smart?.redirectUris ?? [])].filter(
    (address): address is string => {
      if (address === undefined || !URL.canParse(address)) return false;
      const { protocol, hostname } = new URL(address);
      return protocol === 'http:' && !isLoopback(hostname);
    },
  );
}
