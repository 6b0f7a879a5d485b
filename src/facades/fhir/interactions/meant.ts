// The one resource that a conditional request means, found by a search that nothing slips past: the index comes up to the last write
// before, and nothing may be written between that and what is done with it.
import { demandScope } from '../../../core/fhir/access.ts';
import { isServedKind } from '../../../core/fhir/mapping.ts';
import { meets } from '../../../core/fhir/match.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { readSearch, type Search } from '../../../core/fhir/query.ts';
import { type FoundOne, readOne } from '../../../core/fhir/read.ts';
import { searchIn } from '../../../core/fhir/search-all.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import type { Reader } from '../../../core/store.ts';
import type { FhirCall, Identity } from '../call.ts';
import { readPairs } from '../route.ts';

/**
 * Of what is to be created, or changed by a condition.
 * @param query undefined where it is new in any case
 * @throws FhirProblem 403; 412 where there are several
 */
export async function identify(call: FhirCall, db: Reader, query: string | undefined): Promise<Identity> {
  const { vault, access, route, within } = call;
  const newId = vault.memory.thingIds.make(vault);
  if (query === undefined) return { newId };
  const search = readCondition(call, query);
  const there = await findIn(call, db, search);
  const made = within?.made.filter(one => meetsAll(one, search, vault.clock.now())) ?? [];
  if (made.length + (there ? 1 : 0) > 1) throw severalMeant();
  const { type } = route;
  return {
    newId,
    there: there && (await readOne(db, vault, access, { type, id: there.id ?? '', pending: within })),
    made: made[0]?.id,
  };
}

/** What a transaction creates is looked at by conditions alone: nothing else tells of it yet. */
function meetsAll(
  made: Resource,
  { resourceType, conditions, chains, reverses, ids, updated }: Search,
  now: number,
) {
  const others = chains.length + reverses.length + updated.length + (ids ? 1 : 0);
  return (
    made.resourceType === resourceType &&
    others === 0 &&
    conditions.every(condition => meets(made, condition, now))
  );
}

/** @returns undefined where there is none @throws as identify */
export async function findMeant(call: FhirCall, db: Reader, query: string): Promise<FoundOne | undefined> {
  const one = await findMeantResource(call, db, query);
  if (!one) return undefined;
  const { resourceType: type, id = '' } = one;
  return readOne(db, call.vault, call.access, { type, id, pending: call.within });
}

/** Also of the Patient, which is no one thing. @throws as identify */
export async function findMeantResource(
  call: FhirCall,
  db: Reader,
  query: string,
): Promise<Resource | undefined> {
  return findIn(call, db, readCondition(call, query));
}

function readCondition({ vault, access, route }: FhirCall, query: string): Search {
  // What it finds is told by what becomes of the request.
  demandScope(access, route.type, 'r');
  const pairs = readPairs(query.replace(/^[^?]*\?/, ''));
  const search = readSearch(route.type, pairs, vault.limits, isServedKind);
  const isConditional = search.conditions.length > 0 || search.ids !== undefined || search.chains.length > 0;
  // What is not known would mean all there are.
  if (!isConditional || search.ignored.length > 0)
    throw new FhirProblem(
      412,
      'not-supported',
      'The condition names no search parameter that is known here, or one that is not. Name a search that finds one at most.',
    );
  return search;
}

async function findIn(
  { vault, access, within }: FhirCall,
  db: Reader,
  search: Search,
): Promise<Resource | undefined> {
  const removed = within?.removed;
  const count = 2 + (removed?.size ?? 0);
  const found = await searchIn(db, vault, access, { ...search, count, summary: 'false' });
  const isThere = ({ id = '' }: Resource) => !removed?.has(id.split('.', 1)[0] ?? '');
  const [one, ...others] = found.resources.map(({ resource }) => resource).filter(isThere);
  if (others.length > 0) throw severalMeant();
  return one;
}

function severalMeant(): FhirProblem {
  return new FhirProblem(
    412,
    'multiple-matches',
    'The condition finds several. Name a search that finds one at most.',
  );
}
