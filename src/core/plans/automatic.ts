// Which items count for a task by themselves: those of the types that its events name, for which all that these say of the type
// holds, and the targets, where they are to be reached. XPath is judged where that of queries is, in threads with bounds.
import { everyType, getVersion, type ThingType } from '../../things/index.ts';
import type { Task } from '../../things/task.ts';
import type { Grant } from '../authorization/grant.ts';
import { Fault, fault } from '../faults.ts';
import { checkXPath } from '../healthvault/xpath/xpath.ts';
import { lendEvaluator } from '../healthvault/xpath/xpath-threads.ts';
import { Budget } from '../things/budget.ts';
import { listVersionIds } from '../things/scope.ts';
import type { Vault } from '../vault.ts';
import type { Done } from './kept-to.ts';
import type { KeptTask } from './read.ts';
import type { Span } from './slots.ts';

/** What items of some types must meet, all of it. */
export interface Rule {
  readonly root: string;
  readonly typeIds: readonly string[];
  readonly xpaths: readonly string[];
}

/** By the element of the type: what is said of others is said of other items. None for a task that counts by hand alone. */
export function listRules({ trackingPolicy }: Task, lengthMax: number): Rule[] {
  if (!trackingPolicy?.isAutoTrackable) return [];
  const events = trackingPolicy.targetEvents?.targetEvent ?? [];
  const { evaluateTargets, targets } = trackingPolicy.occurrenceMetrics ?? {};
  const conditions = [
    ...events.map(event => ({
      path: toPath(event.elementXpath),
      write: (path: string) => writeEvent(path, event),
    })),
    ...(evaluateTargets ? (targets?.target ?? []) : []).map(target => ({
      path: toPath(target.propertyXpath),
      write: (path: string) => writeTarget(path, target),
    })),
  ];
  const roots = new Set(events.map(event => findRoot(toPath(event.elementXpath))));
  return [...roots].flatMap(root => {
    const own = conditions.filter(({ path }) => findRoot(path) === root);
    const types = everyType().filter(({ versions }) => versions.some(version => version.root === root));
    const typeIds = listVersionIds(new Set(types));
    if (root === undefined || typeIds.length === 0) return [];
    try {
      return { root, typeIds, xpaths: own.map(({ path, write }) => checkXPath(write(path), lengthMax)) };
    } catch (error) {
      // Written by who is not told what is wrong with it: it counts nothing.
      if (error instanceof Fault) return [];
      throw error;
    }
  });
}

/** As filters of queries begin. */
function toPath(given: string): string {
  const path = given.trim().replace(/^\/+/, '');
  return `/${path.startsWith('thing/') ? path : `thing/data-xml/${path}`}`;
}

function findRoot(path: string): string | undefined {
  return /^\/thing\/data-xml\/([\w.-]+)/.exec(path)?.[1];
}

function writeEvent(
  path: string,
  {
    isNegated,
    elementValues,
  }: { isNegated?: boolean | undefined; elementValues?: { string: readonly string[] } | undefined },
): string {
  const values = (elementValues?.string ?? []).filter(value => !(value.includes("'") && value.includes('"')));
  const quoted = values.map(value => (value.includes("'") ? `"${value}"` : `'${value}'`));
  const holds =
    elementValues === undefined
      ? path
      : `${path}[${quoted.map(value => `. = ${value}`).join(' or ') || 'false()'}]`;
  // Filters begin with the path, so that nothing reaches elsewhere.
  return isNegated ? `/thing/data-xml[not(${holds.replace('/thing/data-xml/', '')})]` : holds;
}

function writeTarget(
  path: string,
  { minTarget, maxTarget }: { minTarget?: number | undefined; maxTarget?: number | undefined },
): string {
  const bounds = [
    minTarget === undefined ? [] : `number(.) >= ${minTarget}`,
    maxTarget === undefined ? [] : `number(.) <= ${maxTarget}`,
  ].flat();
  return bounds.length === 0 ? path : `${path}[${bounds.join(' and ')}]`;
}

/** @throws invalid saying which XPath of a task is none */
export function demandXPaths({ trackingPolicy }: Task, lengthMax: number): void {
  const paths = [
    ...(trackingPolicy?.targetEvents?.targetEvent ?? []).map(({ elementXpath }) => elementXpath),
    ...(trackingPolicy?.occurrenceMetrics?.targets?.target ?? []).map(({ propertyXpath }) => propertyXpath),
  ];
  for (const path of paths) {
    try {
      checkXPath(toPath(path), lengthMax);
    } catch (error) {
      if (error instanceof Fault) throw fault('invalid', `${error.detail ?? ''} It is one of the task's.`);
      throw error;
    }
  }
}

/** Does an item count for a task? @param document `<thing><data-xml>…` */
export async function countsByItself(
  vault: Vault,
  grant: Grant,
  task: Task,
  document: string,
): Promise<boolean> {
  const budget = new Budget(vault.limits.xpathTimeMs);
  for (const { xpaths } of listRules(task, vault.limits.xpathLengthMax)) {
    const [matches] = await lendEvaluator(vault, grant, evaluator =>
      evaluator.matching(xpaths, [document], budget),
    );
    if (matches) return true;
  }
  return false;
}

/** By the ids of tasks. @param opens may items of a type be told of? @throws answerTooLarge where there are more items than are looked at; filterInvalid where it takes too long */
export async function findAutomatic(
  vault: Vault,
  grant: Grant,
  tasks: readonly KeptTask[],
  { span, opens }: { span: Span; opens: (type: ThingType) => boolean },
): Promise<Map<string, Done[]>> {
  const { xpathTimeMs, xpathLengthMax, planTrackedMax } = vault.limits;
  const budget = new Budget(xpathTimeMs);
  const found = new Map<string, Done[]>();
  let left = planTrackedMax;
  for (const { stored, value } of tasks) {
    const own: Done[] = [];
    for (const { typeIds: meant, xpaths } of listRules(value, xpathLengthMax)) {
      const typeIds = meant.filter(id => opens(getVersion(id).type));
      if (typeIds.length === 0) continue;
      const filter = { typeIds, states: ['Active' as const], effectiveMin: span.from, effectiveMax: span.to };
      const query = { filters: [filter], currentOnly: true, order: 'oldest first' as const, limit: left + 1 };
      const items = await budget.read(() => vault.store.read(db => db.things(grant).queryShown(query)));
      left -= items.length;
      if (left < 0)
        throw fault('answerTooLarge', `More than ${planTrackedMax} items may count. Ask for fewer days.`);
      if (items.length === 0) continue;
      const documents = items.map(({ dataXml, commonXml }) => writeDocument(dataXml + commonXml));
      const verdicts = await lendEvaluator(vault, grant, evaluator =>
        evaluator.matching(xpaths, documents, budget),
      );
      items.forEach(({ id, typeId, effectiveDate }, place) => {
        if (!verdicts[place]) return;
        const at = effectiveDate.slice(0, 19);
        own.push({ id, typeId, at, by: 'Auto', evidence: id, isCompletion: false });
      });
    }
    if (own.length > 0) found.set(stored.id, own);
  }
  return found;
}

/** As an XPath sees an item. */
function writeDocument(inside: string): string {
  return `<thing><data-xml>${inside}</data-xml></thing>`;
}
