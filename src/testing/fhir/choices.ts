// What the validator does not look at: codes that must be of a list of FHIR's own, and choices of which there may be one.
import {
  type Concept,
  type Definition,
  findElement,
  loadDefinitions,
  type Node,
  type Typed,
  walkResource,
} from './definitions.ts';

let lists: ReadonlyMap<string, Definition> | undefined;

/** Codes where the list allows none such, and choices that were made twice. */
export function findStrange(resource: Typed): string[] {
  return [...walkResource(resource)].flatMap(node => [...findTwice(node), ...findUnknown(node)]);
}

function findTwice({ value, path, here }: Node): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const choices = Object.keys(value).map(key => findElement(path, key)?.element.path ?? key);
  const twice = choices.filter((one, at) => one.endsWith('[x]') && choices.indexOf(one) < at);
  return twice.map(one => `${here}: has more than one ${one}`);
}

function findUnknown({ value, element, type, here }: Node): string[] {
  const { binding } = element ?? {};
  if (type !== 'code' || binding?.strength !== 'required' || binding.valueSet === undefined) return [];
  const codes = listCodes(binding.valueSet.split('|')[0] ?? '');
  return !codes || codes.has(String(value)) ? [] : [`${here}: is no code of ${binding.valueSet}`];
}

/** Undefined for lists that are not told here, such as all of UCUM. */
function listCodes(url: string): ReadonlySet<string> | undefined {
  lists ??= new Map(
    loadDefinitions('valuesets', 'v3-codesystems').map(one => [`${one.resourceType} ${one.url}`, one]),
  );
  const include = lists.get(`ValueSet ${url}`)?.compose?.include;
  if (!include) return undefined;
  const parts = include.map(({ system, concept }) => concept ?? lists?.get(`CodeSystem ${system}`)?.concept);
  if (parts.some(part => part === undefined)) return undefined;
  return new Set(parts.flatMap(part => flatten(part ?? [])));
}

function flatten(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept = [] }) => [code, ...flatten(concept)]);
}
