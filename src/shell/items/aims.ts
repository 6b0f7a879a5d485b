// Where somebody sets a target for what a mark is about.
import type { Mark } from '../../core/targets/judge.ts';
import healthGoal from '../../things/health-goal.ts';
import type { ThingType } from '../../things/index.ts';
import { getTypeId } from './kinds.ts';
import { getChartSlug } from './links.ts';

/** As far as grants and what they are of tell. */
interface Permits {
  permits(what: 'Create' | 'Update' | 'Delete', typeId: string): boolean;
}

/** May goals be kept in the record? */
export function mayKeepGoals(grant: Permits): boolean {
  const id = getTypeId(healthGoal as ThingType);
  return (['Create', 'Update', 'Delete'] as const).every(what => grant.permits(what, id));
}

/** Of the first that a target would change; undefined where there is none, or none may be set. */
export function findAimHref(marks: readonly Mark[], grant: Permits): string | undefined {
  const line = marks.find(mark => isAimed(mark))?.line;
  return line && mayKeepGoals(grant) ? aimHref(getChartSlug({ name: line.kind })) : undefined;
}

/** What came with its own range is judged by that, whatever the target. */
export function isAimed({ by, line }: Mark): boolean {
  return line !== undefined && (by === 'usual' || by === 'target');
}

export function aimHref(slug: string): string {
  return `/charts/${slug}/target`;
}
