// Update of one by its id, or of the one that a search means.
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { prepareCreate, prepareUpdate, type Ready } from '../../../core/fhir/write.ts';
import { preparePatient } from '../../../core/fhir/write-patient.ts';
import type { Reader } from '../../../core/store.ts';
import { demandBody, type FhirAnswer, type FhirCall, readEntityTag } from '../call.ts';
import { change, type Step } from '../change.ts';
import { printQuery } from '../route.ts';
import { findMeantResource, identify } from './meant.ts';

export function runUpdate(call: FhirCall): Promise<FhirAnswer> {
  return change(call, db => makeUpdate(call, db));
}

export async function makeUpdate(call: FhirCall, db: Reader): Promise<Step> {
  const { vault, access, conditions, route, within } = call;
  const resource = demandBody(call);
  const ifMatch = readEntityTag(conditions.ifMatch, 'If-Match');
  const { id, type } = route;
  if (id !== undefined && resource.id !== id)
    throw new FhirProblem(
      400,
      'invalid',
      'The id of the resource is to be that of the address.',
      `${type}.id`,
    );
  if (type === 'Patient') {
    const own = id ?? (await findMeantResource(call, db, printQuery(route.pairs)))?.id;
    if (own === undefined)
      throw new FhirProblem(
        409,
        'duplicate',
        'The condition finds nothing, and the record has its one Patient.',
      );
    const writes = await preparePatient(db, vault, access, { id: own, resource, ifMatch });
    return { isConditional: true, writes, expected: resource, told: { patient: 200 } };
  }
  if (id !== undefined) {
    const ready = await prepareUpdate(db, vault, access, { id, resource, ifMatch }, within);
    return tell(ready, type, { isConditional: false, status: 200 });
  }
  const { there, newId } = within?.identity ?? (await identify(call, db, printQuery(route.pairs)));
  if (!there) {
    const ready = await prepareCreate(db, vault, access, { newId, resource }, within);
    return tell(ready, type, { isConditional: true, status: 201 });
  }
  const own = there.resource.id ?? '';
  if (resource.id !== undefined && resource.id !== own)
    throw new FhirProblem(
      400,
      'invalid',
      'The condition means another resource than the one the body names.',
      `${type}.id`,
    );
  const sent = { id: own, resource: { ...resource, id: own }, ifMatch };
  const ready = await prepareUpdate(db, vault, access, sent, within);
  return tell(ready, type, { isConditional: true, status: 200 });
}

export function tell(
  { write, id, resource }: Ready,
  type: string,
  { isConditional, status }: { readonly isConditional: boolean; readonly status: 200 | 201 },
): Step {
  return { isConditional, writes: [write], expected: resource, told: { type, id, status } };
}
