// The answer to a write: the resource as it is now, as much of it as was preferred.

import type { FoundPatient } from '../../core/fhir/patient.ts';
import { type FoundOne, isShown } from '../../core/fhir/read.ts';
import { isOpen } from '../../core/fhir/resources.ts';
import type { Resource } from '../../core/fhir/values.ts';
import type { FhirAnswer, FhirCall } from './call.ts';
import { printOutcome } from './outcome.ts';

export function answerWritten(call: FhirCall, found: FoundOne, status: 200 | 201): FhirAnswer {
  const { resource, thing } = found;
  const { versionStamp: versionId, updated } = thing;
  const { access, vault, prefer } = call;
  const shown = isShown(found, access, vault.clock.now()) ? prefer : minimal(prefer);
  return answer({ ...call, prefer: shown }, { resource, versionId, updatedAt: updated.at, status });
}

export function answerPatient(call: FhirCall, { resource, updatedAt }: FoundPatient): FhirAnswer {
  const { versionId } = resource.meta as { versionId: string };
  const { access, vault, prefer } = call;
  const shown = isOpen(resource, access, 'r', vault.clock.now()) ? prefer : minimal(prefer);
  return answer({ ...call, prefer: shown }, { resource, versionId, updatedAt, status: 200 });
}

/** Who may write and not read is told where it is. */
function minimal(prefer: FhirCall['prefer']): FhirCall['prefer'] {
  return { ...prefer, return: 'minimal' };
}

interface Written {
  readonly resource: Resource;
  readonly versionId: string;
  readonly updatedAt: number;
  readonly status: 200 | 201;
}

function answer({ prefer }: FhirCall, { resource, versionId, updatedAt, status }: Written): FhirAnswer {
  const facts = {
    status,
    versionId,
    lastModified: updatedAt,
    location: `${resource.resourceType}/${resource.id}/_history/${versionId}`,
  };
  if (prefer.return === 'minimal') return facts;
  if (prefer.return === 'representation') return { ...facts, resource };
  const text = status === 201 ? 'It was created.' : 'It is as it was sent.';
  return { ...facts, resource: printOutcome([{ severity: 'information', kind: 'informational', text }]) };
}
