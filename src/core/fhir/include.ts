// What a page has beside what was found: resources that those refer to, and that refer to them. Each is read as if it was asked for by
// itself, so neither grant nor scopes are passed.
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { findParameter, listParameters } from './parameters.ts';
import { readPatient } from './patient.ts';
import { FhirProblem } from './problem.ts';
import { makeProvenance } from './provenance.ts';
import type { Include, Search } from './query.ts';
import { readOne } from './read.ts';
import { isOpen, type ReadResource } from './resources.ts';
import { runPlans } from './search.ts';
import { type Resource, referenceOf, valuesAt } from './values.ts';

export interface Included {
  readonly resource: Resource;
  /** Of the thing that it is or tells of. */
  readonly typeId: string | undefined;
}

/** Each once, and none that was found. */
export async function readIncluded(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  search: Search,
  found: readonly ReadResource[],
): Promise<Included[]> {
  const known = new Set(found.map(({ resource }) => nameOf(resource)));
  const included: Included[] = [];
  const add = (one: Included) => {
    const name = nameOf(one.resource);
    if (known.has(name) || included.length >= vault.limits.fhirIncludedMax) return;
    known.add(name);
    included.push(one);
  };
  const room = { left: vault.limits.pageBytesMax };
  for (const include of search.includes) {
    const more = include.isReverse
      ? await readReferring(db, vault, access, include, found)
      : await readReferred(db, vault, access, include, { found, room });
    for (const one of more) add(one);
  }
  return included;
}

function nameOf({ resourceType, id }: Resource): string {
  return `${resourceType}/${id}`;
}

async function readReferred(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { parameter: name, target, source }: Include,
  /** With the bytes of items that may still come along. */
  { found, room }: { readonly found: readonly ReadResource[]; readonly room: { left: number } },
): Promise<Included[]> {
  const parameters =
    name === '*'
      ? listParameters(source).filter(({ kind }) => kind === 'reference')
      : [findParameter(source, name)].filter(one => one !== undefined);
  const references = new Set<string>();
  for (const { resource } of found)
    for (const { paths } of parameters)
      for (const value of paths.flatMap(path => valuesAt(resource, path))) {
        const reference = referenceOf(value);
        if (reference !== undefined) references.add(makeRelative(reference, access));
      }
  const included: Included[] = [];
  for (const reference of [...references].slice(0, vault.limits.fhirIncludedMax)) {
    const [type = '', id = '', ...rest] = reference.split('/');
    if (rest.length > 0 || id === '' || (target !== undefined && target !== type)) continue;
    if (room.left <= 0) break;
    const one = await readIfOpen(db, vault, access, type, id);
    if (!one) continue;
    room.left -= one.bytes;
    included.push(one);
  }
  return included;
}

function makeRelative(reference: string, { baseUrl }: FhirAccess): string {
  return reference.startsWith(`${baseUrl}/`) ? reference.slice(baseUrl.length + 1) : reference;
}

async function readIfOpen(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  type: string,
  id: string,
): Promise<(Included & { readonly bytes: number }) | undefined> {
  try {
    if (type === 'Patient') {
      const patient = await readPatient(db, vault, access, id);
      return { resource: patient.resource, typeId: undefined, bytes: 0 };
    }
    const { resource, thing } = await readOne(db, vault, access, { type, id });
    const bytes = thing.dataXml.length + thing.commonXml.length;
    return { resource, typeId: thing.typeId, bytes };
  } catch (error) {
    if (error instanceof FhirProblem) return undefined;
    throw error;
  }
}

async function readReferring(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { source, parameter: name }: Include,
  found: readonly ReadResource[],
): Promise<Included[]> {
  const made =
    source === 'Provenance' && name === 'target' ? await listProvenances(db, vault, access, found) : [];
  const parameter = findParameter(source, name);
  if (parameter?.kind !== 'reference' || !access.allows(source, 's') || found.length === 0) return made;
  const values = found.map(({ resource }) => ({ kind: 'reference' as const, reference: nameOf(resource) }));
  const page = await runPlans(db, vault, access, {
    ...emptySearch,
    resourceType: source,
    conditions: [{ parameter, modifier: undefined, values }],
    count: vault.limits.fhirIncludedMax,
  });
  return [...made, ...page.resources.map(({ resource, place }) => ({ resource, typeId: place.typeId }))];
}

export const emptySearch: Omit<Search, 'resourceType'> = {
  conditions: [],
  chains: [],
  reverses: [],
  ids: undefined,
  updated: [],
  sort: 'newest first',
  count: 0,
  total: 'none',
  summary: 'false',
  elements: [],
  includes: [],
  cursor: undefined,
  ignored: [],
  asked: [],
};

/** Of each, where it is from. */
export async function listProvenances(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  found: readonly ReadResource[],
): Promise<Included[]> {
  if (!access.allows('Provenance', 's') || !access.allows('Provenance', 'r')) return [];
  const ids = [...new Set(found.map(({ place }) => place.id))];
  if (ids.length === 0) return [];
  const things = await db.things(access.grant).byIds(ids);
  const byId = new Map(things.map(thing => [thing.id, thing]));
  const now = vault.clock.now();
  const made: Included[] = [];
  for (const { resource, place } of found) {
    const stored = byId.get(place.id);
    if (!stored) continue;
    const provenance = await makeProvenance(db, access, stored, resource);
    if (isOpen(provenance, access, 's', now)) made.push({ resource: provenance, typeId: stored.typeId });
  }
  return made;
}
