// What is asked of each door by who looks for what takes long: requests that are nearly right, with a part of them as large as the door
// takes it.
import { parametersOf } from '../../core/fhir/parameters.ts';
import { printXmlResource } from '../../facades/fhir/xml.ts';
import { makeDicom } from '../dicom-files.ts';
import { packInstances, partsType } from '../dicom-web.ts';
import type { AnyResource } from '../fhir-client.ts';
import { corpus } from '../fuzz/corpus.ts';
import { kinds, makeQuery } from '../fuzz/doors/queries.ts';
import { ownPatient, sample } from '../fuzz/doors/resources.ts';
import { mutate } from '../fuzz/mutators.ts';
import { tokensOf } from '../fuzz/tokens.ts';
import type { Choices } from './genes.ts';
import { enlarge, makeLong } from './large.ts';
import type { Asked, SlowStage } from './stage.ts';

export type Make = (random: Choices, stage: SlowStage) => Asked;

const fhir = '/fhir/r4';
const textMax = 1_000_000;
const addressMax = 12_000;
const json = { 'content-type': 'application/fhir+json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const encode = (text: string): string => encodeURIComponent(makeWellFormed(text));

/** Without halves of characters. */
const makeWellFormed = (text: string): string => Buffer.from(text).toString();

/** Parameters of a kind, with values as long, or as many, as they may be. */
function makeLongQuery(random: Choices, kind: string, max: number): string {
  const own = [...(parametersOf.get(kind) ?? [])].map(({ name }) => name);
  const names = [
    ...own,
    '_id',
    '_has:Observation:patient:code',
    '_include',
    '_revinclude',
    '_elements',
    '_sort',
  ];
  const count = random.size(60);
  return Array.from({ length: count }, () => {
    const name =
      random.pick(names) + random.pick(['', '', ':contains', ':exact', ':not', ':missing', '.name']);
    const values = Array.from({ length: random.size(200 / count) }, () =>
      makeLong(random, max / count / 200),
    );
    return `${encode(name)}=${random.chance(0.5) ? encode(makeLong(random, max / count / 3)) : encode(values.join())}`;
  }).join('&');
}

function makeResource(random: Choices, max = textMax): AnyResource {
  let resource = sample(random);
  for (let left = random.between(0, 2); left > 0; left--) resource = enlarge(random, resource, max);
  return resource;
}

function makePatch(random: Choices, id: string): Asked {
  const path = `${fhir}/${id}`;
  const count = random.size(200);
  const pointers = [
    '/code/text',
    '/note',
    '/note/-',
    '/extension',
    '/extension/0',
    '/x',
    '',
    '/code/coding/0',
  ];
  const value = enlarge(random, { note: [{ text: 'x' }] }, textMax).note;
  if (random.chance(0.5)) {
    const operations = Array.from({ length: count }, (_, i) => ({
      op: random.pick(['add', 'replace', 'copy', 'move', 'test', 'remove']),
      path: random.chance(0.1) ? makeLong(random, 2000) : random.pick(pointers) + random.pick(['', `/${i}`]),
      from: random.pick(pointers),
      value: i === 0 ? value : 'x',
    }));
    return {
      ...{ method: 'PATCH', path, body: JSON.stringify(operations) },
      headers: { 'content-type': 'application/json-patch+json' },
    };
  }
  const selection = random.pick([".where(text='x')", '[0]', '.first()', '.last()', '.note', '.code']);
  const parameter = Array.from({ length: count }, (_, i) => ({
    name: 'operation',
    part: [
      { name: 'type', valueCode: random.pick(['add', 'insert', 'delete', 'replace', 'move']) },
      { name: 'path', valueString: `Observation.note${selection.repeat(random.size(30))}` },
      { name: 'name', valueString: random.pick(['note', 'code', 'extension']) },
      { name: 'value', valueAnnotation: i === 0 ? value : { text: 'x' } },
    ],
  }));
  const body = JSON.stringify({ resourceType: 'Parameters', parameter });
  return { method: 'PATCH', path, body, headers: json };
}

function makeBundle(random: Choices): Asked {
  const count = random.size(500);
  const resource = makeResource(random, 4_000_000 / count);
  const query = makeQuery(random, 'Observation');
  const entry = Array.from({ length: count }, (_, i) =>
    random.chance(0.7)
      ? {
          fullUrl: `urn:uuid:${i}`,
          resource: { ...resource, note: [{ text: `urn:uuid:${count - i}` }] },
          request: { method: 'POST', url: resource.resourceType, ...(i % 3 === 0 && { ifNoneExist: query }) },
        }
      : { request: { method: 'GET', url: `Observation?${query}` } },
  );
  const type = random.pick(['batch', 'transaction']);
  const body = JSON.stringify({ resourceType: 'Bundle', type, entry });
  return { method: 'POST', path: `${fhir}/`, body, headers: json };
}

const makeFhir: Make = (random, { smart, known }) => {
  const kind = random.pick(kinds);
  const resource = makeResource(random);
  const type = resource.resourceType as string;
  const patient = `Patient/${smart.recordId}`;
  const asked = random.pick<() => Asked>([
    () => ({ method: 'GET', path: `${fhir}/${kind}?${makeQuery(random, kind)}` }),
    () => ({
      method: 'GET',
      path: `${fhir}/${kind}?${makeLongQuery(random, kind, addressMax)}`.slice(0, 15_000),
    }),
    () => ({
      ...{ method: 'POST', path: `${fhir}/${kind}/_search`, headers: form },
      body: makeLongQuery(random, kind, textMax),
    }),
    () => ({ method: 'POST', path: `${fhir}/${type}`, body: JSON.stringify(resource), headers: json }),
    () => ({
      ...{ method: 'POST', path: `${fhir}/${type}`, body: printXmlResource(resource) },
      headers: { 'content-type': 'application/fhir+xml' },
    }),
    () => ({
      method: 'PUT',
      path: `${fhir}/${random.pick(known)}`,
      body: JSON.stringify(resource),
      headers: json,
    }),
    () => ({
      method: 'POST',
      path: `${fhir}/${type}/$validate`,
      body: JSON.stringify(resource),
      headers: json,
    }),
    () => makePatch(random, random.pick(known)),
    () => makePatch(random, random.pick(known)),
    () => makeBundle(random),
    () => ({
      method: 'GET',
      path: `${fhir}/${random.pick([`${patient}/$everything`, `${patient}/$summary`, `${random.pick(known)}/_history`, '_history'])}`,
    }),
  ])();
  const accept = random.chance(0.2) ? { accept: 'application/fhir+xml' } : {};
  const body = typeof asked.body === 'string' ? asked.body.replaceAll(ownPatient, patient) : asked.body;
  return { ...asked, body, headers: { ...smart.headers, ...accept, ...asked.headers } };
};

const makeOauth: Make = (random, { smart }) => {
  const names = [
    ...[
      'client_id',
      'scope',
      'redirect_uri',
      'state',
      'aud',
      'code',
      'code_verifier',
      'client_assertion',
      'prompt',
    ],
    ...[
      'grant_type',
      'refresh_token',
      'token',
      'response_type',
      'claims',
      'request',
      'nonce',
      'code_challenge',
      'x',
    ],
  ];
  const right: Record<string, string> = {
    ...{
      client_id: smart.app.id,
      response_type: 'code',
      grant_type: random.pick(['authorization_code', 'refresh_token']),
    },
    ...{ scope: 'patient/*.rs', redirect_uri: 'https://app.example/callback' },
  };
  const fields = (max: number) => {
    const all = new URLSearchParams(right);
    for (let left = random.size(40); left > 0; left--)
      all.append(random.pick(names), makeWellFormed(makeLong(random, max / 10)));
    const scope = 'patient/Observation.rs?category=a|b ';
    if (random.chance(0.3)) all.set('scope', scope.repeat(random.size(max / scope.length / 3)));
    return String(all);
  };
  const client = enlarge(
    random,
    {
      redirect_uris: ['https://a.example/'],
      client_name: 'App',
      scope: 'patient/*.rs',
      jwks: { keys: [{ kty: 'RSA', n: 'a', e: 'AQAB' }] },
    },
    50_000,
  );
  return random.pick<() => Asked>([
    () => ({ method: 'GET', path: `/oauth/authorize?${fields(addressMax)}`.slice(0, 15_000) }),
    () => ({ method: 'POST', path: '/oauth/token', body: fields(56_000), headers: form }),
    () => ({ method: 'POST', path: '/oauth/revoke', body: fields(56_000), headers: form }),
    () => ({ method: 'POST', path: '/oauth/introspect', body: fields(56_000), headers: form }),
    () => ({
      ...{ method: 'POST', path: '/oauth/register', body: JSON.stringify(client) },
      headers: { 'content-type': 'application/json' },
    }),
  ])();
};

const makeRest: Make = (random, { smart }) => {
  const path = random.pick([
    '/ActionPlans',
    '/Goals',
    '/GoalRecommendations',
    '/Sleeps',
    '/ActionPlanTasks',
    '/TaskTracking',
  ]);
  const plan = {
    name: 'Plan',
    description: 'x',
    objectives: [{ id: 'a', name: 'b' }],
    associatedTasks: [{ name: 'c' }],
  };
  const isRead = random.chance(0.4);
  const query = Array.from(
    { length: random.size(20) },
    () => `${random.pick(['maxPageSize', 'planId', 'startTime', 'x'])}=${encode(makeLong(random, 500))}`,
  );
  return {
    method: isRead ? 'GET' : random.pick(['POST', 'PUT', 'PATCH']),
    path: `${path}?${isRead ? query.join('&') : ''}`,
    headers: { ...smart.headers, 'content-type': 'application/json' },
    ...(!isRead && { body: JSON.stringify(enlarge(random, plan, textMax)) }),
  };
};

const makeDicomWeb: Make = (random, { smart }) => {
  const names = [
    'PatientName',
    'StudyDate',
    'StudyInstanceUID',
    'includefield',
    '00100010',
    'fuzzymatching',
    'limit',
    'offset',
  ];
  const query = Array.from(
    { length: random.size(60) },
    () => `${random.pick(names)}=${encode(makeLong(random, 300))}`,
  );
  if (random.chance(0.5))
    return {
      method: 'GET',
      path: `/dicomweb/${random.pick(['studies', 'series', 'instances', `studies/${encode(makeLong(random, 5000))}`])}?${query.join('&')}`.slice(
        0,
        15_000,
      ),
      headers: {
        ...smart.headers,
        accept: random.pick(['application/dicom+json', 'multipart/related; type="application/dicom"']),
      },
    };
  const [rows, columns] = [random.size(1000), random.size(1000)];
  const file = makeDicom({
    study: `1.2.${random.below(99)}`,
    number: 1,
    rows,
    columns,
    pixels: Buffer.alloc(rows * columns * 2),
  });
  const files = Array.from({ length: random.size(Math.min(200, 8_000_000 / file.length)) }, () => file);
  const body = Buffer.from(packInstances(files));
  // Somewhere in it, something else.
  if (random.chance(0.6))
    body.fill(random.pick([0, 0xff, 0x2d]), random.below(body.length), random.below(body.length));
  return {
    method: 'POST',
    path: '/dicomweb/studies',
    body,
    headers: { ...smart.headers, 'content-type': partsType },
  };
};

const bases = corpus();

const makeXml: Make = (random, { linked }) => {
  const { method, version, info } = random.pick(bases);
  const tokens = tokensOf(info);
  for (let left = random.below(3); left > 0; left--) mutate(tokens, random);
  const at = random.below(tokens.length);
  if (random.chance(0.4)) tokens[at] = `${tokens[at]}`.repeat(random.size(20_000));
  else if (random.chance(0.7)) {
    const text = makeLong(random, 2_000_000).replace(/[<>&\u0000]/g, 'x');
    tokens.splice(at, 0, random.chance(0.3) ? `<a b="${text.replaceAll('"', 'x')}"/>` : text);
  }
  const infoXml = tokens.join('').replaceAll('{record}', linked.recordId);
  const body = linked.client.body(method.name, {
    ...{ version, infoXml, userToken: linked.userToken },
    recordId: linked.recordId,
  });
  return { method: 'POST', path: '/platform/wildcat.ashx', body, headers: { 'content-type': 'text/xml' } };
};

const makeStreaming: Make = (random, { uploads }) => {
  const { pathname, search } = new URL(random.pick(uploads));
  const path = `${pathname}${search}`;
  const length = random.size(2_097_152);
  const from = random.pick([0, 2_097_152, random.below(10_000_000)]);
  const range = random.chance(0.7)
    ? `bytes ${from}-${from + length - 1}/*`
    : makeLong(random, 5000).replace(/[^\x20-\x7e]/g, 'x');
  const complete: Record<string, string> = random.chance(0.2) ? { 'x-hv-blob-complete': '1' } : {};
  return random.chance(0.2)
    ? {
        method: 'GET',
        path,
        headers: { range: `bytes=${makeLong(random, 5000).replace(/[^\x20-\x7e]/g, ' ')}` },
      }
    : {
        method: 'POST',
        path,
        body: Buffer.alloc(length, 'x'),
        headers: { 'content-range': range, ...complete },
      };
};

export const doors: Readonly<Record<string, Make>> = {
  ...{ fhir: makeFhir, oauth: makeOauth, rest: makeRest, dicomweb: makeDicomWeb, xml: makeXml },
  streaming: makeStreaming,
};
