// Medication between its versions: numbers with units of version 1, general measurements of version 2.
// What has no place on the other side is listed in medication.ts under `loses`.
import { type CodableValue, words } from './common/codable.ts';
import { exactly } from './common/dates.ts';
import type { GeneralMeasurement } from './common/measurements.ts';
import type { Medication, Medication1, Prescription } from './medication.ts';

export function up(older: Medication1): Medication {
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

export function down(newer: Medication): Medication1 {
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
  return { text, code: [{ value: code, family: 'wc', type: list, version: '1' }] };
}

function has(value: CodableValue, { code, text }: WcCode): boolean {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return (value.code ?? []).some(c => same(c.value, code)) || same(value.text, text);
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
