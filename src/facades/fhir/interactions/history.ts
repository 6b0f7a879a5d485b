// The versions of one resource, the last first.
import { noteRead } from '../../../core/audit/reads.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { readDate } from '../../../core/fhir/query.ts';
import { readHistory } from '../../../core/fhir/read.ts';
import { printBundle } from '../bundle.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';

const methods = { Created: 'POST', Updated: 'PUT', Deleted: 'DELETE' } as const;

export async function runHistory({ vault, access, route }: FhirCall): Promise<FhirAnswer> {
  const { type, id, pairs } = route;
  if (id === undefined || type === 'Patient')
    throw new FhirProblem(
      405,
      'not-supported',
      'A history is of one resource that is one item: Observation/id/_history. What changed of a kind is found by _lastUpdated.',
    );
  const since = pairs.find(([name]) => name === '_since')?.[1];
  const count = pairs.find(([name]) => name === '_count')?.[1];
  const limit = /^\d{1,6}$/.test(count ?? '') ? Number(count) : vault.limits.fhirPageMax;
  const versions = await vault.store.read(db =>
    readHistory(db, vault, access, {
      ...{ type, id },
      limit: Math.max(1, Math.min(limit, vault.limits.fhirPageMax)),
      since: since === undefined ? 0 : readDate(since, '_since').span.from,
    }),
  );
  noteRead(
    vault,
    access.grant,
    versions.map(({ thing }) => thing),
  );
  const { baseUrl } = access;
  const own = `${type}/${id}`;
  const links = [['self', `${baseUrl}/${own}/_history`]] as const;
  const facts = { type: 'history', baseUrl, total: versions.length, links, now: vault.clock.now() } as const;
  return {
    status: 200,
    resource: printBundle(
      facts,
      versions.map(({ resource, versionId, updatedAt, action }) => ({
        resource,
        request: { method: methods[action], url: action === 'Created' ? type : own },
        response: {
          status: action === 'Created' ? '201' : action === 'Deleted' ? '204' : '200',
          etag: `W/"${versionId}"`,
          lastModified: new Date(updatedAt).toISOString(),
        },
      })),
    ),
  };
}
