// A search as it was asked, read and judged: pairs of names and values become conditions, and what the answer is to be. Pure.
// What is not known is told of; what is not well formed is refused.

import type { fhirLimits } from './limits.ts';
import type { Parameter } from './parameter.ts';
import { listParameters } from './parameters.ts';
import { FhirProblem } from './problem.ts';
import { type DatePrefix, datePrefixes, type Span, spanOfDate } from './values.ts';

export type Limits = typeof fhirLimits;

export interface Condition {
  readonly parameter: Parameter;
  readonly modifier: Modifier | undefined;
  /** Any of them. */
  readonly values: readonly AskedValue[];
}

export type Modifier = 'not' | 'missing' | 'exact' | 'contains' | 'text' | 'identifier';

export type AskedValue =
  | { readonly kind: 'token'; readonly system?: string; readonly code?: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly reference: string }
  | { readonly kind: 'date'; readonly prefix: DatePrefix; readonly span: Span; readonly text: string }
  | {
      readonly kind: 'quantity';
      readonly prefix: DatePrefix;
      readonly number: number;
      readonly half: number;
      readonly system?: string;
      readonly unit?: string;
    }
  | { readonly kind: 'missing'; readonly is: boolean };

/** Of another kind of resource, which a reference leads to: `patient.name`. */
export interface Chain {
  readonly parameter: Parameter;
  readonly targetType: string;
  readonly condition: Condition;
}

/** Of resources that others refer to: `_has:Observation:patient:code`, one level. */
export interface Reverse {
  readonly sourceType: string;
  readonly parameter: Parameter;
  readonly condition: Condition;
}

export interface Include {
  readonly source: string;
  readonly parameter: string;
  readonly target: string | undefined;
  readonly isReverse: boolean;
}

export interface Search {
  readonly resourceType: string;
  readonly conditions: readonly Condition[];
  readonly chains: readonly Chain[];
  readonly reverses: readonly Reverse[];
  readonly ids: readonly string[] | undefined;
  readonly updated: readonly Extract<AskedValue, { kind: 'date' }>[][];
  readonly sort: 'newest first' | 'oldest first' | 'last changed first' | 'first changed first';
  readonly count: number;
  readonly total: 'none' | 'accurate';
  readonly summary: 'true' | 'text' | 'data' | 'count' | 'false';
  readonly elements: readonly string[];
  readonly includes: readonly Include[];
  readonly cursor: string | undefined;
  /** What was asked and does nothing. */
  readonly ignored: readonly string[];
  /** What was asked, for the link to itself. */
  readonly asked: readonly (readonly [string, string])[];
}

export type Pairs = readonly (readonly [name: string, value: string])[];

const pageDefault = 20;

/** What concerns the form of the answer and not the search. */
const formNames = new Set(['_format', '_pretty']);

/**
 * @param isKnownKind is there such a kind of resource?
 * @throws FhirProblem
 */
export function readSearch(
  resourceType: string,
  pairs: Pairs,
  limits: Limits,
  isKnownKind: (resourceType: string) => boolean,
): Search {
  if (pairs.length > limits.fhirParametersMax)
    throw new FhirProblem(400, 'too-costly', `A search has at most ${limits.fhirParametersMax} parameters.`);
  const most = limits.fhirValuesMax + 1;
  const values = pairs.reduce((sum, [, value]) => sum + value.split(',', most).length, 0);
  if (values > limits.fhirValuesMax)
    throw new FhirProblem(
      400,
      'too-costly',
      `A search has at most ${limits.fhirValuesMax} values. Split it.`,
    );
  const search = new Reading(resourceType, limits, isKnownKind);
  for (const [name, value] of pairs) if (!formNames.has(name)) search.read(name, value);
  demandFewContains(search, limits);
  return { ...search, asked: pairs } as Search;
}

/** @throws FhirProblem */
function demandFewContains({ conditions, chains, reverses }: Reading, { fhirContainsMax }: Limits): void {
  const all = [...conditions, ...[...chains, ...reverses].map(({ condition }) => condition)];
  const count = all.reduce(
    (sum, { modifier, values }) => sum + (modifier === 'contains' ? values.length : 0),
    0,
  );
  if (count > fhirContainsMax)
    throw new FhirProblem(
      400,
      'too-costly',
      `A search has at most ${fhirContainsMax} values with :contains. Split it.`,
    );
}

class Reading {
  readonly conditions: Condition[] = [];
  readonly chains: Chain[] = [];
  readonly reverses: Reverse[] = [];
  ids: readonly string[] | undefined;
  readonly updated: Extract<AskedValue, { kind: 'date' }>[][] = [];
  sort: Search['sort'] = 'newest first';
  count = pageDefault;
  total: Search['total'] = 'none';
  summary: Search['summary'] = 'false';
  elements: readonly string[] = [];
  readonly includes: Include[] = [];
  cursor: string | undefined;
  readonly ignored: string[] = [];
  readonly resourceType: string;
  readonly #limits: Limits;
  readonly #isKnownKind: (resourceType: string) => boolean;

