// What turns one JSON value into another, and back onto it: one change for each place where they are not the same.
import { type Draft, getOwn, isObject, isShallow, type Json } from './json.ts';

/** A place and what stands there: undefined where nothing does. */
export interface Change {
  /** Keys and indexes from the root. */
  readonly path: readonly (string | number)[];
  readonly value?: Json;
}

/** The changes that make `to` of `from`. Lists are compared place by place; what a list has too much goes from its end. */
export function findChanges(from: Json | undefined, to: Json | undefined): Change[] {
  const changes: Change[] = [];
  compare(from, to, [], changes);
  return changes;
}

function compare(
  from: Json | undefined,
  to: Json | undefined,
  path: readonly (string | number)[],
  changes: Change[],
): void {
  if (from === to) return;
  if (Array.isArray(from) && Array.isArray(to)) {
    for (let at = 0; at < to.length; at += 1) compare(from[at], to[at], [...path, at], changes);
    for (let at = from.length - 1; at >= to.length; at -= 1) changes.push({ path: [...path, at] });
  } else if (isObject(from) && isObject(to)) {
    for (const key of Object.keys(to)) compare(getOwn(from, key), getOwn(to, key), [...path, key], changes);
    for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) changes.push({ path: [...path, key] });
  } else changes.push(to === undefined ? { path } : { path, value: to });
}

/**
 * `from` with changes. One that has no place any more, since what it was in has gone, is left out: whoever changed the rest
 * meant that.
 */
export function applyChanges(from: Json | undefined, changes: readonly Change[]): Json | undefined {
  const copies = new Copies();
  let value = from;
  for (const { path, value: to } of changes) value = applyChange(value, path, to, copies);
  return value;
}

/** So many entries of lists may move up where others go: what goes after that stays, as no honest change comes near. */
const movedMax = 50_000_000;

/** Lists and objects are copied once, however many changes are within them. */
class Copies {
  readonly #known = new Set<object>();
  #moved = 0;

  take<T extends object>(from: T): T {
    if (this.#known.has(from)) return from;
    const copy = (Array.isArray(from) ? [...from] : { ...from }) as T;
    this.#known.add(copy);
    return copy;
  }

  mayMove(entries: number): boolean {
    this.#moved += entries;
    return this.#moved <= movedMax;
  }
}

function applyChange(
  from: Json | undefined,
  path: readonly (string | number)[],
  to: Json | undefined,
  copies: Copies,
): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (typeof step === 'number') {
    if (!Array.isArray(from) || step < 0 || step > from.length) return from;
    const changed = applyChange(from[step], rest, to, copies);
    if (changed === from[step]) return from;
    if (changed === undefined && !copies.mayMove(from.length - step)) return from;
    const list: Json[] = copies.take(from as Json[]);
    if (changed === undefined) list.splice(step, 1);
    else list[step] = changed;
    return list;
  }
  if (!isObject(from)) return from;
  const old = getOwn(from, step);
  const changed = applyChange(old, rest, to, copies);
  if (changed === old) return from;
  const object: Draft = copies.take(from as Draft);
  if (changed === undefined) delete object[step];
  // By its own name, whatever that is.
  else Object.defineProperty(object, step, { value: changed, ...ownProperty });
  return object;
}

const ownProperty = { configurable: true, enumerable: true, writable: true };

/** Where both hold the same, whatever the order of keys. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  return findChanges(one, other).length === 0;
}

export function writeChanges(changes: readonly Change[]): string {
  return JSON.stringify(changes.map(({ path, value }) => (value === undefined ? [path] : [path, value])));
}

/** Undefined for what writeChanges did not write. */
export function readChanges(text: string): Change[] | undefined {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed) || !isShallow(parsed)) return undefined;
  const changes = parsed.map(readChange);
  return changes.every(change => change !== undefined) ? changes : undefined;
}

function readChange(json: Json): Change | undefined {
  if (!Array.isArray(json) || json.length < 1 || json.length > 2) return undefined;
  const [path, value] = json as readonly Json[];
  const isPath =
    Array.isArray(path) && path.every(step => typeof step === 'string' || Number.isSafeInteger(step));
  if (!isPath) return undefined;
  const steps = path as readonly (string | number)[];
  return value === undefined ? { path: steps } : { path: steps, value };
}
