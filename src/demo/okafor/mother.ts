// Amara's three years: type 1 diabetes since she was a girl, and blood pressure that was found high before her child came.
import { makeGoal } from '../../core/targets/targets.ts';
import allergy from '../../things/allergy.ts';
import basic from '../../things/basic.ts';
import bloodGlucose from '../../things/blood-glucose.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import condition from '../../things/condition.ts';
import contact from '../../things/contact.ts';
import exercise from '../../things/exercise.ts';
import familyHistory from '../../things/family-history.ts';
import hba1c from '../../things/hba1c.ts';
import healthGoal from '../../things/health-goal.ts';
import height from '../../things/height.ts';
import type { ThingType } from '../../things/index.ts';
import insurancePlan from '../../things/insurance-plan.ts';
import personal from '../../things/personal.ts';
import sleepSession from '../../things/sleep-session.ts';
import weight from '../../things/weight.ts';
import { type Days, walkDays } from '../days.ts';
import {
  type DemoThing,
  makeCoded,
  makeCountry,
  makeEntry,
  makeFill,
  makePanel,
  makeProcedure,
  makeVaccine,
  makeVisit,
  roundTo,
  thing,
} from '../item.ts';
import type { Random } from '../random.ts';
import { makeDosesTaken } from './doses.ts';
import { amarasMedicines, makeMedicines } from './medicines.ts';
import { daysOfOkafors, diabetesClinic, familyDoctor, laboratory, surgery, zoeBornAgo } from './places.ts';

const active = makeCoded('Current', 'condition-occurrence', 'active');
const bornAgo = zoeBornAgo;

export function makeAmaraThings(days: Days, draw: Random): DemoThing[] {
  return [
    ...profile(days).map(one => makeEntry(daysOfOkafors, one)),
    ...conditions(days),
    ...goals(),
    ...medicines(days),
    ...results(days, draw),
    ...visits(days),
    ...glucose(days, draw),
    ...pressures(days, draw),
    ...weights(days, draw),
    ...nights(days, draw),
    ...walks(days, draw),
  ];
}

/** As agreed with the clinic: what is usual without diabetes says little of her. */
function goals(): DemoThing[] {
  const anytime = { of: 0, context: undefined };
  return [
    makeGoal(hba1c as ThingType, { ...anytime, unit: 'mmol/mol', max: 53 }),
    makeGoal(bloodGlucose as ThingType, { ...anytime, unit: 'mmol/L', min: 3.9, max: 10 }),
  ].map(goal => makeEntry(daysOfOkafors, thing(healthGoal, goal)));
}

function profile(days: Days): DemoThing[] {
  const relative = (text: string, value: string) => makeCoded(text, 'personal-relationship', value);
  const ill = (name: string, year: number) => ({ name: { text: name }, onsetDate: { y: year } });
  return [
    thing(basic, {
      gender: 'f',
      birthyear: 1991,
      country: makeCountry('GB', 'United Kingdom'),
      postcode: 'BS1 5TR',
      city: 'Bristol',
    }),
    thing(personal, {
      name: { full: 'Amara Okafor', first: 'Amara', last: 'Okafor' },
      birthdate: { date: { y: 1991, m: 8, d: 2 } },
      bloodType: makeCoded('B+', 'blood-types'),
      maritalStatus: makeCoded('Married', 'marital-status', 'Mar'),
    }),
    thing(height, {
      when: days.at(daysOfOkafors, 9, 20),
      value: { m: 1.71, display: { value: 171, units: 'cm' } },
    }),
    thing(contact, {
      name: { full: 'Daniel Okafor' },
      type: makeCoded('Emergency contact', 'person-types', '1'),
      contact: { phone: [{ number: '+44 117 496 0112' }] },
    }),
    thing(insurancePlan, {
      planName: 'Severn Mutual Family',
      coverageType: makeCoded('Medical', 'coverage-types', '1'),
      subscriberId: 'SM 4471 902',
      subscriberName: 'Amara Okafor',
      isPrimary: true,
      expirationDate: days.at(-180, 0, 0),
    }),
    thing(familyHistory, {
      relative: { relationship: relative('Mother', 'Mth'), dateOfBirth: { y: 1950 } },
      condition: [ill('High blood pressure', 1995), ill('Atrial fibrillation', 2019)],
    }),
    thing(familyHistory, {
      relative: { relationship: relative('Father', 'Fth'), dateOfBirth: { y: 1946 } },
      condition: [ill('Stroke', 2012)],
    }),
    thing(
      allergy,
      {
        name: { text: 'Sulfonamides' },
        reaction: { text: 'Rash over the whole body' },
        firstObserved: { structured: { date: { y: 2009, m: 5 } } },
        allergenType: makeCoded('medication', 'allergen-type', 'med'),
      },
      'Co-trimoxazole, for a bladder infection.',
    ),
    thing(allergy, {
      name: { text: 'Grass pollen' },
      reaction: { text: 'Hay fever' },
      firstObserved: { structured: { date: { y: 2003 } } },
      allergenType: makeCoded('plant', 'allergen-type'),
    }),
  ];
}

