// What tests say by FHIR, and what comes back.
import { givenSmartToken, type SmartGiven, type SmartToken } from './given-smart.ts';
import type { TestServer } from './server.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into resources as they come
export type AnyResource = any;

export interface FhirReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where there is no JSON. */
  readonly body: AnyResource;
}

export interface FhirClient extends SmartToken {
  readonly base: string;
  readonly patient: { readonly reference: string };
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<FhirReply>;
  get(path: string, headers?: Record<string, string>): Promise<FhirReply>;
  /** The resources that a search found. */
  find(path: string): Promise<AnyResource[]>;
  /** Creates a resource, which must go well. */
  add(resource: object): Promise<AnyResource>;
}

export async function givenFhirClient(
  server: TestServer,
  given: Partial<SmartGiven> = {},
): Promise<FhirClient> {
  const token = await givenSmartToken(server, { scopes: 'patient/*.cruds', ...given });
  const base = `${server.shellUrl}/fhir/r4`;
  const send: FhirClient['send'] = async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string';
    const reply = await fetch(/^https?:/.test(path) ? path : `${base}/${path}`, {
      method,
      headers: {
        ...token.headers,
        ...(body !== undefined && { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = text !== '' && /[/+]json/.test(reply.headers.get('content-type') ?? '');
    return {
      status: reply.status,
      headers: reply.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };
  const patient = { reference: `Patient/${token.recordId}` };
  return {
    ...token,
    ...{ base, patient, send },
    get: (path, headers) => send('GET', path, undefined, headers),
    async find(path) {
      const { status, body } = await send('GET', path);
      if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
      return (body.entry ?? []).map((entry: AnyResource) => entry.resource);
    },
    async add(resource) {
      const { status, body } = await send('POST', (resource as AnyResource).resourceType, resource);
      if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
      return body;
    },
  };
}

/** A weight of a day, as applications write it. */
export function makeWeight(day: string, kg = 70): object {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
    code: {
      coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }],
      text: 'Body weight',
    },
    effectiveDateTime: `${day}T08:00:00Z`,
    valueQuantity: { value: kg, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  };
}
