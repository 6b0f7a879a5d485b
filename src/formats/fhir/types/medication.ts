// Medication: a prescription where somebody prescribed it, and what a person says they take. What came as a statement is one again.

import { makeWcCoded } from '../../../things/common/codable.ts';
import medication from '../../../things/medication.ts';
import { days, readMeasured, writeMeasured } from '../amounts.ts';
import { codeable } from '../codes.ts';
import { number } from '../convert.ts';
import { approxDateTime, date } from '../dates.ts';
import { readDosage, writeDosage } from '../dosage.ts';
import { hasMedicine, hasStatus, isUnmarked, medicineOf, spanOf } from '../elements.ts';
import { getOwn, type Json, type JsonObject, listOf, type Resource } from '../json.ts';
import { type Converter, defineMapping, type Row, rowsOf, type Settings } from '../mapping.ts';
import { getAtPath, putAtPath } from '../paths.ts';
import { personReference } from '../people.ts';

const { row, rowBy } = rowsOf(medication);

const isOver = (resource: JsonObject) => hasStatus(resource, 'completed', 'stopped', 'cancelled');

function dosageIn(element: 'dosageInstruction' | 'dosage'): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource, settings) {
      const dosage = writeDosage(item, settings);
      if (dosage) resource[element] = [dosage];
    },
    read(resource, item, settings) {
      const { fields, instructions } = readDosage(listOf(resource[element])[0], settings);
      Object.assign(item, fields);
      if (instructions === undefined) return;
      // Where nobody prescribed it, words are how much and how often.
      if (isPrescribed(resource)) putAtPath(item, 'prescription.instructions.text', instructions);
      else if (!fields.dose) item.dose = { display: instructions };
      else if (!fields.frequency) item.frequency = { display: instructions };
    },
  };
}

function isPrescribed({
  resourceType,
  reportedBoolean,
  requester,
  dispenseRequest,
  authoredOn,
  dosageInstruction,
}: JsonObject) {
  if (resourceType !== 'MedicationRequest') return false;
  const told = listOf(dosageInstruction).some(one => getOwn(one, 'patientInstruction') !== undefined);
  return (
    [requester, dispenseRequest, authoredOn].some(one => one !== undefined) ||
    told ||
    reportedBoolean !== true
  );
}

/** Who prescribed it is not known. */
const unknownPerson = { name: { full: 'Unknown' } };

const requester: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const by = getAtPath(item, 'prescription.prescribedBy');
    const written = by === undefined ? undefined : personReference.write(by, settings);
    if (written !== undefined && getAtPath(item, 'prescription.prescribedBy.name.full') !== 'Unknown')
      resource.requester = written;
  },
  read(resource, item, settings) {
    const by =
      resource.requester === undefined ? undefined : personReference.read(resource.requester, settings);
    // A prescription has somebody who made it.
    if (by !== undefined) putAtPath(item, 'prescription.prescribedBy', by);
    else if (item.prescription !== undefined || resource.requester !== undefined)
      putAtPath(item, 'prescription.prescribedBy', unknownPerson);
  },
};

const measured: Converter = {
  write(value) {
    const amount = writeMeasured(value);
    return amount && 'quantity' in amount ? amount.quantity : undefined;
  },
  read: json => readMeasured(json, undefined),
};

const substitution: Converter = {
  write(value, settings) {
    const codes = listOf(getOwn(value, 'code')).map(one => getOwn(one, 'value'));
    if (codes.includes('SP')) return { allowedBoolean: true };
    if (codes.includes('DAW')) return { allowedBoolean: false };
    const concept = codeable.write(value, settings);
    return concept === undefined ? undefined : { allowedCodeableConcept: concept };
  },
  read(json, settings) {
    const allowed = getOwn(json, 'allowedBoolean');
    if (typeof allowed === 'boolean') {
      const [code, text] = allowed ? ['SP', 'Substitution permitted'] : ['DAW', 'Dispense as written'];
      return makeWcCoded('medication-substitution', code, text) as unknown as Json;
    }
    const concept = getOwn(json, 'allowedCodeableConcept');
    return concept === undefined ? undefined : codeable.read(concept, settings);
  },
};

