// Which types of thing a FHIR resource is made of, as scopes name resources, and the rules that an application has by its scopes.
import { typesOf } from '../../formats/fhir/index.ts';
import type { Rule } from '../authorization/rules.ts';
import type { SmartClient } from './client.ts';
import { parseScopes, scopesToRules, type TypesOf } from './scopes.ts';

export const typesOfResource: TypesOf = resourceType => typesOf(resourceType);

/**
 * The rules of a definition with those of a system's scopes, for which people are asked as for any rule. What is asked while a
 * person is there is in the request of each time.
 */
export function withSystemRules(rules: readonly Rule[], smart: SmartClient | undefined): Rule[] {
  const own = rules.filter(({ scope }) => scope === undefined);
  const { resources } = parseScopes(smart?.scopes ?? '');
  const ofSystem = resources.filter(({ context }) => context === 'system');
  return [...own, ...scopesToRules({ resources: ofSystem, others: new Set(), unknown: [] }, typesOfResource)];
}