function conditions(days: Days): DemoThing[] {
  const since = (y: number, m: number) => ({ structured: { date: { y, m } } });
  return [
    makeEntry(
      daysOfOkafors,
      thing(
        condition,
        { name: { text: 'Type 1 diabetes' }, onsetDate: since(2004, 10), status: active },
        'Insulin pens since the first day; a sensor was tried and did not stay on.',
      ),
    ),
    makeEntry(
      930,
      thing(condition, {
        name: { text: 'High blood pressure' },
        onsetDate: days.about(935),
        status: active,
      }),
    ),
    makeEntry(
      bornAgo + 190,
      thing(condition, {
        name: { text: 'Pregnancy with diabetes' },
        onsetDate: days.about(bornAgo + 200),
        status: makeCoded('Past', 'condition-occurrence', 'inactive'),
        stopDate: days.about(bornAgo),
      }),
    ),
    makeEntry(
      610,
      thing(condition, {
        name: { text: 'Bladder infection' },
        onsetDate: days.about(612),
        status: makeCoded('Past', 'condition-occurrence', 'inactive'),
        stopDate: days.about(604),
      }),
    ),
  ];
}

function medicines(days: Days): DemoThing[] {
  return [
    ...makeMedicines(days, amarasMedicines),
    ...[...walkDays(28, 6, daysOfOkafors)]
      .filter(({ ago }) => ago < 400)
      .map(({ ago }) => makeFill(days, 'Insulin glargine', ago, 30)),
    ...[186, 96, 9].map(ago => makeFill(days, 'Nifedipine', ago, ago === 9 ? 14 : 90)),
    ...[150, 58].map(ago => makeFill(days, 'Atorvastatin', ago, 90)),
    ...makeDosesTaken(days, ['Nifedipine', 2], ['Atorvastatin', 1], ['Insulin glargine', 1]),
  ];
}

