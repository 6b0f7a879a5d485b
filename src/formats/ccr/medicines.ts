// Medicines, vaccines and devices of a CCR: all three are products with directions.
import { makeWcCoded } from '../../things/common/codable.ts';
import { exactlyOrEarliest } from '../../things/common/dates.ts';
import { findDenial } from '../../things/common/denials.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import immunization from '../../things/immunization.ts';
import medicalDevice from '../../things/medical-device.ts';
import medication, { type Prescription } from '../../things/medication.ts';
import medicationFill from '../../things/medication-fill.ts';
import { readNumber, toMeasurement } from '../clinical/amounts.ts';
import { joinCodables } from '../clinical/codes.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import {
  type CcrContext,
  describe,
  findActor,
  findDate,
  keepDenial,
  oneOf,
  readActorName,
  readContact,
  readDate,
  readDescription,
  readMomentOf,
  readPerson,
  readSpan,
  readText,
  readType,
  sayInexactDate,
} from './context.ts';

const started = oneOf('start date, administration date, since age, from age, from date, begin date, started');
const stopped = oneOf('stop date, end date, to date, stopped');
const prescribed = oneOf('prescription date, prescribed date, date prescribed, prescribed');
const prescriber = oneOf('prescribing provider, prescribing physician, prescribing clinician, prescriber');

export function* readMedication(object: Element, context: CcrContext): Generator<Finding> {
  const names = readNames(object);
  if (!names) {
    yield leaveOut('invalid', 'Medications');
    return;
  }
  const denial = findDenial(names.name);
  if (denial) {
    yield keepDenial(denial, object, names.name.text, 'Medications', context);
    return;
  }
  const directions = object.walk('Directions', 'Direction');
  const isSimple = directions.length <= 1;
  const { from, to } = readSpan(object, started, stopped);
  const prescription = readPrescription(object, context);
  const told = directions.flatMap(one => readText(one.find('Description')) ?? []).join('\n');
  const status = readText(object.find('Status'));
  const value = {
    name: names.name,
    genericName: names.generic,
    // Of several directions none is the dose: each stands in the note, with when it holds.
    dose: isSimple ? firstOf(directions, 'Dose') : undefined,
    strength: readMeasure(object.find('Product', 'Strength') ?? object.find('Product', 'Concentration')),
    frequency: isSimple
      ? (firstOf(directions, 'Frequency') ??
        firstOf(directions, 'Interval') ??
        (told ? { display: told } : undefined))
      : undefined,
    route: directions.flatMap(one => readDescription(one.find('Route')) ?? [])[0],
    indication: joinCodables(directions.flatMap(one => readIndication(one) ?? [])),
    dateStarted: from,
    dateDiscontinued: to,
    prescribed: prescription && makeWcCoded('medication-prescribed', 'prescribed', 'Prescribed'),
    prescription,
  };
  const isPlain = status === undefined || /^active$/i.test(status);
  const about = describe(
    object,
    context,
    isSimple ? told || undefined : undefined,
    sayDirections(directions),
    isPlain ? undefined : `Status: ${status}`,
  );
  yield makeFinding(medication, value, 'Medications', about);
  for (const fill of object.walk('FulfillmentHistory', 'Fulfillment'))
    yield readFill(fill, names.name, context);
}

/** How it is taken, one direction a line, and what of a single one has no field: for how long, in which case. */
function sayDirections(directions: readonly Element[]): string | undefined {
  const lines = directions.map(one => {
    const taken = ['Dose', 'Route', 'Frequency', 'Interval'].map(name => sayPart(one.find(name)));
    const rest = ['Site', 'Vehicle', 'AdministrationTiming', 'DoseRestriction', 'StopIndicator'];
    const duration = sayPart(one.find('Duration'));
    const cases = one
      .walk('MultipleDirectionModifier', 'ObjectAttribute', 'AttributeValue', 'Value')
      .flatMap(value => value.text(300) ?? []);
    const next = readText(one.find('MultipleDirectionModifier'));
    const more = [
      ...rest.map(name => sayPart(one.find(name))),
      duration && `for ${duration}`,
      cases.length > 0 ? `(${cases.join(', ')})` : undefined,
    ];
    const said = directions.length > 1 ? [readText(one.find('Description')), ...taken, ...more, next] : more;
    return said.filter(Boolean).join(' ');
  });
  return lines.filter(line => line !== '').join('\n') || undefined;
}

function sayPart(element: Element | undefined): string | undefined {
  return readMeasure(element)?.display ?? readText(element);
}

/** By its brand, and by what is in it; where there is one name alone, by that. */
function readNames(object: Element) {
  const product = readDescription(object.find('Product', 'ProductName'));
  const brand = readDescription(object.find('Product', 'BrandName'));
  const name = brand ?? product ?? readDescription(object.find('Description'));
  if (!name) return undefined;
  if (brand && product && brand.text === product.text)
    return { name: joinCodables([product, brand]) ?? name, generic: undefined };
  return { name, generic: brand ? product : undefined };
}

