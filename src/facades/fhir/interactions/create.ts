// Create, and create where there is none yet: If-None-Exist names a search.

import { noteRead } from '../../../core/audit/reads.ts';
import { demandScope } from '../../../core/fhir/access.ts';
import { makePatient } from '../../../core/fhir/patient.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import { createResource } from '../../../core/fhir/write.ts';
import { updatePatient } from '../../../core/fhir/write-patient.ts';
import { demandBody, type FhirAnswer, type FhirCall, write } from '../call.ts';
import { findMeant, findMeantResource } from './meant.ts';
import { answerPatient, answerWritten } from './written.ts';

export async function runCreate(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, conditions } = call;
  const resource = demandBody(call);
  if (resource.resourceType === 'Patient') return createPatient(call, resource);
  return write(call, async db => {
    const { ifNoneExist } = conditions;
    const there = ifNoneExist === undefined ? undefined : await findMeant(call, db, ifNoneExist);
    if (there) return answerWritten(call, there, 200);
    return answerWritten(call, await createResource(db, vault, access, resource), 201);
  });
}

/** A record has one, which says nothing at first. In a transaction whoever names it means the one that there is. */
async function createPatient(call: FhirCall, resource: Resource): Promise<FhirAnswer> {
  const { vault, access, conditions } = call;
  demandScope(access, 'Patient', 'c');
  return write(call, async db => {
    const { patientId: id } = access;
    const there = await makePatient(db, access);
    const { ifNoneExist } = conditions;
    const isMeant = ifNoneExist !== undefined && (await findMeantResource(call, db, ifNoneExist));
    if (there.things.length === 0 && !isMeant) {
      const made = await updatePatient(db, vault, access, { id, resource, ifMatch: undefined });
      return { ...answerPatient(call, made), status: 201 };
    }
    if (call.db || isMeant) {
      const told = answerPatient(call, there);
      // It was not sent just now: whoever is shown it has read it.
      if (told.resource === there.resource) noteRead(vault, access.grant, there.things);
      return told;
    }
    throw new FhirProblem(409, 'duplicate', 'The record has its one Patient. Read it, and update that.');
  });
}
