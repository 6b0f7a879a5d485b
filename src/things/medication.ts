// Medication: what a person takes or took. Its two versions hold amounts differently: see medication-versions.ts.
import { type Infer, inUnit, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, date, dateText } from './common/dates.ts';
import { frequency, generalMeasurement } from './common/measurements.ts';
import { nonNegativeInt, positiveDouble, positiveInt } from './common/numbers.ts';
import { contact, person } from './common/people.ts';
import { durationValue } from './common/structures.ts';
import { down, up } from './medication-versions.ts';
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
  summary({ name, dose, strength, frequency, dateDiscontinued: end }: Medication, say) {
    const until = end && dateText(end, say);
    return [name.text, strength?.display, dose?.display, frequency?.display, until && say('until {0}', until)]
      .filter(Boolean)
      .join(', ');
  },
});
