// The versions of one resource, the last first; of more than one in history-of.ts.
import { noteRead } from '../../../core/audit/reads.ts';
import { findDeleted } from '../../../core/fhir/lines.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { readHistory } from '../../../core/fhir/read.ts';
import { printBundle } from '../bundle.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';
import { readSpan, runHistoryOf, tellVersion } from './history-of.ts';

export async function runHistory(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, route } = call;
  const { type, id, pairs } = route;
  if (type === 'Patient')
    throw new FhirProblem(
      405,
      'not-supported',
      'A Patient is made of several items and has no history of its own. Read it as it is now.',
    );
  if (id === undefined) return runHistoryOf(call);
  const { since, count: limit } = readSpan(pairs, vault.limits);
  const versions = await vault.store.read(async db => {
    try {
      return await readHistory(db, vault, access, { type, id, limit, since });
    } catch (error) {
      // Of what was deleted no more is told than that it was.
      const isMissing = error instanceof FhirProblem && error.status === 404;
      const gone = isMissing && (await findDeleted(db, vault, access, { type, id, permission: 'Read' }));
      if (!gone) throw error;
      return gone.updatedAt < since ? [] : [gone];
    }
  });
  noteRead(
    vault,
    access.grant,
    versions.map(({ thing }) => thing),
  );
  const { baseUrl } = access;
  const links = [['self', `${baseUrl}/${type}/${id}/_history`]] as const;
  const facts = { type: 'history', baseUrl, total: versions.length, links, now: vault.clock.now() } as const;
  const entries = versions.map(({ resource, ...version }) => ({
    resource,
    ...tellVersion(version, type, id),
  }));
  return { status: 200, resource: printBundle(facts, entries) };
}
