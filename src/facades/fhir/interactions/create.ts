// Create, and create where there is none yet: If-None-Exist names a search.

import { noteRead } from '../../../core/audit/reads.ts';
import { demandScope } from '../../../core/fhir/access.ts';
import { makePatient } from '../../../core/fhir/patient.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import { prepareCreate } from '../../../core/fhir/write.ts';
import { preparePatient } from '../../../core/fhir/write-patient.ts';
import type { Reader } from '../../../core/store.ts';
import { answerPatient, answerWritten } from '../answers.ts';
import { demandBody, type FhirAnswer, type FhirCall } from '../call.ts';
import { change, type Step } from '../change.ts';
import { findMeantResource, identify } from './meant.ts';

export function runCreate(call: FhirCall): Promise<FhirAnswer> {
  return change(call, db => makeCreate(call, db));
}

export async function makeCreate(call: FhirCall, db: Reader): Promise<Step> {
  const { vault, access, within } = call;
  const resource = demandBody(call);
  const { resourceType: type } = resource;
  if (type === 'Patient') return makePatientCreate(call, db, resource);
  const isConditional = call.conditions.ifNoneExist !== undefined;
  const { there, made, newId } = within?.identity ?? (await identify(call, db, call.conditions.ifNoneExist));
  if (there) {
    const answer = answerWritten(call, there, 200);
    return { isConditional, expected: answer.resource, told: { answer } };
  }
  if (made !== undefined) return { isConditional, told: { type, id: made, status: 200 } };
  const ready = await prepareCreate(db, vault, access, { newId, resource }, within);
  return {
    ...{ isConditional, writes: [ready.write], expected: ready.resource },
    told: { type, id: ready.id, status: 201 },
  };
}

/** A record has one, which says nothing at first. In a transaction whoever names it means the one that there is. */
async function makePatientCreate(call: FhirCall, db: Reader, resource: Resource): Promise<Step> {
  const { vault, access, conditions, within } = call;
  demandScope(access, 'Patient', 'c');
  const { patientId: id } = access;
  if (within?.makesPatient) return { isConditional: true, told: { patient: 200 } };
  const there = await makePatient(db, access);
  const { ifNoneExist } = conditions;
  const isMeant = ifNoneExist !== undefined && (await findMeantResource(call, db, ifNoneExist));
  if (there.things.length === 0 && !isMeant) {
    const writes = await preparePatient(db, vault, access, { id, resource, ifMatch: undefined });
    return { isConditional: true, writes, expected: resource, told: { patient: 201 } };
  }
  if (!within && !isMeant)
    throw new FhirProblem(409, 'duplicate', 'The record has its one Patient. Read it, and update that.');
  const answer = answerPatient(call, there);
  // It was not sent just now: whoever is shown it has read it.
  if (answer.resource === there.resource) noteRead(vault, access.grant, there.things);
  return { isConditional: true, expected: answer.resource, told: { answer } };
}
