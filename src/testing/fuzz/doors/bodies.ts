// Bodies: patches, Bundles, XML, text that was cut, and what is large.
import { printXmlResource } from '../../../facades/fhir/xml.ts';
import type { AnyResource } from '../../fhir-client.ts';
import type { Random } from '../random.ts';
import { makeQuery } from './queries.ts';
import { mangle, nameKind, sample, values } from './resources.ts';
import { makeText } from './texts.ts';

const pointers = [
  ...['/status', '/code/text', '/note/-', '', '/', '/a/b', '/__proto__/x', '/constructor/prototype/x'],
  ...[
    '/valueQuantity/value',
    '/code/coding/0',
    '/code/coding/-1',
    '/code/coding/1e9',
    '/id',
    '/resourceType',
  ],
];

export function makeJsonPatch(random: Random): unknown {
  if (random.chance(0.1)) return random.pick(values);
  return Array.from({ length: random.below(4) + 1 }, () => ({
    op: random.pick(['add', 'replace', 'remove', 'copy', 'move', 'test', 'x']),
    path: random.pick(pointers),
    ...(random.chance(0.7) && { value: random.pick(values) }),
    ...(random.chance(0.4) && { from: random.pick(pointers) }),
  }));
}

export function makePathPatch(random: Random): AnyResource {
  const kind = random.pick(['Observation', 'Condition', 'Organization']);
  const path = random.pick([
    ...[`${kind}.status`, `${kind}.note`, `${kind}.code.coding[0]`, kind, `${kind}.note.where(text='x')`, ''],
    ...[`${kind}.extension('urn:x')`, '1/0', `${kind}.code.coding[999999999]`, makeText(random)],
  ]);
  const part = [
    { name: 'type', valueCode: random.pick(['add', 'insert', 'delete', 'replace', 'move', 'x']) },
    { name: 'path', valueString: path },
    { name: 'name', valueString: random.pick(['status', 'note', '__proto__', makeText(random)]) },
    { name: 'index', valueInteger: random.pick([0, 1, -1, 2 ** 31]) },
    random.pick<AnyResource>([
      { name: 'value', valueString: 'x' },
      { name: 'value', valueCode: 'final' },
      { name: 'value', part: [{ name: 'text', valueString: 'x' }] },
    ]),
  ];
  const patch = { resourceType: 'Parameters', parameter: [{ name: 'operation', part }] };
  return random.chance(0.4) ? mangle(random, patch) : patch;
}

export function makeBundle(random: Random): AnyResource {
  const entry = Array.from({ length: random.below(5) }, () => {
    const resource = mangle(random, sample(random));
    const url = random.pick([
      ...[nameKind(resource), `Observation?${makeQuery(random)}`, 'Observation/1', '', '/', 'metadata'],
      makeText(random),
    ]);
    const request = {
      method: random.pick(['POST', 'POST', 'PUT', 'GET', 'DELETE', 'PATCH', 'X']),
      url,
      ...(random.chance(0.3) && { ifNoneExist: makeQuery(random) }),
      ...(random.chance(0.1) && { ifMatch: 'W/"x"' }),
    };
    return { fullUrl: random.pick(['urn:uuid:1', 'urn:uuid:2', 'urn:uuid:3', '']), resource, request };
  });
  const type = random.pick(['batch', 'transaction', 'transaction', 'x']);
  const bundle = { resourceType: 'Bundle', type, entry };
  return random.chance(0.2) ? mangle(random, bundle) : bundle;
}

export function makeXml(random: Random): { readonly kind: string; readonly xml: string } {
  const resource = sample(random);
  return { kind: resource.resourceType, xml: printXmlResource(resource) };
}

const odd = [
  ...[
    '',
    '<',
    '>',
    '"',
    '{',
    '}',
    '\u0000',
    '\ufffe',
    '<!DOCTYPE x>',
    '<!--',
    ']]>',
    '&e;',
    '&#0;',
    '<?x?>',
    '<a/>',
  ],
  ...['['.repeat(200), '<a>'.repeat(200), ' xmlns="x"', '<id value="x"/>', ' value="y"'],
];

/** Half of the time as it is; else a part of it is something else. */
export function mangleText(random: Random, text: string): string {
  if (random.chance(0.5)) return text;
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(odd) + text.slice(at + random.below(random.chance(0.2) ? 200 : 6));
}

/** A megabyte or so, of what takes long where somebody did not think of it. */
export function makeLarge(random: Random): {
  readonly body: string;
  readonly headers?: Record<string, string>;
} {
  const count = 1000 + random.below(30_000);
  const xml = { 'content-type': 'application/fhir+xml' };
  const { note, ...rest } = sample(random, 'Observation');
  const [one] = sample(random, 'Observation').code.coding;
  const bundle = (resource: object) =>
    JSON.stringify({
      ...{ resourceType: 'Bundle', type: random.pick(['batch', 'transaction']) },
      entry: [{ fullUrl: 'urn:uuid:1', resource, request: { method: 'POST', url: 'Observation' } }],
    });
  return random.pick([
    () => ({ body: '['.repeat(count * 30) }),
    () => ({ body: `{"resourceType":"Bundle","a":${'{"a":'.repeat(count)}1${'}'.repeat(count)}}` }),
    () => ({ body: `<Bundle xmlns="http://hl7.org/fhir">${'<entry>'.repeat(count)}`, headers: xml }),
    () => ({ body: `<Bundle xmlns="http://hl7.org/fhir"${' a="b"'.repeat(count)}/>`, headers: xml }),
    () => ({ body: bundle({ ...rest, note: Array.from({ length: count }, () => ({ text: 'n' })) }) }),
    () => ({ body: bundle({ ...rest, code: { coding: Array.from({ length: count }, () => one) } }) }),
    () => ({ body: bundle({ ...rest, note: [{ text: 'n'.repeat(count * 30) }] }) }),
    () => ({
      body: bundle({ ...rest, ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1])) }),
    }),
    () => ({ body: bundle({ ...rest, valueQuantity: { value: 1, code: '[lb_av].'.repeat(count) } }) }),
    () => ({ body: bundle({ ...rest, effectiveDateTime: '2'.repeat(count * 30) }) }),
    () => ({
      body: bundle({ ...rest, note: Array.from({ length: count }, () => ({ text: 'urn:uuid:1' })) }),
    }),
  ])();
}
