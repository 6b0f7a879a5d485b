// Takes an import back, some items in each transaction: what it made is removed for good, what it changed is as before, and what
// somebody changed since stays. It can be cut off anywhere and goes on.
import type { Grant } from '../authorization/grant.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import type { Tenure } from '../leases/tenure.ts';
import type { Writer } from '../store.ts';
import { apply as applyPlan } from '../things/changes.ts';
import { planChange, purgeRemoved } from '../things/custody.ts';
import { type PlannedWrite, planRemoves } from '../things/plan.ts';
import { Progress } from '../things/progress.ts';
import { contentOf, versionAt } from '../things/revert.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { change, explainStop, type ImportChange } from './change.ts';
import type { Import, ImportedThing, ImportKey } from './import.ts';

export async function undoImport(vault: Vault, key: ImportKey, tenure: Tenure): Promise<void> {
  try {
    while (!tenure.isOver()) {
      const after = await change(vault, key, ['undoing'], (db, one) => undoSome(db, vault, one));
      if (after?.state !== 'undoing') return;
      await new Promise(setImmediate);
    }
  } catch (error) {
    const why = explainStop(error);
    if (!why) throw error;
    await change(vault, key, ['undoing'], async (_, { about }) => ({
      state: 'done',
      about: { ...about, ...why },
    }));
  }
}

async function undoSome(db: Writer, vault: Vault, one: Import): Promise<ImportChange> {
  const some = await db.imports.things(one, vault.limits.importSliceItems);
  if (some.length === 0) return { state: 'undone' };
  const grant = await makePersonGrant(
    db,
    one.about.undoneBy ?? one.personId,
    one.recordId,
    vault.clock.now(),
  );
  const present = await db.things(grant).byIds(some.map(({ thingId }) => thingId));
  const byId = new Map(present.map(thing => [thing.id, thing]));
  const hidden = await findHidden(db, grant, some, byId);
  const tally = { ...one.tally };
  const made: StoredThing[] = [];
  const reverted: [ImportedThing, PlannedWrite][] = [];
  for (const item of some) {
    // What the import found as it is was there before.
    if (item.previousStamp === item.versionStamp) {
      await db.imports.forgetThing(one, item.thingId);
      continue;
    }
    const now = byId.get(item.thingId);
    const isAsWritten = now?.state === 'Active' && now.versionStamp === item.versionStamp;
    const back =
      isAsWritten && item.previousStamp !== undefined
        ? await planBack(db, vault, grant, now, item)
        : undefined;
    if (back) reverted.push([item, back]);
    else if (isAsWritten && item.previousStamp === undefined && !(await db.imports.handOver(one, item)))
      made.push(now);
    else if (now?.state === 'Active' || hidden.has(item.thingId)) tally.kept++;
    if (hidden.has(item.thingId) || (now?.state === 'Active' && !back && !made.includes(now)))
      await db.imports.keepThing(one, item.thingId);
    else await db.imports.forgetThing(one, item.thingId);
  }
  await takeBack(db, vault, grant, made, reverted);
  tally.removed += made.length;
  tally.reverted += reverted.length;
  return { tally, done: one.done + some.length };
}

/** What is there, but closed to its person by now: that stays, and is counted. */
async function findHidden(
  db: Writer,
  grant: Grant,
  some: readonly ImportedThing[],
  open: ReadonlyMap<string, StoredThing>,
): Promise<ReadonlySet<string>> {
  const ids = some.flatMap(({ thingId }) => (open.has(thingId) ? [] : thingId));
  if (ids.length === 0) return new Set();
  const all = await db.unscoped(grant, 'an undo tells how much stays').byIds(ids);
  return new Set(all.flatMap(({ id, state }) => (state === 'Active' ? id : [])));
}

/** Undefined where the version before is not there any more. */
async function planBack(
  db: Writer,
  vault: Vault,
  grant: Grant,
  now: StoredThing,
  { thingId, previousStamp = '' }: ImportedThing,
): Promise<PlannedWrite | undefined> {
  const then = await versionAt(db.things(grant), { id: thingId, versionStamp: previousStamp });
  return then && planChange(vault, grant, now, contentOf(then));
}

async function takeBack(
  db: Writer,
  vault: Vault,
  grant: Grant,
  made: readonly StoredThing[],
  reverted: readonly [ImportedThing, PlannedWrite][],
): Promise<void> {
  const removes = planRemoves(
    {
      keys: made,
      grant,
      now: vault.clock.now(),
      newGuid: () => vault.memory.thingIds.make(vault),
      current: new Map(made.map(thing => [thing.id, thing])),
    },
    new Progress(made.length),
  );
  await applyPlan(db, vault, grant, [...removes, ...reverted.map(([, plan]) => plan)], 'UndoImport');
  for (const [{ thingId, previousStamp }, { version }] of reverted)
    if (previousStamp !== undefined)
      await db.imports.restamp(grant.recordId, thingId, previousStamp, version.versionStamp);
  // As if they had never been there: what they took is free again.
  if (grant.seesEverything) await purgeRemoved(db, vault, grant, made);
}