/** Every three months: sugar, kidneys, once a year fats and thyroid; from 8.4 % down, with a hill after the birth. */
function results(days: Days, draw: Random): DemoThing[] {
  const quarters = [...walkDays(91, 14, daysOfOkafors)];
  return quarters.flatMap(({ ago, progress }, index) => {
    const percent = roundTo(
      8.4 - 1.5 * progress + (ago < bornAgo && ago > 90 ? 0.5 : 0) + draw.around(0, 0.08),
      1,
    );
    const mmolPerMol = Math.round((percent - 2.15) * 10.929);
    const creatinine = Math.round(draw.around(78 + 20 * progress, 2));
    const kidneys = makePanel(days, ago, {
      name: 'Kidneys',
      laboratory,
      lines: [
        ['Creatinine', creatinine, 'µmol/L', '45–84'],
        ['eGFR', Math.round(94 - 20 * progress + draw.around(0, 1)), 'mL/min/1.73 m²', '≥ 60'],
        ['Urea', roundTo(draw.around(5.6, 0.4), 1), 'mmol/L', '2.5–7.8'],
        ['Sodium', Math.round(draw.around(139, 1)), 'mmol/L', '133–146'],
        ['Potassium', roundTo(draw.around(4.4, 0.2), 1), 'mmol/L', '3.5–5.3'],
        ['Albumin in urine', roundTo(draw.around(18 + 22 * progress, 2), 0), 'mg/g', '< 30'],
      ],
    });
    const sugar = makePanel(days, ago, {
      name: 'Blood sugar',
      laboratory,
      lines: [
        ['HbA1c', mmolPerMol, 'mmol/mol', '≤ 53'],
        ['Glucose', roundTo(draw.around(7.4, 0.7), 1), 'mmol/L', '3.9–5.5'],
      ],
    });
    const longTerm = makeEntry(
      ago,
      thing(hba1c, {
        when: days.at(ago, 8, 30),
        value: { mmolPerMol, display: { value: percent, units: '%' } },
      }),
    );
    const yearly = [
      makePanel(days, ago, {
        name: 'Fats',
        laboratory,
        lines: [
          ['Cholesterol', roundTo(5.7 - 0.8 * progress, 1), 'mmol/L', '< 5'],
          ['LDL cholesterol', roundTo(3.6 - 0.9 * progress, 1), 'mmol/L', '< 2.6'],
          ['HDL cholesterol', roundTo(draw.around(1.5, 0.05), 1), 'mmol/L', '> 1.2'],
          ['Triglycerides', roundTo(draw.around(1.3, 0.1), 1), 'mmol/L', '< 1.7'],
          ['TSH', roundTo(draw.around(2.1, 0.2), 1), 'mU/L', '0.4–4.0'],
        ],
      }),
      makePanel(days, ago, {
        name: 'Blood count',
        laboratory,
        lines: [
          ['Haemoglobin', Math.round(122 - 8 * progress), 'g/L', '115–165'],
          ['White blood cells', roundTo(draw.around(6.4, 0.4), 1), '10^9/L', '4.0–11.0'],
          ['Platelets', Math.round(draw.around(262, 10)), '10^9/L', '150–400'],
          ['Ferritin', Math.round(34 - 22 * progress), 'µg/L', '15–150'],
        ],
      }),
    ];
    return [sugar, kidneys, longTerm, ...(index % 4 === 3 ? yearly : [])];
  });
}

function visits(days: Days): DemoThing[] {
  const clinic = { what: 'Diabetes clinic', who: diabetesClinic.doctor, where: diabetesClinic.name };
  const eyes = { what: 'Eye screening', who: 'Severn Eye Screening', where: 'Queen Square, Bristol' };
  const doctor = { what: 'Blood pressure check', who: familyDoctor, where: surgery };
  return [
    ...[...walkDays(91, 21, daysOfOkafors)].map(({ ago }) => makeVisit(days, ago, [10, 20], clinic)),
    ...[935, 928, 700, 480, 205].map(ago => makeVisit(days, ago, [8, 40], doctor)),
    ...[870, 505, 140].map(ago => makeVisit(days, ago, [14, 0], eyes)),
    makeVisit(days, -6, [9, 40], {
      ...clinic,
      note: 'Bring the meter. Ask about the kidney values, and whether ramipril may come back.',
    }),
    makeVisit(days, -27, [11, 15], { what: 'Dentist', who: 'Dr Priya Nair', where: 'Harbourside Dental' }),
    makeProcedure(days, bornAgo, 'Caesarean section', 'Miss Helen Ward', 'Abdomen'),
    makeProcedure(days, 140, 'Photographs of the retina', 'Severn Eye Screening', 'Both eyes'),
    ...[790, 425, 62].map(ago => makeVaccine(days, ago, ['Influenza vaccine', '150'], 1, 'Left arm')),
    makeVaccine(days, bornAgo + 70, ['Whooping cough vaccine (Tdap)', '115'], 1, 'Left arm'),
    makeVaccine(days, 61, ['COVID-19 vaccine', '300'], 1, 'Right arm'),
  ];
}

