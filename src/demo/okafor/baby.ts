// Zoe's first months: born five weeks early, catching up; most vaccines given, one forgotten, others to come at nine months.
import allergy from '../../things/allergy.ts';
import basic from '../../things/basic.ts';
import birth from '../../things/birth.ts';
import bodyDimension from '../../things/body-dimension.ts';
import condition from '../../things/condition.ts';
import height from '../../things/height.ts';
import personal from '../../things/personal.ts';
import vitalSigns from '../../things/vital-signs.ts';
import weight from '../../things/weight.ts';
import type { Days } from '../days.ts';
import {
  type DemoThing,
  makeCoded,
  makeCountry,
  makeEntry,
  makePanel,
  makeProcedure,
  makeVaccine,
  makeVisit,
  roundTo,
  thing,
} from '../item.ts';
import type { Random } from '../random.ts';
import { makeMedicines, zoesMedicines } from './medicines.ts';
import { childrensClinic, laboratory, zoeBornAgo } from './places.ts';

export function makeZoeThings(days: Days, draw: Random): DemoThing[] {
  return [
    ...profile(days).map(one => makeEntry(zoeBornAgo, one)),
    ...illnesses(days),
    ...makeMedicines(days, zoesMedicines),
    ...vaccines(days),
    ...visits(days),
    ...growth(days, draw),
    ...fevers(days, draw),
  ];
}

function profile(days: Days): DemoThing[] {
  const born = days.date(zoeBornAgo);
  return [
    thing(basic, {
      gender: 'f',
      birthyear: born.y,
      country: makeCountry('GB', 'United Kingdom'),
      postcode: 'BS1 5TR',
      city: 'Bristol',
    }),
    thing(personal, {
      name: { full: 'Zoe Okafor', first: 'Zoe', last: 'Okafor' },
      birthdate: { date: born },
      bloodType: makeCoded('B+', 'blood-types'),
    }),
    thing(birth, { weeks: 35, days: 2 }, 'By caesarean section. Nine days on the ward for early children.'),
  ];
}

function illnesses(days: Days): DemoThing[] {
  const past = makeCoded('Past', 'condition-occurrence', 'inactive');
  const active = makeCoded('Current', 'condition-occurrence', 'active');
  return [
    makeEntry(
      zoeBornAgo - 3,
      thing(condition, {
        name: { text: 'Jaundice of the newborn' },
        onsetDate: days.about(zoeBornAgo - 2),
        status: past,
        stopDate: days.about(zoeBornAgo - 8),
      }),
    ),
    makeEntry(
      120,
      thing(
        condition,
        { name: { text: 'Eczema' }, onsetDate: days.about(125), status: active },
        'Behind the knees and on the cheeks.',
      ),
    ),
    makeEntry(
      46,
      thing(condition, {
        name: { text: 'Middle ear infection' },
        onsetDate: days.about(48),
        status: past,
        stopDate: days.about(40),
      }),
    ),
    makeEntry(
      71,
      thing(
        allergy,
        {
          name: { text: 'Egg' },
          reaction: { text: 'Hives around the mouth' },
          firstObserved: days.about(72),
          allergenType: makeCoded('food', 'allergen-type'),
        },
        'Two spoons of scrambled egg. Gone after an hour.',
      ),
    ),
  ];
}

function vaccines(days: Days): DemoThing[] {
  const ago = (weeks: number) => zoeBornAgo - 7 * weeks;
  const sixInOne = ['Hexavalent (DTaP-IPV-Hib-HepB)', '146'] as const;
  const pneumococcal = ['Pneumococcal conjugate (PCV13)', '133'] as const;
  const rotavirus = ['Rotavirus', '119'] as const;
  return [
    makeVaccine(days, ago(1), ['BCG', '19'], 1, 'Left arm'),
    makeVaccine(days, zoeBornAgo - 1, ['Hepatitis B', '08'], 1),
    ...[7, 11, 16].map((weeks, index) => makeVaccine(days, ago(weeks), sixInOne, index + 1)),
    // The third was put off for a fever, and nobody thought of it since.
    ...[7, 11].map((weeks, index) => makeVaccine(days, ago(weeks), pneumococcal, index + 1, 'Right thigh')),
    ...[7, 11].map((weeks, index) => makeVaccine(days, ago(weeks), rotavirus, index + 1, '')),
  ];
}

