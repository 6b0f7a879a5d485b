// $validate: would the resource be taken?

import { FhirProblem } from '../../../core/fhir/problem.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import { tryResource } from '../../../core/fhir/write.ts';
import { demandBody, type FhirAnswer, type FhirCall } from '../call.ts';
import { asProblem, printOutcome } from '../outcome.ts';

export async function runValidate(call: FhirCall): Promise<FhirAnswer> {
  const { access, route } = call;
  const resource = findResource(call);
  try {
    if (resource.resourceType !== route.type)
      throw new FhirProblem(
        422,
        'invalid',
        `The address is of ${route.type}, and the resource is another kind.`,
        'resourceType',
      );
    tryResource(resource, access);
  } catch (error) {
    const problem = asProblem(error);
    if (!problem) throw error;
    const { kind, message: text, expression } = problem;
    return { status: 200, resource: printOutcome([{ severity: 'error', kind, text, expression }]) };
  }
  const text = 'It would be taken as it is.';
  return { status: 200, resource: printOutcome([{ severity: 'information', kind: 'informational', text }]) };
}

/** By itself, or within Parameters. */
function findResource(call: FhirCall): Resource {
  const { body } = call;
  if (body?.resourceType !== 'Parameters') return body ?? demandBody(call);
  const parameters = Array.isArray(body.parameter) ? body.parameter : [];
  const own: unknown = parameters.find(one => isObject(one) && one.name === 'resource');
  if (isObject(own) && isObject(own.resource) && typeof own.resource.resourceType === 'string')
    return own.resource as Resource;
  throw new FhirProblem(
    400,
    'required',
    'The Parameters hold no resource under the name resource.',
    'Parameters.parameter',
  );
}
