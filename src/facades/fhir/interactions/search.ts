// Search, of a kind or a compartment, by GET or POST; the next page of one.
import { noteRead } from '../../../core/audit/reads.ts';
import { readCursor, writeCursor } from '../../../core/fhir/cursor.ts';
import { isServedKind } from '../../../core/fhir/mapping.ts';
import type { ResourcePlace } from '../../../core/fhir/ports.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { type Pairs, readSearch, type Search } from '../../../core/fhir/query.ts';
import { type FoundAndDamaged, searchAll } from '../../../core/fhir/search-all.ts';
import { type BundleEntry, printBundle } from '../bundle.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';
import { cut } from '../elements.ts';
import { printOutcome, warnOfDamaged } from '../outcome.ts';

export async function runSearch(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, route } = call;
  const { pairs, after } = readPage(call, pairsOf(call));
  const search = readSearch(route.type, pairs, vault.limits, isServedKind);
  if (search.ignored.length > 0 && call.prefer.isStrict)
    throw new FhirProblem(
      400,
      'not-supported',
      `Not known here: ${search.ignored.join(', ')}. Leave it out, or ask without handling=strict.`,
    );
  const found = await searchAll(vault, access, search, after);
  const read = [...found.resources, ...found.included].flatMap(({ typeId }) => (typeId ? [{ typeId }] : []));
  noteRead(vault, access.grant, read);
  return { status: 200, resource: printFound(call, search, pairs, found) };
}

/** A compartment is a search by the one whose it is. */
function pairsOf({ route }: FhirCall): Pairs {
  if (route.compartment === undefined) return route.pairs;
  return [...route.pairs, ['patient', `Patient/${route.compartment}`]];
}

function readPage({ vault, access, route }: FhirCall, pairs: Pairs): { pairs: Pairs; after?: ResourcePlace } {
  const cursor = pairs.find(([name]) => name === '_cursor')?.[1];
  if (cursor === undefined) return { pairs };
  const { recordId, app } = access.grant;
  const page = readCursor<ResourcePlace>(vault, cursor, { recordId, appId: app?.id, of: route.type });
  return { pairs: page.pairs, after: page.after };
}

function printFound(call: FhirCall, search: Search, pairs: Pairs, found: FoundAndDamaged) {
  const { vault, access, route } = call;
  const { baseUrl, grant } = access;
  const now = vault.clock.now();
  const at = `${baseUrl}/${route.type}`;
  const links: [string, string][] = [['self', selfOf(at, pairs, search)]];
  if (found.next) {
    const until = now + vault.limits.fhirCursorMs;
    const cursor = writeCursor(vault, {
      ...{ recordId: grant.recordId, appId: grant.app?.id, of: route.type, pairs, after: found.next, until },
    });
    // A token may be for several records.
    links.push(['next', `${at}?patient=${access.patientId}&_cursor=${cursor}`]);
  }
  const entries: BundleEntry[] = [
    ...found.resources.map(({ resource }) => ({ resource: cut(resource, search), mode: 'match' as const })),
    ...found.included.map(({ resource }) => ({ resource: cut(resource, search), mode: 'include' as const })),
    ...(search.ignored.length > 0 ? [{ resource: warn(search.ignored), mode: 'outcome' as const }] : []),
    ...(found.damaged.length > 0
      ? [{ resource: warnOfDamaged(found.damaged), mode: 'outcome' as const }]
      : []),
  ];
  return printBundle({ type: 'searchset', baseUrl, total: found.total, links, now }, entries);
}

/** What was understood of the question. */
function selfOf(at: string, pairs: Pairs, { ignored }: Search): string {
  const known = pairs.filter(
    ([name, value]) => ![name, `${name}=${value}`].some(one => one === '_cursor' || ignored.includes(one)),
  );
  const query = known
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return query === '' ? at : `${at}?${query}`;
}

function warn(ignored: readonly string[]) {
  return printOutcome(
    [...new Set(ignored)].map(name => ({
      severity: 'warning' as const,
      kind: 'not-supported' as const,
      text: `Not known here, so it does nothing: ${name}. The CapabilityStatement lists the parameters that are.`,
    })),
  );
}
