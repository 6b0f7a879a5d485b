// A person's health at a glance, as far as a grant opens it: what holds now, what comes up, the last values and how they went,
// and the newest of the rest. Read in one transaction for the first page of a record.

import { labelChart } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import allergy from '../../things/allergy.ts';
import type { Mark } from '../../things/common/marks.ts';
import condition from '../../things/condition.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import medication from '../../things/medication.ts';
import type { Grant } from '../authorization/grant.ts';
import { getLatestDay } from '../days.ts';
import type { About } from '../growth/about.ts';
import { isFirstKind } from '../records/profile.ts';
import type { Reader } from '../store.ts';
import { type Goal, readGoals, readTarget } from '../targets/targets.ts';
import { type Measured, markMeasured } from '../targets/usual.ts';
import { type Lasting, listAhead, listLasting } from './lasting.ts';
import { buildQuery } from './list.ts';
import { listNewest, type Newest } from './newest.ts';
import { findContextKey } from './series.ts';

export interface Health {
  /** Is there nothing yet but who it is about? */
  readonly isNew: boolean;
  readonly lasting: readonly Lasting[];
  readonly present: readonly ThingType[];
  readonly ahead: readonly Lasting[];
  readonly values: readonly Newest[];
  /** The last values of a kind, oldest first, of those that can be compared with the newest. */
  readonly trends: ReadonlyMap<ThingType, readonly number[]>;
  readonly others: readonly Newest[];
}

/** Asked of everybody who treats somebody: that there is none is worth being told. */
const alwaysTold: readonly ThingType[] = [condition, medication, allergy];

const lastingShownMax = 6;
const aheadShownMax = 3;
const inShortShownMax = 3;
const trendReadingsMax = 12;

/** @param present the kinds there are, in the order they are shown in @param about whom the record is about */
export async function readHealth(
  db: Reader,
  grant: Grant,
  present: readonly ThingType[],
  { bytesMax, language, now }: { bytesMax: number; language: Language; now: number },
  about: About,
): Promise<Health> {
  const shown = { bytesMax, language, now };
  const told = findTold(grant);
  const lastingTypes = [...told, ...present.filter(type => type.lasts && !told.includes(type))];
  const found = await listLasting(db, grant, lastingTypes, { ...shown, shownMax: lastingShownMax });
  const lasting = found.filter(({ type, items, isCut }) => told.includes(type) || items.length > 0 || isCut);
  const comes = await listAhead(
    db,
    grant,
    present.filter(type => type.looksAhead && !type.lasts),
    { ...shown, shownMax: aheadShownMax },
  );
  const ahead = comes.filter(({ items, isCut }) => items.length > 0 || isCut);
  const isTold = (type: ThingType) => [...lasting, ...ahead].some(one => one.type === type);
  const charted = present.filter(type => type.chart.length > 0 && !isTold(type));
  const rest = present.filter(type => type.chart.length === 0 && !isTold(type));
  const goals = charted.length > 0 ? await readGoals(db, grant, now) : [];
  const values = await listNewest(db, grant, charted, shown);
  const trends = new Map<ThingType, readonly number[]>();
  const marked: Newest[] = [];
  for (const one of values) {
    const { trend, newest } = await readTrend(db, grant, one.type, now);
    trends.set(one.type, trend);
    // What whoever measured it said of it counts for more.
    const own = one.marks.length > 0 ? [] : await markNewest(one, newest, goals, { about, now, language });
    marked.push({ ...one, marks: [...one.marks, ...own] });
  }
  return {
    isNew: present.every(isFirstKind),
    present,
    lasting,
    ahead,
    values: marked,
    trends,
    others: await listNewest(db, grant, rest, shown),
  };
}

/** What everybody who treats somebody asks for, in short. */
export function listMostAsked(
  db: Reader,
  grant: Grant,
  shown: { bytesMax: number; language: Language; now: number },
): Promise<Lasting[]> {
  return listLasting(db, grant, findTold(grant), { ...shown, shownMax: inShortShownMax });
}

function findTold(grant: Grant): readonly ThingType[] {
  return alwaysTold.filter(({ versions }) => versions.some(({ id }) => grant.permits('Read', id)));
}

interface Trend {
  /** Of the first line of its chart, oldest first. */
  readonly trend: readonly number[];
  readonly newest: (Measured & { readonly id: string }) | undefined;
}

async function readTrend(db: Reader, grant: Grant, type: ThingType, now: number): Promise<Trend> {
  const { chart, versions } = type;
  const query = buildQuery({ typeIds: versions.map(({ id }) => id), to: getLatestDay(now) });
  const things = await db.things(grant).queryShown({ ...query, limit: trendReadingsMax });
  const readings = things.map(thing => {
    const value = readValue(type, thing);
    return {
      id: thing.id,
      values: chart.map(series => series.value(value)),
      contexts: chart.map(({ context }) => findContextKey(context?.(value))),
    };
  });
  const [newest] = readings;
  const alike = readings.filter(({ contexts }) => contexts[0] === newest?.contexts[0]);
  return { trend: alike.flatMap(({ values }) => values[0] ?? []).reverse(), newest };
}

/** What in it lies outside of what is meant for it, or is usual. */
async function markNewest(
  { type, id }: Pick<Newest, 'type' | 'id'>,
  newest: Trend['newest'],
  goals: readonly Goal[],
  { about, now, language }: { about: About; now: number; language: Language },
): Promise<Mark[]> {
  if (newest?.id !== id) return [];
  const targets = (await Promise.all(goals.map(goal => readTarget(goal, type)))).flatMap(one => one ?? []);
  const today = getLatestDay(now);
  return markMeasured(type.chart, newest, labelChart(type, language), { targets, about, today });
}
