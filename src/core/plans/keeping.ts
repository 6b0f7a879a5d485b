// How tasks were kept to in a span: what was noted, and what counts by itself, in the windows of each.
import { readTaskExtras } from '../../formats/rest/task.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { ThingsReader } from '../things/ports.ts';
import type { Vault } from '../vault.ts';
import { type AutomaticAsked, findAutomatic } from './automatic.ts';
import { readDone, readEntry, trackingTypeId } from './done.ts';
import { type Done, fillSlots, type KeptTo } from './kept-to.ts';
import type { KeptTask } from './read.ts';
import { addDays, countDays, getWeekStart, isScheduled, listSlots, type Span } from './slots.ts';

/** What counts by itself is told of: that there is such an item, and when. */
export interface KeepingAsked extends AutomaticAsked {
  /** The day that weeks begin with: 0 is Sunday. */
  readonly firstDay: number;
}

/** Days are written with four digits of the year, and windows reach past what is asked. */
const lastDay = '9998-12-31';

/** @throws invalid for a span that ends before it begins, is too long, or after all time */
export function demandSpan({ limits }: Vault, span: Span): void {
  const days = countDays(span);
  if (!(days > 0)) throw fault('invalid', 'The end must be after the start.');
  if (span.from > lastDay || span.to > lastDay) throw fault('invalid', `Ask for days before ${lastDay}.`);
  if (days > limits.planDaysMax) throw fault('invalid', `Ask for no more than ${limits.planDaysMax} days.`);
}

/** By the ids of tasks. @throws answerTooLarge, filterInvalid */
export async function readKeeping(
  vault: Vault,
  grant: Grant,
  tasks: readonly KeptTask[],
  asked: KeepingAsked,
): Promise<Map<string, KeptTo>> {
  const { span, firstDay } = asked;
  // Weeks are counted whole.
  const wide = {
    from: getWeekStart(span.from, firstDay),
    to: addDays(getWeekStart(addDays(span.to, -1), firstDay), 7),
  };
  const noted = await vault.store.read(async db => {
    const things = db.things(grant);
    const all = await readDone(things, wide, vault.limits.planTrackedMax);
    for (const { stored, value } of tasks)
      if (isOnce(value)) all.set(stored.id, await readDoneEver(things, stored.id));
    return all;
  });
  const found = await findAutomatic(vault, grant, tasks, { ...asked, span: wide });
  return new Map(
    tasks.map(({ stored, value }) => {
      const ended = readTaskExtras(stored.commonXml).ended?.slice(0, 10);
      const slots = listSlots(value, { span, firstDay, ended });
      const done = [...(noted.get(stored.id) ?? []), ...(found.get(stored.id) ?? [])];
      return [stored.id, fillSlots(slots, done)] as const;
    }),
  );
}

/** Is it to be done so many times and no more, whenever? */
export function isOnce(task: KeptTask['value']): boolean {
  const { recurrenceType = 'None' } = task.trackingPolicy?.completionMetrics ?? {};
  return !isScheduled(task) && recurrenceType === 'None';
}

const entriesLookedAtMax = 50;

async function readDoneEver(things: ThingsReader, taskId: string): Promise<Done[]> {
  const rows = (await things.relating(taskId, entriesLookedAtMax)).filter(
    ({ typeId }) => typeId === trackingTypeId,
  );
  const stored = await things.byIds(rows.map(({ id }) => id));
  return stored.flatMap(thing => readEntry(thing) ?? []);
}
