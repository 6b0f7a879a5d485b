// Delete of one by its id, or of the one that a search means. Deleted things stay in the bin of the record.

import { findDeleted } from '../../../core/fhir/lines.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { deleteResource } from '../../../core/fhir/write.ts';
import type { Writer } from '../../../core/store.ts';
import { type FhirAnswer, type FhirCall, readEntityTag, write } from '../call.ts';
import { printQuery } from '../route.ts';
import { findMeant } from './meant.ts';

export async function runDelete(call: FhirCall): Promise<FhirAnswer> {
  const { conditions, route } = call;
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
    if (id !== undefined) await deleteOnce(db, call, { type, id, ifMatch });
    return { status: 204 };
  });
}

/** What was deleted before stays so. */
async function deleteOnce(
  db: Writer,
  { vault, access }: FhirCall,
  asked: { readonly type: string; readonly id: string; readonly ifMatch: string | undefined },
): Promise<void> {
  try {
    await deleteResource(db, vault, access, asked);
  } catch (error) {
    const isMissing = error instanceof FhirProblem && error.status === 404;
    if (!isMissing || !(await findDeleted(db, vault, access, { ...asked, permission: 'Delete' })))
      throw error;
  }
}
