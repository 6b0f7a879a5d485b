// From conditions to what the store is asked: tokens that must be there, bounds of dates, and what is left to be looked at in the
// resources themselves. Pure. Run by search.ts.
import type { ResourceQuery } from './ports.ts';
import type { AskedValue, Condition, Search } from './query.ts';
import { patientKept } from './references.ts';
import {
  tokenOfBeginning,
  tokenOfCode,
  tokenOfNobody,
  tokenOfOtherTime,
  tokenOfReference,
  tokenOfText,
} from './tokens.ts';
import { aroundOf, foldWords } from './values.ts';

/** What is known of all resources that a kind of thing makes, without looking at one. */
export interface FixedOfType {
  /** Version-type-id. */
  readonly typeId: string;
  /** Is it the type that holds resources whole which no type is for? */
  readonly isHeld: boolean;
  /** Are all of them of the kind that is searched, and none made of parts? */
  readonly isWhole: boolean;
  /** Tokens that all of them have. */
  readonly has: ReadonlySet<string>;
  /** Names of parameters of which none has any other. */
  readonly closed: ReadonlySet<string>;
  /** Names of parameters whose dates are those that things are kept under, but for resources that have tokenOfOtherTime. */
  readonly dates: ReadonlySet<string>;
}

export interface Plan {
  /** The store is asked each of these, and their answers are merged. */
  readonly branches: readonly (Pick<ResourceQuery, 'typeIds' | 'every' | 'none'> & Days)[];
  readonly bounds: Pick<ResourceQuery, 'updatedMin' | 'updatedMax' | 'ids'>;
  /** What each resource is still asked. */
  readonly left: readonly Condition[];
  readonly fhirIds: ReadonlySet<string> | undefined;
}

type Days = Pick<ResourceQuery, 'effectiveMin' | 'effectiveMax'>;

interface PlanOptions {
  readonly fixed: readonly FixedOfType[];
  /** `Patient/…`, in each form that a client may write it in. */
  readonly patient: ReadonlySet<string>;
  /** References to this server become relative. */
  readonly baseUrl: string;
  /** Of the kind, whatever else is asked. */
  readonly tokenOfKind: string;
  readonly now: number;
  /** By which things are found that differ in what is fixed of their type; undefined where the record has none. */
  readonly tokenOfException: string | undefined;
  /** Names of date parameters by which the record has resources with tokenOfOtherTime. */
  readonly otherTimes: ReadonlySet<string>;
  /** Names of parameters of the Patient by which the record has resources with tokenOfNobody. */
  readonly nobody: ReadonlySet<string>;
}

interface Group {
  readonly name: string;
  readonly tokens: readonly string[];
}

/** @returns undefined where nothing can be found */
export function planSearch(search: Search, options: PlanOptions): Plan | undefined {
  const { resourceType } = search;
  const every: Group[] = [];
  const none: Group[] = [];
  const left: Condition[] = [];
  for (const condition of search.conditions) {
    const { parameter, modifier, values } = condition;
    const { name, kind } = parameter;
    if (parameter.isPatient) {
      const nobody = options.nobody.has(name) ? [tokenOfNobody(resourceType, name)] : [];
      if (isNobody(condition)) {
        if (nobody.length === 0) return undefined;
        every.push({ name, tokens: nobody });
      } else if (!isPatient(condition, options)) return undefined;
      else if (nobody.length > 0) none.push({ name, tokens: nobody });
    } else if (modifier === 'missing' || modifier === 'contains' || kind === 'quantity' || kind === 'date')
      left.push(condition);
    else {
      const tokens = values.flatMap(value => tokensOf(resourceType, condition, value, options));
      (modifier === 'not' ? none : every).push({ name, tokens });
    }
  }
  const branches = branchesOf(search, options, every, none);
  const bounds = boundsOf(search, options);
  if (branches.length === 0) return undefined;
  return { branches, bounds, left, fhirIds: search.ids && new Set(search.ids) };
}

function isPatient({ modifier, values }: Condition, { patient }: PlanOptions): boolean {
  return values.some(
    value =>
      (value.kind === 'reference' && patient.has(value.reference)) ||
      (modifier === 'missing' && value.kind === 'missing' && !value.is),
  );
}

/** Is it asked for what names no Patient? */
function isNobody({ modifier, values }: Condition): boolean {
  return modifier === 'missing' && values.some(value => value.kind === 'missing' && value.is);
}

function tokensOf(
  resourceType: string,
  { parameter, modifier }: Condition,
  value: AskedValue,
  { baseUrl, patient }: PlanOptions,
): string[] {
  const { name, targets = [], kind } = parameter;
  if (value.kind === 'token') return [tokenOfCode(resourceType, name, value)];
  if (value.kind === 'text')
    return [
      modifier === 'exact'
        ? tokenOfText(resourceType, name, value.text)
        : tokenOfBeginning(resourceType, name, foldWords(value.text)),
    ];
  if (value.kind !== 'reference') return [];
  const { reference } = value;
  const relative = reference.startsWith(`${baseUrl}/`) ? reference.slice(baseUrl.length + 1) : reference;
  const all =
    kind === 'canonical' || relative.includes('/') ? [relative] : targets.map(type => `${type}/${relative}`);
  return all.map(one => tokenOfReference(resourceType, name, patient.has(one) ? patientKept : one));
}

