// What a doctor asks for on one or two pages: who it is about, what holds now, what was measured last, and what came since a
// day. Of what the grant opens; which parts, whoever asks chooses.

import type { Language } from '../../locales/language.ts';
import { nameType } from '../../locales/type-names.ts';
import { summaryWords } from '../../locales/words.ts';
import allergy from '../../things/allergy.ts';
import basic from '../../things/basic.ts';
import { getEarliest } from '../../things/common/dates.ts';
import condition from '../../things/condition.ts';
import dosesTaken from '../../things/daily-medication-usage.ts';
import immunization from '../../things/immunization.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import labType from '../../things/lab-results.ts';
import medication from '../../things/medication.ts';
import personal from '../../things/personal.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay, getLatestDay } from '../days.ts';
import { readLabsOverTime } from '../labs/over-time.ts';
import { type RecordedDenial, readDenials } from '../records/denials.ts';
import { isFirstKind } from '../records/profile.ts';
import { type Beside, type Mark, makeJudgedForm, readBeside } from '../targets/judge.ts';
import { listLasting } from '../things/lasting.ts';
import { buildQuery, listThings } from '../things/list.ts';
import { listNewest, presentKinds } from '../things/newest.ts';
import { findReadableSingleton } from '../things/typed.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { sumDoses } from './doses-taken.ts';

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

export interface Besides {
  readonly kind: string;
  /** Undefined where nobody counted them. */
  readonly count: number | undefined;
}

export interface SummarySection {
  readonly part: SummaryPart;
  readonly lines: readonly SummaryLine[];
  /** What there is besides, and does not stand here. */
  readonly more: readonly Besides[];
  /** What has no date, and so is no change of any day. */
  readonly undated: readonly Besides[];
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
  /** Kinds of item that the record has, and none of the parts tells of. */
  readonly untold: readonly string[];
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
  const present = await vault.store.read(db => presentKinds(db, grant));
  return {
    about,
    sections,
    leftOut: summaryParts.filter(part => !parts.includes(part)),
    untold: present.filter(isUntold).map(type => nameType(type, language)),
  };
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
    const denials = type === allergy ? await readDenials(vault, grant, language) : [];
    return {
      part,
      lines: [
        ...items.map(({ id, summary, effectiveDate, datedTo, marks }) => ({
          id,
          text: summary ?? '',
          kind: undefined,
          when: datedTo && { effectiveDate, datedTo },
          range: '',
          marks,
        })),
        ...denials.map(denial => writeDenial(denial, language)),
      ],
      more: found
        .filter(({ more, isCut }) => more > 0 || isCut)
        .map(one => ({ kind: nameType(type, language), count: one.isCut ? undefined : one.more })),
      undated: [],
      isClosed: false,
    };
  };
}

/** `No known allergies (said by Dr Novak)`. */
function writeDenial({ id, text, by, at, datedTo }: RecordedDenial, language: Language): SummaryLine {
  const who = by === undefined ? '' : ` (${summaryWords(language).saidBy(by)})`;
  const when = { effectiveDate: at, datedTo };
  return { id, text: `${text}${who}`, kind: undefined, when, range: '', marks: [] };
}

