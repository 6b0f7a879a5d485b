// The values of XPath 1.0: conversions, comparisons and the functions. Used by xpath.ts.
import { fault } from '../errors.ts';
import { charactersPerStep, type Xml } from './xpath-nodes.ts';

/** A set of nodes is a list without duplicates. */
export type Value = readonly number[] | string | number | boolean;

export interface Context {
  readonly xml: Xml;
  readonly node: number;
  readonly position: number;
  readonly size: number;
}

export type Evaluate = (x: Context) => Value;

function isNodes(value: Value): value is readonly number[] {
  return typeof value === 'object';
}

export function nodesOf(value: Value): readonly number[] {
  if (!isNodes(value))
    throw fault('INVALID_FILTER', 'In the xpath a path is due where there is a text or number.');
  return value;
}

export function union({ xml }: Context, a: Value, b: Value): Value {
  const all = [...new Set([...nodesOf(a), ...nodesOf(b)])];
  xml.budget.spend(all.length);
  return all.sort((one, other) => one - other);
}

export function toBoolean(value: Value): boolean {
  if (isNodes(value)) return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

export function toText(xml: Xml, value: Value): string {
  if (isNodes(value)) return value.length === 0 ? '' : xml.text(value[0]!);
  return String(Object.is(value, -0) ? 0 : value);
}

export function toNumber(xml: Xml, value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return numberIn(toText(xml, value));
}

/** As XPath has it, and with an exponent, as items may. */
function numberIn(text: string): number {
  const found = /^[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)[ \t\r\n]*$/.exec(text);
  return found ? Number(found[1]) : Number.NaN;
}

/** A set of nodes compares as any of its nodes does. */
export function compare(xml: Xml, by: string, a: Value, b: Value): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    if (by === '=' || by === '!=') return scalar(by, toBoolean(a), toBoolean(b));
    return scalar(by, isNodes(a) ? toBoolean(a) : a, isNodes(b) ? toBoolean(b) : b);
  }
  if (!isNodes(a) && !isNodes(b)) return scalar(by, a, b);
  if (isNodes(a) && isNodes(b)) return sets(xml, by, a, b);
  if (isNodes(b)) return compare(xml, mirrored[by] ?? by, b, a);
  xml.budget.spend((a as readonly number[]).length);
  const asNumbers = typeof b === 'number';
  return (a as readonly number[]).some(node =>
    scalar(by, asNumbers ? numberIn(xml.text(node)) : xml.text(node), b as string | number),
  );
}

const mirrored: Record<string, string | undefined> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function scalar(by: string, a: string | number | boolean, b: string | number | boolean): boolean {
  if (by === '=' || by === '!=') {
    const asNumbers = typeof a === 'number' || typeof b === 'number';
    const same = asNumbers ? asNumber(a) === asNumber(b) : a === b;
    return by === '=' ? same : !same;
  }
  const [one, other] = [asNumber(a), asNumber(b)];
  return by === '<' ? one < other : by === '<=' ? one <= other : by === '>' ? one > other : one >= other;
}

function asNumber(value: string | number | boolean): number {
  return typeof value === 'string' ? numberIn(value) : Number(value);
}

/** Some node of one against some node of the other, without trying each pair. */
function sets(xml: Xml, by: string, a: readonly number[], b: readonly number[]): boolean {
  xml.budget.spend(a.length + b.length);
  const [ones, others] = [a, b].map(nodes => nodes.map(node => xml.text(node))) as [string[], string[]];
  if (ones.length === 0 || others.length === 0) return false;
  if (by === '=' || by === '!=') {
    const known = new Set(others);
    if (by === '=') return ones.some(text => known.has(text));
    return known.size > 1 || ones.some(text => !known.has(text));
  }
  const [left, right] = [ones, others].map(texts => texts.map(numberIn).filter(n => !Number.isNaN(n))) as [
    number[],
    number[],
  ];
  if (left.length === 0 || right.length === 0) return false;
  const up = by.startsWith('<');
  return scalar(by, extreme(left, up ? 'least' : 'most'), extreme(right, up ? 'most' : 'least'));
}

function extreme(numbers: readonly number[], which: 'least' | 'most'): number {
  return numbers.reduce((a, b) => (which === 'least' ? Math.min(a, b) : Math.max(a, b)));
}

/** Joined texts grow no longer than this. */
const textMax = 50_000_000;

type Run = (x: Context, args: readonly Value[]) => Value;

