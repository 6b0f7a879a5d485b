// The medicines of a record: which are taken now, which as needed and which no longer, how often, how long they last, and how
// their dose changed.

import type { Language } from '../../locales/language.ts';
import { foldText } from '../../spelling.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import medication, { type Medication } from '../../things/medication.ts';
import medicationFill, { type MedicationFill } from '../../things/medication-fill.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import { buildQuery } from '../things/list.ts';
import type { ThingsReader } from '../things/ports.ts';
import type { StoredThing } from '../things/thing.ts';
import { type DayOfDoses, foldMedicine, listDoses } from './doses.ts';
import { readSchedule, type Schedule } from './schedule.ts';
import { type DoseTimes, findDay, listDoseTimes } from './times.ts';

export type Standing = 'now' | 'needed' | 'past';

/** A medicine and what is taken of it today. */
export interface Taking {
  readonly id: string;
  readonly value: Medication;
  readonly standing: Standing;
  readonly schedule: Schedule;
  /** When it is meant; undefined where nobody knows, or as needed. */
  readonly times: DoseTimes | undefined;
  /** On such a day; undefined where none is meant, or nobody knows. */
  readonly dosesToday: number | undefined;
  readonly today: DayOfDoses | undefined;
}

export interface Medicine extends Taking {
  /** The last day there is some of it for: `2026-12-05`. */
  readonly lastsTo: string | undefined;
  /** Earlier doses, the newest first. */
  readonly earlier: readonly EarlierDose[];
}

export interface EarlierDose {
  readonly value: Medication;
  /** When it was changed, in milliseconds. */
  readonly until: number;
}

export interface MedicinesAsked {
  readonly language: Language;
  /** Of who reads: `2026-11-28`. */
  readonly day: string;
  readonly bytesMax: number;
}

export interface Medicines {
  readonly all: readonly Medicine[];
  /** Are there more than are looked at? */
  readonly isCut: boolean;
}

export const medicinesMax = 200;
const fillsMax = 200;
const versionsMax = 300;

export async function readMedicines(db: Reader, grant: Grant, asked: MedicinesAsked): Promise<Medicines> {
  const { things, fits, isOver } = openThings(db, grant, asked);
  const { shown, isCut } = await readTakings(things, fits, asked);
  const stored = await listOf(things, medicationFill as ThingType, fillsMax, fits);
  const fills = indexFills(stored.map(one => readValue(medicationFill, one)));
  const ids = shown.map(({ id }) => id);
  const versions =
    ids.length === 0
      ? []
      : await things.query(
          { ids, filters: [], currentOnly: false, order: 'last made first', limit: versionsMax },
          fits,
        );
  return {
    all: shown.map(taking => {
      const { id, value, standing, schedule } = taking;
      const own = versions.filter(version => version.id === id);
      const lastsTo =
        standing === 'past' ? undefined : findLastDay(value, schedule, fills.get(foldMedicine(value.name)));
      return { ...taking, lastsTo, earlier: listEarlier(value, own) };
    }),
    isCut: isCut || isOver(),
  };
}

/** What is taken today, for Home: without what needs every fill and every version to be known. */
export async function readTaking(db: Reader, grant: Grant, asked: MedicinesAsked): Promise<Taking[]> {
  const { things, fits } = openThings(db, grant, asked);
  return (await readTakings(things, fits, asked)).shown;
}

type Fits = (size: number) => boolean;

function openThings(db: Reader, grant: Grant, { bytesMax }: MedicinesAsked) {
  let bytes = 0;
  const fits: Fits = size => {
    bytes += size;
    return bytes <= bytesMax;
  };
  return { things: db.things(grant), fits, isOver: () => bytes > bytesMax };
}

function listOf(things: ThingsReader, type: ThingType, limit: number, fits: Fits) {
  return things.queryShown({ ...buildQuery({ typeIds: type.versions.map(({ id }) => id) }), limit }, fits);
}

