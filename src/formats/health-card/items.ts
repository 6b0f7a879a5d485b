// The FHIR of a card as items: what was injected, and what a laboratory found. The patient is for the person to say.
import { createHash } from 'node:crypto';
import { type CodableValue, makeWcCoded, words } from '../../things/common/codable.ts';
import immunization, { type Immunization } from '../../things/immunization.ts';
import labResults, { type LabRange, type LabResults, type LabTest } from '../../things/lab-results.ts';
import { readMoment, toApprox } from '../clinical/dates.ts';
import {
  type AboutCandidate,
  type Finding,
  leaveOut,
  makeFinding,
  type Unclear,
  UnreadableFile,
} from '../format.ts';
import type { Card } from './card.ts';
import { nameLabCode, readCodable } from './codes.ts';
import { get, getNumber, getText, list } from './json.ts';
import { entriesMax } from './limits.ts';

export function* readResources(card: Card): Generator<Finding> {
  if (card.entries.length > entriesMax) throw new UnreadableFile('too-large');
  for (const entry of card.entries) {
    const resource = get(entry, 'resource');
    const type = getText(resource, 'resourceType');
    if (type === 'Immunization') yield readImmunization(resource, card);
    else if (type === 'Observation') yield readObservation(resource, card);
    else if (type === 'Patient') yield* tellPerson(resource);
    // Where, and by whom, say nothing alone.
    else if (!/^(Location|Organization|Practitioner)$/.test(type ?? ''))
      yield leaveOut('no-kind', /^[A-Za-z]{1,60}$/.test(type ?? '') ? (type ?? '') : 'FHIR');
  }
}

/** The patient is for the person to say. */
function* tellPerson(patient: unknown): Generator<Finding> {
  const name = get(patient, 'name', 0);
  const given = list(get(name, 'given')).filter(one => typeof one === 'string');
  const said = getText(name, 'text') ?? [...given, getText(name, 'family')].filter(Boolean).join(' ');
  if (said !== '') yield { person: said.slice(0, 200) };
}

/** Who vouches for it, or that nobody does. The same facts of an issuer have the same name in each of its cards. */
function describe({ issuer, vouchedBy, isCurrent }: Card, ...facts: readonly unknown[]): AboutCandidate {
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, ...facts]))
    .digest('base64url');
  const sourceId = `card ${hash}`;
  return vouchedBy === undefined
    ? {
        source: `${issuer} (not verified)`,
        sourceId,
        note: `SMART Health Card, signature not verified: ${issuer}`,
        isProposed: true,
      }
    : {
        source: isCurrent ? vouchedBy : `${vouchedBy} (not valid now)`,
        sourceId,
        note: `SMART Health Card, signature verified: ${issuer}`,
        // It may have been true: what was injected stays so.
        ...(!isCurrent && { isProposed: true }),
      };
}

function readImmunization(resource: unknown, card: Card): Finding {
  const name = readCodable(get(resource, 'vaccineCode'));
  const status = getText(resource, 'status');
  const why: Unclear | undefined = status !== 'completed' ? 'denied' : name ? undefined : 'invalid';
  if (why || !name) return leaveOut(why ?? 'invalid', 'Immunization');
  const written = getText(resource, 'occurrenceDateTime') ?? getText(resource, 'occurrenceString');
  const moment = readMoment(written);
  const lot = getText(resource, 'lotNumber');
  const given = getText(resource, 'performer', 0, 'actor', 'display');
  const expires = readMoment(getText(resource, 'expirationDate'));
  const dose =
    getNumber(resource, 'protocolApplied', 0, 'doseNumberPositiveInt') ??
    getText(resource, 'protocolApplied', 0, 'doseNumberString');
  const value: Immunization = {
    name,
    administrationDate: moment
      ? toApprox(moment)
      : written === undefined
        ? undefined
        : { descriptive: written },
    administrator: given === undefined ? undefined : { name: { full: given }, organization: given },
    manufacturer: readManufacturer(get(resource, 'manufacturer')),
    lot,
    route: readCodable(get(resource, 'route')),
    expirationDate: expires?.date,
    sequence: dose === undefined ? undefined : String(dose),
    anatomicSurface: readCodable(get(resource, 'site')),
  };
  const about = describe(card, 'Immunization', name.code?.[0]?.value ?? name.text, written, lot);
  return makeFinding(immunization, value, 'Immunization', about);
}

