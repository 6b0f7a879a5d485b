// What a doctor asks for on one or two pages: who it is about, what holds now, what was measured last, and what came since a
// day. Of what the grant opens; which parts, whoever asks chooses.

import type { Language } from '../../locales/language.ts';
import allergy from '../../things/allergy.ts';
import basic from '../../things/basic.ts';
import { getEarliest } from '../../things/common/dates.ts';
import condition from '../../things/condition.ts';
import immunization from '../../things/immunization.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import labType from '../../things/lab-results.ts';
import medication from '../../things/medication.ts';
import personal from '../../things/personal.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay, getLatestDay } from '../days.ts';
import { readLabsOverTime } from '../labs/over-time.ts';
import { isFirstKind } from '../records/profile.ts';
import { type Beside, type Mark, makeJudgedForm, readBeside } from '../targets/judge.ts';
import { listLasting } from '../things/lasting.ts';
import { listThings } from '../things/list.ts';
import { listNewest, presentKinds } from '../things/newest.ts';
import { findReadableSingleton } from '../things/typed.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';

export const summaryParts = [
  'allergies',
  'conditions',
  'medicines',
  'vaccines',
  'values',
  'labs',
  'changes',
] as const;
export type SummaryPart = (typeof summaryParts)[number];

export interface SummaryLine {
  /** Of the item. */
  readonly id: string;
  readonly text: string;
  /** The kind of item, where a part has several. */
  readonly kind: string | undefined;
  /** A local date-time, and how far it is known; undefined where it has none of its own. */
  readonly when:
    | { readonly effectiveDate: string; readonly datedTo: 'day' | 'month' | 'year' | undefined }
    | undefined;
  readonly range: string;
  readonly marks: readonly Mark[];
}

export interface SummarySection {
  readonly part: SummaryPart;
  readonly lines: readonly SummaryLine[];
  /** Is there more than stands here? */
  readonly isCut: boolean;
  /** Nothing of it may be seen by whoever asks. */
  readonly isClosed: boolean;
}

export interface Summary {
  readonly about: {
    readonly name: string;
    /** `1980-05-01`, or as much of it as is known. */
    readonly birthDate: string | undefined;
    readonly sex: 'm' | 'f' | undefined;
    readonly bloodType: string | undefined;
  };
  readonly sections: readonly SummarySection[];
  /** Parts that were not asked for. */
  readonly leftOut: readonly SummaryPart[];
}

export interface SummaryAsked {
  readonly parts: readonly SummaryPart[];
  /** A day: what is dated from then on is told under changes. */
  readonly since: string;
}

/** Two pages have room for so many of each. */
const linesMax = 20;

export async function readSummary(
  vault: Vault,
  grant: Grant,
  name: string,
  { parts, since }: SummaryAsked,
  language: Language,
): Promise<Summary> {
  const about = await readAbout(vault, grant, name, language);
  const beside = await vault.store.read(db => readBeside(db, grant, vault.clock.now()));
  const asked = { vault, grant, since, language, beside };
  const sections: SummarySection[] = [];
  for (const part of summaryParts) if (parts.includes(part)) sections.push(await readers[part](asked, part));
  return { about, sections, leftOut: summaryParts.filter(part => !parts.includes(part)) };
}

interface Asked {
  readonly vault: Vault;
  readonly grant: Grant;
  readonly since: string;
  readonly language: Language;
  readonly beside: Beside;
}

type ReadPart = (asked: Asked, part: SummaryPart) => Promise<SummarySection>;

const readers: Readonly<Record<SummaryPart, ReadPart>> = {
  allergies: readHolding(allergy),
  conditions: readHolding(condition),
  medicines: readHolding(medication),
  vaccines: async (asked, part) => readDated(asked, part, [immunization]),
  values: readValues,
  labs: readLabs,
  changes: readChanges,
};

async function readAbout(
  vault: Vault,
  grant: Grant,
  name: string,
  language: Language,
): Promise<Summary['about']> {
  const [person, first] = await vault.store.read(async db => [
    await findReadableSingleton(db, grant, personal),
    await findReadableSingleton(db, grant, basic),
  ]);
  const birth = person?.value.birthdate;
  const blood = person?.value.bloodType;
  return {
    name,
    birthDate: birth ? getEarliest(birth)?.slice(0, 10) : first?.value.birthyear?.toString(),
    sex: first?.value.gender,
    bloodType: blood && localiseValue(blood, language).text,
  };
}

