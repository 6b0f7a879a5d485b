// The rules of an application between the core and XML.
import type { RuleDraft } from '../../core/applications/registration.ts';
import { permissions, type Rule, type RuleTarget } from '../../core/authorization/rules.ts';
import { fault } from '../../core/healthvault/status-fault.ts';
import type { Limits } from '../../core/limits/limits.ts';
import type { Infer } from '../../schema/schema.ts';
import { findVersion } from '../../things/index.ts';
import type { authXml, ruleElement, setElement } from '../contracts/parts/auth-xml.ts';
import { localDateTime } from '../contracts/parts/local-time.ts';

export { authXml } from '../contracts/parts/auth-xml.ts';

/** @param reasonsOf the reason of a rule in the languages there are, the one for all languages first */
export function answerAuth(
  rules: readonly Rule[],
  reasonsOf: (rule: Rule) => { value: string; language?: string }[] = ({ reason }) => [{ value: reason }],
): Infer<typeof authXml> {
  return { auth: { rules: { rule: rules.map(rule => ruleAnswer(rule, reasonsOf(rule))) } } };
}

function ruleAnswer(
  { name, permissions, targets, exceptions, optional }: Rule,
  reason: { value: string; language?: string }[],
): Infer<typeof ruleElement> {
  // A rule without target sets is on everything.
  const everything = targets.some(
    ({ typeIds, from, to }) => typeIds === 'all' && from === undefined && to === undefined,
  );
  return {
    name,
    'is-optional': optional !== undefined,
    reason,
    displayFlags: optional && displayFlags(optional),
    permission: [...permissions],
    targetSet: everything ? [] : targets.map(setAnswer),
    exceptionSet: exceptions.map(setAnswer),
  };
}

const displayFlag = { displayFirst: 1, checkedFirst: 2, checkedByDefault: 4 };

function displayFlags(how: NonNullable<Rule['optional']>): number {
  return (
    (how.displayFirst ? displayFlag.displayFirst : 0) |
    (how.checkedFirst ? displayFlag.checkedFirst : 0) |
    (how.checkedByDefault ? displayFlag.checkedByDefault : 0)
  );
}

function setAnswer({ typeIds, from, to }: RuleTarget): Infer<typeof setElement> {
  return {
    dateRange: from === undefined && to === undefined ? [] : [{ dateMin: from, dateMax: to }],
    typeId: typeIds === 'all' ? [] : [...typeIds],
  };
}

/** The rules a master sends. @throws INVALID_THING_TYPE; INVALID_XML for more than an application may ask for */
export function readRuleDrafts({ auth }: Infer<typeof authXml>, limits: Limits): RuleDraft[] {
  const drafts = (auth?.rules?.rule ?? []).map(ruleDraft);
  const sets = drafts.flatMap(({ targets, exceptions }) => [...targets, ...exceptions]);
  const types = sets.reduce((sum, { typeIds }) => sum + (typeIds === 'all' ? 0 : typeIds.length), 0);
  const bounds = [
    ['rules', drafts.length, limits.appRulesMax],
    ['sets of types and dates in all rules', sets.length, limits.appRuleSetsMax],
    ['types in all rules', types, limits.appRuleTypesMax],
  ] as const;
  for (const [what, count, max] of bounds) {
    if (count > max) throw fault('INVALID_XML', `auth: at most ${max} ${what} are allowed`);
  }
  return drafts;
}

function ruleDraft(rule: Infer<typeof ruleElement>): RuleDraft {
  const { displayFlags: flags = 0, targetSet = [], exceptionSet = [] } = rule;
  // An incremental rule was asked for later than the others, which is what optional ones are for.
  const isOptional = rule['is-optional'] === true || rule['is-incr'] === true;
  const everything: RuleTarget = { typeIds: 'all' };
  return {
    name: rule.name,
    reasons: (rule.reason ?? []).map(({ value, language }) => ({ text: value, language })),
    permissions: permissions.filter(
      permission => rule.permission.includes('All') || rule.permission.includes(permission),
    ),
    targets: targetSet.length === 0 ? [everything] : targetSet.flatMap(ruleTargets),
    exceptions: exceptionSet.flatMap(ruleTargets),
    optional: isOptional
      ? {
          displayFirst: (flags & displayFlag.displayFirst) !== 0,
          checkedFirst: (flags & displayFlag.checkedFirst) !== 0,
          checkedByDefault: (flags & displayFlag.checkedByDefault) !== 0,
        }
      : undefined,
  };
}

/** One for each span of dates. */
function ruleTargets({ dateRange = [], typeId = [] }: Infer<typeof setElement>): RuleTarget[] {
  if (typeId.some(id => !findVersion(id))) throw fault('INVALID_THING_TYPE', 'It is in a rule.');
  const typeIds = typeId.length === 0 ? 'all' : [...new Set(typeId)];
  if (dateRange.length === 0) return [{ typeIds }];
  return dateRange.map(({ dateMin, dateMax }) => ({
    typeIds,
    ...(dateMin !== undefined && { from: localDateTime(dateMin) }),
    ...(dateMax !== undefined && { to: localDateTime(dateMax) }),
  }));
}