function branchesOf(
  { resourceType, conditions }: Search,
  { fixed, tokenOfKind, tokenOfException, otherTimes, now }: PlanOptions,
  every: readonly Group[],
  none: readonly Group[],
): Plan['branches'] {
  const branches = new Map<string, Branch>();
  const regular = tokenOfException === undefined ? [] : [tokenOfException];
  const add = (typeId: string, branch: Omit<Branch, 'typeIds'>) => {
    const key = JSON.stringify(branch);
    const known = branches.get(key);
    if (known) known.typeIds.push(typeId);
    else branches.set(key, { typeIds: [typeId], ...branch });
  };
  for (const { typeId, isWhole, has, closed, dates } of fixed) {
    const asked = every.filter(({ tokens }) => !tokens.some(token => has.has(token)));
    if (asked.some(({ name }) => closed.has(name))) continue;
    if (none.some(({ tokens }) => tokens.some(token => has.has(token)))) continue;
    const differing = none.filter(({ name }) => !closed.has(name)).flatMap(({ tokens }) => tokens);
    const without = [...differing, ...(isWhole ? regular : [])];
    const groups = asked.map(({ tokens }) => [...tokens]);
    const own = conditions.filter(isOfDate(dates));
    add(typeId, {
      every: groups.length > 0 || isWhole ? groups : [[tokenOfKind]],
      none: without,
      ...daysOf(own, now),
    });
    const others = own.map(({ parameter }) => parameter.name).filter(name => otherTimes.has(name));
    if (others.length > 0)
      add(typeId, {
        every: [...groups, others.map(name => tokenOfOtherTime(resourceType, name))],
        none: without,
      });
  }
  const whole = fixed.filter(({ isWhole }) => isWhole).map(({ typeId }) => typeId);
  if (tokenOfException === undefined || whole.length === 0) return [...branches.values()];
  const all = every.map(({ tokens }) => [...tokens]);
  return [
    ...branches.values(),
    { typeIds: whole, every: [[tokenOfException], ...all], none: none.flatMap(({ tokens }) => tokens) },
  ];
}

type Branch = { typeIds: string[]; every: string[][]; none: string[] } & Days;

function isOfDate(dates: ReadonlySet<string>): (condition: Condition) => boolean {
  return ({ parameter, modifier }) => modifier === undefined && dates.has(parameter.name);
}

/**
 * Effective dates are local. A date may be so far from the one that its thing is kept under: as far as zones are apart, or as a day is
 * long.
 */
export const awayMs = 86_400_000;

/** Between what days things must be kept, by conditions on their own dates. */
function daysOf(conditions: readonly Condition[], now: number): Days {
  let effectiveMin: number | undefined;
  let effectiveMax: number | undefined;
  for (const { values } of conditions) {
    const spans = values.map(value => reach(value, now));
    const from = Math.min(...spans.map(({ from }) => from)) - awayMs;
    const to = Math.max(...spans.map(({ to }) => to)) + awayMs;
    effectiveMin = Math.max(effectiveMin ?? Number.NEGATIVE_INFINITY, from);
    effectiveMax = Math.min(effectiveMax ?? Number.POSITIVE_INFINITY, to);
  }
  return {
    ...(effectiveMin !== undefined &&
      Number.isFinite(effectiveMin) && { effectiveMin: printLocal(effectiveMin) }),
    ...(effectiveMax !== undefined &&
      Number.isFinite(effectiveMax) && { effectiveMax: printLocal(effectiveMax) }),
  };
}

function boundsOf({ updated, ids }: Search, { now }: PlanOptions): Plan['bounds'] {
  let updatedMin: number | undefined;
  let updatedMax: number | undefined;
  for (const values of updated) {
    const spans = values.map(value => reach(value, now));
    updatedMin = Math.max(updatedMin ?? 0, Math.min(...spans.map(({ from }) => from)));
    updatedMax = Math.min(updatedMax ?? maxTime, Math.max(...spans.map(({ to }) => to)));
  }
  const thingIds = ids && [...new Set(ids.map(id => id.split('.', 1)[0] ?? ''))];
  return {
    ...(updatedMin !== undefined && { updatedMin }),
    ...(updatedMax !== undefined && { updatedMax }),
    ...(thingIds && { ids: thingIds }),
  };
}

const maxTime = 8_640_000_000_000_000;

/** Between what moments something must lie to meet a date, if it does not last. */
function reach(value: AskedValue, now: number): { from: number; to: number } {
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (value.kind !== 'date') return { from: least, to: most };
  const { prefix, span } = value;
  switch (prefix) {
    case 'eq':
      return { from: span.from, to: span.to };
    case 'ne':
      return { from: least, to: most };
    case 'gt':
    case 'ge':
    case 'sa':
      return { from: span.from, to: most };
    case 'lt':
    case 'le':
    case 'eb':
      return { from: least, to: span.to };
    case 'ap':
      return { from: span.from - aroundOf(span, now), to: span.to + aroundOf(span, now) };
  }
}

const [firstMoment, lastMoment] = [Date.UTC(0, 0, 1), Date.UTC(9999, 11, 31)];

function printLocal(time: number): string {
  return new Date(Math.min(lastMoment, Math.max(firstMoment, time))).toISOString().slice(0, 19);
}
