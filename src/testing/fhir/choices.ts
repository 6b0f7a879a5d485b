// What the validator does not look at: codes that must be of a list of FHIR's own, and choices of which there may be one.
import {
  type Concept,
  findElement,
  type Node,
  readDefinitions,
  type Typed,
  walkResource,
} from './definitions.ts';

let lists: ReadonlyMap<string, ReadonlySet<string>> | undefined;

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
  lists ??= loadLists();
  return lists.get(url);
}

function loadLists(): ReadonlyMap<string, ReadonlySet<string>> {
  const all = [...readDefinitions('valuesets'), ...readDefinitions('v3-codesystems')];
  const systems = new Map(
    all.filter(({ resourceType }) => resourceType === 'CodeSystem').map(one => [one.url, one.concept]),
  );
  const made = new Map<string, ReadonlySet<string>>();
  for (const { resourceType, url, compose } of all) {
    if (resourceType !== 'ValueSet' || !compose?.include) continue;
    const parts = compose.include.map(({ system, concept }) => concept ?? systems.get(system ?? ''));
    if (parts.every(part => part !== undefined)) made.set(url, new Set(parts.flatMap(flatten)));
  }
  return made;
}

function flatten(concepts: readonly Concept[] = []): string[] {
  return concepts.flatMap(({ code, concept = [] }) => [code, ...flatten(concept)]);
}
