// Elements in order, choices between them, and free content: the inside of a complex type.
import { camel, type Camel, type Infer, type Schema, type XsdReference, type XsdType } from './schema.ts';
import { type AttributeSpecs, type AttributeValues, printAttributes, readAttributes } from './text.ts';
import type { XmlCursor } from './xml-reader.ts';

/** How often an element may stand where it stands. */
interface Occurs<S, Min extends number, List extends boolean> {
  readonly occurs: true;
  readonly schema: S;
  readonly min: Min;
  readonly max: number;
  readonly list: List;
}

/** An element that may be missing. */
export function optional<S extends Schema<unknown>>(schema: S): Occurs<S, 0, false> {
  return { occurs: true, schema, min: 0, max: 1, list: false };
}

/** An element that may stand several times: 0 to any number unless bounded. */
export function many<S extends Schema<unknown>>(
  schema: S,
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {},
): Occurs<S, 0, true> {
  return { occurs: true, schema, min: min as 0, max, list: true };
}

/** Part of a sequence that is not one element: a choice, or free content. Its key names it in the value only. */
export interface Particle<T> {
  readonly particle: true;
  /** Reads as much as belongs to it at the cursor; undefined when nothing does. */
  parse(at: XmlCursor): T | undefined;
  print(value: T): string;
  readonly required: boolean;
  xsd(ref: (type: XsdType) => XsdReference): string;
}

type Field = Schema<unknown> | Occurs<Schema<unknown>, number, boolean> | Particle<unknown>;
export type Fields = Record<string, Field>;

type FieldValue<F> = F extends Occurs<infer S, number, infer List>
  ? List extends true
    ? Infer<S>[]
    : Infer<S>
  : F extends Particle<infer T>
    ? T
    : Infer<F>;
type MayMiss<F> = F extends Occurs<unknown, 0, boolean> ? true : F extends { required: false } ? true : false;

/** The value of a sequence: a property an element, named in camel case. */
export type SequenceValue<F extends Fields> = {
  [K in keyof F as MayMiss<F[K]> extends true ? never : Camel<K & string>]: FieldValue<F[K]>;
} & { [K in keyof F as MayMiss<F[K]> extends true ? Camel<K & string> : never]?: FieldValue<F[K]> } & {};

interface Step {
  name: string;
  key: string;
  schema: Schema<unknown>;
  min: number;
  max: number;
  list: boolean;
  particle: Particle<unknown> | undefined;
}

function steps(fields: Fields): Step[] {
  return Object.entries(fields).map(([name, field]) => {
    const step = { name, key: camel(name), min: 1, max: 1, list: false, particle: undefined };
    if ('particle' in field) return { ...step, schema: undefined as never, particle: field, min: field.required ? 1 : 0 };
    if ('occurs' in field) return { ...step, schema: field.schema, min: field.min, max: field.max, list: field.list };
    return { ...step, schema: field };
  });
}

/** Reads the steps one after the other. White space between elements does not count, order does. */
function parseSteps(at: XmlCursor, all: readonly Step[], value: Record<string, unknown>): void {
  for (const step of all) {
    if (step.particle) {
      const part = step.particle.parse(at);
      if (part !== undefined) value[step.key] = part;
      else if (step.min > 0) at.missing(step.name);
      continue;
    }
    let count = 0;
    while (count < step.max && at.atNamed(step.name)) {
      const item = step.schema.parse(at);
      count++;
      if (!step.list) value[step.key] = item;
      else if (count === 1) value[step.key] = [item];
      else (value[step.key] as unknown[]).push(item);
    }
    if (count < step.min) at.missing(step.name);
  }
}

function printSteps(all: readonly Step[], value: Record<string, unknown>): string {
  let out = '';
  for (const step of all) {
    const part = value[step.key];
    if (part === undefined) continue;
    if (step.particle) out += step.particle.print(part);
    else if (step.list) for (const item of part as unknown[]) out += step.schema.print(step.name, item);
    else out += step.schema.print(step.name, part);
  }
  return out;
}

function occursXsd(min: number, max: number): string {
  return (min === 1 ? '' : ` minOccurs="${min}"`) + (max === 1 ? '' : ` maxOccurs="${Number.isFinite(max) ? max : 'unbounded'}"`);
}

