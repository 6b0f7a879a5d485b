// The conditions of scopes, `?category=…`, as those of a search.
import type { Interaction, WithinScopes } from './access.ts';
import { listParameters } from './parameters.ts';
import { type Condition, readCondition } from './query.ts';

/** Alternatives, in each of which all must hold; undefined where all of the kind is open. */
export function readNarrowing(
  access: WithinScopes,
  resourceType: string,
  interaction: Interaction,
): readonly (readonly Condition[])[] | undefined {
  return access.narrow(resourceType, interaction)?.flatMap(conditions => {
    const all = conditions.map(({ param, value }) => {
      const parameter = listParameters(resourceType).find(one => one.name === param);
      return parameter?.kind === 'token' ? readCondition(parameter, [], value) : undefined;
    });
    // What a kind is not searched by narrows it to nothing.
    return all.every(one => one !== undefined) ? [all] : [];
  });
}
