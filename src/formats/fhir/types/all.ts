// Every mapping of a thing type, one file each. Written by `npm run gen`: do not edit.
import bloodOxygenSaturation from './blood-oxygen-saturation.ts';
import bloodPressure from './blood-pressure.ts';
import condition from './condition.ts';
import heartRate from './heart-rate.ts';
import height from './height.ts';
import weight from './weight.ts';

export const allMappings = [
  bloodOxygenSaturation,
  bloodPressure,
  condition,
  heartRate,
  height,
  weight,
] as const;
