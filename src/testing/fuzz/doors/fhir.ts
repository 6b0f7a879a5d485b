// What is asked of the FHIR door by who means no good: resources as JSON and XML that are nearly right or very large, searches of
// anything, patches, Bundles, conditions. What refuses is an OperationOutcome.
import { fhirPath } from '../../../facades/fhir/endpoint.ts';
import { givenFhirClient } from '../../fhir-client.ts';
import type { Random } from '../random.ts';
import { openFuzzServer } from '../stage.ts';
import { makeBundle, makeJsonPatch, makeLarge, makePathPatch, makeXml, mangleText } from './bodies.ts';
import { kinds, makeQuery } from './queries.ts';
import { mangle, nameKind, ownPatient, sample, sampleKinds } from './resources.ts';
import type { Asked, Door, Reply } from './run.ts';
import { makeText } from './texts.ts';

interface Known {
  /** `Patient/<id>` of the record. */
  readonly patient: string;
  /** What was made, the newest last: `Type/id`. */
  readonly made: string[];
}

const knownMax = 50;

export async function openFhirDoor(): Promise<Door> {
  // What is remembered on purpose is not to look like a leak.
  const { server } = await openFuzzServer({ limits: { fhirMadeBytesMax: 1_000_000 } });
  const client = await givenFhirClient(server);
  const known: Known = { patient: client.patient.reference, made: [] };
  return {
    server,
    ask(random) {
      const asked = makeRequest(random, known);
      const headers = { ...client.headers, ...makeHeaders(random), ...asked.headers };
      const body = asked.body?.replaceAll(ownPatient, known.patient);
      return { ...asked, body, path: `${fhirPath}/${asked.path}`, headers };
    },
    judge: (asked, reply) => judge(known, asked, reply),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function judge({ made }: Known, { method }: Asked, { status, headers, text }: Reply): string | undefined {
  const location = /\/([A-Za-z]+\/[A-Za-z0-9.-]+)\/_history/.exec(String(headers.location ?? ''));
  if (status === 201 && location) made.push(location[1]!);
  if (made.length > knownMax) made.shift();
  if (status >= 400 && method !== 'HEAD' && !text.includes('OperationOutcome'))
    return `answered ${status} without an outcome`;
  return undefined;
}

type Making = Pick<Asked, 'method' | 'path' | 'body'> & { readonly headers?: Asked['headers'] };

/** How often each is asked, and what. */
const requests: Readonly<
  Record<string, readonly [weight: number, make: (random: Random, one: string, known: Known) => Making]>
> = {
  search: [20, random => get(`${random.pick(kinds)}?${makeQuery(random)}`)],
  compartment: [4, (random, _, { patient }) => get(`${patient}/${random.pick(kinds)}?${makeQuery(random)}`)],
  form: [
    6,
    random => {
      const kind = random.pick(kinds);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return { method: 'POST', path: `${kind}/_search`, body: makeQuery(random, kind), headers };
    },
  ],
  create: [
    14,
    random => {
      const resource = mangle(random, sample(random));
      const path = encodeURIComponent(nameKind(resource));
      return { method: 'POST', path, body: JSON.stringify(resource) };
    },
  ],
  createXml: [
    12,
    random => {
      const { kind, xml } = makeXml(random);
      const body = mangleText(random, xml);
      return { method: 'POST', path: kind, body, headers: { 'content-type': 'application/fhir+xml' } };
    },
  ],
  update: [
    10,
    (random, one, { patient }) => ({
      method: 'PUT',
      path: random.chance(0.2) ? patient : one,
      body: mangleText(random, JSON.stringify(mangle(random, sample(random, kindOf(one))))),
    }),
  ],
  conditional: [
    4,
    random => {
      const kind = random.pick(sampleKinds);
      const path = `${kind}?${makeQuery(random, kind)}`;
      const method = random.pick(['PUT', 'PATCH', 'DELETE']);
      return { method, path, ...(method !== 'DELETE' && { body: JSON.stringify(sample(random, kind)) }) };
    },
  ],
  jsonPatch: [
    8,
    (random, one) => ({
      method: 'PATCH',
      path: one,
      body: JSON.stringify(makeJsonPatch(random)),
      headers: { 'content-type': 'application/json-patch+json' },
    }),
  ],
  pathPatch: [
    4,
    (random, one) => ({ method: 'PATCH', path: one, body: JSON.stringify(makePathPatch(random)) }),
  ],
  bundle: [12, random => ({ method: 'POST', path: '', body: JSON.stringify(makeBundle(random)) })],
  address: [
    8,
    (random, one, { patient }) => ({
      method: random.pick(['GET', 'GET', 'GET', 'HEAD', 'DELETE', 'OPTIONS', 'PUT', 'TRACE']),
      path: random.pick([
        ...[one, `${one}/_history`, `${one}/_history/x`, `${patient}/$everything`, `${patient}/$summary`],
        ...['metadata', '$export', '$export-status/x', '$export-file/x/y', '_history', '.well-known/x'],
        ...[encodeURIComponent(makeText(random)), `${one}/${encodeURIComponent(makeText(random))}`],
      ]),
    }),
  ],
  operation: [
    3,
    (random, one, { patient }) =>
      get(
        `${random.pick([`${patient}/$everything`, `${one}/_history`, '$export', 'Patient/$export', `${patient}/$summary`])}?${makeQuery(random)}`,
      ),
  ],
  validate: [
    3,
    (random, one) => {
      const resource = mangle(random, sample(random, kindOf(one)));
      return { method: 'POST', path: `${kindOf(one)}/$validate`, body: JSON.stringify(resource) };
    },
  ],
  large: [0.2, random => ({ method: 'POST', path: '', ...makeLarge(random) })],
};

const weights = Object.fromEntries(Object.entries(requests).map(([name, [weight]]) => [name, weight]));

function makeRequest(random: Random, known: Known): Making {
  const one =
    known.made.length > 0 && random.chance(0.8)
      ? random.pick(known.made)
      : `${random.pick(sampleKinds)}/${encodeURIComponent(makeText(random))}`;
  const [, make] = requests[random.weighted(weights)]!;
  return make(random, one, known);
}

const get = (path: string): Making => ({ method: 'GET', path });
const kindOf = (one: string): string => one.split('/')[0]!;

function makeHeaders(random: Random): Record<string, string> {
  const all: Record<string, string> = { 'content-type': 'application/fhir+json' };
  const some = (chance: number, name: string, values: readonly string[]) => {
    if (random.chance(chance)) all[name] = random.pick(values);
  };
  some(0.2, 'accept', [
    ...['application/fhir+xml', 'text/html', '*/*;q=0', 'application/fhir+json; fhirVersion=5.0', ','],
    'application/xml;q=0.5, application/json;q=x',
  ]);
  some(0.2, 'prefer', ['return=minimal', 'return=OperationOutcome', 'handling=strict', 'respond-async', '=']);
  some(0.2, 'if-match', ['W/"x"', 'x', '*', '""', 'W/"a", W/"b"']);
  some(0.1, 'if-none-match', ['*', 'W/"x"']);
  some(0.1, 'if-modified-since', ['now', 'Sun, 29 Nov 2026 10:00:00 GMT']);
  some(0.1, 'if-none-exist', [makeQuery(random).slice(0, 2000)]);
  some(0.05, 'accept-encoding', ['gzip', 'br', 'gzip;q=0', '*']);
  some(0.03, 'content-encoding', ['gzip', 'deflate', 'x', 'gzip, gzip']);
  some(0.03, 'origin', ['https://app.example', 'null', 'x']);
  some(0.02, 'authorization', ['Bearer x', 'Basic x', 'Bearer', 'Bearer a b']);
  some(0.05, 'content-type', [
    ...['text/plain', 'application/fhir+json; charset=utf-16', 'x', 'application/xml', ''],
    'application/json-patch+json',
  ]);
  return all;
}
