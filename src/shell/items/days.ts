// The days of the timeline: what stands under each, and its routine readings of a kind as one line.
import { getFirst } from '../../assume.ts';
import { type Beside, type JudgedForm, type Mark, makeJudgedForm } from '../../core/targets/judge.ts';
import type { ShownThing } from '../../core/things/query.ts';
import { labelChart, sayUnit } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { sayNumber } from '../../locales/numbers.ts';
import { readValue } from '../../things/data.ts';
import { getVersion, type Series, type ThingType } from '../../things/index.ts';
import { partLengths } from './when.ts';

export interface Entry extends ShownThing, JudgedForm {}

/** Readings of one kind of a day: so many, and between what they lie. */
export interface Folded {
  readonly type: ThingType;
  readonly count: number;
  /** `4.9–9.8 mmol/L`; empty where they have no numbers. */
  readonly range: string;
  /** What stands out in them, the strongest of each, and in which. */
  readonly marks: readonly Mark[];
  readonly id: string;
}

export interface Day {
  /** As much of it as is known: `2026-11-25`, `2026-11`, `2026`. */
  readonly date: string;
  readonly first: Entry;
  /** How many, before some share a line. */
  readonly items: number;
  readonly lines: readonly (Entry | Folded)[];
}

/** So many readings of a kind in a day still stand one by one. */
const readingsShownMax = 2;

/** @param things in the order of the timeline */
export function groupByDay(things: readonly ShownThing[], language: Language, beside: Beside): Day[] {
  const days = new Map<string, Entry[]>();
  for (const thing of things) {
    const entry = { ...thing, ...makeJudgedForm(thing, language, beside) };
    const date = getDateOf(entry);
    const day = days.get(date);
    if (day) day.push(entry);
    else days.set(date, [entry]);
  }
  return [...days].map(([date, entries]) => ({
    date,
    first: getFirst(entries),
    items: entries.length,
    lines: foldReadings(entries, language),
  }));
}

function getDateOf({ effectiveDate, datedTo }: Entry): string {
  return effectiveDate.slice(0, partLengths[datedTo ?? 'day']);
}

/** A line for the readings of a kind stands where the newest of them would. What stands out far, or was said to, stands for itself. */
function foldReadings(entries: readonly Entry[], language: Language): (Entry | Folded)[] {
  const routine = new Map<ThingType, Entry[]>();
  for (const entry of entries) {
    const { type } = getVersion(entry.typeId);
    if (type.chart.length === 0 || entry.marks.some(standsAlone) || entry.note !== '') continue;
    routine.set(type, [...(routine.get(type) ?? []), entry]);
  }
  const lines: (Entry | Folded)[] = [];
  for (const entry of entries) {
    const { type } = getVersion(entry.typeId);
    const alike = routine.get(type) ?? [];
    if (alike.length <= readingsShownMax || !alike.includes(entry)) lines.push(entry);
    else if (alike[0] === entry)
      lines.push({
        type,
        count: alike.length,
        range: sayRanges(type, alike, language),
        ...gatherMarks(alike),
      });
  }
  return lines;
}

function standsAlone({ is, by }: Mark): boolean {
  return by === 'flag' || by === 'range' || is === 'far-above' || is === 'far-below';
}

/** One of each sort, with the item that has the first. */
function gatherMarks(entries: readonly Entry[]): Pick<Folded, 'marks' | 'id'> {
  const all = entries.flatMap(({ marks }) => marks);
  const sorts = new Map(all.map(mark => [`${mark.what} ${mark.is} ${mark.by}`, mark]));
  const marked = entries.find(({ marks }) => marks.length > 0) ?? getFirst(entries);
  return { marks: [...sorts.values()], id: marked.id };
}

/** Of blood pressure `Systolic 118–131 mmHg, Diastolic 76–84 mmHg`. */
function sayRanges(type: ThingType, entries: readonly Entry[], language: Language): string {
  const values = entries.map(entry => readValue(type, entry));
  const labels = type.chart.length > 1 ? labelChart(type, language) : [];
  return type.chart.flatMap((series, line) => sayRange(series, values, labels[line], language)).join(', ');
}

interface Number {
  readonly number: number;
  readonly shown: number;
  readonly unit: string;
}

function sayRange(
  series: Series,
  values: readonly never[],
  label: string | undefined,
  language: Language,
): string[] {
  const numbers = values.flatMap((value): Number[] => {
    const number = series.value(value);
    if (number === undefined) return [];
    const display = series.measured?.display(value);
    return [{ number, shown: display?.value ?? number, unit: display?.units ?? series.unit }];
  });
  const [first] = numbers;
  if (!first) return [];
  // Where they were written down in several units, the chart's own holds for all.
  const isAlike = numbers.every(({ unit }) => unit === first.unit);
  const all = numbers.map(({ number, shown }) => (isAlike ? shown : number));
  const [least, most] = [Math.min(...all), Math.max(...all)].map(number => sayNumber(number, language));
  const range = least === most ? least : `${least}–${most}`;
  const unit = sayUnit(isAlike ? first.unit : series.unit, language);
  return [[label, range, unit].filter(Boolean).join(' ')];
}
