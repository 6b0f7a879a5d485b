// A record, or some of its items, as an International Patient Summary (HL7 FHIR IPS 1.1): a document that a doctor anywhere can read,
// with its words for people in the language of the person. What is summed up is chosen by who calls: all that is given is told.
import { createHash } from 'node:crypto';
import { type DateValue, dateText, getEarliest } from '../../../things/common/dates.ts';
import type { Say } from '../../../things/common/say.ts';
import { readDate, readItem } from '../../../things/data.ts';
import { currentVersion, getVersion, transform } from '../../../things/index.ts';
import { loinc, makeConcept } from '../codes.ts';
import { readCommon } from '../common.ts';
import { absent } from '../elements.ts';
import type { FhirThing } from '../frame.ts';
import { toResource } from '../index.ts';
import { getOwn, isObject, type JsonObject, listOf, type Resource } from '../json.ts';
import type { Settings } from '../mapping.ts';
import { type PatientRecord, toPatient } from '../patient.ts';
import { patientMappings } from '../patient-rows.ts';
import { takeRest } from '../rest.ts';
import { makeParagraph, makeTable, type NarrativeLine, type NarrativeWords } from './narrative.ts';
import { keepWithin } from './references.ts';
import {
  findSection,
  type IpsSection,
  noInformation,
  type RequiredSection,
  requiredSections,
  sectionCodes,
} from './sections.ts';

/** An item with its id, a GUID, by which its resource is known. */
export interface IpsThing extends FhirThing {
  readonly id: string;
}

/** What is said in the language of the person. */
export interface IpsWords extends NarrativeWords {
  /** By its code, `en`. */
  readonly language: string;
  readonly title: string;
  readonly sections: Readonly<Record<IpsSection, string>>;
  /** That nothing is known of it. */
  readonly none: Readonly<Record<RequiredSection, string>>;
  readonly say: Say;
}

export interface IpsFacts {
  /** A GUID. */
  readonly id: string;
  /** When it is written, in UTC: `2026-03-01T09:30:00Z`. */
  readonly written: string;
  readonly record: PatientRecord;
  /** The program or place that gives it. */
  readonly custodian: string;
  readonly words: IpsWords;
  /** Says of a value whether it stands out. */
  readonly interpret?: (resource: Resource, thing: IpsThing) => Resource;
}

interface Entry {
  readonly fullUrl: string;
  readonly resource: Resource;
}

interface Told extends Entry {
  readonly section: IpsSection;
  readonly line: NarrativeLine;
  /** Local, `2026-03-01T09:30:00`; empty for none. */
  readonly sortedBy: string;
}

const absentSystem = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';
const profileBase = 'http://hl7.org/fhir/uv/ips/StructureDefinition/';

/**
 * A Bundle of the kind `document`, the Composition first; what it refers to is in it.
 * @param takeBreak is asked after each item, as a long record takes a while
 */
