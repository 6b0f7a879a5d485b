// Runs a search: the index finds, the grant and the scopes bound it, resources are looked at only where the index alone does not
// tell, and never more of them than a page may take.

import type { NameDamaged } from '../authorization/grant.ts';
import { takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import type { Budget } from '../things/budget.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { openBudget } from './allowance.ts';
import { fixedOfKind } from './mapping.ts';
import { meets } from './match.ts';
import { readNarrowing } from './narrowing.ts';
import { mergePlaces } from './order.ts';
import type { Parameter } from './parameter.ts';
import { type Plan, planSearch } from './plan.ts';
import type { FoundResource, ResourceOrder, ResourcePlace } from './ports.ts';
import type { Condition, Search } from './query.ts';
import { type ReadResource, readResources } from './resources.ts';
import { tokenOfDamaged, tokenOfException, tokenOfKind, tokenOfNobody, tokenOfOtherTime } from './tokens.ts';
import { meetsDate } from './values.ts';

export interface FoundPage {
  readonly resources: readonly ReadResource[];
  /** Undefined where it was not asked, or is more than is counted. */
  readonly total: number | undefined;
  /** Where the next page begins. */
  readonly next: ResourcePlace | undefined;
}

/** Within a work of the store, whose index is caught up by who calls. */
export async function runPlans(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  search: Search,
  after?: ResourcePlace,
  onDamaged?: NameDamaged,
): Promise<FoundPage> {
  const now = vault.clock.now();
  const has = await findIrregular(db, access, search);
  const plans = plansOf(access, search, now, has);
  const isCountOnly = search.summary === 'count' || search.count === 0;
  if (!after)
    await nameUnindexed(db, vault, access, { search, plans, onDamaged: isCountOnly ? undefined : onDamaged });
  const wantsTotal = search.total === 'accurate' || isCountOnly;
  const total = wantsTotal
    ? await countAll(db, vault, access, { search, plans, onDamaged: isCountOnly ? undefined : onDamaged })
    : undefined;
  if (isCountOnly) return { resources: [], total, next: undefined };
  const page = await findPage(db, vault, access, {
    search,
    plans,
    after,
    now,
    count: search.count,
    onDamaged,
  });
  return { ...page, total };
}

/**
 * Names what may meet the search but was damaged before the index knew by what it is found.
 * @throws thingDamaged where nobody is to be told
 */
async function nameUnindexed(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { search, plans, onDamaged }: Pick<PageAsked, 'search' | 'plans' | 'onDamaged'>,
): Promise<void> {
  if (!(await db.resourceIndex.hasToken(access.grant.recordId, tokenOfDamaged))) return;
  const anyOf = ({ branches, ...plan }: Plan): Plan => ({
    ...plan,
    branches: branches.map(branch => ({ ...branch, every: [[tokenOfDamaged]], none: [] })),
  });
  const unindexed = plans.map(anyOf);
  for (let after: ResourcePlace | undefined; ; ) {
    const asked = { after, limit: lookedAtOnce };
    const places = (await findPlaces(db, access, search.sort, unindexed, asked)).map(({ place }) => place);
    const { last } = await readResources(db, vault, access, places, onDamaged);
    if (!last && places.length < lookedAtOnce) return;
    after = last ?? places.at(-1);
  }
}

/** One for each alternative of the scopes. */
function plansOf(access: FhirAccess, search: Search, now: number, has: Irregular): Plan[] {
  const { resourceType } = search;
  const fixed = fixedOfKind(resourceType);
  const options = {
    ...{ fixed, patient: formsOfPatient(access), baseUrl: access.baseUrl, now },
    tokenOfKind: tokenOfKind(resourceType),
    tokenOfException: has.exceptions ? tokenOfException(resourceType) : undefined,
    ...{ otherTimes: has.otherTimes, nobody: has.nobody },
  };
  const narrowing: readonly (readonly Condition[])[] = readNarrowing(access, resourceType, 's') ?? [[]];
  return narrowing.flatMap(
    extra => planSearch({ ...search, conditions: [...search.conditions, ...extra] }, options) ?? [],
  );
}

/** What a record has that is not found by its type and the date it is kept under alone. */
interface Irregular {
  /** Is there anything that differs in what is fixed of its type? */
  readonly exceptions: boolean;
  /** By what date parameters is there anything that is kept under another date? */
  readonly otherTimes: ReadonlySet<string>;
  /** By what parameters of the Patient is there anything that names none? */
  readonly nobody: ReadonlySet<string>;
}

async function findIrregular(
  db: Reader,
  { grant }: FhirAccess,
  { resourceType, conditions }: Search,
): Promise<Irregular> {
  const has = (token: string) => db.resourceIndex.hasToken(grant.recordId, token);
  const filter = async (
    takes: (parameter: Parameter) => boolean,
    tokenOf: (resourceType: string, name: string) => string,
  ) => {
    const found = new Set<string>();
    for (const name of new Set(
      conditions
        .map(({ parameter }) => parameter)
        .filter(takes)
        .map(one => one.name),
    ))
      if (await has(tokenOf(resourceType, name))) found.add(name);
    return found;
  };
  const isAnyWhole = fixedOfKind(resourceType).some(({ isWhole }) => isWhole);
  return {
    exceptions: isAnyWhole && (await has(tokenOfException(resourceType))),
    otherTimes: await filter(({ kind }) => kind === 'date', tokenOfOtherTime),
    nobody: await filter(({ isPatient }) => isPatient === true, tokenOfNobody),
  };
}

/** As clients write who a resource is about. */
export function formsOfPatient({ patientId, baseUrl }: FhirAccess): ReadonlySet<string> {
  return new Set([patientId, `Patient/${patientId}`, `${baseUrl}/Patient/${patientId}`]);
}

interface PageAsked {
  readonly search: Search;
  readonly plans: readonly Plan[];
  readonly after: ResourcePlace | undefined;
  readonly now: number;
  readonly count: number;
  readonly onDamaged: NameDamaged | undefined;
}

async function findPage(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { search, plans, after, now, count, onDamaged }: PageAsked,
): Promise<Omit<FoundPage, 'total'>> {
  const { fhirLookedAtMax } = vault.limits;
  const isExact =
    plans.every(({ left, fhirIds }) => left.length === 0 && !fhirIds) && search.updated.length === 0;
  const found: ReadResource[] = [];
  const budget = isExact ? undefined : openBudget(vault, access, vault.limits.fhirMatchMs);
  const takeBreak = takeBreaks();
  let from = after;
  for (let looked = 0; looked < fhirLookedAtMax; ) {
    const left = count + 1 - found.length;
    // What is looked at for nothing is asked for together.
    const limit = isExact ? left : Math.min(Math.max(left, lookedAtOnce), fhirLookedAtMax - looked);
    const places = await findPlaces(db, access, search.sort, plans, { after: from, limit });
    const { resources, last: cutAt } = await readResources(
      db,
      vault,
      access,
      places.map(({ place }) => place),
      onDamaged,
    );
    const planOf = new Map(places.map(({ place, plan }) => [place, plan]));
    for (const one of resources) {
      const plan = planOf.get(one.place);
      if (plan && (!budget || (await meetsRest(one, plan, { search, now, budget, takeBreak }))))
        found.push(one);
      if (found.length > count) return { resources: found.slice(0, count), next: found[count - 1]?.place };
    }
    if (cutAt) return { resources: found, next: cutAt };
    if (places.length < limit) return { resources: found, next: undefined };
    looked += places.length;
    from = places.at(-1)?.place;
  }
  return { resources: found, next: from };
}

const lookedAtOnce = 50;

interface PlannedPlace {
  readonly place: FoundResource;
  readonly plan: Plan;
}

async function findPlaces(
  db: Reader,
  { grant }: FhirAccess,
  order: ResourceOrder,
  plans: readonly Plan[],
  { after, limit }: { readonly after: ResourcePlace | undefined; readonly limit: number },
): Promise<PlannedPlace[]> {
  const things = db.things(grant);
  const lists = await Promise.all(
    plans.flatMap(plan =>
      plan.branches.map(async branch => {
        const query = { ...branch, ...plan.bounds, order, limit, ...(after && { after }) };
        return (await things.findResources(query)).map(place => ({ place, plan }));
      }),
    ),
  );
  const [only] = lists;
  return lists.length === 1 && only ? only : mergePlaces(lists.flat(), ({ place }) => place, order, limit);
}

interface Looking {
  readonly search: Search;
  readonly now: number;
  readonly budget: Budget;
  readonly takeBreak: () => Promise<void> | undefined;
}

/** What the index does not tell. Others get their turn between conditions. @throws FhirProblem when it takes too long */
async function meetsRest(
  { resource, place }: ReadResource,
  plan: Plan,
  { search, now, budget, takeBreak }: Looking,
): Promise<boolean> {
  if (plan.fhirIds && !plan.fhirIds.has(resource.id ?? '')) return false;
  const at = { from: place.updatedAt, to: place.updatedAt };
  if (!search.updated.every(any => any.some(({ prefix, span }) => meetsDate(at, prefix, span, now))))
    return false;
  for (const condition of plan.left) {
    const isMet = budget.run(() => meets(resource, condition, now));
    await takeBreak();
    if (!isMet) return false;
  }
  return true;
}

/** Undefined where it would have to be looked at one by one, or there are more than are counted. */
async function countAll(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { search, plans, onDamaged }: Pick<PageAsked, 'search' | 'plans' | 'onDamaged'>,
): Promise<number | undefined> {
  const { fhirCountedMax, fhirLookedAtMax } = vault.limits;
  const [plan, ...others] = plans;
  if (!plan) return 0;
  const isExact = plan.left.length === 0 && !plan.fhirIds && search.updated.length === 0;
  if (others.length === 0 && isExact) {
    const things = db.things(access.grant);
    let count = 0;
    for (const branch of plan.branches)
      count += await things.countResources(
        { ...branch, ...plan.bounds, order: search.sort },
        fhirCountedMax + 1,
      );
    return count > fhirCountedMax ? undefined : count;
  }
  const now = vault.clock.now();
  const page = await findPage(db, vault, access, {
    search,
    plans,
    after: undefined,
    now,
    count: fhirLookedAtMax,
    onDamaged,
  });
  return page.next ? undefined : page.resources.length;
}
