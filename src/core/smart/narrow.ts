// What a person gives of what is asked: less of each rule, and the scopes that are left. Pure.
import { everyType } from '../../things/index.ts';
import type { Rule, RuleTarget } from '../authorization/rules.ts';
import { keepGranted, makeOffline, printScopes, type Scopes } from './scopes.ts';

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
