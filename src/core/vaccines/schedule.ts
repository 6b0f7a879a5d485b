// Which vaccines are due at what age, as data: the WHO's (who.ts), and those that an operator puts in a folder
// (vaccine-folder.ts). docs/vaccines.md describes the format for who writes one.
import { type Language, languages } from '../../locales/language.ts';
import type { Sex } from '../growth/references.ts';

export interface Schedule {
  readonly id: string;
  readonly name: Names;
  /** Where it is published. */
  readonly source: string;
  /** Two letters of the country it is of. */
  readonly country?: string | undefined;
  readonly vaccines: readonly Vaccine[];
}

/** In English, and in other languages where it has another name there. */
export type Names = { readonly en: string } & Readonly<Partial<Record<Language, string>>>;

export interface Vaccine {
  readonly id: string;
  readonly name: Names;
  /** For all, or for some only: by where they live, or what they are at risk of. */
  readonly isForAll: boolean;
  /** Of children of this sex alone. */
  readonly sex: Sex | undefined;
  /** Codes of CVX; of what is given together with others as well. */
  readonly cvx: readonly string[];
  /** What it is called in items that have no code: one of these words, in any language. */
  readonly words: readonly string[];
  readonly doses: readonly Dose[];
}

/** Ages and lengths of time. */
export interface Dose {
  readonly from: Age;
  /** From when on it is overdue. */
  readonly late: Age;
  /** From when on it is not given any more. */
  readonly until: Age | undefined;
  /** At least so long after the dose before. */
  readonly apart: Age | undefined;
}

export interface Age {
  readonly count: number;
  readonly unit: 'days' | 'weeks' | 'months' | 'years';
}

const problem = (text: string) => new Error(`vaccine schedule: ${text}`);

/** @throws an error that says what is wrong */
export function readSchedule(given: unknown): Schedule {
  const fields = readObject(given, 'the schedule', ['id', 'name', 'source', 'country', 'vaccines']);
  const id = readId(fields.id, 'the schedule');
  const { country } = fields;
  if (country !== undefined && !(typeof country === 'string' && /^[A-Z]{2}$/.test(country)))
    throw problem(`${id}: country must be two capital letters.`);
  const vaccines = readList(fields.vaccines, `vaccines of ${id}`).map(readVaccine);
  if (new Set(vaccines.map(one => one.id)).size < vaccines.length)
    throw problem(`${id}: two vaccines have the same id.`);
  return {
    id,
    name: readNames(fields.name, id),
    source: readText(fields.source, `source of ${id}`),
    country,
    vaccines,
  };
}

function readVaccine(given: unknown): Vaccine {
  const fields = readObject(given, 'a vaccine', ['id', 'name', 'for', 'sex', 'cvx', 'words', 'doses']);
  const id = readId(fields.id, 'a vaccine');
  if (fields.for !== 'all' && fields.for !== 'some') throw problem(`${id}: for must be "all" or "some".`);
  if (fields.sex !== undefined && fields.sex !== 'f' && fields.sex !== 'm')
    throw problem(`${id}: sex must be "f" or "m".`);
  return {
    id,
    name: readNames(fields.name, id),
    isForAll: fields.for === 'all',
    sex: fields.sex,
    cvx: readList(fields.cvx ?? [], `cvx of ${id}`).map(code => readText(code, `cvx of ${id}`)),
    words: readList(fields.words, `words of ${id}`).map(word => readText(word, `words of ${id}`)),
    doses: readList(fields.doses, `doses of ${id}`).map(dose => readDose(dose, id)),
  };
}

/** Where nothing else is said a dose is overdue a month after it is due. */
const lateAfterDays = 30;

function readDose(given: unknown, id: string): Dose {
  const fields = readObject(given, `a dose of ${id}`, ['from', 'late', 'until', 'apart']);
  const age = (name: 'late' | 'until' | 'apart') =>
    fields[name] === undefined ? undefined : readAge(fields[name], `${name} of ${id}`);
  const from = readAge(fields.from, `from of ${id}`);
  return {
    from,
    late: age('late') ?? { count: countDaysOf(from) + lateAfterDays, unit: 'days' },
    until: age('until'),
    apart: age('apart'),
  };
}

const daysOf = { days: 1, weeks: 7, months: 30.4375, years: 365.25 };

export function countDaysOf({ count, unit }: Age): number {
  return Math.round(count * daysOf[unit]);
}

/** `6 weeks`. */
function readAge(given: unknown, what: string): Age {
  const [, count, unit] = /^(\d{1,3}) (day|week|month|year)s?$/.exec(String(given)) ?? [];
  if (count === undefined || unit === undefined)
    throw problem(`${what} must be as "6 weeks", in days, weeks, months or years.`);
  return { count: Number(count), unit: `${unit}s` as Age['unit'] };
}

function readObject<const Name extends string>(
  given: unknown,
  what: string,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw problem(`${what} must be an object.`);
  const other = Object.keys(given).find(name => !(names as readonly string[]).includes(name));
  if (other !== undefined) throw problem(`${what} has no "${other}".`);
  return given as Partial<Record<Name, unknown>>;
}

function readList(given: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(given)) throw problem(`${what} must be a list.`);
  return given;
}

function readText(given: unknown, what: string): string {
  if (typeof given !== 'string' || given.trim() === '' || given.length > textMax)
    throw problem(`${what} must be a text of up to ${textMax} characters.`);
  return given.trim();
}

const textMax = 300;

function readId(given: unknown, what: string): string {
  if (typeof given !== 'string' || !/^[a-z0-9-]{1,40}$/.test(given))
    throw problem(`the id of ${what} must be made of a–z, 0–9 and hyphens.`);
  return given;
}

function readNames(given: unknown, id: string): Names {
  const names = readObject(given, `the name of ${id}`, languages);
  const others = Object.entries(names).map(([language, text]) => [
    language,
    readText(text, `the name of ${id}`),
  ]);
  return { ...Object.fromEntries(others), en: readText(names.en, `the English name of ${id}`) };
}