/** Of what is over without a day, the last that is known: it is not taken any more. */
function readEnd(resource: JsonObject, settings: Settings): Json | undefined {
  const known = [
    'dispenseRequest.validityPeriod.end',
    'authoredOn',
    'effectiveDateTime',
    'effectivePeriod.start',
    'dateAsserted',
  ].map(path => getAtPath(resource, path));
  const last = known.find(one => typeof one === 'string');
  const value = last === undefined ? undefined : approxDateTime.read(last, settings);
  return value ?? { descriptive: 'not any more' };
}

const ended: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (item.dateDiscontinued !== undefined) resource.status = 'completed';
  },
  read(resource, item, settings) {
    if (item.dateDiscontinued === undefined && isOver(resource))
      item.dateDiscontinued = readEnd(resource, settings) as Json;
  },
};

/** Who takes a medicine of their own accord says so, and nobody asked for it. */
const reported: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const codes = listOf(getOwn(item.prescribed, 'code')).map(one => getOwn(one, 'value'));
    if (item.prescription !== undefined || codes.includes('prescribed')) return;
    resource.intent = 'plan';
    resource.reportedBoolean = true;
  },
  read() {},
};

const shared = [
  rowBy('name', 'medication[x]', medicineOf('name'), 'A Medication that a resource contains is read, too.'),
  row('indication', 'reasonCode[0]', codeable),
];
const end = 'What is over without a day ends, as an item, on the last day that its resource names.';

function takesMedicine(resource: Resource): boolean {
  return (
    isUnmarked(resource) &&
    hasMedicine(resource) &&
    !hasStatus(resource, 'entered-in-error', 'not-taken') &&
    resource.doNotPerform !== true
  );
}

const statement = defineMapping(medication, {
  resourceType: 'MedicationStatement',
  subject: 'subject',
  isOther: true,
  fixed: { status: 'active' },
  rows: [
    ...shared,
    rowBy('dose', 'dosage[0]', dosageIn('dosage')),
    rowBy('dateStarted', 'effectivePeriod', spanOf('dateStarted', 'dateDiscontinued', 'effectivePeriod')),
    rowBy('dateStarted', 'effectiveDateTime', {
      write() {},
      read(resource, item, settings) {
        const { effectiveDateTime: at } = resource;
        const value = at === undefined ? undefined : approxDateTime.read(at, settings);
        if (value !== undefined && item.dateStarted === undefined) item.dateStarted = value;
      },
    }),
    rowBy('dateDiscontinued', 'status', ended, end),
  ],
  takes: takesMedicine,
});

export default defineMapping(medication, {
  resourceType: 'MedicationRequest',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationrequest',
  subject: 'subject',
  fixed: { status: 'active', intent: 'order' },
  rows: [
    ...shared,
    rowBy(
      'dose',
      'dosageInstruction[0]',
      dosageIn('dosageInstruction'),
      'Dose, strength, frequency and route, in elements and together in words.',
    ),
    rowBy(
      'dateStarted',
      'dosageInstruction[0].timing.repeat.boundsPeriod',
      spanOf('dateStarted', 'dateDiscontinued', 'dosageInstruction[0].timing.repeat.boundsPeriod'),
    ),
    rowBy('dateDiscontinued', 'status', ended, end),
    rowBy('prescribed', 'intent', reported, 'What nobody prescribed is a plan that the person reports.'),
    row('prescription.datePrescribed', 'authoredOn', approxDateTime),
    row('prescription.amountPrescribed', 'dispenseRequest.quantity', measured as Converter<never>),
    row('prescription.substitution', 'substitution', substitution as Converter<never>),
    row('prescription.refills', 'dispenseRequest.numberOfRepeatsAllowed', number),
    row('prescription.daysSupply', 'dispenseRequest.expectedSupplyDuration', days),
    row('prescription.prescriptionExpiration', 'dispenseRequest.validityPeriod.end', date),
    rowBy('prescription.prescribedBy', 'requester', requester),
    rowBy(
      'prescription.prescribedBy',
      'intent',
      {
        write(_item, resource) {
          if (resource.requester === undefined) resource.intent = 'plan';
        },
        read() {},
      },
      'What nobody is said to have prescribed is a plan, no order.',
    ),
  ],
  others: [statement],
  takes: takesMedicine,
});
