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

/** Is there a date at which a granted rule covers a permission on a type? */
export function coversSomeDate(rule: Rule, permission: Permission, typeId: string): boolean {
  const held = rule.exceptions.filter(target => hasType(target, typeId));
  return (
    rule.permissions.includes(permission) &&
    rule.targets.some(target => hasType(target, typeId) && isLeft(target, held))
  );
}

/** Is some date of a range left when others are taken out of it? Dates compare as text. */
function isLeft({ from = '', to = afterAllDates }: Dates, taken: readonly Dates[]): boolean {
  let gone: string | undefined;
  for (const { from: start = '', to: end = afterAllDates } of taken.toSorted((a, b) =>
    (a.from ?? '') < (b.from ?? '') ? -1 : 1,
  )) {
    if (start > (gone ?? from)) break;
    if (end >= (gone ?? from)) gone = end;
  }
  return gone === undefined ? from <= to : gone < to;
}

type Dates = Pick<RuleTarget, 'from' | 'to'>;

const afterAllDates = '~';

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
  return typeIds === 'all' || typeIds.some(id => sameFamily(id, typeId));
}

/** Versions of a type share their rights. */
export function sameFamily(a: string, b: string): boolean {
  if (a === b) return true;
  const type = findVersion(a)?.type;
  return type !== undefined && type === findVersion(b)?.type;
}