function readManufacturer(reference: unknown): Immunization['manufacturer'] {
  const code = getText(reference, 'identifier', 'value');
  const display = getText(reference, 'display');
  const text = display ?? code;
  if (text === undefined) return undefined;
  const isMvx = getText(reference, 'identifier', 'system')?.endsWith('/sid/mvx');
  return code !== undefined && isMvx
    ? { text, code: [{ value: code, family: 'HL7', type: 'vaccine-manufacturers-mvx' }] }
    : { text };
}

/** How far a result is final; what is in no list is none. */
const statuses: ReadonlyMap<string, CodableValue> = new Map([
  ['final', makeWcCoded('lab-status', 'C', 'Complete')],
  ['preliminary', makeWcCoded('lab-status', 'P', 'Pending')],
  ['amended', words('Corrected')],
  ['corrected', words('Corrected')],
]);

function readObservation(resource: unknown, card: Card): Finding {
  const code = readCodable(get(resource, 'code'), nameLabCode);
  const status = statuses.get(getText(resource, 'status') ?? '');
  if (!status) return leaveOut('denied', 'Observation');
  const measurement = readMeasurement(resource);
  if (!code || !measurement) return leaveOut('invalid', 'Observation');
  const written = getText(resource, 'effectiveDateTime') ?? getText(resource, 'effectivePeriod', 'start');
  const performer = getText(resource, 'performer', 0, 'display');
  const ranges = list(get(resource, 'referenceRange')).slice(0, 10).flatMap(readRange);
  const test: LabTest<LabRange> = {
    name: code.text,
    clinicalCode: code.code ? code : undefined,
    value: { measurement, ...(ranges.length > 0 && { ranges }) },
    status,
  };
  const value: LabResults = {
    when: toApprox(readMoment(written)),
    labGroup: [
      {
        groupName: { text: code.text },
        laboratoryName: performer === undefined ? undefined : { name: performer },
        status,
        results: [test],
      },
    ],
  };
  const about = describe(card, 'Observation', code.code?.[0]?.value ?? code.text, written);
  return makeFinding(labResults, value, 'Observation', about);
}

type Measurement = NonNullable<LabTest<LabRange>['value']>['measurement'];

function readMeasurement(resource: unknown): Measurement | undefined {
  const quantity = getNumber(resource, 'valueQuantity', 'value');
  if (quantity !== undefined) {
    const ucum = getText(resource, 'valueQuantity', 'code');
    const unit = getText(resource, 'valueQuantity', 'unit') ?? ucum ?? '';
    const comparator = getText(resource, 'valueQuantity', 'comparator');
    const display = `${comparator ?? ''}${quantity} ${unit}`.trim();
    if (comparator !== undefined) return { display };
    const isUcum = getText(resource, 'valueQuantity', 'system') === 'http://unitsofmeasure.org';
    const units =
      ucum !== undefined && isUcum ? { text: unit, code: [{ value: ucum, type: 'ucum' }] } : { text: unit };
    return { display, structured: [{ value: quantity, units }] };
  }
  const number = getNumber(resource, 'valueInteger');
  const said = get(resource, 'valueBoolean');
  const text =
    readCodable(get(resource, 'valueCodeableConcept'), nameLabCode)?.text ??
    getText(resource, 'valueString') ??
    (typeof said === 'boolean' ? String(said) : number?.toString());
  return text === undefined ? undefined : { display: text };
}

function readRange(range: unknown): LabRange[] {
  const [min, max] = ['low', 'high'].map(side => getNumber(range, side, 'value'));
  const text = getText(range, 'text') ?? sayBounds(min, max);
  if (text === undefined) return [];
  const value = {
    ...(min !== undefined && { minimumRange: min }),
    ...(max !== undefined && { maximumRange: max }),
  };
  const hasBounds = min !== undefined || max !== undefined;
  return [{ type: { text: 'Normal' }, text: { text }, ...(hasBounds && { value }) }];
}

function sayBounds(min: number | undefined, max: number | undefined): string | undefined {
  if (min !== undefined) return max === undefined ? `≥ ${min}` : `${min} - ${max}`;
  return max === undefined ? undefined : `≤ ${max}`;
}