function stepsXsd(all: readonly Step[], ref: (type: XsdType) => XsdReference): string {
  return all
    .map(step => {
      if (step.particle) return step.particle.xsd(ref);
      const type = ref(step.schema.xsd);
      const tag = `<xs:element name="${step.name}"${type.attribute}${occursXsd(step.min, step.max)}`;
      return type.inner === '' ? `${tag}/>` : `${tag}>${type.inner}</xs:element>`;
    })
    .join('');
}

/** Elements in a fixed order: `seq({ when: dateTime, pulse: optional(nonNegativeInt) })`. */
export function seq<const F extends Fields, const A extends AttributeSpecs = Record<never, never>>(
  fields: F,
  attributes?: A,
): Schema<SequenceValue<F> & AttributeValues<A>> {
  type Value = SequenceValue<F> & AttributeValues<A>;
  const all = steps(fields);
  return {
    parse(at) {
      const value: Record<string, unknown> =
        attributes || at.attributes.length > 0 ? readAttributes(at, attributes ?? {}) : {};
      const close = at.enter();
      parseSteps(at, all, value);
      at.leave(close);
      return value as Value;
    },
    print(name, value) {
      const own = attributes ? printAttributes(attributes, value as Record<string, unknown>) : '';
      const inner = printSteps(all, value as Record<string, unknown>);
      return inner === '' ? `<${name}${own}/>` : `<${name}${own}>${inner}</${name}>`;
    },
    xsd: {
      kind: 'inline',
      body: () => ref => {
        const own = Object.entries(attributes ?? {}).map(([name, spec]) => {
          const type = ref(('optional' in spec ? spec.optional : spec).xsd);
          return `<xs:attribute name="${name}"${type.attribute} use="${'optional' in spec ? 'optional' : 'required'}"/>`;
        });
        return `<xs:complexType><xs:sequence>${stepsXsd(all, ref)}</xs:sequence>${own.join('')}</xs:complexType>`;
      },
    },
  };
}

type ChoiceValue<F extends Fields> = { [K in keyof F]: { [P in K as Camel<P & string>]: FieldValue<F[K]> } }[keyof F];

/** One of several elements: `choice({ structured: …, descriptive: … })` reads as `{ structured: … }`. */
export function choice<const F extends Fields>(alternatives: F): Particle<ChoiceValue<F>> & { required: true } {
  const all = steps(alternatives);
  return {
    particle: true,
    required: true,
    parse(at) {
      if (!at.atElement()) return undefined;
      for (const step of all) {
        if (step.particle ? false : !at.atNamed(step.name)) continue;
        const value: Record<string, unknown> = {};
        parseSteps(at, [step], value);
        if (Object.keys(value).length > 0) return value as ChoiceValue<F>;
      }
      return undefined;
    },
    print: value => printSteps(all, value as Record<string, unknown>),
    xsd: ref => `<xs:choice>${stepsXsd(all, ref)}</xs:choice>`,
  };
}

/** A sequence that is an alternative of a choice. */
export function group<const F extends Fields>(fields: F): Particle<SequenceValue<F>> & { required: true } {
  const all = steps(fields);
  const first = all[0]!;
  return {
    particle: true,
    required: true,
    parse(at) {
      if (!at.atNamed(first.name)) return undefined;
      const value: Record<string, unknown> = {};
      parseSteps(at, all, value);
      return value as SequenceValue<F>;
    },
    print: value => printSteps(all, value as Record<string, unknown>),
    xsd: ref => `<xs:sequence>${stepsXsd(all, ref)}</xs:sequence>`,
  };
}

/** Any elements at all, kept as they were written. */
export function any(): Particle<string[]> & { required: false } {
  return {
    particle: true,
    required: false,
    parse(at) {
      const parts: string[] = [];
      while (at.atElement()) {
        parts.push(at.standaloneXml());
        at.skip();
      }
      return parts.length > 0 ? parts : undefined;
    },
    print: parts => parts.join(''),
    xsd: () => '<xs:any minOccurs="0" maxOccurs="unbounded" namespace="##any" processContents="skip"/>',
  };
}

/** A type that mentions itself. */
export function lazy<T>(schema: () => Schema<T>): Schema<T> {
  return {
    parse: at => schema().parse(at),
    print: (name, value) => schema().print(name, value),
    get xsd() {
      return schema().xsd;
    },
  };
}

/** An element kept as it was written, whatever it holds. For answers that are put together elsewhere. */
export const rawElement: Schema<string> = {
  parse(at) {
    const xml = at.standaloneXml();
    at.skip();
    return xml;
  },
  print: (_name, xml) => xml,
  xsd: { kind: 'builtin', name: 'anyType' },
};
