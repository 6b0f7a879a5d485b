// Rules: what an application asks for, and whether a rule covers an access.
import { findVersion } from '../../things/index.ts';
import { joinSpans, subtractSpans, toSpan } from './spans.ts';

export const permissions = ['Read', 'Create', 'Update', 'Delete'] as const;
export type Permission = (typeof permissions)[number];

/** Some types, at some effective dates. */
export interface RuleTarget {
  /** Version-type-ids. */
  readonly typeIds: readonly string[] | 'all';
  /** First and last effective date, as local date-times; either may be open. */
  readonly from?: string;
  readonly to?: string;
}

export interface Rule {
  /** At most 16 characters; unique within the application and mode. */
  readonly name: string;
  /** Why the application asks, for the consent page. */
  readonly reason: string;
  readonly permissions: readonly Permission[];
  readonly targets: readonly RuleTarget[];
  readonly exceptions: readonly RuleTarget[];
  readonly mode: 'online' | 'offline';
  /** Undefined for a required rule. */
  readonly optional: { displayFirst: boolean; checkedFirst: boolean; checkedByDefault: boolean } | undefined;
  /** The SMART scope that it stands for. With one, it opens nothing but at the FHIR interface. */
  readonly scope?: string;
}

/** Does it stand for a SMART scope, and so open nothing but at the FHIR interface? */
export function isOfScope({ scope }: Rule): boolean {
  return scope !== undefined;
}

/** The very rules where none is of a scope, as what is found in them is remembered. */
export function withoutScopes(rules: readonly Rule[]): readonly Rule[] {
  return rules.some(isOfScope) ? rules.filter(rule => !isOfScope(rule)) : rules;
}

/**
 * Was it granted when an application was let in by SMART App Launch? Rules of scopes of a system are asked for with those of
 * HealthVault.
 */
export function isOfLaunch({ scope }: Rule): boolean {
  return scope?.startsWith('system/') === false;
}

/** Was only SMART granted? To the XML API that is nothing, where an authorisation without any rule is one. */
export function areOfScopesAlone(rules: readonly Rule[]): boolean {
  return rules.length > 0 && rules.every(isOfScope);
}

/** Does a granted rule cover a permission on a type, at an effective date where one is known? */
export function covers(
  rule: Rule,
  permission: Permission,
  typeId: string,
  effectiveDate: string | undefined,
): boolean {
  return (
    rule.permissions.includes(permission) &&
    rule.targets.some(target => inTarget(target, typeId, effectiveDate)) &&
    !rule.exceptions.some(target => inTarget(target, typeId, effectiveDate))
  );
}

/** Is there a date at which a granted rule covers a permission on a type? */
export function coversSomeDate(rule: Rule, permission: Permission, typeId: string): boolean {
  if (!rule.permissions.includes(permission)) return false;
  const spansOf = (targets: readonly RuleTarget[]) =>
    joinSpans(targets.filter(target => hasType(target, typeId)).map(toSpan));
  return subtractSpans(spansOf(rule.targets), spansOf(rule.exceptions)).length > 0;
}

function inTarget(target: RuleTarget, typeId: string, effectiveDate: string | undefined): boolean {
  if (!hasType(target, typeId)) return false;
  if (target.from === undefined && target.to === undefined) return true;
  if (effectiveDate === undefined) return false;
  return (
    (target.from === undefined || effectiveDate >= target.from) &&
    (target.to === undefined || effectiveDate <= target.to)
  );
}

function hasType({ typeIds }: RuleTarget, typeId: string): boolean {
  return typeIds === 'all' || typeIds.some(id => isSameFamily(id, typeId));
}

/** Versions of a type share their rights. */
export function isSameFamily(a: string, b: string): boolean {
  if (a === b) return true;
  const type = findVersion(a)?.type;
  return type !== undefined && type === findVersion(b)?.type;
}
