// Elements in order, choices between them, and free content: the inside of a complex type.

import { getFirst } from '../assume.ts';
import {
  type Camel,
  type ElementItem,
  type Infer,
  type Item,
  type ParticleItem,
  type Schema,
  toCamel,
} from './schema.ts';
import {
  type AttributeSpecs,
  type AttributeValues,
  printAttributes,
  readAttributeSpecs,
  readAttributes,
} from './text.ts';
import type { XmlCursor } from './xml-reader.ts';
import { checkXsi } from './xsi.ts';

/** How often an element may stand where it stands. */
export interface Occurs<S, Min extends number, List extends boolean> {
  readonly occurs: true;
  readonly schema: S;
  readonly min: Min;
  readonly max: number;
  readonly list: List;
}

/** Part of a sequence that is not one element: a choice, or free content. Its key names it in the value only. */
export interface Particle<T> {
  readonly particle: 'choice' | 'group' | 'any';
  readonly required: boolean;
  readonly items: readonly Item[];
  /** What is due, for error messages. */
  readonly due: string;
  /** Reads as much as belongs to it at the cursor; undefined when nothing does. */
  parse(at: XmlCursor): T | undefined;
  print(value: T): string;
}

/** An element, or a part, that may be missing. */
export function optional<S extends Schema<unknown>>(schema: S): Occurs<S, 0, false>;
export function optional<T>(part: Particle<T>): Particle<T> & { required: false };
export function optional(of: Schema<unknown> | Particle<unknown>): unknown {
  if ('particle' in of) return { ...of, required: false };
  return { occurs: true, schema: of, min: 0, max: 1, list: false };
}

/** An element that may stand several times: 0 to any number unless bounded. */
export function many<S extends Schema<unknown>>(schema: S, bounds?: { max?: number }): Occurs<S, 0, true>;
export function many<S extends Schema<unknown>>(schema: S, bounds: Bounds): Occurs<S, 1, true>;
export function many<S extends Schema<unknown>>(
  schema: S,
  { min = 0, max = Infinity }: Partial<Bounds> = {},
) {
  return { occurs: true as const, schema, min, max, list: true as const };
}

interface Bounds {
  /** From 1. */
  min: number;
  max?: number;
}

type Field = Schema<unknown> | Occurs<Schema<unknown>, number, boolean> | Particle<unknown>;
export type Fields = Record<string, Field>;

type FieldValue<F> =
  F extends Occurs<infer S, number, infer List>
    ? List extends true
      ? Infer<S>[]
      : Infer<S>
    : F extends Particle<infer T>
      ? T
      : Infer<F>;
type MayMiss<F> = F extends { occurs: true; min: 0 } ? true : F extends { required: false } ? true : false;
type Flat<T> = { -readonly [K in keyof T]: T[K] } & {};

/** The value of a sequence: a property an element, named in camel case. */
export type SequenceValue<F extends Fields> = Flat<
  {
    [K in keyof F as MayMiss<F[K]> extends true ? never : Camel<K & string>]: FieldValue<F[K]>;
  } & {
    [K in keyof F as MayMiss<F[K]> extends true ? Camel<K & string> : never]?: FieldValue<F[K]> | undefined;
  }
>;

type ChoiceValue<F extends Fields> = {
  -readonly [K in keyof F]: { [P in K as Camel<P & string>]: FieldValue<F[K]> };
}[keyof F];

type Step = ElementItem | PartStep;
type PartStep = ParticleItem & { readonly part: Particle<unknown> };
type Values = Record<string, unknown>;