/** What holds now of a kind. */
function readHolding(type: ThingType<never>): ReadPart {
  return async ({ vault, grant, language, beside }, part) => {
    if (!mayRead(grant, type)) return closed(part);
    const shown = {
      bytesMax: vault.limits.pageBytesMax,
      language,
      now: vault.clock.now(),
      beside,
      shownMax: linesMax,
    };
    const found = await vault.store.read(db => listLasting(db, grant, [type as ThingType], shown));
    const items = found.flatMap(one => one.items);
    return {
      part,
      lines: items.map(({ id, summary, effectiveDate, datedTo, marks }) => ({
        id,
        text: summary ?? '',
        kind: undefined,
        when: datedTo && { effectiveDate, datedTo },
        range: '',
        marks,
      })),
      isCut: found.some(({ more, isCut }) => more > 0 || isCut),
      isClosed: false,
    };
  };
}

/** @param from the first day */
async function readDated(
  { vault, grant, language, beside }: Asked,
  part: SummaryPart,
  types: readonly ThingType<never>[],
  from?: string,
): Promise<SummarySection> {
  if (!types.some(type => mayRead(grant, type))) return closed(part);
  const { things, next } = await listThings(vault, grant, {
    typeIds: types.map(type => currentVersion(type as ThingType).id),
    from,
    to: getLatestDay(vault.clock.now()),
    after: undefined,
    limit: linesMax,
  });
  const lines = things.flatMap((thing): SummaryLine[] => {
    const { kind, summary, datedTo, marks } = makeJudgedForm(thing, language, beside);
    // What has no date of its own stands under the day it was added, which is no change of health.
    if (from !== undefined && datedTo === undefined) return [];
    const { effectiveDate } = thing;
    return [
      {
        id: thing.id,
        text: summary,
        kind: types.length === 1 ? undefined : kind,
        when: datedTo && { effectiveDate, datedTo },
        range: '',
        marks,
      },
    ];
  });
  return { part, lines, isCut: next !== undefined, isClosed: false };
}

/** What is dated since a day, but for what is measured day by day or stands among the results. */
async function readChanges(asked: Asked, part: SummaryPart): Promise<SummarySection> {
  const { vault, grant, since } = asked;
  const present = await vault.store.read(db => presentKinds(db, grant));
  const told = present.filter(
    ({ name, group, chart }) =>
      chart.length === 0 && name !== labType.name && group !== 'profile' && group !== 'apps',
  );
  if (told.length === 0) return { part, lines: [], isCut: false, isClosed: false };
  return readDated(asked, part, told as readonly ThingType<never>[], since);
}

/** The last of each kind that is measured. */
async function readValues(
  { vault, grant, language, beside }: Asked,
  part: SummaryPart,
): Promise<SummarySection> {
  const shown = { bytesMax: vault.limits.pageBytesMax, language, now: vault.clock.now(), beside };
  const newest = await vault.store.read(async db => {
    const present = (await presentKinds(db, grant)).filter(
      type => type.chart.length > 0 && type.group === 'vitals' && !isFirstKind(type),
    );
    return listNewest(db, grant, present, shown);
  });
  return {
    part,
    lines: newest.slice(0, linesMax).map(({ id, kind, summary, effectiveDate, datedTo, marks }) => ({
      id,
      text: summary ?? '',
      kind,
      when: { effectiveDate, datedTo },
      range: '',
      marks,
    })),
    isCut: newest.length > linesMax,
    isClosed: false,
  };
}

/** How far back the last result of a test is still one. */
const labsDays = 365;
const dayMs = 86_400_000;

/** The last result of each test; what stands out comes first. */
async function readLabs({ vault, grant, language }: Asked, part: SummaryPart): Promise<SummarySection> {
  if (!mayRead(grant, labType as ThingType<never>)) return closed(part);
  const { series } = await readLabsOverTime(vault, grant, language);
  const from = getEarliestDay(vault.clock.now() - labsDays * dayMs);
  const last = series.flatMap(({ name, readings: [reading] }) =>
    reading && reading.at >= from ? [{ name, reading }] : [],
  );
  const sorted = [
    ...last.filter(({ reading }) => reading.mark),
    ...last.filter(({ reading }) => !reading.mark),
  ];
  return {
    part,
    lines: sorted
      .slice(0, 2 * linesMax)
      .map(({ name, reading: { itemId: id, written, at, datedTo, range, mark } }) => ({
        id,
        text: written,
        kind: name,
        when: { effectiveDate: at, datedTo },
        range,
        marks: mark ? [mark] : [],
      })),
    isCut: sorted.length > 2 * linesMax,
    isClosed: false,
  };
}

function mayRead(grant: Grant, type: ThingType<never>): boolean {
  return type.versions.some(({ id }) => grant.permits('Read', id));
}

function closed(part: SummaryPart): SummarySection {
  return { part, lines: [], isCut: false, isClosed: true };
}
