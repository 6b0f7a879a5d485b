// Patient/$summary: the International Patient Summary of the record.
import { noteRead } from '../../../core/audit/reads.ts';
import { readSummary } from '../../../core/fhir/summary.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';

export async function runSummary({ vault, access, route }: FhirCall): Promise<FhirAnswer> {
  const id = route.id ?? access.patientId;
  const { resource, things } = await readSummary(vault, access, id);
  noteRead(vault, access.grant, things);
  return { status: 200, resource };
}
