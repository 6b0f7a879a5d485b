// Maria's two years: blood pressure and sugar were high and came down, with treatment and a few kilos less.
import allergy from '../things/allergy.ts';
import basic from '../things/basic.ts';
import bloodGlucose from '../things/blood-glucose.ts';
import bloodPressure from '../things/blood-pressure.ts';
import condition from '../things/condition.ts';
import heartRate from '../things/heart-rate.ts';
import height from '../things/height.ts';
import medication from '../things/medication.ts';
import personal from '../things/personal.ts';
import weight from '../things/weight.ts';
import { type Days, daysOfDemo, walkDays } from './days.ts';
import { type DemoThing, makeCoded, makeCountry, makeEntry, roundTo, thing } from './item.ts';
import type { Random } from './random.ts';

export function makeMotherThings(days: Days, draw: Random): DemoThing[] {
  return [
    ...profile(days).map(thing => makeEntry(daysOfDemo, thing)),
    ...conditions(days),
    ...medications(days),
    ...weights(days, draw),
    ...bloodPressures(days, draw),
    ...heartRates(days, draw),
    ...bloodSugars(days, draw),
  ];
}

function profile(days: Days): DemoThing[] {
  return [
    thing(basic, {
      gender: 'f',
      birthyear: 1984,
      country: makeCountry('US', 'United States'),
      postcode: '98101',
      city: 'Seattle',
    }),
    thing(personal, {
      name: { full: 'Maria Lindgren', first: 'Maria', last: 'Lindgren' },
      birthdate: { date: { y: 1984, m: 3, d: 14 } },
      bloodType: makeCoded('A+', 'blood-types'),
      maritalStatus: makeCoded('Married', 'marital-status', 'Mar'),
    }),
    thing(height, {
      when: days.at(daysOfDemo, 9, 10),
      value: { m: 1.68, display: { value: 168, units: 'cm' } },
    }),
  ];
}

function conditions(days: Days): DemoThing[] {
  const active = makeCoded('Current', 'condition-occurrence', 'active');
  return [
    makeEntry(
      daysOfDemo,
      thing(condition, {
        name: { text: 'High blood pressure' },
        onsetDate: days.about(1200),
        status: active,
      }),
    ),
    makeEntry(
      daysOfDemo,
      thing(
        condition,
        { name: { text: 'Type 2 diabetes' }, onsetDate: days.about(daysOfDemo), status: active },
        'Found at a check-up.',
      ),
    ),
    makeEntry(
      262,
      thing(condition, {
        name: { text: 'Sprained ankle' },
        onsetDate: days.about(310),
        status: makeCoded('Past', 'condition-occurrence', 'inactive'),
        stopDate: days.about(262),
      }),
    ),
    makeEntry(
      daysOfDemo,
      thing(allergy, {
        name: { text: 'Penicillin' },
        reaction: { text: 'Rash' },
        firstObserved: { structured: { date: { y: 1997 } } },
        allergenType: makeCoded('medication', 'allergen-type', 'med'),
      }),
    ),
  ];
}

const doseIncreasedAgo = 540;

function medications(days: Days): DemoThing[] {
  const tablet = {
    display: '1 tablet',
    structured: [{ value: 1, units: makeCoded('Tablets', 'medication-dose-units') }],
  };
  const milligrams = (value: number) => ({
    display: `${value} mg`,
    structured: [{ value, units: makeCoded('Milligram (mg)', 'medication-strength-unit', 'mg') }],
  });
  const shared = {
    dose: tablet,
    route: makeCoded('By mouth', 'medication-routes', 'po', '2'),
    prescribed: makeCoded('Prescribed', 'medication-prescribed', 'prescribed'),
  };
  const daily = { display: 'Once a day' };
  const pressure = { text: 'High blood pressure' };
  return [
    makeEntry(
      doseIncreasedAgo,
      thing(medication, {
        ...shared,
        name: { text: 'Lisinopril' },
        strength: milligrams(10),
        frequency: daily,
        indication: pressure,
        dateStarted: days.about(1180),
        dateDiscontinued: days.about(doseIncreasedAgo),
      }),
    ),
    makeEntry(
      doseIncreasedAgo,
      thing(
        medication,
        {
          ...shared,
          name: { text: 'Lisinopril' },
          strength: milligrams(20),
          frequency: daily,
          indication: pressure,
          dateStarted: days.about(doseIncreasedAgo),
        },
        'Doubled after a month of high readings.',
      ),
    ),
    makeEntry(
      720,
      thing(medication, {
        ...shared,
        name: { text: 'Metformin' },
        strength: milligrams(500),
        frequency: { display: 'Twice a day with meals' },
        indication: { text: 'Type 2 diabetes' },
        dateStarted: days.about(720),
      }),
    ),
    makeEntry(
      300,
      thing(medication, {
        ...shared,
        name: { text: 'Ibuprofen' },
        strength: milligrams(400),
        frequency: { display: 'Up to three times a day' },
        prescribed: makeCoded('Over the Counter (OTC)', 'medication-prescribed', 'OTC'),
        dateStarted: days.about(310),
        dateDiscontinued: days.about(300),
      }),
    ),
  ];
}

/** Sinks fast at first, then slower and slower. */
function falling(from: number, to: number, progress: number): number {
  return to + (from - to) * Math.exp(-3 * progress);
}

function weights(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(5)].map(({ ago, progress }) => {
    const kg = roundTo(draw.around(falling(83, 74, progress), 0.4), 1);
    return thing(weight, {
      when: days.at(ago, 7, draw.whole(0, 40)),
      value: { kg, display: { value: kg, units: 'kg' } },
    });
  });
}

function bloodPressures(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(2)].map(({ ago, progress }, index) => {
    const isEvening = index % 3 === 2;
    const systolic = Math.round(draw.around(falling(148, 124, progress) - (isEvening ? 4 : 0), 6));
    const diastolic = Math.round(draw.around(falling(94, 79, progress), 4));
    const pulse = Math.round(draw.around(70, 5));
    return thing(bloodPressure, {
      when: days.at(ago, isEvening ? 21 : 7, draw.whole(0, 50)),
      systolic,
      diastolic,
      pulse,
    });
  });
}

function heartRates(days: Days, draw: Random): DemoThing[] {
  const resting = makeCoded('Resting', 'heart-rate-measurement-conditions');
  return [...walkDays(4, 1)].map(({ ago, progress }) =>
    thing(heartRate, {
      when: days.at(ago, 6, draw.whole(10, 55)),
      value: Math.round(draw.around(falling(76, 66, progress), 3)),
      measurementConditions: resting,
    }),
  );
}

function bloodSugars(days: Days, draw: Random): DemoThing[] {
  const glucoseMeasurementType = makeCoded('Whole blood', 'glucose-measurement-type', 'wb');
  const fasting = makeCoded('Fasting', 'glucose-measurement-context', 'fasting');
  const afterDinner = makeCoded('After dinner', 'glucose-measurement-context', 'AfterDinner');
  return [...walkDays(2, 1)].map(({ ago, progress }, index) => {
    const isFasting = index % 4 !== 3;
    const middle = falling(8.6, 6.1, progress) + (isFasting ? 0 : 2.1);
    const mmolPerL = roundTo(draw.around(middle, 0.5), 1);
    return thing(bloodGlucose, {
      when: days.at(ago, isFasting ? 6 : 20, draw.whole(15, 55)),
      value: { mmolPerL, display: { value: mmolPerL, units: 'mmol/L' } },
      glucoseMeasurementType,
      measurementContext: isFasting ? fasting : afterDinner,
    });
  });
}
