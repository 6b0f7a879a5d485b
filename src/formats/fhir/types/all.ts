// Every mapping of a thing type, one file each. Written by `npm run gen`: do not edit.
import allergicEpisode from './allergic-episode.ts';
import allergy from './allergy.ts';
import bloodGlucose from './blood-glucose.ts';
import bloodOxygenSaturation from './blood-oxygen-saturation.ts';
import bloodPressure from './blood-pressure.ts';
import cholesterol from './cholesterol.ts';
import concern from './concern.ts';
import condition from './condition.ts';
import contraindication from './contraindication.ts';
import encounter from './encounter.ts';
import hba1c from './hba1c.ts';
import heartRate from './heart-rate.ts';
import height from './height.ts';
import immunization from './immunization.ts';
import labResults from './lab-results.ts';
import medicalProblem from './medical-problem.ts';
import medication from './medication.ts';
import medicationFill from './medication-fill.ts';
import procedure from './procedure.ts';
import vitalSigns from './vital-signs.ts';
import weight from './weight.ts';

export const allMappings = [
  allergicEpisode,
  allergy,
  bloodGlucose,
  bloodOxygenSaturation,
  bloodPressure,
  cholesterol,
  concern,
  condition,
  contraindication,
  encounter,
  hba1c,
  heartRate,
  height,
  immunization,
  labResults,
  medicalProblem,
  medication,
  medicationFill,
  procedure,
  vitalSigns,
  weight,
] as const;
