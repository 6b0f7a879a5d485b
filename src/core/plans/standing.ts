// A plan or task begun, stopped, reached or begun again by people: whatever else its item says stays.
import { findEnd, readTaskExtras } from '../../formats/rest/task.ts';
import type { DateTime } from '../../things/common/dates.ts';
import plan, { type Plan } from '../../things/plan.ts';
import task from '../../things/task.ts';
import type { Grant } from '../authorization/grant.ts';
import type { ThingWrite } from '../things/plan.ts';
import { changeThing } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { findPlan, findTask, type KeptTask, listTasksOf } from './read.ts';
import { makeWrite } from './write.ts';

type Status = Plan['status'];

export interface Changed {
  readonly id: string;
  readonly versionStamp: string;
  /** The stamp before, to go back to. */
  readonly before: string;
  readonly name: string;
  /** Tasks that were begun with their plan. */
  readonly tasks: number;
}

/** A plan that is begun begins its tasks. @throws thingNotFound; accessDenied; recordFull */
export function setPlanStatus(
  vault: Vault,
  grant: Grant,
  { id, status, now }: { id: string; status: Status; now: DateTime },
): Promise<Changed> {
  return vault.store.write(async db => {
    const things = db.things(grant);
    const { stored, value } = await findPlan(things, id);
    const all = status === 'InProgress' ? await listTasksOf(things, id, vault.limits.planTasksMax) : [];
    const waiting = all.filter(one => one.value.status === 'Recommended');
    const writes = [
      changeThing(plan, stored, { ...value, status }),
      ...waiting.map(one => writeStatus(one, status, now)),
    ];
    const [written] = await writeThingsIn(db, vault, grant, writes, { overwrite: false });
    return {
      id,
      versionStamp: written?.versionStamp ?? '',
      before: stored.versionStamp,
      name: value.name,
      tasks: waiting.length,
    };
  }, grant);
}

/** @throws thingNotFound; accessDenied; recordFull */
export function setTaskStatus(
  vault: Vault,
  grant: Grant,
  { id, status, now }: { id: string; status: Status; now: DateTime },
): Promise<Changed> {
  return vault.store.write(async db => {
    const found = await findTask(db.things(grant), id);
    const write = writeStatus(found, status, now);
    const [written] = await writeThingsIn(db, vault, grant, [write], { overwrite: false });
    const { stored, value } = found;
    return {
      id,
      versionStamp: written?.versionStamp ?? '',
      before: stored.versionStamp,
      name: value.name,
      tasks: 0,
    };
  }, grant);
}

function writeStatus({ stored, value }: KeptTask, status: Status, now: DateTime): ThingWrite {
  const { status: template, ...own } = readTaskExtras(stored.commonXml);
  const ended = findEnd(status, { value, commonXml: stored.commonXml }, now);
  return makeWrite(task, stored, { ...value, status }, { extras: { ...own, ended } });
}