/** Elements in a fixed order: `seq({ when: dateTime, pulse: optional(nonNegativeInt) })`. */
export function seq<const F extends Fields, const A extends AttributeSpecs = Record<never, never>>(
  fields: F,
  attributes?: A,
): Schema<Flat<SequenceValue<F> & AttributeValues<A>>> {
  type Value = Flat<SequenceValue<F> & AttributeValues<A>>;
  const steps = stepsOf(fields);
  const own = readAttributeSpecs(attributes ?? {});
  return {
    shape: { kind: 'sequence', items: steps, attributes: own },
    parse(at) {
      const value = at.attributes.length > 0 || own.length > 0 ? readAttributes(at, own) : {};
      if (steps.length === 0) {
        // Not even white space may stand in a type without elements.
        if (!at.isEmpty()) at.fail('must be empty');
        at.skip();
        return value as Value;
      }
      const close = at.enter();
      parseSteps(at, steps, value);
      at.leave(close);
      return value as Value;
    },
    print(name, value, declared) {
      const declaration = declared === undefined ? '' : ` ${declared}`;
      const start = `<${name}${declaration}${printAttributes(own, value as Values)}`;
      const inner = printSteps(steps, value as Values);
      return inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`;
    },
  };
}

/** An element that holds one of several: `oneElement({ structured: …, descriptive: string })`. */
export function oneElement<const F extends Fields>(alternatives: F): Schema<ChoiceValue<F>> {
  const part = choice(alternatives);
  return {
    shape: { kind: 'choice', items: part.items },
    parse(at) {
      if (at.ownAttributes().length > 0) at.fail('unexpected attribute');
      const close = at.enter();
      const value = part.parse(at) ?? at.missing(part.due);
      at.leave(close);
      return value;
    },
    print: (name, value, declared) =>
      `<${name}${declared === undefined ? '' : ` ${declared}`}>${part.print(value)}</${name}>`,
  };
}

/** One of several elements: `choice({ structured: …, descriptive: … })` reads as `{ structured: … }`. */
export function choice<const F extends Fields>(
  alternatives: F,
): Particle<ChoiceValue<F>> & { required: true } {
  const steps = stepsOf(alternatives);
  const each = steps.map(step => [step]);
  return {
    particle: 'choice',
    required: true,
    items: steps,
    due: steps.map(dueIn).join(' or '),
    parse(at) {
      if (!at.atElement()) return undefined;
      for (const alternative of each) {
        if (!startsAt(at, getFirst(alternative))) continue;
        const value: Values = {};
        parseSteps(at, alternative, value);
        return value as ChoiceValue<F>;
      }
      return undefined;
    },
    print: value => printSteps(steps, value as Values),
  };
}

/** A sequence that is an alternative of a choice; its first element must not be optional. */
export function group<const F extends Fields>(fields: F): Particle<SequenceValue<F>> & { required: true } {
  const steps = stepsOf(fields);
  const first = getFirst(steps);
  return {
    particle: 'group',
    required: true,
    items: steps,
    due: dueIn(first),
    parse(at) {
      if (!startsAt(at, first)) return undefined;
      const value: Values = {};
      parseSteps(at, steps, value);
      return value as SequenceValue<F>;
    },
    print: value => printSteps(steps, value as Values),
  };
}

/** Any elements at all, kept as they were written. */
export function any(): Particle<string[]> & { required: false } {
  return {
    particle: 'any',
    required: false,
    items: [],
    due: 'an element',
    parse(at) {
      const parts: string[] = [];
      while (at.atElement()) {
        parts.push(at.standaloneXml());
        at.skip();
      }
      return parts.length > 0 ? parts : undefined;
    },
    print: parts => parts.join(''),
  };
}

/** A type that mentions itself. */
export function lazy<T>(schema: () => Schema<T>): Schema<T> {
  return {
    parse: at => schema().parse(at),
    print: (name, value, declared) => schema().print(name, value, declared),
    get shape() {
      return schema().shape;
    },
    get typeName() {
      return schema().typeName as NonNullable<Schema<T>['typeName']>;
    },
  };
}

/** An element kept as it was written, whatever it holds. For answers that are put together elsewhere. */
export const rawElement: Schema<string> = {
  shape: { kind: 'anything' },
  parse(at) {
    const xml = at.standaloneXml();
    at.skip();
    return xml;
  },
  print: (_name, xml) => xml,
};

function stepsOf(fields: Fields): Step[] {
  return Object.entries(fields).map(([name, field]): Step => {
    const key = toCamel(name);
    if ('particle' in field) {
      return { kind: field.particle, key, items: field.items, min: field.required ? 1 : 0, part: field };
    }
    const { schema, min, max, list } =
      'occurs' in field ? field : { schema: field, min: 1, max: 1, list: false };
    return { kind: 'element', name, key, schema, min, max, list };
  });
}

function dueIn(step: Step): string {
  return step.kind === 'element' ? step.name : step.part.due;
}

function startsAt(at: XmlCursor, step: Item): boolean {
  if (step.kind === 'element') return at.atNamed(step.name);
  if (step.kind === 'any') return at.atElement();
  const firsts = step.kind === 'group' ? step.items.slice(0, 1) : step.items;
  return firsts.some(first => startsAt(at, first));
}

/** Reads the steps one after the other. White space between elements does not count, order does. */
function parseSteps(at: XmlCursor, steps: readonly Step[], value: Values): void {
  for (const step of steps) {
    if (step.kind !== 'element') {
      const part = step.part.parse(at);
      if (part !== undefined) value[step.key] = part;
      else if (step.min > 0) at.missing(dueIn(step));
      continue;
    }
    let count = 0;
    while (count < step.max && at.atNamed(step.name)) {
      if (at.attributes.length > 0) checkXsi(at, step.schema);
      const item = step.schema.parse(at);
      count++;
      if (!step.list) value[step.key] = item;
      else if (count === 1) value[step.key] = [item];
      else (value[step.key] as unknown[]).push(item);
    }
    if (count < step.min) at.missing(step.name);
  }
}

function printSteps(steps: readonly Step[], value: Values): string {
  let out = '';
  for (const step of steps) {
    const part = value[step.key];
    if (part === undefined) continue;
    if (step.kind !== 'element') out += step.part.print(part);
    else if (step.list) for (const item of part as unknown[]) out += step.schema.print(step.name, item);
    else out += step.schema.print(step.name, part);
  }
  return out;
}