function firstOf(directions: readonly Element[], name: string): GeneralMeasurement | undefined {
  return directions.flatMap(one => readMeasure(one.find(name)) ?? [])[0];
}

/** Something measured, or said in words: `BID`, `10 mg`. */
export function readMeasure(element: Element | undefined): GeneralMeasurement | undefined {
  if (!element) return undefined;
  const written = element.find('Value')?.text(300);
  const unit = element.find('Units', 'Unit')?.text(100);
  const value = readNumber(written);
  if (value !== undefined) return toMeasurement([{ value, unit, written }]);
  const display = [written, unit].filter(Boolean).join(' ') || readText(element.find('Description'));
  return display === undefined ? undefined : { display };
}

function readIndication(direction: Element) {
  const indication = direction.find('Indication');
  return (
    readDescription(indication?.find('Problem', 'Description')) ??
    readDescription(indication?.find('Description'))
  );
}

function readPrescription(object: Element, context: CcrContext): Prescription | undefined {
  const by = readPerson(findActor(object.walk('Source', 'Actor'), prescriber, context));
  const date = object.all('DateTime').find(one => prescribed.has(readType(one)));
  const refills = readNumber(object.find('Refills', 'Refill', 'Number')?.text(50));
  const instructions = object
    .walk('PatientInstructions', 'Instruction')
    .flatMap(one => readDescription(one) ?? []);
  const amount = readMeasure(object.find('Quantity'));
  const details = {
    datePrescribed: readDate(date),
    amountPrescribed: amount,
    refills: refills !== undefined && Number.isInteger(refills) && refills >= 0 ? refills : undefined,
    instructions: joinCodables(instructions),
  };
  if (!by && Object.values(details).every(one => one === undefined)) return undefined;
  return { prescribedBy: by ?? { name: { full: 'Unknown' } }, ...details };
}

function readFill(fill: Element, of: { text: string }, context: CcrContext): Finding {
  const pharmacy = context.actors.get(
    fill.find('Location', 'ActorID')?.text() ?? fill.find('Provider', 'ActorID')?.text() ?? '',
  );
  const name = readDescription(fill.find('ProductName')) ?? of;
  const named = pharmacy && readActorName(pharmacy);
  const value = {
    name,
    dateFilled: readDate(fill.find('DateTime')),
    pharmacy: pharmacy && named !== undefined ? { name: named, contact: readContact(pharmacy) } : undefined,
  };
  return makeFinding(medicationFill, value, 'Medications', describe(fill, context));
}

export function* readImmunization(object: Element, context: CcrContext): Generator<Finding> {
  const name = readNames(object)?.name;
  const status = readText(object.find('Status'));
  const denial = findDenial(name);
  if (!name) yield leaveOut('invalid', 'Immunizations');
  else if (denial) yield keepDenial(denial, object, name.text, 'Immunizations', context);
  else if (/refus|declin|not given/i.test(status ?? '')) yield leaveOut('denied', 'Immunizations');
  else {
    const lot = oneOf('immunization lot number, lot number, lot');
    const maker = context.actors.get(object.find('Product', 'Manufacturer', 'ActorID')?.text() ?? '');
    const made = maker && readActorName(maker);
    const value = {
      name,
      administrationDate: readDate(
        findDate(object, oneOf('immunization date, administration date, administered, start date')),
      ),
      administrator: readPerson(
        findActor(object.walk('Source', 'Actor'), oneOf('administered by, administering provider'), context),
      ),
      manufacturer: made === undefined ? undefined : { text: made },
      lot: [...object.all('IDs'), ...object.walk('Product', 'IDs')]
        .find(one => lot.has(readType(one)))
        ?.find('ID')
        ?.text(200),
      route: readDescription(object.find('Directions', 'Direction', 'Route')),
      sequence: object.find('SeriesNumber')?.text(50),
      anatomicSurface: readDescription(object.find('Directions', 'Direction', 'Site')),
      adverseEvent: readText(object.find('Reaction', 'Description')),
    };
    yield makeFinding(immunization, value, 'Immunizations', describe(object, context));
  }
}

export function* readEquipment(object: Element, context: CcrContext): Generator<Finding> {
  const name = readNames(object)?.name;
  if (!name) yield leaveOut('invalid', 'MedicalEquipment');
  else {
    const date = readDate(object.find('DateTime'));
    const isKnown = readMomentOf(object.find('DateTime')) !== undefined;
    const maker = context.actors.get(object.find('Product', 'Manufacturer', 'ActorID')?.text() ?? '');
    const vendor = maker && readActorName(maker);
    const value = {
      when: isKnown ? exactlyOrEarliest(date) : (context.written ?? exactlyOrEarliest(undefined)),
      deviceName: name.text,
      vendor: vendor === undefined ? undefined : { name: { full: vendor } },
      serialNumber: object.walk('Product', 'IDs', 'ID').flatMap(one => one.text(200) ?? [])[0],
    };
    const about = describe(object, context, sayInexactDate(object.find('DateTime')));
    yield makeFinding(medicalDevice, value, 'MedicalEquipment', about);
  }
}
