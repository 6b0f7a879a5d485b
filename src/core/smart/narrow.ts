// What a person gives of what is asked: less of each rule, and the scopes that are left; and what those rules leave of the scopes of
// a token later on. Pure.
import { everyType, findVersion } from '../../things/index.ts';
import { compareReach } from '../authorization/reach.ts';
import { isOfScope, type Rule, type RuleTarget } from '../authorization/rules.ts';
import {
  intersectScopes,
  isWithin,
  keepGranted,
  makeOffline,
  parseResourceScope,
  permissionOf,
  printScopes,
  type ResourceScope,
  type Scopes,
  scopesMax,
} from './scopes.ts';
import { typesOfResource } from './types.ts';

/** By what a person narrows all of it. */
export interface Less {
  /** Does it also hold when the person is away? */
  readonly isAway: boolean;
  /** The first day, as `2026-01-31`, of what is given; undefined for all. */
  readonly from: string | undefined;
  /** Groups of types that are left out. */
  readonly leftOut: readonly string[];
}

interface Granted {
  readonly rules: readonly Rule[];
  readonly scopes: string;
  readonly isOffline: boolean;
}

const asAsked: Less = { isAway: true, from: undefined, leftOut: [] };

/** @param picked rules for while the person is there */
export function makeGranted(asked: Scopes, picked: readonly Rule[], less: Less = asAsked): Granted {
  const isOffline = less.isAway && asked.others.has('offline_access');
  const online = picked.map(rule => narrowRule(rule, less));
  const others = [...asked.others].filter(scope => scope !== 'offline_access' || isOffline);
  return {
    rules: [...online, ...(isOffline ? online.map(makeOffline) : [])],
    scopes: printScopes(keepGranted(asked, picked), others),
    isOffline,
  };
}

function narrowRule(rule: Rule, { from, leftOut }: Less): Rule {
  const exceptions = listLeftOut(leftOut);
  const since = (target: RuleTarget): RuleTarget =>
    from === undefined ? target : { ...target, from: `${from}T00:00:00` };
  return {
    ...rule,
    targets: rule.targets.map(since),
    exceptions: [...rule.exceptions, ...exceptions],
  };
}

function listLeftOut(groups: readonly string[]): RuleTarget[] {
  const typeIds = everyType()
    .filter(({ group }) => groups.includes(group))
    .flatMap(({ versions }) => versions.slice(-1).map(({ id }) => id));
  return typeIds.length === 0 ? [] : [{ typeIds }];
}

/**
 * The scopes of a token within the rules that hold today. A narrower consent narrows the tokens from before it, and a wider one
 * after it makes them as wide as they were.
 * @param rules those of the authorization in the mode of the request
 */
export function keepToRules(scopes: Scopes, rules: readonly Rule[]): Scopes {
  const ofScopes = rules.filter(isOfScope);
  if (ofScopes.length === 0) return scopes;
  const texts = new Set(ofScopes.map(({ scope }) => scope));
  if (scopes.resources.every(({ text }) => texts.has(text))) return scopes;
  const granted = ofScopes.flatMap(({ scope = '' }) => parseResourceScope(scope) ?? []);
  const others = rules.filter(rule => !isOfScope(rule));
  const isWhole = (scope: ResourceScope) =>
    texts.has(scope.text) ||
    isWithin(
      scope,
      granted.map(wide => ({ ...wide, context: scope.context })),
    ) ||
    (others.length > 0 && reachAsFar(others, ofScopes, scope));
  const resources = scopes.resources.flatMap(scope =>
    isWhole(scope) ? [scope] : granted.flatMap(wide => intersectScopes(scope, wide) ?? []),
  );
  return { ...scopes, resources: resources.slice(0, scopesMax) };
}

/** Do rules without a scope open all that those with one do, of the types that a scope is about? */
function reachAsFar(others: readonly Rule[], ofScopes: readonly Rule[], scope: ResourceScope): boolean {
  const types = scope.resourceType === '*' ? undefined : new Set(typesOfResource(scope.resourceType));
  const needed = new Set(scope.interactions.map(interaction => permissionOf[interaction]));
  return compareReach(ofScopes, others).every(({ permission, typeId, isGiven }) => {
    const type = findVersion(typeId)?.type;
    return isGiven || !needed.has(permission) || (type && types && !types.has(type));
  });
}
