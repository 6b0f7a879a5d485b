// Any search: of kinds that the index knows, of the one Patient, of Provenance, which is made as it is asked for; with chains and with
// what is to come along.
import type { NameDamaged } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { demandScope, type FhirAccess } from './access.ts';
import { catchUp, isCaughtUp } from './catch-up.ts';
import { emptySearch, type Included, readIncluded } from './include.ts';
import { meets } from './match.ts';
import { makePatient } from './patient.ts';
import type { ResourcePlace } from './ports.ts';
import { FhirProblem } from './problem.ts';
import { makeProvenance } from './provenance.ts';
import type { AskedValue, Chain, Reverse, Search } from './query.ts';
import { type FoundOne, readAnyKind, readOne } from './read.ts';
import { isOpen, type ReadResource } from './resources.ts';
import { type FoundPage, formsOfPatient, runPlans } from './search.ts';
import { meetsDate, type Resource, referenceOf, valuesAt } from './values.ts';

export interface Found {
  /** With the thing that each is of, by its type, where it is of one. */
  readonly resources: readonly Included[];
  readonly included: readonly Included[];
  readonly total: number | undefined;
  readonly next: ResourcePlace | undefined;
}

export interface FoundAndDamaged extends Found {
  /** The ids of items that are left out because they cannot be opened, each once. */
  readonly damaged: readonly string[];
}

/** @throws FhirProblem */
export async function searchAll(
  vault: Vault,
  access: FhirAccess,
  search: Search,
  after?: ResourcePlace,
): Promise<FoundAndDamaged> {
  demandScope(access, search.resourceType, 's');
  const { recordId } = access.grant;
  const look = async (db: Reader): Promise<FoundAndDamaged> => {
    const damaged = new Set<string>();
    const found = await searchIn(db, vault, access, search, after, ({ id }) => damaged.add(id));
    return { ...found, damaged: [...damaged] };
  };
  const found = await vault.store.read(async db => ((await isCaughtUp(db, recordId)) ? look(db) : undefined));
  if (found) return found;
  await catchUp(vault, recordId);
  return vault.store.read(look);
}

/**
 * The same within a work of the store; the index is as it is.
 * @throws thingDamaged where nobody is to be told of an item that cannot be opened; where a chain or a Patient needs it
 */
export async function searchIn(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  search: Search,
  after?: ResourcePlace,
  onDamaged?: NameDamaged,
): Promise<Found> {
  demandScope(access, search.resourceType, 's');
  const chained = await followChains(db, vault, access, search);
  const asked = chained && (await followReverses(db, vault, access, chained));
  if (!asked) return nothing;
  if (search.resourceType === 'Patient') return searchPatient(db, vault, access, asked);
  if (search.resourceType === 'Provenance') return searchProvenance(db, vault, access, asked, after);
  const page: FoundPage = await runPlans(db, vault, access, asked, after, onDamaged);
  const resources = page.resources.map(({ resource, place }) => ({ resource, typeId: place.typeId }));
  const included = await readIncluded(db, vault, access, search, page.resources);
  return { ...page, resources, included };
}

const nothing: Found = { resources: [], included: [], total: 0, next: undefined };

/** Chains as conditions of the search itself; undefined where nothing meets one. */
async function followChains(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  search: Search,
): Promise<Search | undefined> {
  const conditions = [...search.conditions];
  for (const chain of search.chains) {
    const values = await findTargets(db, vault, access, chain);
    if (values.length === 0) return undefined;
    conditions.push({ parameter: chain.parameter, modifier: undefined, values });
  }
  return { ...search, conditions };
}

async function findTargets(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { targetType, condition }: Chain,
): Promise<AskedValue[]> {
  demandScope(access, targetType, 's');
  const asked = { ...emptySearch, resourceType: targetType, conditions: [condition], count: chainedMax };
  const found =
    targetType === 'Patient'
      ? await searchPatient(db, vault, access, asked)
      : await runPlans(db, vault, access, asked);
  return found.resources.map(({ resource }) => ({
    kind: 'reference',
    reference: `${targetType}/${resource.id}`,
  }));
}

/** Those that others refer to, by their ids; undefined where there are none. */
async function followReverses(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  search: Search,
): Promise<Search | undefined> {
  let { ids } = search;
  for (const reverse of search.reverses) {
    const referred = await findReferred(db, vault, access, search.resourceType, reverse);
    ids = ids ? ids.filter(id => referred.has(id)) : [...referred];
    if (ids.length === 0) return undefined;
  }
  return { ...search, ids };
}