/** @param from the first day */
async function readDated(
  { vault, grant, language, beside }: Asked,
  part: SummaryPart,
  types: readonly ThingType<never>[],
  from?: string,
): Promise<SummarySection> {
  if (!types.some(type => mayRead(grant, type))) return closed(part);
  const asked = { from, to: getLatestDay(vault.clock.now()) };
  const { things, next } = await listThings(vault, grant, {
    typeIds: types.map(type => currentVersion(type as ThingType).id),
    ...asked,
    after: undefined,
    limit: linesMax,
  });
  const undated = new Map<string, number>();
  const lines = things.flatMap((thing): SummaryLine[] => {
    const { kind, summary, datedTo, marks } = makeJudgedForm(thing, language, beside);
    // What has no date of its own stands under the day it was added, which is no change of health.
    if (from !== undefined && datedTo === undefined) {
      undated.set(kind, (undated.get(kind) ?? 0) + 1);
      return [];
    }
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
  const more = next ? await countMore({ vault, grant, language }, types, asked, things) : [];
  return {
    part,
    lines,
    more,
    undated: [...undated].map(([kind, count]) => ({ kind, count })),
    isClosed: false,
  };
}

/** More of a kind than that are not counted. */
const countedMax = 200;

/** What there is besides those that are listed, kind by kind. */
async function countMore(
  { vault, grant, language }: Pick<Asked, 'vault' | 'grant' | 'language'>,
  types: readonly ThingType<never>[],
  asked: { readonly from: string | undefined; readonly to: string },
  listed: readonly { readonly typeId: string }[],
): Promise<Besides[]> {
  const counts: Besides[] = [];
  for (const type of types) {
    const typeIds = type.versions.map(({ id }) => id);
    const query = { ...buildQuery({ typeIds, ...asked }), limit: countedMax + 1 };
    const keys = await vault.store.read(db => db.things(grant).queryKeys(query));
    const count = keys.length - listed.filter(({ typeId }) => typeIds.includes(typeId)).length;
    const isCounted = keys.length <= countedMax;
    if (count > 0) counts.push({ kind: nameType(type, language), count: isCounted ? count : undefined });
  }
  return counts;
}

/** What is dated since a day, but for what is measured or taken day by day or stands among the results. */
async function readChanges(asked: Asked, part: SummaryPart): Promise<SummarySection> {
  const { vault, grant, since } = asked;
  const present = await vault.store.read(db => presentKinds(db, grant));
  const told = present.filter(isChange);
  const section =
    told.length === 0
      ? nothingOf(part)
      : await readDated(asked, part, told as readonly ThingType<never>[], since);
  const taken = present.some(({ name }) => name === dosesTaken.name)
    ? await sumDoses(vault, grant, since, asked.language)
    : undefined;
  if (!taken) return section;
  const w = summaryWords(asked.language);
  const line: SummaryLine = {
    id: taken.id,
    text: taken.text,
    kind: taken.since === undefined ? w.dosesNoted : w.dosesNotedSince,
    when: taken.since === undefined ? undefined : { effectiveDate: taken.since, datedTo: 'day' },
    range: '',
    marks: [],
  };
  return { ...section, lines: [line, ...section.lines] };
}

function isChange({ name, group, chart }: ThingType): boolean {
  return (
    chart.length === 0 &&
    name !== labType.name &&
    name !== dosesTaken.name &&
    group !== 'profile' &&
    group !== 'apps'
  );
}

/** Exercise, sleep and the like, which are measured and are no values of the body. */
function isUntold(type: ThingType): boolean {
  return type.chart.length > 0 && !isValue(type) && !isFirstKind(type) && type.group !== 'apps';
}

function isValue({ chart, group }: ThingType): boolean {
  return chart.length > 0 && (group === 'vitals' || group === 'labs');
}

/** The last of each kind that is measured. */
async function readValues(
  { vault, grant, language, beside }: Asked,
  part: SummaryPart,
): Promise<SummarySection> {
  const shown = { bytesMax: vault.limits.pageBytesMax, language, now: vault.clock.now(), beside };
  const newest = await vault.store.read(async db => {
    const present = (await presentKinds(db, grant)).filter(type => isValue(type) && !isFirstKind(type));
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
    more: newest.slice(linesMax).map(({ kind }) => ({ kind, count: undefined })),
    undated: [],
    isClosed: false,
  };
}

/** How far back the last result of a test is still one. */
const labsDays = 365;
const dayMs = 86_400_000;

/** The last result of each test; what stands out comes first. */
async function readLabs({ vault, grant, language }: Asked, part: SummaryPart): Promise<SummarySection> {
  if (!mayRead(grant, labType as ThingType<never>)) return closed(part);
  const { series, isCut } = await readLabsOverTime(vault, grant, language);
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
      .map(({ name, reading: { itemId: id, written, at, datedTo, range, mark, standing } }) => ({
        id,
        text: standing === undefined ? written : `${written} (${standing})`,
        kind: name,
        when: { effectiveDate: at, datedTo },
        range,
        marks: mark ? [mark] : [],
      })),
    more: [
      ...sorted.slice(2 * linesMax).map(({ name }) => ({ kind: name, count: 1 })),
      ...(isCut ? [{ kind: nameType(labType as ThingType, language), count: undefined }] : []),
    ],
    undated: [],
    isClosed: false,
  };
}

function mayRead(grant: Grant, type: ThingType<never>): boolean {
  return type.versions.some(({ id }) => grant.permits('Read', id));
}

function closed(part: SummaryPart): SummarySection {
  return { ...nothingOf(part), isClosed: true };
}

function nothingOf(part: SummaryPart): SummarySection {
  return { part, lines: [], more: [], undated: [], isClosed: false };
}
