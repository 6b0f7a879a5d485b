// An International Patient Summary holds by the rules of its guide: the Composition first, required sections, codes, references that
// lead somewhere, and words for people that are well-formed.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { valuesOf } from '../../testing/arbitrary.ts';
import allergy from '../../things/allergy.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import { sayInEnglish } from '../../things/common/say.ts';
import condition from '../../things/condition.ts';
import { writeItem } from '../../things/data.ts';
import { currentVersion, everyType, type ThingType } from '../../things/index.ts';
import medicalDevice from '../../things/medical-device.ts';
import medication from '../../things/medication.ts';
import personal from '../../things/personal.ts';
import { findCorpus, listFiles } from '../clinical/testing/corpus.ts';
import { type IpsThing, type IpsWords, writeIps } from './ips.ts';
import type { Resource } from './json.ts';

interface Section {
  readonly title: string;
  readonly code: { readonly coding: readonly { readonly code: string }[] };
  readonly text: { readonly div: string };
  readonly entry: readonly { readonly reference: string }[];
}

interface Entry {
  readonly fullUrl: string;
  readonly resource: Resource & { readonly section?: readonly Section[] };
}

const required: Readonly<Record<string, readonly string[]>> = {
  '10160-0': ['MedicationStatement', 'MedicationRequest'],
  '48765-2': ['AllergyIntolerance'],
  '11450-4': ['Condition'],
};

const optional: Readonly<Record<string, readonly string[]>> = {
  '47519-4': ['Procedure'],
  '11369-6': ['Immunization'],
  '46264-8': ['DeviceUseStatement'],
  '30954-2': ['Observation', 'DiagnosticReport'],
  '8716-3': ['Observation'],
  '11348-0': ['Condition'],
  '18776-5': ['CarePlan', 'ImmunizationRecommendation'],
  '29762-2': ['Observation'],
  '10162-6': ['Observation'],
  '42348-3': ['Consent'],
  '47420-5': ['Condition', 'ClinicalImpression'],
};

/**
 * What a bundle breaks of the rules; empty where it holds.
 * @param isLenient is `Patient/1` whoever has that id, whatever the address of the entry? Examples of the guide say it so
 */
function findBroken(bundle: Resource, isLenient = false): string[] {
  const broken: string[] = [];
  const entries = bundle.entry as unknown as readonly Entry[];
  const [first] = entries;
  if (bundle.type !== 'document') broken.push('type');
  if (!/^\d{4}-\d\d-\d\dT/.test(String(bundle.timestamp))) broken.push('timestamp');
  if (typeof (bundle.identifier as { value?: string })?.value !== 'string') broken.push('identifier');
  if (first?.resource.resourceType !== 'Composition') return [...broken, 'composition'];
  const urls = new Map(entries.map(({ fullUrl, resource }) => [fullUrl, resource]));
  if (urls.size !== entries.length) broken.push('fullUrl twice');
  const byId = new Map(
    entries.map(({ fullUrl, resource }) => [`${resource.resourceType}/${resource.id}`, fullUrl]),
  );
  const find = (to: string, from: string) =>
    resolve(to, from, urls) ?? (isLenient ? byId.get(to.replace(/\/_history\/.*$/, '')) : undefined);
  if (entries.filter(({ resource }) => resource.resourceType === 'Patient').length !== 1)
    broken.push('patient');
  const referenced = new Set([first.fullUrl]);
  for (const { fullUrl, resource } of entries) {
    const contained = ((resource.contained ?? []) as { id: string }[]).map(({ id }) => `#${id}`);
    for (const to of listReferences(resource)) {
      const found = contained.includes(to) ? to : find(to, fullUrl);
      if (found === undefined) broken.push(`${resource.resourceType}: a reference leads nowhere`);
      else referenced.add(found);
    }
  }
  for (const { fullUrl, resource } of entries)
    if (!referenced.has(fullUrl)) broken.push(`${resource.resourceType}: nothing leads to it`);
  const sections = first.resource.section ?? [];
  const byCode = new Map(sections.map(section => [section.code.coding[0]?.code ?? '', section]));
  for (const code of Object.keys(required)) if (!byCode.has(code)) broken.push(`section ${code}`);
  for (const [code, { title, text, entry = [] }] of byCode) {
    const kinds = required[code] ?? optional[code];
    if (!title || !text?.div) broken.push(`words of section ${code}`);
    else readXml(text.div);
    if (required[code] && entry.length === 0) broken.push(`entries of section ${code}`);
    for (const { reference } of entry) {
      const url = find(reference, first.fullUrl);
      const kind = url === undefined ? undefined : urls.get(url)?.resourceType;
      if (kinds && !kinds.includes(kind ?? '')) broken.push(`${kind} in section ${code}`);
    }
  }
  return broken;
}

function listReferences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listReferences);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'reference' && typeof one === 'string' ? [one] : listReferences(one),
  );
}

/** `Patient/1` is of the same server as the entry that says so. */
function resolve(to: string, from: string, urls: ReadonlyMap<string, unknown>): string | undefined {
  if (urls.has(to)) return to;
  const base = /^(.*\/)[A-Z][A-Za-z]+\/[^/]+$/.exec(from)?.[1] ?? '';
  return urls.has(base + to) ? base + to : undefined;
}

