// What a form says that may be so, but is likelier a slip: a number that nobody has, an end before its start, a date that
// lies ahead. It is asked once, at its field, and saved when somebody says that it is right. What is usual is told by the
// types (`usual`, `ordered`, `looksAhead`) and by things/common/usual.ts.

import { getAt, getFirst, getOf } from '../../../assume.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import { toCamel } from '../../../schema/schema.ts';
import { type DateValue, findKnownTo, getEarliest } from '../../../things/common/dates.ts';
import { happened, ofAncestors, sharedOrder } from '../../../things/common/usual.ts';
import { currentVersion, type ThingType, type ThingVersion } from '../../../things/index.ts';
import type { FormTexts } from './form-texts.ts';
import type { ReadLeaf } from './leaf.ts';
import { listLines } from './lines.ts';
import { findBase } from './measured-leaves.ts';

export interface Doubt {
  /** The question. */
  readonly text: string;
  /** What raises it, as it was typed: another number raises another doubt. */
  readonly about: string;
}

/** By the name of the input. */
export type Doubts = Readonly<Record<string, Doubt>>;

/** The hidden inputs that say which doubts were seen. */
export const sureName = 'sure';

export function makeSureMark(name: string, { about }: Doubt): string {
  return `${name}: ${about}`;
}

/** Were exactly these doubts seen by whoever sent the form? */
export function areSettled(doubts: Doubts, form: FormTexts): boolean {
  const sure = new Set(form.getAll(sureName));
  return Object.entries(doubts).every(([name, doubt]) => sure.has(makeSureMark(name, doubt)));
}

interface Said {
  readonly type: ThingType;
  readonly version: ThingVersion;
  /** All that stands in the form. */
  readonly leaves: readonly ReadLeaf[];
}

/** Doubts about what was changed, in the order of the form. */
export function findDoubts(said: Said, now: number, language: Language): Doubts {
  const doubts: Record<string, Doubt> = {};
  const beside = besideEachOther(said.leaves);
  const earlier = new Map<string, ReadLeaf>();
  for (const leaf of said.leaves) {
    const others = getOf(beside, wayTo(leaf));
    const { understood } = leaf;
    if (understood) {
      doubts[leaf.name + getFirst(leaf.parts)] = { text: understood.text, about: understood.said };
      earlier.set(leaf.name, leaf);
      continue;
    }
    const text = leaf.isSame ? undefined : unusual(leaf, others, said, now, language);
    const doubt =
      text === undefined
        ? reversed(leaf, earlier, said.type, language)
        : { text, about: shown(leaf, language) };
    if (doubt) doubts[leaf.name + getFirst(leaf.parts)] = doubt;
    earlier.set(leaf.name, leaf);
  }
  return doubts;
}

function besideEachOther(leaves: readonly ReadLeaf[]): Map<string, ReadLeaf[]> {
  const groups = new Map<string, ReadLeaf[]>();
  for (const leaf of leaves) {
    const group = groups.get(wayTo(leaf));
    if (group) group.push(leaf);
    else groups.set(wayTo(leaf), [leaf]);
  }
  return groups;
}

/** To what a leaf is in: `v.vital-signs-results.n1`. */
function wayTo({ name }: ReadLeaf): string {
  return name.slice(0, name.lastIndexOf('.'));
}

function shown({ field, value }: ReadLeaf, language: Language): string {
  return listLines(field, value, language).join(' ');
}

function unusual(
  leaf: ReadLeaf,
  others: readonly ReadLeaf[],
  said: Said,
  now: number,
  language: Language,
): string | undefined {
  const w = formWords(language);
  const { field, value } = leaf;
  const number = numberOf(leaf);
  if (number !== undefined) {
    const [from, to] = usualOf(leaf, others, said) ?? [number, number];
    if (number < from) return w.unusuallyLow(field.label, shown(leaf, language));
    return number > to ? w.unusuallyHigh(field.label, shown(leaf, language)) : undefined;
  }
  const day = isDate(leaf) ? getEarliest(value as DateValue)?.slice(0, 10) : undefined;
  if (day === undefined) return undefined;
  const hasHappened =
    happened.has(field.name) || (!said.type.looksAhead && field.name === said.version.effectiveDate);
  const last = hasHappened ? inDays(now, 1) : inYears(now, planYearsMax);
  if (day > last) return w.ahead(field.label, shown(leaf, language));
  if (day < inYears(now, -lifeYearsMax) && !ofAncestors.has(field.name))
    return w.longAgo(field.label, shown(leaf, language));
  return undefined;
}

