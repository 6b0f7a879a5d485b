// What a scope with conditions would let an application see of a record now, found by the very search that the application's own
// request would run.

import type { Language } from '../../locales/language.ts';
import { makeRehearsalGrant, type Rehearsal, type RehearsalAsked } from '../authorization/rehearsal.ts';
import { parseResourceScope } from '../smart/scopes.ts';
import { makeShortForm } from '../things/short-form.ts';
import type { Vault } from '../vault.ts';
import { type FhirAccess, keepWithin } from './access.ts';
import { emptySearch } from './include.ts';
import { FhirProblem } from './problem.ts';
import { searchAll } from './search-all.ts';

const shownMax = 3;

/** @returns undefined for a rule that lets nothing be read, and where the record cannot be searched yet */
export async function rehearseScope(
  vault: Vault,
  asked: RehearsalAsked,
  language?: Language,
): Promise<Rehearsal | undefined> {
  const scope = parseResourceScope(asked.rule.scope ?? '');
  if (!scope || scope.resourceType === '*' || !asked.rule.permissions.includes('Read')) return undefined;
  const grant = makeRehearsalGrant(asked);
  const resources = [{ ...scope, interactions: ['r', 's'] as const }];
  const access: FhirAccess = {
    ...{ grant, patientId: grant.recordId, baseUrl: '' },
    ...keepWithin({ resources, others: new Set(), unknown: [] }),
  };
  const { resourceType } = scope;
  const search = { ...emptySearch, resourceType, count: shownMax, total: 'accurate' as const };
  try {
    const { resources: found, total } = await searchAll(vault, access, search);
    const ids = found.map(({ resource }) => String(resource.id));
    const count = total ?? found.length;
    return { count, isMore: total === undefined, newest: await glimpse(vault, asked, ids, language) };
  } catch (error) {
    if (error instanceof FhirProblem) return undefined;
    throw error;
  }
}

/** An item of which only a part is opened is named by its kind and date. */
async function glimpse(
  { store }: Vault,
  asked: RehearsalAsked,
  resourceIds: readonly string[],
  language: Language | undefined,
): Promise<Rehearsal['newest']> {
  const isWhole = new Map(resourceIds.map(id => [id.split('.', 1)[0] ?? id, !id.includes('.')]));
  const ids = [...isWhole.keys()];
  if (ids.length === 0) return [];
  const query = { ids, filters: [], currentOnly: true, openOnly: true as const, limit: ids.length };
  const things = await store.read(db => db.things(makeRehearsalGrant(asked)).queryShown(query));
  return things.map(thing => {
    const { id, typeId, effectiveDate } = thing;
    const { summary, datedTo } = makeShortForm(thing, language);
    return { typeId, effectiveDate, summary: isWhole.get(id) ? summary : '', datedTo };
  });
}
