// Which items count for a task by themselves: those of the types that its events name, for which all that these say of the type
// holds, and the targets, where they are to be reached. XPath is judged where that of queries is, in threads with bounds.
import { everyType, getVersion, type ThingType } from '../../things/index.ts';
import type { Task } from '../../things/task.ts';
import type { Grant } from '../authorization/grant.ts';
import { Fault, fault } from '../faults.ts';
import { checkXPath } from '../healthvault/xpath/xpath.ts';
import { lendEvaluator } from '../healthvault/xpath/xpath-threads.ts';
import { takeBreaks } from '../limits/turns.ts';
import { Budget } from '../things/budget.ts';
import type { ShownThing } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import type { Done } from './kept-to.ts';
import type { KeptTask } from './read.ts';
import type { Span } from './slots.ts';

/** What items of some types must meet, all of it. */
interface Rule {
  readonly root: string;
  readonly typeIds: readonly string[];
  readonly xpaths: readonly string[];
}

const typeIdsOf = new Map<string, readonly string[]>();
for (const { versions } of everyType())
  for (const root of new Set(versions.map(version => version.root))) {
    if (root === undefined) continue;
    typeIdsOf.set(root, [...(typeIdsOf.get(root) ?? []), ...versions.map(({ id }) => id)]);
  }

/** By the element of the type: what is said of others is said of other items. None for a task that counts by hand alone. */
function listRules({ trackingPolicy }: Task, { xpathLengthMax, planConditionsMax }: Vault['limits']): Rule[] {
  // By XML there may be more than REST takes.
  if (!trackingPolicy?.isAutoTrackable || countConditions(trackingPolicy) > planConditionsMax) return [];
  const events = trackingPolicy.targetEvents?.targetEvent ?? [];
  const { evaluateTargets, targets } = trackingPolicy.occurrenceMetrics ?? {};
  const filters = new Map<string, string[]>();
  for (const event of events) {
    const path = toPath(event.elementXpath);
    const root = findRoot(path);
    if (root === undefined) continue;
    filters.set(root, [...(filters.get(root) ?? []), writeEvent(path, event)]);
  }
  for (const target of (evaluateTargets && targets?.target) || []) {
    const path = toPath(target.propertyXpath);
    filters.get(findRoot(path) ?? '')?.push(writeTarget(path, target));
  }
  return [...filters].flatMap(([root, xpaths]) => {
    const typeIds = typeIdsOf.get(root);
    if (!typeIds) return [];
    try {
      return { root, typeIds, xpaths: xpaths.map(xpath => checkXPath(xpath, xpathLengthMax)) };
    } catch (error) {
      // Written by who is not told what is wrong with it: it counts nothing.
      if (error instanceof Fault) return [];
      throw error;
    }
  });
}

function countConditions({ targetEvents, occurrenceMetrics }: NonNullable<Task['trackingPolicy']>): number {
  return (targetEvents?.targetEvent.length ?? 0) + (occurrenceMetrics?.targets?.target.length ?? 0);
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

/** @throws invalid for more conditions than are looked at, or saying which XPath of a task is none */
export function demandXPaths(
  { trackingPolicy }: Task,
  { xpathLengthMax, planConditionsMax }: Vault['limits'],
): void {
  if (trackingPolicy && countConditions(trackingPolicy) > planConditionsMax)
    throw fault('invalid', `A task has no more than ${planConditionsMax} target events and targets.`);
  const paths = [
    ...(trackingPolicy?.targetEvents?.targetEvent ?? []).map(({ elementXpath }) => elementXpath),
    ...(trackingPolicy?.occurrenceMetrics?.targets?.target ?? []).map(({ propertyXpath }) => propertyXpath),
  ];
  for (const path of paths) {
    try {
      checkXPath(toPath(path), xpathLengthMax);
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
  for (const { xpaths } of budget.run(() => listRules(task, vault.limits))) {
    const [matches] = await lendEvaluator(vault, grant, evaluator =>
      evaluator.matching(xpaths, [document], budget),
    );
    if (matches) return true;
  }
  return false;
}

export interface AutomaticAsked {
  readonly span: Span;
  /** May items of a type be told of? */
  readonly opens: (type: ThingType) => boolean;
  /** Told why nothing counts by itself for a task. Without it, that is thrown. */
  readonly giveUp?: (error: Fault) => void;
}

/** By the ids of tasks. @throws answerTooLarge where there are more items than are looked at; filterInvalid where it takes too long */
export async function findAutomatic(
  vault: Vault,
  grant: Grant,
  tasks: readonly KeptTask[],
  asked: AutomaticAsked,
): Promise<Map<string, Done[]>> {
  const budget = new Budget(vault.limits.xpathTimeMs);
  const readItems = makeReader(vault, grant, asked, budget);
  const takeBreak = takeBreaks();
  const found = new Map<string, Done[]>();
  for (const { stored, value } of tasks) {
    await takeBreak();
    try {
      const own: Done[] = [];
      for (const rule of budget.run(() => listRules(value, vault.limits))) {
        const items = await readItems(rule);
        own.push(...(await findMatching(vault, grant, { items, xpaths: rule.xpaths, budget })));
      }
      if (own.length > 0) found.set(stored.id, own);
    } catch (error) {
      if (!(error instanceof Fault) || !asked.giveUp) throw error;
      asked.giveUp(error);
    }
  }
  return found;
}

/** What tasks look at is read once, however many look at it; too many of one root leave the others theirs. */
function makeReader(
  vault: Vault,
  grant: Grant,
  { span, opens }: AutomaticAsked,
  budget: Budget,
): (rule: Rule) => Promise<readonly ShownThing[]> {
  const { planTrackedMax } = vault.limits;
  const read = new Map<string, readonly ShownThing[] | undefined>();
  let left = planTrackedMax;
  return async ({ root, typeIds: meant }) => {
    if (!read.has(root)) {
      const typeIds = meant.filter(id => opens(getVersion(id).type));
      const filter = { typeIds, states: ['Active' as const], effectiveMin: span.from, effectiveMax: span.to };
      const query = { filters: [filter], currentOnly: true, order: 'oldest first' as const, limit: left + 1 };
      const items =
        typeIds.length === 0
          ? []
          : await budget.read(() => vault.store.read(db => db.things(grant).queryShown(query)));
      const fits = items.length <= left;
      if (fits) left -= items.length;
      read.set(root, fits ? items : undefined);
    }
    const items = read.get(root);
    if (!items)
      throw fault('answerTooLarge', `More than ${planTrackedMax} items may count. Ask for fewer days.`);
    return items;
  };
}

async function findMatching(
  vault: Vault,
  grant: Grant,
  { items, xpaths, budget }: { items: readonly ShownThing[]; xpaths: readonly string[]; budget: Budget },
): Promise<Done[]> {
  if (items.length === 0) return [];
  const documents = items.map(({ dataXml, commonXml }) => writeDocument(dataXml + commonXml));
  const verdicts = await lendEvaluator(vault, grant, evaluator =>
    evaluator.matching(xpaths, documents, budget),
  );
  return items.flatMap(({ id, typeId, effectiveDate }, place) => {
    if (!verdicts[place]) return [];
    const at = effectiveDate.slice(0, 19);
    return { id, typeId, at, by: 'Auto' as const, evidence: id, isCompletion: false };
  });
}

/** As an XPath sees an item. */
function writeDocument(inside: string): string {
  return `<thing><data-xml>${inside}</data-xml></thing>`;
}
