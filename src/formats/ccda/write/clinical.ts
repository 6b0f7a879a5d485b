// Illnesses, allergies, medicines, vaccines, procedures and visits as statements of C-CDA.
import { makeTable } from '../../../schema/table.ts';
import type { Allergy } from '../../../things/allergy.ts';
import type { Appointment } from '../../../things/appointment.ts';
import { isSaid } from '../../../things/common/codable.ts';
import type { Condition } from '../../../things/condition.ts';
import type { Encounter } from '../../../things/encounter.ts';
import type { Immunization } from '../../../things/immunization.ts';
import type { MedicalDevice } from '../../../things/medical-device.ts';
import type { Medication } from '../../../things/medication.ts';
import type { MedicationFill } from '../../../things/medication-fill.ts';
import type { Procedure } from '../../../things/procedure.ts';
import { element, worded } from '../../clinical/xml.ts';
import {
  findQuantity,
  nothing,
  writeAuthor,
  writeCoded,
  writeContact,
  writeOrganization,
  writePerformer,
  writeQuantity,
  writeSpan,
  writeTime,
} from './data-types.ts';
import { type Beside, completed, id, relate, related, template } from './statements.ts';

const loinc = '2.16.840.1.113883.6.1';
const snomed = '2.16.840.1.113883.6.96';
const observing = { classCode: 'OBS', moodCode: 'EVN' };
const acting = { classCode: 'ACT', moodCode: 'EVN' };
const assertion = element('code', { code: 'ASSERTION', codeSystem: '2.16.840.1.113883.5.4' });
const concernCode = element('code', { code: 'CONC', codeSystem: '2.16.840.1.113883.5.6' });

/** An act that keeps an observation, as problems and allergies have it. */
function writeConcern(own: string, isOver: boolean, begun: string, inside: string): string {
  return element(
    'act',
    acting,
    own,
    element('id', nothing),
    concernCode,
    element('statusCode', { code: isOver ? 'completed' : 'active' }),
    begun,
    related('SUBJ', inside),
  );
}

export function writeCondition(
  { name, onsetDate, status, stopDate, stopReason }: Condition,
  beside: Beside,
): string {
  const isOver = stopDate !== undefined || isSaid(status, 'inactive', 'Past: No longer has this');
  const times = writeSpan('effectiveTime', onsetDate, stopDate);
  const stated = isSaid(status, 'intermittent', 'Intermittent: Comes and goes')
    ? element('value', { 'xsi:type': 'CD', code: '7087005', codeSystem: snomed, displayName: 'Intermittent' })
    : writeCoded('value', status, 'CD');
  const observation = element(
    'observation',
    observing,
    template('4', '2015-08-01'),
    id(beside.id),
    element(
      'code',
      { code: '64572001', codeSystem: snomed, displayName: 'Condition' },
      element('translation', { code: '75323-6', codeSystem: loinc }),
    ),
    worded('text', stopReason),
    completed,
    times,
    writeCoded('value', name, 'CD'),
    status &&
      related(
        'REFR',
        element(
          'observation',
          observing,
          template('6'),
          element('code', { code: '33999-4', codeSystem: loinc, displayName: 'Status' }),
          completed,
          stated,
        ),
      ),
    relate(beside),
  );
  return writeConcern(template('3', '2015-08-01'), isOver, times, observation);
}

const kinds: Readonly<Record<string, readonly [code: string, name: string]>> = makeTable({
  med: ['416098002', 'Allergy to drug'],
  food: ['414285001', 'Allergy to food'],
  env: ['426232007', 'Environmental allergy'],
  animal: ['232347008', 'Allergy to animal'],
});

