// Which section an item goes to, and what writes its statement. What C-CDA has no statement for is kept whole, with its words.

import advanceDirective from '../../../things/advance-directive.ts';
import allergy from '../../../things/allergy.ts';
import appointment from '../../../things/appointment.ts';
import bloodOxygenSaturation from '../../../things/blood-oxygen-saturation.ts';
import bloodPressure from '../../../things/blood-pressure.ts';
import bodyDimension from '../../../things/body-dimension.ts';
import concern from '../../../things/concern.ts';
import condition from '../../../things/condition.ts';
import encounter from '../../../things/encounter.ts';
import familyHistory from '../../../things/family-history.ts';
import healthGoal from '../../../things/health-goal.ts';
import heartRate from '../../../things/heart-rate.ts';
import height from '../../../things/height.ts';
import immunization from '../../../things/immunization.ts';
import type { ThingType } from '../../../things/index.ts';
import insurancePlan from '../../../things/insurance-plan.ts';
import labResults from '../../../things/lab-results.ts';
import medicalDevice from '../../../things/medical-device.ts';
import medication from '../../../things/medication.ts';
import medicationFill from '../../../things/medication-fill.ts';
import procedure from '../../../things/procedure.ts';
import vitalSigns from '../../../things/vital-signs.ts';
import weight from '../../../things/weight.ts';
import { writeDirective, writeFamily, writeGoal, writeInsurance, writeWorry } from './care.ts';
import {
  writeAllergy,
  writeAppointment,
  writeCondition,
  writeDevice,
  writeEncounter,
  writeFill,
  writeImmunization,
  writeMedication,
  writeProcedure,
} from './clinical.ts';
import {
  writeDimension,
  writeHeartRate,
  writeHeight,
  writeLabResults,
  writeOxygen,
  writePressure,
  writeVitalSigns,
  writeWeight,
} from './measurements.ts';
import type { Beside, SectionKey } from './statements.ts';

export interface EntryWriter {
  readonly section: SectionKey;
  readonly write: (value: never, beside: Beside) => string;
}

const writers: ReadonlyMap<ThingType, EntryWriter> = new Map([
  writer(allergy, 'allergies', writeAllergy),
  writer(medication, 'medications', writeMedication),
  writer(medicationFill, 'medications', writeFill),
  writer(condition, 'problems', writeCondition),
  writer(procedure, 'procedures', writeProcedure),
  writer(labResults, 'results', writeLabResults),
  writer(weight, 'vitals', writeWeight),
  writer(height, 'vitals', writeHeight),
  writer(bloodPressure, 'vitals', writePressure),
  writer(heartRate, 'vitals', writeHeartRate),
  writer(bloodOxygenSaturation, 'vitals', writeOxygen),
  writer(bodyDimension, 'vitals', writeDimension),
  writer(vitalSigns, 'vitals', writeVitalSigns),
  writer(immunization, 'immunizations', writeImmunization),
  writer(encounter, 'encounters', writeEncounter),
  writer(appointment, 'plan', writeAppointment),
  writer(healthGoal, 'goals', writeGoal),
  writer(concern, 'concerns', writeWorry),
  writer(advanceDirective, 'directives', writeDirective),
  writer(insurancePlan, 'payers', writeInsurance),
  writer(familyHistory, 'family', writeFamily),
  writer(medicalDevice, 'devices', writeDevice),
]);

function writer<Value>(
  type: ThingType<Value>,
  section: SectionKey,
  write: (value: Value, beside: Beside) => string,
): readonly [ThingType, EntryWriter] {
  return [type as ThingType, { section, write: write as EntryWriter['write'] }];
}

export function findWriter(type: ThingType): EntryWriter | undefined {
  return writers.get(type);
}
