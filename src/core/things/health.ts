// A person's health at a glance, as far as a grant opens it: what holds now, what comes up, the last values and how they went,
// and the newest of the rest. Read in one transaction for the first page of a record.

import allergy from '../../things/allergy.ts';
import condition from '../../things/condition.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import medication from '../../things/medication.ts';
import type { Grant } from '../authorization/grant.ts';
import { getLatestDay } from '../days.ts';
import { isFirstKind } from '../records/profile.ts';
import type { Reader } from '../store.ts';
import { type Lasting, listAhead, listLasting } from './lasting.ts';
import { buildQuery } from './list.ts';
import { listNewest, type Newest, type ShownTo } from './newest.ts';
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

/** Asked of everybody who treats somebody: that there is none is worth being told. What can do harm comes first. */
const alwaysTold: readonly ThingType[] = [allergy, condition, medication];

const lastingShownMax = 6;
const aheadShownMax = 3;
const inShortShownMax = 3;
const trendReadingsMax = 12;

/** @param present the kinds there are, in the order they are shown in */
export async function readHealth(
  db: Reader,
  grant: Grant,
  present: readonly ThingType[],
  shown: ShownTo,
): Promise<Health> {
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
  const values = await listNewest(db, grant, charted, shown);
  const trends = new Map<ThingType, readonly number[]>();
  for (const { type } of values) trends.set(type, await readTrend(db, grant, type, shown.now));
  return {
    isNew: present.every(isFirstKind),
    present,
    lasting,
    ahead,
    values,
    trends,
    others: await listNewest(db, grant, rest, shown),
  };
}

/** What everybody who treats somebody asks for, in short. */
export function listMostAsked(db: Reader, grant: Grant, shown: ShownTo): Promise<Lasting[]> {
  return listLasting(db, grant, findTold(grant), { ...shown, shownMax: inShortShownMax });
}

function findTold(grant: Grant): readonly ThingType[] {
  return alwaysTold.filter(({ versions }) => versions.some(({ id }) => grant.permits('Read', id)));
}

/** Of the first line of its chart, oldest first. */
async function readTrend(db: Reader, grant: Grant, type: ThingType, now: number): Promise<number[]> {
  const { chart, versions } = type;
  const [series] = chart;
  const query = buildQuery({ typeIds: versions.map(({ id }) => id), to: getLatestDay(now) });
  const things = await db.things(grant).queryShown({ ...query, limit: trendReadingsMax });
  const readings = things.map(thing => {
    const value = readValue(type, thing);
    return { number: series?.value(value), context: findContextKey(series?.context?.(value)) };
  });
  const alike = readings.filter(({ context }) => context === readings[0]?.context);
  return alike.flatMap(({ number }) => number ?? []).reverse();
}
