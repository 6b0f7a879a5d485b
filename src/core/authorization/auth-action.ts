// Whether an application has what it asks for on a record, or the person must be asked again. Pure.
// Called by people/person-info.ts with what was granted and what the application asks today.
import type { RecordAccess } from '../records/record.ts';
import { personMay } from './grant.ts';
import type { Permission, Rule, RuleTarget } from './rules.ts';
import { sameFamily } from './rules.ts';

export type AuthAction = 'NoActionRequired' | 'ReauthorizationRequired' | 'ReauthorizationNotPossible';

/**
 * Required rules that reach further than what was granted ask for the person again. Rules that became narrower,
 * and optional ones, never do: those wait until the application asks for them itself.
 */
export function authAction({
  asked,
  granted,
  access,
}: {
  asked: readonly Rule[];
  granted: readonly Rule[];
  access: Pick<RecordAccess, 'level' | 'typeIds' | 'expiresAt'>;
}): AuthAction {
  const missing = asked
    .filter(rule => rule.optional === undefined)
    .flatMap(rule => demandsOf(rule))
    .filter(demand => !isGranted(demand, granted));
  if (missing.length === 0) return 'NoActionRequired';
  return missing.every(demand => canGrant(access, demand))
    ? 'ReauthorizationRequired'
    : 'ReauthorizationNotPossible';
}

/** One permission on one type, or on all, that a rule asks for. */
interface Demand {
  readonly rule: Rule;
  readonly permission: Permission;
  readonly typeId: string | 'all';
  readonly dates: Pick<RuleTarget, 'from' | 'to'>;
}

function demandsOf(rule: Rule): Demand[] {
  return rule.targets.flatMap(target =>
    (target.typeIds === 'all' ? ['all'] : target.typeIds).flatMap(typeId =>
      rule.permissions.map(permission => ({ rule, permission, typeId, dates: target })),
    ),
  );
}

function isGranted({ rule, permission, typeId, dates }: Demand, granted: readonly Rule[]): boolean {
  return granted.some(
    given =>
      given.mode === rule.mode &&
      given.permissions.includes(permission) &&
      given.targets.some(target => hasType(target, typeId) && datesWithin(dates, target)) &&
      given.exceptions
        .filter(exception => typeId === 'all' || hasType(exception, typeId))
        .every(exception => isStillExcepted(exception, typeId, rule.exceptions)),
  );
}

/** What was held back at the time must be held back by the rule of today too. */
function isStillExcepted(exception: RuleTarget, typeId: string, today: readonly RuleTarget[]): boolean {
  const types = typeId === 'all' ? exception.typeIds : [typeId];
  return today.some(
    held =>
      (types === 'all' ? held.typeIds === 'all' : types.every(id => hasType(held, id))) &&
      datesWithin(exception, held),
  );
}

function hasType({ typeIds }: RuleTarget, typeId: string): boolean {
  return typeIds === 'all' || (typeId !== 'all' && typeIds.some(id => sameFamily(id, typeId)));
}

function datesWithin(
  inner: Pick<RuleTarget, 'from' | 'to'>,
  outer: Pick<RuleTarget, 'from' | 'to'>,
): boolean {
  const startsInside = outer.from === undefined || (inner.from !== undefined && inner.from >= outer.from);
  const endsInside = outer.to === undefined || (inner.to !== undefined && inner.to <= outer.to);
  return startsInside && endsInside;
}

function canGrant(
  access: Pick<RecordAccess, 'level' | 'typeIds' | 'expiresAt'>,
  { permission, typeId }: Demand,
): boolean {
  if (typeId !== 'all') return personMay(access, permission, typeId);
  return access.typeIds === undefined && (access.level !== 'view' || permission === 'Read');
}
