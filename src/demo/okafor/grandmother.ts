// Grace's three years: worn knees, a heart out of step with warfarin and its INR, and ten days in hospital for a bleeding.
import advanceDirective from '../../things/advance-directive.ts';
import allergy from '../../things/allergy.ts';
import basic from '../../things/basic.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import condition from '../../things/condition.ts';
import contact from '../../things/contact.ts';
import dischargeSummary from '../../things/discharge-summary.ts';
import encounter from '../../things/encounter.ts';
import familyHistory from '../../things/family-history.ts';
import height from '../../things/height.ts';
import insurancePlan from '../../things/insurance-plan.ts';
import medicalDevice from '../../things/medical-device.ts';
import personal from '../../things/personal.ts';
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
import { gracesMedicines, makeMedicines } from './medicines.ts';
import { daysOfOkafors, familyDoctor, hospital, laboratory, stayAgo, surgery } from './places.ts';

export function makeGraceThings(days: Days, draw: Random): DemoThing[] {
  return [
    ...profile(days).map(one => makeEntry(daysOfOkafors, one)),
    ...illnesses(days),
    ...medicines(days),
    ...clotting(days, draw),
    ...bloods(days, draw),
    ...stay(days),
    ...visits(days),
    ...readings(days, draw),
  ];
}

function profile(days: Days): DemoThing[] {
  const lot = makeCoded('Mother', 'personal-relationship', 'Mth');
  return [
    thing(basic, {
      gender: 'f',
      birthyear: 1950,
      country: makeCountry('GB', 'United Kingdom'),
      postcode: 'BS3 4HA',
      city: 'Bristol',
    }),
    thing(personal, {
      name: { full: 'Grace Nwosu', first: 'Grace', last: 'Nwosu' },
      birthdate: { date: { y: 1950, m: 1, d: 23 } },
      bloodType: makeCoded('O+', 'blood-types'),
      maritalStatus: makeCoded('Widowed', 'marital-status', 'Wid'),
    }),
    thing(height, {
      when: days.at(daysOfOkafors, 11, 0),
      value: { m: 1.62, display: { value: 162, units: 'cm' } },
    }),
    thing(contact, {
      name: { full: 'Amara Okafor' },
      type: makeCoded('Emergency Contact', 'person-types', '1'),
      contact: { phone: [{ number: '+44 117 496 0177' }] },
    }),
    thing(contact, {
      name: { full: familyDoctor },
      organization: surgery,
      type: makeCoded('Provider', 'person-types', '2'),
      contact: { phone: [{ number: '+44 117 496 0100' }] },
    }),
    thing(insurancePlan, {
      planName: 'Severn Mutual Senior',
      coverageType: makeCoded('Medical', 'coverage-types', '1'),
      subscriberId: 'SM 2093 118',
      subscriberName: 'Grace Nwosu',
      isPrimary: true,
    }),
    thing(familyHistory, {
      relative: { relationship: lot, dateOfBirth: { y: 1922 }, dateOfDeath: { y: 1999 } },
      condition: [{ name: { text: 'Stroke' }, onsetDate: { y: 1996 } }],
    }),
    thing(advanceDirective, {
      startDate: days.about(240),
      stopDate: { descriptive: 'Until I say otherwise' },
      description:
        'No ventilator for more than a few days, no tube for food. Pain is to be treated in any case.',
      fullResuscitation: false,
      prohibitedInterventions: [{ text: 'Long-term ventilation' }, { text: 'Feeding tube' }],
      attendingPhysician: { name: { full: familyDoctor } },
    }),
  ];
}

