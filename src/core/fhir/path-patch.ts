// FHIRPath Patch: a Parameters resource of operations, each at a path. Of FHIRPath, the ways through elements: names, places in lists
// and first(), last(), where(name = 'text'); an expression of any other form is refused, and none is ever run. Pure.
import type { Budget } from '../things/budget.ts';
import type { fhirLimits } from './limits.ts';
import { FhirProblem } from './problem.ts';
import { isObject, type Resource } from './values.ts';

type Node = Record<string, unknown>;

/** Where a path leads: within what, under which name, at which place of a list. */
interface Spot {
  readonly holder: Node;
  readonly name: string;
  readonly at: number | undefined;
}

interface Bounds {
  readonly limits: typeof fhirLimits;
  readonly budget: Budget;
}

/** @throws FhirProblem */
export function applyPathPatch(resource: Resource, patch: Resource, bounds: Bounds): Resource {
  const all = Array.isArray(patch.parameter) ? patch.parameter : [];
  const { fhirPatchOperationsMax: max } = bounds.limits;
  if (all.length === 0 || all.length > max)
    throw wrong(`A patch has from 1 to ${max} parameters named operation.`, 'Parameters.parameter');
  const changed = structuredClone(resource) as Node & Resource;
  for (const [i, one] of all.entries()) {
    const place = `Parameters.parameter[${i}]`;
    if (!isObject(one) || one.name !== 'operation' || !Array.isArray(one.part))
      throw wrong('Each parameter of a patch is named operation and has parts.', place);
    applyOne(changed, readParts(one.part), place, bounds);
  }
  return changed;
}

interface Parts {
  readonly type: string;
  readonly path: string;
  readonly name: string | undefined;
  readonly value: unknown;
  /** What stands beside the value, as the digits of a number do. */
  readonly beside: unknown;
  readonly index: number | undefined;
  readonly source: number | undefined;
  readonly destination: number | undefined;
}