function visits(days: Days): DemoThing[] {
  const { name, doctor } = childrensClinic;
  const check = (what: string) => ({ what, who: doctor, where: name });
  const nurse = { what: 'Vaccines', who: 'Nurse Joy Adeyemi', where: name };
  return [
    ...[42, 101, 190].map(after => makeVisit(days, zoeBornAgo - after, [9, 30], check('Check of a child'))),
    ...[7, 11, 16].map(weeks => makeVisit(days, zoeBornAgo - 7 * weeks, [10, 0], nurse)),
    makeVisit(days, 46, [16, 10], check('Ear ache and fever')),
    makeVisit(days, -4, [10, 10], { ...nurse, note: 'Ask about the third pneumococcal dose.' }),
    makeVisit(days, -31, [9, 30], check('Check at nine months')),
    makeProcedure(days, zoeBornAgo - 5, 'Hearing test of the newborn', 'Audiology, St Brendan’s Hospital'),
    makePanel(days, zoeBornAgo - 3, {
      name: 'Newborn',
      laboratory,
      lines: [
        ['Bilirubin', 214, 'µmol/L', '< 205'],
        ['Glucose', 3.4, 'mmol/L', '2.6–5.5'],
        ['TSH', 3.9, 'mU/L', '< 10'],
        ['Blood group', 'B+'],
      ],
    }),
    makePanel(days, 68, {
      name: 'Iron',
      laboratory,
      lines: [
        ['Haemoglobin', 106, 'g/L', '110–140'],
        ['Ferritin', 14, 'µg/L', '12–100'],
      ],
    }),
  ];
}

/** Along the lower curves of her age at birth, then nearer to the middle. */
function growth(days: Days, draw: Random): DemoThing[] {
  const measuredAfter = [0, 4, 9, 14, 21, 28, 42, 56, 77, 101, 125, 150, 171, 190, 212, 232, 251];
  const kgAfter = (day: number) => 2.41 + 0.0289 * day - 0.0000365 * day * day - (day === 4 ? 0.22 : 0);
  const cmAfter = (day: number) => 46 + 0.113 * day - 0.000118 * day * day;
  const headAfter = (day: number) => 32.4 + 0.0634 * day - 0.000098 * day * day;
  return measuredAfter.flatMap((day, index) => {
    const ago = zoeBornAgo - day;
    const kg = roundTo(draw.around(kgAfter(day), 0.03), 2);
    const cm = roundTo(cmAfter(day), 1);
    const head = roundTo(headAfter(day), 1);
    const when = days.at(ago, 10, draw.whole(0, 40));
    const weighed = thing(weight, { when, value: { kg, display: { value: kg, units: 'kg' } } });
    if (index % 2 === 1) return [weighed];
    return [
      weighed,
      thing(height, {
        when,
        value: { m: roundTo(cm / 100, 3), display: { value: cm, units: 'cm' } },
      }),
      thing(bodyDimension, {
        when: days.about(ago),
        measurementName: makeCoded(
          'Head circumference',
          'body-dimension-measurement-names-pediatric',
          'HeadCircumference',
        ),
        value: { m: roundTo(head / 100, 3), display: { value: head, units: 'cm' } },
      }),
    ];
  });
}

/** Two days of the first vaccines, a cold, the ear, and a cold of this week. */
function fevers(days: Days, draw: Random): DemoThing[] {
  const taken: [ago: number, hour: number, degrees: number, site: string][] = [
    [zoeBornAgo - 50, 19, 38.2, 'Rectum'],
    [142, 21, 38.6, 'Ear'],
    [141, 8, 38.1, 'Ear'],
    [48, 18, 39.1, 'Ear'],
    [48, 22, 39.4, 'Rectum'],
    [47, 7, 38.8, 'Ear'],
    [46, 8, 38.7, 'Ear'],
    [44, 8, 37.4, 'Ear'],
    [3, 19, 38.3, 'Armpit'],
    [2, 7, 37.9, 'Ear'],
    [1, 7, 37.1, 'Ear'],
  ];
  return taken.map(([ago, hour, degrees, site]) =>
    thing(vitalSigns, {
      when: days.at(ago, hour, draw.whole(0, 50)),
      vitalSignsResults: [
        {
          title: makeCoded('Temperature', 'vital-statistics', 'Tmp'),
          value: degrees,
          unit: makeCoded('°C', 'lab-results-units', 'Cel'),
        },
      ],
      site,
    }),
  );
}