/** Once a day, four times a day in the last month: a visit to the clinic is near. */
function glucose(days: Days, draw: Random): DemoThing[] {
  const times = [
    ['Fasting', 'fasting', 7, 7.6],
    ['After dinner', 'AfterDinner', 20, 9.8],
    ['Before lunch', 'BeforeLunch', 12, 7.1],
    ['After breakfast', 'AfterBreakfast', 9, 9.4],
  ] as const;
  const glucoseMeasurementType = makeCoded('Whole blood', 'glucose-measurement-type', 'wb');
  return [...walkDays(1, 0, daysOfOkafors)].flatMap(({ ago, progress }, index) => {
    const measured = ago <= 28 ? times : ago % 2 === 0 ? [times[index % 4 === 1 ? 1 : 0]] : [];
    return measured.map(([text, code, hour, middle]) => {
      const mmolPerL = roundTo(Math.max(3.1, draw.around(middle - 1.3 * progress, 1.1)), 1);
      return thing(bloodGlucose, {
        when: days.at(ago, hour, draw.whole(2, 55)),
        value: { mmolPerL, display: { value: mmolPerL, units: 'mmol/L' } },
        glucoseMeasurementType,
        measurementContext: makeCoded(text, 'glucose-measurement-context', code),
      });
    });
  });
}

function pressures(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(4, 150, daysOfOkafors)].map(({ ago, progress }, index) => {
    const expecting = ago > bornAgo && ago < bornAgo + 90 ? 8 : 0;
    return thing(bloodPressure, {
      when: days.at(ago, index % 2 ? 20 : 7, draw.whole(0, 50)),
      systolic: Math.round(draw.around(146 - 18 * progress + expecting, 5)),
      diastolic: Math.round(draw.around(91 - 9 * progress + expecting / 2, 4)),
      pulse: Math.round(draw.around(74, 5)),
    });
  });
}

function weights(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(7, 2, daysOfOkafors)].map(({ ago }) => {
    const weeksBefore = (bornAgo + 245 - ago) / 7;
    const carried = ago >= bornAgo ? Math.max(0, 0.34 * weeksBefore) : Math.max(0, 5 - (bornAgo - ago) / 30);
    const kg = roundTo(draw.around(70.5 + carried, 0.3), 1);
    return thing(weight, {
      when: days.at(ago, 7, draw.whole(0, 30)),
      value: { kg, display: { value: kg, units: 'kg' } },
    });
  });
}

/** The nights of the last months: short, with a child that wakes. */
function nights(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(1, daysOfOkafors - 75, daysOfOkafors)].map(({ ago }) => {
    const wokenUp = draw.whole(1, 4);
    const asleep = 430 - 22 * wokenUp + draw.whole(-25, 25);
    return thing(sleepSession, {
      when: days.at(ago, 7, 5),
      bedTime: { h: 22, m: draw.whole(0, 55) },
      wakeTime: { h: 6, m: draw.whole(10, 55) },
      sleepMinutes: asleep,
      settlingMinutes: draw.whole(5, 25),
      timesWokenUp: wokenUp,
      wakeState: wokenUp > 2 ? 3 : wokenUp > 1 ? 2 : 1,
    });
  });
}

function walks(days: Days, draw: Random): DemoThing[] {
  const walking = makeCoded('Walking', 'aerobic-activities', 'walk');
  const swimming = makeCoded('Swimming', 'aerobic-activities', 'swim');
  return [...walkDays(6, 3, daysOfOkafors)].map(({ ago }, index) => {
    const isSwim = index % 3 === 2;
    const km = roundTo(isSwim ? draw.around(0.9, 0.15) : draw.around(4.2, 0.7), 1);
    return thing(exercise, {
      when: { structured: { ...days.at(ago, 17, draw.whole(0, 50)) } },
      activity: isSwim ? swimming : walking,
      distance: { m: Math.round(km * 1000), display: { value: km, units: 'km' } },
      duration: Math.round(isSwim ? km * 42 : km * 12.5),
    });
  });
}
