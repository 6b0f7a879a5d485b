// Resources of any kind, as R4 has its elements: those that a kind must have and those that searches are about, by a chance that is the
// same each time.
import { createRequire } from 'node:module';
import { assume } from '../../assume.ts';
import { type ElementOf, elementsWithin, findElements } from '../../core/fhir/elements.ts';
import { listSearchedPaths } from './search-definitions.ts';

/** From 0 up to a number. */
export type Chance = (below: number) => number;

export function makeChance(seed: number): Chance {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Sampling {
  readonly chance: Chance;
  /** `Patient/…` of the record. */
  readonly patient: string;
  /** A reference for an element; undefined for any. */
  readonly refer?: (path: string) => string | undefined;
  readonly wanted: ReadonlySet<string>;
}

export function makeSample(
  kind: string,
  { chance, patient, refer }: Pick<Sampling, 'chance' | 'patient' | 'refer'>,
): object {
  const wanted = listSearchedPaths(kind);
  const elements = assume(findElements(kind), 'a kind of R4');
  return {
    resourceType: kind,
    ...fill(elements, kind, { chance, patient, wanted, ...(refer && { refer }) }),
  };
}

const leftOut = new Set([
  ...['id', 'meta', 'implicitRules', 'language', 'text', 'contained', 'extension', 'modifierExtension'],
]);

function fill(
  elements: ReadonlyMap<string, ElementOf>,
  path: string,
  sampling: Sampling,
): Record<string, unknown> {
  const { chance, wanted } = sampling;
  const made: Record<string, unknown> = {};
  const chosen = new Set<string>();
  for (const element of elements.values()) {
    const base = element.choice ?? element.name;
    const at = `${path}.${base}`;
    if (chosen.has(base)) continue;
    chosen.add(base);
    const isWanted = [...wanted].some(one => one === at || one.startsWith(`${at}.`));
    const forms = [...elements.values()].filter(one => (one.choice ?? one.name) === base);
    const isRequired = forms.some(one => one.isRequired);
    if (!isRequired && (leftOut.has(base) || !isWanted || chance(10) >= 8)) continue;
    const form = pick(forms, chance);
    const count = form.isMany ? 1 + chance(2) : 1;
    const values = Array.from({ length: count }, () => makeValue(form, at, sampling));
    made[form.name] = form.isMany ? values : values[0];
  }
  return made;
}

export function pick<T>(list: readonly T[], chance: Chance): T {
  return assume(list[chance(list.length)], 'one of a list');
}

const days = [
  '2019',
  '2019-04',
  '2019-04-05',
  '2020-02-29T10:00:00Z',
  '2021-06-30T23:30:00-05:00',
  '2022-12',
];
const codes = ['a', 'b', 'c'];
const systems = [{ system: 'http://one.example' }, { system: 'urn:two' }, {}];
const names = ['Vogel', 'Ana María', 'van Neil', 'Zoë'];

const whole = (chance: Chance) =>
  pick(
    days.filter(day => day.length > 10),
    chance,
  );

function makeValue(element: ElementOf, path: string, sampling: Sampling): unknown {
  const { type, list } = element;
  const { chance, patient } = sampling;
  const coding = () => {
    const [of] = list === undefined ? [] : readList(list);
    if (of) return { system: of.uri, code: pick(of.codes, chance) };
    return { ...pick<object>(systems, chance), code: pick(codes, chance) };
  };
  switch (type) {
    case 'code':
      return list === undefined
        ? 'text/plain'
        : pick(
            readList(list).flatMap(one => one.codes),
            chance,
          );
    case 'boolean':
      return chance(2) === 0;
    case 'integer':
    case 'unsignedInt':
    case 'positiveInt':
      return 1 + chance(9);
    case 'decimal':
      return pick([1, 2.5, 70.25, 0.001], chance);
    case 'date':
      return pick(days, chance).slice(0, 10);
    case 'dateTime':
      return pick(days, chance);
    case 'instant':
      return whole(chance);
    case 'time':
      return '10:00:00';
    case 'uri':
    case 'url':
    case 'canonical':
      return `http://one.example/${pick(codes, chance)}`;
    case 'oid':
      return 'urn:oid:1.2.3';
    case 'uuid':
      return 'urn:uuid:6a3f6c4e-4c1b-4a53-9d0e-5d2b6f9c1a01';
    case 'base64Binary':
      return 'eA==';
    case 'id':
      return 'one';
    case 'string':
    case 'markdown':
      return pick(names, chance);
    case 'xhtml':
      return '<div xmlns="http://www.w3.org/1999/xhtml">x</div>';
    case 'Coding':
      return coding();
    case 'CodeableConcept':
      return { coding: [coding(), ...(chance(2) ? [] : [coding()])], text: pick(names, chance) };
    case 'Identifier':
      return { ...(chance(3) > 0 && { system: 'urn:two' }), value: pick(codes, chance) };
    case 'HumanName':
      return { family: pick(names, chance), given: [pick(names, chance)] };
    case 'Address':
      return { city: pick(names, chance), state: 'ZH', postalCode: '8000', country: 'CH', line: ['Weg 1'] };
    case 'ContactPoint':
      return { system: pick(['phone', 'email', 'url'], chance), value: pick(codes, chance) };
    case 'Period':
      return pick(
        [
          { start: '2019-03', end: '2020-02-29T10:00:00Z' },
          { start: '2019-04-05' },
          { end: '2021-06' },
          { start: '2018', end: '2022' },
        ],
        chance,
      );
    case 'Timing':
      return pick<object>(
        [
          { event: ['2019-04-05', '2021-06-01T00:00:00Z'] },
          { repeat: { boundsPeriod: { start: '2020-01-01' } } },
        ],
        chance,
      );
    case 'Quantity':
    case 'Age':
    case 'Duration':
    case 'Count':
    case 'Distance':
    case 'SimpleQuantity':
      return {
        value: pick([1, 2.5, 70.25], chance),
        ...{ unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
      };
    case 'Money':
      return { value: 1.5, currency: 'CHF' };
    case 'Attachment':
      return { contentType: pick(['text/plain', 'application/pdf'], chance), title: 'x' };
    case 'Annotation':
      return { text: 'x' };
    case 'Reference':
      return { reference: referenceOf(path, patient, sampling) };
    case 'Resource':
      return { resourceType: 'Basic', code: { text: 'x' } };
    default:
      return fillWithin(element, path, sampling);
  }
}

/** An element is not empty. */
function fillWithin(element: ElementOf, path: string, sampling: Sampling): object {
  const within = elementsWithin(element) ?? new Map<string, ElementOf>();
  const made = fill(within, path, sampling);
  if (Object.keys(made).length > 0) return made;
  const [first] = [...within.values()].filter(({ name }) => !leftOut.has(name));
  return first
    ? { [first.name]: first.isMany ? [makeValue(first, path, sampling)] : makeValue(first, path, sampling) }
    : {};
}

const subjects = new Set(['subject', 'patient', 'beneficiary', 'for', 'individual']);

function referenceOf(path: string, patient: string, { chance, refer }: Sampling): string {
  const [, top = '', ...more] = path.split('.');
  if (more.length === 0 && subjects.has(top)) return patient;
  return refer?.(path) ?? pick(['Practitioner/1', 'Organization/2', 'Encounter/3', patient], chance);
}

interface System {
  readonly uri: string;
  readonly codes: readonly string[];
}

let lists: Readonly<
  Record<string, { readonly systems?: readonly { uri: string; codes?: { code: string }[] }[] }>
>;

function readList(list: string): readonly System[] {
  lists ??= createRequire(import.meta.url)('fhir/profiles/valuesets.json');
  const found = (lists[list]?.systems ?? []).map(({ uri, codes: own = [] }) => ({
    uri,
    codes: own.map(({ code }) => code),
  }));
  const usable = found.filter(({ codes: own }) => own.length > 0);
  return usable.length > 0
    ? usable
    : [
        {
          uri: 'urn:two',
          codes: [list.includes('mimetypes') ? 'text/plain' : list.includes('languages') ? 'en' : 'a'],
        },
      ];
}