const sections = {
  medications: 'Medicines',
  allergies: 'Allergies',
  problems: 'Problems',
  procedures: 'Procedures',
  immunizations: 'Vaccines',
  devices: 'Devices',
  results: 'Results',
  vitalSigns: 'Vital signs',
  pastIllness: 'Past illnesses',
  planOfCare: 'Plan of care',
  socialHistory: 'Social history',
  pregnancy: 'Pregnancies',
  advanceDirectives: 'Directives',
};
const words: IpsWords = {
  language: 'en',
  title: 'Summary',
  what: 'What',
  when: 'When',
  note: 'Note',
  sections,
  none: { medications: 'No medicines known', allergies: 'No allergies known', problems: 'No problems known' },
  say: sayInEnglish,
};
const facts = {
  id: '0b0f6a1e-96cb-4b0e-8f5f-0c6f1b6f0a11',
  written: '2026-11-29T10:00:00Z',
  record: { id: 'r1', name: 'Ada' },
  custodian: 'Example Vault',
  words,
};
const settings = { zone: 'Europe/Berlin' };
let made = 0;

function make<Value>(type: ThingType<Value>, value: Value, commonXml = ''): IpsThing {
  const version = currentVersion(type as ThingType);
  const id = `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  return { id, typeId: version.id, dataXml: writeItem(version, value).xml, commonXml };
}

const write = async (...things: IpsThing[]): Promise<Resource> =>
  JSON.parse(JSON.stringify(await writeIps(things, settings, facts)));

function sectionOf(bundle: Resource, code: string): Section & { readonly told: readonly Resource[] } {
  const entries = bundle.entry as unknown as readonly Entry[];
  const section = entries[0]!.resource.section!.find(one => one.code.coding[0]?.code === code)!;
  const told = section.entry.map(({ reference }) => entries.find(one => one.fullUrl === reference)!.resource);
  return { ...section, told };
}

test('a record that says nothing says of each required section that nothing is known', async () => {
  const bundle = await write();
  expect(findBroken(bundle)).toEqual([]);
  for (const [code, absent] of [
    ['10160-0', 'no-medication-info'],
    ['48765-2', 'no-allergy-info'],
    ['11450-4', 'no-problem-info'],
  ] as const) {
    const { told, text } = sectionOf(bundle, code);
    const said = (told[0]!.medicationCodeableConcept ?? told[0]!.code) as { coding: { code: string }[] };
    expect(said.coding[0]!.code).toBe(absent);
    expect(text.div).toContain('known');
  }
});

test('what is taken, suffered and borne now is told, with its words; what is over stands apart', async () => {
  const until = (y: number) => ({ structured: { date: { y, m: 12, d: 24 } } });
  const bundle = await write(
    make(personal, {
      name: { full: 'Ada Turner', last: 'Turner' },
      birthdate: { date: { y: 1984, m: 6, d: 7 } },
    }),
    make(
      medication,
      { name: { text: 'Lisinopril <10> & more' } },
      '<common><note>In the morning</note></common>',
    ),
    make(medication, { name: { text: 'Amoxicillin' }, dateDiscontinued: until(2026) }),
    make(medication, { name: { text: 'Ibuprofen' }, dateDiscontinued: until(2020) }),
    make(allergy, { name: { text: 'No known allergies' }, isNegated: true }),
    make(condition, { name: { text: 'Asthma' } }),
    make(condition, { name: { text: 'Measles' }, stopDate: until(1990) }),
    make(bloodPressure, { when: { date: { y: 2026, m: 1, d: 2 } }, systolic: 120, diastolic: 80 }),
    make(medicalDevice, { when: { date: { y: 2020, m: 1, d: 2 } }, deviceName: 'Pacemaker' }),
  );
  expect(findBroken(bundle)).toEqual([]);
  const medicines = sectionOf(bundle, '10160-0');
  expect(medicines.told.map(one => (one.medicationCodeableConcept as { text: string }).text)).toEqual([
    'Lisinopril <10> & more',
    'Amoxicillin',
  ]);
  expect(medicines.told.map(({ status }) => status)).toEqual(['active', 'active']);
  expect(medicines.text.div).toContain('<td>Lisinopril &lt;10&gt; &amp; more</td>');
  expect(medicines.text.div).toContain('<td>In the morning</td>');
  expect(sectionOf(bundle, '48765-2').told[0]!.verificationStatus).toMatchObject({
    coding: [{ code: 'confirmed' }],
  });
  expect(sectionOf(bundle, '11348-0').told[0]!.code).toEqual({ text: 'Measles' });
  expect(sectionOf(bundle, '46264-8').told[0]).toMatchObject({ resourceType: 'DeviceUseStatement' });
  expect(JSON.stringify(bundle)).not.toContain('urn:keepwell:fhir:thing-rest');
});

test('whatever items there are, the rules hold', async () => {
  for (const [seed, type] of everyType().entries()) {
    const version = currentVersion(type);
    const values = fc.sample(valuesOf(version.schema), { numRuns: type.singleton ? 1 : 3, seed });
    const things = values.map(value => make(type as ThingType<unknown>, value));
    expect(findBroken(await write(...things)), type.name).toEqual([]);
  }
}, 60_000);

const ips = findCorpus('KEEPWELL_CORPUS_IPS');

test.skipIf(ips === undefined)('the rules are those of the guide: its own examples hold by them', () => {
  for (const path of listFiles(ips ?? '', /^Bundle-.*\.json$/)) {
    const bundle = JSON.parse(readFileSync(path, 'utf8')) as Resource;
    const broken = findBroken(bundle, true);
    expect(broken.filter(one => /section|type|timestamp/.test(one))).toEqual([]);
  }
});