  constructor(resourceType: string, limits: Limits, isKnownKind: (resourceType: string) => boolean) {
    this.resourceType = resourceType;
    this.#limits = limits;
    this.#isKnownKind = isKnownKind;
  }

  read(name: string, value: string): void {
    const own = results.get(name);
    if (own) own(this, value, name);
    else if (name.startsWith('_has:')) this.#readReverse(name, value);
    else if (name.startsWith('_')) this.ignored.push(nameOnly(name));
    else this.#readCondition(name, value);
  }

  setCount(value: string): void {
    if (!/^\d{1,9}$/.test(value)) throw wrongValue('_count', 'a whole number from 0 up');
    this.count = Math.min(Number(value), this.#limits.fhirPageMax);
  }

  addInclude(value: string, isReverse: boolean): void {
    const [source = '', parameter = '', target] = value.split(':');
    const name = isReverse ? '_revinclude' : '_include';
    if (!this.#isKnownKind(source) || parameter === '')
      throw wrongValue(
        name,
        'a kind of resource, a colon and a search parameter of it, as in Provenance:target',
      );
    if (!isReverse && source !== this.resourceType)
      throw wrongValue(name, `a parameter of ${this.resourceType}, which is what is searched`);
    const isKnown = listParameters(source).some(one => one.name === parameter && one.kind === 'reference');
    if (isKnown || (parameter === '*' && !isReverse))
      this.includes.push({ source, parameter, target, isReverse });
    else this.ignored.push(nameOnly(`${name}=${value}`));
  }

  #readCondition(name: string, value: string): void {
    const [path = '', ...modifiers] = name.split(':');
    const [first = '', ...chained] = path.split('.');
    if (chained.length > 0 || (modifiers.length > 0 && modifiers.join(':').includes('.'))) {
      this.#readChain(name, value);
      return;
    }
    const parameter = listParameters(this.resourceType).find(one => one.name === first);
    if (!parameter || value === '') {
      this.ignored.push(nameOnly(name));
      return;
    }
    this.conditions.push(readCondition(parameter, modifiers, value));
  }

  /** `subject.name`, `subject:Patient.name`. */
  #readChain(name: string, value: string): void {
    const [, first = '', kind, second = '', modifier] =
      /^([\w-]+)(?::(\w+))?\.([\w-]+)(?::([\w-]+))?$/.exec(name) ?? [];
    const parameter = listParameters(this.resourceType).find(one => one.name === first);
    const targetType = kind ?? (parameter?.targets?.length === 1 ? parameter.targets[0] : undefined);
    const of =
      targetType === undefined ? undefined : listParameters(targetType).find(one => one.name === second);
    if (parameter?.kind !== 'reference' || targetType === undefined || !of || value === '') {
      this.ignored.push(nameOnly(name));
      return;
    }
    const condition = readCondition(of, modifier === undefined ? [] : [modifier], value);
    this.chains.push({ parameter, targetType, condition });
  }

  #readReverse(name: string, value: string): void {
    const [, sourceType = '', first, second, ...modifiers] = name.split(':');
    const own = this.#isKnownKind(sourceType) ? listParameters(sourceType) : [];
    const parameter = own.find(one => one.name === first && one.kind === 'reference');
    const of = own.find(one => one.name === second);
    // Provenance is made as it is asked for, by its target alone.
    if (!parameter || !of || sourceType === 'Provenance' || value === '') {
      this.ignored.push(nameOnly(name));
      return;
    }
    this.reverses.push({ sourceType, parameter, condition: readCondition(of, modifiers, value) });
  }
}

/** Parameters that all kinds have, and those that say what the answer is to be. */
const results = new Map<string, (to: Reading, value: string, name: string) => void>([
  [
    '_id',
    (to, value) => {
      const ids = value.split(',').map(id => id.trim());
      to.ids = to.ids ? to.ids.filter(id => ids.includes(id)) : ids;
    },
  ],
  [
    '_lastUpdated',
    (to, value) => void to.updated.push(value.split(',').map(one => readDate(one, '_lastUpdated'))),
  ],
  ['_count', (to, value) => to.setCount(value)],
  ['_sort', readSort],
  [
    '_total',
    (to, value) => {
      if (!['none', 'estimate', 'accurate'].includes(value)) throw wrongValue('_total', 'none or accurate');
      to.total = value === 'none' ? 'none' : 'accurate';
    },
  ],
  [
    '_summary',
    (to, value) => {
      const all = ['true', 'text', 'data', 'count', 'false'] as const;
      const summary = all.find(one => one === value);
      if (!summary) throw wrongValue('_summary', `one of ${all.join(', ')}`);
      to.summary = summary;
    },
  ],
  [
    '_elements',
    (to, value) => {
      to.elements = value
        .split(',')
        .map(one => one.trim())
        .filter(Boolean);
    },
  ],
  ['_include', (to, value) => to.addInclude(value, false)],
  ['_revinclude', (to, value) => to.addInclude(value, true)],
  [
    '_cursor',
    (to, value) => {
      to.cursor = value;
    },
  ],
]);