function readParts(parts: readonly unknown[]): Parts {
  const find = (name: string) => parts.filter(isObject).find(part => part.name === name);
  const read = (name: string) => {
    const part = find(name);
    if (!part) return undefined;
    const key = Object.keys(part).find(one => one.startsWith('value'));
    if (key !== undefined) return part[key];
    return part.resource ?? (Array.isArray(part.part) ? readObject(part.part) : undefined);
  };
  const text = (name: string) => {
    const value = read(name);
    return typeof value === 'string' ? value : undefined;
  };
  const number = (name: string) => {
    const value = read(name);
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  return {
    type: text('type') ?? '',
    path: text('path') ?? '',
    name: text('name'),
    value: read('value'),
    beside: find('value')?._valueDecimal,
    index: number('index'),
    source: number('source'),
    destination: number('destination'),
  };
}

/** An element that has no type of a value of its own: its children are parts. */
function readObject(parts: readonly unknown[]): Node {
  const made: Node = {};
  for (const part of parts.filter(isObject)) {
    const key = Object.keys(part).find(one => one.startsWith('value'));
    if (typeof part.name === 'string' && isName(part.name) && key !== undefined) made[part.name] = part[key];
  }
  return made;
}

function applyOne(resource: Node, parts: Parts, place: string, bounds: Bounds): void {
  const { type, path, name, value, index, source, destination } = parts;
  const spots = findSpots(resource, path, place, bounds);
  const [spot] = spots;
  if (spots.length > 1) throw wrong('The path leads to several elements. Name one, as in name[0].', place);
  if (type === 'delete') {
    if (spot) removeAt(spot);
    return;
  }
  if (!spot) throw wrong('The path leads nowhere in the resource as it is.', place);
  const { holder } = spot;
  if (type === 'add') {
    const at = spot.name === '' ? holder : childOf(spot);
    if (!isObject(at) || name === undefined || !isName(name) || value === undefined)
      throw wrong('An add has a path to an element, a name and a value.', place);
    const there = at[name];
    at[name] = Array.isArray(there) ? [...there, value] : isList(name) ? [value] : value;
    if (parts.beside !== undefined && !Array.isArray(at[name])) at[`_${name}`] = parts.beside;
  } else if (type === 'replace') {
    if (spot.name === '' || value === undefined)
      throw wrong('A replace has a path to an element and a value.', place);
    putAt(spot, value);
    if (parts.beside !== undefined && spot.at === undefined) holder[`_${spot.name}`] = parts.beside;
  } else if (type === 'insert') {
    const list = holder[spot.name];
    if (!Array.isArray(list) || index === undefined || index > list.length || value === undefined)
      throw wrong('An insert has a path to a list, a value, and an index within it.', place);
    holder[spot.name] = list.toSpliced(index, 0, value);
  } else if (type === 'move') {
    const list = holder[spot.name];
    const isWithin = (at: number | undefined): at is number =>
      at !== undefined && Array.isArray(list) && at < list.length;
    if (!Array.isArray(list) || !isWithin(source) || !isWithin(destination))
      throw wrong('A move has a path to a list, and source and destination within it.', place);
    holder[spot.name] = list.toSpliced(source, 1).toSpliced(destination, 0, list[source]);
  } else throw wrong('The type of an operation is add, insert, delete, replace or move.', place);
}

const lists = new Set([
  ...[
    'name',
    'identifier',
    'telecom',
    'address',
    'contact',
    'communication',
    'category',
    'note',
    'extension',
  ],
  ...['coding', 'component', 'reaction', 'given', 'performer', 'interpretation', 'bodySite', 'reasonCode'],
]);

/** Where there is none yet, what FHIR has as a list. */
function isList(name: string): boolean {
  return lists.has(name);
}

const selector = /\[(\d{1,6})\]|\.(first|last)\(\)|\.where\(([A-Za-z]\w*) *= *'([^'\\]*)'\)/g;
const step = /^([A-Za-z_]\w*)((?:\[\d{1,6}\]|\.first\(\)|\.last\(\)|\.where\([A-Za-z]\w* *= *'[^'\\]*'\))*)$/;

function findSpots(resource: Node, path: string, place: string, { limits, budget }: Bounds): Spot[] {
  const { fhirPatchPathLengthMax, fhirPatchSelectionsMax } = limits;
  if (path.length > fhirPatchPathLengthMax)
    throw tooCostly(`A path has at most ${fhirPatchPathLengthMax} characters.`, place);
  const [first, ...steps] = splitPath(path);
  if (first !== resource.resourceType)
    throw wrong('A path begins with the kind of the resource, as in Patient.name[0].', place);
  let spots: Spot[] = [{ holder: resource, name: '', at: undefined }];
  let selections = 0;
  for (const one of steps) {
    const [, name, selection = ''] = step.exec(one) ?? [];
    if (name === undefined || !isName(name))
      throw wrong(
        "A path is of names, places as [0], first(), last() and where(name = 'text'), and nothing else.",
        place,
      );
    const selectors = [...selection.matchAll(selector)];
    selections += selectors.length;
    if (selections > fhirPatchSelectionsMax)
      throw tooCostly(`A path has at most ${fhirPatchSelectionsMax} selections.`, place);
    spots = spots.flatMap(spot => {
      budget.spend(1);
      const holder = spot.name === '' ? spot.holder : childOf(spot);
      return isObject(holder) && Object.hasOwn(holder, name)
        ? select({ holder, name, at: undefined }, selectors, budget)
        : [];
    });
  }
  return spots;
}

/** At dots that are in no brackets. */
function splitPath(path: string): string[] {
  return (
    path.match(/[A-Za-z_]\w*(?:\[\d{1,6}\]|\.first\(\)|\.last\(\)|\.where\([^()']*'[^'\\]*'\))*|[^.]+/g) ?? []
  );
}

function select(spot: Spot, selectors: readonly RegExpExecArray[], budget: Budget): Spot[] {
  if (selectors.length === 0) return [spot];
  const list = spot.holder[spot.name];
  let places = Array.isArray(list) ? list.map((_, at) => at) : [];
  for (const [, index, end, name = '', text] of selectors) {
    budget.spend(places.length + 1);
    if (end === 'first') places = places.slice(0, 1);
    else if (end === 'last') places = places.slice(-1);
    else if (index !== undefined) places = places.slice(Number(index), Number(index) + 1);
    else
      places = places.filter(at => {
        const entry: unknown = Array.isArray(list) ? list[at] : undefined;
        return isObject(entry) && Object.hasOwn(entry, name) && entry[name] === text;
      });
  }
  return places.map(at => ({ ...spot, at }));
}

function childOf({ holder, name, at }: Spot): unknown {
  const value = holder[name];
  if (!Array.isArray(value)) return value;
  return at !== undefined ? value[at] : value.length === 1 ? value[0] : undefined;
}

function putAt({ holder, name, at }: Spot, value: unknown): void {
  const there = holder[name];
  holder[name] = Array.isArray(there) && at !== undefined ? there.with(at, value) : value;
}

function removeAt({ holder, name, at }: Spot): void {
  const there = holder[name];
  if (Array.isArray(there) && at !== undefined && there.length > 1) holder[name] = there.toSpliced(at, 1);
  else delete holder[name];
}

function isName(name: string): boolean {
  return /^[A-Za-z_]\w{0,63}$/.test(name) && name !== '__proto__';
}

function wrong(text: string, place: string): FhirProblem {
  return new FhirProblem(422, 'invalid', text, place);
}

function tooCostly(text: string, place: string): FhirProblem {
  return new FhirProblem(422, 'too-costly', text, place);
}
