// Items as data objects of a CCR, by HealthVault's map: which type goes to which section, and what its dates are called.
import type { AdvanceDirective } from '../../../things/advance-directive.ts';
import type { Allergy } from '../../../things/allergy.ts';
import type { Appointment } from '../../../things/appointment.ts';
import type { Condition } from '../../../things/condition.ts';
import type { Encounter } from '../../../things/encounter.ts';
import type { FamilyHistory } from '../../../things/family-history.ts';
import type { Immunization } from '../../../things/immunization.ts';
import type { InsurancePlan } from '../../../things/insurance-plan.ts';
import type { Medication } from '../../../things/medication.ts';
import type { Procedure } from '../../../things/procedure.ts';
import { all, element, type Part, worded } from '../../clinical/xml.ts';
import {
  type Ends,
  writeActor,
  writeDate,
  writeDescription,
  writeMeasurement,
  writePersonName,
  writeSource,
  writeText,
} from './parts.ts';

/** What an object is written with. */
export interface Around {
  readonly id: string;
  readonly note: string | undefined;
  readonly ends: Ends;
}

interface Said {
  readonly dates?: readonly Part[];
  readonly ids?: readonly Part[];
  readonly type?: Part;
  readonly description?: Part;
  readonly status?: Part;
  /** Others than whoever gives the CCR. */
  readonly actors?: readonly Part[];
  /** What has no place elsewhere. */
  readonly comments?: readonly (string | undefined)[];
}

/** The elements that every object begins with, in their order. */
export function writeCommon({ id, note, ends }: Around, said: Said): string {
  const { dates = [], ids = [], type, description, status, actors = [], comments = [] } = said;
  const parts: Part[] = [
    worded('CCRDataObjectID', id),
    ...dates,
    ...ids,
    type,
    description,
    status,
    element('Source', {}, element('Actor', {}, worded('ActorID', 'A1')), ...actors),
    ...[note, ...comments].map(one => ends.addComment(one)),
  ];
  return parts.filter(Boolean).join('');
}

export function writeProblem(
  { name, onsetDate, status, stopDate, stopReason }: Condition,
  around: Around,
): string {
  const common = writeCommon(around, {
    dates: [writeDate(onsetDate, 'Onset date'), writeDate(stopDate, 'End date')],
    type: writeText('Type', 'Condition'),
    description: writeDescription('Description', name),
    status: writeDescription('Status', status),
    comments: [stopReason],
  });
  return element('Problem', {}, common);
}

export function writeAlert(
  { name, reaction, firstObserved, allergenType, isNegated }: Allergy,
  around: Around,
): string {
  const common = writeCommon(around, {
    dates: [writeDate(firstObserved, 'Start date')],
    type: writeText('Type', 'Allergy'),
    description: writeDescription('Description', name),
    status: isNegated ? writeText('Status', 'Ruled out') : undefined,
    comments: [allergenType?.text],
  });
  return element(
    'Alert',
    {},
    common,
    reaction && element('Reaction', {}, writeDescription('Description', reaction)),
  );
}

export function writeMedication(value: Medication, around: Around): string {
  const {
    name,
    genericName,
    dose,
    strength,
    frequency,
    route,
    indication,
    dateStarted,
    dateDiscontinued,
    prescription,
  } = value;
  const { ends } = around;
  const prescriber = prescription && ends.addPerson(prescription.prescribedBy);
  const common = writeCommon(around, {
    dates: [
      writeDate(dateStarted, 'Start date'),
      writeDate(dateDiscontinued, 'Stop date'),
      writeDate(prescription?.datePrescribed, 'Prescription date'),
    ],
    type: writeText('Type', 'Medication'),
    actors: [writeActor('Actor', prescriber, 'Prescribing provider')],
  });
  const product = element(
    'Product',
    {},
    writeDescription('ProductName', genericName ?? name),
    genericName && writeDescription('BrandName', name),
    writeMeasurement('Strength', strength),
  );
  const direction = [
    writeMeasurement('Dose', dose),
    writeDescription('Route', route),
    writeMeasurement('Frequency', frequency),
    indication && element('Indication', {}, writeDescription('Description', indication), writeSource('A1')),
  ].filter(Boolean);
  return element(
    'Medication',
    {},
    common,
    product,
    writeMeasurement('Quantity', prescription?.amountPrescribed),
    direction.length > 0 && element('Directions', {}, element('Direction', {}, ...direction)),
    prescription?.instructions &&
      element('PatientInstructions', {}, writeDescription('Instruction', prescription.instructions)),
    prescription?.refills !== undefined &&
      element('Refills', {}, element('Refill', {}, worded('Number', prescription.refills))),
  );
}

export function writeImmunization(value: Immunization, around: Around): string {
  const {
    name,
    administrationDate,
    administrator,
    manufacturer,
    lot,
    route,
    sequence,
    anatomicSurface,
    adverseEvent,
  } = value;
  const { ends } = around;
  const maker = ends.addOrganization(manufacturer?.text);
  const common = writeCommon(around, {
    dates: [writeDate(administrationDate, 'Immunization date')],
    ids: lot === undefined ? [] : [writeId(lot, 'Immunization lot number')],
    type: writeText('Type', 'Immunization'),
    actors: [writeActor('Actor', ends.addPerson(administrator), 'Administered by')],
  });
  const direction = [writeDescription('Route', route), writeDescription('Site', anatomicSurface)].filter(
    Boolean,
  );
  return element(
    'Immunization',
    {},
    common,
    element('Product', {}, writeDescription('ProductName', name), writeActor('Manufacturer', maker)),
    direction.length > 0 && element('Directions', {}, element('Direction', {}, ...direction)),
    worded('SeriesNumber', sequence),
    adverseEvent !== undefined && element('Reaction', {}, writeText('Description', adverseEvent)),
  );
}

