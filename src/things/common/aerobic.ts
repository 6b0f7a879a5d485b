// Sessions of exercise in numbers, with their laps and samples.
import { type Infer, inUnit, longText, named } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { string } from '../../schema/text.ts';
import { codable } from './codable.ts';
import { dateTime } from './dates.ts';
import {
  altitudeValue,
  distanceValue,
  paceValue,
  powerValue,
  speedValue,
  temperatureValue,
  torqueValue,
} from './measurements.ts';
import { base } from './namespaces.ts';
import {
  nonNegativeDouble,
  nonNegativeInt,
  oneToFive,
  percentage,
  positiveDouble,
  positiveInt,
} from './numbers.ts';

export const aerobicSession = named(
  base,
  'aerobic-session',
  seq({
    mode: optional(codable('aerobic-activities')),
    distance: optional(distanceValue),
    minutes: optional(inUnit(positiveDouble, 'min')),
    intensity: optional(oneToFive),
    'peak-heartrate': optional(inUnit(positiveInt, '/min')),
    'avg-heartrate': optional(inUnit(positiveInt, '/min')),
    'min-heartrate': optional(inUnit(positiveInt, '/min')),
    energy: optional(inUnit(positiveDouble, 'kJ')),
    'energy-from-fat': optional(inUnit(positiveDouble, 'kJ')),
    'peak-speed': optional(speedValue),
    'avg-speed': optional(speedValue),
    'min-speed': optional(speedValue),
    'peak-pace': optional(paceValue),
    'avg-pace': optional(paceValue),
    'min-pace': optional(paceValue),
    'peak-power': optional(powerValue),
    'avg-power': optional(powerValue),
    'min-power': optional(powerValue),
    'peak-torque': optional(torqueValue),
    'avg-torque': optional(torqueValue),
    'min-torque': optional(torqueValue),
    'left-right-balance': optional(percentage),
    'peak-cadence': optional(inUnit(positiveDouble, '/min')),
    'avg-cadence': optional(inUnit(positiveDouble, '/min')),
    'min-cadence': optional(inUnit(positiveDouble, '/min')),
    'peak-temperature': optional(temperatureValue),
    'avg-temperature': optional(temperatureValue),
    'min-temperature': optional(temperatureValue),
    'peak-altitude': optional(altitudeValue),
    'avg-altitude': optional(altitudeValue),
    'min-altitude': optional(altitudeValue),
    'elevation-gain': optional(distanceValue),
    'elevation-loss': optional(distanceValue),
    'number-of-steps': optional(inUnit(nonNegativeInt, 'steps')),
    'number-of-aerobic-steps': optional(inUnit(nonNegativeInt, 'steps')),
    'aerobic-step-minutes': optional(inUnit(nonNegativeDouble, 'min')),
  }),
);
export type AerobicSession = Infer<typeof aerobicSession>;

export const aerobicLapSession = named(
  base,
  'aerobic-lap-session',
  seq({
    name: optional(string),
    'seconds-into-session': optional(inUnit(nonNegativeDouble, 's')),
    'lap-session': optional(aerobicSession),
  }),
);
export type AerobicLapSession = Infer<typeof aerobicLapSession>;

export const sample = named(
  base,
  'sample',
  seq({
    'time-offset': inUnit(nonNegativeDouble, 's'),
    note: optional(longText(string)),
    value: optional(string),
  }),
);

export const sampleSet = named(
  base,
  'sample-set',
  seq({ 'base-time': dateTime, 'sample-unit': string, 'sample-unit-code': codable(), sample: many(sample) }),
);

export const aerobicSessionSamples = named(
  base,
  'aerobic-session-samples',
  seq({
    'heartrate-samples': optional(sampleSet),
    'distance-samples': optional(sampleSet),
    'position-samples': optional(sampleSet),
    'speed-samples': optional(sampleSet),
    'pace-samples': optional(sampleSet),
    'power-samples': optional(sampleSet),
    'torque-samples': optional(sampleSet),
    'cadence-samples': optional(sampleSet),
    'temperature-samples': optional(sampleSet),
    'altitude-samples': optional(sampleSet),
    'air-pressure-samples': optional(sampleSet),
    'number-of-steps-samples': optional(sampleSet),
    'number-of-aerobic-steps-samples': optional(sampleSet),
    'aerobic-step-minutes-samples': optional(sampleSet),
  }),
);
