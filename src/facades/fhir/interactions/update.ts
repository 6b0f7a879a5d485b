// Update of one by its id, or of the one that a search means.
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { createResource, updateResource } from '../../../core/fhir/write.ts';
import { updatePatient } from '../../../core/fhir/write-patient.ts';
import { demandBody, type FhirAnswer, type FhirCall, readEntityTag, write } from '../call.ts';
import { printQuery } from '../route.ts';
import { findMeant, findMeantResource } from './meant.ts';
import { answerPatient, answerWritten } from './written.ts';

export async function runUpdate(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, conditions, route } = call;
  const resource = demandBody(call);
  const ifMatch = readEntityTag(conditions.ifMatch, 'If-Match');
  const { id } = route;
  if (id !== undefined && resource.id !== id)
    throw new FhirProblem(
      400,
      'invalid',
      'The id of the resource is to be that of the address.',
      `${route.type}.id`,
    );
  return write(call, async db => {
    if (route.type === 'Patient') {
      const own = id ?? (await findMeantResource(call, db, printQuery(route.pairs)))?.id;
      if (own === undefined)
        throw new FhirProblem(
          409,
          'duplicate',
          'The condition finds nothing, and the record has its one Patient.',
        );
      return answerPatient(call, await updatePatient(db, vault, access, { id: own, resource, ifMatch }));
    }
    if (id !== undefined)
      return answerWritten(call, await updateResource(db, vault, access, { id, resource, ifMatch }), 200);
    const there = await findMeant(call, db, printQuery(route.pairs));
    if (!there) return answerWritten(call, await createResource(db, vault, access, resource), 201);
    const own = there.resource.id ?? '';
    if (resource.id !== undefined && resource.id !== own)
      throw new FhirProblem(
        400,
        'invalid',
        'The condition means another resource than the one the body names.',
        `${route.type}.id`,
      );
    const change = { id: own, resource: { ...resource, id: own }, ifMatch };
    return answerWritten(call, await updateResource(db, vault, access, change), 200);
  });
}
