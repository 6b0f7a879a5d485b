// What somebody was given of a schedule, and what is due, overdue, later, or not given any more.
import { foldText } from '../../spelling.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import { countDays } from '../growth/about.ts';
import { type Age, countDaysOf, type Dose, type Schedule, type Vaccine } from './schedule.ts';

export interface Given {
  readonly id: string;
  /** `2026-11-25`; undefined where nobody knows. */
  readonly day: string | undefined;
  readonly vaccine: CodableValue;
}

export type Standing = 'given' | 'overdue' | 'due' | 'later' | 'past';

export interface PlannedDose {
  readonly vaccine: Vaccine;
  /** From 1. */
  readonly number: number;
  readonly standing: Standing;
  /** When it was given, where that is known; else from when on it is due. */
  readonly day: string | undefined;
  /** The item it was given by. */
  readonly id: string | undefined;
}

const dayMs = 86_400_000;

/**
 * Each dose of the vaccines that are followed, vaccine by vaccine, and of others what was given of them all the same.
 * @param born `2024-05-01` @param today likewise
 */
export function planDoses(
  schedule: Schedule,
  followed: ReadonlySet<string>,
  given: readonly Given[],
  born: string,
  today: string,
): PlannedDose[] {
  return schedule.vaccines.flatMap(vaccine => {
    const own = given
      .filter(one => isOf(vaccine, one.vaccine))
      .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
    const doses = own.map(
      ({ id, day }, index): PlannedDose => ({ vaccine, number: index + 1, standing: 'given', day, id }),
    );
    if (!followed.has(vaccine.id)) return doses;
    return [...doses, ...planRest(vaccine, own, born, today)];
  });
}

function planRest(vaccine: Vaccine, own: readonly Given[], born: string, today: string): PlannedDose[] {
  let before = own.at(-1)?.day;
  return vaccine.doses.slice(own.length).map((dose, index) => {
    const day = findDueDay(dose, born, before);
    before = day;
    return {
      vaccine,
      number: own.length + index + 1,
      standing: findStanding(dose, day, born, today),
      day,
      id: undefined,
    };
  });
}

/** At its age, and not too soon after the one before. */
function findDueDay({ from, apart }: Dose, born: string, before: string | undefined): string {
  const byAge = addAge(born, from);
  const afterBefore = apart && before !== undefined ? addAge(before, apart) : byAge;
  // Days as texts, which no Math compares.
  return [byAge, afterBefore].sort().at(-1) ?? byAge;
}

function findStanding({ from, late, until }: Dose, day: string, born: string, today: string): Standing {
  if (until && today > addAge(born, until)) return 'past';
  if (today < day) return 'later';
  // One that could only be given later may be late by as much.
  const grace = countDaysOf(late) - countDaysOf(from);
  return countDays(day, today) > grace ? 'overdue' : 'due';
}

function addAge(day: string, { count, unit }: Age): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === 'days' || unit === 'weeks')
    return new Date(date.getTime() + count * (unit === 'weeks' ? 7 : 1) * dayMs).toISOString().slice(0, 10);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + count * (unit === 'years' ? 12 : 1));
  // A month without that day ends before it.
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
}

/** By a code; else by a word of its name as it stands there. */
export function isOf({ cvx, words }: Vaccine, { text, code = [] }: CodableValue): boolean {
  const codes = code.filter(({ type }) => type.toLowerCase().includes('cvx')).map(({ value }) => value);
  if (codes.length > 0) return codes.some(one => cvx.includes(one.padStart(2, '0')));
  const said = ` ${splitWords(text)} `;
  return words.some(word => said.includes(` ${splitWords(word)} `));
}

/** Its words, parted by single spaces. */
function splitWords(text: string): string {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');
}