async function readTakings(things: ThingsReader, fits: Fits, { language, day }: MedicinesAsked) {
  const stored = await listOf(things, medication as ThingType, medicinesMax + 1, fits);
  const doses = new Map<string, DayOfDoses>();
  for (const one of await listDoses(things, day)) {
    const name = foldMedicine(one.value.drugName);
    // The newest of several is the one.
    if (!doses.has(name)) doses.set(name, one);
  }
  const shown = stored.slice(0, medicinesMax).map((one): Taking => {
    const value = readValue(medication, one);
    const schedule = readSchedule(value.frequency?.display, language);
    const isPast = one.updatedEndDate !== undefined && one.updatedEndDate.slice(0, 10) < day;
    const { dosesADay } = schedule;
    return {
      id: one.id,
      value,
      standing: isPast ? 'past' : schedule.isAsNeeded ? 'needed' : 'now',
      schedule,
      times: isPast ? undefined : listDoseTimes(value, schedule, one.effectiveDate),
      dosesToday: dosesADay !== undefined && dosesADay >= 1 ? Math.round(dosesADay) : undefined,
      today: doses.get(foldMedicine(value.name)),
    };
  });
  return { shown, isCut: stored.length > medicinesMax };
}

/** Versions that say another dose than the one after them. */
function listEarlier(value: Medication, versions: readonly StoredThing[]): EarlierDose[] {
  const earlier: EarlierDose[] = [];
  let after = value;
  let changedAt = 0;
  for (const version of versions) {
    const own = readValue(medication, version);
    if (sayDose(own) !== sayDose(after)) earlier.push({ value: own, until: changedAt });
    after = own;
    changedAt = version.updated.at;
  }
  return earlier;
}

/** `5 mg, 1 tablet, 1-0-1`. */
export function sayDose({ strength, dose, frequency }: Medication): string {
  return [strength, dose, frequency].flatMap(part => part?.display ?? []).join(', ');
}

/** From which day on for how many. */
interface Supply {
  readonly from: string;
  readonly days: number;
}

/** The newest fill of each medicine that says how long it lasts. */
function indexFills(fills: readonly MedicationFill[]): ReadonlyMap<string, Supply> {
  const newest = new Map<string, Supply>();
  for (const { name, dateFilled, daysSupply: days } of fills) {
    const from = findDay(dateFilled);
    const medicine = foldMedicine(name);
    if (from && days && from > (newest.get(medicine)?.from ?? '')) newest.set(medicine, { from, days });
  }
  return newest;
}

/** From the newest fill, or else the prescription: so many days, or so many pieces at so many a day. */
function findLastDay(
  { dose, prescription }: Medication,
  schedule: Schedule,
  filled: Supply | undefined,
): string | undefined {
  if (filled) return findEnd(filled);
  const from = findDay(prescription?.datePrescribed);
  const days = prescription?.daysSupply ?? countDays(prescription?.amountPrescribed, dose, schedule);
  return from && days ? findEnd({ from, days }) : undefined;
}

/** Nothing that somebody takes lasts longer: a number that says so is a mistake, and leads past every calendar. */
const supplyDaysMax = 36_600;

function findEnd({ from, days }: Supply): string | undefined {
  if (days > supplyDaysMax || from >= '9000') return undefined;
  return addDays(from, days - 1);
}

function countDays(
  amount: GeneralMeasurement | undefined,
  dose: GeneralMeasurement | undefined,
  { dosesADay, parts }: Schedule,
): number | undefined {
  const [pieces] = amount?.structured ?? [];
  if (!pieces) return undefined;
  const aDay = parts ? parts.reduce((sum, part) => sum + part, 0) : dosesADay;
  const [each] = dose?.structured ?? [];
  // 60 tablets say nothing of doses in milligrams.
  const isCounted = each && isSameUnit(each.units.text, pieces.units.text);
  if (!aDay || (dose && !parts && !isCounted)) return undefined;
  return Math.floor(pieces.value / (aDay * (!parts && isCounted ? each.value : 1)));
}

/** One tablet and many tablets. */
function isSameUnit(one: string, other: string): boolean {
  const [short = '', long = ''] = [foldText(one), foldText(other)].sort((a, b) => a.length - b.length);
  return long.startsWith(short) && long.length - short.length <= 2;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days from one day to another. */
export function countDaysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
