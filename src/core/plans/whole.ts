// A plan with its tasks, and a task, as REST tells them: read in the transaction of whoever asks, and what stamps them.
import { createHash } from 'node:crypto';
import type { ActionPlanInstance, ActionPlanTaskInstance } from '../../formats/rest/models.ts';
import { readPlan } from '../../formats/rest/plan.ts';
import { readTask } from '../../formats/rest/task.ts';
import type { Plan } from '../../things/plan.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { findPlan, findTask, type Kept, type KeptTask, listTasksOf } from './read.ts';

/** What is told, and what it is made of. */
export interface Told<Json> {
  readonly json: Json;
  readonly things: readonly StoredThing[];
}

export interface WholePlan extends Told<ActionPlanInstance> {
  readonly kept: Kept<Plan>;
  readonly tasks: readonly KeptTask[];
}

/** @throws thingNotFound */
export async function readWholePlan(db: Reader, vault: Vault, grant: Grant, id: string): Promise<WholePlan> {
  return tellPlan(db, vault, grant, await findPlan(db.things(grant), id));
}

export async function tellPlan(db: Reader, vault: Vault, grant: Grant, kept: Kept<Plan>): Promise<WholePlan> {
  const { stored, value } = kept;
  const tasks = await listTasksOf(db.things(grant), stored.id, vault.limits.planTasksMax);
  const json = {
    ...readPlan({ value, commonXml: stored.commonXml }),
    id: stored.id,
    ...(await findOrganization(db, vault, stored)),
    associatedTasks: await Promise.all(tasks.map(task => printTask(db, vault, task))),
  };
  return { kept, tasks, json, things: [stored, ...tasks.map(task => task.stored)] };
}

export interface WholeTask extends Told<ActionPlanTaskInstance> {
  readonly kept: KeptTask;
}

/** @throws thingNotFound */
export async function readWholeTask(db: Reader, vault: Vault, grant: Grant, id: string): Promise<WholeTask> {
  const kept = await findTask(db.things(grant), id);
  return { kept, json: await printTask(db, vault, kept), things: [kept.stored] };
}

export async function printTask(
  db: Reader,
  vault: Vault,
  { stored, value, planId }: KeptTask,
): Promise<ActionPlanTaskInstance> {
  return {
    ...readTask({ value, commonXml: stored.commonXml }, planId),
    id: stored.id,
    ...(await findOrganization(db, vault, stored)),
  };
}

const vaultAppId = '00000000-0000-0000-0000-000000000000';

/** Who wrote it first: an application, or the person by the pages of the vault. */
export async function findOrganization(
  db: Reader,
  { instance }: Pick<Vault, 'instance'>,
  { created }: Pick<StoredThing, 'created'>,
): Promise<{ organizationId: string; organizationName: string }> {
  const app = created.appId === undefined ? undefined : await db.applications.byId(created.appId);
  return {
    organizationId: created.appId ?? vaultAppId,
    organizationName: app?.name ?? (created.appId === undefined ? instance.name : ''),
  };
}

/** Changes with each of what it is made of. */
export function makeTag(things: readonly StoredThing[]): string {
  const hash = createHash('sha256');
  for (const { versionStamp } of things) hash.update(versionStamp);
  return `"${hash.digest('base64url').slice(0, 22)}"`;
}

/** @param ifMatch the tags that it may have @throws versionStampOutdated */
export function demandTag(things: readonly StoredThing[], ifMatch: string | undefined): void {
  if (ifMatch !== undefined && !namesTag(ifMatch, makeTag(things))) throw fault('versionStampOutdated');
}

/** Does a list of tags have one, weak or not? */
export function namesTag(list: string, tag: string): boolean {
  return list.split(',').some(one => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}
