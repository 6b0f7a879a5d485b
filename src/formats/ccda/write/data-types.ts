// The data types of HL7 version 3, written: CD, TS, IVL, PQ, names, addresses, people.
import { makeTable } from '../../../schema/table.ts';
import type { CodableValue, CodedValue } from '../../../things/common/codable.ts';
import type { ApproxDate, DateValue, Time } from '../../../things/common/dates.ts';
import type { GeneralMeasurement } from '../../../things/common/measurements.ts';
import type { Contact, Name, Organization, Person } from '../../../things/common/people.ts';
import { findUcumOfUnits } from '../../../things/common/unit-names.ts';
import { findOid, ownCodeSystem } from '../../clinical/codes.ts';
import { type Attributes, all, element, type Part, worded } from '../../clinical/xml.ts';

export const nothing: Attributes = { nullFlavor: 'UNK' };

/** Something coded; of several codes the first stands for it, one of a public system before HealthVault's own. */
export function writeCoded(name: string, value: CodableValue | undefined, type?: string): string | undefined {
  if (!value) return undefined;
  const codes = (value.code ?? []).filter(({ value }) => /^\S+$/.test(value));
  const first = codes.find(one => findOid(one) !== undefined) ?? codes[0];
  const xsi = type === undefined ? {} : { 'xsi:type': type };
  const original = worded('originalText', value.text);
  if (!first) return element(name, { ...xsi, nullFlavor: 'OTH' }, original);
  const rest = codes.filter(one => one !== first);
  const attributes = { ...xsi, ...writeCode(first), displayName: value.text };
  return element(
    name,
    attributes,
    all(rest, one => element('translation', writeCode(one))),
  );
}

function writeCode(code: CodedValue): Attributes {
  const oid = findOid(code);
  return {
    code: code.value,
    codeSystem: oid ?? ownCodeSystem,
    codeSystemName:
      oid === undefined && code.family !== undefined ? `${code.family}/${code.type}` : code.type,
    codeSystemVersion: code.version,
  };
}

/** `20260105081500-0500`, as far as it is known; undefined for words. */
export function formatMoment(value: DateValue | undefined): string | undefined {
  if (!value || 'descriptive' in value) return undefined;
  if ('structured' in value) return formatMoment(value.structured);
  if ('y' in value) return formatDay(value);
  const zone = /^(Z|[+-]\d{2}:\d{2})$/.exec(value.tz?.text ?? '')?.[0];
  // A time without its day says nothing.
  const time = value.date.m === undefined || value.date.d === undefined ? undefined : value.time;
  return (
    formatDay(value.date) +
    (time
      ? formatTime(time) + (zone === undefined ? '' : zone === 'Z' ? '+0000' : zone.replace(':', ''))
      : '')
  );
}

function formatDay({ y, m, d }: ApproxDate): string {
  if (m === undefined) return String(y);
  return d === undefined ? `${y}${pad(m)}` : `${y}${pad(m)}${pad(d)}`;
}

function formatTime({ h, m, s, f }: Time): string {
  if (s === undefined) return pad(h) + pad(m);
  return `${pad(h)}${pad(m)}${pad(s)}${f === undefined ? '' : `.${String(f).padStart(3, '0')}`}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** A moment, or that it is not known. */
export function writeTime(name: string, value: DateValue | undefined, attributes: Attributes = {}): string {
  const moment = formatMoment(value);
  return element(name, { ...attributes, ...(moment === undefined ? nothing : { value: moment }) });
}

export function writeSpan(
  name: string,
  low: DateValue | undefined,
  high: DateValue | undefined,
  attributes: Attributes = {},
): string {
  return element(name, attributes, writeTime('low', low), high && writeTime('high', high));
}

export function writeQuantity(
  name: string,
  value: number,
  unit: string | undefined,
  attributes: Attributes = {},
): string {
  return element(name, {
    ...attributes,
    value,
    unit: unit !== undefined && /^\S+$/.test(unit) ? unit : undefined,
  });
}

/** The number of a measurement that has one, and its unit. */
export function findQuantity({
  structured = [],
}: GeneralMeasurement): { value: number; unit: string | undefined } | undefined {
  const [first, ...others] = structured;
  if (!first || others.length > 0 || !Number.isFinite(first.value)) return undefined;
  return { value: first.value, unit: findUcumOfUnits(first.units) };
}

export function writeName(name: Name): string {
  const parts =
    all(name.title ? [name.title.text] : [], text => worded('prefix', text)) +
    all([name.first, name.middle], text => worded('given', text)) +
    all([name.last], text => worded('family', text)) +
    all(name.suffix ? [name.suffix.text] : [], text => worded('suffix', text));
  return parts === '' ? (worded('name', name.full) ?? element('name', nothing)) : element('name', {}, parts);
}

const addressUses: Readonly<Record<string, string>> = makeTable({
  Home: 'HP',
  Work: 'WP',
  Vacation: 'HV',
  Temporary: 'TMP',
});
const phoneUses: Readonly<Record<string, string>> = makeTable({
  Home: 'HP',
  Work: 'WP',
  Mobile: 'MC',
  Pager: 'PG',
});

export function writeContact({ address, phone, email }: Contact = {}): string {
  return (
    all(address, one =>
      element(
        'addr',
        { use: addressUses[one.description ?? ''] },
        all(one.street, line => worded('streetAddressLine', line)),
        worded('city', one.city),
        worded('state', one.state),
        worded('postalCode', one.postcode),
        worded('country', one.country),
        worded('county', one.county),
      ),
    ) +
    all(
      phone?.filter(({ number }) => /^[+\d(][\d ()+.,;x-]*$/.test(number)),
      one => element('telecom', { use: phoneUses[one.description ?? ''], value: `tel:${one.number}` }),
    ) +
    all(
      email?.filter(({ address }) => /^[\w.+-]+@[\w.-]+$/.test(address)),
      one => element('telecom', { value: `mailto:${one.address}` }),
    )
  );
}

export function writeOrganization(name: string, organization: Organization): string {
  const { address, phone, email } = organization.contact ?? {};
  // An organization tells its numbers before its address.
  const reached = writeContact({ phone, email }) + writeContact({ address: address?.slice(0, 1) });
  return element(name, {}, worded('name', organization.name), reached);
}

/** A role that a person or an organization has: assignedEntity, assignedAuthor. */
export function writeRole(name: string, person: Person, attributes: Attributes = {}): string {
  const { name: called, organization, professionalTraining: training, id, contact } = person;
  return element(
    name,
    attributes,
    element('id', id === undefined ? nothing : { root: '2.16.840.1.113883.4.6', extension: id }),
    training === undefined ? undefined : element('code', { nullFlavor: 'OTH', displayName: training }),
    writeContact(contact),
    element('assignedPerson', {}, writeName(called)),
    organization === undefined
      ? undefined
      : writeOrganization('representedOrganization', { name: organization }),
  );
}

export function writePerformer(person: Person | undefined): Part {
  return person && element('performer', {}, writeRole('assignedEntity', person));
}

export function writeAuthor(person: Person, time: DateValue | undefined): string {
  return element('author', {}, writeTime('time', time), writeRole('assignedAuthor', person));
}