async function findReferred(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  type: string,
  { sourceType, parameter, condition }: Reverse,
): Promise<ReadonlySet<string>> {
  demandScope(access, sourceType, 's');
  // All refer to the one Patient.
  const isOneEnough = type === 'Patient' && parameter.isPatient === true;
  const count = isOneEnough ? 1 : vault.limits.fhirLookedAtMax;
  const asked = { ...emptySearch, resourceType: sourceType, conditions: [condition], count };
  const found =
    sourceType === 'Patient'
      ? await searchPatient(db, vault, access, asked)
      : await runPlans(db, vault, access, asked);
  if (found.next && !isOneEnough)
    throw new FhirProblem(
      400,
      'too-costly',
      `More than ${count} resources meet the condition of _has. Narrow it, or search those and take what they refer to along by _include.`,
    );
  const { baseUrl } = access;
  const referred = found.resources
    .flatMap(({ resource }) => parameter.paths.flatMap(path => valuesAt(resource, path)))
    .map(value => referenceOf(value) ?? '')
    .map(text => (text.startsWith(`${baseUrl}/`) ? text.slice(baseUrl.length + 1) : text).split('/'));
  return new Set(referred.flatMap(([of, id]) => (of === type && id !== undefined ? [id] : [])));
}

/** So many may be meant by a chain. */
const chainedMax = 100;

async function searchPatient(db: Reader, vault: Vault, access: FhirAccess, search: Search): Promise<Found> {
  const now = vault.clock.now();
  const { resource, updatedAt, things } = await makePatient(db, access);
  const at = { from: updatedAt, to: updatedAt };
  const isMet =
    isOpen(resource, access, 's', now) &&
    (!search.ids || search.ids.includes(access.patientId)) &&
    search.updated.every(any => any.some(({ prefix, span }) => meetsDate(at, prefix, span, now))) &&
    search.conditions.every(condition => meets(resource, condition, now));
  if (!isMet) return nothing;
  const isCountOnly = search.summary === 'count' || search.count === 0;
  if (isCountOnly) return { ...nothing, total: 1 };
  const included = await readIncluded(db, vault, access, search, [asRead(resource, things[0])]);
  return { resources: [{ resource, typeId: things[0]?.typeId }], included, total: 1, next: undefined };
}

/** A Patient that says nothing is of no thing, but others refer to it. */
function asRead(resource: Resource, thing: StoredThing | undefined): ReadResource {
  const { id = '', versionStamp = '', typeId = '', effectiveDate = '', ordinal = 0, size = 0 } = thing ?? {};
  const updatedAt = thing?.updated.at ?? 0;
  return { resource, place: { id, versionStamp, typeId, effectiveDate, ordinal, updatedAt, size, part: 0 } };
}

/**
 * By its target alone: it is made of that, and stands before those that were sent. The Patient beside another target says whose record
 * is searched.
 */
async function searchProvenance(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  search: Search,
  after?: ResourcePlace,
): Promise<Found> {
  const ofPatient = search.conditions.filter(({ parameter }) => parameter.isPatient);
  const targets = search.conditions.filter(({ parameter }) => parameter.name === 'target');
  const [target = ofPatient[0], ...more] = targets;
  const others = search.conditions.filter(one => !ofPatient.includes(one) && !targets.includes(one));
  if (!target || more.length > 0)
    throw new FhirProblem(
      400,
      'too-costly',
      'Search Provenance by its target or its patient, or take it along: _revinclude=Provenance:target.',
    );
  const patients = formsOfPatient(access);
  const isAboutOther = ofPatient.some(
    ({ values }) => !values.some(value => value.kind === 'reference' && patients.has(value.reference)),
  );
  if (isAboutOther) return nothing;
  const now = vault.clock.now();
  const made: Included[] = [];
  for (const value of after ? [] : target.values) {
    const one = value.kind === 'reference' && (await readTarget(db, vault, access, value.reference));
    if (!one) continue;
    const provenance = await makeProvenance(db, access, one.thing, one.resource);
    if (isOpen(provenance, access, 's', now) && others.every(condition => meets(provenance, condition, now)))
      made.push({ resource: provenance, typeId: one.thing.typeId });
  }
  const sent = await runPlans(db, vault, access, { ...search, conditions: [target, ...others] }, after);
  const isCountOnly = search.summary === 'count' || search.count === 0;
  return {
    resources: [
      ...(isCountOnly ? [] : made),
      ...sent.resources.map(({ resource, place }) => ({ resource, typeId: place.typeId })),
    ],
    included: [],
    total: sent.total === undefined ? undefined : made.length + sent.total,
    next: sent.next,
  };
}

async function readTarget(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  reference: string,
): Promise<Pick<FoundOne, 'resource' | 'thing'> | undefined> {
  if (formsOfPatient(access).has(reference)) {
    const { resource, things } = await makePatient(db, access);
    const [thing] = things;
    return thing && isOpen(resource, access, 'r', vault.clock.now()) ? { resource, thing } : undefined;
  }
  const [type = '', id] = reference.split('/').slice(-2);
  if (id === undefined) return readAnyKind(db, vault, access, type);
  return readOne(db, vault, access, { type, id }).catch((error: unknown) => {
    if (error instanceof FhirProblem) return undefined;
    throw error;
  });
}