function writeId(value: string | undefined, type: string): string | undefined {
  return value === undefined || value === ''
    ? undefined
    : element('IDs', {}, writeText('Type', type), worded('ID', value), writeSource('A1'));
}

export function writeProcedure(
  { when, name, anatomicLocation, primaryProvider, secondaryProvider }: Procedure,
  around: Around,
): string {
  const { ends } = around;
  const people = [
    writeActor('Practitioner', ends.addPerson(primaryProvider), 'Treating clinician'),
    writeActor('Practitioner', ends.addPerson(secondaryProvider), 'Secondary care provider'),
  ].filter(Boolean);
  return element(
    'Procedure',
    {},
    writeCommon(around, {
      dates: [writeDate(when, 'Performed')],
      description: writeDescription('Description', name),
    }),
    people.length > 0 && element('Practitioners', {}, ...people),
    writeDescription('Site', anatomicLocation),
  );
}

export function writeEncounter(
  { when, type, reason, duration, facility }: Encounter,
  around: Around,
): string {
  const place = around.ends.addOrganization(facility?.name, facility?.contact);
  return element(
    'Encounter',
    {},
    writeCommon(around, {
      dates: [writeDate(when ?? duration?.startDate, 'Encounter date')],
      description: writeDescription('Description', type),
    }),
    place !== undefined && element('Locations', {}, element('Location', {}, writeActor('Actor', place))),
    reason !== undefined &&
      reason !== '' &&
      element(
        'Indications',
        {},
        element('Indication', {}, writeText('Description', reason), writeSource('A1')),
      ),
  );
}

/** A visit to come is one that is pending. */
export function writeAppointment({ when, service, clinic, specialty }: Appointment, around: Around): string {
  const person = writeActor('Practitioner', around.ends.addPerson(clinic));
  return element(
    'Encounter',
    {},
    writeCommon(around, {
      dates: [writeDate(when, 'Appointment date')],
      description: writeDescription('Description', service ?? specialty),
      status: writeText('Status', 'Pending'),
    }),
    person !== undefined && element('Practitioners', {}, person),
  );
}

export function writePayer(value: InsurancePlan, around: Around): string {
  const { planName, coverageType, carrierId, groupNum, planCode, subscriberId, expirationDate, contact } =
    value;
  const { ends } = around;
  const payer = ends.addOrganization(planName, contact);
  const subscriber =
    value.subscriberName === undefined
      ? undefined
      : ends.addActor(
          element(
            'Person',
            {},
            element('Name', {}, writePersonName({ full: value.subscriberName })),
            writeDate(value.subscriberDob)
              ?.replace('<DateTime>', '<DateOfBirth>')
              .replace('</DateTime>', '</DateOfBirth>'),
          ),
        );
  return element(
    'Payer',
    {},
    writeCommon(around, {
      dates: [writeDate(expirationDate, 'Benefit Stop date')],
      ids: [
        writeId(planCode, 'Plan code'),
        writeId(groupNum, 'Group number'),
        writeId(subscriberId, 'Subscriber number'),
        writeId(carrierId, 'Carrier ID'),
      ],
      type: writeDescription('Type', coverageType),
    }),
    writeActor('PaymentProvider', payer),
    writeActor('Subscriber', subscriber),
  );
}

export function writeDirective(value: AdvanceDirective, around: Around): string {
  const physician = around.ends.addPerson(value.attendingPhysician);
  const common = writeCommon(around, {
    dates: [
      writeDate(value.startDate, 'Start date'),
      writeDate(value.stopDate, 'End date'),
      writeDate(value.attendingPhysicianEndorsement, 'Verified With Treating Physician'),
    ],
    type: writeText('Type', 'Other'),
    description: writeText('Description', value.description),
    actors: [writeActor('Actor', physician, 'Treating physician')],
    comments: [value.additionalInstructions],
  });
  return element('AdvanceDirective', {}, common);
}

/** One object for each illness of a relative. */
export function writeFamily({ condition = [], relative }: FamilyHistory, around: Around): string {
  const { ends } = around;
  const name = relative?.relativeName?.name;
  const person = element(
    'Person',
    {},
    name && element('Name', {}, writePersonName(name)),
    writeDate(relative?.dateOfBirth)
      ?.replace('<DateTime>', '<DateOfBirth>')
      .replace('</DateTime>', '</DateOfBirth>'),
  );
  const member = relative && ends.addActor(person);
  const illnesses = condition.length > 0 ? condition : [undefined];
  return all([...illnesses.entries()], ([at, illness]) => {
    const id = illnesses.length === 1 ? around.id : `${around.id}.${at + 1}`;
    return element(
      'FamilyProblemHistory',
      {},
      writeCommon({ ...around, id }, { dates: [writeDate(illness?.onsetDate, 'Onset date')] }),
      member !== undefined &&
        element(
          'FamilyMember',
          {},
          worded('ActorID', member),
          writeDescription('ActorRole', relative?.relationship),
          writeSource('A1'),
        ),
      illness && element('Problem', {}, writeDescription('Description', illness.name), writeSource('A1')),
    );
  });
}
