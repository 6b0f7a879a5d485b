// Every thing type, one file each. Written by `npm run gen`: do not edit.
import allergy from './allergy.ts';
import appSpecific from './app-specific.ts';
import basic from './basic.ts';
import bloodGlucose from './blood-glucose.ts';
import bloodPressure from './blood-pressure.ts';
import bodyDimension from './body-dimension.ts';
import condition from './condition.ts';
import file from './file.ts';
import heartRate from './heart-rate.ts';
import height from './height.ts';
import medication from './medication.ts';
import personal from './personal.ts';
import personalImage from './personal-image.ts';
import weight from './weight.ts';

export const allThingTypes = [
  allergy,
  appSpecific,
  basic,
  bloodGlucose,
  bloodPressure,
  bodyDimension,
  condition,
  file,
  heartRate,
  height,
  medication,
  personal,
  personalImage,
  weight,
] as const;