export function writeAllergy(value: Allergy, beside: Beside): string {
  const { name, reaction, firstObserved, allergenType, isNegated = false } = value;
  const kind = kinds[allergenType?.code?.[0]?.value ?? ''] ?? ['419199007', 'Allergy to substance'];
  const times = writeSpan('effectiveTime', firstObserved, undefined);
  const observation = element(
    'observation',
    { ...observing, negationInd: isNegated || undefined },
    template('7', '2014-06-09'),
    id(beside.id),
    assertion,
    completed,
    times,
    element('value', { 'xsi:type': 'CD', code: kind[0], codeSystem: snomed, displayName: kind[1] }),
    element(
      'participant',
      { typeCode: 'CSM' },
      element(
        'participantRole',
        { classCode: 'MANU' },
        element('playingEntity', { classCode: 'MMAT' }, writeCoded('code', name)),
      ),
    ),
    reaction &&
      related(
        'MFST',
        element(
          'observation',
          observing,
          template('9', '2014-06-09'),
          element('id', nothing),
          assertion,
          completed,
          writeCoded('value', reaction, 'CD'),
        ),
        { inversionInd: 'true' },
      ),
    relate(beside),
  );
  return writeConcern(template('30', '2015-08-01'), false, times, observation);
}

function writeProduct(of: { text: string } | undefined, own: string, more = ''): string {
  return element(
    'manufacturedProduct',
    { classCode: 'MANU' },
    template(own, '2014-06-09'),
    element('manufacturedMaterial', {}, writeCoded('code', of), more),
  );
}

export function writeMedication(value: Medication, beside: Beside): string {
  const { name, dose, frequency, route, indication, dateStarted, dateDiscontinued, prescription } = value;
  const amount = dose && findQuantity(dose);
  const period = frequency && findQuantity(frequency);
  return element(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN' },
    template('16', '2014-06-09'),
    id(beside.id),
    element('statusCode', { code: dateDiscontinued ? 'completed' : 'active' }),
    writeSpan('effectiveTime', dateStarted, dateDiscontinued, { 'xsi:type': 'IVL_TS' }),
    period &&
      element(
        'effectiveTime',
        { 'xsi:type': 'PIVL_TS', operator: 'A' },
        writeQuantity('period', period.value, period.unit),
      ),
    writeCoded('routeCode', route),
    amount && writeQuantity('doseQuantity', amount.value, amount.unit),
    element('consumable', {}, writeProduct(name, '23')),
    indication &&
      related(
        'RSON',
        element(
          'observation',
          observing,
          template('19', '2014-06-09'),
          element('id', nothing),
          assertion,
          completed,
          writeCoded('value', indication, 'CD'),
        ),
      ),
    prescription && related('REFR', writeOrder(prescription)),
    prescription?.instructions &&
      related('SUBJ', writeInstruction(prescription.instructions.text), { inversionInd: 'true' }),
    relate(beside),
  );
}

function writeOrder({
  prescribedBy,
  datePrescribed,
  amountPrescribed,
  refills,
}: NonNullable<Medication['prescription']>): string {
  const amount = amountPrescribed && findQuantity(amountPrescribed);
  return element(
    'supply',
    { classCode: 'SPLY', moodCode: 'INT' },
    template('17', '2014-06-09'),
    element('id', nothing),
    element('statusCode', { code: 'active' }),
    refills !== undefined && element('repeatNumber', { value: refills + 1 }),
    amount && writeQuantity('quantity', amount.value, amount.unit),
    writeAuthor(prescribedBy, datePrescribed),
  );
}

function writeInstruction(text: string): string {
  return element(
    'act',
    { classCode: 'ACT', moodCode: 'INT' },
    template('20', '2014-06-09'),
    element('code', { code: '409073007', codeSystem: snomed, displayName: 'Instruction' }),
    worded('text', text),
    completed,
  );
}

export function writeFill({ name, dateFilled, pharmacy }: MedicationFill, beside: Beside): string {
  return element(
    'supply',
    { classCode: 'SPLY', moodCode: 'EVN' },
    template('18', '2014-06-09'),
    id(beside.id),
    completed,
    writeTime('effectiveTime', dateFilled),
    element('product', {}, writeProduct(name, '23')),
    pharmacy &&
      element(
        'performer',
        {},
        element(
          'assignedEntity',
          {},
          element('id', nothing),
          writeOrganization('representedOrganization', pharmacy),
        ),
      ),
    relate(beside),
  );
}

