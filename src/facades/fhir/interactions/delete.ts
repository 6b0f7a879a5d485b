// Delete of one by its id, or of the one that a search means. Deleted things stay in the bin of the record.

import { findDeleted } from '../../../core/fhir/lines.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { prepareDelete } from '../../../core/fhir/write.ts';
import type { Reader } from '../../../core/store.ts';
import type { Written } from '../../../core/things/write.ts';
import { type FhirAnswer, type FhirCall, readEntityTag } from '../call.ts';
import { change, type Step } from '../change.ts';
import { printQuery } from '../route.ts';
import { findMeant } from './meant.ts';

export function runDelete(call: FhirCall): Promise<FhirAnswer> {
  return change(call, db => makeDelete(call, db));
}

export async function makeDelete(call: FhirCall, db: Reader): Promise<Step> {
  const { conditions, route } = call;
  const { type, pairs } = route;
  if (type === 'Patient')
    throw new FhirProblem(
      422,
      'business-rule',
      'The Patient stands for the record, which its owner alone closes.',
    );
  const ifMatch = readEntityTag(conditions.ifMatch, 'If-Match');
  const isConditional = route.id === undefined;
  const meant = isConditional ? await findMeant(call, db, printQuery(pairs)) : undefined;
  const id = route.id ?? meant?.resource.id;
  const remove = id === undefined ? undefined : await findKept(db, call, { type, id, ifMatch });
  return { isConditional, remove, told: { answer: { status: 204 } } };
}

/** What was deleted before stays so. */
async function findKept(
  db: Reader,
  { vault, access }: FhirCall,
  asked: { readonly type: string; readonly id: string; readonly ifMatch: string | undefined },
): Promise<Written | undefined> {
  try {
    return await prepareDelete(db, vault, access, asked);
  } catch (error) {
    const isMissing = error instanceof FhirProblem && error.status === 404;
    if (!isMissing || !(await findDeleted(db, vault, access, { ...asked, permission: 'Delete' })))
      throw error;
    return undefined;
  }
}
