// Rules: what an application asks for, and whether a rule covers an access.
import { findVersion } from '../../things/index.ts';

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

function inTarget(target: RuleTarget, typeId: string, effectiveDate: string | undefined): boolean {
  if (target.typeIds !== 'all' && !target.typeIds.some(id => sameFamily(id, typeId))) return false;
  if (target.from === undefined && target.to === undefined) return true;
  if (effectiveDate === undefined) return false;
  return (
    (target.from === undefined || effectiveDate >= target.from) &&
    (target.to === undefined || effectiveDate <= target.to)
  );
}

/** Versions of a type share their rights. */
export function sameFamily(a: string, b: string): boolean {
  if (a === b) return true;
  const type = findVersion(a)?.type;
  return type !== undefined && type === findVersion(b)?.type;
}
