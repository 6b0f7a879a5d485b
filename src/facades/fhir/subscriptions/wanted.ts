// What an operation of Subscriptions is asked for, in its address or its body.
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';

type Pairs = readonly (readonly [string, string])[];

export function readWanted(pairs: Pairs): Record<'statuses' | 'ids' | 'urls', string[] | undefined> {
  const all = (...names: string[]) => {
    const values = pairs.filter(([name]) => names.includes(name)).flatMap(([, value]) => value.split(','));
    return values.length > 0 ? values : undefined;
  };
  return { statuses: all('status'), ids: all('id', '_id'), urls: all('url') };
}

/** Of an operation that is asked by POST. */
export function readParameters(body: Resource | undefined): [string, string][] {
  const parameters = Array.isArray(body?.parameter) ? body.parameter.filter(isObject) : [];
  return parameters.flatMap(one => {
    const value = one.valueId ?? one.valueCode ?? one.valueString;
    return typeof one.name === 'string' && typeof value === 'string' ? [[one.name, value]] : [];
  });
}

export function readEventNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text))
    throw new FhirProblem(400, 'value', 'eventsSinceNumber and eventsUntilNumber are numbers of events.');
  return Number(text);
}
