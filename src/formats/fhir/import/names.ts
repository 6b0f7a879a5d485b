// What the resources of a file call each other: a first reading keeps the names of people, places and medicines, so that the items
// of the second say who and what, where these say no more than where it stands.
import { copy } from '../../readings/tally.ts';
import { codeable, isWritable } from '../codes.ts';
import { type Draft, getOwn, isObject, type Json, listOf, type Resource } from '../json.ts';
import { findName, humanName } from '../people.ts';
import type { FoundResource } from './entries.ts';
import { medicineCharactersMax, nameCharactersMax, namesKeptMax, testsNamedMax } from './limits.ts';

const settings = { zone: 'UTC' };

/** How a resource may be referred to. */
export function listKeys({ resource, fullUrl }: FoundResource): string[] {
  const { id, resourceType } = resource;
  const own = isWritable(id) ? [`${resourceType}/${id}`] : [];
  // Where no bundle has an address for it, it goes by its id.
  const urn = isWritable(id) && uuid.test(id) ? [`urn:uuid:${id}`] : [];
  return [...new Set([...(fullUrl === undefined ? [] : [fullUrl]), ...own, ...urn])];
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Of an address its end, as it is written without the server. */
export function shorten(reference: string): string {
  return (
    /([A-Z][A-Za-z]{1,40}\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference)?.[1] ?? reference
  );
}

export class Names {
  readonly #names = new Map<string, string>();
  readonly #medicines = new Map<string, Json>();
  /** Reports by the tests that they are made of. */
  readonly #reports = new Map<string, string>();
  /** Who keeps the records of the person. */
  #keeper: string | undefined;
  #written: Json | undefined;
  /** Of a practitioner in a role, who it is. */
  readonly #roles = new Map<string, string>();
  /** Name and birth. */
  readonly #patients = new Map<string, string>();
  #patient: string | undefined;

  note(found: FoundResource): void {
    const { resource } = found;
    const keys = listKeys(found);
    if (this.#names.size + this.#medicines.size + this.#roles.size + this.#patients.size >= namesKeptMax)
      return;
    if (resource.resourceType === 'Patient') {
      this.#keeper ??= referenceOf(resource.managingOrganization);
      this.#patient = copy(describePatient(resource));
      for (const key of keys) this.#patients.set(copy(key), this.#patient);
    }
    if (resource.resourceType === 'Composition') {
      this.#keeper = referenceOf(resource.custodian) ?? this.#keeper;
      this.#written ??= resource.date;
    }
    if (resource.resourceType === 'DiagnosticReport') this.#noteTests(resource, keys);
    if (resource.resourceType === 'Medication' && resource.code !== undefined) {
      const code = resource.code;
      if (JSON.stringify(code).length > medicineCharactersMax) return;
      for (const key of keys) this.#medicines.set(copy(key), code);
      return;
    }
    if (resource.resourceType === 'PractitionerRole') {
      const role = referenceOf(resource.practitioner) ?? referenceOf(resource.organization);
      if (role !== undefined) for (const key of keys) this.#roles.set(copy(key), copy(role));
    }
    const name = nameOf(resource);
    if (name !== undefined)
      for (const key of keys) this.#names.set(copy(key), copy(name.slice(0, nameCharactersMax)));
  }

  #noteTests(report: Resource, [key]: readonly string[]): void {
    if (key === undefined) return;
    for (const one of listOf(report.result)) {
      const to = referenceOf(one);
      if (to === undefined || to.startsWith('#') || this.#reports.size >= testsNamedMax) continue;
      // A test of two reports is of the first.
      if (!this.#reports.has(to)) this.#reports.set(copy(to), copy(key));
    }
  }

  /** Whom a resource is about, so that an id counts for one patient; where it names nobody, whom the file is about. */
  findPatient(resource: Resource): string | undefined {
    if (resource.resourceType === 'Patient') return describePatient(resource);
    const { subject, patient, beneficiary } = resource;
    const to = [subject, patient, beneficiary].map(referenceOf).find(one => one !== undefined);
    const found = to === undefined ? undefined : (this.#patients.get(to) ?? this.#patients.get(shorten(to)));
    return found ?? (new Set(this.#patients.values()).size === 1 ? this.#patient : undefined);
  }

  /** The report that a test is of. */
  findReport(found: FoundResource): string | undefined {
    for (const key of listKeys(found)) {
      const report = this.#reports.get(key) ?? this.#reports.get(shorten(key));
      if (report !== undefined) return report;
    }
    return undefined;
  }

  /** Who gave the file, as far as it says so. */
  get source(): string | undefined {
    return this.#keeper === undefined ? undefined : this.find(this.#keeper);
  }

  /** When the document was written, where the file is one. */
  get written(): Json | undefined {
    return this.#written;
  }

  find(reference: string): string | undefined {
    for (const key of [reference, shorten(reference)]) {
      const found = this.#names.get(key) ?? this.#names.get(this.#roles.get(key) ?? '');
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The resource with names beside its references, and its medicine in it. */
  fill(resource: Resource): Resource {
    const filled = this.#fill(resource) as Draft;
    const to = referenceOf(filled.medicationReference);
    const medicine =
      to === undefined ? undefined : (this.#medicines.get(to) ?? this.#medicines.get(shorten(to)));
    if (medicine !== undefined) {
      delete filled.medicationReference;
      filled.medicationCodeableConcept = medicine;
    }
    return filled as Resource;
  }

  #fill(value: Json): Json {
    if (Array.isArray(value)) return value.map(one => this.#fill(one));
    if (!isObject(value)) return value;
    const filled: Draft = {};
    for (const [key, one] of Object.entries(value)) if (key !== '__proto__') filled[key] = this.#fill(one);
    const to = referenceOf(value);
    const name = to === undefined || value.display !== undefined ? undefined : this.find(to);
    if (name !== undefined) filled.display = name;
    return filled;
  }
}

export function referenceOf(value: Json | undefined): string | undefined {
  const reference = getOwn(value, 'reference');
  return isWritable(reference) && reference.length <= 500 ? reference : undefined;
}

function describePatient(resource: Resource): string {
  return JSON.stringify([nameOf(resource)?.slice(0, nameCharactersMax).toLowerCase(), resource.birthDate]);
}

function nameOf(resource: Resource): string | undefined {
  const { name, deviceName, type } = resource;
  if (isWritable(name)) return name;
  const person = findName(name);
  const full = person === undefined ? undefined : getOwn(humanName.read(person, settings), 'full');
  if (isWritable(full)) return full;
  const device = getOwn(listOf(deviceName)[0], 'name');
  if (isWritable(device)) return device;
  if (resource.resourceType !== 'Device' || type === undefined) return undefined;
  const words = getOwn(codeable.read(type, settings), 'text');
  return isWritable(words) ? words : undefined;
}