function readSort(to: Reading, value: string): void {
  const [name = '', ...others] = value.split(',');
  const isDown = name.startsWith('-');
  const by = isDown ? name.slice(1) : name;
  const parameter = listParameters(to.resourceType).find(one => one.name === by);
  if (by === '_lastUpdated') to.sort = isDown ? 'last changed first' : 'first changed first';
  else if (parameter ? parameter.isEffective : by === 'date')
    to.sort = isDown ? 'newest first' : 'oldest first';
  else to.ignored.push('_sort');
  if (others.length > 0) to.ignored.push('_sort');
}

const modifiersOf: ReadonlyMap<Parameter['kind'], readonly string[]> = new Map([
  ['token', ['not', 'missing']],
  ['string', ['exact', 'contains', 'missing']],
  ['reference', ['missing']],
  ['date', ['missing']],
  ['quantity', ['missing']],
  ['canonical', ['missing']],
] as const);

/** @throws FhirProblem */
export function readCondition(parameter: Parameter, modifiers: readonly string[], value: string): Condition {
  const { name, kind } = parameter;
  const [modifier, ...more] = modifiers;
  const isKind = kind === 'reference' && modifier !== undefined && /^[A-Z]/.test(modifier);
  if (modifier !== undefined && !isKind) {
    const known = modifiersOf.get(kind) ?? [];
    if (more.length > 0 || !known.includes(modifier))
      throw new FhirProblem(
        400,
        'not-supported',
        `The parameter ${name} takes ${known.map(one => `:${one}`).join(', ')} and no other modifier.`,
      );
  }
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false') throw wrongValue(`${name}:missing`, 'true or false');
    return { parameter, modifier, values: [{ kind: 'missing', is: value === 'true' }] };
  }
  const read = (one: string): AskedValue => {
    if (kind === 'date') return readDate(one, name);
    if (kind === 'quantity') return readQuantity(one, name);
    if (kind === 'reference')
      return { kind: 'reference', reference: isKind && !one.includes('/') ? `${modifier}/${one}` : one };
    if (kind === 'canonical') return { kind: 'reference', reference: takeEscapes(one) };
    return kind === 'string' ? { kind: 'text', text: takeEscapes(one) } : readToken(one, parameter);
  };
  const values = splitValues(value).filter(Boolean).map(read);
  if (values.length === 0) throw wrongValue(name, 'a value');
  return { parameter, modifier: isKind ? undefined : (modifier as Modifier | undefined), values };
}

function readToken(value: string, { isPlain }: Parameter): AskedValue {
  const bar = findBar(value);
  if (bar === -1) return { kind: 'token', code: takeEscapes(value) };
  const [system, code] = [takeEscapes(value.slice(0, bar)), takeEscapes(value.slice(bar + 1))];
  if (isPlain && code !== '') return { kind: 'token', code };
  return code === '' ? { kind: 'token', system } : { kind: 'token', system, code };
}

/** @throws FhirProblem */
export function readDate(value: string, name: string): Extract<AskedValue, { kind: 'date' }> {
  const prefix = datePrefixes.find(one => value.startsWith(one)) ?? 'eq';
  const text = datePrefixes.some(one => value.startsWith(one)) ? value.slice(2) : value;
  // In the address of a request a plus may have become a space.
  const span = spanOfDate(text.replace(/ (\d\d:\d\d)$/, '+$1'));
  if (!span)
    throw wrongValue(
      name,
      'a date, as 2026-11, 2026-11-25 or 2026-11-25T08:30:00Z, after a prefix such as ge',
    );
  return { kind: 'date', prefix, span, text };
}

function readQuantity(value: string, name: string): AskedValue {
  const [, prefix = 'eq', digits = '', rest = ''] =
    /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?([+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?)((?:\|.*)?)$/.exec(
      value,
    ) ?? [];
  const [, system, unit] = rest.split('|');
  const number = Number(digits);
  if (digits === '' || !Number.isFinite(number))
    throw wrongValue(name, 'a number, then |system|code if it has a unit');
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  const decimals = (mantissa.split('.')[1] ?? '').length - Number(exponent);
  return {
    ...{ kind: 'quantity', prefix: prefix as DatePrefix, number, half: 0.5 * 10 ** -decimals },
    ...(system && { system }),
    ...(unit && { unit }),
  };
}

/** At commas that no backslash stands before. */
function splitValues(value: string): string[] {
  return value.match(/(?:\\.|[^,\\]|\\$)+/gs) ?? [];
}

function findBar(value: string): number {
  for (let i = 0; i < value.length; i++) {
    if (value[i] === '\\') i++;
    else if (value[i] === '|') return i;
  }
  return -1;
}

function takeEscapes(value: string): string {
  return value.replace(/\\([\\|,$])/g, '$1');
}

/** What somebody sent as a name, as it may be said back: of letters that a trace knows as a name, and no more of them. */
function nameOnly(name: string): string {
  return name.replace(/[^\w.:=-]/g, '').slice(0, 60);
}

function wrongValue(name: string, must: string): FhirProblem {
  return new FhirProblem(400, 'value', `The parameter ${name} must be ${must}.`);
}
