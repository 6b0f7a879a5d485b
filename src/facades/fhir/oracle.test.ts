// Thousands of searches, each answered twice: by the server, and by a filter that shares no code with it, over all resources as the server
// tells them. What stands in a resource for a parameter is read by HL7's definitions and HL7's engine of FHIRPath.
// KEEPWELL_CORPUS_IPS and KEEPWELL_CORPUS_SYNTHEA name folders of Bundles of others, which are asked about as well.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assume } from '../../assume.ts';
import { findCorpus, listFiles } from '../../formats/clinical/testing/corpus.ts';
import { type Chance, makeChance, makeSample, pick } from '../../testing/fhir/samples.ts';
import { findDefinition, readValues, type SearchDefinition } from '../../testing/fhir/search-definitions.ts';
import { type AnyResource, type FhirClient, givenFhirClient } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

/** Each asks some thousand things. */
const timeout = 600_000;
const samplesOfKind = 12;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { fhirCallsPerMinuteMax: 1_000_000, fhirIndexWaitMs: 60_000 } });
});
afterAll(() => server.close());

/** A question, and whether a resource with these values is an answer. */
interface Asked {
  readonly query: string;
  readonly meets: (values: readonly unknown[]) => boolean;
}

interface Person {
  readonly base: string;
  readonly reference: string;
}

type Ask = (values: readonly unknown[], name: string, chance: Chance, about: About) => Asked[];

