// Every mapping of a thing type, one file each. Written by `npm run gen`: do not edit.
import allergicEpisode from './allergic-episode.ts';
import allergy from './allergy.ts';
import bloodOxygenSaturation from './blood-oxygen-saturation.ts';
import bloodPressure from './blood-pressure.ts';
import concern from './concern.ts';
import condition from './condition.ts';
import contraindication from './contraindication.ts';
import encounter from './encounter.ts';
import heartRate from './heart-rate.ts';
import height from './height.ts';
import immunization from './immunization.ts';
import medicalProblem from './medical-problem.ts';
import medication from './medication.ts';
import medicationFill from './medication-fill.ts';
import procedure from './procedure.ts';
import weight from './weight.ts';

export const allMappings = [
  allergicEpisode,
  allergy,
  bloodOxygenSaturation,
  bloodPressure,
  concern,
  condition,
  contraindication,
  encounter,
  heartRate,
  height,
  immunization,
  medicalProblem,
  medication,
  medicationFill,
  procedure,
  weight,
] as const;