function illnesses(days: Days): DemoThing[] {
  const active = makeCoded('Current', 'condition-occurrence', 'active');
  const lasting = [
    ['Osteoarthritis of both knees', 2011],
    ['Atrial fibrillation', 2019],
    ['High blood pressure', 1995],
    ['Chronic kidney disease, stage 3a', 2022],
    ['Cataract of the right eye', 2023],
    ['Underactive thyroid', 2008],
    ['Hearing loss', 2020],
  ] as const;
  return [
    ...lasting.map(([name, year]) =>
      makeEntry(
        daysOfOkafors,
        thing(condition, {
          name: { text: name },
          onsetDate: { structured: { date: { y: year } } },
          status: active,
        }),
      ),
    ),
    makeEntry(
      stayAgo - 10,
      thing(condition, {
        name: { text: 'Bleeding of the stomach' },
        onsetDate: days.about(stayAgo),
        status: makeCoded('Past', 'condition-occurrence', 'inactive'),
        stopDate: days.about(stayAgo - 10),
      }),
    ),
    ...(
      [
        ['Penicillin', 'Swollen face', 1974, 'medication', 'med'],
        ['Codeine', 'Confusion', 2016, 'medication', 'med'],
        ['Latex', 'Itching', 2004, 'environmental', 'env'],
      ] as const
    ).map(([name, reaction, y, text, code]) =>
      makeEntry(
        daysOfOkafors,
        thing(allergy, {
          name: { text: name },
          reaction: { text: reaction },
          firstObserved: { structured: { date: { y } } },
          allergenType: makeCoded(text, 'allergen-type', code),
        }),
      ),
    ),
  ];
}

function medicines(days: Days): DemoThing[] {
  return [
    ...makeMedicines(days, gracesMedicines),
    ...[200, 110, 21].map(ago => makeFill(days, 'Warfarin', ago, 28)),
    ...[188, 98, 8].map(ago => makeFill(days, 'Amlodipine', ago, 90)),
    ...[150, 60].map(ago => makeFill(days, 'Bisoprolol', ago, 90)),
    ...makeDosesTaken(days, ['Warfarin', 1], ['Bisoprolol', 1], ['Amlodipine', 1]),
  ];
}

/** Every three weeks; far too high on the day of the bleeding, and every other day in hospital. */
function clotting(days: Days, draw: Random): DemoThing[] {
  const range = (ago: number) => (ago < stayAgo ? '2.0–2.5' : '2.0–3.0');
  const measure = (ago: number, inr: number) =>
    makePanel(days, ago, {
      name: 'Clotting',
      laboratory,
      lines: [['INR', roundTo(inr, 1), '', range(ago)]],
    });
  const inHospital = [
    [stayAgo, 6.8],
    [stayAgo - 2, 2.4],
    [stayAgo - 5, 1.4],
    [stayAgo - 8, 1.6],
  ] as const;
  return [
    ...[...walkDays(21, 5, daysOfOkafors)].map(({ ago }, index) =>
      measure(ago, draw.around(ago < stayAgo ? 2.25 : 2.6, 0.3) + (index % 11 === 7 ? 1 : 0)),
    ),
    ...inHospital.map(([ago, inr]) => measure(ago, inr)),
  ];
}

function bloods(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(122, 40, daysOfOkafors)].flatMap(({ ago, progress }) => [
    makePanel(days, ago, {
      name: 'Kidneys',
      laboratory,
      lines: [
        ['Creatinine', Math.round(draw.around(96 + 14 * progress, 3)), 'µmol/L', '45–84'],
        ['eGFR', Math.round(draw.around(52 - 7 * progress, 1)), 'mL/min/1.73 m²', '≥ 60'],
        ['Potassium', roundTo(draw.around(4.7, 0.2), 1), 'mmol/L', '3.5–5.3'],
        ['Sodium', Math.round(draw.around(137, 1)), 'mmol/L', '133–146'],
      ],
    }),
    makePanel(days, ago, {
      name: 'Blood count',
      laboratory,
      lines: [
        [
          'Haemoglobin',
          Math.round(ago < stayAgo && ago > 150 ? 104 : 121 + draw.around(0, 2)),
          'g/L',
          '115–165',
        ],
        ['Platelets', Math.round(draw.around(231, 12)), '10^9/L', '150–400'],
        ['TSH', roundTo(draw.around(2.9, 0.5), 1), 'mU/L', '0.4–4.0'],
      ],
    }),
  ]);
}

