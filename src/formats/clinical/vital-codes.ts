// What is measured of a body, by the codes that clinics have for it: LOINC, and SNOMED CT where they use that. Both kinds of
// document become the same items by it.
import type { CodableValue } from '../../things/common/codable.ts';
import { lookUp, makeLookUp } from './codes.ts';

export type Vital =
  | 'weight'
  | 'height'
  | 'systolic'
  | 'diastolic'
  | 'heart-rate'
  | 'oxygen'
  | 'head'
  | 'waist'
  | 'temperature'
  | 'respiration';

const vitals = makeLookUp<Vital>({
  '29463-7, 3141-9, 3142-7, 8335-2, 8341-0, 8350-1, 3143-5, 75292-3, 27113001, 363808001': 'weight',
  '8302-2, 8306-3, 8301-4, 8307-1, 8308-9, 3137-7, 3138-5, 50373000, 248327008': 'height',
  '8480-6, 8459-0, 8460-8, 8461-6, 8479-8, 8508-4, 75997-7, 271649006': 'systolic',
  '8462-4, 8453-3, 8454-1, 8455-8, 8496-1, 75995-1, 271650006': 'diastolic',
  '8867-4, 8889-8, 8890-6, 8893-0, 68999-2, 69000-8, 69001-6, 78564009, 364075005': 'heart-rate',
  '2710-2, 59408-5, 2708-6, 20564-1, 59417-6, 431314004, 103228002': 'oxygen',
  '8287-5, 9843-4, 8288-3, 11984-2, 363812007': 'head',
  '8280-0, 56086-2, 56117-5, 276361009': 'waist',
  '8310-5, 8331-1, 8332-9, 8333-7, 8329-5, 8328-7, 11289-6, 386725007, 276885007': 'temperature',
  '9279-1, 86290005': 'respiration',
  'systolic, systolic blood pressure, bp systolic, bp (systolic), systolic bp, systolic bp sitting':
    'systolic',
  'systolic bp-sitting, bp sys, blood pressure systolic, intravascular systolic': 'systolic',
  'diastolic, diastolic blood pressure, bp diastolic, bp (diastolic), diastolic bp, diastolic bp sitting':
    'diastolic',
  'diastolic bp-sitting, bp dias, blood pressure diastolic, intravascular diastolic': 'diastolic',
  'pulse, pulse rate, pulse-rate, pul rate, heart rate, heart rate (beats/min)': 'heart-rate',
  'weight, wgt, body weight, body weight (measured), patient body weight - measured': 'weight',
  'height, hgt, body height': 'height',
  'blood oxygen saturation, oxygen saturation, o2 saturation, spo2, o2 % bldc oximetry': 'oxygen',
  'temperature, body temperature, body temp': 'temperature',
  'respiratory rate, respiration rate, respirations': 'respiration',
  'head circumference, head circumference oc': 'head',
});

export function findVital(code: CodableValue | undefined): Vital | undefined {
  return lookUp(code, vitals);
}