export async function writeIps(
  things: readonly IpsThing[],
  settings: Settings,
  facts: IpsFacts,
  takeBreak: () => Promise<void> | undefined = () => undefined,
): Promise<Resource> {
  const patientUrl = makeUrl(facts.record.id);
  const within = { ...settings, patient: patientUrl };
  const own = things.filter(isOfPatient);
  const told: Told[] = [];
  for (const thing of things.filter(thing => !isOfPatient(thing))) {
    const one = tell(thing, within, facts);
    if (one) told.push(one);
    await takeBreak();
  }
  told.sort((a, b) => (a.sortedBy < b.sortedBy ? 1 : a.sortedBy > b.sortedBy ? -1 : 0));
  const empty = requiredSections
    .filter(section => !told.some(one => one.section === section))
    .map(section => tellNothing(section, facts, patientUrl));
  const all = [...told, ...empty];
  const organization = {
    fullUrl: makeUrl(`custodian ${facts.id}`),
    resource: { resourceType: 'Organization', name: facts.custodian } as Resource,
  };
  const patient = { fullUrl: patientUrl, resource: writePatient(own, within, facts.record) };
  const composition = {
    fullUrl: makeUrl(`composition ${facts.id}`),
    resource: writeComposition(all, facts, { patient: patientUrl, organization: organization.fullUrl }),
  };
  const entries = [composition, patient, organization, ...all.flatMap(listEntries)];
  const known = new Set(entries.map(({ fullUrl }) => fullUrl));
  const entry: JsonObject[] = [];
  for (const { fullUrl, resource } of entries) {
    const id = fullUrl.slice('urn:uuid:'.length);
    entry.push({ fullUrl, resource: keepWithin({ ...resource, id }, known) });
    await takeBreak();
  }
  return {
    resourceType: 'Bundle',
    id: facts.id,
    meta: { profile: [`${profileBase}Bundle-uv-ips`] },
    language: facts.words.language,
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${facts.id.toLowerCase()}` },
    type: 'document',
    timestamp: facts.written,
    entry,
  };
}

/** An id as an address, which has to be a UUID. */
function makeUrl(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return `urn:uuid:${id.toLowerCase()}`;
  const hash = createHash('sha256').update(id).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return `urn:uuid:${[...parts, hash.slice(20, 32)].join('-')}`;
}

function isOfPatient({ typeId }: FhirThing): boolean {
  const { type } = getVersion(typeId);
  return patientMappings.some(one => one.type === type);
}

/** Without what only our own applications read, and claims of other guides. */
function strip(resource: Resource, profile: string | undefined): Resource {
  const { meta, ...bare } = takeRest(resource).resource;
  const tags = isObject(meta) ? meta.tag : undefined;
  const kept = {
    ...(profile !== undefined && { profile: [`${profileBase}${profile}`] }),
    ...(tags !== undefined && { tag: tags }),
  };
  return { ...bare, ...(Object.keys(kept).length > 0 && { meta: kept }) } as Resource;
}

const profiles: ReadonlyMap<string, string> = new Map([
  ['MedicationRequest', 'MedicationRequest-uv-ips'],
  ['MedicationStatement', 'MedicationStatement-uv-ips'],
  ['AllergyIntolerance', 'AllergyIntolerance-uv-ips'],
  ['Condition', 'Condition-uv-ips'],
  ['Procedure', 'Procedure-uv-ips'],
  ['Immunization', 'Immunization-uv-ips'],
  ['Device', 'Device-uv-ips'],
]);

function writePatient(own: readonly FhirThing[], settings: Settings, record: PatientRecord): Resource {
  const { photo: _, ...patient } = toPatient(own, settings, record);
  const known = patient.birthDate === undefined ? { ...patient, _birthDate: absent } : patient;
  return strip(known as Resource, 'Patient-uv-ips');
}

function tell(
  thing: IpsThing,
  settings: Settings,
  { words, written, interpret }: IpsFacts,
): Told | undefined {
  const plain = toResource(thing, settings);
  const made = interpret?.(plain, thing) ?? plain;
  const section = findSection(made, written.slice(0, 10));
  if (section === undefined) return undefined;
  const { resourceType } = made;
  const resource = complete(strip(made, profiles.get(resourceType)), section);
  return { fullUrl: makeUrl(thing.id), resource, section, ...tellInWords(thing, words) };
}

/** What the profiles of the guide ask for and an item may not say. */
function complete(resource: Resource, section: IpsSection): Resource {
  const { resourceType } = resource;
  if (resourceType === 'MedicationStatement' && !resource.effectivePeriod && !resource.effectiveDateTime)
    return { ...resource, _effectiveDateTime: absent };
  // What ends on a day to come is taken until then.
  if (resourceType === 'MedicationRequest' && resource.status === 'completed')
    return { ...resource, status: 'active' };
  if (resourceType === 'Observation' && section === 'results' && resource.performer === undefined)
    return { ...resource, performer: [absent] };
  return resource;
}

function tellInWords(thing: IpsThing, { say }: IpsWords): Pick<Told, 'line' | 'sortedBy'> {
  const { type, version, value } = readItem(thing);
  const newest = currentVersion(type);
  const current = transform(type, value, version, newest);
  const date = readDate(current, newest.effectiveDate ?? type.begins) as DateValue | undefined;
  const { note } = readCommon(thing.commonXml).common;
  return {
    line: {
      what: type.summary(current as never, say),
      when: date ? dateText(date, say) : '',
      note: typeof note === 'string' ? note : '',
    },
    sortedBy: (date && getEarliest(date)) ?? '',
  };
}

function tellNothing(section: RequiredSection, { id, words }: IpsFacts, patient: string): Told {
  const [code, display] = noInformation[section];
  const concept = makeConcept(absentSystem, code, display);
  const reference = { reference: patient };
  const ofSection: Readonly<Record<RequiredSection, JsonObject>> = {
    medications: {
      resourceType: 'MedicationStatement',
      status: 'unknown',
      medicationCodeableConcept: concept,
      subject: reference,
      _effectiveDateTime: {
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
            valueCode: 'not-applicable',
          },
        ],
      },
    },
    allergies: {
      resourceType: 'AllergyIntolerance',
      clinicalStatus: makeStatus('allergyintolerance-clinical'),
      code: concept,
      patient: reference,
    },
    problems: {
      resourceType: 'Condition',
      clinicalStatus: makeStatus('condition-clinical'),
      code: concept,
      subject: reference,
    },
  };
  const resource = ofSection[section] as Resource;
  return {
    fullUrl: makeUrl(`${section} ${id}`),
    resource: strip(resource, profiles.get(resource.resourceType)),
    section,
    line: { what: words.none[section], when: '', note: '' },
    sortedBy: '',
  };
}

function makeStatus(system: string): JsonObject {
  return { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code: 'active' }] };
}

/** A device is told by its use. */
function listEntries(told: Told): Entry[] {
  const use = useOf(told);
  return use ? [use, told] : [told];
}

function useOf({ fullUrl, resource, sortedBy }: Told): Entry | undefined {
  if (resource.resourceType !== 'Device') return undefined;
  const { patient } = resource;
  const statement = {
    resourceType: 'DeviceUseStatement',
    meta: { profile: [`${profileBase}DeviceUseStatement-uv-ips`] },
    status: 'active',
    ...(patient !== undefined && { subject: patient }),
    ...(sortedBy === '' ? { _timingDateTime: absent } : { timingDateTime: sortedBy.slice(0, 10) }),
    device: { reference: fullUrl },
  } as Resource;
  return { fullUrl: makeUrl(`use ${fullUrl}`), resource: statement };
}

function writeComposition(
  told: readonly Told[],
  { id, written, words }: IpsFacts,
  { patient, organization }: { patient: string; organization: string },
): Resource {
  const names = Object.keys(sectionCodes) as IpsSection[];
  return {
    resourceType: 'Composition',
    meta: { profile: [`${profileBase}Composition-uv-ips`] },
    language: words.language,
    text: makeParagraph(words.title, words.language),
    identifier: { system: 'urn:ietf:rfc:3986', value: makeUrl(`composition ${id}`) },
    status: 'final',
    type: makeConcept(loinc, '60591-5', 'Patient summary Document'),
    subject: { reference: patient },
    date: written,
    author: [{ reference: organization }],
    title: words.title,
    custodian: { reference: organization },
    section: names.flatMap(name => {
      const own = told.filter(one => one.section === name);
      return own.length === 0 ? [] : [writeSection(name, own, words)];
    }),
  };
}

function writeSection(name: IpsSection, told: readonly Told[], words: IpsWords): JsonObject {
  const [code, display] = sectionCodes[name];
  const isNothing = told.some(({ resource }) => isNoInformation(resource));
  const lines = told.map(({ line }) => line);
  return {
    title: words.sections[name],
    code: { coding: [{ system: loinc, code, display }] },
    text: isNothing
      ? makeParagraph(lines[0]?.what ?? '', words.language)
      : makeTable(lines, words, words.language),
    entry: told.map(one => ({ reference: (useOf(one) ?? one).fullUrl })),
  };
}

function isNoInformation(resource: Resource): boolean {
  const said = resource.medicationCodeableConcept ?? resource.code;
  return listOf(getOwn(said, 'coding')).some(one => getOwn(one, 'system') === absentSystem);
}
