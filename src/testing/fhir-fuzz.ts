// Hostile requests of FHIR, by a seed: resources as JSON and XML that are nearly right, searches of anything, conditions and patches.
// Each must be answered in time, by something other than 500, and what refuses is an OperationOutcome.
import { parametersOf } from '../core/fhir/parameters.ts';
import type { AnyResource, FhirClient } from './fhir-client.ts';
import { makeText, mangle, sample, values } from './fhir-mangle.ts';
import { Random } from './fuzz/random.ts';

export interface FuzzFinding {
  readonly request: string;
  readonly problem: string;
}

/** A request takes so long at most; under load a machine may be slow. */
const slowMs = 5000;

export async function fuzzFhir(
  client: FhirClient,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<{ findings: FuzzFinding[]; statuses: Record<number, number> }> {
  const random = new Random(seed);
  const findings: FuzzFinding[] = [];
  const statuses: Record<number, number> = {};
  const known: string[] = [];
  for (let i = 0; i < count; i++) {
    const asked = makeRequest(random, known);
    const started = performance.now();
    const reply = await client.send(asked.method, asked.path, asked.body, asked.headers);
    const took = performance.now() - started;
    statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
    const request = JSON.stringify(asked).slice(0, 2000);
    if (reply.status >= 500) findings.push({ request, problem: `answered ${reply.status}` });
    if (took > slowMs) findings.push({ request, problem: `took ${took.toFixed(0)} ms` });
    const isOutcome = /OperationOutcome/.test(reply.text);
    if (reply.status >= 400 && asked.method !== 'HEAD' && !isOutcome)
      findings.push({ request, problem: `answered ${reply.status} without an outcome` });
    if (reply.status === 201 && reply.body?.id) known.push(`${reply.body.resourceType}/${reply.body.id}`);
    if (known.length > 50) known.shift();
  }
  return { findings, statuses };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers: Record<string, string>;
}

function makeRequest(random: Random, known: readonly string[]): Asked {
  const one = known.length > 0 && random.chance(0.8) ? random.pick(known) : `Observation/${makeText(random)}`;
  const [type = 'Observation'] = one.split('/');
  switch (random.below(8)) {
    case 0:
      return {
        method: 'GET',
        path: `${random.pick(kinds)}?${makeQuery(random)}`,
        headers: makeHeaders(random),
      };
    case 1: {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return { method: 'POST', path: `${random.pick(kinds)}/_search`, body: makeQuery(random), headers };
    }
    case 2:
      return {
        method: 'PUT',
        path: one,
        body: mangleText(random, JSON.stringify(mangle(random, sample(random)))),
        headers: makeHeaders(random),
      };
    case 3: {
      const headers = { 'content-type': 'application/json-patch+json', ...makeHeaders(random) };
      return { method: 'PATCH', path: one, body: JSON.stringify(makePatch(random)), headers };
    }
    case 4: {
      const headers = { 'content-type': 'application/fhir+xml', ...makeHeaders(random) };
      return { method: 'POST', path: type, body: mangleText(random, makeXml(random)), headers };
    }
    case 5:
      return {
        method: 'POST',
        path: '',
        body: JSON.stringify(makeBundle(random)),
        headers: makeHeaders(random),
      };
    case 6:
      return {
        method: random.pick(['GET', 'HEAD', 'DELETE', 'GET', 'GET']),
        path: random.pick([
          one,
          `${one}/_history`,
          `${one}/_history/x`,
          `${one}/$validate`,
          encodeURIComponent(makeText(random)),
        ]),
        headers: makeHeaders(random),
      };
    default: {
      const resource = mangle(random, sample(random));
      return {
        method: 'POST',
        path: String(resource.resourceType ?? type).slice(0, 200),
        body: JSON.stringify(resource),
        headers: makeHeaders(random),
      };
    }
  }
}

const kinds = [...parametersOf.keys(), 'Nothing'];

function makeQuery(random: Random): string {
  const count = random.below(6);
  return Array.from({ length: count }, () => {
    const own = parametersOf.get(random.pick(kinds)) ?? [];
    const name = random.pick([
      ...own.map(({ name }) => name),
      ...[
        '_id',
        '_lastUpdated',
        '_count',
        '_sort',
        '_include',
        '_revinclude',
        '_elements',
        '_summary',
        '_total',
        '_cursor',
        '_has:x:y:z',
      ],
      makeText(random),
    ]);
    const modifier = random.pick([
      '',
      '',
      '',
      ':not',
      ':missing',
      ':exact',
      ':contains',
      ':Patient.name',
      '.name',
      ':x',
    ]);
    const value = random.pick([
      ...[
        'a|b',
        '|',
        'true',
        'ge2026',
        'lt2026-01-01T00:00',
        'ap0001',
        '5.4||mg',
        '1e400',
        'Patient/x',
        '-date',
        'Provenance:target',
        '*',
      ],
      ...[
        'count',
        'accurate',
        makeText(random),
        Array.from({ length: random.below(60) }, () => makeText(random)).join(','),
      ],
    ]);
    return random.chance(0.1)
      ? `${name}${modifier}=${value}`.replace(/[\u0000 #]/g, '')
      : `${encodeURIComponent(name + modifier)}=${encodeURIComponent(value)}`;
  })
    .join('&')
    .replace(/[^\x21-\x7e]/g, '');
}

function makeHeaders(random: Random): Record<string, string> {
  const all: Record<string, string> = {};
  if (random.chance(0.2))
    all.accept = random.pick([
      'application/fhir+xml',
      'text/html',
      '*/*;q=0',
      'application/fhir+json; fhirVersion=5.0',
      ',',
    ]);
  if (random.chance(0.2))
    all.prefer = random.pick(['return=minimal', 'handling=strict', 'respond-async', '=']);
  if (random.chance(0.2)) all['if-match'] = random.pick(['W/"x"', 'x', '*', '""']);
  if (random.chance(0.1)) all['if-none-match'] = random.pick(['*', 'W/"x"']);
  if (random.chance(0.1)) all['if-modified-since'] = random.pick(['now', 'Sun, 29 Nov 2026 10:00:00 GMT']);
  if (random.chance(0.2)) all['if-none-exist'] = makeQuery(random).slice(0, 2000);
  if (random.chance(0.05))
    all['content-type'] = random.pick([
      'text/plain',
      'application/fhir+json; charset=utf-16',
      'x',
      'application/xml',
    ]);
  return all;
}

function makePatch(random: Random): unknown {
  const paths = [
    '/status',
    '/code/text',
    '/note/-',
    '',
    '/',
    '/a/b',
    '/__proto__/x',
    '/valueQuantity/value',
    '/code/coding/0',
  ];
  if (random.chance(0.1)) return random.pick(values);
  return Array.from({ length: random.below(4) + 1 }, () => ({
    op: random.pick(['add', 'replace', 'remove', 'copy', 'move', 'test', 'x']),
    path: random.pick(paths),
    ...(random.chance(0.7) && { value: random.pick(values) }),
    ...(random.chance(0.4) && { from: random.pick(paths) }),
  }));
}

function makeBundle(random: Random): AnyResource {
  const entry = Array.from({ length: random.below(5) }, () => {
    const resource = mangle(random, sample(random));
    return {
      fullUrl: random.pick(['urn:uuid:1', 'urn:uuid:2', 'urn:uuid:3', '']),
      resource,
      request: {
        method: random.pick(['POST', 'PUT', 'GET', 'DELETE', 'PATCH', 'X']),
        url: random.pick([
          String(resource.resourceType),
          `Observation?${makeQuery(random)}`,
          'Observation/1',
          '',
          '/',
          makeText(random),
        ]),
        ...(random.chance(0.3) && { ifNoneExist: makeQuery(random) }),
      },
    };
  });
  const bundle = {
    resourceType: 'Bundle',
    type: random.pick(['batch', 'transaction', 'transaction', 'x']),
    entry,
  };
  return random.chance(0.2) ? mangle(random, bundle) : bundle;
}

function makeXml(random: Random): string {
  const day = `2026-0${1 + random.below(9)}-01`;
  return `<?xml version="1.0"?><Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><coding><system value="http://loinc.org"/><code value="29463-7"/></coding><text value="a &amp; b"/></code><effectiveDateTime value="${day}"/><valueQuantity><value value="70"/><unit value="kg"/><system value="http://unitsofmeasure.org"/><code value="kg"/></valueQuantity></Observation>`;
}

function mangleText(random: Random, text: string): string {
  if (random.chance(0.5)) return text;
  const at = random.below(text.length + 1);
  const part = random.pick([
    '',
    '<',
    '>',
    '"',
    '{',
    '}',
    '\u0000',
    '<!DOCTYPE x>',
    '<!--',
    ']]>',
    '&e;',
    '['.repeat(200),
    '<a>'.repeat(200),
  ]);
  return text.slice(0, at) + part + text.slice(at + random.below(6));
}
