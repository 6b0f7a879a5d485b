// What was read as a resource: no deeper and no larger than one may be, and of a kind. What it says is judged by the mappings.
import type { fhirLimits } from '../../core/fhir/limits.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { isObject, type Resource } from '../../core/fhir/values.ts';
import { dropEndpoints } from './study-endpoint.ts';

/** Elements within elements: no resource of FHIR comes near. */
export const depthMax = 64;

type Modest = Pick<typeof fhirLimits, 'fhirResourceNodesMax' | 'fhirNamesMax' | 'fhirResourceTextMax'>;

/** What resources, or parts of them, are made of. */
export class Measure {
  /** Objects, lists and values. */
  nodes = 0;
  characters = 0;
  /** Of those, base64 under the name that attachments and Binaries have it by. */
  base64 = 0;
  readonly #namesMax: number;

  constructor({ fhirNamesMax }: Pick<Modest, 'fhirNamesMax'>) {
    this.#namesMax = fhirNamesMax;
  }

  /** @throws FhirProblem where it has more levels, or an object more names, than it may have */
  add(value: unknown, levels = depthMax): void {
    this.nodes++;
    if (typeof value === 'string') this.characters += value.length;
    if (typeof value !== 'object' || value === null) return;
    if (levels <= 0)
      throw new FhirProblem(422, 'too-costly', `A resource has at most ${depthMax} levels of elements.`);
    if (Array.isArray(value)) for (const one of value) this.add(one, levels - 1);
    else this.#addObject(value, levels - 1);
  }

  #addObject(value: object, levels: number): void {
    let names = 0;
    for (const name in value) {
      if (++names > this.#namesMax)
        throw new FhirProblem(422, 'too-costly', `An object has at most ${this.#namesMax} names.`);
      const one = (value as Record<string, unknown>)[name];
      this.characters += name.length;
      if (name === 'data' && typeof one === 'string' && !notBase64.test(one)) this.base64 += one.length;
      this.add(one, levels);
    }
  }
}

const notBase64 = /[^A-Za-z0-9+/=\s]/;

/** Each resource of a Bundle by itself. @throws FhirProblem where one is larger than it may be */
export function demandModest(resource: Resource, limits: Modest): void {
  const { resourceType, entry } = resource;
  const isBundle = resourceType === 'Bundle' && Array.isArray(entry);
  for (const one of isBundle ? entry : [{ resource }]) {
    const measure = new Measure(limits);
    measure.add(isObject(one) ? one.resource : undefined, depthMax + 1);
    if (measure.nodes > limits.fhirResourceNodesMax)
      throw tooLarge(`${limits.fhirResourceNodesMax} elements`);
    if (measure.characters - measure.base64 > limits.fhirResourceTextMax)
      throw tooLarge(`${limits.fhirResourceTextMax} characters, beside the data of its attachments`);
  }
}

function tooLarge(most: string): FhirProblem {
  return new FhirProblem(
    413,
    'too-costly',
    `A resource has at most ${most}. Send a large document as a Binary.`,
  );
}

/** @throws FhirProblem */
export function demandResource(value: unknown, limits: Modest): Resource {
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
  demandModest(value as Resource, limits);
  return dropEndpoints(value as Resource);
}
