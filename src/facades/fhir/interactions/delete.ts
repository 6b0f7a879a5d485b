// Delete of one by its id, or of the one that a search means. Deleted things stay in the bin of the record.
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { deleteResource } from '../../../core/fhir/write.ts';
import { type FhirAnswer, type FhirCall, readEntityTag, write } from '../call.ts';
import { printQuery } from '../route.ts';
import { findMeant } from './meant.ts';

export async function runDelete(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, conditions, route } = call;
  const { type, pairs } = route;
  if (type === 'Patient')
    throw new FhirProblem(
      422,
      'business-rule',
      'The Patient stands for the record, which its owner alone closes.',
    );
  const ifMatch = readEntityTag(conditions.ifMatch, 'If-Match');
  return write(call, async db => {
    const meant = route.id === undefined ? await findMeant(call, db, printQuery(pairs)) : undefined;
    const id = route.id ?? meant?.resource.id;
    if (id !== undefined) await deleteResource(db, vault, access, { type, id, ifMatch });
    return { status: 204 };
  });
}
