// The one resource that a conditional request means, found by a search that nothing slips past: the index comes up to the last write
// within the transaction.
import { demandScope } from '../../../core/fhir/access.ts';
import { catchUpIn } from '../../../core/fhir/catch-up.ts';
import { isServedKind } from '../../../core/fhir/mapping.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { readSearch } from '../../../core/fhir/query.ts';
import { type FoundOne, readOne } from '../../../core/fhir/read.ts';
import { searchIn } from '../../../core/fhir/search-all.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import type { Writer } from '../../../core/store.ts';
import type { FhirCall } from '../call.ts';
import { readPairs } from '../route.ts';

/** @returns undefined where there is none @throws FhirProblem 403; 412 where there are several */
export async function findMeant(call: FhirCall, db: Writer, query: string): Promise<FoundOne | undefined> {
  const one = await findMeantResource(call, db, query);
  if (!one) return undefined;
  const { resourceType: type, id = '' } = one;
  return readOne(db, call.vault, call.access, { type, id });
}

/** Also of the Patient, which is no one thing. @throws as findMeant */
export async function findMeantResource(
  { vault, access, route }: FhirCall,
  db: Writer,
  query: string,
): Promise<Resource | undefined> {
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
  await catchUpIn(db, vault, access.grant.recordId);
  const found = await searchIn(db, vault, access, { ...search, count: 2, summary: 'false' });
  const [one, ...others] = found.resources;
  if (others.length > 0)
    throw new FhirProblem(
      412,
      'multiple-matches',
      'The condition finds several. Name a search that finds one at most.',
    );
  return one?.resource;
}