function stay(days: Days): DemoThing[] {
  const { name, doctor } = hospital;
  const home = stayAgo - 10;
  return [
    makeEntry(
      home,
      thing(encounter, {
        when: days.at(stayAgo, 3, 40),
        type: { text: 'Stay in hospital' },
        reason: 'Bleeding of the stomach, on warfarin and naproxen',
        duration: { startDate: days.about(stayAgo), endDate: days.about(home) },
        facility: { name },
      }),
    ),
    makeEntry(
      home,
      thing(dischargeSummary, {
        when: days.at(home, 11, 30),
        type: { text: 'Discharge letter' },
        specialty: 'Gastroenterology',
        primaryProvider: { name: { full: doctor } },
        dischargeDateTime: days.about(home),
        text: 'Came with black stools and an INR of 6.8 on warfarin and naproxen. Two units of blood. An ulcer of the stomach was clipped. Warfarin began again on day nine at 2 mg, INR 2 to 2.5. No naproxen, ibuprofen or the like any more; paracetamol for the knees. INR twice a week for a month.',
      }),
    ),
    makeProcedure(days, stayAgo, 'Endoscopy of the stomach, ulcer clipped', doctor, 'Stomach'),
    makeProcedure(days, 1010, 'Injection into the left knee', 'Mr Owen Pryce', 'Left knee'),
    makeProcedure(days, 84, 'Cataract operation', 'Miss Ruth Calder', 'Left eye'),
    makeEntry(
      900,
      thing(medicalDevice, {
        when: days.at(900, 10, 0),
        deviceName: 'Hearing aid',
        model: 'Auris 3',
        anatomicSite: 'Both ears',
      }),
    ),
  ];
}

function visits(days: Days): DemoThing[] {
  const knees = { what: 'Knee clinic', who: 'Mr Owen Pryce', where: hospital.name };
  const doctor = { what: 'Review of medicines', who: familyDoctor, where: surgery };
  return [
    ...[1060, 880, 700, 520, 460, 340, 160].map(ago => makeVisit(days, ago, [11, 0], doctor)),
    ...[1010, 620, 255].map(ago => makeVisit(days, ago, [15, 20], knees)),
    makeVisit(days, -3, [8, 30], { what: 'INR', who: 'Nurse Joy Adeyemi', where: surgery }),
    makeVisit(days, -9, [13, 50], {
      what: 'Cataract, right eye',
      who: 'Miss Ruth Calder',
      where: hospital.name,
    }),
    makeVisit(days, -33, [11, 0], doctor),
    ...[785, 420, 58].map(ago =>
      makeVaccine(days, ago, ['Influenza vaccine, high dose', '135'], 1, 'Left arm'),
    ),
    makeVaccine(days, 640, ['Pneumococcal polysaccharide (PPSV23)', '33'], 1, 'Right arm'),
    ...[590, 500].map((ago, index) =>
      makeVaccine(days, ago, ['Shingles (Shingrix)', '187'], index + 1, 'Left arm'),
    ),
    makeVaccine(days, 58, ['COVID-19 vaccine', '300'], 1, 'Right arm'),
  ];
}

/** Pressure twice a week, weight once in two weeks. */
function readings(days: Days, draw: Random): DemoThing[] {
  const pressures = [...walkDays(5, 1, daysOfOkafors)].map(({ ago, progress }) =>
    thing(bloodPressure, {
      when: days.at(ago, 9, draw.whole(0, 45)),
      systolic: Math.round(draw.around(152 - 14 * progress, 6)),
      diastolic: Math.round(draw.around(82 - 4 * progress, 4)),
      pulse: Math.round(draw.around(72, 6)),
      irregularHeartbeat: draw.next() < 0.3,
    }),
  );
  const weights = [...walkDays(14, 3, daysOfOkafors)].map(({ ago, progress }) => {
    const kg = roundTo(draw.around(68 - 3.5 * progress, 0.4), 1);
    return thing(weight, {
      when: days.at(ago, 8, draw.whole(0, 45)),
      value: { kg, display: { value: kg, units: 'kg' } },
    });
  });
  return [...pressures, ...weights];
}
