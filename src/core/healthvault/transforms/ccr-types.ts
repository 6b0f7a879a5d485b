// The types that a CCR has a section for, as formats/ccr/write/record.ts writes them; known without loading that.
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
import type { ThingType } from '../../../things/index.ts';
import insurancePlan from '../../../things/insurance-plan.ts';
import labResults from '../../../things/lab-results.ts';
import medication from '../../../things/medication.ts';
import peakFlow from '../../../things/peak-flow.ts';
import personal from '../../../things/personal.ts';
import procedure from '../../../things/procedure.ts';
import radiologyResult from '../../../things/radiology-result.ts';
import vitalSigns from '../../../things/vital-signs.ts';
import weight from '../../../things/weight.ts';

export const ccrTypes: ReadonlySet<ThingType> = new Set<ThingType<never>>([
  advanceDirective,
  allergy,
  appointment,
  bloodGlucose,
  bloodOxygenSaturation,
  bloodPressure,
  condition,
  encounter,
  familyHistory,
  height,
  immunization,
  insurancePlan,
  labResults,
  medication,
  peakFlow,
  personal,
  procedure,
  radiologyResult,
  vitalSigns,
  weight,
]);