interface About {
  readonly person: Person;
  readonly targets: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const any =
  <T>(meets: (value: T) => boolean, read: (value: unknown) => readonly T[]) =>
  (values: readonly unknown[]) =>
    values.flatMap(value => [...read(value)]).some(meets);
const write = encodeURIComponent;
const writeValue = (text: string) => write(text.replace(/[\\,|$]/g, '\\$&'));

interface Code {
  readonly system: string;
  readonly code: string;
  /** Is its system said by its element? */
  readonly isBare: boolean;
}

function readCodes(value: unknown): Code[] {
  if (typeof value === 'string' || typeof value === 'boolean')
    return [{ system: '', code: String(value), isBare: true }];
  if (!isRecord(value)) return [];
  if (Array.isArray(value.coding)) return value.coding.flatMap(readCodes);
  const code = value.code ?? value.value;
  if (typeof code !== 'string') return [];
  // A way to reach somebody has no system of codes.
  const isBare =
    'value' in value && ['phone', 'email', 'url', 'fax', 'sms', 'other'].includes(String(value.system));
  return [{ system: typeof value.system === 'string' ? value.system : '', code, isBare }];
}

const askTokens: Ask = (values, name, chance) => {
  const all = values.flatMap(readCodes);
  if (all.length === 0) return [];
  const { system, code, isBare } = pick(all, chance);
  const other = pick(all, chance);
  const has = any((one: Code) => one.code === code, readCodes);
  const asked: Asked[] = [
    { query: `${name}=${writeValue(code)}`, meets: has },
    { query: `${name}:not=${writeValue(code)}`, meets: values => !has(values) },
    {
      query: `${name}=${writeValue(code)},${writeValue(other.code)}`,
      meets: any((one: Code) => one.code === code || one.code === other.code, readCodes),
    },
    { query: `${name}=nowhere`, meets: () => false },
  ];
  if (isBare) return asked;
  const isSame = (one: Code) => one.code === code && one.system === system;
  return [
    ...asked,
    { query: `${name}=${writeValue(system)}%7C${writeValue(code)}`, meets: any(isSame, readCodes) },
    {
      query: `${name}:not=${writeValue(system)}%7C${writeValue(code)}`,
      meets: values => !any(isSame, readCodes)(values),
    },
    ...(system === ''
      ? []
      : [
          {
            query: `${name}=${writeValue(system)}%7C`,
            meets: any((one: Code) => one.system === system, readCodes),
          },
        ]),
  ];
};

interface Span {
  readonly from: number;
  readonly to: number;
}

const dateForm =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** The time that a date of any precision takes, the last millisecond included. */
function readSpan(text: string): Span | undefined {
  const [, y, mo, d, h, mi, s, f, zone = 'Z'] = dateForm.exec(text) ?? [];
  if (y === undefined) return undefined;
  const pad =
    zone === 'Z'
      ? 0
      : (zone.startsWith('-') ? 1 : -1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  const at = (...parts: [number, number, number?, number?, number?, number?, number?]) =>
    Date.UTC(...parts) + pad * 60_000;
  const [year, month, day] = [Number(y), Number(mo ?? 1) - 1, Number(d ?? 1)];
  if (mo === undefined) return { from: at(year, 0), to: at(year + 1, 0) - 1 };
  if (d === undefined) return { from: at(year, month), to: at(year, month + 1) - 1 };
  if (h === undefined) return { from: at(year, month, day), to: at(year, month, day + 1) - 1 };
  const from = at(
    year,
    month,
    day,
    Number(h),
    Number(mi),
    Number(s ?? 0),
    Math.floor(Number(`0.${f ?? 0}`) * 1000),
  );
  return { from, to: from + (s === undefined ? 59_999 : f === undefined ? 999 : 0) };
}

const edges = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

function readSpans(value: unknown): Span[] {
  if (typeof value === 'string') return [readSpan(value) ?? []].flat();
  // The engine has dates as objects that say what they are.
  if (!isRecord(value)) return value === undefined || value === null ? [] : readSpans(String(value));
  if (Array.isArray(value.event)) {
    const spans = value.event.flatMap(readSpans);
    return [{ from: Math.min(...spans.map(one => one.from)), to: Math.max(...spans.map(one => one.to)) }];
  }
  if (isRecord(value.repeat)) return readSpans(value.repeat.boundsPeriod);
  if (typeof value.start !== 'string' && typeof value.end !== 'string')
    return dateForm.test(String(value)) ? readSpans(String(value)) : [];
  const [start] = readSpans(value.start);
  const [end] = readSpans(value.end);
  return [{ from: start?.from ?? edges[0], to: end?.to ?? edges[1] }];
}

/** What R4 says of each prefix: of what is before, within and after the time that is asked for. */
const prefixes: Readonly<Record<string, (has: Span, asked: Span) => boolean>> = {
  '': (has, asked) => asked.from <= has.from && has.to <= asked.to,
  eq: (has, asked) => asked.from <= has.from && has.to <= asked.to,
  ne: (has, asked) => !(asked.from <= has.from && has.to <= asked.to),
  gt: (has, asked) => has.to > asked.to,
  lt: (has, asked) => has.from < asked.from,
  ge: (has, asked) => has.to > asked.to || (asked.from <= has.from && has.to <= asked.to),
  le: (has, asked) => has.from < asked.from || (asked.from <= has.from && has.to <= asked.to),
  sa: (has, asked) => has.from > asked.to,
  eb: (has, asked) => has.to < asked.from,
};

const askDates: Ask = (values, name, chance) => {
  const texts = JSON.stringify(values).match(/\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?)?)?(?=")/g) ?? [];
  if (texts.length === 0) return [];
  const text = pick(texts, chance);
  const cuts = [text, text.slice(0, 10), text.slice(0, 7), text.slice(0, 4)].filter(cut =>
    dateForm.test(cut),
  );
  const asked = Object.keys(prefixes).map((prefix): Asked => {
    const cut = pick(cuts, chance);
    const span = assume(readSpan(cut), 'a date');
    const meets = assume(prefixes[prefix], 'a prefix');
    return {
      query: `${name}=${prefix}${write(cut)}`,
      meets: any((has: Span) => meets(has, span), readSpans),
    };
  });
  const [from, to] = [pick(cuts, chance), pick(texts, chance)];
  const [a, b] = [assume(readSpan(from), 'a date'), assume(readSpan(to), 'a date')];
  const between: Asked = {
    query: `${name}=ge${write(from)}&${name}=le${write(to)}`,
    meets: values =>
      any((has: Span) => assume(prefixes.ge, 'ge')(has, a), readSpans)(values) &&
      any((has: Span) => assume(prefixes.le, 'le')(has, b), readSpans)(values),
  };
  return [...asked, between];
};

const readReference = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : isRecord(value) && typeof value.reference === 'string'
      ? [value.reference]
      : [];

const askReferences: Ask = (values, name, chance, { person, targets }) => {
  const all = values.flatMap(readReference).filter(one => !one.startsWith('#'));
  if (all.length === 0) return [];
  const reference = pick(all, chance);
  const is = any((one: string) => one === reference, readReference);
  const [kind = '', id = '', ...more] = reference.split('/');
  const isRelative = more.length === 0 && /^[A-Z]/.test(kind) && targets.includes(kind);
  return [
    { query: `${name}=${writeValue(reference)}`, meets: is },
    { query: `${name}=Practitioner/nobody`, meets: () => false },
    ...(isRelative
      ? [
          {
            query: `${name}=${writeValue(id)}`,
            meets: any(
              (one: string) => one.split('/')[1] === id && targets.includes(one.split('/')[0] ?? ''),
              readReference,
            ),
          },
          { query: `${name}:${kind}=${writeValue(id)}`, meets: is },
          { query: `${name}=${writeValue(`${person.base}/${reference}`)}`, meets: is },
        ]
      : []),
  ];
};

const textParts = [
  'text',
  'family',
  'given',
  'prefix',
  'suffix',
  'line',
  'city',
  'district',
  'state',
  'postalCode',
  'country',
];

function readTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (!isRecord(value)) return [];
  return textParts
    .flatMap(part => value[part] ?? [])
    .flat()
    .filter(one => typeof one === 'string');
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const askTexts: Ask = (values, name, chance) => {
  const all = values.flatMap(readTexts);
  if (all.length === 0) return [];
  const text = pick(all, chance);
  const [begin, within] = [text.slice(0, 2), text.slice(1, 4)];
  return [
    {
      query: `${name}=${writeValue(begin.toUpperCase())}`,
      // Each word counts as a beginning.
      meets: any(
        (one: string) =>
          fold(one).startsWith(fold(begin)) ||
          fold(one)
            .split(/\s+/)
            .some(word => word.startsWith(fold(begin))),
        readTexts,
      ),
    },
    { query: `${name}:exact=${writeValue(text)}`, meets: any((one: string) => one === text, readTexts) },
    {
      query: `${name}:contains=${writeValue(within)}`,
      meets: any((one: string) => fold(one).includes(fold(within)), readTexts),
    },
  ];
};

const readQuantity = (value: unknown) =>
  isRecord(value) && typeof value.value === 'number'
    ? [{ value: value.value, system: value.system, code: value.code, unit: value.unit }]
    : [];

const askQuantities: Ask = (values, name, chance) => {
  const all = values.flatMap(readQuantity);
  if (all.length === 0) return [];
  const { value, system, code } = pick(all, chance);
  const half = 0.5 * 10 ** -(String(value).split('.')[1] ?? '').length;
  const isIn = (has: number) => has >= value - half && has < value + half;
  const compared: readonly [string, (has: number) => boolean][] = [
    ['', isIn],
    ['ne', has => !isIn(has)],
    ['gt', has => has > value],
    ['lt', has => has < value],
    ['ge', has => has >= value],
    ['le', has => has <= value],
  ];
  const asked = compared.map(
    ([prefix, meets]): Asked => ({
      query: `${name}=${prefix}${value}`,
      meets: any(one => meets(one.value), readQuantity),
    }),
  );
  if (typeof system !== 'string' || typeof code !== 'string') return asked;
  return [
    ...asked,
    {
      query: `${name}=${value}%7C${writeValue(system)}%7C${writeValue(code)}`,
      meets: any(one => isIn(one.value) && one.system === system && one.code === code, readQuantity),
    },
    {
      query: `${name}=gt${value}%7C%7C${writeValue(code)}`,
      meets: any(one => one.value > value && (one.code === code || one.unit === code), readQuantity),
    },
  ];
};

const asks: Readonly<Record<string, Ask>> = {
  ...{ token: askTokens, date: askDates, reference: askReferences },
  ...{ string: askTexts, quantity: askQuantities },
};

/** All that a search finds, by pages of a size. */
async function findAll(client: FhirClient, query: string, count: number): Promise<AnyResource[]> {
  const found: AnyResource[] = [];
  let next: string | undefined = `${query}${query.includes('?') ? '&' : '?'}_count=${count}`;
  while (next !== undefined) {
    const { status, body } = await client.get(next);
    if (status !== 200) throw new Error(`${next}: ${status} ${JSON.stringify(body)}`);
    const entries: AnyResource[] = body.entry ?? [];
    const outcome = entries.find(({ search }) => search.mode === 'outcome');
    if (outcome) throw new Error(`${next}: ${JSON.stringify(outcome.resource)}`);
    found.push(...entries.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource));
    next = body.link.find(({ relation }: AnyResource) => relation === 'next')?.url;
  }
  return found;
}

interface Tally {
  asked: number;
  readonly wrong: string[];
}

async function compare(
  client: FhirClient,
  kind: string,
  names: readonly string[],
  tally: Tally,
): Promise<void> {
  const all = await findAll(client, kind, 17);
  const chance = makeChance(kind.length);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const person = { base: client.base, reference: client.patient.reference };
  const rounds = Math.ceil(24 / names.length) + 1;
  const every: { query: string; meets: (resource: AnyResource) => boolean }[] = [];
  for (const name of names) {
    const definition: SearchDefinition = assume(
      findDefinition(kind, name),
      `a definition of ${kind}?${name}`,
    );
    const read = new Map(all.map(one => [one.id, readValues(one, definition)]));
    const valuesOf = (one: AnyResource) => read.get(one.id) ?? [];
    const missing = (is: boolean) => ({
      query: `${name}:missing=${is}`,
      meets: (one: AnyResource) => (valuesOf(one).length === 0) === is,
    });
    every.push(missing(true), missing(false));
    const having = all.filter(one => valuesOf(one).length > 0);
    const ask = assume(asks[definition.type], `questions of ${definition.type}`);
    for (let round = 0; round < rounds && having.length > 0; round++)
      for (const { query, meets } of ask(valuesOf(pick(having, chance)), name, chance, {
        person,
        targets: definition.targets,
      }))
        every.push({ query, meets: one => meets(valuesOf(one)) });
  }
  const pairs = Array.from({ length: every.length > 1 ? 12 : 0 }, () => {
    const [a, b] = [pick(every, chance), pick(every, chance)];
    return { query: `${a.query}&${b.query}`, meets: (one: AnyResource) => a.meets(one) && b.meets(one) };
  });
  const places = new Map(all.map(({ id }, place) => [id, place]));
  for (const { query, meets } of [...every, ...pairs]) {
    const found = await findAll(client, `${kind}?${query}`, chance(5) === 0 ? 3 : 100);
    const ids = found.map(({ id }) => id);
    const wanted = all.filter(meets).map(({ id }) => id);
    tally.asked++;
    // They come in the order that all come in.
    if (JSON.stringify(ids) === JSON.stringify(wanted)) continue;
    const show = (some: readonly string[]) => some.map(id => places.get(id)).join(' ');
    const missed = all.filter(({ id }) => wanted.includes(id) && !ids.includes(id));
    const more = all.filter(({ id }) => !wanted.includes(id) && ids.includes(id));
    const example = JSON.stringify(missed[0] ?? more[0] ?? 'order')?.slice(0, 700);
    tally.wrong.push(`${kind}?${query}: found ${show(ids)}, not ${show(wanted)}, such as ${example}`);
  }
}

/** What the CapabilityStatement says of each kind. */
async function listSearched(client: FhirClient): Promise<{ kind: string; names: string[] }[]> {
  const { body } = await client.get('metadata');
  return body.rest[0].resource
    .map(({ type, searchParam = [] }: AnyResource) => ({
      kind: type,
      names: searchParam.map(({ name }: AnyResource) => name).filter((name: string) => !name.startsWith('_')),
    }))
    .filter(
      ({ kind, names }: AnyResource) => names.length > 0 && kind !== 'Subscription' && kind !== 'Provenance',
    );
}

describe('a search finds what the definitions say', () => {
  test('of resources of every kind, with values of every form', { timeout }, async () => {
    const client = await givenFhirClient(server);
    const searched = await listSearched(client);
    const chance = makeChance(7);
    for (const { kind } of searched)
      for (let i = 0; i < samplesOfKind && kind !== 'Patient'; i++) {
        const sample = makeSample(kind, { chance, patient: client.patient.reference });
        const { status, body } = await client.send('POST', kind, sample);
        expect([kind, status, body.issue]).toEqual([kind, 201, undefined]);
      }
    const [patient] = await client.find('Patient');
    const told = {
      birthDate: '1984-05',
      gender: 'female',
      telecom: [{ system: 'phone', value: '555' }],
      name: [{ family: 'Vogel' }],
    };
    await client.send('PUT', `Patient/${patient.id}`, { ...patient, ...told });
    const tally: Tally = { asked: 0, wrong: [] };
    for (const { kind, names } of searched) await compare(client, kind, names, tally);
    expect(tally.wrong).toEqual([]);
    expect(tally.asked).toBeGreaterThan(5000);
  });

  for (const variable of ['KEEPWELL_CORPUS_IPS', 'KEEPWELL_CORPUS_SYNTHEA']) {
    const folder = findCorpus(variable);
    test.skipIf(folder === undefined)(`of Bundles of others (needs ${variable})`, { timeout }, async () => {
      const client = await givenFhirClient(server);
      let taken = 0;
      for (const path of listFiles(folder ?? '', /\.json$/))
        taken += await load(client, JSON.parse(readFileSync(path, 'utf8')));
      expect(taken).toBeGreaterThan(0);
      const tally: Tally = { asked: 0, wrong: [] };
      for (const { kind, names } of await listSearched(client)) await compare(client, kind, names, tally);
      expect(tally.wrong).toEqual([]);
    });
  }
});

/** Each resource of a Bundle, as one of this record. @returns how many were taken */
async function load(client: FhirClient, bundle: AnyResource): Promise<number> {
  const entries: AnyResource[] = bundle?.resourceType === 'Bundle' ? (bundle.entry ?? []) : [];
  const patient = entries.find(({ resource }) => resource?.resourceType === 'Patient');
  const names = [patient?.fullUrl, `Patient/${patient?.resource.id}`]
    .filter(Boolean)
    .map(name => JSON.stringify(name));
  let taken = 0;
  for (const { resource } of entries) {
    if (!resource || resource.resourceType === 'Patient') continue;
    const { id: _, ...rest } = resource;
    const text = names.reduce(
      (own, name) => own.replaceAll(name, JSON.stringify(client.patient.reference)),
      JSON.stringify(rest),
    );
    const { status } = await client.send('POST', resource.resourceType, text);
    if (status === 201) taken++;
  }
  return taken;
}
