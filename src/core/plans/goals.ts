// Goals and goals that are advised, as REST has them, over items of the types Health goal and Goal recommendation.
import { readGoal, readGoalType, readWindowType, writeGoal } from '../../formats/rest/goal.ts';
import { printApprox, printMoment, readMoment } from '../../formats/rest/moments.ts';
import type { Goal, GoalRecommendation, GoalRecommendationInstance } from '../../formats/rest/more-models.ts';
import { readValue } from '../../things/data.ts';
import goalRecommendation, { type GoalRecommendation as Advice } from '../../things/goal-recommendation.ts';
import healthGoal, { type HealthGoal } from '../../things/health-goal.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Reader, Writer } from '../store.ts';
import type { ThingsReader } from '../things/ports.ts';
import { removeThingsIn } from '../things/remove.ts';
import type { StoredThing } from '../things/thing.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { readPage } from './pages.ts';
import { demandTag, findOrganization, type Told } from './whole.ts';
import { makeMadeGrant, makeWrite, writeOne } from './write.ts';

const goalTypeId = currentVersion(healthGoal as never).id;
const adviceTypeId = currentVersion(goalRecommendation as never).id;

export interface GoalsAsked {
  /** Words of the description, in any case; none for all. */
  readonly types: readonly string[];
  readonly windows: readonly string[];
  /** Milliseconds: goals that hold at some time between them. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

interface Asked extends GoalsAsked {
  readonly after: string | undefined;
}

export interface Listed<Json> {
  readonly all: readonly Told<Json>[];
  readonly next: string | undefined;
}

export async function pageGoals(
  vault: Vault,
  grant: Grant,
  { after, ...asked }: Asked,
): Promise<Listed<Goal>> {
  return vault.store.read(async db => {
    const filter = { typeIds: [goalTypeId] };
    const page = { of: 'goals', filter, limit: vault.limits.restPageMax, after };
    const { things, next } = await readPage(db, vault, grant, page);
    const all = things.flatMap(stored => {
      const value = readValue(healthGoal, stored);
      return isAsked(value, asked) ? tellGoal(stored, value) : [];
    });
    return { all, next };
  });
}

function tellGoal(stored: StoredThing, value: HealthGoal): Told<Goal> {
  return { json: { ...readGoal(value), id: stored.id }, things: [stored] };
}

function isAsked(value: HealthGoal, { types, windows, from, to }: GoalsAsked): boolean {
  const isOf = (words: readonly string[], word: string) =>
    words.length === 0 || words.some(one => one.toLowerCase() === word.toLowerCase());
  const [start, end] = [value.startDate, value.endDate].map(date => {
    const printed = date && printApprox(date);
    return printed === undefined ? undefined : Date.parse(printed);
  });
  return (
    isOf(types, readGoalType(value)) &&
    isOf(windows, readWindowType(value)) &&
    (to === undefined || start === undefined || start <= to) &&
    (from === undefined || end === undefined || end >= from)
  );
}

async function findOf<Value>(
  things: ThingsReader,
  type: ThingType<Value>,
  id: string,
): Promise<{ stored: StoredThing; value: Value }> {
  const [stored] = await things.byIds([id]);
  const typeId = currentVersion(type as ThingType).id;
  if (stored?.typeId !== typeId || stored.state !== 'Active')
    throw fault('thingNotFound', 'There is none of this id. List them to see which there are.');
  return { stored, value: readValue(type, stored) };
}

export async function readOneGoal(vault: Vault, grant: Grant, id: string): Promise<Told<Goal>> {
  return vault.store.read(async db => {
    const { stored, value } = await findOf(db.things(grant), healthGoal, id);
    return tellGoal(stored, value);
  });
}

/** All of them or none. */
export function createGoals(vault: Vault, grant: Grant, sent: readonly Goal[]): Promise<Told<Goal>[]> {
  return vault.store.write(async db => {
    const writes = sent.map((one, place) =>
      makeWrite(healthGoal, undefined, writeGoal(one, `goals[${place}]`), { extras: {} }),
    );
    const written = await writeThingsIn(db, vault, grant, writes, { overwrite: false });
    return readWritten(
      db,
      makeMadeGrant(grant),
      written.map(({ id }) => id),
    );
  }, grant);
}

async function readWritten(db: Writer, grant: Grant, ids: readonly string[]): Promise<Told<Goal>[]> {
  const all: Told<Goal>[] = [];
  for (const id of ids) {
    const { stored, value } = await findOf(db.things(grant), healthGoal, id);
    all.push(tellGoal(stored, value));
  }
  return all;
}

interface GoalChange {
  readonly id: string;
  /** Where it stands in what was sent. */
  readonly at: string;
  readonly make: (before: Goal) => Goal;
}

/** All of them or none. */
export function changeGoals(
  vault: Vault,
  grant: Grant,
  changes: readonly GoalChange[],
  ifMatch: string | undefined,
): Promise<Told<Goal>[]> {
  return vault.store.write(async db => {
    for (const { id, at, make } of changes) {
      const { stored, value } = await findOf(db.things(grant), healthGoal, id);
      demandTag([stored], ifMatch);
      const sent = make(tellGoal(stored, value).json);
      const write = makeWrite(healthGoal, stored, writeGoal(sent, at, value), { extras: {} });
      await writeOne(db, vault, grant, write);
    }
    return readWritten(
      db,
      grant,
      changes.map(({ id }) => id),
    );
  }, grant);
}

export function deleteOf(
  vault: Vault,
  grant: Grant,
  { of, id, ifMatch }: { of: 'goal' | 'recommendation'; id: string; ifMatch: string | undefined },
): Promise<void> {
  return vault.store.write(async db => {
    const type = of === 'goal' ? healthGoal : goalRecommendation;
    const { stored } = await findOf(db.things(grant), type as ThingType<unknown>, id);
    demandTag([stored], ifMatch);
    await removeThingsIn(db, vault, grant, [{ id: stored.id, versionStamp: stored.versionStamp }]);
  }, grant);
}

async function tellAdvice(
  db: Reader,
  vault: Vault,
  stored: StoredThing,
  { acknowledged, expirationDate, goal: advised }: Advice,
): Promise<Told<GoalRecommendationInstance>> {
  const json = {
    id: stored.id,
    ...(await findOrganization(db, vault, stored)),
    acknowledged,
    expirationDate: expirationDate && printMoment(expirationDate),
    associatedGoal: readGoal(advised),
  };
  return { json, things: [stored] };
}

/** Those that have not expired. */
export async function pageAdvice(
  vault: Vault,
  grant: Grant,
  { after, ...asked }: Asked,
): Promise<Listed<GoalRecommendationInstance>> {
  return vault.store.read(async db => {
    const filter = { typeIds: [adviceTypeId] };
    const page = { of: 'recommendations', filter, limit: vault.limits.restPageMax, after };
    const { things, next } = await readPage(db, vault, grant, page);
    const all: Told<GoalRecommendationInstance>[] = [];
    for (const stored of things) {
      const value = readValue(goalRecommendation, stored);
      const { expirationDate } = value;
      const isOver = expirationDate && Date.parse(printMoment(expirationDate)) <= vault.clock.now();
      if (!isOver && isAsked(value.goal, asked)) all.push(await tellAdvice(db, vault, stored, value));
    }
    return { all, next };
  });
}

export async function readAdvice(
  vault: Vault,
  grant: Grant,
  id: string,
): Promise<Told<GoalRecommendationInstance>> {
  return vault.store.read(async db => {
    const { stored, value } = await findOf(db.things(grant), goalRecommendation, id);
    return tellAdvice(db, vault, stored, value);
  });
}

export function createAdvice(
  vault: Vault,
  grant: Grant,
  { expirationDate, associatedGoal = {} }: GoalRecommendation,
): Promise<Told<GoalRecommendationInstance>> {
  return vault.store.write(async db => {
    const value: Advice = {
      ...(expirationDate !== undefined && { expirationDate: readMoment(expirationDate) }),
      acknowledged: false,
      goal: writeGoal(associatedGoal, 'associatedGoal'),
    };
    const id = await writeOne(
      db,
      vault,
      grant,
      makeWrite(goalRecommendation, undefined, value, { extras: {} }),
    );
    const { stored } = await findOf(db.things(makeMadeGrant(grant)), goalRecommendation, id);
    return tellAdvice(db, vault, stored, value);
  }, grant);
}

/** Taken on a second time it stays as it is. */
export function acknowledgeAdvice(
  vault: Vault,
  grant: Grant,
  { id, ifMatch }: { id: string; ifMatch: string | undefined },
): Promise<void> {
  return vault.store.write(async db => {
    const { stored, value } = await findOf(db.things(grant), goalRecommendation, id);
    demandTag([stored], ifMatch);
    if (value.acknowledged) return;
    await writeOne(
      db,
      vault,
      grant,
      makeWrite(goalRecommendation, stored, { ...value, acknowledged: true }, { extras: {} }),
    );
  }, grant);
}
