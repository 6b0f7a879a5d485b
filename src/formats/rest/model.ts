// The JSON of the REST API: each model is written once, and reads what is sent, tells its static type and prints its part of the
// description (Swagger 2.0). Fields that nobody knows are passed over, and null is as good as nothing, as the SDKs have it.
import { isDay } from '../../schema/text.ts';
import { isCharacter } from '../../schema/xml-names.ts';
import { restLimits } from './limits.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** What is wrong with what was sent, and where: `objectives[0].name`. It never holds the value. */
export interface Problem {
  readonly at: string;
  readonly problem: string;
}

/** What was sent cannot be taken. */
export class Unreadable extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super('What was sent is not as it must be.');
    this.problems = problems;
  }
}

/** What is found while a body is read. */
export class Problems {
  readonly all: Problem[] = [];
  note(at: string, problem: string): undefined {
    if (this.all.length < restLimits.restProblemsMax) this.all.push({ at, problem });
    return undefined;
  }
  /** @throws Unreadable where there are any */
  end(): void {
    if (this.all.length > 0) throw new Unreadable(this.all);
  }
}

/** Models by their names in the description. */
export type Definitions = Map<string, JsonObject>;

export interface Field<T> {
  /** Undefined for what is not as it must be, which is noted. */
  read(json: Json, at: string, problems: Problems): T | undefined;
  describe(into: Definitions): JsonObject;
}

export interface Marked {
  readonly isRequired?: true;
  /** Taken from clients that send it, and not in the description. */
  readonly isUnlisted?: true;
}

type Fields = Readonly<Record<string, Field<unknown> & Marked>>;
type Of<F> = F extends Field<infer T> ? T : never;
type RequiredOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly isRequired: true } ? K : never;
}[keyof F];
export type ModelValue<F extends Fields> = { readonly [K in RequiredOf<F>]: Of<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredOf<F>>]?: Of<F[K]> | undefined;
};

export interface Model<T> extends Field<T> {
  readonly name: string;
  readonly fields: Fields;
}

/** The static type of what a model or a field reads. */
export type Infer<F> = Of<F>;

export function must<T>(field: Field<T>): Field<T> & { readonly isRequired: true } {
  return { ...field, isRequired: true };
}

export function unlisted<T>(field: Field<T>): Field<T> & { readonly isUnlisted: true } {
  return { ...field, isUnlisted: true };
}

/** @param name with what it holds in brackets, where the description has a generic model */
export function model<const F extends Fields>(
  name: string,
  description: string,
  fields: F,
): Model<ModelValue<F>> {
  return {
    name,
    fields,
    read: (json, at, problems) => readFields(fields, json, at, problems, false) as ModelValue<F> | undefined,
    describe(into) {
      if (!into.has(name)) {
        // Its place is taken before its fields are looked at.
        into.set(name, {});
        into.set(name, describeModel(name, description, fields, into));
      }
      return { $ref: `#/definitions/${name}` };
    },
  };
}

function readFields(
  fields: Fields,
  json: Json,
  at: string,
  problems: Problems,
  isPart: boolean,
): Record<string, unknown> | undefined {
  if (!isObject(json)) return problems.note(at, 'must be an object');
  const value: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const there = Object.hasOwn(json, name) ? json[name] : undefined;
    const place = at === '' ? name : `${at}.${name}`;
    if (there !== undefined && there !== null) value[name] = field.read(there, place, problems);
    else if (field.isRequired && !isPart) problems.note(place, 'is missing');
  }
  return value;
}

/** What is sent of something that is there: of its own fields none has to be. */
export function partOf<T>({ fields, describe }: Model<T>): Field<Partial<T>> {
  return {
    read: (json, at, problems) => readFields(fields, json, at, problems, true) as Partial<T> | undefined,
    describe,
  };
}

