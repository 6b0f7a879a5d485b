// The versions of one resource, the last first; of more than one in history-of.ts.
import { noteRead } from '../../../core/audit/reads.ts';
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
  const versions = await vault.store.read(db => readHistory(db, vault, access, { type, id, limit, since }));
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
