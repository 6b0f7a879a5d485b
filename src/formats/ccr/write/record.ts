// Items as one CCR, `toccr` of HealthVault. What a CCR has no section for is not in it: C-CDA (../../ccda/write/) keeps all.
import { readStored } from '../../../schema/stored-xml.ts';
import advanceDirective from '../../../things/advance-directive.ts';
import allergy from '../../../things/allergy.ts';
import appointment from '../../../things/appointment.ts';
import bloodGlucose from '../../../things/blood-glucose.ts';
import bloodOxygenSaturation from '../../../things/blood-oxygen-saturation.ts';
import bloodPressure from '../../../things/blood-pressure.ts';
import condition from '../../../things/condition.ts';
import encounter from '../../../things/encounter.ts';
import familyHistory from '../../../things/family-history.ts';
import height from '../../../things/height.ts';
import immunization from '../../../things/immunization.ts';
import { currentVersion, getVersion, parseThing, type ThingType, transform } from '../../../things/index.ts';
import insurancePlan from '../../../things/insurance-plan.ts';
import labResults from '../../../things/lab-results.ts';
import medication from '../../../things/medication.ts';
import peakFlow from '../../../things/peak-flow.ts';
import personal, { type Personal } from '../../../things/personal.ts';
import procedure from '../../../things/procedure.ts';
import radiologyResult from '../../../things/radiology-result.ts';
import vitalSigns from '../../../things/vital-signs.ts';
import weight from '../../../things/weight.ts';
import { element, worded } from '../../clinical/xml.ts';
import { ccrNamespace } from '../context.ts';
import {
  type Around,
  writeAlert,
  writeAppointment,
  writeDirective,
  writeEncounter,
  writeFamily,
  writeImmunization,
  writeMedication,
  writePayer,
  writeProblem,
  writeProcedure,
} from './objects.ts';
import { Ends, writeDate, writePersonName } from './parts.ts';
import {
  writeGlucose,
  writeHeight,
  writeLabResults,
  writeOxygen,
  writePeakFlow,
  writePressure,
  writeRadiology,
  writeVitalSigns,
  writeWeight,
} from './results.ts';

export interface WrittenThing {
  readonly id: string;
  readonly typeId: string;
  readonly dataXml: string;
  readonly note: string | undefined;
}

export interface CcrFacts {
  readonly id: string;
  /** `2026-03-01T09:30:00Z`. */
  readonly written: string;
  /** The system that gives it. */
  readonly from: string;
}

/** In the order of the schema. */
const sections = [
  'Payers',
  'AdvanceDirectives',
  'Problems',
  'FamilyHistory',
  'Alerts',
  'Medications',
  'Immunizations',
  'VitalSigns',
  'Results',
  'Procedures',
  'Encounters',
] as const;
type Section = (typeof sections)[number];

interface Writer {
  readonly section: Section;
  readonly write: (value: never, around: Around) => string;
}

const writers: ReadonlyMap<ThingType, Writer> = new Map([
  writer(insurancePlan, 'Payers', writePayer),
  writer(advanceDirective, 'AdvanceDirectives', writeDirective),
  writer(condition, 'Problems', writeProblem),
  writer(familyHistory, 'FamilyHistory', writeFamily),
  writer(allergy, 'Alerts', writeAlert),
  writer(medication, 'Medications', writeMedication),
  writer(immunization, 'Immunizations', writeImmunization),
  writer(bloodPressure, 'VitalSigns', writePressure),
  writer(weight, 'VitalSigns', writeWeight),
  writer(height, 'VitalSigns', writeHeight),
  writer(bloodGlucose, 'VitalSigns', writeGlucose),
  writer(bloodOxygenSaturation, 'VitalSigns', writeOxygen),
  writer(peakFlow, 'VitalSigns', writePeakFlow),
  writer(vitalSigns, 'VitalSigns', writeVitalSigns),
  writer(labResults, 'Results', writeLabResults),
  writer(radiologyResult, 'Results', writeRadiology),
  writer(procedure, 'Procedures', writeProcedure),
  writer(encounter, 'Encounters', writeEncounter),
  writer(appointment, 'Encounters', writeAppointment),
]);

function writer<Value>(
  type: ThingType<Value>,
  section: Section,
  write: (value: Value, around: Around) => string,
): readonly [ThingType, Writer] {
  return [type as ThingType, { section, write: write as Writer['write'] }];
}

/** Has a CCR a section for items of a type? */
export function hasCcrSection(type: ThingType): boolean {
  return writers.has(type) || type === (personal as ThingType);
}

export function writeCcr(things: readonly WrittenThing[], { id, written, from }: CcrFacts): string {
  const ends = new Ends(written);
  const system = ends.addActor(element('InformationSystem', {}, worded('Name', from)));
  const items = things.map(readThing);
  const patient = ends.addActor(
    writePatient(items.find(({ type }) => type === (personal as ThingType))?.value),
  );
  const objects = new Map<Section, string[]>();
  for (const { type, value, id: own, note } of items) {
    const known = writers.get(type);
    if (!known) continue;
    const written = objects.get(known.section) ?? [];
    objects.set(known.section, written);
    written.push(known.write(value as never, { id: own, note, ends }));
  }
  const body = sections.map(
    section => objects.has(section) && element(section, {}, ...(objects.get(section) ?? [])),
  );
  return element(
    'ContinuityOfCareRecord',
    { xmlns: ccrNamespace },
    worded('CCRDocumentObjectID', id),
    element('Language', {}, worded('Text', 'English')),
    worded('Version', 'V1.0'),
    element('DateTime', {}, worded('ExactDateTime', written)),
    element('Patient', {}, worded('ActorID', patient)),
    element(
      'From',
      {},
      element(
        'ActorLink',
        {},
        worded('ActorID', system),
        element('ActorRole', {}, worded('Text', 'Healthcare Information System')),
      ),
    ),
    element('Body', {}, ...body),
    ends.write(),
  );
}

function readThing({ id, typeId, dataXml, note }: WrittenThing) {
  const { type, version } = getVersion(typeId);
  const value = parseThing(version, readStored(dataXml).root());
  return { id, note, type, value: transform(type, value, version, currentVersion(type)) };
}

function writePatient(value: unknown): string {
  const { name, birthdate } = (value ?? {}) as Personal;
  return element(
    'Person',
    {},
    name && element('Name', {}, writePersonName(name)),
    writeDate(birthdate)?.replace('<DateTime>', '<DateOfBirth>').replace('</DateTime>', '</DateOfBirth>'),
  );
}