/** Functions by name: fewest and most arguments, and what they do. */
const functions: Record<string, readonly [min: number, max: number, run: Run] | undefined> = {
  last: [0, 0, x => x.size],
  position: [0, 0, x => x.position],
  count: [1, 1, (_, [nodes]) => nodesOf(nodes!).length],
  'local-name': [0, 1, (x, args) => named(x, args)?.local ?? ''],
  'namespace-uri': [0, 1, (x, args) => named(x, args)?.uri ?? ''],
  name: [0, 1, (x, args) => qualified(named(x, args))],
  string: [0, 1, (x, args) => textArg(x, args)],
  concat: [2, Infinity, (x, args) => joined(args.map(arg => toText(x.xml, arg)))],
  'starts-with': [2, 2, ({ xml }, [a, b]) => toText(xml, a!).startsWith(toText(xml, b!))],
  contains: [2, 2, ({ xml }, [a, b]) => costly(xml, toText(xml, a!)).includes(toText(xml, b!))],
  'substring-before': [
    2,
    2,
    ({ xml }, [a, b]) => around(costly(xml, toText(xml, a!)), toText(xml, b!)).before,
  ],
  'substring-after': [2, 2, ({ xml }, [a, b]) => around(costly(xml, toText(xml, a!)), toText(xml, b!)).after],
  substring: [
    2,
    3,
    ({ xml }, [text, from, length]) =>
      substring(
        costly(xml, toText(xml, text!)),
        toNumber(xml, from!),
        length === undefined ? undefined : toNumber(xml, length),
      ),
  ],
  'string-length': [0, 1, (x, args) => [...costly(x.xml, textArg(x, args))].length],
  'normalize-space': [
    0,
    1,
    (x, args) =>
      costly(x.xml, textArg(x, args))
        .replace(/[ \t\r\n]+/g, ' ')
        .replace(/^ | $/g, ''),
  ],
  translate: [
    3,
    3,
    ({ xml }, [text, from, to]) =>
      translate(costly(xml, toText(xml, text!)), toText(xml, from!), toText(xml, to!)),
  ],
  boolean: [1, 1, (_, [value]) => toBoolean(value!)],
  not: [1, 1, (_, [value]) => !toBoolean(value!)],
  true: [0, 0, () => true],
  false: [0, 0, () => false],
  number: [0, 1, (x, [value]) => toNumber(x.xml, value ?? [x.node])],
  sum: [1, 1, ({ xml }, [nodes]) => nodesOf(nodes!).reduce((sum, node) => sum + numberIn(xml.text(node)), 0)],
  floor: [1, 1, ({ xml }, [value]) => Math.floor(toNumber(xml, value!))],
  ceiling: [1, 1, ({ xml }, [value]) => Math.ceil(toNumber(xml, value!))],
  round: [1, 1, ({ xml }, [value]) => Math.round(toNumber(xml, value!))],
};

/** A call; undefined when there is no such function of so many arguments. */
export function callOf(name: string, args: readonly Evaluate[]): Evaluate | undefined {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!found || args.length < found[0] || args.length > found[1]) return undefined;
  const run = found[2];
  return x =>
    run(
      x,
      args.map(arg => arg(x)),
    );
}

function named({ xml, node }: Context, [nodes]: readonly Value[]): ReturnType<Xml['nameOf']> | undefined {
  const first = nodes === undefined ? node : nodesOf(nodes)[0];
  return first === undefined ? undefined : xml.nameOf(first);
}

function qualified(name: ReturnType<Xml['nameOf']> | undefined): string {
  if (!name) return '';
  return name.prefix === '' ? name.local : `${name.prefix}:${name.local}`;
}

function textArg({ xml, node }: Context, [value]: readonly Value[]): string {
  return toText(xml, value ?? [node]);
}

/** Going through a text is paid for by its length. */
function costly({ budget }: Xml, text: string): string {
  budget.spend(text.length / charactersPerStep);
  return text;
}

function joined(texts: readonly string[]): string {
  const text = texts.join('');
  if (text.length > textMax) throw fault('INVALID_FILTER', 'In the xpath a text grows too long.');
  return text;
}

function around(text: string, part: string): { before: string; after: string } {
  const at = text.indexOf(part);
  return at < 0
    ? { before: '', after: '' }
    : { before: text.slice(0, at), after: text.slice(at + part.length) };
}

/** Counts characters from 1, and rounds, as XPath does. */
function substring(text: string, from: number, length: number | undefined): string {
  const start = Math.round(from);
  const end = length === undefined ? Infinity : start + Math.round(length);
  return [...text].filter((_, i) => i + 1 >= start && i + 1 < end).join('');
}

function translate(text: string, from: string, to: string): string {
  const [sources, targets] = [[...from], [...to]];
  const map = new Map<string, string>();
  sources.forEach((character, i) => {
    if (!map.has(character)) map.set(character, targets[i] ?? '');
  });
  return [...text].map(character => map.get(character) ?? character).join('');
}
