// History of a kind of resource, or of all: what was made, changed and deleted, the last first, a page at a time.
import { noteRead } from '../../../core/audit/reads.ts';
import { readCursor, writeCursor } from '../../../core/fhir/cursor.ts';
import { type HistoryPlace, readHistoryOf } from '../../../core/fhir/history.ts';
import { readDate } from '../../../core/fhir/query.ts';
import type { PastVersion } from '../../../core/fhir/read.ts';
import { type BundleEntry, printBundle } from '../bundle.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';
import { cut } from '../elements.ts';
import { printQuery } from '../route.ts';
import { readForm } from './form.ts';

export async function runHistoryOf(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, route } = call;
  const { baseUrl, grant, patientId } = access;
  const own = { recordId: grant.recordId, appId: grant.app?.id, of: `history ${route.type}` };
  const sent = route.pairs.find(([name]) => name === '_cursor')?.[1];
  const page = sent === undefined ? undefined : readCursor<HistoryPlace>(vault, sent, own);
  const pairs = page?.pairs ?? route.pairs;
  const { since, count } = readSpan(pairs, vault.limits);
  const asked = { type: route.type, since, count, after: page?.after };
  const { versions, next } = await vault.store.read(db => readHistoryOf(db, vault, access, asked));
  noteRead(
    vault,
    grant,
    versions.flatMap(({ resource, thing }) => (resource ? [thing] : [])),
  );
  const now = vault.clock.now();
  const at = `${baseUrl}/${route.type === '' ? '' : `${route.type}/`}_history`;
  const query = printQuery(pairs.filter(([name]) => name !== '_cursor'));
  const links: [string, string][] = [['self', query === '' ? at : `${at}?${query}`]];
  if (next) {
    const until = now + vault.limits.fhirCursorMs;
    const cursor = writeCursor<HistoryPlace>(vault, { ...own, pairs, after: next, until });
    links.push(['next', `${at}?patient=${patientId}&_cursor=${cursor}`]);
  }
  const form = readForm(pairs, vault.limits);
  const entries = versions.map(({ type, id, resource, ...version }) => ({
    url: `${baseUrl}/${type}/${id}`,
    resource: resource && cut(resource, form),
    ...tellVersion(version, type, id),
  }));
  return { status: 200, resource: printBundle({ type: 'history', baseUrl, links, now }, entries) };
}

/** Of a history of any sort. @throws FhirProblem */
export function readSpan(
  pairs: FhirCall['route']['pairs'],
  { fhirPageMax }: Pick<FhirCall['vault']['limits'], 'fhirPageMax'>,
): { since: number; count: number } {
  const since = pairs.find(([name]) => name === '_since')?.[1];
  const count = pairs.find(([name]) => name === '_count')?.[1];
  const limit = /^\d{1,6}$/.test(count ?? '') ? Number(count) : fhirPageMax;
  return {
    since: since === undefined ? 0 : readDate(since, '_since').span.from,
    count: Math.max(1, Math.min(limit, fhirPageMax)),
  };
}

const methods = { Created: 'POST', Updated: 'PUT', Deleted: 'DELETE' } as const;
const statuses = { Created: '201', Updated: '200', Deleted: '204' } as const;

/** What was done, as the entry of a history says it. */
export function tellVersion(
  { action, versionId, updatedAt }: Pick<PastVersion, 'action' | 'versionId' | 'updatedAt'>,
  type: string,
  id: string,
): Pick<BundleEntry, 'request' | 'response'> {
  return {
    request: { method: methods[action], url: action === 'Created' ? type : `${type}/${id}` },
    response: {
      status: statuses[action],
      etag: `W/"${versionId}"`,
      lastModified: new Date(updatedAt).toISOString(),
    },
  };
}
