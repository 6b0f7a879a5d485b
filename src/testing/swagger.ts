// A description of an API (Swagger 2.0) as tests use it: bodies made of its models, each of their mistakes, and answers judged by a
// kept validator, with a note of all that was said.
import { Ajv, type ValidateFunction } from 'ajv';
import { assume } from '../assume.ts';

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly $ref?: string;
  readonly 'x-id'?: string;
}

export interface SwaggerParameter extends Omit<Schema, 'required'> {
  readonly name: string;
  readonly in: 'path' | 'query' | 'body';
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface SwaggerOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly SwaggerParameter[];
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Described {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly paths: Readonly<
    Record<
      string,
      Record<
        string,
        {
          readonly operationId: string;
          readonly parameters?: readonly SwaggerParameter[];
          readonly responses: SwaggerOperation['responses'];
        }
      >
    >
  >;
}

/** What a field is filled with, by `Model.field` or by `field`: its schema does not say what is meant. Undefined leaves it out. */
export type Meanings = Readonly<Record<string, () => unknown>>;

/** Types of the exporter's platform for moments, which it left without a form. */
const moments = ['ZonedDateTime', 'Instant', 'LocalDateTime', 'Nullable`1'];

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const momentForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export class Swagger {
  readonly operations: readonly SwaggerOperation[];
  readonly definitions: Readonly<Record<string, Schema>>;
  /** `Model`, `Model.field` and `Model.field=word` of all that was sent and answered. */
  readonly noted = new Set<string>();
  readonly #ajv = new Ajv({ strict: false, allErrors: true });
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #turns = new Map<string, number>();

  constructor(text: string) {
    // A bracket in a name cannot stand in a reference.
    const { paths, definitions } = JSON.parse(text.replaceAll(/(\w)\[(\w+)\]/g, '$1-$2')) as Described;
    this.definitions = definitions;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId: id, parameters = [], responses }]) => ({
        ...{ id, method: method.toUpperCase(), path, parameters, responses },
      })),
    );
    const formats = {
      uuid: (value: string) => guid.test(value),
      'date-time': (value: string) => momentForm.test(value) && !Number.isNaN(Date.parse(value)),
      date: (value: string) => /^\d{4}-\d\d-\d\d$/.test(value),
    };
    for (const [name, validate] of Object.entries(formats)) this.#ajv.addFormat(name, { validate });
    for (const [name, validate] of Object.entries({
      int32: (value: number) => Math.abs(value) <= 2 ** 31,
      double: Number.isFinite,
    }))
      this.#ajv.addFormat(name, { type: 'number', validate });
  }

  /** What is wrong with an answer; nothing for a good one. What no field is described for is wrong, too. */
  judge(schema: Schema, answer: unknown): string[] {
    const key = JSON.stringify(schema);
    const validator = this.#validators.get(key) ?? this.#ajv.compile(this.#resolve(schema));
    this.#validators.set(key, validator);
    const isGood = validator(answer);
    this.note(schema, answer);
    return isGood
      ? []
      : (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  /** As JSON Schema has it, with all it refers to. */
  #resolve(schema: Schema): object {
    const close = (one: unknown): unknown => {
      if (Array.isArray(one)) return one.map(close);
      if (typeof one !== 'object' || one === null) return one;
      const { 'x-id': id = '', ...own } = one as Schema;
      if (moments.includes(id) && !own.properties) return { type: 'string' };
      const closed = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, close(value)]));
      return own.properties ? { ...closed, additionalProperties: false } : closed;
    };
    return { ...(close(schema) as object), definitions: close(this.definitions) };
  }

  find(schema: Schema): { readonly name: string | undefined; readonly schema: Schema } {
    const name = schema.$ref?.replace('#/definitions/', '');
    return {
      name,
      schema: name === undefined ? schema : assume(this.definitions[name], 'a model of its name'),
    };
  }

  note(given: Schema, value: unknown, at?: string): void {
    const { name, schema } = this.find(given);
    if (value === undefined || value === null) return;
    if (name !== undefined) this.noted.add(name);
    if (at !== undefined && schema.enum) this.noted.add(`${at}=${String(value)}`);
    if (Array.isArray(value)) {
      for (const one of value) this.note(schema.items ?? {}, one, at);
      return;
    }
    for (const [field, own] of Object.entries(schema.properties ?? {})) {
      const inside = (value as Record<string, unknown>)[field];
      if (inside === undefined || (Array.isArray(inside) && inside.length === 0)) continue;
      this.noted.add(`${name}.${field}`);
      this.note(own, inside, `${name}.${field}`);
    }
  }

  /** A value with all that there may be, or with what there must be; words of a list come by turns. */
  make(given: Schema, meanings: Meanings, { isFull = true, at = '' } = {}): unknown {
    const { name, schema } = this.find(given);
    const field = at.replace(/^.*\./, '');
    const meant = meanings[at] ?? meanings[field];
    if (meant) return meant();
    if (schema.enum) {
      const words = schema.enum.filter(word => word !== 'Unknown');
      const turn = this.#turns.get(at) ?? 0;
      this.#turns.set(at, turn + 1);
      return words[turn % words.length];
    }
    if (schema.properties) {
      const wanted = Object.entries(schema.properties).filter(
        ([own]) => isFull || schema.required?.includes(own),
      );
      return Object.fromEntries(
        wanted.flatMap(([own, of]) => {
          const value = this.make(of, meanings, { isFull, at: `${name}.${own}` });
          return value === undefined ? [] : [[own, value]];
        }),
      );
    }
    if (schema.type === 'array') return [this.make(schema.items ?? {}, meanings, { isFull, at })];
    return makePlain(schema, field);
  }

  /** How many times something has to be made until each word of its lists was in it. */
  countTurns(given: Schema): number {
    const { schema } = this.find(given);
    const inside = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])];
    return Math.max((schema.enum?.length ?? 1) - 1, 1, ...inside.map(one => this.countTurns(one)));
  }

  /** What was made, each time with one mistake: a value that its schema refuses, or none where there must be one. */
  spoil(given: Schema, value: unknown, at = ''): Spoilt[] {
    const { schema } = this.find(given);
    const wrong = at === '' ? [] : [{ at, value: makeWrong(schema), isMissing: false }];
    const within = (inside: readonly Spoilt[], put: (own: unknown) => unknown) =>
      inside.map(one => ({ ...one, value: put(one.value) }));
    if (Array.isArray(value)) {
      const [first, ...rest] = value;
      const inside = first === undefined ? [] : this.spoil(schema.items ?? {}, first, `${at}[0]`);
      return [...wrong, ...within(inside, own => [own, ...rest])];
    }
    const all = Object.entries(schema.properties ?? {}).flatMap(([field, of]) => {
      const { [field]: own, ...without } = value as Record<string, unknown>;
      if (own === undefined) return [];
      const place = at === '' ? field : `${at}.${field}`;
      const mistaken = within(this.spoil(of, own, place), inside => ({ ...without, [field]: inside }));
      const isMust = schema.required?.includes(field);
      return isMust ? [...mistaken, { at: place, value: without, isMissing: true }] : mistaken;
    });
    return [...wrong, ...all];
  }

  /** The models that something is made of, with itself. */
  listModels(given: Schema, found = new Set<string>()): Set<string> {
    const { name, schema } = this.find(given);
    if (name !== undefined && found.has(name)) return found;
    if (name !== undefined) found.add(name);
    for (const one of [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])])
      this.listModels(one, found);
    return found;
  }
}

export interface Spoilt {
  /** Where the mistake stands: `objectives[0].name`. */
  readonly at: string;
  readonly value: unknown;
  readonly isMissing: boolean;
}

function makePlain({ type, format }: Schema, field: string): unknown {
  if (type === 'integer') return 2;
  if (type === 'number') return 1.5;
  if (type === 'boolean') return true;
  if (format === 'date-time') return '2026-03-01T08:30:00Z';
  if (format === 'date') return '2026-03-01';
  return format === 'uuid' ? '11111111-2222-4333-8444-555555555555' : `Some ${field}`;
}

/** Of another type, or of none of its words. */
export function makeWrong({ type, format, enum: words }: Schema): unknown {
  if (words || format) return type === 'string' ? 'none of these' : 'x';
  return type === 'string' ? 1 : 'x';
}
