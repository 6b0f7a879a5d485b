// Text of JSON as a resource: well formed, no deeper than it may be, and of a kind. What it says is judged by the mappings.
import { FhirProblem } from '../../core/fhir/problem.ts';
import { isObject, type Resource } from '../../core/fhir/values.ts';
import { dropEndpoints } from './study-endpoint.ts';

/** Elements within elements: no resource of FHIR comes near. */
export const depthMax = 64;

/** @throws FhirProblem */
export function readJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FhirProblem(400, 'structure', 'The body is not UTF-8.');
  }
  demandShallow(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new FhirProblem(400, 'structure', 'The body is not well-formed JSON.');
  }
}

/** Of what did not come as a body of its own. */
export function isWithinDepth(value: unknown, levels = depthMax): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every(one => isWithinDepth(one, levels - 1));
}

/** @throws FhirProblem */
export function demandResource(value: unknown): Resource {
  if (!isObject(value)) throw new FhirProblem(400, 'structure', 'A resource is a JSON object.');
  const { resourceType, id } = value;
  if (typeof resourceType !== 'string' || !/^[A-Z][A-Za-z]{1,63}$/.test(resourceType))
    throw new FhirProblem(400, 'structure', 'The body says no resourceType of FHIR.', 'resourceType');
  if (id !== undefined && (typeof id !== 'string' || !/^[A-Za-z0-9\-.]{1,64}$/.test(id)))
    throw new FhirProblem(
      400,
      'value',
      'An id is of letters, digits, - and ., 64 at most.',
      `${resourceType}.id`,
    );
  return dropEndpoints(value as Resource);
}

/** Before it is parsed, and by looking at each character once. */
function demandShallow(text: string): void {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inText) {
      if (c === backslash) i++;
      else if (c === quote) inText = false;
    } else if (c === quote) inText = true;
    else if (c === brace || c === bracket) {
      depth++;
      if (depth > depthMax)
        throw new FhirProblem(400, 'too-costly', `The body has more than ${depthMax} levels of elements.`);
    } else if (c === brace + 2 || c === bracket + 2) depth--;
  }
}

const [quote, backslash, brace, bracket] = [0x22, 0x5c, 0x7b, 0x5b];
