// Lists of plans and tasks, a page at a time.

import type { ActionPlanTaskInstance } from '../../formats/rest/models.ts';
import { readValue } from '../../things/data.ts';
import plan from '../../things/plan.ts';
import type { Grant } from '../authorization/grant.ts';
import { takeBreaks } from '../limits/turns.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { readPage } from './pages.ts';
import { planTypeId, readTasks, taskTypeId } from './read.ts';
import { printTask, tellPlan, type WholePlan } from './whole.ts';

interface Asked {
  readonly limit: number;
  readonly after: string | undefined;
}

interface Listed<T> {
  readonly all: readonly T[];
  readonly next: string | undefined;
}

/** With their tasks. */
export async function pagePlans(vault: Vault, grant: Grant, asked: Asked): Promise<Listed<WholePlan>> {
  return vault.store.read(async db => {
    const filter = { typeIds: [planTypeId] };
    const { things, next } = await readPage(db, vault, grant, { of: 'plans', filter, ...asked });
    const all: WholePlan[] = [];
    const takeBreak = takeBreaks();
    for (const stored of things) {
      await takeBreak();
      all.push(await tellPlan(db, vault, grant, { stored, value: readValue(plan, stored) }));
    }
    return { all, next };
  });
}

export interface ListedTask {
  readonly json: ActionPlanTaskInstance;
  readonly stored: StoredThing;
}

export async function pageTasks(
  vault: Vault,
  grant: Grant,
  { status, ...asked }: Asked & { readonly status: string | undefined },
): Promise<Listed<ListedTask>> {
  return vault.store.read(async db => {
    const filter = { typeIds: [taskTypeId] };
    const { things, next } = await readPage(db, vault, grant, { of: 'tasks', filter, ...asked });
    const all: ListedTask[] = [];
    const takeBreak = takeBreaks();
    for (const kept of await readTasks(db.things(grant), things)) {
      await takeBreak();
      const json = await printTask(db, vault, kept);
      if (status === undefined || json.status === status) all.push({ json, stored: kept.stored });
    }
    return { all, next };
  });
}
