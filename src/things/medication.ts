// Medication: what a person takes or took. Its two versions hold amounts differently: below.
import { type Infer, inUnit, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { type CodableValue, codable, isSaid, makeWcCoded, words } from './common/codable.ts';
import { approxDateTime, date, dateText, exactly } from './common/dates.ts';
import type { GeneralMeasurement } from './common/measurements.ts';
import { frequency, generalMeasurement } from './common/measurements.ts';
import { nonNegativeInt, positiveDouble, positiveInt } from './common/numbers.ts';
import { contact, person } from './common/people.ts';
import { durationValue } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

const doseValue = seq({
  description: optional(longText(string)),
  'exact-dose': optional(positiveDouble),
  'min-dose': optional(positiveDouble),
  'max-dose': optional(positiveDouble),
});

export const medication1 = seq({
  name: optional(string),
  code: many(nonNegativeInt),
  'date-discontinued': optional(approxDateTime),
  'date-filled': optional(approxDateTime),
  'date-prescribed': optional(approxDateTime),
  'is-prescribed': optional(boolean),
  indication: optional(string),
  'amount-prescribed': optional(string),
  'dose-value': optional(doseValue),
  'dose-unit': optional(codable('medication-dose-units')),
  'strength-value': optional(nonNegativeInt),
  'strength-unit': optional(codable('medication-strength-unit')),
  frequency: optional(string),
  route: optional(codable('medication-routes')),
  duration: optional(string),
  'duration-unit': optional(codable('duration-units')),
  refills: optional(nonNegativeInt),
  'refills-left': optional(nonNegativeInt),
  'days-supply': optional(inUnit(nonNegativeInt, 'days')),
  'prescription-duration': optional(durationValue),
  instructions: optional(longText(string)),
  'substitution-permitted': optional(boolean),
  pharmacy: optional(contact),
  'prescription-number': optional(string),
});
export type Medication1 = Infer<typeof medication1>;

const prescription = seq({
  'prescribed-by': person,
  'date-prescribed': optional(approxDateTime),
  'amount-prescribed': optional(generalMeasurement),
  substitution: optional(codable('medication-substitution')),
  refills: optional(nonNegativeInt),
  'days-supply': optional(inUnit(positiveInt, 'days')),
  'prescription-expiration': optional(date),
  instructions: optional(codable()),
});
export type Prescription = Infer<typeof prescription>;

export const medication = seq({
  name: codable('RxNorm', 'NDC'),
  'generic-name': optional(codable('RxNorm', 'NDC')),
  dose: optional(generalMeasurement),
  strength: optional(generalMeasurement),
  frequency: optional(frequency),
  route: optional(codable('medication-routes')),
  indication: optional(codable()),
  'date-started': optional(approxDateTime),
  'date-discontinued': optional(approxDateTime),
  prescribed: optional(codable('medication-prescribed')),
  prescription: optional(prescription),
});
export type Medication = Infer<typeof medication>;

const common = {
  root: 'medication',
  namespace: 'urn:com.microsoft.wc.thing.medication',
  endDate: 'date-discontinued',
};

export default thingType({
  name: 'Medication',
  description: 'A medicine a person takes or took: how much, how often, and by whose prescription.',
  group: 'medications',
  versions: [
    thingVersion({
      ...common,
      id: '5c5f1223-f63c-4464-870c-3e36ba471def',
      number: 1,
      schema: medication1,
    }),
    thingVersion({
      ...common,
      id: '30cafccc-047d-4288-94ef-643571f7919d',
      number: 2,
      schema: medication,
      up,
      down,
      loses: {
        up: 'date-filled, refills-left, pharmacy and prescription-number (Medication fill has them); code, duration; numbers without a unit and units without a number; a days-supply of 0; the end of prescription-duration unless it is a day',
        down: 'generic-name, prescribed-by, codes of names, words of strength, amounts that are not whole or positive',
      },
    }),
  ],
  suggests: { name: 'medicines', 'generic-name': 'medicines', frequency: 'schedules' },
  short: ['name', 'strength', 'dose', 'frequency', 'indication', 'date-started'],
  labels: {
    name: 'Medicine',
    'date-discontinued': 'Taken until',
    'date-started': 'Taken since',
    'date-filled': 'Filled on',
    'date-prescribed': 'Prescribed on',
    'dose-value': 'Dose',
    'exact-dose': 'Exactly',
    'min-dose': 'At least',
    'max-dose': 'At most',
    'dose-unit': 'Unit of the dose',
    'strength-value': 'Strength',
    'strength-unit': 'Unit of the strength',
    'duration-unit': 'Unit of the duration',
    'days-supply': 'Lasts for',
    'prescription-duration': 'Time of the prescription',
    'prescription-expiration': 'Prescription valid until',
    indication: 'Taken for',
    route: 'How it is taken',
    substitution: 'May it be replaced',
    'substitution-permitted': 'May be replaced',
    'is-prescribed': 'Prescribed',
  },
  ordered: [
    ['date-started', 'date-discontinued'],
    ['min-dose', 'max-dose'],
  ],
  lasts: true,
  begins: 'date-started',
  summary({ name, dose, strength, frequency, dateDiscontinued: end }: Medication, say) {
    const until = end && dateText(end, say);
    return [name.text, strength?.display, dose?.display, frequency?.display, until && say('until {0}', until)]
      .filter(Boolean)
      .join(', ');
  },
});

// Medication between its versions: numbers with units of version 1, general measurements of version 2.
// What has no place on the other side is listed in medication.ts under `loses`.

function up(older: Medication1): Medication {
  return {
    name: words(older.name ?? 'Unknown'),
    dose: doseUp(older),
    strength: measurement([older.strengthValue], older.strengthUnit),
    frequency: inWords(older.frequency),
    route: older.route,
    indication: words(older.indication),
    dateStarted: older.prescriptionDuration?.startDate,
    dateDiscontinued: older.dateDiscontinued,
    prescribed:
      older.isPrescribed === undefined ? undefined : wc(older.isPrescribed ? prescribed : overTheCounter),
    prescription: prescriptionUp(older),
  };
}

function down(newer: Medication): Medication1 {
  const { prescription = {} as Partial<Prescription>, dateStarted } = newer;
  const { prescriptionExpiration: expires } = prescription;
  return {
    name: newer.name.text,
    dateDiscontinued: newer.dateDiscontinued,
    datePrescribed: prescription.datePrescribed,
    isPrescribed: isPrescribed(newer.prescribed),
    indication: newer.indication?.text,
    amountPrescribed: prescription.amountPrescribed?.display,
    ...doseDown(newer.dose),
    ...strengthDown(newer.strength),
    frequency: newer.frequency?.display,
    route: newer.route,
    refills: prescription.refills,
    daysSupply: prescription.daysSupply,
    prescriptionDuration: dateStarted && {
      startDate: dateStarted,
      endDate: expires && { structured: { date: expires } },
    },
    instructions: prescription.instructions?.text,
    substitutionPermitted: substitutionPermitted(prescription.substitution),
  };
}

function doseUp({ doseValue: { description, exactDose, minDose, maxDose } = {}, doseUnit }: Medication1) {
  const numbers = exactDose === undefined ? [minDose, maxDose] : [exactDose];
  const dose = measurement(numbers, doseUnit);
  return description ? { ...dose, display: description } : dose;
}

/** Numbers of one unit, in words as well: "2–3 tablets". */
function measurement(
  maybe: (number | undefined)[],
  units: CodableValue | undefined,
): GeneralMeasurement | undefined {
  const numbers = [...new Set(maybe.filter(n => n !== undefined))];
  if (numbers.length === 0) return inWords(units?.text);
  const display = [numbers.join('–'), units?.text].filter(Boolean).join(' ');
  return units ? { display, structured: numbers.map(value => ({ value, units })) } : { display };
}

function inWords(display: string | undefined): GeneralMeasurement | undefined {
  return display === undefined ? undefined : { display };
}

function doseDown(dose: GeneralMeasurement | undefined): Pick<Medication1, 'doseValue' | 'doseUnit'> {
  if (!dose) return {};
  const amounts = (dose.structured ?? []).filter(({ value }) => value > 0);
  const [first, second] = amounts;
  const description = dose.display;
  if (!first) return { doseValue: { description } };
  // Two amounts of one unit are a span, such as 2 to 3 tablets.
  const doseValue =
    second && amounts.length === 2 && second.units.text === first.units.text && second.value > first.value
      ? { description, minDose: first.value, maxDose: second.value }
      : { description, exactDose: first.value };
  return { doseValue, doseUnit: first.units };
}

function strengthDown(
  strength: GeneralMeasurement | undefined,
): Pick<Medication1, 'strengthValue' | 'strengthUnit'> {
  const whole = strength?.structured?.find(({ value }) => isNonNegativeInt(value));
  return whole ? { strengthValue: whole.value, strengthUnit: whole.units } : {};
}

function isNonNegativeInt(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 2147483647;
}

function prescriptionUp(older: Medication1): Prescription | undefined {
  const end = older.prescriptionDuration?.endDate;
  const details = {
    datePrescribed: older.datePrescribed,
    amountPrescribed: inWords(older.amountPrescribed),
    substitution:
      older.substitutionPermitted === undefined
        ? undefined
        : wc(older.substitutionPermitted ? permitted : asWritten),
    refills: older.refills,
    // No days at all cannot be said in version 2.
    daysSupply: older.daysSupply || undefined,
    prescriptionExpiration: end && exactly(end)?.date,
    instructions: words(older.instructions),
  };
  if (Object.values(details).every(detail => detail === undefined)) return undefined;
  return { prescribedBy: { name: { full: 'Unknown' } }, ...details };
}

interface WcCode {
  readonly code: string;
  readonly text: string;
  readonly list: string;
}

const prescribed: WcCode = { code: 'prescribed', text: 'Prescribed', list: 'medication-prescribed' };
const overTheCounter: WcCode = { code: 'OTC', text: 'Over the Counter (OTC)', list: 'medication-prescribed' };
const permitted: WcCode = { code: 'SP', text: 'Substitution permitted', list: 'medication-substitution' };
const asWritten: WcCode = { code: 'DAW', text: 'Dispense as written', list: 'medication-substitution' };

function wc({ code, text, list }: WcCode): CodableValue {
  return makeWcCoded(list, code, text);
}

function has(value: CodableValue, { code, text }: WcCode): boolean {
  return isSaid(value, code, text);
}

function isPrescribed(value: CodableValue | undefined): boolean | undefined {
  if (!value) return undefined;
  if (has(value, overTheCounter)) return false;
  const prescribedOtc = { code: 'prescribedOTC', text: 'Prescribed OTC', list: 'medication-prescribed' };
  return has(value, prescribed) || has(value, prescribedOtc) ? true : undefined;
}

function substitutionPermitted(value: CodableValue | undefined): boolean | undefined {
  if (!value) return undefined;
  if (has(value, permitted)) return true;
  return has(value, asWritten) ? false : undefined;
}
