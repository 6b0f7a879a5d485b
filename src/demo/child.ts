// Emil's two years, from five to seven: he grows, had two ear infections, and must not eat peanuts.
import allergy from '../things/allergy.ts';
import basic from '../things/basic.ts';
import condition from '../things/condition.ts';
import heartRate from '../things/heart-rate.ts';
import height from '../things/height.ts';
import medication from '../things/medication.ts';
import personal from '../things/personal.ts';
import weight from '../things/weight.ts';
import { type Days, daysOfDemo, walkDays } from './days.ts';
import { type DemoThing, makeCoded, makeCountry, makeEntry, makeVaccine, roundTo, thing } from './item.ts';
import type { Random } from './random.ts';

const bornAgo = 5 * 365 + daysOfDemo + 40;

export function makeChildThings(days: Days, draw: Random): DemoThing[] {
  return [
    ...profile(days).map(thing => makeEntry(daysOfDemo, thing)),
    ...earInfection(days, 505),
    ...earInfection(days, 131),
    ...vaccines(days),
    ...growth(days, draw),
    ...heartRates(days, draw),
  ];
}

function profile(days: Days): DemoThing[] {
  const born = days.date(bornAgo);
  return [
    thing(basic, {
      gender: 'm',
      birthyear: born.y,
      country: makeCountry('US', 'United States'),
      postcode: '98101',
      city: 'Seattle',
    }),
    thing(personal, {
      name: { full: 'Emil Lindgren', first: 'Emil', last: 'Lindgren' },
      birthdate: { date: born },
      bloodType: makeCoded('O+', 'blood-types'),
    }),
    thing(
      allergy,
      {
        name: { text: 'Peanut' },
        reaction: { text: 'Hives and swollen lips' },
        firstObserved: days.about(bornAgo - 900),
        allergenType: makeCoded('food', 'allergen-type'),
      },
      'The school knows. An injector is in his bag.',
    ),
    thing(medication, {
      name: { text: 'Epinephrine auto-injector' },
      strength: { display: '0.15 mg' },
      frequency: { display: 'In an emergency' },
      indication: { text: 'Peanut allergy' },
      dateStarted: days.about(bornAgo - 880),
      prescribed: makeCoded('Prescribed', 'medication-prescribed', 'prescribed'),
    }),
  ];
}

function earInfection(days: Days, ago: number): DemoThing[] {
  return [
    thing(condition, {
      name: { text: 'Middle ear infection' },
      onsetDate: days.about(ago),
      status: makeCoded('Past', 'condition-occurrence', 'inactive'),
      stopDate: days.about(ago - 9),
    }),
    thing(medication, {
      name: { text: 'Amoxicillin' },
      dose: { display: '5 ml' },
      strength: { display: '400 mg in 5 ml' },
      frequency: { display: 'Twice a day' },
      route: makeCoded('By mouth', 'medication-routes', 'po', '2'),
      indication: { text: 'Middle ear infection' },
      dateStarted: days.about(ago),
      dateDiscontinued: days.about(ago - 7),
    }),
  ].map(thing => makeEntry(ago - 9, thing));
}

/** What a child of his age should have been given, all in time; what came before the family had a record, they noted then. */
function vaccines(days: Days): DemoThing[] {
  const week = 7;
  const month = 30.5;
  const given: [vaccine: readonly [string, string], place: string, ...ages: number[]][] = [
    [['BCG', '19'], 'Left arm', 2],
    [['Hepatitis B', '08'], 'Left thigh', 1],
    [['Hexavalent (DTaP-IPV-Hib-HepB)', '146'], 'Left thigh', 6 * week, 10 * week, 14 * week],
    [['Pneumococcal conjugate (PCV13)', '133'], 'Right thigh', 6 * week, 10 * week, 14 * week],
    [['Rotavirus', '119'], '', 6 * week, 10 * week],
    [['Measles, mumps and rubella (MMR)', '03'], 'Left arm', 9.2 * month, 15.3 * month],
    [['DTaP-IPV', '130'], 'Left arm', 15.3 * month, 50 * month],
    [['Influenza vaccine', '150'], 'Left arm', 73 * month, 84 * month],
  ];
  return given.flatMap(([vaccine, place, ...ages]) =>
    ages.map((age, index) => {
      const ago = bornAgo - Math.round(age);
      const made = makeVaccine(days, ago, vaccine, index + 1, place);
      return makeEntry(Math.min(ago, daysOfDemo), made);
    }),
  );
}

/** About the middle of the growth charts: 110 to 122 cm, 18.5 to 23 kg. */
function growth(days: Days, draw: Random): DemoThing[] {
  const weights = [...walkDays(14)].map(({ ago, progress }) => {
    const kg = roundTo(draw.around(18.5 + 4.5 * progress, 0.15), 1);
    return thing(weight, {
      when: days.at(ago, 18, draw.whole(0, 50)),
      value: { kg, display: { value: kg, units: 'kg' } },
    });
  });
  const heights = [...walkDays(61)].map(({ ago, progress }) => {
    const cm = roundTo(110 + 12 * progress, 1);
    return thing(height, {
      when: days.at(ago, 18, 5),
      value: { m: roundTo(cm / 100, 3), display: { value: cm, units: 'cm' } },
    });
  });
  return [...weights, ...heights];
}

function heartRates(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(45, 3)].map(({ ago, progress }) =>
    thing(heartRate, {
      when: days.at(ago, 17, draw.whole(0, 55)),
      value: Math.round(draw.around(95 - 5 * progress, 5)),
    }),
  );
}
