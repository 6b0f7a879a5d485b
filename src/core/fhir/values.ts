// What stands in a resource at the way of a search parameter, and what each kind of parameter makes of it. Pure.
import { foldText } from '../../spelling.ts';

/** A resource of FHIR as JSON has it. */
export type Resource = { readonly resourceType: string; readonly id?: string } & {
  readonly [name: string]: unknown;
};

/** The values at a way, lists opened. */
export function valuesAt(resource: unknown, path: string): unknown[] {
  let found: unknown[] = [resource];
  for (const name of path.split('.'))
    found = found.flatMap(one => {
      const next = isObject(one) && Object.hasOwn(one, name) ? one[name] : undefined;
      return next === undefined || next === null ? [] : Array.isArray(next) ? next : [next];
    });
  return found;
}

export interface Coded {
  readonly system: string | undefined;
  readonly code: string;
}

/** The codes of a Coding, CodeableConcept, Identifier, ContactPoint, code, string or boolean. */
export function codesOf(value: unknown): Coded[] {
  if (typeof value === 'string') return [{ system: undefined, code: value }];
  if (typeof value === 'boolean') return [{ system: undefined, code: String(value) }];
  if (!isObject(value)) return [];
  if (Array.isArray(value.coding)) return value.coding.flatMap(codesOf);
  const system = typeof value.system === 'string' ? value.system : undefined;
  const code = value.code ?? value.value;
  if (typeof code !== 'string') return [];
  return [{ system, code }];
}

/** Words of a string, HumanName or Address, as they are written. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => textParts.has(name))
    .flatMap(([, part]) => (Array.isArray(part) ? part : [part]).filter(one => typeof one === 'string'));
}

const textParts = new Set([
  ...['text', 'family', 'given', 'prefix', 'suffix'],
  ...['line', 'city', 'district', 'state', 'postalCode', 'country'],
]);

/** Folding takes long: what is past so many characters of all texts of a parameter is not found by its words. */
const foldedMax = 32_768;

/** As strings are compared where case and accents do not count. */
export function foldWords(text: string): string {
  return foldSpaces(text).trim();
}

/** The same, with spaces at its ends, each as one. */
export function foldSpaces(text: string): string {
  return foldText(text.slice(0, foldedMax)).replace(/\s+/gu, ' ');
}

/** The same of all texts of a parameter. */
export function* foldAll(texts: readonly string[]): Iterable<string> {
  let left = foldedMax;
  for (const text of texts) {
    yield foldWords(text.slice(0, left));
    left -= text.length;
    if (left <= 0) return;
  }
}

/** `Encounter/1` of a Reference or canonical; undefined where it names nothing of that form. */
export function referenceOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : isObject(value) ? value.reference : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** A span of time in milliseconds, both ends included; what has no end is open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const partialDate =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** The span that a date of any precision stands for; undefined for what is none. Without a zone, UTC. */
export function spanOfDate(text: string): Span | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = partialDate.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [y, m, d] = [Number(year), Number(month ?? '1') - 1, Number(day ?? '1')];
  if (m > 11 || d < 1 || d > daysOf(y, m)) return undefined;
  if (Number(hour ?? 0) > 24 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60) return undefined;
  const shift = zone === undefined || zone === 'Z' ? 0 : zoneMinutes(zone) * 60_000;
  const parts = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)] as const;
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  const from = at(y, m, d, ...parts, milliseconds) - shift;
  const next =
    month === undefined
      ? at(y + 1, 0, 1)
      : day === undefined
        ? at(y, m + 1, 1)
        : hour === undefined
          ? at(y, m, d + 1)
          : from + shift + (second === undefined ? 60_000 : fraction === undefined ? 1000 : 1);
  return { from, to: next - shift - 1 };
}

/** Of a date, instant, Period or Timing. */
export function spanOf(value: unknown): Span | undefined {
  if (typeof value === 'string') return spanOfDate(value);
  if (!isObject(value)) return undefined;
  if (Array.isArray(value.event)) {
    const spans = value.event.map(spanOf).filter(one => one !== undefined);
    if (spans.length === 0) return undefined;
    return { from: Math.min(...spans.map(s => s.from)), to: Math.max(...spans.map(s => s.to)) };
  }
  if (isObject(value.repeat)) return spanOf(value.repeat.boundsPeriod);
  const start = typeof value.start === 'string' ? spanOfDate(value.start) : undefined;
  const end = typeof value.end === 'string' ? spanOfDate(value.end) : undefined;
  if (!start && !end) return undefined;
  return {
    from: start?.from ?? Number.NEGATIVE_INFINITY,
    to: end?.to ?? Number.POSITIVE_INFINITY,
  };
}

export const datePrefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type DatePrefix = (typeof datePrefixes)[number];

/** About: so much around it, a tenth of how long ago it is, by FHIR's advice, and a day at least. */
const aboutPart = 0.1;
const dayMs = 86_400_000;

/** Does a span meet what is asked of it? */
export function meetsDate(span: Span, prefix: DatePrefix, asked: Span, now: number): boolean {
  switch (prefix) {
    case 'eq':
      return span.from >= asked.from && span.to <= asked.to;
    case 'ne':
      return span.from < asked.from || span.to > asked.to;
    case 'gt':
      return span.to > asked.to;
    case 'lt':
      return span.from < asked.from;
    case 'ge':
      return span.to > asked.to || (span.from >= asked.from && span.to <= asked.to);
    case 'le':
      return span.from < asked.from || (span.from >= asked.from && span.to <= asked.to);
    case 'sa':
      return span.from > asked.to;
    case 'eb':
      return span.to < asked.from;
    case 'ap': {
      const around = aroundOf(asked, now);
      return span.from <= asked.to + around && span.to >= asked.from - around;
    }
  }
}

export function aroundOf(asked: Span, now: number): number {
  return Math.max(dayMs, Math.abs(now - asked.from) * aboutPart);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Date.UTC takes the years before 100 for those of the last century. */
function at(...parts: [number, number, number, ...number[]]): number {
  const date = new Date(Date.UTC(2000, 0, 1));
  const [year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0] = parts;
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

function daysOf(year: number, month: number): number {
  return new Date(at(year, month + 1, 0)).getUTCDate();
}

function zoneMinutes(zone: string): number {
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
}
