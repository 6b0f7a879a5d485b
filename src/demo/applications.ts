// The two applications of the demo: a scale that works by itself, and a web application people sign in to.
import type { NewApplication } from '../core/applications/register.ts';
import { type Permission, permissions, type Rule } from '../core/authorization/rules.ts';
import allergy from '../things/allergy.ts';
import bloodGlucose from '../things/blood-glucose.ts';
import bloodPressure from '../things/blood-pressure.ts';
import condition from '../things/condition.ts';
import heartRate from '../things/heart-rate.ts';
import height from '../things/height.ts';
import { currentVersion, type ThingType } from '../things/index.ts';
import medication from '../things/medication.ts';
import weight from '../things/weight.ts';

export const scaleApp: NewApplication = {
  name: 'Bathroom scale',
  description: 'Puts every weighing into the record, without anybody being signed in.',
  kind: 'web',
  multiRecord: true,
  rules: [
    rule(
      'weighings',
      'offline',
      'To add each weighing and show the one before.',
      ['Read', 'Create'],
      [weight],
    ),
  ],
};

const measured: ThingType[] = [weight, height, bloodPressure, heartRate, bloodGlucose];

export const webApp: NewApplication = {
  name: 'Family chart',
  description: 'Draws the curves of the whole family and keeps lists for the next visit to the doctor.',
  kind: 'web',
  multiRecord: true,
  rules: [
    rule('measurements', 'online', 'To draw curves and to add readings by hand.', permissions, measured),
    rule('lists', 'online', 'To print what a doctor asks for.', ['Read'], [medication, condition, allergy]),
    {
      ...rule('weekly summary', 'offline', 'To send a summary every Sunday.', ['Read'], measured),
      optional: { displayFirst: true, checkedFirst: false, checkedByDefault: false },
    },
  ],
};

function rule(
  name: string,
  mode: Rule['mode'],
  reason: string,
  granted: readonly Permission[],
  types: readonly ThingType[],
): Rule {
  const typeIds = types.map(type => currentVersion(type).id);
  return {
    name,
    reason,
    permissions: granted,
    targets: [{ typeIds }],
    exceptions: [],
    mode,
    optional: undefined,
  };
}