function describeModel(name: string, description: string, fields: Fields, into: Definitions): JsonObject {
  const listed = Object.entries(fields).filter(([, field]) => !field.isUnlisted);
  const required = listed.filter(([, field]) => field.isRequired).map(([own]) => own);
  return {
    description,
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(listed.map(([own, field]) => [own, field.describe(into)])),
    'x-id': name.replace(/\[.*$/, '`1'),
  };
}

export function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** @throws Unreadable @param at where it stands in what was sent; nothing for all of it */
export function readModel<T>(field: Field<T>, json: Json, at = ''): T {
  const problems = new Problems();
  const value = field.read(json, at, problems);
  problems.end();
  return value as T;
}

/** Characters that XML can hold, in which they are kept. */
function isKeepable(text: string): boolean {
  for (const character of text) if (!isCharacter(character.codePointAt(0) ?? 0)) return false;
  return true;
}

export function text(description?: string, lengthMax: number = restLimits.restTextLengthMax): Field<string> {
  return {
    read(json, at, problems) {
      if (typeof json !== 'string') return problems.note(at, 'must be a string');
      if (json.length > lengthMax) return problems.note(at, `must be no longer than ${lengthMax} characters`);
      return isKeepable(json) ? json : problems.note(at, 'has a character that cannot be kept');
    },
    describe: () => ({ type: 'string', ...(description !== undefined && { description }) }),
  };
}

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(given: string): boolean {
  return guidForm.test(given);
}

export const guid: Field<string> = {
  read: (json, at, problems) =>
    typeof json === 'string' && isGuid(json) ? json.toLowerCase() : problems.note(at, 'must be a GUID'),
  describe: () => ({ type: 'string', format: 'uuid' }),
};

const momentForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?(?: ?\[?[A-Za-z][\w+\-/]{0,39}\]?)?)?$/;

/** The parts of a moment or day as it is sent; undefined for what is none. */
export function matchMoment(given: string): readonly (string | undefined)[] | undefined {
  const [, ...parts] = given.length > 80 ? [] : (momentForm.exec(given) ?? []);
  const [y, m, d] = parts.map(Number);
  const isReal = parts.length > 0 && y !== undefined && y >= 1000 && isDay(y, m ?? 0, d ?? 0);
  return isReal ? parts : undefined;
}

/** A moment in ISO 8601; one without a zone is told as UTC. @param formats how the description has it */
function momentOf(described: JsonObject): Field<string> {
  return {
    read: (json, at, problems) =>
      typeof json === 'string' && matchMoment(json)
        ? json
        : problems.note(at, 'must be a date and time in ISO 8601, as 2026-11-25T08:30:00Z'),
    describe: () => described,
  };
}

export const moment = momentOf({ type: 'string', format: 'date-time' });
/** Times of no zone, and those with the name of one, for which the description has no format. */
export const looseMoment = momentOf({ type: 'string' });

export const localDate: Field<string> = {
  read: (json, at, problems) =>
    typeof json === 'string' && json.length === 10 && matchMoment(json)
      ? json
      : problems.note(at, 'must be a day, as 2026-11-25'),
  describe: () => ({ type: 'string', format: 'date' }),
};

export function int({ min = -2_147_483_648, max = 2_147_483_647 } = {}): Field<number> {
  return {
    read: (json, at, problems) =>
      Number.isInteger(json) && Number(json) >= min && Number(json) <= max
        ? Number(json)
        : problems.note(at, `must be a whole number from ${min} to ${max}`),
    describe: () => ({ type: 'integer', format: 'int32' }),
  };
}

export const number: Field<number> = {
  read: (json, at, problems) =>
    typeof json === 'number' && Number.isFinite(json) ? json : problems.note(at, 'must be a number'),
  describe: () => ({ type: 'number', format: 'double' }),
};

export const flag: Field<boolean> = {
  read: (json, at, problems) =>
    typeof json === 'boolean' ? json : problems.note(at, 'must be true or false'),
  describe: () => ({ type: 'boolean' }),
};

/** One of some words, in any case. The first, Unknown, is for what has no other. */
export function oneOf<const W extends string>(...words: readonly W[]): Field<'Unknown' | W> {
  const all = ['Unknown', ...words] as const;
  return {
    read(json, at, problems) {
      const found = all.find(word => typeof json === 'string' && word.toLowerCase() === json.toLowerCase());
      return found ?? problems.note(at, `must be one of ${all.join(', ')}`);
    },
    describe: () => ({ type: 'string', enum: all }),
  };
}

export function list<T>(of: Field<T>, max: number = restLimits.restEntriesMax): Field<readonly T[]> {
  return {
    read(json, at, problems) {
      if (!Array.isArray(json)) return problems.note(at, 'must be a list');
      if (json.length > max) return problems.note(at, `must have no more than ${max} entries`);
      return json.map((one: Json, place) => {
        const own = `${at}[${place}]`;
        return one === null ? problems.note(own, 'must not be null') : of.read(one, own, problems);
      }) as T[];
    },
    describe: into => ({ type: 'array', items: of.describe(into) }),
  };
}
