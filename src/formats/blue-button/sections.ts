// The sections that become items, with the names their records have and those that begin one. Others are told by name.
import type { Finding } from '../format.ts';
import type { Fields, Place } from './fields.ts';
import { readAllergy, readCondition, readImmunization, readMedication } from './items.ts';
import { readLaboratory, readOwnTest, readRadiology } from './results.ts';
import { readVital } from './vitals.ts';

export interface Section {
  /** A record begins with one of these when it stands there again. */
  readonly begins: readonly string[];
  readonly names: ReadonlySet<string>;
  /** None for what there is no kind of item for. */
  readonly read?: (fields: Fields, place: Place) => Iterable<Finding>;
}

function section(begins: string, names: string, read?: Section['read']): Section {
  const first = begins.split(', ');
  return { begins: first, names: new Set([...first, ...names.split(', ')]), ...(read && { read }) };
}

const medications = section(
  'medication, drug name',
  'category, prescription number, strength, dose, frequency, start date, stop date, pharmacy name, pharmacy phone, reason for taking, comments, instructions, status, refills remaining, last filled on, initially ordered on, quantity, days supply, pharmacy, supply, orig drug entry',
  readMedication,
);
const allergies = section(
  'allergy name',
  'location, date entered, reaction, allergy type, va drug class, observed/historical, comments, date, severity, diagnosed, type, treatment, first episode date, last episode date, last treatment date',
  readAllergy,
);
const problems = section(
  'problem, condition name',
  'date/time entered, location, status, provider, comments, medical condition start date, medical condition end date',
  readCondition,
);
const immunizations = section(
  'immunization, immunization name',
  'date received, location, reaction, reactions, comments, other, method, date administered, were you vaccinated in the us, booster 1 date, booster 2 date, booster 3 date',
  readImmunization,
);
const laboratory = section(
  'lab test',
  'lab type, ordering provider, ordering location, specimen, collection sample, date/time collected, collected location, collection location, test name, result, units, reference range, interpretation, performing location, status, comments, date/time completed',
  readLaboratory,
);
const ownTests = section(
  'test name, test/lab type',
  'date, date taken, location performed, administered by, provider, requesting doctor, reason test/lab requested, results, comments',
  readOwnTest,
);
const vitals = section(
  'vital sign, measurement type, vital statistic type',
  'measurement, comments, location, date/time collected, date, time, systolic, diastolic, heart rate, body weight, measure, body temperature, method, pain level, blood sugar count, total cholesterol, hdl, ldl, inr value, target range, start date, provider, reading',
  readVital,
);
const radiology = section(
  'procedure/test name',
  'date/time exam performed, ordering location, requesting provider, reasons for study, clinical history, performing location, radiologist, report, impression, primary diagnostic code',
  readRadiology,
);

const sections: readonly (readonly [title: RegExp, section: Section])[] = [
  [/^(VA MEDICATION HISTORY|SELF REPORTED MEDICATIONS.*|DRUGS)$/, medications],
  [/^(VA|SELF REPORTED) ALLERGIES$/, allergies],
  [/^(VA PROBLEM LIST|SELF REPORTED MEDICAL CONDITIONS)$/, problems],
  [/^(VA|SELF REPORTED) IMMUNIZATIONS$/, immunizations],
  [/^VA LABORATORY RESULTS$/, laboratory],
  [/^SELF REPORTED LABS AND TESTS$/, ownTests],
  [/^((VA|SELF REPORTED) VITALS AND READINGS|SELF REPORTED VITAL STATISTICS)$/, vitals],
  [/^VA RADIOLOGY REPORTS$/, radiology],
  [/^VA NOTES$/, section('note title, date/time', 'location')],
  [/^VA PATHOLOGY REPORTS$/, section('type of report', 'specimen')],
  [/^VA ADMISSIONS AND DISCHARGES$/, section('admission date/time', 'location')],
  [/^VA APPOINTMENTS$/, section('date/time', 'location, status, clinic')],
  [/^VA ELECTROCARDIOGRAM/, section('date/time exam performed, procedure/test name', 'location')],
  [/^SELF REPORTED (MEDICAL EVENTS)$/, section('medical event', 'start date')],
  [/^(SELF REPORTED FAMILY HEALTH|FAMILY MEDICAL) HISTORY$/, section('relationship, family member', 'type')],
  [/^SELF REPORTED (ACTIVITY|FOOD) JOURNAL$/, section('date', 'time, comments')],
  [/^SELF REPORTED IMPLANTABLE DEVICE$/, section('device name', 'date implanted')],
  [
    /^(SELF REPORTED HEALTH INSURANCE|PLANS|EMPLOYER SUBSIDY)$/,
    section('health insurance company, contract id/plan id', 'start date'),
  ],
  [/^PREVENTIVE SERVICES$/, section('description', 'last date of service')],
  [/^CLAIM SUMMARY/, section('claim number', 'service start date')],
];

export function findSection(title: string): Section | undefined {
  const folded = title.toUpperCase().replace(/\s+/g, ' ');
  return sections.find(([pattern]) => pattern.test(folded))?.[1];
}
