// What an application wrote into the address of redirect.aspx that cannot be meant, and that is served all the same: the
// person goes on, and its developers read of it in the trace. Pure.
import type { Mistake } from '../../core/healthvault/tracing/mistake.ts';
import { guid } from '../../core/healthvault/tracing/shapes.ts';
import { findHelpTopic } from '../kit/help-topics.ts';
import type { Parameters } from './redirect-query.ts';
import type { Target } from './shell-request.ts';

export interface Remark {
  readonly mistake: Mistake;
  /** English, as its developers read it. Without the values: those may be anything. */
  readonly detail: string;
}

/** The names of its optional rules, in one mode and the other. */
export interface RuleNames {
  readonly online: readonly string[];
  readonly offline: readonly string[];
}

/** @param rules undefined where nobody is asked for consent, so that none is asked for */
export function findRemarks(parameters: Parameters, target: Target, rules: RuleNames | undefined): Remark[] {
  const odd = [...parameters].flatMap(([name, value]) => {
    const rest = value.trim() === '' ? undefined : whatIsDue(name, value.trim(), target);
    return rest === undefined
      ? []
      : [{ mistake: 'address' as const, detail: `The parameter ${name} ${rest}` }];
  });
  return [...odd, ...(rules ? [...unknownRules(parameters, rules)] : [])];
}

const truths: readonly string[] = ['ismra', 'forceappauth', 'foreceappauth', 'daddrec', 'additem'];
const ids: readonly string[] = ['extrecordid', 'refappid'];

function whatIsDue(name: string, value: string, target: Target): string | undefined {
  if (truths.includes(name) && !/^(true|false|1|0)$/i.test(value))
    return 'is neither true nor false, and counts as false.';
  if (name === 'trm' && !/^(get|post)$/i.test(value)) return 'is neither get nor post, and counts as get.';
  if (ids.includes(name) && !guid.test(value)) return 'is not a GUID.';
  if (name === 'topicid' && target === 'HELP' && findHelpTopic(value) === undefined)
    return 'names no topic of the help, so its first page was shown. Try PrivacyPolicy, ServiceAgreement, or none.';
  return undefined;
}

const modes = { onopt: 'online', offopt: 'offline' } as const;

/** One for each mode, however many names are wrong. */
function unknownRules(parameters: Parameters, rules: RuleNames): Remark[] {
  return Object.entries(modes).flatMap(([prefix, mode]) => {
    const wrong = [...parameters]
      .filter(([name, value]) => isNumbered(name, prefix) && value !== '' && !rules[mode].includes(value))
      .map(([name]) => name);
    if (wrong.length === 0) return [];
    const detail = `${wrong.slice(0, namedMax).join(', ')}: the application has no optional ${mode} rule of this name.`;
    return [{ mistake: `${mode}-rule` as const, detail }];
  });
}

const namedMax = 5;

function isNumbered(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^\d{1,3}$/.test(name.slice(prefix.length));
}
