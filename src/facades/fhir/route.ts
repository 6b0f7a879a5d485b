// What a request of FHIR asks for, by its method and address alone. Pure.
import { listResourceKinds } from '../../core/fhir/elements.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import type { Pairs } from '../../core/fhir/query.ts';

/** Each is in the authorisation matrix: src/testing/matrix/fhir-rules.ts. */
export const routeKinds = [
  'capabilities',
  'batch',
  'search',
  'read',
  'vread',
  'history',
  'create',
  'update',
  'patch',
  'delete',
  'everything',
  'summary',
  'validate',
  'subscription-status',
  'subscription-events',
  'export',
  'export-status',
  'export-file',
] as const;
export type RouteKind = (typeof routeKinds)[number];

export interface Route {
  readonly kind: RouteKind;
  /** A kind of resource, where there is one. */
  readonly type: string;
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly pairs: Pairs;
  /** The kinds of a compartment: `Patient/1/Observation`. */
  readonly compartment: string | undefined;
}

/** As FHIR has ids. */
const idForm = /^[A-Za-z0-9\-.]{1,64}$/;

/**
 * @param path below the base, without the slash before it, as it was sent
 * @throws FhirProblem
 */
export function readRoute(method: string, path: string, query: string): Route {
  const parts = path
    .split('/')
    .filter(part => part !== '')
    .map(decode);
  const route = routeOf(method === 'HEAD' ? 'GET' : method, parts);
  return { ...none, ...route, pairs: readPairs(query) };
}

const none: Omit<Route, 'kind'> = {
  type: '',
  id: undefined,
  version: undefined,
  pairs: [],
  compartment: undefined,
};

type Found = Partial<Route> & Pick<Route, 'kind'>;

function routeOf(method: string, parts: readonly string[]): Found {
  const [first] = parts;
  if (first === undefined) return atBase(method);
  if (first === 'metadata' && parts.length === 1) return onlyBy(method, ['GET'], { kind: 'capabilities' });
  if (first === '$export-status' && parts.length === 2)
    return onlyBy(method, ['GET', 'DELETE'], { kind: 'export-status', id: parts[1] });
  if (first === '$export-file' && parts.length === 3)
    return onlyBy(method, ['GET'], { kind: 'export-file', id: parts[1], type: parts[2] ?? '' });
  if (first.startsWith('$') || first === '_history') return operation(method, '', undefined, parts);
  if (!listResourceKinds().has(first)) throw notFound();
  return atType(method, first, parts.slice(1));
}

function atBase(method: string): Found {
  if (method === 'POST') return { kind: 'batch' };
  throw new FhirProblem(
    method === 'GET' ? 400 : 405,
    'not-supported',
    'Here a Bundle of a batch or transaction is sent by POST. A search names a kind of resource, as in Observation?code=….',
  );
}

function atType(method: string, type: string, parts: readonly string[]): Found {
  const [id, next, last] = parts;
  if (id === undefined)
    return byMethod(method, {
      GET: { kind: 'search', type },
      POST: { kind: 'create', type },
      PUT: { kind: 'update', type },
      PATCH: { kind: 'patch', type },
      DELETE: { kind: 'delete', type },
    });
  if (id === '_search' && parts.length === 1) return onlyBy(method, ['POST'], { kind: 'search', type });
  if (id.startsWith('$') || id === '_history') return operation(method, type, undefined, parts);
  if (!idForm.test(id)) throw notFound();
  if (next === undefined)
    return byMethod(method, {
      GET: { kind: 'read', type, id },
      PUT: { kind: 'update', type, id },
      PATCH: { kind: 'patch', type, id },
      DELETE: { kind: 'delete', type, id },
    });
  if (next === '_history' && last !== undefined && parts.length === 3 && idForm.test(last))
    return onlyBy(method, ['GET'], { kind: 'vread', type, id, version: last });
  if (next.startsWith('$') || next === '_history') return operation(method, type, id, parts.slice(1));
  if (
    type === 'Patient' &&
    listResourceKinds().has(next) &&
    (last === undefined || last === '_search') &&
    parts.length <= 3
  )
    return onlyBy(method, [last === undefined ? 'GET' : 'POST'], {
      kind: 'search',
      type: next,
      compartment: id,
    });
  throw notFound();
}

function operation(method: string, type: string, id: string | undefined, parts: readonly string[]): Found {
  const [name] = parts;
  const isAlone = parts.length === 1;
  if (name === '_history' && isAlone) return onlyBy(method, ['GET'], { kind: 'history', type, id });
  if (name === '$validate' && isAlone && type !== '')
    return onlyBy(method, ['POST'], { kind: 'validate', type, id });
  if (name === '$export' && isAlone && id === undefined && (type === '' || type === 'Patient'))
    return onlyBy(method, ['GET'], { kind: 'export', type });
  if (name === '$everything' && isAlone && type === 'Patient')
    return onlyBy(method, ['GET', 'POST'], { kind: 'everything', type, id });
  if (name === '$summary' && isAlone && type === 'Patient')
    return onlyBy(method, ['GET', 'POST'], { kind: 'summary', type, id });
  if (name === '$status' && isAlone && type === 'Subscription')
    return onlyBy(method, ['GET', 'POST'], { kind: 'subscription-status', type, id });
  if (name === '$events' && isAlone && type === 'Subscription' && id !== undefined)
    return onlyBy(method, ['GET', 'POST'], { kind: 'subscription-events', type, id });
  throw new FhirProblem(
    name === '_history' ? 404 : 400,
    'not-supported',
    'There is no such operation here. The CapabilityStatement at metadata lists those there are.',
  );
}

function byMethod(method: string, found: Readonly<Record<string, Found>>): Found {
  const one = Object.hasOwn(found, method) ? found[method] : undefined;
  if (!one) throw wrongMethod(Object.keys(found));
  return one;
}

function onlyBy(method: string, methods: readonly string[], found: Found): Found {
  if (!methods.includes(method)) throw wrongMethod(methods);
  return found;
}

function wrongMethod(methods: readonly string[]): FhirProblem {
  return new FhirProblem(405, 'not-supported', `This address takes ${methods.join(', ')}.`);
}

function notFound(): FhirProblem {
  return new FhirProblem(
    404,
    'not-found',
    'There is nothing at this address. Addresses begin with a kind of resource of FHIR R4: Observation, Observation/id or Observation?code=….',
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notFound();
  }
}

/** Of an address, or a form, which are counted before they are taken apart. @throws FhirProblem */
export function readPairs(query: string, max = Number.POSITIVE_INFINITY): [string, string][] {
  if (query === '') return [];
  const parts = Number.isFinite(max) ? query.split('&', max + 1) : query.split('&');
  if (parts.length > max)
    throw new FhirProblem(400, 'too-costly', `A form has at most ${max} parameters here.`);
  return parts
    .filter(part => part !== '')
    .map(part => {
      const at = part.indexOf('=');
      const [name, value] = at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      try {
        return [
          decodeURIComponent(name.replaceAll('+', ' ')),
          decodeURIComponent(value.replaceAll('+', ' ')),
        ];
      } catch {
        throw new FhirProblem(
          400,
          'invalid',
          'A parameter is not encoded as addresses are: % and two digits, in UTF-8.',
        );
      }
    });
}

/** As it stood in the address, for a condition. */
export function printQuery(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
