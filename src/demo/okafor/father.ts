// Daniel's three years: asthma that is quiet but for the spring, and running against a back that aches.
import allergy from '../../things/allergy.ts';
import basic from '../../things/basic.ts';
import condition from '../../things/condition.ts';
import exercise from '../../things/exercise.ts';
import heartRate from '../../things/heart-rate.ts';
import height from '../../things/height.ts';
import peakFlow from '../../things/peak-flow.ts';
import personal from '../../things/personal.ts';
import weight from '../../things/weight.ts';
import { type Days, walkDays } from '../days.ts';
import {
  type DemoThing,
  makeCoded,
  makeCountry,
  makeEntry,
  makeMedicine,
  makeVaccine,
  makeVisit,
  roundTo,
  thing,
} from '../item.ts';
import type { Random } from '../random.ts';
import { daysOfOkafors, familyDoctor, surgery } from './places.ts';

export function makeDanielThings(days: Days, draw: Random): DemoThing[] {
  return [
    ...profile(days).map(one => makeEntry(daysOfOkafors, one)),
    ...illnesses(days),
    ...breaths(days, draw),
    ...runs(days, draw),
  ];
}

function profile(days: Days): DemoThing[] {
  return [
    thing(basic, {
      gender: 'm',
      birthyear: 1988,
      country: makeCountry('GB', 'United Kingdom'),
      postcode: 'BS1 5TR',
      city: 'Bristol',
    }),
    thing(personal, {
      name: { full: 'Daniel Okafor', first: 'Daniel', last: 'Okafor' },
      birthdate: { date: { y: 1988, m: 11, d: 19 } },
      bloodType: makeCoded('O-', 'blood-types'),
    }),
    thing(height, {
      when: days.at(daysOfOkafors, 19, 0),
      value: { m: 1.84, display: { value: 184, units: 'cm' } },
    }),
    thing(allergy, {
      name: { text: 'Birch pollen' },
      reaction: { text: 'Wheezing' },
      firstObserved: { structured: { date: { y: 1996 } } },
      allergenType: makeCoded('plant', 'allergen-type'),
    }),
  ];
}

function illnesses(days: Days): DemoThing[] {
  const active = makeCoded('Current', 'condition-occurrence', 'active');
  const asthma = 'Asthma';
  return [
    makeEntry(
      daysOfOkafors,
      thing(condition, {
        name: { text: asthma },
        onsetDate: { structured: { date: { y: 1995 } } },
        status: active,
      }),
    ),
    makeEntry(
      290,
      thing(condition, {
        name: { text: 'Low back pain' },
        onsetDate: days.about(300),
        status: makeCoded('Intermittent', 'condition-occurrence', 'intermittent'),
      }),
    ),
    makeMedicine(
      days,
      {
        name: 'Budesonide with formoterol',
        often: '1-0-1',
        why: asthma,
        sinceAgo: daysOfOkafors,
        by: familyDoctor,
      },
      { ago: 570, often: '1-0-0' },
    ),
    makeMedicine(days, {
      name: 'Salbutamol',
      often: 'As needed',
      why: asthma,
      sinceAgo: daysOfOkafors,
      by: familyDoctor,
    }),
    ...[1000, 640, 280].map(ago =>
      makeVisit(days, ago, [17, 10], { what: 'Asthma review', who: familyDoctor, where: surgery }),
    ),
    makeVisit(days, -13, [8, 0], { what: 'Physiotherapy', who: 'Kate Lim', where: 'Harbour Physiotherapy' }),
    ...[780, 415, 55].map(ago => makeVaccine(days, ago, ['Influenza vaccine', '150'], 1, 'Left arm')),
    makeVaccine(days, 330, ['Tetanus, diphtheria (Td)', '09'], 1, 'Left arm'),
  ];
}

/** Lower in the spring, when birches bloom. */
function breaths(days: Days, draw: Random): DemoThing[] {
  return [...walkDays(8, 2, daysOfOkafors)].map(({ ago }) => {
    const { m } = days.date(ago);
    const litersPerMinute = 10 * Math.round(draw.around(m === 4 || m === 5 ? 470 : 560, 15) / 10);
    return thing(peakFlow, {
      when: { structured: days.at(ago, 7, draw.whole(0, 30)) },
      pef: {
        litersPerSecond: roundTo(litersPerMinute / 60, 3),
        display: { value: litersPerMinute, units: 'L/min' },
      },
    });
  });
}

function runs(days: Days, draw: Random): DemoThing[] {
  const running = makeCoded('Running', 'aerobic-activities', 'run');
  const outings = [...walkDays(9, 4, daysOfOkafors)].map(({ ago, progress }) => {
    const km = roundTo(draw.around(7 + 3 * progress, 1), 1);
    return thing(exercise, {
      when: { structured: days.at(ago, 18, draw.whole(0, 50)) },
      activity: running,
      distance: { m: Math.round(km * 1000), display: { value: km, units: 'km' } },
      duration: Math.round(km * (6.1 - 0.5 * progress)),
    });
  });
  const rests = [...walkDays(14, 6, daysOfOkafors)].map(({ ago, progress }) =>
    thing(heartRate, {
      when: days.at(ago, 6, draw.whole(10, 55)),
      value: Math.round(draw.around(64 - 6 * progress, 2)),
      measurementConditions: makeCoded('Resting', 'heart-rate-measurement-conditions'),
    }),
  );
  const weighings = [...walkDays(21, 9, daysOfOkafors)].map(({ ago, progress }) => {
    const kg = roundTo(draw.around(88 - 5 * progress, 0.5), 1);
    return thing(weight, {
      when: days.at(ago, 7, 10),
      value: { kg, display: { value: kg, units: 'kg' } },
    });
  });
  return [...outings, ...rests, ...weighings];
}