export function writeImmunization(value: Immunization, beside: Beside): string {
  const { name, administrationDate, administrator, manufacturer, lot, route, sequence, anatomicSurface } =
    value;
  const dose = sequence !== undefined && /^\d{1,9}$/.test(sequence) && sequence;
  return element(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN', negationInd: 'false' },
    template('52', '2015-08-01'),
    id(beside.id),
    completed,
    writeTime('effectiveTime', administrationDate),
    dose && element('repeatNumber', { value: dose }),
    writeCoded('routeCode', route),
    writeCoded('approachSiteCode', anatomicSurface, 'CD'),
    element(
      'consumable',
      {},
      element(
        'manufacturedProduct',
        { classCode: 'MANU' },
        template('54', '2014-06-09'),
        element('manufacturedMaterial', {}, writeCoded('code', name), worded('lotNumberText', lot)),
        manufacturer && element('manufacturerOrganization', {}, worded('name', manufacturer.text)),
      ),
    ),
    writePerformer(administrator),
    relate(beside),
  );
}

export function writeProcedure(value: Procedure, beside: Beside): string {
  return element(
    'procedure',
    { classCode: 'PROC', moodCode: 'EVN' },
    template('14', '2014-06-09'),
    id(beside.id),
    writeCoded('code', value.name),
    completed,
    writeTime('effectiveTime', value.when),
    writeCoded('targetSiteCode', value.anatomicLocation),
    writePerformer(value.primaryProvider),
    writePerformer(value.secondaryProvider),
    relate(beside),
  );
}

export function writeDevice(
  { when, deviceName, model, anatomicSite, vendor, serialNumber }: MedicalDevice,
  beside: Beside,
): string {
  return element(
    'procedure',
    { classCode: 'PROC', moodCode: 'EVN' },
    template('14', '2014-06-09'),
    id(beside.id),
    element('code', { nullFlavor: 'OTH' }, worded('originalText', deviceName ?? 'Device')),
    completed,
    writeTime('effectiveTime', when),
    anatomicSite === undefined
      ? undefined
      : element('targetSiteCode', { nullFlavor: 'OTH' }, worded('originalText', anatomicSite)),
    element(
      'participant',
      { typeCode: 'DEV' },
      element(
        'participantRole',
        { classCode: 'MANU' },
        template('37'),
        serialNumber === undefined
          ? element('id', nothing)
          : element('id', { root: '2.16.840.1.113883.3.3719', extension: serialNumber }),
        element(
          'playingDevice',
          {},
          element('code', { nullFlavor: 'OTH' }, worded('originalText', deviceName ?? 'Device')),
          worded('manufacturerModelName', model),
        ),
        element('scopingEntity', {}, element('id', nothing), worded('desc', vendor?.name.full)),
      ),
    ),
    relate(beside),
  );
}

export function writeEncounter(
  { when, type, reason, duration, facility }: Encounter,
  beside: Beside,
): string {
  return element(
    'encounter',
    { classCode: 'ENC', moodCode: 'EVN' },
    template('49', '2015-08-01'),
    id(beside.id),
    type ? writeCoded('code', type) : element('code', nothing),
    duration
      ? writeSpan('effectiveTime', duration.startDate, duration.endDate)
      : writeTime('effectiveTime', when),
    facility &&
      element(
        'participant',
        { typeCode: 'LOC' },
        element(
          'participantRole',
          { classCode: 'SDLOC' },
          template('32'),
          facility.type ? writeCoded('code', facility.type) : element('code', nothing),
          writeContact(facility.contact),
          element('playingEntity', { classCode: 'PLC' }, worded('name', facility.name)),
        ),
      ),
    reason !== undefined &&
      related(
        'RSON',
        element(
          'observation',
          observing,
          template('19', '2014-06-09'),
          element('id', nothing),
          assertion,
          completed,
          element('value', { 'xsi:type': 'CD', nullFlavor: 'OTH' }, worded('originalText', reason)),
        ),
      ),
    relate(beside),
  );
}

export function writeAppointment({ when, service, clinic }: Appointment, beside: Beside): string {
  return element(
    'encounter',
    { classCode: 'ENC', moodCode: 'INT' },
    template('40', '2014-06-09'),
    id(beside.id),
    service ? writeCoded('code', service) : element('code', nothing),
    element('statusCode', { code: 'active' }),
    writeTime('effectiveTime', when),
    writePerformer(clinic),
    relate(beside),
  );
}