/** Nobody alive is older. */
const lifeYearsMax = 130;

/** Policies and passports end later than most plans. */
const planYearsMax = 20;

/** @returns the day, such as `2026-11-27`; whose clock is ahead of the vault's has another day already */
function inDays(now: number, days: number): string {
  return new Date(now + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function inYears(now: number, years: number): string {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

function usualOf(
  leaf: ReadLeaf,
  others: readonly ReadLeaf[],
  { type, version }: Said,
): readonly [number, number] | undefined {
  if (version !== currentVersion(type)) return undefined;
  const inside = wayTo(leaf)
    .split('.')
    .findLast(step => !/^n?\d+$/.test(step));
  const usual = type.usual[`${inside}/${leaf.field.name}`] ?? type.usual[leaf.field.name];
  if (typeof usual !== 'function') return usual;
  return usual(Object.fromEntries(others.map(({ field, value }) => [field.key, value])) as never);
}

/** Of two that are ordered the one that stands second is asked about. */
function reversed(
  leaf: ReadLeaf,
  earlier: ReadonlyMap<string, ReadLeaf>,
  type: ThingType,
  language: Language,
): Doubt | undefined {
  for (const pair of [...type.ordered, ...sharedOrder]) {
    const ways = pair.map(name => `.${name.replace('/', '.')}`) as [string, string];
    const at = ways.findIndex(way => leaf.name.endsWith(way));
    const other =
      at < 0 ? undefined : earlier.get(leaf.name.slice(0, -getAt(ways, at).length) + getAt(ways, 1 - at));
    if (!other || (leaf.isSame && other.isSame)) continue;
    const text = at === 0 ? orderOf(leaf, other, language) : orderOf(other, leaf, language);
    if (text !== undefined) return { text, about: `${shown(other, language)}, ${shown(leaf, language)}` };
  }
  return undefined;
}

function orderOf(low: ReadLeaf, high: ReadLeaf, language: Language): string | undefined {
  const w = formWords(language);
  if (isDate(low) && isDate(high))
    return isLater(low, high) ? w.endsFirst(high.field.label, low.field.label) : undefined;
  const [lower, higher] = [numberOf(low), numberOf(high)];
  if (lower === undefined || higher === undefined || lower <= higher) return undefined;
  return w.usuallyBelow(low.field.label, high.field.label);
}

function isDate({ kind }: ReadLeaf): boolean {
  return kind === 'date' || kind === 'date-time' || kind === 'approx-date' || kind === 'approx';
}

/** As far as both are known: March 2024 is not later than 2024, nor 10:15 of a day later than that day. */
function isLater(one: ReadLeaf, other: ReadLeaf): boolean {
  const [first, second] = [one, other].map(({ value }) => asKnown(value as DateValue));
  if (first === undefined || second === undefined) return false;
  const length = Math.min(first.length, second.length);
  return first.slice(0, length) > second.slice(0, length);
}

function asKnown(value: DateValue): string | undefined {
  const known = findKnownTo(value);
  const digits =
    known === 'day' && hasTime(value) ? undefined : known && { year: 4, month: 7, day: 10 }[known];
  return known && getEarliest(value)?.slice(0, digits);
}

function hasTime(value: DateValue): boolean {
  if ('structured' in value) return hasTime(value.structured);
  return 'time' in value && value.time !== undefined;
}

function numberOf({ kind, field, value }: ReadLeaf): number | undefined {
  if (kind === 'number' || kind === 'fraction') return Number(value);
  const base = kind === 'measured' ? findBase(field) : undefined;
  return base && Number((value as Readonly<Record<string, unknown>>)[toCamel(base)]);
}
