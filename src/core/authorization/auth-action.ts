// Whether an application has what it asks for on a record, or the person must be asked again. Pure.
// Called by people/person-info.ts with what was granted and what the application asks today.
import type { RecordAccess } from '../records/record.ts';
import { compareReach } from './reach.ts';
import { mayPersonDo } from './readable.ts';
import { type Rule, withoutScopes } from './rules.ts';

export type AuthAction =
  | 'NoActionRequired'
  | 'AuthorizationRequired'
  | 'ReauthorizationRequired'
  | 'ReauthorizationNotPossible'
  | 'RecordLocationNotSupported';

/**
 * Required rules that reach further than what was granted ask for the person again. Rules that became narrower,
 * and optional ones, never do: those wait until the application asks for them itself.
 */
export function judgeAuthorization({
  asked,
  granted,
  access,
  isServed = true,
}: {
  asked: readonly Rule[];
  /** Undefined when nothing ever was. */
  granted: readonly Rule[] | undefined;
  access: Pick<RecordAccess, 'level' | 'typeIds' | 'expiresAt'>;
  /** Does the application serve the place the record belongs to? */
  isServed?: boolean;
}): AuthAction {
  if (!isServed) return 'RecordLocationNotSupported';
  const all = compareReach(requiredOf(asked), granted ?? []);
  // What was granted counts for nothing where the person has lost it since.
  if (!all.every(({ permission, typeId }) => mayPersonDo(access, permission, typeId)))
    return 'ReauthorizationNotPossible';
  if (granted === undefined) return 'AuthorizationRequired';
  return all.every(({ isGiven }) => isGiven) ? 'NoActionRequired' : 'ReauthorizationRequired';
}

/** Did the person agree to all that is required today, by rules of HealthVault? Whether it is theirs to give is another question. */
export function hasAllRequired(asked: readonly Rule[], granted: readonly Rule[]): boolean {
  return compareReach(requiredOf(asked), withoutScopes(granted)).every(({ isGiven }) => isGiven);
}

function requiredOf(rules: readonly Rule[]): readonly Rule[] {
  if (rules.every(({ optional }) => optional === undefined)) return rules;
  const known = required.get(rules);
  if (known) return known;
  const found = Object.freeze(rules.filter(({ optional }) => optional === undefined));
  // Rules that may still change cannot stand for what was found in them.
  if (Object.isFrozen(rules)) required.set(rules, found);
  return found;
}

/** So that what compareReach remembers of them is found again. */
const required = new WeakMap<readonly Rule[], readonly Rule[]>();
